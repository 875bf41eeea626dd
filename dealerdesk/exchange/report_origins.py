"""What the printed report of an audit says of itself, in a file that its PDF carries along.

Whoever reads it believes nothing: a PDF can come from anywhere.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar

from dealerdesk.i18n import LANGUAGES

_FORMAT = 1
_LARGEST_NUMBER = 2**62
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class ReportOrigin:
    """Which rows of which audit a report is of, and how it was made; `content` is `content_of` its sheets."""

    FILE_NAME: ClassVar = "dealerdesk-audit.json"

    audit: int
    fingerprint: str
    content: str
    language: str
    made_at: datetime
    made_by: str
    dealership: str

    def written(self) -> bytes:
        """It as JSON."""
        said = asdict(self) | {"format": _FORMAT, "made_at": self.made_at.isoformat(" ")}
        return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def found(cls, text: str) -> ReportOrigin | None:
        """What `written` wrote; None for anything else."""
        try:
            said = json.loads(text)
            if not isinstance(said, dict) or said.pop("format", None) != _FORMAT:
                return None
            made_at = datetime.fromisoformat(said.pop("made_at"))
            origin = cls(made_at=made_at, **said)
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        texts = (origin.fingerprint, origin.content, origin.made_by, origin.dealership)
        fits = (
            isinstance(origin.audit, int)
            and 0 <= origin.audit < _LARGEST_NUMBER
            and made_at.tzinfo is None
            and origin.language in LANGUAGES
            and all(isinstance(text, str) and len(text) <= _LONGEST for text in texts)
        )
        return origin if fits else None
