"""Where a command's answer goes: text for people, or one JSON object for scripts, and refusals beside it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from dealerdesk.cli.progress import TerminalProgress, stopped_by_ctrl_c
from dealerdesk.cli.tables import Cell, one_line, pairs, table
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message

OUTPUT_FAILED = Message(
    "output_failed",
    "The answer could not be written ({reason}), but the work itself went through. "
    "Free some space, or send the answer elsewhere.",
)


class Output:
    """Speaks to a person or, as `json`, to a script; each method is silent where the other one is meant.

    Progress and remarks stay away when `quiet`. A reader that went away is not an error.
    """

    def __init__(self, *, json: bool, quiet: bool) -> None:
        self.json = json
        self.quiet = quiet
        self._answer: dict[str, Any] = {}
        self._reader_left = False

    def answer(self, answer: Mapping[str, Any]) -> None:
        """Keep the JSON object that `finish` prints."""
        self._answer |= answer

    def line(self, text: str = "") -> None:
        """Print a line for people."""
        self.lines([one_line(text)])

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines for people, as they are."""
        if not self.json:
            self._print("".join(f"{line}\n" for line in lines))

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Print a table for people."""
        if not self.json:
            self.lines(table(headings, rows))

    def pairs(self, labelled: Iterable[tuple[str, Cell]]) -> None:
        """Print labels with their values for people, without those that are empty."""
        if not self.json:
            self.lines(pairs(labelled))

    def remark(self, sentence: str) -> None:
        """Say something beside the result, on standard error, unless quiet or for a script."""
        if not self.quiet and not self.json:
            self._complain(sentence)

    def shortfall(self, sentence: str) -> None:
        """Say on standard error why not all was done."""
        self._complain(sentence)

    def refuse(self, code: str, sentence: str) -> None:
        """Say on standard error, and to a script, why nothing was done."""
        self._complain(sentence)
        self.answer({"error": {"code": code, "message": one_line(sentence)}})

    @contextmanager
    def progress(self) -> Iterator[TerminalProgress]:
        """Progress for long work, drawn when standard error is a terminal; Ctrl+C stops the work."""
        watched = not self.quiet and sys.stderr is not None and sys.stderr.isatty()
        progress = TerminalProgress(sys.stderr if watched else None)
        with stopped_by_ctrl_c(progress):
            yield progress

    def finish(self) -> None:
        """Print what is left to print; raises ``output_failed``."""
        if self.json:
            text = json.dumps(self._answer, ensure_ascii=False) + "\n"
            self._answer = {}
            self._print(text, for_script=True)
        self._print("")

    def _print(self, text: str, *, for_script: bool = False) -> None:
        stream = sys.stdout
        if stream is None or self._reader_left:
            return
        try:
            if for_script and hasattr(stream, "buffer"):
                # The escape of a lone surrogate, from a name on disk that is no text, is JSON's own.
                stream.buffer.write(text.encode("utf-8", "backslashreplace"))
                stream.buffer.flush()
            else:
                stream.write(_writable(text, stream))
            stream.flush()
        except OSError as error:
            self._reader_left = True
            _abandon(stream)
            if not _means_that_nobody_reads(error):
                raise DealerDeskError(OUTPUT_FAILED, reason=error.strerror or error) from error

    def _complain(self, sentence: str) -> None:
        if sys.stderr is not None:
            with suppress(OSError):
                sys.stderr.write(_writable(f"{one_line(sentence)}\n", sys.stderr))
                sys.stderr.flush()


def _writable(text: str, stream: TextIO) -> str:
    """`text` with a question mark for each character that the console's encoding lacks."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def _means_that_nobody_reads(error: OSError) -> bool:
    # Windows says EINVAL where others say EPIPE.
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == 22)


def _abandon(stream: TextIO) -> None:
    """Let the interpreter's last flush go nowhere, or it would complain on exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
