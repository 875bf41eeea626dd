"""The command line as scripts and people use it: run in this process, with its own standard output."""

from __future__ import annotations

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest import mock

from dealerdesk.__main__ import main


@dataclass(frozen=True, slots=True)
class Run:
    """What one run said, and its exit code."""

    code: int
    stdout: bytes
    stderr: str

    @property
    def text(self) -> str:
        return self.stdout.decode()

    @property
    def answer(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        answer = json.loads(self.stdout)
        assert isinstance(answer, dict)
        assert self.stdout.count(b"\n") == 1, "more than one line on standard output"
        return answer

    @property
    def error_code(self) -> str:
        """The code of the refusal, which standard error says in the same words."""
        error = self.answer["error"]
        assert set(error) == {"code", "message"}
        assert self.stderr == error["message"] + "\n"
        return str(error["code"])


def dealerdesk(*words: object, encoding: str = "utf-8", **environ: str) -> Run:
    """Run the program with `words` on an English computer whose console has `encoding`."""
    console = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="", write_through=True)
    complaints = io.StringIO()
    surroundings = {"LC_ALL": "en_GB.UTF-8"} | environ
    with (
        mock.patch.dict(os.environ, surroundings),
        redirect_stdout(console),
        redirect_stderr(complaints),
    ):
        code = main([str(word) for word in words])
    buffer = console.buffer
    assert isinstance(buffer, io.BytesIO)
    return Run(code, buffer.getvalue(), complaints.getvalue())
