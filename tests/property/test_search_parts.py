"""Among ten thousand files each is found by every part of it that a person might type."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from dealerdesk.domain.pinyin import is_beginning, name_readings, spellings
from dealerdesk.domain.search_query import explain_match, parse_query
from dealerdesk.domain.search_tokens import SearchableFile, tokens_of
from dealerdesk.domain.simplified import simplified
from dealerdesk.services.search.suggesting import suggest
from dealerdesk.storage import search_index
from dealerdesk.storage.search_cards import kept_card, kept_text, token_text

FILES = 10_000
VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
SURNAMES = "王李张刘陈杨黄赵吴周單曾仇盖歐葉鄭"
GIVEN = "伟芳娜敏静丽強磊軍洋勇艳杰涛明超秀乐茜晟"
LATIN = ("Zoë", "Zhang", "O'Brien", "Müller", "Taylor", "Wenmei", "Robinson", "Noah")
COMPANY = "深圳宏達汽车销售有限公司杭州博远物流贸易"
MODELS = (
    ("大众", "帕萨特 330TSI"),
    ("豐田", "Corolla"),
    ("BMW", "X5"),
    ("Mercedes-Benz", "C 200"),
    ("长安", "CS75"),
)


def a_file(number: int, chance: random.Random) -> SearchableFile:
    def some(letters: str, count: int) -> str:
        return "".join(chance.choices(letters, k=count))

    def name() -> str:
        made = chance.randrange(6)
        if made == 0:
            return f"{chance.choice(LATIN)} {chance.choice(LATIN)}"
        return some(COMPANY, 8) if made == 1 else chance.choice(SURNAMES) + some(GIVEN, 1 + made % 2)

    def plate() -> str:
        if chance.random() < 0.2:
            return f"{some(string.ascii_uppercase, 3)}-{some(string.digits, 4)}"
        return f"{chance.choice('粤沪京鲁苏贵云')}{some('ABCDE', 1)}·{some(VIN_LETTERS, 5)}"

    make, model = chance.choice(MODELS)
    mobile = f"1{some(string.digits, 10)}"
    return SearchableFile(
        file_no=f"{2015 + number % 12}-{number:05}",
        # The serial number at the end is digits (ISO 3779): no VIN is letters alone, like a name.
        vin=some(VIN_LETTERS, 13) + some(string.digits, 4),
        plate=plate(),
        old_plates=(plate(),) if number % 9 == 0 else (),
        make=make,
        model=model,
        location=f"{some('ABCD', 1)}-{number % 9}/{number % 99}",
        customer=name(),
        contact_person=name() if number % 7 == 0 else "",
        actual_user=name() if number % 8 == 0 else "",
        phones=(mobile, f"0755-{some(string.digits, 8)}") if number % 5 == 0 else (mobile,),
        engine_no=some(string.ascii_uppercase + string.digits, 9),
        order_nos=(f"RO-2025-{number:06}",) if number % 3 == 0 else (),
        settlement_nos=(f"JS{number:08}",) if number % 4 == 0 else (),
        document_nos=(some(string.digits, 8), f"HT{number:05}"),
        policy_nos=(f"PDAA{2025000000 + number}",) if number % 2 == 0 else (),
        is_archived=number % 11 == 0,
    )


@dataclass(frozen=True, repr=False)
class Indexed:
    """An index and what it holds; hypothesis would write all of it out."""

    connection: Any
    files: list[SearchableFile]


@pytest.fixture(scope="module")
def indexed() -> Iterator[Indexed]:
    """An index of nothing else, and the files that it holds; the last one is the last touched."""
    chance = random.Random(7)
    files = [a_file(number, chance) for number in range(FILES)]
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(search_index.CREATE)
        connection.execute("CREATE TABLE search_entry (seq INTEGER PRIMARY KEY, file_id INTEGER, card TEXT)")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO search_entry VALUES (?, ?, ?)",
            ((at + 1, at, kept_text(file)) for at, file in enumerate(files)),
        )
        connection.executemany(
            "INSERT INTO search (rowid, tokens) VALUES (?, ?)",
            ((at + 1, " ".join(tokens_of(file))) for at, file in enumerate(files)),
        )
        connection.execute("COMMIT")
        yield Indexed(connection, files)


def head(text: str, at: int, least: int = 1) -> str:
    return text[: least + at % max(1, len(text) - least + 1)]


def tail(text: str, at: int, least: int = 2) -> str:
    return text[-(least + at % max(1, len(text) - least + 1)) :]


def part(text: str, at: int, least: int = 2) -> str:
    begin = at % max(1, len(text) - least + 1)
    return text[begin : begin + least + at // 7 % 6]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _sound(name: str, at: int) -> str:
    """The name as it is heard, in one of its readings, from one of its characters on, in full or not."""
    if name[:1] < "\u3000" or len(name) > 4:
        return ""
    readings = name_readings(name)
    reading = readings[at % len(readings)]
    rest = reading[at % len(reading) :]
    spelled = ("".join(rest), "".join(one[0] for one in rest), rest[0] + "".join(one[0] for one in rest[1:]))
    return head(spelled[at % 3], at)


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


KINDS: dict[str, tuple[str, Callable[[SearchableFile, int], str]]] = {
    "plate part": ("plate", lambda file, at: part(letters(file.plate), at)),
    "plate as written": ("plate", lambda file, _: file.plate),
    "old plate": ("old_plate", lambda file, at: part(letters(_first(file.old_plates)), at)),
    "VIN head": ("vin", lambda file, at: head(file.vin, at, 4)),
    "VIN tail": ("vin", lambda file, at: tail(file.vin, at)),
    "VIN with O and I": ("vin", lambda file, at: tail(file.vin, at, 4).replace("0", "O").replace("1", "I")),
    "name": (
        "customer",
        lambda file, at: part(file.customer, at, 1) if file.customer > "\u3000" else file.customer,
    ),
    "simplified name": ("customer", lambda file, _: simplified(file.customer)),
    "sound of a name": ("customer", lambda file, at: _sound(file.customer, at)),
    "contact person": ("contact_person", lambda file, _: file.contact_person),
    "sound of a user": ("actual_user", lambda file, at: _sound(file.actual_user, at)),
    "phone head": ("phone", lambda file, at: head(file.phones[0], at, 2)),
    "phone tail": ("phone", lambda file, at: tail(letters(file.phones[-1]), at)),
    "make": ("make", lambda file, _: file.make),
    "model": ("model", lambda file, at: head(file.model, at, 2)),
    "file number": ("file_no", lambda file, at: tail(file.file_no.split("-")[1], at)),
    "cabinet": ("location", lambda file, _: file.location),
    "engine": ("engine_no", lambda file, at: head(file.engine_no, at, 2)),
    "order": ("order_no", lambda file, at: tail(_first(file.order_nos)[-6:], at)),
    "settlement": ("settlement_no", lambda file, at: head(_first(file.settlement_nos), at, 2)),
    "document": ("document_no", lambda file, at: tail(file.document_nos[at % 2], at)),
    "policy": ("policy_no", lambda file, at: head(_first(file.policy_nos), at, 2)),
}
picks = st.tuples(st.integers(0, FILES - 1), st.sampled_from(sorted(KINDS)), st.integers(0, 999))


def typed_of(file: SearchableFile, kind: str, at: int) -> str:
    typed = KINDS[kind][1](file, at)
    return typed if len(letters(typed)) > 1 or typed > "\u3000" else ""


@given(pick=picks)
@settings(max_examples=200, deadline=None)
def test_every_part_that_may_be_typed_finds_its_file(indexed: Indexed, pick: tuple[int, str, int]) -> None:
    connection, files = indexed.connection, indexed.files
    number, kind, at = pick
    typed = typed_of(files[number], kind, at)
    query = parse_query(typed)
    if query:
        found = search_index.find(connection, query, FILES)
        hits = {hit.file_id: hit for hit in found.hits}
        assert number in hits, (kind, typed)
        expected = explain_match(files[number], query)
        assert expected is not None
        assert KINDS[kind][0] in expected
        assert set(hits[number].matched) <= set(expected)
        assert hits[number].archived is files[number].is_archived
        assert (found.total, found.is_counted) == (len(hits), True)
        assert list(hits) == sorted(hits, reverse=True)


@given(
    number=st.integers(0, FILES - 1),
    kinds=st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=3),
    at=st.integers(0, 99),
)
@settings(max_examples=80, deadline=None)
def test_words_of_any_kind_find_it_together_in_any_order(
    indexed: Indexed, number: int, kinds: list[str], at: int
) -> None:
    connection, files = indexed.connection, indexed.files
    words = [word for kind in kinds if (word := typed_of(files[number], kind, at))]
    for ordered in (words, words[::-1]):
        query = parse_query(" ".join(ordered))
        if query:
            assert number in [hit.file_id for hit in search_index.find(connection, query, FILES).hits], (
                ordered
            )


@given(pick=picks)
@settings(max_examples=8, deadline=None)
def test_only_what_truly_fits_is_a_hit_and_a_total_never_says_too_much(
    indexed: Indexed, pick: tuple[int, str, int]
) -> None:
    connection, files = indexed.connection, indexed.files
    query = parse_query(typed_of(files[pick[0]], pick[1], pick[2]))
    if query:
        truly = sum(explain_match(file, query) is not None for file in files)
        found = search_index.find(connection, query, 5)
        assert len(found.hits) == min(5, truly)
        if found.is_counted:
            assert found.total == truly
        else:
            assert 5 <= found.total < truly


def test_beyond_a_thousand_nobody_counts(indexed: Indexed) -> None:
    connection, files = indexed.connection, indexed.files
    query = parse_query("粤")
    assert sum("粤" in file.plate for file in files) > search_index.MOST_COUNTED
    found = search_index.find(connection, query, 3)
    assert (found.total, found.is_counted) == (search_index.MOST_COUNTED, False)
    assert search_index.count(connection, query, 0) == (search_index.MOST_COUNTED, False)


SLIPS = ("swap", "drop", "double", "wrong")


def slipped(word: str, slip: str, at: int) -> str:
    at = 1 + at % (len(word) - 2)
    other = "7" if word[at] != "7" else "4"
    return {
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        "drop": word[:at] + word[at + 1 :],
        "double": word[: at + 1] + word[at:],
        "wrong": word[:at] + other + word[at + 1 :],
    }[slip]


@given(
    number=st.integers(0, FILES - 1),
    kind=st.sampled_from(["vin", "phone"]),
    slip=st.sampled_from(SLIPS),
    at=st.integers(0, 30),
)
@settings(max_examples=80, deadline=None)
def test_one_slip_in_a_whole_number_is_seen_through(
    indexed: Indexed, number: int, kind: str, slip: str, at: int
) -> None:
    connection, files = indexed.connection, indexed.files
    right = files[number].vin if kind == "vin" else files[number].phones[0]
    typed = slipped(right, slip, at)
    if not search_index.find(connection, parse_query(typed), 1).hits:
        assert right in suggest(connection, typed), typed


@given(typed=st.text("abcdefgwxz0123456789 张王粤", min_size=1, max_size=14))
@settings(max_examples=80, deadline=None)
def test_whatever_is_suggested_finds_something_and_is_something_else(indexed: Indexed, typed: str) -> None:
    connection = indexed.connection
    if not search_index.find(connection, parse_query(typed), 1).hits:
        for words in suggest(connection, typed):
            assert words != typed
            assert search_index.find(connection, parse_query(words), 1).hits, (typed, words)


@given(number=st.integers(0, FILES - 1))
@settings(max_examples=100, deadline=None)
def test_a_kept_card_is_the_card(indexed: Indexed, number: int) -> None:
    files = indexed.files
    assert kept_card(kept_text(files[number])) == files[number]
    assert set(token_text(kept_text(files[number])).split()) == tokens_of(files[number])


@given(
    syllables=st.lists(st.sampled_from(["zhang", "wei", "ming", "a", "xian", "ou", "yang"]), max_size=7).map(
        tuple
    ),
    term=st.text("zhangweimo", min_size=1, max_size=9),
)
@settings(max_examples=200, deadline=None)
def test_hearing_a_beginning_is_writing_all_out_and_comparing(syllables: tuple[str, ...], term: str) -> None:
    written = any(spelling.startswith(term) for spelling in spellings(syllables)) if syllables else False
    assert is_beginning(term, syllables) is written
    for spelling in spellings(syllables) if syllables else ():
        assert is_beginning(spelling[:4], syllables)
