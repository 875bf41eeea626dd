"""Laws of what is marked: inside the text, what was typed, and never where nothing was found."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerdesk.domain.search_marks import CARD_NUMBERS, Manner, explain, marks, match
from dealerdesk.domain.search_query import explain_match, parse_query
from dealerdesk.domain.search_tokens import FIELD_ORDER, RULES, SearchableFile, values_of
from dealerdesk.domain.search_words import compact, phone_spellings, vin_letters
from tests.property.test_search import (
    chinese_names,
    companies,
    files,
    latin_names,
    numbers,
    phones,
    plates,
    vins,
)

FOUND = {rule.field: rule.found for rule in RULES}
fields = st.sampled_from([*FIELD_ORDER, *CARD_NUMBERS])
texts = st.one_of(
    plates, vins, numbers, phones, chinese_names, companies, latin_names, st.text(min_size=1, max_size=16)
)


@st.composite
def typed_parts(draw: st.DrawFn, text: str) -> str:
    begin = draw(st.integers(0, len(text) - 1))
    return text[begin : draw(st.integers(begin + 1, len(text)))]


@given(field=fields, text=texts, drawn=st.data())
@settings(max_examples=400, deadline=None)
def test_marks_lie_in_the_text_in_order_and_apart(field: str, text: str, drawn: st.DataObject) -> None:
    typed = drawn.draw(st.one_of(typed_parts(text), st.text(max_size=6)))
    last = -1
    for begin, end in marks(field, text, parse_query(typed)):
        assert last < begin < end <= len(text)
        last = end


@given(field=st.sampled_from(FIELD_ORDER), text=texts, drawn=st.data())
@settings(max_examples=400, deadline=None)
def test_a_value_matches_exactly_when_the_search_says_so(field: str, text: str, drawn: st.DataObject) -> None:
    typed = drawn.draw(st.one_of(typed_parts(text), st.text(max_size=6)))
    for term in parse_query(typed).terms:
        assert (match(field, text, term.text) is not None) == FOUND[field](text, term.text)


@given(field=st.sampled_from(FIELD_ORDER), text=texts, drawn=st.data())
@settings(max_examples=400, deadline=None)
def test_what_is_marked_literally_is_what_was_typed(field: str, text: str, drawn: st.DataObject) -> None:
    for term in parse_query(drawn.draw(typed_parts(text))).terms:
        found = match(field, text, term.text)
        if found is None or found.manner not in {Manner.LITERAL, Manner.TAIL}:
            continue
        for begin, end in found.spans:
            marked = compact(text[begin:end])
            if field == "vin":
                assert vin_letters(marked) == vin_letters(term.text)
            elif field == "phone":
                assert "".join(filter(str.isdigit, marked)) in {term.text, term.text[1:]}
            else:
                is_typed = marked == term.text * (len(marked) // len(term.text))
                # Whoever types the t of a þ, which is read as th, has the whole character marked.
                assert is_typed or (len(marked) > end - begin and term.text in marked)


@given(name=chinese_names, drawn=st.data())
@settings(max_examples=200, deadline=None)
def test_any_part_of_a_name_marks_as_many_characters(name: str, drawn: st.DataObject) -> None:
    part = drawn.draw(typed_parts(name))
    spans = marks("customer", name, parse_query(part))
    assert [compact(name[begin:end]) for begin, end in spans] == [compact(part)]


@given(phone=phones, drawn=st.data())
@settings(max_examples=200, deadline=None)
def test_an_end_of_a_phone_is_marked(phone: str, drawn: st.DataObject) -> None:
    (spelling,) = phone_spellings(phone)
    tail = spelling.dialled[0][-drawn.draw(st.integers(2, 8)) :]
    (span,) = marks("phone", phone, parse_query(tail))
    assert compact(phone[slice(*span)]) == tail


@given(file=files, typed=st.text(max_size=12))
@settings(max_examples=200, deadline=None)
def test_a_file_is_explained_exactly_when_it_matches(file: SearchableFile, typed: str) -> None:
    query = parse_query(typed)
    values = [(rule.field, value) for rule, value in values_of(file)]
    why, matched = explain(values, query), explain_match(file, query)
    assert (why is None) == (matched is None)
    if why is not None and matched is not None:
        assert {reason.field for reason in why} <= set(matched)
