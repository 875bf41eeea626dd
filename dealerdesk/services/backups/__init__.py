"""Backups: the whole data folder in one file that proves itself, and back."""

from dealerdesk.services.backups.backing_up import BackupResult, Backups
from dealerdesk.services.backups.remembering import LastBackup, find_last_backup
from dealerdesk.services.backups.restoring import RestoreResult, restore_backup
from dealerdesk.services.backups.verifying import VerifyResult, verify_backup

__all__ = [
    "BackupResult",
    "Backups",
    "LastBackup",
    "RestoreResult",
    "VerifyResult",
    "find_last_backup",
    "restore_backup",
    "verify_backup",
]
