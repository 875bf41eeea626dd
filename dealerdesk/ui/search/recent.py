"""Which files were opened last at this PC: what the search shows before anything is typed."""

from __future__ import annotations

from collections.abc import Iterable

from dealerdesk.ui.preferences import Preferences

MOST = 12
MOST_FOLDERS = 8
"""Data folders that are remembered, the last used ones."""
_KEY = "search.recent"


class RecentFiles:
    """The ids of files, the last opened first, kept for each data folder (by its path)."""

    def __init__(self, preferences: Preferences, folder: str) -> None:
        self._preferences = preferences
        self._folder = folder

    @property
    def ids(self) -> list[int]:
        """The files that were opened last; they may be gone."""
        return self._kept().get(self._folder, [])

    def note(self, file_id: int) -> None:
        """Remember that a file was opened just now."""
        self._keep([file_id, *(other for other in self.ids if other != file_id)][:MOST])

    def forget_all_but(self, file_ids: Iterable[int]) -> None:
        """Drop the files that are gone."""
        there = set(file_ids)
        if not there.issuperset(self.ids):
            self._keep([file_id for file_id in self.ids if file_id in there])

    def _keep(self, ids: list[int]) -> None:
        others = {folder: kept for folder, kept in self._kept().items() if folder != self._folder}
        latest = {self._folder: ids} | dict(list(others.items())[: MOST_FOLDERS - 1])
        self._preferences.keep(_KEY, latest)

    def _kept(self) -> dict[str, list[int]]:
        """What the file of preferences holds, as far as it can be read."""
        kept = self._preferences.kept(_KEY, {})
        if not isinstance(kept, dict):
            return {}
        return {
            str(folder): [one for one in ids if isinstance(one, int) and not isinstance(one, bool)]
            for folder, ids in kept.items()
            if isinstance(ids, list)
        }
