"""``backup``, ``verify`` and ``restore``: the whole data folder in one file, and back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from dealerdesk.cli.commands import Command, ExitCode, OutsideCommand
from dealerdesk.cli.doors import Desk, Doors
from dealerdesk.cli.output import Output
from dealerdesk.cli.words import path
from dealerdesk.domain.messages import Message
from dealerdesk.i18n import _

if TYPE_CHECKING:
    from dealerdesk.services.backups import BackupResult, RestoreResult, VerifyResult

BACKUP = Message("help.backup", "write database and scans into one file, and check it")
VERIFY = Message("help.verify", "check a backup, byte by byte")
RESTORE = Message("help.restore", "unpack a backup into a new data folder")
BACKED_UP = Message(
    "cli.backed_up", "{path} holds {files} vehicle files and {documents} documents, and was checked."
)
SIZE = Message("cli.backup_size", "{bytes} bytes, SHA-256 {sha256}.")
SOUND = Message("cli.backup_sound", "The backup {path} is sound.")
DAMAGED = Message(
    "cli.backup_damaged",
    "The backup {path} is damaged, as the answer says. Keep it, but use another one to restore from.",
)
RESTORED = Message("cli.restored", "{path} is a data folder now, as it was in the backup.")


def _backup_words(parser: ArgumentParser) -> None:
    parser.add_argument(
        "out", metavar="OUT", nargs="?", type=path, help=_("the file to write; else one among the backups")
    )


def backup(desk: Desk, arguments: Namespace, output: Output) -> int:
    """Back the data folder up into one file."""
    with output.progress() as progress:
        result = desk.backups.backup(arguments.out, progress)
    output.answer(_answer(result) | {"problems": list(result.problems)})
    output.line(BACKED_UP.said(path=result.path, files=result.files, documents=result.documents))
    output.line(SIZE.said(bytes=f"{result.bytes:,}", sha256=result.sha256))
    for problem in result.problems:
        output.shortfall(problem)
    return ExitCode.DONE_IN_PART if result.problems else ExitCode.DONE


def _backup_word(parser: ArgumentParser) -> None:
    parser.add_argument("backup", metavar="BACKUP", type=path, help=_("a file that “backup” wrote"))


def verify(_doors: Doors, arguments: Namespace, output: Output) -> int:
    """Check a backup; done only when it is sound."""
    # Start-up: only commands on backups need what archives need.
    from dealerdesk.services.backups import verify_backup  # noqa: PLC0415 - start-up, see above

    with output.progress() as progress:
        result = verify_backup(arguments.backup, progress)
    output.answer({"ok": result.ok} | _answer(result) | {"problems": list(result.problems)})
    for problem in result.problems:
        output.line(problem)
    if result.ok:
        output.line(SOUND.said(path=arguments.backup))
        return ExitCode.DONE
    output.shortfall(DAMAGED.said(path=arguments.backup))
    return ExitCode.NOT_DONE


def _restore_words(parser: ArgumentParser) -> None:
    _backup_word(parser)
    parser.add_argument(
        "--into", metavar="DIR", required=True, type=path, help=_("the data folder to make; never one in use")
    )


def restore(_doors: Doors, arguments: Namespace, output: Output) -> int:
    """Unpack a backup into a data folder that is not there yet."""
    # Start-up: only commands on backups need what archives need.
    from dealerdesk.services.backups import restore_backup  # noqa: PLC0415 - start-up, see above

    with output.progress() as progress:
        result = restore_backup(arguments.backup, arguments.into, progress)
    output.answer(_answer(result))
    output.line(RESTORED.said(path=arguments.into))
    return ExitCode.DONE


def _answer(result: BackupResult | VerifyResult | RestoreResult) -> dict[str, Any]:
    return {
        "path": str(result.path),
        "files": result.files,
        "documents": result.documents,
        "bytes": result.bytes,
        "sha256": result.sha256,
    }


COMMANDS = (
    Command("backup", BACKUP, backup, _backup_words),
    OutsideCommand("verify", VERIFY, verify, _backup_word),
    OutsideCommand("restore", RESTORE, restore, _restore_words),
)
