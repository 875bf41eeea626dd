"""A guard for tests: the UI thread never waits for the database or for scans.

Only calls that come from ``dealerdesk.ui`` count: a test that looks into the database itself does so on the
main thread, too, and nobody waits for it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from types import FrameType
from typing import Any

import pytest

from dealerdesk.storage.unit_of_work import Database
from dealerdesk.vault.store import Vault

GUARDED: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Database, ("reading", "writing", "asking")),
    (
        Vault,
        (
            *("store", "store_stream", "store_bytes", "store_all", "contains"),
            *("open", "verify", "page_picture", "hashes", "size", "sweep"),
        ),
    ),
)


class CalledOnUiThreadError(AssertionError):
    """A screen used the database or the scans on the UI thread."""


def _caller_in_ui(frame: FrameType | None) -> str:
    """Where in ``dealerdesk.ui`` the call comes from; empty when it does not."""
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("dealerdesk.ui."):
            return f"{module}:{frame.f_lineno} in {frame.f_code.co_name}"
        frame = frame.f_back
    return ""


@contextmanager
def guarded_ui_thread() -> Iterator[list[str]]:
    """Refuse such calls inside the ``with`` block; the list tells of each, also where it was caught."""
    offences: list[str] = []

    def watched(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(original)
        def call(*arguments: Any, **named: Any) -> Any:
            if threading.current_thread() is threading.main_thread():
                caller = _caller_in_ui(sys._getframe(1))
                if caller:
                    offences.append(f"{name} was called on the UI thread by {caller}")
                    raise CalledOnUiThreadError(offences[-1])
            return original(*arguments, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for kind, methods in GUARDED:
            for method in methods:
                patch.setattr(kind, method, watched(f"{kind.__name__}.{method}", getattr(kind, method)))
        yield offences
