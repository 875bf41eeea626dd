#!/bin/sh
# Make .venv with Python 3.11, the one version that DealerDesk is built and tested with.
set -eu

for python in python3.11 python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
        if "$python" -m venv .venv; then
            exit 0
        fi
        rm -rf .venv
        echo "Python 3.11 is here but cannot make an environment: install python3.11-venv, then run make again." >&2
        exit 1
    fi
done
echo "DealerDesk needs Python 3.11 and found none:" \
    "install python3.11 and python3.11-venv (or Python 3.11 from python.org), then run make again." >&2
exit 1
