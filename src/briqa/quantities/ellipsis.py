"""What a number takes from its neighbours: the other end of a range, a scale, a unit, a noun.

The one thing to know: nothing crosses a sentence, and a number that has a unit of its own is never
changed except that a range takes its two ends together.
"""

import itertools
import re
from decimal import Decimal
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.clauses import Sentences
from briqa.quantities.nouns import is_plural
from briqa.quantities.quantity import Kind
from briqa.quantities.reading import Reading
from briqa.quantities.units import look_up_unit, singularise

_RANGE_LINK: Final = lazy_pattern(r"[ \u00a0]?(?:[–—−-]|to|or)[ \u00a0]?|- to ")
_AND: Final = lazy_pattern(r"[ \u00a0](?:and|to)[ \u00a0]")
_FROM_BEFORE: Final = lazy_pattern(r"\bfrom (?:[a-z]+ ){0,2}$", re.IGNORECASE)
_CHANGED_BEFORE: Final = lazy_pattern(
    r"\b(?:increas|decreas|declin|grew|grow|rose|rising|fell|fall|dropp|improv|reduc|expand|climb|by)"
    r"[a-z]* (?:by )?(?:[a-z]+ )?$"
)
_BETWEEN_BEFORE: Final = lazy_pattern(r"\bbetween $", re.IGNORECASE)
_LIST_LINK: Final = lazy_pattern(
    r",[ ]|,?[ ](?:and|or|to|versus|vs\.?)[ ]|[–-]|[ ]?(?:±|\+/[−-])[ ]?"
)


def merge_ranges(text: str, readings: list[Reading]) -> list[Reading]:
    """Makes one reading of "10-12 trains", "$5 to $8 million", "between 5 and 8"."""
    merged: list[Reading] = []
    for reading in readings:
        if merged and _is_range(text, merged[-1], reading):
            _widen(merged[-1], reading)
        else:
            merged.append(reading)
    return merged


# Units of which the second counts parts of the first, and how many parts there are.
_PARTS: Final[dict[tuple[str, str], int]] = {
    **{(unit, "cent"): 100 for unit in ("USD", "EUR", "AUD", "CAD", "NZD", "HKD", "SGD", "ZAR")},
    ("GBP", "penny"): 100,
    ("pound", "penny"): 100,
    ("foot", "inch"): 12,
    ("pound", "ounce"): 16,
}
_PART_LINK: Final = lazy_pattern(r"[ \u00a0-](?:and )?|, (?:and )?")
_BARE_CENTS: Final = lazy_pattern(r"[ \u00a0](?:and )?")
_ENDS_SUM: Final = lazy_pattern(r"[.!?,;)]?(?:[ \n]|$)(?![0-9a-z])|$")


def merge_parts(text: str, readings: list[Reading]) -> list[Reading]:
    """Makes one reading of "5 dollars 50 cents" and "5 ft 2 in", in the unit of the first."""
    merged: list[Reading] = []
    for reading in readings:
        parts = _parts(text, merged[-1], reading) if merged else None
        if parts is None:
            merged.append(reading)
            continue
        whole = merged[-1]
        whole.value += reading.value / parts
        whole.high, whole.end, whole.number_end = whole.value, reading.end, reading.end
        whole.kind, whole.unit = _whole_of(whole, reading)
    return merged


def _parts(text: str, whole: Reading, part: Reading) -> int | None:
    """How many of `part` make one of `whole`, where the two are one amount."""
    if whole.unit is None or whole.value != whole.value.to_integral_value() or part.value < 0:
        return None
    if part.unit is None:
        is_cents = (
            whole.kind == "money"
            and whole.end > whole.number_end
            and part.is_bare
            and part.scale == 1
            and part.value == part.value.to_integral_value()
            and part.value < 100
            and _BARE_CENTS.fullmatch(text, whole.end, part.start) is not None
            and _ENDS_SUM.match(text, part.end) is not None
        )
        return 100 if is_cents and whole.value > 0 else None
    parts = _PARTS.get((whole.unit, part.unit))
    if parts is None or part.value >= parts or whole.scale != 1 or whole.has_plus:
        return None
    return parts if _PART_LINK.fullmatch(text, whole.end, part.start) else None


def _whole_of(whole: Reading, part: Reading) -> tuple[Kind, str | None]:
    return ("money", "GBP") if part.unit == "penny" else (whole.kind, whole.unit)


def _is_range(text: str, low: Reading, high: Reading) -> bool:
    if low.kind in ("date", "ordinal") or high.kind in ("date", "ordinal") or low.value != low.high:
        return False
    if not (low.is_bare or low.unit == high.unit or (low.kind == "money" and high.is_bare)):
        return False
    if not 0 < high.start - low.end < 8:
        return False
    link = text[low.end : high.start]
    before = text[max(0, low.start - 24) : low.start]
    if _BETWEEN_BEFORE.search(before):
        linked = _AND.fullmatch(link) is not None
    else:
        linked = _RANGE_LINK.fullmatch(link) is not None and not _FROM_BEFORE.search(before)
    if link == " to " and _CHANGED_BEFORE.search(before):
        return False  # "increased $8.6 million to $16.7 million"
    if not linked or (" or " in link and high.value - low.value != 1):
        return False
    return _scaled(low, high) < high.value


