"""What is said of a whole spreadsheet, and how sentences travel between processes: code and parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.messages import Message, all_messages

FILE_NOT_FOUND = Message("file_not_found", "There is no file {path}. Look at its name and folder.")
FILE_UNREADABLE = Message(
    "file_unreadable",
    "The file {path} cannot be opened: {reason}. Close it in other programs, or copy it to another folder.",
)
FILE_EMPTY = Message("file_empty", "The file {path} is empty. Export or save it again.")
FILE_NOT_SPREADSHEET = Message(
    "file_not_spreadsheet",
    "The file {path} is not a spreadsheet, whatever its name says. "
    "Open it in the program it comes from and save it as .xlsx or .csv.",
)
FILE_PASSWORD = Message(
    "file_password",
    "The workbook {path} is protected by a password. "
    "Open it in Excel, take the password off, save it, and try again.",
)
FILE_TOO_LARGE = Message(
    "file_too_large",
    "The file {path} is too large to be read safely. "
    "Open it in Excel, delete what lies beyond the table, or split it, and save it again.",
)
FILE_DAMAGED = Message(
    "file_damaged",
    "The file {path} is damaged and cannot be read. Open it in Excel and save it under a new name.",
)
FILE_TOO_SLOW = Message(
    "file_too_slow",
    "Reading the file {path} took too long and was stopped. Open it in Excel and save it under a new name.",
)
FILE_UNSAFE = Message(
    "file_unsafe",
    "The file {path} contains what no honest workbook has, so it is not read. "
    "Ask its sender, or open it in Excel and save it under a new name.",
)


def said_params(params: Mapping[str, object]) -> dict[str, Any]:
    """The parameters of a sentence as JSON can carry them; a `Message` becomes ``{"message": code}``.

    A `Finding` has its own ``params`` besides.
    """
    return {name: _packed(value) for name, value in params.items()}


def _packed(value: object) -> object:
    if isinstance(value, Message):
        return {"message": value.code}
    if isinstance(value, Finding):
        return {"message": value.code, "params": said_params(value.params)}
    if isinstance(value, list | tuple):
        return [_packed(part) for part in value]
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return value if value is None or isinstance(value, str | int) else str(value)


def packed_params(params: Mapping[str, object]) -> str:
    """`said_params` as JSON text."""
    return json.dumps(said_params(params), ensure_ascii=False)


def unpacked_params(params: Mapping[str, Any]) -> dict[str, object]:
    """What `said_params` packed, ready for `Message.said`."""
    return {name: _unpacked(value) for name, value in params.items()}


def _unpacked(value: Any) -> object:
    if isinstance(value, list):
        return [_unpacked(part) for part in value]
    if not isinstance(value, dict):
        return value
    message = all_messages()[value["message"]]
    return Finding(message, unpacked_params(value["params"])) if "params" in value else message


def describe_problem(code: str, params_json: str) -> str:
    """The sentence of a problem or note of a staged workbook, in the current language."""
    return all_messages()[code].said(**unpacked_params(json.loads(params_json)))


def error_of(code: str, params: Mapping[str, Any]) -> DealerDeskError:
    """The refusal that another process raised with this code and these parameters."""
    return DealerDeskError(all_messages()[code], **unpacked_params(params))
