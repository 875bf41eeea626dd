"""The search box: what words stand for, among vehicle files, customers, documents and repair orders.

`files` lays the ground, `customers` and `records` look further from there, `found` is what comes out.
"""

from dealerdesk.services.search.found import (
    FoundCustomer,
    FoundDocument,
    FoundFile,
    FoundGroup,
    FoundOrder,
    Lookup,
    OwnedVehicle,
    Shown,
)
from dealerdesk.services.search.search_box import Search, SearchAnswer
from dealerdesk.storage.search_index import Hit as SearchHit

__all__ = [
    "FoundCustomer",
    "FoundDocument",
    "FoundFile",
    "FoundGroup",
    "FoundOrder",
    "Lookup",
    "OwnedVehicle",
    "Search",
    "SearchAnswer",
    "SearchHit",
    "Shown",
]
