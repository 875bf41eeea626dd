"""How values are cut into the tokens that are written out of them.

Values of one shape are cut at the same places. What cuts a shape is made once, and one call of it cuts all
tokens of a value: for the hundred and more of a file, nothing else is fast enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter

from dealerdesk.domain import pinyin
from dealerdesk.domain.search_words import BLOCK, LONG_CUTS, LONGEST, LONGEST_CHINESE, is_chinese
from dealerdesk.domain.simplified import simplified

_CACHED = 4096
_PAIR = 2
_LONGEST_NAME = 4

_Span = tuple[int, int]
_Cutter = Callable[[str], tuple[str, ...]]


def cut_words(segment: str, starts: Sequence[int], least: int = 1) -> tuple[str, ...]:
    """The beginnings, from `least` letters on, of all words of a stretch of one script."""
    if is_chinese(segment):
        return _chinese_cutter(len(segment))(simplified(segment))
    longer = () if segment.isalpha() else LONG_CUTS
    return _words_cutter(len(segment), tuple(starts), least, longer)(segment)


@lru_cache(_CACHED)
def _words_cutter(length: int, starts: tuple[int, ...], least: int, longer: tuple[int, ...]) -> _Cutter:
    return _cutter(chain.from_iterable(_heads(length, start, least, longer) for start in starts))


@lru_cache(_CACHED)
def _chinese_cutter(length: int) -> _Cutter:
    return _cutter(
        (start, end)
        for start in range(length)
        for end in range(start + 1, min(start + LONGEST_CHINESE, length) + 1)
    )


def cut_spelling(spelling: str) -> tuple[str, ...]:
    """The beginnings of one spelling."""
    if is_chinese(spelling):
        return tuple(spelling[:length] for length in range(1, min(len(spelling), LONGEST_CHINESE) + 1))
    if spelling.isalpha():
        return _letters_cutter(min(len(spelling), LONGEST))(spelling)
    return cut_words(spelling, (0,))


@cache
def _letters_cutter(length: int) -> _Cutter:
    return _cutter(_heads(length, 0, 1, ()))


@lru_cache(2 * _CACHED)
def cut_sounds(syllables: pinyin.Syllables) -> tuple[str, ...]:
    """The beginnings of all spellings of a name's syllables."""
    if len(syllables) > _LONGEST_NAME:
        spelled = map(cut_spelling, pinyin.spellings(syllables))
        return tuple(dict.fromkeys(chain.from_iterable(spelled)))
    # What is spelled from a later syllable on is shared with the other names that end in it.
    first = map(cut_spelling, pinyin.spellings(syllables, inner=False))
    later = cut_sounds(syllables[1:]) if len(syllables) > 1 else ()
    return tuple(dict.fromkeys((*chain.from_iterable(first), *later)))


def cut_number(segment: str, starts: Sequence[int], least: int) -> tuple[str, ...]:
    """What is written out of the last stretch of a number: all beginnings, the ends and the last pairs."""
    if is_chinese(segment):
        return cut_words(segment, starts)
    return _number_cutter(len(segment), tuple(starts), least)(segment)


@lru_cache(_CACHED)
def _number_cutter(length: int, starts: tuple[int, ...], least: int) -> _Cutter:
    last = starts[-1]
    heads = (_heads(length, start, least, LONG_CUTS) for start in starts)
    pairs = _pairs(max(last, length - BLOCK), length)
    return _cutter(chain(*heads, _tails(length, last, least), pairs))


def cut_phone(digits: str, starts: tuple[int, ...], least: int) -> tuple[str, ...]:
    """What is written out of a phone whose later blocks begin at `starts`; also without its first zero."""
    return _phone_cutter(len(digits), starts, least, digits.startswith("0"))(digits)


@lru_cache(_CACHED)
def _phone_cutter(length: int, starts: tuple[int, ...], least: int, has_zero: bool) -> _Cutter:
    heads = (_heads(length, start, least, LONG_CUTS) for start in ((0, 1) if has_zero else (0,)))
    blocks = (
        (start, start + count)
        for start in starts
        for count in range(least, BLOCK + 1)
        if start + count <= length
    )
    return _cutter(chain(*heads, blocks, _tails(length, 0, least), _pairs(0, length)))


def cut_vin(letters: str, least_head: int, least_tail: int) -> tuple[str, ...]:
    """The beginnings and ends of a VIN."""
    return _vin_cutter(len(letters), least_head, least_tail)(letters)


@lru_cache(_CACHED)
def _vin_cutter(length: int, least_head: int, least_tail: int) -> _Cutter:
    return _cutter((*_heads(length, 0, least_head, LONG_CUTS), *_tails(length, 0, least_tail)))


def cut_parts(text: str, least: int) -> tuple[str, ...]:
    """Every contiguous part, of `least` letters and up to the longest that are written out."""
    return _parts_cutter(len(text), least)(text)


@lru_cache(_CACHED)
def _parts_cutter(length: int, least: int) -> _Cutter:
    counts = range(least, min(length, LONGEST) + 1)
    return _cutter((start, start + count) for count in counts for start in range(length - count + 1))


def _cutter(spans: Iterable[_Span]) -> _Cutter:
    """What cuts a text into its parts at `spans`, each once."""
    cuts = [slice(*span) for span in dict.fromkeys(spans)]
    if not cuts:
        return lambda _: ()
    if len(cuts) == 1:
        return lambda text: (text[cuts[0]],)
    get: _Cutter = itemgetter(*cuts)
    return get


def _heads(length: int, start: int, least: int, longer: tuple[int, ...]) -> Iterator[_Span]:
    """Where the beginnings are of what stands from `start` on in a text of `length`."""
    return (
        (start, start + count) for count in (*range(least, LONGEST + 1), *longer) if start + count <= length
    )


def _tails(length: int, start: int, least: int) -> Iterator[_Span]:
    """Where the ends are of what stands from `start` on in a text of `length`."""
    return ((length - count, length) for count in range(least, min(length - start, LONGEST) + 1))


def _pairs(start: int, end: int) -> Iterator[_Span]:
    """Where the pairs of letters are from `start` to `end`."""
    return ((at, at + _PAIR) for at in range(start, end - 1))
