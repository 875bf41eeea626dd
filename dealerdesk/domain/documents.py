"""Documents of a vehicle file: their types, the two sides, and which of them must be there.

The rules are those of product.md, "The vehicle file", points 6 and 7.
"""

from __future__ import annotations

from enum import StrEnum

from dealerdesk.domain.messages import Message


class Side(StrEnum):
    """The two halves of a vehicle file."""

    SALES = "sales"
    SERVICE = "service"


class DocumentType(StrEnum):
    """Types of documents, in the order in which a file shows them."""

    PURCHASE_INTENTION = "purchase_intention"
    SALES_CONTRACT = "sales_contract"
    PREPARATION_ORDER = "preparation_order"
    DELIVERY_CHECKLIST = "delivery_checklist"
    VEHICLE_INVOICE = "vehicle_invoice"
    CONFORMITY_CERTIFICATE = "conformity_certificate"
    REGISTRATION_CERTIFICATE = "registration_certificate"
    INSURANCE_POLICY = "insurance_policy"
    OTHER_SALES = "other_sales"
    REPAIR_ORDER = "repair_order"
    PARTS_ISSUE_SLIP = "parts_issue_slip"
    SETTLEMENT_STATEMENT = "settlement_statement"
    INSPECTION_RESULT = "inspection_result"
    OTHER_SERVICE = "other_service"

    @property
    def side(self) -> Side:
        """Where in the file the document hangs."""
        return Side.SERVICE if self in _SERVICE_SIDE else Side.SALES


_SERVICE_SIDE = frozenset(list(DocumentType)[list(DocumentType).index(DocumentType.REPAIR_ORDER) :])


class Paper(StrEnum):
    """What is known of a document's paper."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    CHECKED_OUT = "checked_out"


class Market(StrEnum):
    """Whose table of required documents a dealership starts from."""

    CHINA = "CN"
    TAIWAN = "TW"
    UNITED_KINGDOM = "GB"
    UNITED_STATES = "US"


TYPE_LABELS = {
    DocumentType.PURCHASE_INTENTION: Message("type.purchase_intention", "purchase intention form"),
    DocumentType.SALES_CONTRACT: Message("type.sales_contract", "sales contract"),
    DocumentType.PREPARATION_ORDER: Message("type.preparation_order", "preparation order (PDI)"),
    DocumentType.DELIVERY_CHECKLIST: Message("type.delivery_checklist", "delivery checklist"),
    DocumentType.VEHICLE_INVOICE: Message("type.vehicle_invoice", "vehicle invoice"),
    DocumentType.CONFORMITY_CERTIFICATE: Message("type.conformity_certificate", "conformity certificate"),
    DocumentType.REGISTRATION_CERTIFICATE: Message(
        "type.registration_certificate", "registration certificate"
    ),
    DocumentType.INSURANCE_POLICY: Message("type.insurance_policy", "insurance policy"),
    DocumentType.OTHER_SALES: Message("type.other_sales", "other sales document"),
    DocumentType.REPAIR_ORDER: Message("type.repair_order", "repair order"),
    DocumentType.PARTS_ISSUE_SLIP: Message("type.parts_issue_slip", "parts issue slip"),
    DocumentType.SETTLEMENT_STATEMENT: Message("type.settlement_statement", "settlement statement"),
    DocumentType.INSPECTION_RESULT: Message("type.inspection_result", "inspection result"),
    DocumentType.OTHER_SERVICE: Message("type.other_service", "other service document"),
}
PAPER_LABELS = {
    Paper.PRESENT: Message("paper.present", "present"),
    Paper.MISSING: Message("paper.missing", "missing"),
    Paper.NOT_APPLICABLE: Message("paper.not_applicable", "not applicable"),
    Paper.CHECKED_OUT: Message("paper.checked_out", "checked out"),
}
MARKET_LABELS = {
    Market.CHINA: Message("market.CN", "China"),
    Market.TAIWAN: Message("market.TW", "Taiwan"),
    Market.UNITED_KINGDOM: Message("market.GB", "United Kingdom"),
    Market.UNITED_STATES: Message("market.US", "United States"),
}