def _scaled(low: Reading, high: Reading) -> Decimal:
    """The low end with the scale that the high end gives it ("5 to 8 million")."""
    if low.scale == 1 and high.scale > 1 and low.value < 1000:
        return low.value * high.scale
    return low.value


def _widen(low: Reading, high: Reading) -> None:
    if low.is_bare or low.kind != "money":
        low.kind, low.unit, low.is_bare = high.kind, high.unit, high.is_bare
    low.value, low.high = _scaled(low, high), high.value
    low.scale = max(low.scale, high.scale)
    low.end, low.number_end = high.end, high.number_end
    low.has_plus = high.has_plus


def carry_units(text: str, readings: list[Reading], sentences: Sentences) -> None:
    """Gives bare numbers the unit that the sentence leaves out."""
    _share_along_lists(text, readings)
    _share_with_whole(text, readings)
    for start, _, group in sentences.group(readings):
        _carry_in_sentence(text, start, group)


def _share_along_lists(text: str, readings: list[Reading]) -> None:
    """Gives all of "15, 14 and 12 percent" the unit of the last."""
    for left, right in zip(reversed(readings[:-1]), reversed(readings), strict=False):
        if (
            left.is_bare
            and not right.is_bare
            and right.kind in ("percent", "measure", "count", "duration", "money")
            and right.start >= right.number_end - 24
            and 0 < right.start - left.end < 8
            and _LIST_LINK.fullmatch(text, left.end, right.start)
            and (right.kind != "money" or text[right.start].isdecimal())
        ):
            left.kind, left.unit, left.is_bare = right.kind, right.unit, False
            if left.scale == 1 and right.scale > 1 and left.value < 1000:
                left.value, left.high = left.value * right.scale, left.high * right.scale
                left.scale = right.scale


_PART_OF: Final = lazy_pattern(
    r" of (?:the|its|their|his|her|our|those|these|all)(?: (?:last|first|past|other|top|total))? "
)


def _share_with_whole(text: str, readings: list[Reading]) -> None:
    """Gives the 14 of "14 of the 22 schools" the unit of the whole that it is of."""
    for part, whole in itertools.pairwise(readings):
        if (
            part.is_bare
            and whole.kind == "count"
            and whole.unit is not None
            and part.value == part.value.to_integral_value()
            and part.value <= whole.high
            and _PART_OF.fullmatch(text, part.end, whole.start)
        ):
            part.kind, part.unit, part.is_bare = whole.kind, whole.unit, False


def _carry_in_sentence(text: str, sentence_start: int, group: list[Reading]) -> None:
    for index, reading in enumerate(group):
        if reading.kind == "date":
            continue
        before = text[max(sentence_start, reading.start - 40) : reading.start]
        origin = _series_origin(text, group, index, before)
        if origin is not None:
            lead = text[max(sentence_start, origin.start - 28) : origin.start]
            _share_series(origin, reading, is_change=_SPREAD_BEFORE.search(lead) is None)
        if not reading.is_bare:
            _turn_into_money(group[:index], reading)
            continue
        if reading.scale == 1 and reading.value != reading.value.to_integral_value():
            continue
        if _counts_people(text, sentence_start, reading.start):
            _give(reading, "people")
            continue
        noun = _noun_before(text, sentence_start, reading.start)
        if noun is not None:
            _give(reading, noun)
            continue
        donor = _donor(text, group[:index], reading, before)
        if donor is not None:
            reading.kind, reading.unit, reading.is_bare = donor.kind, donor.unit, False


_TO_BEFORE: Final = lazy_pattern(
    r"\bto (?:(?:over|about|nearly|almost|around|approximately|some|more than|just) ){0,2}$"
)


def _series_origin(text: str, group: list[Reading], index: int, before: str) -> Reading | None:
    """The A of "from A in 2013 to B in 2022" for B; dates may stand between."""
    if not _TO_BEFORE.search(before):
        return None
    for earlier in reversed(group[max(0, index - 3) : index]):
        if earlier.kind == "date":
            continue
        lead = text[max(0, earlier.start - 24) : earlier.start]
        return earlier if _FROM_BEFORE.search(lead) else None
    return None


_SPREAD_BEFORE: Final = lazy_pattern(r"\b(?:rang|var[yi]|span)[a-z]* from (?:[a-z]+ ){0,2}$")


