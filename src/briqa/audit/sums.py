"""Totals in a table: which lines add up to which, told by the numbers themselves.

The one thing to know: a line is a total only if the lines before it add up to it somewhere. Such a
structure, once it holds in enough columns, is what the other columns are held against; a table in
which nothing adds up says nothing of its totals.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.audit.finding import Finding, Verdict
from briqa.audit.grid import Cell, Line, figures_of
from briqa.audit.reading import AuditedText
from briqa.audit.verdicts import Formula, compute, judge, what_fits
from briqa.quantities.rounding import Interval

_TOTAL: Final = re.compile(
    r"\s*$|\b(?:sub-?)?totals?\b|\bsum\b|\bnet\b|\bgross\b|\bbalance\b|\ball\b|\boverall\b"
    r"|\b(?:profit|loss|income|earnings|margin|ebitda?) (?:before|after|from|for)\b"
    r"|\bat (?:the )?end\b|\bending\b|\bclosing\b",
    re.IGNORECASE,
)
_STRICT_TOTAL: Final = re.compile(
    r"\b(?:sub-?)?totals?\b|\bsum\b|\bconsolidated\b|\bcombined\b|\boverall\b|\ball\b",
    re.IGNORECASE,
)
_NET: Final = re.compile(
    r"\b(?:net|profit|income|loss|margin|earnings|surplus|ebitd?a?|balance|equity)\b", re.IGNORECASE
)
_LESS: Final = re.compile(r"\s*(?:less|deduct|minus)\b", re.IGNORECASE)
# Numbers that nobody adds up.
_NOT_ADDED: Final = re.compile(
    r"\b(?:per|average|avg|ratio|rate|price|yield|notes?|days|multiple|cagr|growth|changes?"
    r"|variance|weighted|maturity|life|percent|percentage)\b|%",
    re.IGNORECASE,
)
_MAX_LINES: Final = 200
_MAX_PARTS: Final = 60
_MAX_DIFFERENCES: Final = 6
_MAX_TERMS: Final = 8
# A total of fewer steps than these comes about by chance too easily.
_TELLING: Final = 30
_WHOLE: Final = 100.0
_LARGEST_MISS: Final = 0.02


@dataclass(frozen=True, slots=True)
class _Structure:
    """A total's line, the lines that make it up with their signs, and where that holds.

    `first` is the first line covered; `is_natural` tells whether the parts reach up to a head, to
    another total or to the table's top.
    """

    total: int
    parts: tuple[tuple[int, int], ...]
    first: int
    is_natural: bool
    holds: tuple[int, ...]
    fails: tuple[int, ...]
    weight: float


def find_sums(text: AuditedText, lines: Sequence[Line], heads: Sequence[str]) -> Iterator[Finding]:
    """The totals of the lines, each recomputed in every column.

    Args:
        text: the document.
        lines: the rows, in order.
        heads: what stands over each column.
    """
    if len(lines) > _MAX_LINES:
        return
    known: dict[int, _Structure] = {}
    for total in range(2, len(lines)):
        if not lines[total].has_numbers:
            continue
        found = _best(lines, total, known)
        if found is not None:
            known[total] = found
            yield from _findings(text, lines, heads, found)
        elif _STRICT_TOTAL.search(lines[total].label):
            yield from _lone_column(text, lines, heads, total, known)


def find_sums_across(
    text: AuditedText, columns: Sequence[Line], labels: Sequence[str]
) -> Iterator[Finding]:
    """The columns headed as a total, recomputed from their neighbours in every row."""
    for order in (columns, columns[::-1]):
        for total in range(2, len(order)):
            if not _STRICT_TOTAL.search(order[total].label) or not order[total].has_numbers:
                continue
            others = [
                place
                for place in range(total)
                if order[place].has_numbers and not _NOT_ADDED.search(order[place].label)
            ]
            if len(others) < 2 or any(_STRICT_TOTAL.search(order[at].label) for at in others):
                continue
            parts = tuple((place, 1) for place in others)
            found = _structure(order, total, parts, first=0, is_natural=True)
            if len(found.holds) >= 2 and len(found.holds) >= 3 * len(found.fails):
                yield from _findings(text, order, labels, found)


def _best(lines: Sequence[Line], total: int, known: dict[int, _Structure]) -> _Structure | None:
    """The parts that make up a line in most columns; None if no parts do convincingly."""
    label = lines[total].label
    found: list[_Structure] = []
    for parts, first, is_natural in _prefixes(lines, total, known):
        for signed in _signings(lines, label, parts):
            structure = _structure(lines, total, signed, first=first, is_natural=is_natural)
            if _is_convincing(structure, label):
                found.append(structure)
    if not found:
        return None
    return max(found, key=lambda each: (len(each.holds), each.is_natural, len(each.parts)))


def _prefixes(
    lines: Sequence[Line], total: int, known: dict[int, _Structure]
) -> Iterator[tuple[tuple[int, ...], int, bool]]:
    """The lines right before a total, ever more of them; a total stands for its parts."""
    parts: list[int] = []
    place = total - 1
    while place >= 0 and len(parts) < _MAX_PARTS:
        line = lines[place]
        first = place
        if line.has_numbers:
            parts.append(place)
            if place in known:
                first = known[place].first
            above = first - 1
            is_natural = above < 0 or not lines[above].has_numbers or above in known
            if len(parts) >= 2:
                yield tuple(parts), first, is_natural or place in known
        place = first - 1


def _signings(
    lines: Sequence[Line], label: str, parts: tuple[int, ...]
) -> Iterator[tuple[tuple[int, int], ...]]:
    """The ways to add the parts: as written, "Less" subtracted, or the first less all others."""
    yield tuple((place, 1) for place in parts)
    less = [place for place in parts if _LESS.match(lines[place].label)]
    if less:
        # "Less:" over the first of several items counts for those below it too.
        yield tuple((place, -1 if place in less else 1) for place in parts)
        yield tuple((place, -1 if place >= min(less) else 1) for place in parts)
    elif len(parts) <= _MAX_DIFFERENCES and _NET.search(label):
        top = min(parts)
        yield tuple((place, 1 if place == top else -1) for place in parts)


def _structure(
    lines: Sequence[Line],
    total: int,
    parts: tuple[tuple[int, int], ...],
    *,
    first: int,
    is_natural: bool,
) -> _Structure:
    """Checks the parts against the total in every column."""
    holds: list[int] = []
    fails: list[int] = []
    weight = 0.0
    for column, stated in enumerate(lines[total].cells):
        if stated is None or not stated.step:
            continue
        terms = _terms(lines, parts, column)
        if sum(bool(cell.value) for cell, _ in terms) < 2 or not stated.value:
            continue
        if _odd_one(stated, terms) or not _can_be_added(stated, parts):
            continue
        miss = abs(_miss(stated, terms))
        if miss <= _allowed(stated, terms):
            holds.append(column)
            weight += 1.0 if abs(stated.value) >= _TELLING * max(stated.step, miss) else 0.5
        elif _is_complete(lines, parts, column):
            fails.append(column)
    return _Structure(total, parts, first, is_natural, tuple(holds), tuple(fails), weight)


def _terms(
    lines: Sequence[Line], parts: Sequence[tuple[int, int]], column: int
) -> list[tuple[Cell, int]]:
    """The numbers of a column that are added, with their signs, in the order of the lines."""
    cells = ((lines[place].cells[column], sign) for place, sign in sorted(parts))
    return [(cell, sign) for cell, sign in cells if cell is not None]


def _is_complete(lines: Sequence[Line], parts: Sequence[tuple[int, int]], column: int) -> bool:
    return all(lines[place].cells[column] is not None for place, _ in parts)


def _odd_one(stated: Cell, terms: Sequence[tuple[Cell, int]]) -> bool:
    """Whether numbers of different sorts stand in a column."""
    sorts = {(cell.is_percent, cell.unit) for cell, _ in terms if cell.step}
    return sorts != {(stated.is_percent, stated.unit)}


def _can_be_added(stated: Cell, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether a total of this sort says anything: percentages are added only to make the whole."""
    return not stated.is_percent or (stated.value == _WHOLE and all(sign > 0 for _, sign in parts))


