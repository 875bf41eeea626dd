"""What came of counting: what is not in order, what is left to find, what changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dealerdesk.domain.audit_findings import Compared, DiscrepancyFilter, DiscrepancyKey, Tally
from dealerdesk.domain.audits import Explanation, Fault, StrayKind
from dealerdesk.domain.text import fold_line
from dealerdesk.services.actions import AUDIT_EXPLAINED, AUDIT_EXPLAINED_MANY
from dealerdesk.services.audits import listing, marking, standing
from dealerdesk.services.audits.comparing import Comparison, compared, comparison
from dealerdesk.services.audits.correcting import Corrected, Correcting
from dealerdesk.services.audits.corrections import Correction, corrections
from dealerdesk.services.audits.explaining import explain_listed
from dealerdesk.services.audits.ground import Ground, get_row, set_of
from dealerdesk.services.audits.listing import ContradictionWindow, DiscrepancyWindow, LeftWindow
from dealerdesk.services.audits.marking import Explained
from dealerdesk.services.audits.meanwhile import ChangedRow, changed_meanwhile
from dealerdesk.services.audits.standing import Discrepancy, LeftRow
from dealerdesk.services.audits.telling import Told, UsedWords, told_of, used_words
from dealerdesk.storage.audits import totals
from dealerdesk.storage.unit_of_work import Database

WINDOW = 50
"""So many rows are a window where nobody says otherwise."""
ALL = DiscrepancyFilter()


class Findings:
    """What an audit found, and what is said and done about it."""

    def __init__(self, database: Database, author: int) -> None:
        self._ground = Ground(database, author)
        self._correcting = Correcting(database, author)

    def discrepancies(self, audit_id: int) -> tuple[Discrepancy, ...]:
        """Everything that is not in order; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return standing.discrepancies(connection, audit_id)

    def listed(
        self, audit_id: int, wanted: DiscrepancyFilter = ALL, start: int = 0, count: int = WINDOW
    ) -> DiscrepancyWindow:
        """A window of the discrepancies wanted, as folders stand, strays last; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return listing.listed(connection, audit_id, wanted, start, count)

    def tallies(self, audit_id: int) -> Mapping[Fault, Tally]:
        """How many discrepancies there are of every kind, and unexplained ones; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return listing.tally(connection, audit_id)

    def left_to_find(self, audit_id: int) -> tuple[LeftRow, ...]:
        """Expected folders that nobody found, neighbours beside each other; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return standing.left_to_find(connection, audit_id)

    def left(self, audit_id: int, *, cabinet: str = "", start: int = 0, count: int = WINDOW) -> LeftWindow:
        """A window of the folders that nobody found, as they stand; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return listing.left(connection, audit_id, cabinet, start, count)

    def left_near(self, audit_id: int, place: str, count: int) -> LeftWindow:
        """The folders left on the shelf of a place, from the place on; raises ``no_such_audit``.

        `total` counts the whole shelf. Where the shelf ends too early, some before the place come along.
        """
        with self._ground.asking(audit_id) as connection:
            return listing.left_near(connection, audit_id, place, count)

    def contradictions(self, audit_id: int, start: int = 0, count: int = WINDOW) -> ContradictionWindow:
        """A window of the marks that contradict the record without being a discrepancy.

        Raises ``no_such_audit``.
        """
        with self._ground.asking(audit_id) as connection:
            return listing.contradictions(connection, audit_id, start, count)

    def corrections(self, audit_id: int, key: DiscrepancyKey) -> tuple[Correction, ...]:
        """What could be changed in the record about a finding, often nothing; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return corrections(connection, audit_id, key)

    def correct(self, audit_id: int, key: DiscrepancyKey, correction: Correction) -> Corrected:
        """Change the record as a finding suggests; the audit stays as it is, open or closed.

        The change is an ordinary one, with history and undo. Raises ``no_such_audit``,
        ``audit_correction_gone``, ``audit_correction_later``, and what the change itself raises.
        """
        with self._ground.database.asking() as connection:
            audit = get_row(connection, audit_id)
        return self._correcting.correct(audit, key, correction)

    def comparison(self, audit_id: int) -> Comparison | None:
        """An audit beside the last closed one before it with the same scope, None where there was none.

        Raises ``no_such_audit``.
        """
        with self._ground.asking(audit_id) as connection:
            return comparison(connection, audit_id)

    def compared(self, audit_id: int, what: Compared, start: int = 0, count: int = WINDOW) -> LeftWindow:
        """A window of the folders of which this became since that last audit; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return compared(connection, audit_id, what, start, count)

    def changed_meanwhile(self, audit_id: int) -> tuple[ChangedRow, ...]:
        """Files made, moved or archived between opening and closing; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return changed_meanwhile(connection, audit_id, get_row(connection, audit_id).scope)

    def strays_beside(self, audit_id: int) -> tuple[tuple[str, StrayKind, str], ...]:
        """Scanned files that are off the list without being a discrepancy; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return standing.strays_beside(connection, audit_id)

    def told_of(self, audit_id: int, key: DiscrepancyKey) -> Told:
        """The evidence of a discrepancy, and what was said of it last time; raises ``no_such_audit``."""
        with self._ground.asking(audit_id) as connection:
            return told_of(connection, key)

    def used_words(self) -> UsedWords:
        """Words of all explanations so far, to be offered again."""
        with self._ground.database.asking() as connection:
            return used_words(connection)

    def explain(self, audit_id: int, ref: str, said: Explanation) -> Explained:
        """Explain every discrepancy of a file or of a scanned code.

        Raises ``no_such_audit``, ``audit_closed``, ``audit_nothing_to_explain``, ``audit_words``.
        """
        with self._ground.counting(audit_id, AUDIT_EXPLAINED, code=fold_line(ref)) as (work, audit):
            file_no = marking.explain(work, audit, ref, said)
            work.session.flush()
            _, left, _ = totals(work.connection, audit_id)
        return Explained(file_no, left, set_of(work))

    def explain_listed(self, audit_id: int, keys: Sequence[DiscrepancyKey], said: Explanation) -> Explained:
        """Explain several discrepancies with the same words, those that are still there.

        Raises ``no_such_audit``, ``audit_closed``, ``audit_none_to_explain``, ``audit_words``.
        """
        with self._ground.counting(audit_id, AUDIT_EXPLAINED_MANY) as (work, audit):
            work.name(count=explain_listed(work, audit, keys, said))
            _, left, _ = totals(work.connection, audit_id)
        return Explained(None, left, set_of(work))
