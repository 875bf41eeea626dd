"""The lines of a check in a file of their own, so that a table of any length shows them by windows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path

from sqlcipher3 import dbapi2

from dealerdesk.domain.imports import Verdict
from dealerdesk.storage.incoming.verdicts import Line

_BATCH = 1_000
_COLUMNS = ", ".join(f'"{name}"' for name in Line._fields)
_MARKS = ", ".join("?" * (len(Line._fields) + 1))


class LinesKept:
    """Counts what it writes into the new file `path`; `digest` tells other lines from the same ones."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hash = hashlib.sha256()
        self.counts: Counter[Verdict] = Counter()
        self.undecided = 0

    @property
    def digest(self) -> str:
        """The hash of all lines written."""
        return self._hash.hexdigest()

    def write(self, lines: Iterable[Line]) -> None:
        """Write all lines, which come in the order of their verdicts."""
        with closing(dbapi2.connect(str(self.path), isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            connection.execute(f"CREATE TABLE line (at INTEGER PRIMARY KEY, {_COLUMNS})")
            for batch in self._batches(lines):
                connection.executemany(f"INSERT INTO line VALUES ({_MARKS})", batch)
            connection.execute("COMMIT")

    def count(self, lines: Iterable[Line]) -> None:
        """Go through all lines without writing them."""
        for _ in self._batches(lines):
            pass

    def _batches(self, lines: Iterable[Line]) -> Iterator[list[tuple[object, ...]]]:
        rows, at = iter(lines), 0
        while batch := list(islice(rows, _BATCH)):
            self._hash.update(repr(batch).encode(errors="surrogatepass"))
            self.counts.update(Verdict(line.verdict) for line in batch)
            self.undecided += sum(
                bool(line.decidable) and line.decision is None
                for line in batch
                if line.verdict == Verdict.CONFLICT
            )
            yield [(at + place, *line) for place, line in enumerate(batch)]
            at += len(batch)


def read_lines(
    path: Path, counts: Mapping[Verdict, int], shown: Collection[Verdict], start: int, count: int
) -> list[tuple[int, Line]]:
    """A window of the lines whose verdicts are `shown`, each with its place among all.

    `start` counts from 0 among those shown. The lines of one verdict stand together, so that a window is
    found by counting.
    """
    found: list[tuple[int, Line]] = []
    with closing(dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        first = 0
        for verdict in Verdict:
            here = counts.get(verdict, 0)
            if verdict in shown and count > 0:
                if start < here:
                    taken = min(count, here - start)
                    rows = connection.execute(
                        f"SELECT at, {_COLUMNS} FROM line WHERE at >= ? ORDER BY at LIMIT ?",
                        (first + start, taken),
                    )
                    found += [(at, Line._make(line)) for at, *line in rows]
                    count -= taken
                    start = 0
                else:
                    start -= here
            first += here
    return found
