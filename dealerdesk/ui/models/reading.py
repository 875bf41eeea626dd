"""What lists say that are still being read."""

from __future__ import annotations

from dealerdesk.domain.messages import Message

STILL_READING = Message("ui.list_still_reading", "The list is still being read. Try again in a moment.")
