"""Spreadsheets out: what an import of the same workbook leaves as it is."""

from __future__ import annotations

from dealerdesk.services.exports.exporting import REGISTER, ExportResult, Exports
from dealerdesk.services.exports.listed import COMPLETENESS

__all__ = ["COMPLETENESS", "REGISTER", "ExportResult", "Exports"]
