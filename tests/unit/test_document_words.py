"""The words for types of documents and for paper: each means one thing, in every language."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dealerdesk import i18n
from dealerdesk.domain.choices import choice_of
from dealerdesk.domain.document_words import PAPER_WORDS, TYPE_WORDS
from dealerdesk.domain.fields import DOCUMENT_TYPE, PAPER, Field
from dealerdesk.domain.simplified import simplified

BOTH = [(DOCUMENT_TYPE, TYPE_WORDS), (PAPER, PAPER_WORDS)]


@pytest.mark.parametrize(("field", "words"), BOTH, ids=["type", "paper"])
def test_every_choice_has_words_and_every_word_means_it(
    field: Field, words: Mapping[str, tuple[str, ...]]
) -> None:
    assert list(words) == [code for code, _ in field.choices]
    for code, known in words.items():
        for word in (code, code.upper(), code.replace("_", " "), *known):
            assert choice_of(field, word) == code, word


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("field", [DOCUMENT_TYPE, PAPER], ids=["type", "paper"])
def test_what_an_export_says_is_understood(field: Field, language: str) -> None:
    with i18n.speaking(language):
        said = {code: label.said() for code, label in field.choices}
    assert {code: choice_of(field, word) for code, word in said.items()} == {code: code for code in said}


@pytest.mark.parametrize("words", [TYPE_WORDS, PAPER_WORDS], ids=["type", "paper"])
def test_words_are_kept_in_simplified_characters_and_once(words: Mapping[str, tuple[str, ...]]) -> None:
    known = [word for of_code in words.values() for word in of_code]
    assert [simplified(word) for word in known] == known
    assert len(set(known)) == len(known)
