"""Drafts: what was typed and not saved, in small files beside the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk
from dealerdesk.services.drafts import Draft
from tests.support.importing import Clock

TYPED = Draft({"phone": "139", "notes": "zwei\nZeilen “” 😀"}, {"phone": "138", "notes": ""}, {"x": "yes"})


def path(desk: Desk) -> Path:
    return desk.folder.drafts / "file-7.json"


def test_a_draft_is_found_as_it_was_kept(desk: Desk, clock: Clock) -> None:
    desk.drafts.keep("file-7", TYPED)
    assert desk.drafts.find("file-7") == Draft(TYPED.typed, TYPED.seen, TYPED.marks, clock.now)
    assert desk.drafts.find("file-8") is None
    assert [entry.name for entry in desk.folder.drafts.iterdir()] == ["file-7.json"]


def test_the_latest_draft_counts_until_it_is_discarded(desk: Desk) -> None:
    desk.drafts.keep("file-7", TYPED)
    desk.drafts.keep("file-7", Draft({"phone": "1"}))
    found = desk.drafts.find("file-7")
    assert found is not None
    assert found.typed == {"phone": "1"}
    desk.drafts.discard("file-7")
    desk.drafts.discard("file-7")
    assert desk.drafts.find("file-7") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe\x00",
        b'{"typed": {}}',
        b'{"typed": {"phone": "1"}}',
        b'{"typed": {"phone": "1"}, "at": "yesterday"}',
        b'{"typed": ["phone"], "at": "2026-03-10T09:00:00"}',
    ],
)
def test_what_is_no_draft_is_none(desk: Desk, content: bytes) -> None:
    desk.folder.drafts.mkdir()
    path(desk).write_bytes(content)
    assert desk.drafts.find("file-7") is None
    desk.drafts.keep("file-7", TYPED)
    assert desk.drafts.find("file-7") is not None


def test_odd_values_in_a_draft_are_read_as_text(desk: Desk) -> None:
    desk.folder.drafts.mkdir()
    path(desk).write_text('{"typed": {"odometer": 5}, "seen": 3, "at": "2026-03-10T09:00:00"}')
    found = desk.drafts.find("file-7")
    assert found is not None
    assert (found.typed, found.seen) == ({"odometer": "5"}, {})


def test_a_draft_that_is_discarded_while_it_is_looked_for_is_no_failing_disk(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As it is for whoever asks whether it is there right before another lane discards it.
    monkeypatch.setattr(Path, "is_file", lambda _path: True)
    assert desk.drafts.find("file-7") is None
    desk.drafts.discard("file-7")
