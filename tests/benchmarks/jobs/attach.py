"""Attaching scans of 1 MB, each on the disk for good before its row is."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from dealerdesk.domain.documents import DocumentType
from tests.benchmarks.clocks import stopwatch, take_turns
from tests.benchmarks.ground import Ground
from tests.benchmarks.measurement import Against, Goal, Measurement
from tests.support import scans

MOST = 1000
SIZE = 1_000_000
OURS = "attached, durable"
FLOOR = "copy-and-hash loop, not durable"
PEER = "cp -r + sha256sum"
GOAL = Goal(0.7, Against.PEER)
SEED = 7

_SEGMENT = 65_000
_COMMENT = b"\xff\xfe"  # JPEG's COM marker (ITU-T T.81, B.2.4.5)


def measure(ground: Ground) -> Iterator[Measurement]:
    source = ground.place()
    chance = random.Random(SEED)
    paths = [source / f"scan-{number:04d}.jpg" for number in range(min(MOST, ground.n))]
    for path in paths:
        path.write_bytes(_scan(chance))
    tools = shutil.which("cp") and shutil.which("sha256sum")
    found = take_turns(
        {
            OURS: partial(_attach, ground, paths),
            FLOOR: partial(_copy_and_hash, ground, paths),
            PEER: partial(_cp_and_sha256sum, ground, source) if tools else None,
        },
        ground.runs,
    )
    shutil.rmtree(source)
    ours = found[OURS]
    assert ours is not None
    yield Measurement("attach.scans", len(paths), "s", ours, found[FLOOR], found[PEER], GOAL)


def _scan(chance: random.Random) -> bytes:
    """A small picture that comments make as large as a scan, and unlike any other."""
    picture = scans.jpeg()
    parts = [picture[:2]]
    left = SIZE - len(picture)
    while left > 4:
        size = min(_SEGMENT, left - 4)
        parts.append(_COMMENT + (size + 2).to_bytes(2, "big") + chance.randbytes(size))
        left -= size + 4
    return b"".join((*parts, picture[2:]))


def _attach(ground: Ground, paths: list[Path]) -> float:
    with ground.new_desk() as desk:
        file = desk.files.create({"vin": "LSVAA49J132000001"})
        ground.settle()
        with stopwatch() as lap:
            result = desk.documents.attach(file.file_no, DocumentType.SALES_CONTRACT, paths)
    if len(result.attached) != len(paths):
        raise RuntimeError(f"{result.refused[0].error} ({len(result.refused)} of {len(paths)} refused)")
    return lap.wall


def _copy_and_hash(ground: Ground, paths: list[Path]) -> float:
    target = ground.place()
    ground.settle()
    with stopwatch() as lap:
        for path in paths:
            content = path.read_bytes()
            hashlib.sha256(content).hexdigest()
            (target / path.name).write_bytes(content)
    shutil.rmtree(target)
    return lap.wall


def _cp_and_sha256sum(ground: Ground, source: Path) -> float:
    target = ground.place()
    ground.settle()
    command = 'cp -r "$1" "$2/copy" && sha256sum "$2"/copy/*'
    with stopwatch() as lap:
        subprocess.run(["sh", "-c", command, "sh", source, target], stdout=subprocess.DEVNULL, check=True)
    shutil.rmtree(target)
    return lap.wall
