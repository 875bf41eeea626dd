"""The benchmark still runs, and tells what it should; its numbers are nobody's promise here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import command
from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Against, Goal, Measurement, Reading, percentile
from tests.benchmarks.registry import Job, Outcome, Skipped, carry_out
from tests.benchmarks.report import results, table

FORM = ["name", "n", "value", "unit", "floor", "peer", "ratio_to_floor", "ratio_to_peer", "goal", "met"]


def test_a_small_bench_measures_and_writes_its_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "build" / "bench.json"
    code = command.run(["200", "--only", "search", "import", "--runs", "1", "--out", str(out)])
    printed = capsys.readouterr()
    assert code == 0, printed.out
    found = json.loads(out.read_text(encoding="utf-8"))
    assert list(found) == ["machine", "results"]
    assert all(list(result) == FORM for result in found["results"])
    by_name = {result["name"]: result for result in found["results"]}
    assert by_name["search.worst.p99"]["ratio_to_peer"] > 0
    assert by_name["import.whole"]["floor"] > 0
    assert all(result["value"] is not None for result in found["results"])
    assert all(name in printed.out for name in by_name)


def test_a_job_that_fails_is_reported_with_what_it_measured_before(tmp_path: Path) -> None:
    def measure(ground: Ground) -> Iterator[Measurement]:
        yield Measurement("leak.first", ground.n, "s", Reading("ours", (1.0,)))
        raise RuntimeError("the floor gave way")

    finished = carry_out(Job("leak", "leaking", measure), Ground(tmp_path, 7, 1))
    first, failed = results([finished], 7)
    assert (first["name"], first["value"]) == ("leak.first", 1.0)
    assert (failed["name"], failed["value"], failed["met"]) == ("leak", None, False)
    assert "leak FAILED" in table([finished])
    assert "the floor gave way" in table([finished])


def test_a_job_that_cannot_be_measured_here_is_skipped_with_a_word(tmp_path: Path) -> None:
    def measure(_ground: Ground) -> Iterator[Measurement]:
        raise Skipped("no such program")
        yield

    finished = carry_out(Job("peerless", "looking for a peer", measure), Ground(tmp_path, 7, 1))
    assert finished.outcome is Outcome.SKIPPED
    assert results([finished], 7)[0]["met"] is None
    assert "peerless SKIPPED: no such program" in table([finished])


@pytest.mark.parametrize(
    ("goal", "is_met"),
    [
        (Goal(2), True),
        (Goal(1.9), False),
        (Goal(1.9, at_least=True), True),
        (Goal(4, Against.FLOOR), True),
        (Goal(3, Against.FLOOR), False),
        (Goal(3, Against.PEER), None),
    ],
)
def test_a_goal_is_met_by_the_median_or_cannot_be_told(goal: Goal, is_met: bool | None) -> None:
    ours, floor = Reading("ours", (2.0, 9.0, 1.0)), Reading("floor", (0.5, 0.5, 7.0))
    measurement = Measurement("job", 1, "s", ours, floor, goal=goal)
    assert measurement.is_met is is_met


def test_percentiles_are_values_that_were_measured() -> None:
    hundred = [float(number) for number in range(100, 0, -1)]
    assert [percentile(hundred, percent) for percent in (50, 99, 100)] == [50, 99, 100]
    assert percentile([3.0], 99) == 3
