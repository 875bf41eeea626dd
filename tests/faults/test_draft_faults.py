"""What is being typed survives a killed window, and a full disk is said."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dealerdesk.bootstrap import open_desk
from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.services.drafts import Draft
from tests.support.desks import small_desk
from tests.support.troubles import child, small_disk_at

TYPING = """
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.preferences import Preferences
from dealerdesk.ui.theme.look import Look
from tests.support.windows import settle, wait_until, window_on

application = QApplication([])
with window_on(Path("desk"), Look(application), Preferences(Path("window.ini"))) as session:
    session.window.go(Place(PageName.FILE, 1, FileTab.OVERVIEW))
    settle(session)
    page = session.window.current
    field = page.overview.fields.inputs["phone"].editor
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "139")
    drafts = session.desk.drafts
    wait_until(lambda: (found := drafts.find("file-1")) is not None and found.typed == {"phone": "139"})
    print("kept", flush=True)
    QTest.keyClicks(field, "0755")
    while True:
        QApplication.processEvents()
"""


def test_what_was_typed_survives_a_killed_window(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    small_desk(folder, files=2, scans_=0).close()
    with child(TYPING, tmp_path) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "kept\n"
        window.kill()
    with closing(open_desk(folder)) as desk:
        found = desk.drafts.find("file-1")
        assert found is not None
        assert found.typed["phone"].startswith("139")
        assert found.seen == {"phone": "13800000001"}


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root on Linux")
def test_a_full_disk_is_said_and_the_draft_before_is_still_there(tmp_path: Path) -> None:
    with small_disk_at(tmp_path / "disk", "1600k") as disk:
        folder = disk / "desk"
        with closing(small_desk(folder, files=1, scans_=0)) as desk:
            desk.drafts.keep("file-1", Draft({"phone": "139"}))
            with pytest.raises(DealerDeskError) as refused:
                desk.drafts.keep("file-1", Draft({"notes": "x" * 2_000_000}))
            assert refused.value.code == "disk_full"
            found = desk.drafts.find("file-1")
            assert found is not None
            assert found.typed == {"phone": "139"}
            assert [path.name for path in desk.folder.drafts.iterdir()] == ["file-1.json"]
