"""Tones: distinct, off when they are switched off, silent where nothing can be heard, never waited for."""

from __future__ import annotations

import wave
from io import BytesIO
from threading import Event

import pytest

from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.sounds import RATE, Sounds, Tone, found_player, wave_of
from tests.support.windows import wait_until


class Ear:
    """Hears what is played; `gate` holds the first tone up, `broken` is a computer without a device."""

    def __init__(self, *, broken: bool = False) -> None:
        self.heard: list[bytes] = []
        self.gate = Event()
        self.broken = broken
        self.tried = 0

    def play(self, sound: bytes) -> None:
        self.tried += 1
        if self.broken:
            raise OSError
        self.gate.wait()
        self.heard.append(sound)


def test_each_verdict_has_a_tone_of_its_own_and_all_are_short() -> None:
    waves = {tone: wave_of(tone) for tone in Tone}
    assert len(set(waves.values())) == len(Tone)
    for made in waves.values():
        with wave.open(BytesIO(made)) as file:
            assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
            assert 0.05 < file.getnframes() / RATE < 0.5
            assert max(file.readframes(file.getnframes())) > 0


def test_tones_are_played_beside_everything_else_and_the_newest_is_next(preferences: Preferences) -> None:
    ear = Ear()
    sounds = Sounds(preferences, ear.play)
    sounds.play(Tone.RIGHT)
    wait_until(lambda: ear.tried == 1)
    for tone in (Tone.ALREADY, Tone.ALREADY, Tone.STRANGE):
        sounds.play(tone)
    ear.gate.set()
    wait_until(lambda: len(ear.heard) == 2)
    assert ear.heard == [wave_of(Tone.RIGHT), wave_of(Tone.STRANGE)]


def test_nothing_is_played_while_sounds_are_off(preferences: Preferences) -> None:
    ear = Ear()
    ear.gate.set()
    sounds = Sounds(preferences, ear.play)
    sounds.switch(on=False)
    sounds.play(Tone.STRANGE)
    assert not Sounds(preferences).is_on
    sounds.switch(on=True)
    sounds.play(Tone.RIGHT)
    wait_until(lambda: bool(ear.heard))
    assert ear.heard == [wave_of(Tone.RIGHT)]


def test_without_a_device_it_is_silent(preferences: Preferences) -> None:
    ear = Ear(broken=True)
    sounds = Sounds(preferences, ear.play)
    sounds.play(Tone.RIGHT)
    wait_until(lambda: ear.tried == 1)
    wait_until(lambda: sounds._speaker is not None and sounds._speaker._play is None)
    sounds.play(Tone.RIGHT)
    assert ear.tried == 1


@pytest.mark.usefixtures("qapp")
def test_without_a_screen_nobody_listens() -> None:
    assert found_player() is None
