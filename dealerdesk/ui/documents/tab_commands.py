"""The commands of the documents tab: their names, keys, and what stands against each now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from dealerdesk.domain.messages import Message
from dealerdesk.ui.commands import Command
from dealerdesk.ui.documents.fields import SAVE, SHOW_OR_HIDE, SHOW_OR_HIDE_KEY
from dealerdesk.ui.documents.incoming import incoming_from
from dealerdesk.ui.documents.slot_parts import Ask
from dealerdesk.ui.documents.slots import SlotState

if TYPE_CHECKING:  # the tab makes its commands with this
    from dealerdesk.ui.documents.tab import DocumentsTab

ADD = Message("ui.doc_command_add", "Add document")
BROWSE = Message("ui.doc_command_browse", "Add scans to the chosen document")
PASTE = Message("ui.doc_command_paste", "Paste a picture or files as a scan")
PAPER = Message("ui.doc_command_paper", "Paper is here, or not (Space)")
WAIVE = Message("ui.doc_command_waive", "Waive the chosen document")
REMOVE = Message("ui.doc_command_remove", "Remove the shown scan, or the document")
MENU = Message("ui.doc_command_menu", "More for the chosen document")
NO_SLOT = Message("ui.doc_no_slot", "No document is chosen.")
NOT_MISSING = Message("ui.doc_not_missing", "Only a missing document can be waived.")
IN_FIELDS = Message("ui.doc_in_fields", "Go to the document first (Esc): the keyboard is in its fields.")
NOTHING_TO_REMOVE = Message("ui.doc_nothing_to_remove", "There is nothing in this place yet.")
NOTHING_TO_PASTE = Message(
    "ui.doc_nothing_to_paste", "There is neither a picture nor a file on the clipboard to paste."
)
CHOOSE_INBOX = Message("ui.doc_command_inbox", "Choose the scan inbox folder")


def commands_of(tab: DocumentsTab) -> tuple[Command, ...]:
    """What can be done on `tab`, in the order in which people look for it."""
    board = tab.board

    def if_slot() -> Message | None:
        return None if board.slot else NO_SLOT

    def if_removing() -> Message | None:
        focus = QApplication.focusWidget()
        if board.slot is None:
            return NO_SLOT
        if focus is not None and tab.fields.isAncestorOf(focus):
            return IN_FIELDS
        return None if board.slot.document else NOTHING_TO_REMOVE

    def if_missing() -> Message | None:
        slot = board.slot
        return None if slot and slot.state is SlotState.MISSING and slot.document is None else NOT_MISSING

    def if_pasting() -> Message | None:
        if board.slot is None:
            return NO_SLOT
        return None if incoming_from(QGuiApplication.clipboard().mimeData()).count else NOTHING_TO_PASTE

    return (
        Command(ADD, tab.add, "Ctrl+D", "plus"),
        Command(BROWSE, tab.browse_chosen, "Ctrl+O", "folder-open", if_slot),
        Command(PASTE, tab.paste, "Ctrl+V", "clipboard", if_pasting),
        Command(PAPER, partial(tab.ask, Ask.PAPER), "", "check", if_slot),
        Command(WAIVE, tab.waive_chosen, "", "prohibit", if_missing),
        Command(REMOVE, partial(tab.ask, Ask.REMOVE), "Del", "trash", if_removing),
        Command(MENU, tab.open_menu, "Ctrl+M", "dots-three-vertical", if_slot),
        Command(SAVE, tab.save, "Ctrl+S", "floppy-disk", tab.fields.why_not_save),
        Command(SHOW_OR_HIDE, tab.fields.turn_over, SHOW_OR_HIDE_KEY, "caret-down", tab.fields.why_not_fold),
        *tab.viewer.commands(),
        Command(CHOOSE_INBOX, tab.choose_inbox, "", "tray"),
    )
