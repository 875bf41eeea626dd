"""A copy of an .xlsx archive in which sheets hold some of their rows only: what is to be changed stays small.

Works on the bytes as they stream by, since a library would take the whole sheet into memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Container
from typing import BinaryIO, Final

_CHUNK: Final = 2**20
_ROW: Final = re.compile(rb"<((?:\w+:)?)row(?=[\s/>])[^>]*>")
_NUMBER: Final = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_MERGED: Final = re.compile(
    rb"<(?:\w+:)?mergeCells(?=[\s/>])(?:[^>]*/>|.*?</(?:\w+:)?mergeCells>)", re.DOTALL
)
_LINKS: Final = re.compile(rb"<(?:\w+:)?hyperlinks(?=[\s/>])(?:[^>]*/>|.*?</(?:\w+:)?hyperlinks>)", re.DOTALL)
_LINK_OF_CELLS: Final = re.compile(rb"""<(?:\w+:)?hyperlink\s[^>]*?\bref=["']\$?[A-Z]+\$?\d+:[^>]*>""")
_REFERENCE: Final = re.compile(rb"""\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_DROPPED: Final = ("xl/vbaproject.bin", "xl/calcchain.xml")

Merged = tuple[bytes, int, bytes, int]
"""Merged cells: first column's letters, first row, last column's letters, last row, rows from 1."""


def thinned(
    source: zipfile.ZipFile, target: BinaryIO, keeps: Callable[[str], Container[int] | None]
) -> dict[str, list[Merged]]:
    """Write a copy into `target` whose sheets have the rows that ``keeps(member)`` names, all where None.

    Merged cells are taken out and returned by member: who reads the copy would make a cell of each of them.
    """
    merged: dict[str, list[Merged]] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for member in source.infolist():
            name = member.filename
            if name.lower() in _DROPPED or member.is_dir():
                continue
            with source.open(member) as stream, copy.open(name, "w", force_zip64=True) as into:
                if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml"):
                    rows = keeps(name)
                    behind = _Rows(rows).copied(stream, into)  # type: ignore[arg-type]  # zipfile's are files
                    merged[name] = _merged_of(behind)
                    into.write(_LINKS.sub(_without_links_of_cells, _MERGED.sub(b"", behind)))
                else:
                    while chunk := stream.read(_CHUNK):
                        into.write(chunk)
    return merged


def _merged_of(behind: bytes) -> list[Merged]:
    return [
        (found[1], int(found[2]), found[3], int(found[4]))
        for together in _MERGED.finditer(behind)
        for found in _REFERENCE.finditer(together[0])
    ]


def _without_links_of_cells(links: re.Match[bytes]) -> bytes:
    """Links of single cells only: one of a whole column would be made a million cells of."""
    return _LINK_OF_CELLS.sub(b"", links[0])


class _Rows:
    """Copies a sheet but for the rows that are not wanted."""

    def __init__(self, wanted: Container[int] | None) -> None:
        self._wanted = wanted
        self._row = 0

    def copied(self, stream: BinaryIO, into: BinaryIO) -> bytes:
        """Copy all up to the end of the last row, and return what stands behind it."""
        rest = b""
        while chunk := stream.read(_CHUNK):
            rest = self._piece(rest + chunk, into)
        return rest

    def _piece(self, piece: bytes, into: BinaryIO) -> bytes:
        """Copy the whole rows of a piece, and return what may be the beginning of another."""
        at = 0
        while found := _ROW.search(piece, at):
            stop = found.end()
            if not found[0].endswith(b"/>"):
                end = b"</" + found[1] + b"row>"
                stop = piece.find(end, stop) + len(end)
                if stop < found.end():
                    into.write(piece[at : found.start()])
                    return piece[found.start() :]
            number = _NUMBER.search(found[0])
            self._row = int(number[1]) if number else self._row + 1
            if self._wanted is None or self._row in self._wanted:
                into.write(piece[at:stop])
            else:
                into.write(piece[at : found.start()])
            at = stop
        return piece[at:]
