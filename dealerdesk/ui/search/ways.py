"""Where opening a result leads to."""

from __future__ import annotations

from dealerdesk.services.search import FoundCustomer, FoundDocument, FoundFile, FoundOrder
from dealerdesk.ui.places import FileTab, PageName, Place
from dealerdesk.ui.search.lines import NewFileOffer


def place_of(
    found: FoundFile | FoundCustomer | FoundDocument | FoundOrder | NewFileOffer,
) -> Place:
    """The place that shows what was found; a customer with one vehicle is met in its file."""
    match found:
        case FoundFile():
            return Place(PageName.FILE, found.file_id)
        case FoundCustomer():
            if len(found.vehicles) == 1:
                return Place(PageName.FILE, found.vehicles[0].file_id)
            return Place(PageName.FILES, words=found.name.text)
        case FoundDocument():
            return Place(PageName.FILE, found.file_id, FileTab.DOCUMENTS, found.document_id)
        case FoundOrder():
            return Place(PageName.FILE, found.file_id, FileTab.SERVICE, found.order_id)
        case NewFileOffer():
            return Place(PageName.NEW_FILE, words=found.number)
