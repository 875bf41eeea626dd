"""Any spreadsheets through the import: ``python -m tests.corpus --corpus DIR [--kind KIND] [--limit N]``.

Each file below the folder, whatever it is, is imported into a scratch data folder by the program itself, in
a process of its own. Four laws hold: it ends in rows or in one plain sentence; within 30 seconds, a large
file in some more; within 1 GiB; and the database is the same, row for row, after each refusal, and after each
import that was taken back. A table says how it went; the exit code is 1 where a law was broken.

``--make DIR`` fills a folder with files made to trip the import up, the same for the same ``--seed``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from dealerdesk.domain.fields import RecordKind
from dealerdesk.storage.recording import recorded_tables
from tests.support.hostile_files import make_corpus

MOST_SECONDS = 30.0
SECONDS_A_MEGABYTE = 5.0
"""What a megabyte of file may add: a hundred thousand honest rows are 20 MB, and no hang."""
MOST_MEMORY = 2**30

_SAMPLES = Path(__file__).parent / "data" / "samples"
_PATIENCE = 10.0
"""Seconds after which a process that broke the law of time is ended."""
_LOOK_S = 0.05
_ANSWERED = {0, 1, 3}
"""Exit codes of an import: done, refused, done in part (command-line.md)."""
_PROC = Path("/proc")

Dump = dict[str, str]
"""The content of each table, as a hash."""


@dataclass(frozen=True, slots=True)
class Run:
    """How one process went: `memory` is the most that it and its children held at once, 0 where unknown."""

    code: int | None
    stdout: str
    stderr: str
    seconds: float
    memory: int

    @property
    def answer(self) -> dict[str, Any]:
        """The JSON object on standard output, empty where there is none."""
        with suppress(json.JSONDecodeError):
            said = json.loads(self.stdout)
            if isinstance(said, dict):
                return said
        return {}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one file, and which laws it broke."""

    path: Path
    kind: RecordKind
    run: Run
    broken: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """In a few words: the rows, or the code of the refusal."""
        answer = self.run.answer
        if "error" in answer:
            return str(answer["error"]["code"])
        if "rows" not in answer:
            return "no answer"
        counts = (f"{answer[name]} {name}" for name in ("new", "changed", "refused") if answer.get(name))
        return ", ".join([f"{answer['rows']} rows", *counts])

    def line(self, root: Path) -> str:
        """The file's line of the table."""
        name = ascii(str(self.path.relative_to(root)))[1:-1]
        told = f"{self.run.seconds:6.1f} s {self.run.memory / 2**20:5.0f} MB  {self.kind:13}  {name}"
        return f"{told}: {self.outcome}" + "".join(f"\n    BROKEN: {law}" for law in self.broken)


