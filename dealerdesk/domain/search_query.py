"""What a person typed into the search box: its terms, their lookups, and whether a file truly matches."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dealerdesk.domain.search_tokens import FIELD_ORDER, SearchableFile, values_of
from dealerdesk.domain.search_words import compact, lookups_for, runs, vin_letters

MOST_TERMS = 12
"""Further words of a pasted text are not looked at."""

_BETWEEN_TERMS = re.compile(r"[\s,;、，；]+")
_COUNTRY_PREFIX = re.compile(r"(?<!\S)\+(?:886|86|44|1)(?=[\s()-]|[0-9]{6})\s*(?:\(0\))?")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(f"[{_PROVINCES}][a-z][0-9a-z]*[警学挂港澳领]?")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query, folded, and the tokens of which a matching file has at least one."""

    text: str
    lookups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """The terms of a search: a file matches when every term does; false without terms."""

    terms: tuple[Term, ...] = ()

    @property
    def lookups(self) -> tuple[tuple[str, ...], ...]:
        """For each term its alternative tokens: OR within a term, AND between terms."""
        return tuple(term.lookups for term in self.terms)

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse_query(text: str) -> Query:
    """The query a person means by `text`: words in any order and of any kind, the same word once.

    Chinese and other letters side by side are two terms (张1234), except in a plate (粤B·123).
    """
    words = _BETWEEN_TERMS.split(_COUNTRY_PREFIX.sub(" ", text))
    terms = dict.fromkeys(term for word in words for term in _terms_in(word))
    return Query(tuple(_term(term) for term in list(terms)[:MOST_TERMS]))


def explain_match(file: SearchableFile, query: Query) -> tuple[str, ...] | None:
    """The codes of the fields that match, in the order of `FIELD_ORDER`; None when a term matches no field.

    Exact where lookups may be too generous: long words are looked up by their first or last letters only.
    An empty query matches every file by nothing.
    """
    values = list(values_of(file))
    matched: set[str] = set()
    for term in query.terms:
        wanted = term.text
        fields = [rule.field for rule, value in values if rule.found(value, wanted)]
        if not fields:
            return None
        matched.update(fields)
    return tuple(field for field in FIELD_ORDER if field in matched)


def _terms_in(word: str) -> list[str]:
    whole = compact(word)
    return [whole] if _PLATE.fullmatch(whole) else runs(whole)


def _term(text: str) -> Term:
    readings = (text, vin_letters(text)) if len(text) > 1 else (text,)
    return Term(text, tuple(dict.fromkeys(lookup for one in readings for lookup in lookups_for(one))))
