"""The annual audit: opening, counting, explaining, closing, reporting and verifying."""

from dealerdesk.domain.audits import Explanation
from dealerdesk.services.audits.audits import AuditDetail, Audits
from dealerdesk.services.audits.counting import Counting
from dealerdesk.services.audits.findings import Findings
from dealerdesk.services.audits.marking import DocumentMark, Explained, Marked
from dealerdesk.services.audits.meanwhile import ChangedRow, Meanwhile
from dealerdesk.services.audits.opening import AuditDraft, DraftPreview, Opened
from dealerdesk.services.audits.scanning import Scanned, ScanResult
from dealerdesk.services.audits.sheets import SheetRead
from dealerdesk.services.audits.standing import AuditRow, Discrepancy, LeftRow, PassRate
from dealerdesk.services.audits.verifying import Verified

__all__ = [
    "AuditDetail",
    "AuditDraft",
    "AuditRow",
    "Audits",
    "ChangedRow",
    "Counting",
    "Discrepancy",
    "DocumentMark",
    "DraftPreview",
    "Explained",
    "Explanation",
    "Findings",
    "LeftRow",
    "Marked",
    "Meanwhile",
    "Opened",
    "PassRate",
    "ScanResult",
    "Scanned",
    "SheetRead",
    "Verified",
]
