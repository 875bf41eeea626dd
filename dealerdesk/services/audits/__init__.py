"""The annual audit: opening, counting, explaining, closing, reporting and verifying."""

from dealerdesk.domain.audit_findings import RECOUNT, Compared, DiscrepancyFilter, DiscrepancyKey, Tally
from dealerdesk.domain.audits import Explanation
from dealerdesk.services.audits.audits import AuditDetail, Audits
from dealerdesk.services.audits.board import Board, CabinetRow, RecentScan
from dealerdesk.services.audits.codes import FolderLine
from dealerdesk.services.audits.comparing import Comparison
from dealerdesk.services.audits.correcting import LATER_WORD, Corrected
from dealerdesk.services.audits.corrections import Correction, CorrectionKind
from dealerdesk.services.audits.counting import Counting
from dealerdesk.services.audits.evidence import EvidenceRow
from dealerdesk.services.audits.findings import Findings
from dealerdesk.services.audits.folders import CardLine, Folder, FolderPaper
from dealerdesk.services.audits.listing import (
    Contradiction,
    ContradictionWindow,
    DiscrepancyWindow,
    LeftWindow,
)
from dealerdesk.services.audits.marking import DocumentMark, Explained, Marked
from dealerdesk.services.audits.meanwhile import ChangedRow, Meanwhile
from dealerdesk.services.audits.opening import AuditDraft, DraftPreview, Opened
from dealerdesk.services.audits.scanning import Scanned, ScanResult, Sighting
from dealerdesk.services.audits.sheets import SheetRead
from dealerdesk.services.audits.standing import AuditRow, Discrepancy, LeftRow, PassRate
from dealerdesk.services.audits.telling import Earlier, Told, UsedWords
from dealerdesk.services.audits.ticking import CardMark, FolderTicks, Ticked
from dealerdesk.services.audits.verifying import Verified

__all__ = [
    "LATER_WORD",
    "RECOUNT",
    "AuditDetail",
    "AuditDraft",
    "AuditRow",
    "Audits",
    "Board",
    "CabinetRow",
    "CardLine",
    "CardMark",
    "ChangedRow",
    "Compared",
    "Comparison",
    "Contradiction",
    "ContradictionWindow",
    "Corrected",
    "Correction",
    "CorrectionKind",
    "Counting",
    "Discrepancy",
    "DiscrepancyFilter",
    "DiscrepancyKey",
    "DiscrepancyWindow",
    "DocumentMark",
    "DraftPreview",
    "Earlier",
    "EvidenceRow",
    "Explained",
    "Explanation",
    "Findings",
    "Folder",
    "FolderLine",
    "FolderPaper",
    "FolderTicks",
    "LeftRow",
    "LeftWindow",
    "Marked",
    "Meanwhile",
    "Opened",
    "PassRate",
    "RecentScan",
    "ScanResult",
    "Scanned",
    "SheetRead",
    "Sighting",
    "Tally",
    "Ticked",
    "Told",
    "UsedWords",
    "Verified",
]
