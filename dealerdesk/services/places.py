"""Where a data folder may lie."""

from __future__ import annotations

from pathlib import Path

from dealerdesk.domain.errors import DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.paths import is_network_share

DATA_FOLDER_ON_NETWORK = Message(
    "data_folder_on_network",
    "{path} lies on another computer's disk, where a database cannot be kept safe. "
    "Choose a folder on a disk of this PC.",
)


def refuse_network(root: Path) -> None:
    """Refuse a data folder on another computer's disk (``data_folder_on_network``): its locks do not hold."""
    if is_network_share(root):
        raise DealerDeskError(DATA_FOLDER_ON_NETWORK, path=root)
