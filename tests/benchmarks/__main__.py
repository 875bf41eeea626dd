"""The benchmark's door; see `command`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the benchmark."""
    # The children that read spreadsheets import this module too, and shall not wait for the rest.
    from tests.benchmarks.command import run  # noqa: PLC0415 - see above

    return run()


if __name__ == "__main__":
    sys.exit(main())
