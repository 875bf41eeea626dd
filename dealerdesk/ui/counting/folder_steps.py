"""What was said of a folder step by step, to be taken back before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dealerdesk.ui.counting.ticks import CardRow, TickRow


@dataclass(frozen=True, slots=True)
class SaidNow:
    """All that is said of a folder at one moment."""

    rows: tuple[TickRow, ...]
    card: tuple[CardRow, ...]

    @property
    def without_typing(self) -> SaidNow:
        """The same without what is typed of the card: a line takes its letters back by itself."""
        return replace(self, card=tuple(replace(row, on_paper="") for row in self.card))


class Steps:
    """The steps since the folder was shown or saved."""

    def __init__(self) -> None:
        self._now: SaidNow | None = None
        self._before: list[SaidNow] = []

    @property
    def can_go_back(self) -> bool:
        """Whether something can be taken back."""
        return bool(self._before)

    def note(self, said: SaidNow) -> None:
        """Take note of what is said now; letters that are typed make no step of their own."""
        if self._now is not None and self._now.without_typing != said.without_typing:
            self._before.append(self._now)
        self._now = said

    def forget(self) -> None:
        """Begin anew."""
        self._now = None
        self._before.clear()

    def go_back(self) -> SaidNow | None:
        """What was said one step before; None where nothing can be taken back."""
        if not self._before:
            return None
        self._now = self._before.pop()
        return self._now
