"""What every tab of a vehicle file's page is."""

from __future__ import annotations

from dealerdesk.services.details import FileDetail
from dealerdesk.ui.page import Sheet


class FileTabWidget(Sheet):
    """One tab of a vehicle file.

    The page hands the file over with `show_file`: when another file is opened, and again when the file
    that is shown was changed. Whoever is shown the same file again keeps what is being typed, the choice
    and the scroll place.
    """

    def show_file(self, detail: FileDetail) -> None:
        """Show `detail`, another file or the same one anew."""
        raise NotImplementedError

    def choose(self, item: int) -> None:
        """Choose the thing with the id `item` in the file that was shown last."""

    def arrive(self) -> None:
        """The tab is in sight now; also when it comes back into sight."""
