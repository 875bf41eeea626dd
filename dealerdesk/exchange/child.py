"""Work in a child process: what it parses may end it, hang it or fill the memory, and only it.

The two processes speak JSON, so that a child that was taken over by a file can only say so much.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message, all_messages
from dealerdesk.domain.progress import Progress
from dealerdesk.exchange.messages import FILE_DAMAGED, FILE_TOO_LARGE, FILE_TOO_SLOW, error_of, said_params

if sys.platform != "win32":
    import resource

Report = Callable[[Message, int, int | None], None]
"""Told by the work where it stands."""

STARTING = Message("reading_starts", "Opening the file")
_BREATH_S = 0.05
_MOST_SAID = 64 * 2**20
"""How many bytes a child may say at once; one that says more was taken over by its file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much address space a child may take, and for how long it may say nothing of its progress.

    Measured: the largest sheets that the guard lets pass, 145,000 full rows of 31 columns or a box of 20
    million blank cells, take 650 MB, and silence them for 9 s on a busy PC of two cores. With what the parent
    takes, reading stays below 1 GiB; with a child's start, a hanging parser is stopped within 30 s.
    """

    memory_bytes: int = 800 * 2**20
    silence_s: float = 25


class ChildFailedError(RuntimeError):
    """The child met a bug, whose traceback this carries."""


def run_in_child(
    work: Callable[..., object], *args: object, source: Path, progress: Progress, limits: Limits
) -> Any:
    """Run ``work(report, *args)`` in a child process; `source` is the file that refusals name.

    Returns what the work does, as JSON carries it. Raises what the work refuses, ``file_damaged`` where the
    child died, ``file_too_large`` where it ran out of memory, ``file_too_slow`` where it fell silent, and
    what `progress` raises to stop it.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(sender, limits.memory_bytes, work, args), daemon=True)
    process.start()
    sender.close()
    try:
        return _listen(receiver, source, progress, limits)
    finally:
        receiver.close()
        process.kill()
        process.join()
        process.close()


def _listen(receiver: Connection, source: Path, progress: Progress, limits: Limits) -> Any:
    """Pass progress on until the child is done; returns its answer."""
    stage: tuple[Message, int, int | None] | None = None
    heard = time.monotonic()
    while True:
        if receiver.poll(_BREATH_S):
            try:
                said = json.loads(receiver.recv_bytes(_MOST_SAID))
            except (EOFError, OSError) as error:
                # Ctrl+C reaches the whole process group, and ends a child that is still starting.
                progress.step(*(stage or (STARTING, 0, None)))
                raise DealerDeskError(FILE_DAMAGED, path=source) from error
            heard = time.monotonic()
            if "answer" in said:
                return said["answer"]
            if "stage" in said:
                stage = (all_messages()[said["stage"]], said["finished"], said["total"])
            else:
                _raise(said, source)
        elif time.monotonic() - heard > limits.silence_s:
            raise DealerDeskError(FILE_TOO_SLOW, path=source)
        if stage:
            progress.step(*stage)


def _raise(said: dict[str, Any], source: Path) -> None:
    if "refused" in said:
        raise error_of(said["refused"], said["params"])
    if "memory" in said:
        raise DealerDeskError(FILE_TOO_LARGE, path=source)
    raise ChildFailedError(said["bug"])


def _child(
    sender: Connection, memory_bytes: int, work: Callable[..., object], args: tuple[object, ...]
) -> None:
    """The child's whole life."""
    # Ctrl+C reaches the whole process group; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A million values in no cycle: looking for cycles among them takes longer than reading them.
    gc.disable()
    _be_silent()
    _limit_memory(memory_bytes)

    def say(**said: object) -> None:
        sender.send_bytes(json.dumps(said).encode())

    def report(stage: Message, finished: int, total: int | None) -> None:
        say(stage=stage.code, finished=finished, total=total)

    with suppress(BrokenPipeError):
        try:
            answer = work(report, *args)
        except DealerDeskError as error:
            say(refused=error.code, params=said_params(error.params))
        except MemoryError:
            say(memory=True)
        except BrokenPipeError:
            raise
        except BaseException:  # noqa: BLE001  # the parent raises it again
            say(bug=traceback.format_exc())
        else:
            say(answer=answer)


def _be_silent() -> None:
    """Keep what libraries print when they die from the person's terminal."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        with suppress(OSError):
            os.dup2(nothing, stream)


def _limit_memory(memory_bytes: int) -> None:
    """Make allocations beyond the limit fail, where the system can."""
    if sys.platform != "win32":
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
