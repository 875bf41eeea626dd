"""What actions are called that name others, or whose own rooms open on demand: the history tells them all."""

from __future__ import annotations

from dealerdesk.domain.messages import Message

BEGUN = Message("action.begun", "data folder made")
SAMPLE_MADE = Message("action.sample_made", "sample dealership made")
IMPORTED = Message("action.imported", "{kind} imported from {path}")
UNDONE = Message("action.undone", "taken back: {action}")
