"""The memory of the window's process, as glibc tells of it."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

# Threads that take memory at the same time, then what glibc says of its heaps.
HEAPS = """
import ctypes, sys, threading
from dealerdesk.ui.memory import share_one_heap

if sys.argv[1] == "shared":
    share_one_heap()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(4)

def take():
    together.wait()
    libc.malloc(1000)
    together.wait()

threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, out)
libc.fflush(out)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has heaps of threads")
@pytest.mark.parametrize("kind", ["shared", "usual"])
def test_threads_share_one_heap_once_they_are_told_to(kind: str) -> None:
    done = subprocess.run([sys.executable, "-c", HEAPS, kind], capture_output=True, text=True, check=True)
    heaps = done.stdout.count("<heap nr=")
    assert heaps == 1 if kind == "shared" else heaps > 1
