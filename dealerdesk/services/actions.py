"""What actions are called whose own rooms open on demand: the history names them without opening those."""

from __future__ import annotations

from dealerdesk.domain.messages import Message

IMPORTED = Message("action.imported", "{kind} imported from {path}")
