"""Lists of scans: pasted ones, and what batch scanners wrote into files; and what came of them, in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from dealerdesk.domain.audits import Verdict
from dealerdesk.domain.messages import Message
from dealerdesk.ui.counting.verdicts import ATTENTION, LOOKS, Heard
from dealerdesk.ui.dialogs import FilePattern
from dealerdesk.ui.formats import shown_number
from dealerdesk.ui.sounds import Tone

READ_LIST = Message("ui.counting_read_list", "Read a list of scans …")
NO_CODES = Message(
    "ui.counting_no_codes", "There is no code in {name}. Choose the list that the scanner wrote."
)
PASTED = Message("ui.counting_pasted", "what was pasted")
LIST_COUNTED = Message(
    "ui.counting_list_counted",
    "{count} code read: {counted} counted, {already} already counted, {misplaced} in the wrong cabinet, "
    "{strange} unknown or archived",
    "{count} codes read: {counted} counted, {already} already counted, {misplaced} in the wrong cabinet, "
    "{strange} unknown or archived",
)
LIST_STOPPED = Message(
    "ui.counting_list_stopped",
    "Stopped. What was counted until then stays counted; the list can be read again.",
)
LISTS = FilePattern(
    Message("ui.pattern_code_lists", "Lists of scans"),
    ("*.txt", "*.csv", "*.tsv", "*.xlsx", "*.xls", "*.ods"),
)


def summary_of(heard: Sequence[Heard]) -> Callable[[], str]:
    """What came of a list, to be said in the language of the moment."""
    verdicts = Counter(each.verdict for each in heard)
    strange = verdicts[Verdict.UNKNOWN] + verdicts[Verdict.ARCHIVED]
    return partial(
        LIST_COUNTED.said,
        count=len(heard),
        counted=shown_number(verdicts[Verdict.COUNTED]),
        already=shown_number(verdicts[Verdict.ALREADY]),
        misplaced=shown_number(verdicts[Verdict.MISPLACED]),
        strange=shown_number(strange),
    )


def tone_of(heard: Sequence[Heard]) -> Tone:
    """The tone of the worst verdict in a list."""
    found = {each.verdict for each in heard}
    worst = next((each for each in LOOKS if each in found and each in ATTENTION), Verdict.COUNTED)
    return LOOKS[worst].tone
