"""``show``: one vehicle file in full."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dealerdesk.cli.commands import Command, ExitCode
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.json_values import json_amount, json_moment, json_values, told
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import add_ref
from dealerdesk.domain.documents import PAPER_LABELS, TYPE_LABELS, DocumentType, Paper
from dealerdesk.domain.fields import (
    CUSTOMER_FIELDS,
    FILE_FIELDS,
    LINE_FIELDS,
    ORDER_FIELDS,
    POLICY_FIELDS,
    Field,
)
from dealerdesk.domain.messages import Message, said_list
from dealerdesk.domain.values import Value

if TYPE_CHECKING:
    from dealerdesk.services.details import DocumentDetail, FileDetail

SUMMARY = Message("help.show", "show one vehicle file in full")
CUSTOMER = Message("cli.show_customer", "Customer")
DOCUMENTS = Message("cli.show_documents", "Documents")
ORDERS = Message("cli.show_orders", "Repair orders")
POLICIES = Message("cli.show_policies", "Insurance policies")
OLD_PLATES = Message("cli.show_old_plates", "Earlier plates")
OLD_OWNERS = Message("cli.show_old_owners", "Earlier owners")
EARLIER = Message("cli.show_until", "{name} (until {until})")
COMPLETE = Message("cli.show_complete", "Completeness: {present} of {required}; nothing is missing.")
INCOMPLETE = Message("cli.show_incomplete", "Completeness: {present} of {required}; missing: {missing}.")
ARCHIVE_REASON = Message("cli.show_archive_reason", "Reason for archiving")
TYPE = Message("cli.document_type", "Type")
NUMBER = Message("cli.document_number", "Number")
DATE = Message("cli.document_date", "Date")
PAPER = Message("cli.document_paper", "Paper")
SCANS = Message("cli.document_scans", "Scans")
_ORDERS_SHOWN = ("order_no", "date_in", "odometer_in", "reported_fault", "settled_on", "total")
_POLICIES_SHOWN = ("policy_kind", "policy_no", "insurer", "starts", "ends", "premium")


def show(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Show one vehicle file with its customer, documents, repair orders and policies."""
    detail = desk.files.show(arguments.ref)
    if output.json:
        output.answer({"file": file_answer(detail)})
    else:
        _tell(detail, output)
    return ExitCode.DONE


def file_answer(detail: FileDetail) -> dict[str, Any]:
    """A vehicle file as scripts get it (command-line.md, ``show``)."""
    completeness = detail.completeness
    answer: dict[str, Any] = dict(json_values(FILE_FIELDS, detail.values))
    answer["customer"] = None
    if detail.customer is not None:
        card = json_values(CUSTOMER_FIELDS, detail.customer)
        answer["customer"] = {"name": card.pop("customer"), **card}
    answer["archive_reason"] = detail.archive_reason
    answer["created_at"] = json_moment(detail.created_at)
    answer["old_plates"] = [{"plate": old.name, "until": old.until.isoformat()} for old in detail.old_plates]
    answer["old_owners"] = [{"name": old.name, "until": old.until.isoformat()} for old in detail.old_owners]
    answer["documents"] = [_document_answer(document) for document in detail.documents]
    answer["repair_orders"] = [
        json_values(ORDER_FIELDS, order.values)
        | {"lines": [json_values(LINE_FIELDS, line) for line in order.lines]}
        for order in detail.orders
    ]
    answer["policies"] = [json_values(POLICY_FIELDS, policy) for policy in detail.policies]
    answer["completeness"] = {
        "present": len(completeness.present),
        "required": len(completeness.required),
        "missing": [missing.value for missing in completeness.missing],
    }
    return answer


def _document_answer(document: DocumentDetail) -> dict[str, Any]:
    return {
        "id": document.id,
        "type": document.type,
        "number": document.number,
        "date": document.dated.isoformat() if document.dated else None,
        "amount": json_amount(document.amount),
        "expiry": document.expiry.isoformat() if document.expiry else None,
        "paper": document.paper,
        "note": document.note,
        "order_no": document.order_no,
        "scans": [
            {
                "name": scan.name,
                "sha256": scan.sha256,
                "media_type": scan.media_type,
                "size": scan.size,
                "pages": scan.pages,
            }
            for scan in document.scans
        ],
    }


def _tell(detail: FileDetail, output: Output) -> None:
    card = {field.code for field in CUSTOMER_FIELDS} - {"notes"}
    own = [field for field in FILE_FIELDS if field.code not in card]
    output.pairs((field.label.said(), told(field, detail.values[field.code])) for field in own)
    output.pairs(
        (
            (ARCHIVE_REASON.said(), detail.archive_reason),
            (OLD_PLATES.said(), _earlier((old.name, old.until.isoformat()) for old in detail.old_plates)),
            (OLD_OWNERS.said(), _earlier((old.name, old.until.isoformat()) for old in detail.old_owners)),
        )
    )
    if detail.customer is not None:
        _heading(CUSTOMER, output)
        output.pairs(
            (field.label.said(), told(field, detail.customer[field.code])) for field in CUSTOMER_FIELDS
        )
    if detail.documents:
        _heading(DOCUMENTS, output)
        output.table(
            [heading.said() for heading in (TYPE, NUMBER, DATE, PAPER, SCANS)],
            [
                (
                    TYPE_LABELS[DocumentType(document.type)].said(),
                    document.number,
                    document.dated.isoformat() if document.dated else None,
                    PAPER_LABELS[Paper(document.paper)].said(),
                    len(document.scans),
                )
                for document in detail.documents
            ],
        )
    _records(ORDERS, ORDER_FIELDS, _ORDERS_SHOWN, [order.values for order in detail.orders], output)
    _records(POLICIES, POLICY_FIELDS, _POLICIES_SHOWN, detail.policies, output)
    output.line()
    _tell_completeness(detail, output)


def _heading(heading: Message, output: Output) -> None:
    output.line()
    output.line(heading.said())


def _records(
    heading: Message,
    fields: Iterable[Field],
    codes: tuple[str, ...],
    records: Iterable[dict[str, Value]],
    output: Output,
) -> None:
    shown = [field for field in fields if field.code in codes]
    rows = [[told(field, record[field.code]) for field in shown] for record in records]
    if rows:
        _heading(heading, output)
        output.table([field.label.said() for field in shown], rows)


def _earlier(records: Iterable[tuple[str, str]]) -> str:
    return said_list([EARLIER.said(name=name, until=until) for name, until in records])


def _tell_completeness(detail: FileDetail, output: Output) -> None:
    present, required = len(detail.completeness.present), len(detail.completeness.required)
    missing = [TYPE_LABELS[type_] for type_ in detail.completeness.missing]
    if missing:
        output.line(INCOMPLETE.said(present=present, required=required, missing=missing))
    else:
        output.line(COMPLETE.said(present=present, required=required))


COMMANDS = (Command("show", SUMMARY, show, add_ref),)
