"""The memory of the window's process."""

from __future__ import annotations

import sys

_M_ARENA_MAX = -8
"""glibc's name for the option, in its malloc.h."""


def share_one_heap() -> None:
    """Let all threads take their memory from one heap; to be called before there are any.

    glibc gives each thread a heap of its own, and keeps what was freed in it: after 5,000 acts of random use
    that was 60 MB, and 20 MB from one heap. Other systems know no such option.
    """
    if not sys.platform.startswith("linux"):
        return
    # Start-up: other systems have no use for it.
    import ctypes  # noqa: PLC0415 - start-up, see above

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
