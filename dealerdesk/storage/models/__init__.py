"""The tables, one module for each part of the dealership."""

from dealerdesk.storage.models.audits import (
    Audit,
    AuditAssignment,
    AuditCard,
    AuditCount,
    AuditDocument,
    AuditEvidence,
    AuditExplanation,
    AuditFile,
    AuditSignature,
    AuditStray,
)
from dealerdesk.storage.models.base import Base, Recorded
from dealerdesk.storage.models.completeness import FileCompleteness
from dealerdesk.storage.models.customers import Customer
from dealerdesk.storage.models.documents import Document, Scan, Waiver
from dealerdesk.storage.models.files import OwnerRecord, PlateRecord, VehicleFile
from dealerdesk.storage.models.history import ChangeSet, ImportRun, Recording, RowChange, SearchEntry
from dealerdesk.storage.models.not_duplicates import NotDuplicate
from dealerdesk.storage.models.saved_exports import SavedExport
from dealerdesk.storage.models.saved_filters import SavedFilter
from dealerdesk.storage.models.saved_mappings import SavedMapping
from dealerdesk.storage.models.service import Policy, RepairLine, RepairOrder
from dealerdesk.storage.models.settings import Counter, RequiredDocument, Setting
from dealerdesk.storage.models.users import User

__all__ = [
    "Audit",
    "AuditAssignment",
    "AuditCard",
    "AuditCount",
    "AuditDocument",
    "AuditEvidence",
    "AuditExplanation",
    "AuditFile",
    "AuditSignature",
    "AuditStray",
    "Base",
    "ChangeSet",
    "Counter",
    "Customer",
    "Document",
    "FileCompleteness",
    "ImportRun",
    "NotDuplicate",
    "OwnerRecord",
    "PlateRecord",
    "Policy",
    "Recorded",
    "Recording",
    "RepairLine",
    "RepairOrder",
    "RequiredDocument",
    "RowChange",
    "SavedExport",
    "SavedFilter",
    "SavedMapping",
    "Scan",
    "SearchEntry",
    "Setting",
    "User",
    "VehicleFile",
    "Waiver",
]
