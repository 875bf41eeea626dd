"""Short tones while eyes are elsewhere: made here, played by what the system has, never waited for."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from io import BytesIO
from math import pi, sin
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Thread

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from dealerdesk.ui.preferences import Preferences

RATE = 22_050
"""Samples a second."""
LOUDNESS = 9_000
"""Of the 32,767 that 16 bits have."""
_FADE_MS = 6
_KEPT = "counting.sound"
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
"""What plays a file on Linux and macOS, the likeliest to work first."""
_PLAYER_SECONDS = 3
_SCREENLESS = frozenset({"offscreen", "minimal"})

Play = Callable[[bytes], None]
"""Plays a wave and comes back when it has been heard; raises ``OSError`` where nothing can be heard."""


class Tone(Enum):
    """What is to be heard, as pairs of hertz and milliseconds; 0 hertz is a pause."""

    RIGHT = ((1320, 70),)
    ALREADY = ((880, 50), (0, 45), (880, 50))
    WRONG_PLACE = ((740, 110), (494, 170))
    STRANGE = ((220, 130), (0, 50), (220, 220))


class Sounds(QObject):
    """Plays tones while they are switched on; `switched` tells that they are, or are not."""

    switched = Signal(bool)

    def __init__(
        self, preferences: Preferences, play: Play | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._play = play
        self._speaker: _Speaker | None = None

    @property
    def is_on(self) -> bool:
        """Whether tones are played."""
        return self._preferences.kept(_KEPT, default=True) is not False

    def switch(self, *, on: bool) -> None:
        """Play tones from now on, or none."""
        self._preferences.keep(_KEPT, on)
        self.switched.emit(on)

    def play(self, tone: Tone) -> None:
        """Play `tone` beside everything else; one that still waits is dropped for it."""
        if not self.is_on:
            return
        if self._speaker is None:
            self._speaker = _Speaker(self._play or found_player())
        self._speaker.play(tone)


class _Speaker:
    """One thread that plays; the first thing that cannot be played silences it."""

    def __init__(self, play: Play | None) -> None:
        self._play = play
        self._waiting: Queue[Tone] = Queue(maxsize=1)
        if play is not None:
            Thread(target=self._work, args=(play,), name="tones", daemon=True).start()

    def play(self, tone: Tone) -> None:
        """Let `tone` be the next."""
        if self._play is None:
            return
        with suppress(Empty):
            self._waiting.get_nowait()
        with suppress(Full):
            self._waiting.put_nowait(tone)

    def _work(self, play: Play) -> None:
        waves = {tone: wave_of(tone) for tone in Tone}
        # No device, no player, or one that hangs: counting goes on in silence.
        with suppress(OSError, RuntimeError, subprocess.SubprocessError):
            while True:
                play(waves[self._waiting.get()])
        self._play = None


def wave_of(tone: Tone) -> bytes:
    """`tone` as a mono wave of 16 bits, whose notes fade in and out so that nothing clicks."""
    samples = array("h")
    fade = RATE * _FADE_MS // 1000
    for hertz, milliseconds in tone.value:
        count = RATE * milliseconds // 1000
        for at in range(count):
            swell = min(at, count - 1 - at, fade) / fade
            samples.append(round(LOUDNESS * swell * sin(2 * pi * hertz * at / RATE)))
    if sys.byteorder == "big":
        samples.byteswap()
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(samples.itemsize)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return made.getvalue()


def found_player() -> Play | None:
    """What plays waves on this computer; None where nothing does, or nobody listens."""
    if QGuiApplication.platformName() in _SCREENLESS:
        return None
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415  # start-up: it is there on Windows alone

        return lambda sound: winsound.PlaySound(sound, winsound.SND_MEMORY | winsound.SND_NODEFAULT)
    for name, *options in _PLAYERS:
        if program := shutil.which(name):
            return _FilePlayer([program, *options]).play
    return None


class _FilePlayer:
    """A program of the system that plays files."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._folder = tempfile.TemporaryDirectory(prefix="dealerdesk-tones-")
        self._files: dict[bytes, Path] = {}

    def play(self, sound: bytes) -> None:
        """Play `sound`; raises ``CalledProcessError`` where the program cannot."""
        if sound not in self._files:
            self._files[sound] = Path(self._folder.name) / f"{len(self._files)}.wav"
            self._files[sound].write_bytes(sound)
        subprocess.run(  # noqa: S603  # our own words and the path of our own file
            [*self._command, str(self._files[sound])],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PLAYER_SECONDS,
        )
