"""The ticks of a folder as a machine of keys: what is pending is what is shown, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.domain.audits import WRONG_MARKS, CardField, CardSaid, Mark
from dealerdesk.domain.documents import DocumentType
from dealerdesk.services.audits import CardLine, DocumentMark, FolderPaper
from dealerdesk.ui.counting.ticks import RING, CardRow, Result, Side, TickRow

marks = st.one_of(st.none(), st.sampled_from(list(Mark)))
notes = st.sampled_from(["", "Paper not in folder", "Unreadable", "the dog ate it"])


@st.composite
def papers(draw: st.DrawFn) -> FolderPaper:
    return FolderPaper(
        DocumentType.INSURANCE_POLICY,
        required=draw(st.booleans()),
        has_paper=draw(st.booleans()),
        has_scan=draw(st.booleans()),
        count=1,
        words="",
        paper=draw(marks),
        scan=draw(marks),
        note=draw(notes) or None,
    )


sides = st.sampled_from(list(Side))
acts = st.one_of(
    st.tuples(st.just("press"), sides),
    st.tuples(st.just("click"), sides),
    st.tuples(st.just("say"), sides, marks),
    st.tuples(st.just("note"), notes),
    st.tuples(st.just("agree")),
)


def done(row: TickRow, act: tuple[object, ...]) -> TickRow:
    """The row after something was done to it."""
    name, *what = act
    if name in {"press", "click"}:
        return row.press(what[0]) if name == "press" else row.click(what[0])  # type: ignore[arg-type]
    if name == "say":
        return row.said(what[0], what[1])  # type: ignore[arg-type]  # a side and a mark
    return row.noted(str(what[0])) if name == "note" else row.agree()


def written(record: FolderPaper, mark: DocumentMark | None) -> FolderPaper:
    """What the service makes of a mark: None leaves what was, an empty note takes it away."""
    if mark is None:
        return record
    return replace(
        record,
        paper=mark.paper or record.paper,
        scan=mark.scan or record.scan,
        note=record.note if mark.note is None else (mark.note or None),
    )


@given(papers(), st.lists(acts, max_size=12))
def test_what_is_pending_is_what_is_shown(record: FolderPaper, sequence: list[tuple[object, ...]]) -> None:
    row = TickRow.of(record)
    for act in sequence:
        row = done(row, act)
    after = written(record, row.pending())
    assert (after.paper, after.scan, after.note or "") == (row.paper, row.scan, row.note)
    assert row.handed_over().pending() is None
    assert TickRow.of(after).pending() is None
    assert row.upon(record) == row


@given(papers(), st.lists(acts, max_size=6), papers())
def test_what_others_wrote_meanwhile_does_not_take_an_unsaved_tick(
    record: FolderPaper, sequence: list[tuple[object, ...]], theirs: FolderPaper
) -> None:
    row = TickRow.of(record)
    for act in sequence:
        row = done(row, act)
    fresh = row.upon(theirs)
    for side in Side:
        is_unsaved = row.mark(side) != TickRow.of(record).mark(side)
        assert fresh.mark(side) == (row.mark(side) if is_unsaved else TickRow.of(theirs).mark(side))


@given(papers(), st.lists(acts, max_size=6), st.lists(acts, max_size=3))
def test_what_could_not_be_written_is_said_again_under_what_is_newer(
    record: FolderPaper, sequence: list[tuple[object, ...]], newer: list[tuple[object, ...]]
) -> None:
    row = TickRow.of(record)
    for act in sequence:
        row = done(row, act)
    failed = row.pending()
    assert failed is None or TickRow.of(record).recalled(failed) == row
    after = TickRow.of(record)
    for act in newer:
        after = done(after, act)
    if failed is not None:
        said_again = after.recalled(failed)
        for side in Side:
            is_newer = after.mark(side) != TickRow.of(record).mark(side)
            assert said_again.mark(side) == (after.mark(side) if is_newer else row.mark(side))


@given(papers())
def test_the_first_press_contradicts_the_record_and_presses_go_round(record: FolderPaper) -> None:
    blank = TickRow.of(replace(record, paper=None, scan=None))
    for side in Side:
        first = blank.press(side)
        assert first.mark(side) is (Mark.MISSING if blank.on_record(side) else Mark.PRESENT)
        seen, row = {first.mark(side)}, first
        for _press in range(len(RING) - 1):
            row = row.press(side)
            seen.add(row.mark(side))
        assert seen == set(Mark)
        assert row.press(side).mark(side) is first.mark(side)


@given(papers(), st.lists(acts, max_size=6))
def test_agreeing_takes_no_difference_away_and_invents_none(
    record: FolderPaper, sequence: list[tuple[object, ...]]
) -> None:
    row = TickRow.of(record)
    for act in sequence:
        row = done(row, act)
    after = row.agree()
    for side in Side:
        assert (after.mark(side) in WRONG_MARKS) == (row.mark(side) in WRONG_MARKS)
        assert after.mark(side) is not None or not after.on_record(side)
    assert after.agree() == after
    if after.result is Result.OPEN:
        assert not record.has_paper
        assert not record.has_scan


@given(
    st.one_of(st.none(), st.sampled_from(list(CardSaid))),
    st.text("ab ", max_size=3),
    st.lists(st.sampled_from(["press", "agree", "differ", "x", " y "]), max_size=8),
)
def test_what_is_pending_of_the_card_is_what_is_shown(
    said: CardSaid | None, on_paper: str, sequence: list[str]
) -> None:
    told = on_paper.strip() if said is CardSaid.DIFFERS else ""
    line = CardLine(CardField.PLATE, "WM 8832", said, " ".join(told.split()) or None)
    row = CardRow.of(line)
    for act in sequence:
        steps = {"press": row.press, "agree": row.agree, "differ": row.differ}
        row = steps[act]() if act in steps else replace(row, on_paper=act)
    mark = row.pending()
    after = (mark.said, mark.on_paper) if mark else (line.said, line.on_paper or "")
    shown = row.on_paper.strip() if row.said is CardSaid.DIFFERS else ""
    assert after == (row.said, shown)
    assert row.handed_over().pending() is None
    assert row.upon(line).pending() == mark
