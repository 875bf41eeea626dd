"""How words find a command."""

from __future__ import annotations

import pytest

from dealerdesk.ui.palette.matching import Nearness, find_words, recent_first


def found(words: str, name: str, english: str = "New file", keys: str = "Ctrl+N") -> str | None:
    """The marked characters, or None where nothing was found."""
    hit = find_words(words, name, english, keys)
    return None if hit is None else "".join(name[at] for at in sorted(hit.marks))


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("new", "New"),
        ("FILE n", "NFile"),
        ("ile", None),
        ("ctrl+n", ""),
        ("file ctrln", "File"),
        ("new folder", None),
        ("ｎｅｗ", "New"),
    ],
)
def test_words_in_any_order_from_the_beginnings_of_words(words: str, marked: str | None) -> None:
    assert found(words, "New File") == marked


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("建档", "建档"),
        ("建檔", "建档"),
        ("jiandang", "建档"),
        ("jd", "建档"),
        ("xj", "新建"),
        ("xinj", "新建"),
        ("dangan", "档案"),
        ("new", ""),
        ("zz", None),
        ("dang xin", "新档"),
    ],
)
def test_chinese_is_found_by_characters_by_pinyin_and_in_english(words: str, marked: str | None) -> None:
    name = "新建档案" if words not in {"建档", "建檔", "jiandang", "jd"} else "新建档"
    assert found(words, name) == marked


def test_what_begins_so_comes_before_what_is_so_called_only_in_english() -> None:
    begins = find_words("im", "Import a list", "Import a list", "")
    inside = find_words("li", "Import a list", "Import a list", "")
    english = find_words("im", "匯入清單", "Import a list", "")
    assert begins is not None
    assert inside is not None
    assert english is not None
    assert begins.distance < inside.distance < english.distance
    assert english.distance == Nearness.ENGLISH


def test_what_was_used_lately_comes_first() -> None:
    assert recent_first(["a", "b", "c"], ["c", "gone", "b"]) == ["c", "b", "a"]
