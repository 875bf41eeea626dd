"""What is usually said of discrepancies: offered where somebody explains one, to be chosen or typed over."""

from __future__ import annotations

from dealerdesk.domain.audits import Fault
from dealerdesk.domain.messages import Message

LENT = Message("ui.cause_lent", "Lent out, and not noted")
OTHER_FOLDER = Message("ui.cause_other_folder", "Lies in another folder")
PUT_BACK_WRONG = Message("ui.cause_put_back_wrong", "Put back in the wrong place")
MOVED_UNNOTED = Message("ui.cause_moved_unnoted", "Moved, and not noted")
ASK_CUSTOMER = Message("ui.action_ask_customer", "Ask the customer for it")
CORRECT_RECORD = Message("ui.action_correct_record", "Correct the record")
SEARCH_AGAIN = Message("ui.action_search_again", "Search once more")

CAUSES = {
    Fault.MISSING: (
        LENT,
        Message("ui.cause_being_worked_on", "On the desk of a colleague"),
        PUT_BACK_WRONG,
        Message("ui.cause_handed_over", "Handed over with the vehicle"),
        Message("ui.cause_lost", "Lost"),
    ),
    Fault.MISPLACED: (PUT_BACK_WRONG, MOVED_UNNOTED),
    Fault.CONFLICT: (
        Message("ui.cause_moved_meanwhile", "Moved while it was counted"),
        Message("ui.cause_counter_mistaken", "One of the counters was mistaken"),
    ),
    Fault.PAPER: (
        Message("ui.cause_never_handed_in", "Never handed in"),
        OTHER_FOLDER,
        LENT,
        Message("ui.cause_faded", "Faded or damaged"),
    ),
    Fault.SCAN: (
        Message("ui.cause_never_scanned", "Never scanned"),
        Message("ui.cause_scanned_elsewhere", "Scanned into another file"),
        Message("ui.cause_scanned_badly", "Scanned badly"),
    ),
    Fault.CARD: (
        Message("ui.cause_typed_wrong", "Typed wrongly"),
        Message("ui.cause_changed_unnoted", "Changed, and not noted"),
    ),
    Fault.UNKNOWN: (
        Message("ui.cause_never_entered", "Never entered into the record"),
        Message("ui.cause_label_unreadable", "The label is torn or worn"),
        Message("ui.cause_other_shop", "Folder of another shop"),
    ),
    Fault.ARCHIVED: (
        Message("ui.cause_not_taken_out", "Not taken out when it was archived"),
        Message("ui.cause_still_needed", "Still needed"),
    ),
}
ACTIONS = {
    Fault.MISSING: (
        SEARCH_AGAIN,
        Message("ui.action_fetch_back", "Fetch it back"),
        Message("ui.action_new_folder", "Make a new folder from the scans"),
    ),
    Fault.MISPLACED: (
        Message("ui.action_put_home", "Put it where it belongs"),
        Message("ui.action_change_place", "Change its place in the record"),
    ),
    Fault.CONFLICT: (Message("ui.action_count_again", "Count it once more"),),
    Fault.PAPER: (
        ASK_CUSTOMER,
        Message("ui.action_print_scan", "Print it from the scan"),
        Message("ui.action_note_missing", "Note it as missing"),
        SEARCH_AGAIN,
    ),
    Fault.SCAN: (Message("ui.action_scan_it", "Scan the paper"),),
    Fault.CARD: (CORRECT_RECORD, ASK_CUSTOMER),
    Fault.UNKNOWN: (
        Message("ui.action_make_file", "Make a file for it"),
        Message("ui.action_new_label", "Print a new label"),
    ),
    Fault.ARCHIVED: (
        Message("ui.action_take_to_archive", "Take the folder to the archive"),
        Message("ui.action_unarchive", "Take the file back from the archive"),
    ),
}
