"""Documents of a vehicle file and their scans: attached, written, moved, waived, and looked at.

`attaching` takes scans in, `papers` writes what is known of documents, `scans` gives pictures and copies of
them back, `inbox` is the scanner's folder.
"""

from dealerdesk.services.documents.attaching import (
    ANYWHERE,
    Attached,
    Documents,
    Picture,
    RefusedScan,
    Source,
    Target,
    sources_in,
)
from dealerdesk.services.documents.inbox import Waiting, WaitingScan, put_away, take_out, waiting_scans
from dealerdesk.services.documents.papers import Papers, Written
from dealerdesk.services.documents.scans import Scans, Survey, file_name

__all__ = [
    "ANYWHERE",
    "Attached",
    "Documents",
    "Papers",
    "Picture",
    "RefusedScan",
    "Scans",
    "Source",
    "Survey",
    "Target",
    "Waiting",
    "WaitingScan",
    "Written",
    "file_name",
    "put_away",
    "sources_in",
    "take_out",
    "waiting_scans",
]