def _miss(stated: Cell, terms: Sequence[tuple[Cell, int]]) -> float:
    return stated.value - sum(cell.value * sign for cell, sign in terms)


def _allowed(stated: Cell, terms: Sequence[tuple[Cell, int]]) -> float:
    """How far the rounding of all numbers can move the sum from the total."""
    return (stated.step + sum(cell.step for cell, _ in terms)) / 2 + 1e-6 * stated.step


def _is_convincing(structure: _Structure, label: str) -> bool:
    """Whether the parts add up often enough for that not to be chance."""
    if len(structure.fails) > len(structure.holds) or not structure.holds:
        return False
    is_sum = all(sign > 0 for _, sign in structure.parts)
    if _STRICT_TOTAL.search(label) and is_sum:
        return structure.weight >= 1 or (structure.is_natural and len(structure.parts) >= 3)
    if _TOTAL.search(label) and is_sum and structure.weight >= 1:
        return structure.is_natural or len(structure.parts) >= 3 or structure.weight >= 2
    if not structure.is_natural and len(structure.parts) < 3:
        return structure.weight >= 3
    return structure.weight >= 2


def _findings(
    text: AuditedText, lines: Sequence[Line], heads: Sequence[str], found: _Structure
) -> Iterator[Finding]:
    for column in found.holds:
        finding = _finding(text, lines, found, column, is_sure=False)
        if finding is not None:
            yield finding
    is_sure = len(found.holds) >= 2 or (found.is_natural and len(found.parts) >= 3)
    for column in found.fails:
        stated = lines[found.total].cells[column]
        # A percentage gets here only if it states the whole.
        if stated is None or (_NOT_ADDED.search(heads[column]) and not stated.is_percent):
            continue
        finding = _finding(text, lines, found, column, is_sure=is_sure)
        if finding is not None:
            yield finding


