"""How Chinese characters are read: syllables without tones, ``v`` for ü, names with all their readings."""

from __future__ import annotations

import re
from array import array
from functools import cache, lru_cache
from itertools import chain, islice, product

from dealerdesk.domain.pinyin_table import COMPOUND_SURNAMES, GIVEN_NAMES, SURNAMES, SYLLABLES
from dealerdesk.domain.simplified import simplified

_FIRST, _LAST = 0x3007, 0x9FFF
_LONGEST_NAME = 4
_MOST_READINGS = 6
_AFTER_CITY = (2, 3)

Syllables = tuple[str, ...]


@cache
def _everyday() -> tuple[Syllables, array[int]]:
    """The syllables, and for each code point from `_FIRST` the place of its syllable among them."""
    syllables = [""]
    places = array("H", bytes(2 * (_LAST - _FIRST + 1)))
    for place, line in enumerate(SYLLABLES.splitlines(), start=1):
        syllable, characters = line.split()
        syllables.append(syllable)
        for character in characters:
            places[ord(character) - _FIRST] = place
    return tuple(syllables), places


@cache
def _special(table: str) -> dict[str, Syllables]:
    entries = (line.split() for line in table.splitlines())
    return {characters: tuple(readings.split(",")) for characters, readings in entries}


@cache
def _latin_syllables() -> re.Pattern[str]:
    """The longest reading wins, and what follows must be syllables too."""
    syllables = sorted((s for s in _everyday()[0] if set(s) & set("aeiou")), key=len, reverse=True)
    umlauts = [syllable.replace("v", "u") for syllable in syllables if "v" in syllable]
    one = "|".join([*syllables, *umlauts])
    return re.compile(f"({one})(?=(?:{one})*$)")


def syllable(character: str) -> str:
    """The everyday reading of one character, or an empty string where none is known."""
    place = ord(character) - _FIRST
    if not 0 <= place <= _LAST - _FIRST:
        return ""
    syllables, places = _everyday()
    return syllables[places[place]]


@lru_cache(8192)
def readings(character: str, *, surname: bool = False) -> Syllables:
    """Every reading of a character that a name may have, the most usual first; empty where none is known."""
    plain = simplified(character)
    special = _special(SURNAMES if surname else GIVEN_NAMES).get(plain)
    if special:
        return special
    known = syllable(character)
    return (known,) if known else ()


def everyday_reading(text: str) -> Syllables:
    """The everyday readings of all characters in `text` that have one."""
    return tuple(filter(None, map(syllable, text)))


@lru_cache(8192)
def name_readings(name: str) -> tuple[Syllables, ...]:
    """The ways to read a name in Chinese characters, at most six; one for more than four characters.

    Characters without a known reading are left out. The first character, or the first two where they are
    such a surname, are read as a surname in all its ways (单 shan, dan, chan; 尉迟 yu chi).
    """
    if len(name) > _LONGEST_NAME:
        return (everyday_reading(name),)
    compound = _special(COMPOUND_SURNAMES).get(simplified(name[:2]))
    if not compound:
        each = [readings(name[0], surname=True), *map(readings, name[1:])]
        if set(map(len, each)) == {1}:  # as nearly all names are
            return (tuple([reading for (reading,) in each]),)
    options: list[list[Syllables]] = []
    if compound:
        options.append([tuple(reading.split("'")) for reading in compound])
    else:
        options.append([(reading,) for reading in readings(name[0], surname=True)])
    options += [[(reading,) for reading in readings(later)] for later in name[2 if compound else 1 :]]
    ways = product(*filter(None, options))
    return tuple(tuple(chain.from_iterable(way)) for way in islice(ways, _MOST_READINGS))


def is_beginning(term: str, syllables: Syllables) -> bool:
    """Whether any of `spellings` of these syllables begins with `term`, without writing them out."""
    long = len(syllables) > _LONGEST_NAME
    for start in (0, *_AFTER_CITY) if long else range(len(syllables)):
        part = syllables[start:]
        # In full, in initials and mixed: all of them begin with the letter that the first syllable does.
        if part[0][0] != term[0]:
            continue
        if "".join(part).startswith(term):
            return True
        initials = "".join([reading[0] for reading in part])
        if len(part) > 1 and initials.startswith(term):
            return True
        for full in () if long else range(1, len(part) - 1):
            if ("".join(part[:full]) + initials[full:]).startswith(term):
                return True
    return False


def split_latin(word: str) -> Syllables:
    """A word in lower-case Latin letters as pinyin syllables (``wenmei`` is wen, mei), or nothing."""
    parts = _latin_syllables().findall(word)
    return tuple(parts) if "".join(parts) == word else ()


@lru_cache(8192)
def spellings(syllables: Syllables, *, inner: bool = True) -> tuple[str, ...]:
    """All that is typed for a reading, written to the end: in full, by initials, surname and initials.

    With `inner`, also what is typed from a later syllable on (``weiming`` and ``wm`` of zhang wei ming);
    of more than four syllables, a company's, only from those on that may follow its city.
    """
    long = len(syllables) > _LONGEST_NAME
    later = _AFTER_CITY if long else range(1, len(syllables))
    spelled = []
    for start in (0, *later) if inner else (0,):
        part = syllables[start:]
        initials = "".join(reading[0] for reading in part)
        spelled.append("".join(part))
        if len(part) > 1:
            spelled.append(initials)
        if not long:
            spelled += ["".join(part[:full]) + initials[full:] for full in range(1, len(part) - 1)]
    return tuple(spelled)
