"""What a person asks of an export, and how it is carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dealerdesk.domain.field_notes import can_be_read_again
from dealerdesk.domain.fields import FIELDS, Field, RecordKind
from dealerdesk.domain.progress import Progress
from dealerdesk.services.exports import COMPLETENESS, ExportResult, Exports
from dealerdesk.services.saved_exports import ExportChoice
from dealerdesk.ui.exports.what import What, Whole
from dealerdesk.ui.listed import ShownList


@dataclass(frozen=True, slots=True)
class Asked:
    """What is chosen on the page; `listed` is the list that the person comes from, if there is one."""

    what: What
    listed: ShownList | None
    is_template: bool
    columns: tuple[str, ...]
    where: str
    language: str | None
    ending: str

    @property
    def kind(self) -> RecordKind | None:
        """The kind of the records, None where there are several."""
        if isinstance(self.what, RecordKind):
            return self.what
        return self.listed.kind if self.listed and self.what is Whole.LIST else None

    @property
    def choice(self) -> ExportChoice | None:
        """What can be saved under a name, None where nothing can."""
        if not isinstance(self.what, RecordKind) or self.is_template:
            return None
        return ExportChoice(self.what, self.columns, self.where, self.language, self.ending)

    @property
    def can_come_back(self) -> bool:
        """Whether the spreadsheet holds records, and names them so that an import knows them."""
        if self.what is Whole.REGISTER:
            return True
        return self.kind is not None and not self.is_template and can_be_read_again(self.kind, self.columns)

    def writing(self, exports: Exports) -> Callable[[Path, Progress], ExportResult]:
        """What writes the spreadsheet."""
        language, columns, what, listed = self.language, self.columns, self.what, self.listed
        if isinstance(what, RecordKind) and self.is_template:
            return lambda path, _progress: exports.write_template(
                what, path, columns=columns, language=language
            )
        if isinstance(what, RecordKind):
            return lambda path, progress: exports.export(
                what, path, where=self.where, columns=columns, language=language, progress=progress
            )
        if what is Whole.REGISTER or listed is None:
            return lambda path, progress: exports.export_register(path, language=language, progress=progress)
        if listed.kind is RecordKind.FILES:
            return lambda path, progress: exports.export_list(path, listed.ids, columns, progress, language)
        return lambda path, progress: exports.export_orders(path, listed.ids, progress, columns, language)


def offered_fields(what: What, listed: ShownList | None, *, for_template: bool) -> Sequence[Field]:
    """The fields that can be columns."""
    if isinstance(what, RecordKind):
        return [field for field in FIELDS[what] if field.importable or not for_template]
    if what is Whole.REGISTER or listed is None:
        return ()
    fields = FIELDS[listed.kind]
    return (*fields, COMPLETENESS) if listed.kind is RecordKind.FILES else fields


def usual_columns(what: What, listed: ShownList | None, offered: Sequence[Field]) -> tuple[str, ...]:
    """The codes of the columns that are ticked at first."""
    if what is Whole.LIST and listed is not None:
        return listed.columns
    return tuple(field.code for field in offered if field.code != "archived")
