"""Single changes to a vehicle file: ``edit``, ``state``, ``archive``, ``unarchive``."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from dealerdesk.cli.commands import Command, ExitCode, UsageError
from dealerdesk.cli.doors import Desk
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import add_ref
from dealerdesk.domain.fields import RecordKind, field_of
from dealerdesk.domain.files import FileState
from dealerdesk.domain.findings import Finding
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

EDIT = Message("help.edit", "change fields of a vehicle file")
STATE = Message("help.state", "set a vehicle file to draft, verified or filed")
ARCHIVE = Message("help.archive", "put a vehicle file away; it can come back")
UNARCHIVE = Message("help.unarchive", "take a vehicle file back from the archive")
CHANGED = Message("cli.changed", "{file_no}: {fields} changed. “dealerdesk undo {change}” takes it back.")
UNCHANGED = Message("cli.unchanged", "{file_no}: everything was so already, so nothing was changed.")
NOT_AN_ASSIGNMENT = Message(
    "cli.not_an_assignment", "“{value}” is not FIELD=VALUE, such as location=B-2/17; FIELD= empties a field."
)
FIELD_TWICE = Message("cli.field_twice", "The field “{field}” stands there twice; say once what it shall be.")


def _assignment(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals or not field.strip():
        raise ArgumentTypeError(NOT_AN_ASSIGNMENT.said(value=text))
    return field.strip(), value


def _edit_words(parser: ArgumentParser) -> None:
    add_ref(parser)
    parser.add_argument(
        "changes",
        metavar="FIELD=VALUE",
        nargs="+",
        type=_assignment,
        help=_("a field's code, as in exports, and its new value; nothing after the = empties the field"),
    )


def edit(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Write values into fields of one vehicle file, all or none."""
    changes: dict[str, str] = {}
    for field, value in arguments.changes:
        if field in changes:
            raise UsageError(FIELD_TWICE.said(field=field), arguments.spelling)
        changes[field] = value
    edited = desk.files.edit(arguments.ref, changes)
    return _tell(output, edited.file_no, edited.changed, edited.warnings, edited.change)


def _state_words(parser: ArgumentParser) -> None:
    add_ref(parser)
    parser.add_argument(
        "state",
        metavar="STATE",
        choices=[state.value for state in FileState],
        help=_("draft, verified or filed"),
    )


def set_state(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Take one vehicle file a step further, or back to draft."""
    edited = desk.files.set_state(arguments.ref, FileState(arguments.state))
    return _tell(output, edited.file_no, edited.changed, edited.warnings, edited.change)


def _archive_words(parser: ArgumentParser) -> None:
    add_ref(parser)
    parser.add_argument("--reason", metavar="R", help=_("why the file is put away"))


def archive(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Put one vehicle file away."""
    edited = desk.files.archive(arguments.ref, arguments.reason)
    return _tell(output, edited.file_no, edited.changed, edited.warnings, edited.change)


def unarchive(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Take one vehicle file back from the archive."""
    edited = desk.files.unarchive(arguments.ref)
    return _tell(output, edited.file_no, edited.changed, edited.warnings, edited.change)


def _tell(
    output: Output, file_no: str, changed: tuple[str, ...], warnings: tuple[Finding, ...], change: int | None
) -> int:
    output.answer(
        {
            "file_no": file_no,
            "changed": list(changed),
            "change": change,
            "warnings": [{"code": warning.code, "message": warning.said()} for warning in warnings],
        }
    )
    for warning in warnings:
        output.remark(warning.said())
    fields = [_label(code) for code in changed]
    if change is None:
        output.line(UNCHANGED.said(file_no=file_no))
    else:
        output.line(CHANGED.said(file_no=file_no, fields=fields, change=change))
    return ExitCode.DONE


def _label(code: str) -> str:
    field = field_of(RecordKind.FILES, code)
    return field.label.said() if field else code


COMMANDS = (
    Command("edit", EDIT, edit, _edit_words),
    Command("state", STATE, set_state, _state_words),
    Command("archive", ARCHIVE, archive, _archive_words),
    Command("unarchive", UNARCHIVE, unarchive, add_ref),
)
