"""A small process between the benchmark and a program: runs it and says what it took, as JSON.

It stands between because Linux lets a program inherit the memory peak of whoever started it: the
benchmark's own is large, this one's is small. Run as ``python -S -E -P watcher.py COMMAND…``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time


def main() -> int:
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
    peak = None
    if sys.platform == "win32":
        code = process.wait()
    else:
        _, status, usage = os.wait4(process.pid, 0)
        code = process.returncode = os.waitstatus_to_exitcode(status)
        # Kibibytes on Linux, bytes on macOS (getrusage(2)).
        peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024)
    sys.stdout.write(json.dumps({"wall": time.perf_counter() - start, "peak_mb": peak}))
    return code


if __name__ == "__main__":
    sys.exit(main())
