"""What can be done while counting, by keys and from the palette."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.counting.code_lists import READ_LIST
from dealerdesk.ui.counting.head import LISTS, LISTS_KEYS, PAUSE
from dealerdesk.ui.counting.scan_field import COMPOSE, COMPOSE_KEYS
from dealerdesk.ui.counting.unseen import ALL_SEEN_KEYS, SEEN, SEEN_KEYS

if TYPE_CHECKING:  # the page asks for its commands here
    from dealerdesk.ui.counting.page import CountingPage

SCAN_FIELD = Message("ui.counting_go_to_field", "Go to the scan field")
NEXT_CABINET = Message("ui.counting_next_cabinet", "Stand at the next cabinet")
CABINET_BEFORE = Message("ui.counting_cabinet_before", "Stand at the cabinet before")
FINDINGS = Message("ui.counting_findings", "What the audit found")
SOUND = Message("ui.counting_sound", "Sounds on or off")
SEE_ALL = Message("ui.counting_see_all", "I have seen all that waits")
ALL_SEEN = Message("ui.counting_all_seen", "Nothing waits to be seen.")
ALL_IN_SIGHT = Message("ui.counting_all_in_sight", "The lists and the folder stand beside each other.")
FIELD_KEYS, LIST_KEYS, FINDINGS_KEYS = "Ctrl+F", "Ctrl+O", "Ctrl+D"


def commands_of(page: CountingPage) -> Sequence[Command]:
    """The commands of the page itself, in the order in which people look for them."""
    field, lists, tiles, unseen = page.field, page.head.lists, page.tiles, page.unseen

    def why_nothing_unseen() -> Message | None:
        return None if unseen.waiting else ALL_SEEN

    def why_beside() -> Message | None:
        return ALL_IN_SIGHT if lists.isHidden() else None

    return (
        Command(SCAN_FIELD, page.take_focus, FIELD_KEYS, "qr-code"),
        Command(SEEN, unseen.acknowledge, SEEN_KEYS, "eye", why_nothing_unseen),
        Command(SEE_ALL, unseen.acknowledge_all, ALL_SEEN_KEYS, "eye", why_nothing_unseen),
        Command(NEXT_CABINET, partial(tiles.step, 1), "Ctrl+PgDown", "caret-right"),
        Command(CABINET_BEFORE, partial(tiles.step, -1), "Ctrl+PgUp", "caret-left"),
        Command(READ_LIST, page.read_list, LIST_KEYS, "file-arrow-down", page.why_not_open),
        Command(FINDINGS, page.show_findings, FINDINGS_KEYS, "list-checks"),
        Command(COMPOSE, field.compose.click, COMPOSE_KEYS, "translate", page.why_not_open),
        Command(LISTS, lists.click, LISTS_KEYS, "sidebar-simple", why_beside),
        Command(SOUND, field.sound.click, "", "speaker-high"),
        Command(PAUSE, page.pause, "", "pause"),
    )
