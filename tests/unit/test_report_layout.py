"""Pages of printed reports: what stays together, what comes again, and that nothing leaves the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dealerdesk import i18n
from dealerdesk.domain.labels import A4_HEIGHT, A4_WIDTH
from dealerdesk.printing.paper import Side, Style
from dealerdesk.printing.report import layout
from dealerdesk.printing.report.blocks import (
    PLAIN,
    Cell,
    Column,
    Facts,
    Figure,
    FigureRow,
    Prose,
    Report,
    Seal,
    Section,
    Signatures,
    Table,
    plain,
    strong,
)
from dealerdesk.printing.report.comparing import says_the_same
from dealerdesk.printing.report.layout import laid_out
from dealerdesk.printing.report.pages import BOTTOM, LEFT, RIGHT, TOP, Filled, PageMarks, Written
from dealerdesk.printing.setting import Words, line_height, width_of, wrapped

LONG = "The customer took it to the registration office, the slip is in the inbox. 车主变更后旧档案没有撤下。"
HEADINGS = ("Number", "What", "Count")


pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(params=i18n.LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language is spoken."""
    with i18n.speaking(request.param):
        yield request.param


def table(rows: int) -> Table:
    columns = [Column(HEADINGS[0], 20), Column(HEADINGS[1], 50), Column(HEADINGS[2], 20, Side.RIGHT)]
    cells = [
        [
            strong(f"N-{number}"),
            Cell((Words(LONG, PLAIN), Words("→ x", PLAIN))),
            Cell(plain(7).words, share=0.5),
        ]
        for number in range(rows)
    ]
    return Table(columns, cells, [strong("All"), plain(None), plain(7 * rows)])


def report(rows: int = 60, mark: str = "PROVISIONAL") -> Report:
    figures = FigureRow([Figure(str(number), "Folders not in the record") for number in range(6)])
    sections = [
        Section("Figures", [Prose("Mind this.", is_marked=True), figures]),
        Section("Facts", [Facts([("Method", LONG * 4), ("As of", "2026-10-08")])]),
        Section("Rows", [table(rows)]),
        Section("Signatures", [Signatures([("Ann", "2026-10-08"), ("Bob", "2026-10-09")])]),
        Section("Seal", [Seal(["0123abcd"] * 8, "code", LONG)]),
    ]
    return Report("House", "Audit report", "Annual", "As of today", "made now", mark, sections)


def texts(pages: list[PageMarks]) -> list[str]:
    return ["".join(line.text for line in page.written) for page in pages]


def test_nothing_leaves_the_margins(spoken: str) -> None:
    assert spoken
    for page in laid_out(report()):
        for mark in page.marks:
            if isinstance(mark, Written):
                assert mark.x >= LEFT - 0.01
                assert mark.x + width_of(mark.text, mark.style) <= RIGHT + 0.3, mark
                assert 0 < mark.y < A4_HEIGHT - 10
                assert mark.repeated or TOP <= mark.y <= BOTTOM
            else:
                assert mark.box.x > 0
                assert mark.box.right <= A4_WIDTH - 19.9
                assert mark.box.bottom <= A4_HEIGHT


def test_pages_are_counted_and_marked() -> None:
    pages = laid_out(report())
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        said = [line.text for line in page.written if line.repeated]
        assert said[:2] == ["House", "PROVISIONAL"]
        assert f"{number} of {len(pages)}" in said
    assert "PROVISIONAL" not in "".join(texts(laid_out(report(mark=""))))


def test_headings_come_again_and_rows_are_whole() -> None:
    pages = laid_out(report())
    body = [line for page in pages for line in page.written if not line.repeated]
    assert [line.text for line in body if line.text.startswith("N-")] == [f"N-{at}" for at in range(60)]
    in_row = len(wrapped(Words(LONG, PLAIN), 1000)) and "".join(wrapped(Words(LONG, PLAIN), 80)).replace(
        " ", ""
    )
    for page in pages:
        lines = page.written
        rows = [line for line in lines if line.text.startswith("N-")]
        if rows:
            first = lines.index(rows[0])
            assert [line.text for line in lines[first - 3 : first]] == list(HEADINGS)
            said = "".join(line.text for line in lines).replace(" ", "")
            assert said.count(str(in_row)) >= len(rows)
            assert said.count("→x") == len(rows)


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for rows in range(1, 40):
        for page in laid_out(report(rows)):
            last = page.written[-1]
            assert last.text not in {"Figures", "Facts", "Rows", "Signatures", "Seal", HEADINGS[2]}


def test_nothing_is_painted_over_text() -> None:
    for page in laid_out(report()):
        seen: list[Written] = []
        for mark in page.marks:
            if isinstance(mark, Written):
                seen.append(mark)
            elif isinstance(mark, Filled):
                for text in seen:
                    height = line_height(text.style) / 2
                    over = mark.box.bottom > text.y - height and mark.box.y < text.y
                    beside = (
                        text.x + width_of(text.text, text.style) <= mark.box.x or text.x >= mark.box.right
                    )
                    assert beside or not over, (mark, text)


def test_letters_beyond_the_first_plane_and_long_words_are_broken_whole() -> None:
    for text in ("𠮷野家" * 30, "LSVAA49J2BN123456" * 8, "a😀" * 60):
        lines = wrapped(Words(text, PLAIN), 40)
        assert len(lines) > 1
        assert "".join(lines) == text
        assert all(width_of(line, PLAIN) <= 40.1 for line in lines)
    assert wrapped(Words("", PLAIN), 40) == ("",)
    assert wrapped(Words("one\ntwo", PLAIN), 40) == ("one", "two")


def test_digits_are_equally_wide() -> None:
    assert len({round(width_of(digit * 10, Style(9)), 3) for digit in "0123456789"}) == 1


def test_the_same_is_said_whatever_fonts_broke_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = report()
    here = laid_out(honest)
    monkeypatch.setattr(layout, "BOTTOM", BOTTOM - 41)
    elsewhere = laid_out(honest)
    monkeypatch.undo()
    assert len(elsewhere) > len(here)
    assert says_the_same(honest, texts(here))
    assert says_the_same(honest, texts(elsewhere))
    spaced = [" ".join(text) for text in texts(elsewhere)]
    assert says_the_same(honest, spaced)


def test_whatever_was_changed_is_not_the_same() -> None:
    honest = report()
    said = texts(laid_out(honest))
    assert not says_the_same(honest, said[:-1])
    assert not says_the_same(honest, [said[1], said[0], *said[2:]])
    assert not says_the_same(honest, [*said[:-1], f"{said[-1]}x"])
    assert not says_the_same(honest, [*said, said[-1]])
    assert not says_the_same(honest, [])
    assert not says_the_same(honest, [said[0].replace("Annual", "Manual"), *said[1:]])
    assert not says_the_same(honest, [text.replace("PROVISIONAL", "") for text in said])
    assert not says_the_same(replace(honest, title="Other"), said)
    number = next(at for at, text in enumerate(said) if "N-30" in text)
    edited = [*said[:number], said[number].replace("N-30", "N-31"), *said[number + 1 :]]
    assert not says_the_same(honest, edited)