def _lone_column(
    text: AuditedText,
    lines: Sequence[Line],
    heads: Sequence[str],
    total: int,
    known: dict[int, _Structure],
) -> Iterator[Finding]:
    """A total that its parts miss where no other column shows whether they are its parts."""
    columns = [place for place, cell in enumerate(lines[total].cells) if cell is not None]
    if len(columns) != 1 or _NOT_ADDED.search(heads[columns[0]]):
        return
    for parts, first, is_natural in _prefixes(lines, total, known):
        if is_natural and len(parts) >= 3:
            signed = tuple((place, 1) for place in parts)
            found = _structure(lines, total, signed, first=first, is_natural=True)
            for column in found.fails:
                finding = _finding(text, lines, found, column, is_sure=False)
                if finding is not None and finding.fits:
                    yield finding
            return


def _finding(
    text: AuditedText, lines: Sequence[Line], found: _Structure, column: int, *, is_sure: bool
) -> Finding | None:
    """What to say of a total in one column; None where a failure explains itself otherwise."""
    stated = lines[found.total].cells[column]
    if stated is None:
        return None
    terms = [term for term in _terms(lines, found.parts, column) if term[0].step]
    formula = _formula([sign for _, sign in terms])
    roundings = [cell.rounding for cell, _ in terms]
    verdict: Verdict = judge(formula, roundings, stated.rounding)
    fits = ""
    if verdict in ("contradiction", "doubtful"):
        fits = what_fits(formula, roundings, stated.rounding, stated.named)
        fits = fits or _part_that_fits(stated, terms)
        is_sum = all(sign > 0 for _, sign in terms)
        if not is_sum and _sign_explains(stated, terms):
            return None
        if not fits and abs(_miss(stated, terms)) > _LARGEST_MISS * abs(stated.value):
            return None
        if not is_sure or not fits:
            verdict = "doubtful"
    point = sum(cell.value * sign for cell, sign in terms)
    figures, others = figures_of(text, [*(cell for cell, _ in terms), stated])
    return text.finding(
        "table total",
        figures,
        items=others,
        formula=f"{_written(terms)} = {stated.named(point)}; the table says "
        f"{stated.named(stated.value)}",
        verdict=verdict,
        stated=stated.value,
        computed=compute(formula, roundings),
        fits=fits,
    )


def _formula(signs: Sequence[int]) -> Formula:
    def added(values: Sequence[Interval]) -> Interval:
        result = Interval(0.0, 0.0)
        for value, sign in zip(values, signs, strict=True):
            result = result + value * sign
        return result

    return added


def _written(terms: Sequence[tuple[Cell, int]]) -> str:
    """The sum as it would be written, cut off behind some terms."""
    said = ""
    for place, (cell, sign) in enumerate(terms[:_MAX_TERMS]):
        value = cell.value * sign
        joint = ("-" if value < 0 else "") if not place else (" - " if value < 0 else " + ")
        said += joint + cell.named(abs(value))
    return said + (" + …" if len(terms) > _MAX_TERMS else "")


def _part_that_fits(stated: Cell, terms: Sequence[tuple[Cell, int]]) -> str:
    """What a single slip would make fit: the total's sign, or a part's sign, scale or digit."""
    miss = _miss(stated, terms)
    allowed = _allowed(stated, terms)
    if abs(miss - 2 * stated.value) <= allowed:
        return f"{stated.named(-stated.value)} would fit (the other sign)"
    for cell, sign in terms:
        needed = cell.value + miss * sign
        for slip in (-1.0, 10.0, 0.1, 100.0, 0.01, 1000.0, 0.001):
            if abs(cell.value * slip - needed) <= allowed:
                return f"{cell.named(cell.value * slip)} for {cell.named(cell.value)} would fit"
    for cell, sign in terms:
        needed = cell.value + miss * sign
        if needed * cell.value > 0 and _one_digit(cell.named(cell.value), cell.named(needed)):
            return f"{cell.named(needed)} for {cell.named(cell.value)} would fit (one digit)"
    return ""


def _sign_explains(stated: Cell, terms: Sequence[tuple[Cell, int]]) -> bool:
    """Whether one number's other sign would fit; where costs are subtracted, columns differ."""
    miss, allowed = _miss(stated, terms), _allowed(stated, terms)
    return any(abs(miss + 2 * cell.value * sign) <= allowed for cell, sign in terms)


def _one_digit(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1
