"""The scans: content-addressed files, their hashes, and pictures of their pages."""

from dealerdesk.vault.media import MediaType
from dealerdesk.vault.pages import PagePicture
from dealerdesk.vault.store import StoredScan, Vault

__all__ = ["MediaType", "PagePicture", "StoredScan", "Vault"]
