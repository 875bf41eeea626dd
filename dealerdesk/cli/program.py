"""One run of the command line: words in, answer and exit code out, and never a traceback."""

from __future__ import annotations

import logging
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from dealerdesk import i18n, logs
from dealerdesk.cli.commands import Command, ExitCode, OutsideCommand, UsageError
from dealerdesk.cli.doors import Desk, Doors
from dealerdesk.cli.output import Output
from dealerdesk.cli.parsing import Glance, HelpWanted, glance_at, parse
from dealerdesk.domain.errors import Cancelled, DealerDeskError
from dealerdesk.domain.messages import Message
from dealerdesk.paths import DataFolder, data_folder

NO_DISPLAY = Message(
    "no_display",
    "There is no display to open the window on. Start DealerDesk on a desktop, or give a command: "
    "“dealerdesk --help” lists them.",
)
STOPPED = Message("stopped", "Stopped. What was not finished is as it was before.")
SYSTEM_REFUSED = Message(
    "system_refused",
    "The computer refuses access to {path}: {reason}. "
    "Choose another place, or ask whoever set up this PC to allow it.",
)
UNEXPECTED = Message(
    "unexpected",
    "Something went wrong that DealerDesk did not foresee (reference {reference}). "
    "What is known of it stands in {log}; please report it.",
)
WORD_CODES = frozenset(
    {"filter_field", "filter_syntax", "filter_value", "filter_operator"}
    | {"unknown_field", "fixed_field", "setting_unknown", "unknown_column", "export_ending"}
    | {"label_start", "label_offset", "print_ending"}
)
"""Refusals that are about a command's words, though only a service notices them."""

_log = logging.getLogger("dealerdesk.cli")


def run(words: Sequence[str], doors: Doors, environ: Mapping[str, str] = os.environ) -> int:
    """Carry out the command that `words` say (without the program's name); returns the exit code."""
    glance = glance_at(words)
    i18n.use_language(glance.language or i18n.language_of_system())
    output = Output(json=glance.json, quiet=glance.quiet)
    code = _Run(words, doors, output, environ, glance).guarded()
    try:
        output.finish()
    except DealerDeskError as error:
        output.refuse(error.code, str(error))
        return ExitCode.NOT_DONE
    return code


def say_stopped(words: Sequence[str]) -> int:
    """Say that Ctrl+C came before a command could begin; returns the exit code."""
    glance = glance_at(words)
    i18n.use_language(glance.language or i18n.language_of_system())
    output = Output(json=glance.json, quiet=glance.quiet)
    output.refuse(STOPPED.code, STOPPED.said())
    output.finish()
    return ExitCode.NOT_DONE


class _Run:
    """The command line once understood: from the words to the exit code."""

    def __init__(
        self,
        words: Sequence[str],
        doors: Doors,
        output: Output,
        environ: Mapping[str, str],
        glance: Glance,
    ) -> None:
        self._words = words
        self._doors = doors
        self._output = output
        self._environ = environ
        self._language = glance.language
        self._folder = data_folder(glance.folder, environ)
        self._wants_window = glance.is_all and not glance.json

    def guarded(self) -> int:
        """Carry the command out and say why it is not done, whatever the reason."""
        try:
            return self._carry_out()
        except HelpWanted as wanted:
            self._output.answer({"help": wanted.text})
            self._output.lines(wanted.text.splitlines())
            return ExitCode.DONE
        except DealerDeskError as error:
            self._output.refuse(error.code, str(error))
            off = isinstance(error, UsageError) or error.code in WORD_CODES
            return ExitCode.WORDS_ARE_OFF if off else ExitCode.NOT_DONE
        except (Cancelled, KeyboardInterrupt):
            self._output.refuse(STOPPED.code, STOPPED.said())
        except OSError as error:
            _log.info("the system refused: errno %s", error.errno)
            reason = error.strerror or str(error)
            path = error.filename or self._folder
            self._output.refuse(SYSTEM_REFUSED.code, SYSTEM_REFUSED.said(path=path, reason=reason))
        except Exception as error:  # noqa: BLE001  # the last resort: a sentence instead of a traceback
            log, reference = self._log_crash(error)
            self._output.refuse(UNEXPECTED.code, UNEXPECTED.said(reference=reference, log=log))
        return ExitCode.NOT_DONE

    def _carry_out(self) -> int:
        arguments = Namespace(command=None) if self._wants_window else self._parsed()
        arguments.folder = self._folder
        if DataFolder(self._folder).database.is_file():
            logs.set_up_logging(DataFolder(self._folder).logs)
        command: Command | OutsideCommand | None = arguments.command
        if command is None:
            return self._open_window()
        if isinstance(command, OutsideCommand):
            self._speak_as_the_folder_asks()
            return command.run(self._doors, arguments, self._output)
        with closing(self._doors.open_desk(self._folder)) as desk:
            self._speak_as_set(desk)
            return command.run(desk, arguments, self._output)

    def _parsed(self) -> Namespace:
        # Start-up: the window does without the commands.
        from dealerdesk.cli.registry import ENTRIES  # noqa: PLC0415 - start-up, see above

        try:
            return parse(self._words, ENTRIES)
        except (UsageError, HelpWanted):
            self._speak_as_the_folder_asks()
            return parse(self._words, ENTRIES)

    def _speak_as_the_folder_asks(self) -> None:
        """Speak the data folder's language, if there is a folder that can say."""
        if self._language is None and DataFolder(self._folder).database.is_file():
            with suppress(DealerDeskError), closing(self._doors.open_desk(self._folder)) as desk:
                self._speak_as_set(desk)

    def _speak_as_set(self, desk: Desk) -> None:
        # Start-up: the window does without the settings' kinds.
        from dealerdesk.domain.settings import LANGUAGE  # noqa: PLC0415 - start-up, see above

        language = desk.settings.get(LANGUAGE.key)
        if language and self._language is None:
            i18n.use_language(language)

    def _open_window(self) -> int:
        shown_by = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        if sys.platform.startswith("linux") and not any(self._environ.get(name) for name in shown_by):
            self._output.refuse(NO_DISPLAY.code, NO_DISPLAY.said())
            return ExitCode.WORDS_ARE_OFF
        return self._doors.open_window(self._folder, self._language)

    def _log_crash(self, error: Exception) -> tuple[Path, str]:
        """Log a bug, with the data folder where that can be, else among temporary files."""
        folder = DataFolder(self._folder).logs
        if not os.access(folder, os.W_OK):
            import tempfile  # noqa: PLC0415  # start-up: most runs see no bug

            folder = Path(tempfile.gettempdir()) / "dealerdesk"
            logs.set_up_logging(folder)
        return folder / logs.LOG_NAME, logs.log_crash(error)
