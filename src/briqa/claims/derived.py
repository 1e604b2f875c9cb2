"""Figures of a claim that a sentence doesn't state, but that follow from one or two of its own.

The one thing to know: what is computed has to be said so. A difference needs "more than", "sooner
than" or "ahead of" behind it, and what is left of a whole needs "left", "remaining" or a negation
that the sentence doesn't have.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, permutations
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.claims.claim import Claim
from briqa.claims.places import place_in
from briqa.claims.values import Written, bears_out
from briqa.claims.wording import negations
from briqa.quantities import Quantity

_I: Final = re.IGNORECASE
_AMOUNTS: Final = frozenset({"count", "measure", "money", "duration"})
_SHARES: Final = frozenset({"percent", "ratio"})
_RANKS: Final = frozenset({"place", "rank", "position", "spot"})
_DIFFERENCE: Final = re.compile(
    r"^\W*(?:[a-z]+ )?(?:more|less|fewer|larger|smaller|higher|lower|bigger|greater|longer|shorter|"
    r"faster|slower|sooner|later|earlier|older|younger|heavier|lighter|ahead|behind|above|below|"
    r"before|after|apart)\b",
    _I,
)
_BY: Final = re.compile(
    r"\b(?:by|difference of|gap of|lead of|rise of|increase of|fall of|drop of|added|gained|"
    r"lost|saved?|saves|saving) (?:\w+ )?$",
    _I,
)
_LEFT: Final = re.compile(
    r"\b(?:left|remain\w*|still|rest|other|others|former\w*|former|previous\w*|before|once|"
    r"original\w*|kept|keeps?)\b",
    _I,
)
_FEWER: Final = re.compile(r"^\W*(?:fewer|less|lower|smaller|shorter|down)\b", _I)
# "Fell from 21%" is no cut by 21%.
_CUT: Final = re.compile(
    r"\b(?:reduc|cut|lower|decreas|fell|fall|drop|declin|down|shr[aiu]nk|slash|trim)\w*\b"
    r"(?:(?!\bfrom\b)[^,;.%])*$",
    _I,
)


def derived(claim: Claim, figure: Quantity, candidate: Candidate) -> Quantity | None:
    """The figure of a sentence from which one of a claim's follows; None if it follows from none.

    Args:
        claim: the claim.
        figure: one of its figures.
        candidate: the sentence.
    """
    for source, made in _made(claim, figure, candidate):
        if bears_out(claim.written(figure), Written(made, "")):
            return source
    return None


def _made(
    claim: Claim, figure: Quantity, candidate: Candidate
) -> Iterator[tuple[Quantity, Quantity]]:
    """What figures of a sentence make that a figure of a claim may be, each with one of them."""
    quantities = candidate.quantities
    is_rest = bool(_LEFT.search(claim.text))
    is_negated = bool(negations(claim.text)) and not negations(candidate.reading)
    if figure.kind == "ratio":
        yield from _ratios(figure, quantities, complements=is_negated)
    if figure.unit == "times":
        yield from _multiples(figure, quantities)
    elif figure.kind in _SHARES and (is_rest or is_negated):
        yield from _rests(figure, candidate, any_share=is_negated)
    if figure.kind == "count" and is_negated:
        yield from _others(figure, quantities)
    if _is_difference(claim, figure):
        yield from _differences(figure, quantities)


def _ratios(
    figure: Quantity, quantities: tuple[Quantity, ...], *, complements: bool
) -> Iterator[tuple[Quantity, Quantity]]:
    """A share or a multiple: "half", 4 of 8 platforms; "a third", 14 of 21 where it is negated."""
    amounts = [each for each in quantities if each.kind in _AMOUNTS]
    for part, whole in permutations(amounts, 2):
        if not _of_one_thing(part, whole) or not whole.value:
            continue
        ratio = part.value / whole.value
        if (ratio > 1) == (figure.value > 1):
            if complements and ratio < 1:
                ratio = 1 - ratio
            yield part, _with_value(part, ratio, like=figure)


def _multiples(
    figure: Quantity, quantities: tuple[Quantity, ...]
) -> Iterator[tuple[Quantity, Quantity]]:
    """A multiple: "more than doubled", of "up 122.3%"."""
    for each in quantities:
        if each.kind == "percent" and each.direction == "up" and figure.value > 1:
            yield each, _with_value(each, 1 + each.value / 100, like=figure)


def _rests(
    figure: Quantity, candidate: Candidate, *, any_share: bool
) -> Iterator[tuple[Quantity, Quantity]]:
    """What is left: "a fifth remains", of "80% fewer"."""
    whole = 100.0 if figure.kind == "percent" else 1.0
    reading = candidate.reading
    for each in candidate.quantities:
        if each.kind not in _SHARES or each.unit == "times":
            continue
        share = each.value / (100.0 if each.kind == "percent" else 1.0)
        place = place_in(candidate, each)
        is_cut = each.direction == "down" or (
            place is not None
            and bool(_FEWER.search(reading[place.end :]) or _CUT.search(reading[: place.start]))
        )
        if 0 < share < 1 and (is_cut or any_share):
            yield each, _with_value(each, whole * (1 - share), like=figure)


def _others(
    figure: Quantity, quantities: tuple[Quantity, ...]
) -> Iterator[tuple[Quantity, Quantity]]:
    """The others: "7 of the 21 ports aren't coastal", of "21 ports, of which 14 are coastal"."""
    counts = [each for each in quantities if each.kind == "count"]
    for whole, part in permutations(counts, 2):
        if _of_one_thing(whole, part) and whole.value > part.value:
            yield part, _with_value(part, whole.value - part.value, like=figure)


def _is_difference(claim: Claim, figure: Quantity) -> bool:
    """Whether a claim says of a figure that two others differ by it."""
    behind, before = claim.text[figure.span.end :], claim.text[: figure.span.start]
    return bool(_DIFFERENCE.search(behind) or _BY.search(before)) or (
        figure.measure is not None and bool(_DIFFERENCE.search(figure.measure))
    )


def _differences(
    figure: Quantity, quantities: tuple[Quantity, ...]
) -> Iterator[tuple[Quantity, Quantity]]:
    """A difference: "40 tons more than in 2013", of "380 tons in 2013 and 420 in 2022"."""
    for one, other in combinations(quantities, 2):
        gap = abs(one.value - other.value)
        if not gap or one.is_range or other.is_range:
            continue
        if one.kind == other.kind == "ordinal":
            fits = figure.kind == "count" and figure.unit in _RANKS
        elif one.kind == other.kind == "date":
            fits = figure.kind == "duration" and figure.unit == "year"
        else:
            fits = (
                _of_one_thing(one, other)
                and one.kind in _AMOUNTS
                and figure.kind == one.kind
                and None not in (figure.unit, one.unit)
            )
        if fits:
            unit = figure if one.kind in ("ordinal", "date") else one
            yield other, _with_value(other, gap, like=unit)


def _of_one_thing(one: Quantity, other: Quantity) -> bool:
    return one.kind == other.kind and one.unit == other.unit


def _with_value(source: Quantity, value: float, *, like: Quantity) -> Quantity:
    """A figure of another value, of the kind and unit of a third."""
    return replace(
        source,
        kind=like.kind,
        unit=like.unit,
        value=value,
        value_low=value,
        value_high=value,
        bound=None,
    )
