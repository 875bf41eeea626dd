"""What actions are called whose own rooms open on demand, or that name others.

The history tells them all, also before their rooms are open; whoever lets a room open on demand declares its
actions here.
"""

from __future__ import annotations

from dealerdesk.domain.messages import Message

BEGUN = Message("action.begun", "data folder made")
SAMPLE_MADE = Message("action.sample_made", "sample dealership made")
IMPORTED = Message("action.imported", "{kind} imported from {path}")
UNDONE = Message("action.undone", "taken back: {action}")
DONE_AGAIN = Message("action.done_again", "done again: {action}")
ATTACHED = Message(
    "action.attached",
    "{count} scan attached to file {file_no}",
    "{count} scans attached to file {file_no}",
)
DOCUMENT_MADE = Message("action.document_made", "{type} added to file {file_no}, without a scan")
DOCUMENT_EDITED = Message("action.document_edited", "{type} of file {file_no} edited")
PAPER_NOTED = Message("action.paper_noted", "{type} of file {file_no}: paper {paper}")
DOCUMENT_MOVED = Message("action.document_moved", "document of file {file_no} moved to {type}")
DOCUMENT_REMOVED = Message("action.document_removed", "{type} removed from file {file_no}")
SCAN_REMOVED = Message("action.scan_removed", "scan {name} removed from file {file_no}")
SCAN_MOVED = Message("action.scan_moved", "scan {name} of file {file_no} moved to {type}")
WAIVED = Message("action.waived", "{type} waived for file {file_no}")
WAIVER_TAKEN_BACK = Message("action.waiver_taken_back", "waiver of {type} taken back for file {file_no}")
CARD_EDITED = Message("action.customer_edited", "card of customer {name} edited")
ORDER_MADE = Message("action.order_made", "repair order {order_no} made")
ORDER_EDITED = Message("action.order_edited", "repair order {order_no} edited")
ORDER_SETTLED = Message("action.order_settled", "repair order {order_no} settled")
ORDER_REOPENED = Message("action.order_reopened", "repair order {order_no} opened again")
ORDER_REMOVED = Message("action.order_removed", "repair order {order_no} removed")
MANY_EDITED = Message("action.files_edited", "{count} file edited", "{count} files edited")
MANY_ARCHIVED = Message("action.files_archived", "{count} file archived", "{count} files archived")
MANY_UNARCHIVED = Message(
    "action.files_unarchived",
    "{count} file taken back from the archive",
    "{count} files taken back from the archive",
)
FILTER_SAVED = Message("action.filter_saved", "filter “{name}” saved")
FILTER_DELETED = Message("action.filter_deleted", "filter “{name}” deleted")
MAPPING_SAVED = Message("action.mapping_saved", "mapping “{name}” saved")
MAPPING_DELETED = Message("action.mapping_deleted", "mapping “{name}” deleted")
EXPORT_SAVED = Message("action.export_saved", "export “{name}” saved")
EXPORT_DELETED = Message("action.export_deleted", "export “{name}” deleted")
CUSTOMERS_MERGED = Message(
    "action.customers_merged", "card {gone_no} of customer {gone} merged into {customer_no} ({name})"
)
FILES_MERGED = Message("action.files_merged", "file {gone_no} merged into file {file_no}")
NOT_THE_SAME = Message("action.not_the_same", "{first} and {second} set apart: not the same")
REQUIRED_CHANGED = Message("action.required_documents_changed", "required documents changed")
MADE = Message("action.file_made", "file {file_no} made")
EDITED = Message("action.file_edited", "file {file_no} edited")
STATE_SET = Message("action.state_set", "file {file_no} set to {state}")
ARCHIVED = Message("action.file_archived", "file {file_no} archived")
UNARCHIVED = Message("action.file_unarchived", "file {file_no} taken back from the archive")
USER_RENAMED = Message("action.user_renamed", "{before} is called {name} now")
AUDIT_OPENED = Message("action.audit_opened", "audit “{title}” opened")
AUDIT_ASSIGNED = Message("action.audit_assigned", "counters of the audit “{title}” named")
AUDIT_COUNTED = Message(
    "action.audit_counted",
    "{count} code counted for the audit “{title}”",
    "{count} codes counted for the audit “{title}”",
)
AUDIT_FOLDER_COUNTED = Message("action.audit_folder_counted", "{code} counted for the audit “{title}”")
AUDIT_MARKED = Message("action.audit_marked", "{type} of file {file_no} checked for the audit “{title}”")
AUDIT_FOLDER_TICKED = Message("action.audit_folder_ticked", "file {file_no} checked for the audit “{title}”")
AUDIT_NOTED = Message("action.audit_noted", "evidence of {code} kept for the audit “{title}”")
AUDIT_EVIDENCE_REMOVED = Message(
    "action.audit_evidence_removed", "evidence taken away from the audit “{title}”"
)
AUDIT_EXPLAINED = Message("action.audit_explained", "discrepancy of {code} explained in the audit “{title}”")
AUDIT_EXPLAINED_MANY = Message(
    "action.audit_explained_many",
    "{count} discrepancy explained in the audit “{title}”",
    "{count} discrepancies explained in the audit “{title}”",
)
AUDIT_CLOSED_BY_TWO = Message("action.audit_closed", "audit “{title}” signed and closed")
LABELS_PRINTED = Message(
    "action.labels_printed",
    "{count} folder label with the customer's name printed",
    "{count} folder labels with customers' names printed",
)
COVERS_PRINTED = Message(
    "action.covers_printed",
    "{count} cover sheet with the customer's name and phone printed",
    "{count} cover sheets with customers' names and phones printed",
)
INDEX_PRINTED = Message(
    "action.index_printed",
    "cabinet index with the customer of {count} file printed",
    "cabinet index with the customers of {count} files printed",
)
EXPORTED = Message(
    "action.exported",
    "{kind}: {count} row exported to {name}",
    "{kind}: {count} rows exported to {name}",
)
REGISTER_EXPORTED = Message(
    "action.register_exported",
    "whole register with {count} row exported to {name}",
    "whole register with {count} rows exported to {name}",
)
AUDIT_REPORTED = Message("action.audit_reported", "report of the audit “{title}” written: {name}")
COUNT_SHEET_WRITTEN = Message(
    "action.count_sheet_written",
    "count sheet of the audit “{title}” written, with {count} folder: {name}",
    "count sheet of the audit “{title}” written, with {count} folders: {name}",
)

FOR_GOOD = frozenset({AUDIT_CLOSED_BY_TWO.code})
"""Codes of actions that no undo takes back: two people have signed."""