def _share_series(origin: Reading, end: Reading, *, is_change: bool) -> None:
    """Gives both ends of a series one unit; a change, not a spread, has a direction."""
    if origin.is_bare and not end.is_bare and end.kind not in ("date", "ordinal"):
        origin.kind, origin.unit, origin.is_bare = end.kind, end.unit, False
        if origin.scale == 1 and end.scale > 1 and origin.value < 1000:
            origin.value, origin.high = origin.value * end.scale, origin.high * end.scale
    elif end.is_bare and not origin.is_bare:
        end.kind, end.unit, end.is_bare = origin.kind, origin.unit, False
    if origin.kind == end.kind and origin.unit == end.unit:
        origin.series = end.series = origin.start if origin.series is None else origin.series
    if (
        is_change
        and origin.unit == end.unit
        and end.direction is None
        and origin.value != end.value
    ):
        end.direction = "up" if end.value > origin.value else "down"


_CHANGE_VERBS: Final = (
    r"(?:increased|increasing|grew|grown|growing|rose|risen|rising|expanded|expanding|climbed"
    r"|jumped|fell|fallen|falling|declined|declining|decreased|decreasing|dropped|dropping"
    r"|reached|reaching|totall?ed|totall?ing|numbered|numbering|exceeded|exceeding|hit|went|was"
    r"|were|is|are)"
)
_NOUN_THEN_NUMBER: Final = lazy_pattern(
    rf"([A-Za-z][a-z]+)(?:[ ]?(?:—|–|:)[ ]?(?:only |just )?| (?:[a-z]+ly )?(?:has |have |had )?"
    rf"{_CHANGE_VERBS}(?: (?:from|to|at|by))?(?: [a-z]+ly| about| nearly| over| some| only)? )$"
)


def _noun_before(text: str, sentence_start: int, start: int) -> str | None:
    """The plural noun that "routes increased from 150" or "trains—only 967" puts in front."""
    match = _NOUN_THEN_NUMBER.search(text[max(sentence_start, start - 56) : start])
    if match is None or not is_plural(match.group(1)) or not match.group(1).islower():
        return None
    return match.group(1)


# Words for people together, behind which the number of them stands bare.
_OF_PEOPLE: Final = lazy_pattern(
    r"\b(?:population|populations|workforce|headcount|attendance|audience|crowd|membership"
    r"|readership|congregation)"
    r"(?: \([^()]{1,20}\)| [a-z]+ly)?(?: in [A-Z][a-z]+)?"
    rf"(?: of| at|:| (?:has |have |had )?(?:been )?{_CHANGE_VERBS}(?: (?:from|to|at|by))?"
    r"|,? estimated at| stood at| stands at)"
    r"(?: (?:about|nearly|over|some|only|just|almost|around|roughly|approximately|more than))? $",
    re.IGNORECASE,
)


def _counts_people(text: str, sentence_start: int, start: int) -> bool:
    if not text[start - 2 : start - 1].isalpha() and text[start - 2 : start - 1] != ":":
        return False  # no word right before: spares the search in rows of numbers
    before = text[max(sentence_start, start - 80) : start]
    return _OF_PEOPLE.search(before) is not None


def _give(reading: Reading, noun: str) -> None:
    unit = look_up_unit(noun)
    reading.unit = unit.name if unit else singularise(noun)
    reading.kind = unit.kind if unit else "count"
    reading.is_bare = False


# What may stand before a number whose noun was left out: it goes on with a list or an aside.
_GOES_ON: Final = lazy_pattern(
    r"(?:[(,;—–/]|\b(?:and|or|with|including|includes|for|to|from|only|just|plus|versus|while|whom"
    r"|which|than|another|about|over|nearly|almost|at least|approximately|around|by|them))[ ]?$",
    re.IGNORECASE,
)
_ADJUNCT_BEFORE: Final = lazy_pattern(
    r"\b(?:in|across|from|within|among|at|of)(?: (?:over|about|nearly|more than|the|some))?[ ]$",
    re.IGNORECASE,
)


def _donor(text: str, earlier: list[Reading], reading: Reading, before: str) -> Reading | None:
    """The quantity whose unit a bare number repeats."""
    if not _GOES_ON.search(before):
        return None
    if reading.scale > 1:
        kinds = ("money", "measure", "count")
        able = [other for other in earlier if other.kind in kinds and other.scale > 1]
    else:
        able = [other for other in earlier if other.kind == "count"]
    able = [other for other in able if other.unit is not None and not other.is_bare][-6:]
    main = [
        other
        for other in able
        if not _ADJUNCT_BEFORE.search(text[max(0, other.start - 20) : other.start])
    ]
    return main[-1] if main else able[-1] if able else None


# Nouns that name sums of money: "15.8 trillion RMB (990 billion exports, …)".
_SUMS: Final = frozenset(
    "export import investment revenue sale loan deposit asset profit tax debt saving subsidy"
    " liability expense cost earning reserve dividend payment".split()
)


def _turn_into_money(earlier: list[Reading], reading: Reading) -> None:
    if reading.kind == "count" and reading.unit in _SUMS and reading.scale >= 10**6:
        for other in reversed(earlier):
            if other.kind == "money":
                reading.kind, reading.unit, reading.end = "money", other.unit, reading.number_end
                return