class Scratch:
    """A data folder to import into, with the sample register in it so that there is something to harm."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._serial = 0
        self._renew()

    def _renew(self) -> None:
        self._serial += 1
        self._folder = self._root / str(self._serial)
        for words in (("new",), ("import", "files", str(_SAMPLES / "车辆档案登记表.xlsx"))):
            run = self._dealerdesk(*words, most_seconds=300)
            if run.code not in _ANSWERED - {1}:
                raise RuntimeError(run.stderr)

    def _dealerdesk(self, *words: str, most_seconds: float) -> Run:
        program = [sys.executable, "-X", "faulthandler", "-m", "dealerdesk"]
        surroundings = os.environ | {"LC_ALL": "C.UTF-8"}
        return watched(
            [*program, "--data", str(self._folder), "--lang", "en", "--json", *words],
            surroundings,
            most_seconds,
        )

    def try_file(self, path: Path, kind: RecordKind) -> Verdict:
        """Import a file and take the import back, looking after every law."""
        before = self._dump(whole=True)
        allowed = MOST_SECONDS + SECONDS_A_MEGABYTE * path.stat().st_size / 2**20
        # Made absolute, so that no name is taken for an option.
        run = self._dealerdesk("import", kind, str(path.absolute()), most_seconds=allowed + _PATIENCE)
        broken = [*_laws_of_a_run(run, allowed)]
        number = run.answer.get("import")
        if number is None:
            broken += self._changed(before, whole=True)
        else:
            before = {name: content for name, content in before.items() if name.startswith("record ")}
            undone = self._dealerdesk("undo", str(number), most_seconds=allowed + _PATIENCE)
            if undone.code != 0 or undone.answer.get("kept"):
                broken.append(f"taking it back: {undone.stdout} {undone.stderr}")
            broken += self._changed(before, whole=False)
        if broken:
            self._renew()
        return Verdict(path, kind, run, tuple(broken))

    def _changed(self, before: Dump, *, whole: bool) -> Iterator[str]:
        after = self._dump(whole=whole)
        changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        if changed:
            yield f"the database is not what it was: {', '.join(changed)}"

    def _dump(self, *, whole: bool) -> Dump:
        """Every record, its count of versions aside; with `whole` every table as it stands, too."""
        with closing(sqlite.connect(str(self._folder / "dealerdesk.db"))) as database:
            found = {}
            for table in recorded_tables():
                names = ", ".join(f'"{column.name}"' for column in table.columns if column.name != "version")
                rows = database.execute(f'SELECT {names} FROM "{table.name}"')
                found[f"record {table.name}"] = _hash(rows)
            if whole:
                tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                for (name,) in tables:
                    if not name.startswith("sqlite_"):
                        found[name] = _hash(database.execute(f'SELECT * FROM "{name}" '))
            return found


def _hash(rows: Iterable[tuple[object, ...]]) -> str:
    content = hashlib.sha256()
    for row in sorted(map(repr, rows)):
        content.update(row.encode())
    return content.hexdigest()


def _laws_of_a_run(run: Run, allowed: float) -> Iterator[str]:
    """Which laws the process itself broke."""
    if run.seconds > allowed:
        yield f"it took longer than {allowed:.0f} s"
    if run.memory > MOST_MEMORY:
        yield f"it took {run.memory / 2**20:.0f} MB"
    if run.code not in _ANSWERED:
        yield f"it ended with {run.code}: {run.stderr[-2000:]}"
    elif "Traceback" in run.stderr or not run.answer:
        yield f"it does not answer plainly: {run.stdout[:500]} {run.stderr[-2000:]}"
    elif run.answer.get("error", {}).get("code") == "unexpected":
        yield f"it was not foreseen: {run.stderr[-2000:]}"
    elif run.code == 1 and ("error" not in run.answer or run.stderr.strip().count("\n")):
        yield f"its refusal is not one sentence: {run.stderr[-2000:]}"


def watched(command: Sequence[str], surroundings: dict[str, str], most_seconds: float) -> Run:
    """Run a command to its end, or to its time's; see how much memory it and its children take."""
    began, memory = time.monotonic(), 0
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, stdout=out, stderr=complaints, env=surroundings)
        code: int | None = None
        while code is None and time.monotonic() - began < most_seconds:
            memory = max(memory, _memory_of(process.pid))
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(_LOOK_S)
        seconds = time.monotonic() - began
        if code is None:
            process.kill()
            process.wait()
        said = []
        for stream in (out, complaints):
            stream.seek(0)
            said.append(stream.read().decode("utf-8", "replace"))
    return Run(code, said[0], said[1], seconds, memory)


def _memory_of(pid: int) -> int:
    """The resident memory of a process and all below it in bytes, 0 where the system does not say."""
    held = 0
    with suppress(OSError, ValueError, IndexError):
        place = _PROC / str(pid)
        held = int((place / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        for task in (place / "task").iterdir():
            for child in (task / "children").read_text().split():
                held += _memory_of(int(child))
    return held


def verdicts(root: Path, kinds: Sequence[RecordKind], limit: int | None) -> Iterator[Verdict]:
    """Try the files below `root`: as each of `kinds`, until it is read as one, or refused for good."""
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory(prefix="dealerdesk-corpus-") as folder:
        scratch = Scratch(Path(folder))
        for path in paths[:limit]:
            for kind in kinds:
                verdict = scratch.try_file(path, kind)
                yield verdict
                if verdict.outcome != "no_headings":
                    break


def main(words: Sequence[str]) -> int:
    """Run the corpus, print what became of each file, and say whether every law was kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="a folder of any files")
    parser.add_argument("--kind", action="append", choices=list(RecordKind), metavar="KIND")
    parser.add_argument("--limit", type=int, metavar="N", help="try the first N files only")
    parser.add_argument("--make", type=Path, metavar="DIR", help="fill DIR with files made to trip it up")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300, help="how many files to make")
    asked = parser.parse_args(words)
    if asked.make:
        make_corpus(asked.make, asked.seed, asked.count)
    root = asked.corpus or asked.make
    if root is None or not root.is_dir():
        parser.error("name a folder with --corpus or --make")
    kinds = [RecordKind(kind) for kind in asked.kind or RecordKind]
    outcomes: Counter[str] = Counter()
    files, broken, worst, longest = set(), 0, 0, 0.0
    for verdict in verdicts(root, kinds, asked.limit):
        print(verdict.line(root), flush=True)  # noqa: T201  # what the command is asked for
        files.add(verdict.path)
        outcomes["rows" if "rows" in verdict.run.answer else verdict.outcome] += 1
        broken += bool(verdict.broken)
        worst, longest = max(worst, verdict.run.memory), max(longest, verdict.run.seconds)
    tally = [f"\n{len(files)} files; the most memory was {worst / 2**20:.0f} MB, the longest {longest:.1f} s"]
    tally += [f"{count:6} {outcome}" for outcome, count in outcomes.most_common()]
    tally.append(f"{broken} broke a law" if broken else "every law was kept")
    print("\n".join(tally))  # noqa: T201  # what the command is asked for
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
