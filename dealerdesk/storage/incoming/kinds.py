"""Which plan serves which kind of record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dealerdesk.domain.fields import RecordKind
from dealerdesk.storage.incoming.customers import apply_customers, plan_customers
from dealerdesk.storage.incoming.documents import apply_documents, plan_documents
from dealerdesk.storage.incoming.files import apply_files, plan_files
from dealerdesk.storage.incoming.orders import apply_orders, plan_orders
from dealerdesk.storage.incoming.planning import Terms
from dealerdesk.storage.incoming.policies import apply_policies, plan_policies


@dataclass(frozen=True, slots=True)
class Import:
    """How one kind of record is imported; `unit` is SQL for what makes rows of the plan one record."""

    plan: Callable[[Any, Terms], None]
    apply: Callable[[Any, Terms], None]
    table: str
    unit: str = "n"


IMPORTS = {
    RecordKind.FILES: Import(plan_files, apply_files, "vehicle_file"),
    RecordKind.REPAIR_ORDERS: Import(plan_orders, apply_orders, "repair_order", "key"),
    RecordKind.CUSTOMERS: Import(plan_customers, apply_customers, "customer"),
    RecordKind.DOCUMENTS: Import(plan_documents, apply_documents, "document", "first"),
    RecordKind.POLICIES: Import(plan_policies, apply_policies, "policy"),
}
