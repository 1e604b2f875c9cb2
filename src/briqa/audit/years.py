"""Years out of line: a sentence of 2000 among sentences of 2020 to 2023 is likely a slip."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.reading import AuditedText, Figure
from briqa.quantities.rounding import Interval

_OPENS: Final = re.compile(
    r"(?:In|By|During|Since|At the end of|By the end of) (?:the year )?(?:end-)?$"
)
_GAP: Final = 8  # years from the nearest other year of the section
_FEWEST: Final = 2  # other years that the section must name
_SPREAD: Final = 12  # years that these others may span


def find_years(text: AuditedText) -> Iterator[Finding]:
    """Years that open a sentence, far from the others of their section and one digit from one."""
    yield from _in_order(text)
    by_section: dict[int, Counter[int]] = {}
    opening: list[tuple[int, Figure]] = []
    for sentence in text.sentences:
        for date in sentence.dates:
            by_section.setdefault(sentence.section, Counter())[int(date.value)] += 1
            before = text.prose[sentence.start : date.start]
            if _OPENS.fullmatch(before) and sentence.figures:
                opening.append((sentence.section, date))
    for section, date in opening:
        finding = _check(text, date, by_section[section])
        if finding is not None:
            yield finding


_FROM: Final = re.compile(r"\bfrom [^.;]{0,60}$")


def _in_order(text: AuditedText) -> Iterator[Finding]:
    """The two years of "from … in 2013 to … in 2022"."""
    for sentence in text.sentences:
        for first, last in itertools.pairwise(sentence.dates):
            before = text.prose[max(sentence.start, first.start - 66) : first.start]
            link = text.between(first, last)
            if not _FROM.search(before) or " to " not in f"{link} " or len(link) > 70:
                continue
            if re.search(r"[.;()]|\b(?:compared|versus|than|vs)\b", link):
                continue
            holds = first.value <= last.value
            yield text.finding(
                "year",
                [first, last],
                formula=f"from {first.label} to {last.label}",
                verdict="holds" if holds else "contradiction",
                stated=last.value,
                computed=Interval(first.value, max(first.value, 9999)),
                fits="" if holds else "the earlier year first would fit",
            )


def _check(text: AuditedText, date: Figure, named: Counter[int]) -> Finding | None:
    """Holds a year against all that its section names, itself left out."""
    year = int(date.value)
    years = sorted(other for other, count in named.items() if other != year or count > 1)
    others = named.total() - 1
    if others < _FEWEST or not years or years[-1] - years[0] > _SPREAD:
        return None
    if min(abs(year - other) for other in years) < _GAP:
        return None
    near = [other for other in range(years[0], years[-1] + 1) if _digits_apart(year, other) == 1]
    if not near:
        return None
    return text.finding(
        "year",
        [date],
        formula=f"{year} stands among {years[0]} to {years[-1]} in its section",
        verdict="doubtful",
        stated=float(year),
        computed=Interval(years[0], years[-1]),
        fits=f"{' or '.join(map(str, near[-3:]))} would fit (one digit)",
    )


def _digits_apart(one: int, other: int) -> int:
    return sum(a != b for a, b in zip(str(one), str(other), strict=True))
