"""Ranks against values, and shares against the averages that they are said to lie above."""

import itertools
import re
from collections.abc import Iterator
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.reading import AuditedSentence, AuditedText, Figure
from briqa.quantities.rounding import Interval
from briqa.spans import Span

_TOP: Final = re.compile(
    r"[^.;]{0,50}?\((?:the )?(?:most|highest|largest|1st|first)\b"
    r"|[^.;]{0,60}?(?:—|, )(?:the )?(?:most|highest|largest)\b"
)
_COMPARED: Final = re.compile(
    r"[^.;]{0,60}?\b(?P<word>above|higher than|exceeding|exceeds|exceeded|more than|over|below"
    r"|lower than|less than|under)\b(?: [a-z]+){0,3} $"
)
_MORE_THAN: Final = re.compile(
    r",? (?P<word>more|larger|greater|higher|fewer|less|lower|smaller) than [^.;,]{0,50}"
    r"|,? (?P<order>ahead of|followed by) [^.;,]{0,40}"
)
_LESS: Final = frozenset(("fewer", "less", "lower", "smaller"))
_BELOW: Final = frozenset(("below", "lower than", "less than", "under"))
_AVERAGE: Final = re.compile(r"[^.;()]{0,30}\b(?:average|mean|median|level|benchmark|threshold)\b")


def find_ranks(text: AuditedText) -> Iterator[Finding]:
    """Ranks of one measure in the order of their values; comparisons with an average."""
    ranked: dict[tuple[str, str | None], list[tuple[Figure, Figure | None, int]]] = {}
    for sentence in text.sentences:
        yield from _comparisons(text, sentence)
        yield from _places(text, sentence)
        for value, mark, rank in _ranked(text, sentence):
            if value.quantity.measure is None:
                continue
            key = (_head(value), value.quantity.period)
            ranked.setdefault(key, []).append((value, mark, rank))
    for group in ranked.values():
        for position, one in enumerate(group):
            for other in group[position + 1 :]:
                if one[2] != other[2]:
                    yield _order(text, one, other)


def _head(figure: Figure) -> str:
    return f"{figure.unit} {(figure.quantity.measure or '').lower()}"


def _ranked(
    text: AuditedText, sentence: AuditedSentence
) -> Iterator[tuple[Figure, Figure | None, int]]:
    """Values with the rank that their own clause gives them."""
    figures = sentence.figures
    for left, right in itertools.pairwise(figures):
        link = text.between(left, right)
        if len(link) > 40 or re.search(r"[;.]", link):
            continue
        if right.quantity.kind == "ordinal" and left.quantity.kind in ("count", "money"):
            if re.search(r"\(|rank|place|, $", link):
                yield left, right, int(right.value)
        elif (
            left.quantity.kind == "ordinal"
            and right.quantity.kind in ("count", "money")
            and " with " in link
        ):
            yield right, left, int(left.value)
    for value in figures:
        if value.quantity.kind in ("count", "money") and _TOP.match(
            text.prose, value.end, sentence.end
        ):
            yield value, None, 1


def _order(
    text: AuditedText,
    one: tuple[Figure, Figure | None, int],
    other: tuple[Figure, Figure | None, int],
) -> Finding:
    better, worse = sorted((one, other), key=lambda found: found[2])
    holds = better[0].rounding.wide.high >= worse[0].rounding.wide.low
    marks = [mark for _, mark, _ in (better, worse) if mark is not None]
    sign = "≥" if holds else "<"
    return text.finding(
        "rank",
        [better[0], worse[0], *marks],
        formula=f"{better[0].label} {sign} {worse[0].label}; they rank {better[2]} and {worse[2]}",
        # The two ranks may be of different years or circles, which the text needn't say.
        verdict="holds" if holds else "doubtful",
        stated=better[0].value,
        computed=Interval(worse[0].value, worse[0].value),
    )


_BEHIND: Final = re.compile(
    r"[^.;()]{0,110}?,? (?:following|behind|after|trailing|second only to)"
    r" (?P<names>(?:the )?[A-Z][^.;():0-9]{1,90}?)(?=[,;.)]|$)(?!,? (?:and )?[A-Z])"
)


def _places(text: AuditedText, sentence: AuditedSentence) -> Iterator[Finding]:
    """A rank against the names in front of it: "the third largest, following Rome and Oslo"."""
    for rank in sentence.figures:
        if rank.quantity.kind != "ordinal" or not 2 <= rank.value <= 20:
            continue
        behind = _BEHIND.match(text.prose, rank.end, sentence.end)
        if behind is None:
            continue
        names = re.split(r",? and |, ", behind.group("names"))
        if not all(name[:1].isupper() for name in names):
            continue
        holds = len(names) + 1 == rank.value
        yield text.finding(
            "rank",
            [rank],
            formula=f"{len(names)} named before it + 1 = {len(names) + 1}; the text says rank"
            f" {rank.value:.0f}",
            verdict="holds" if holds else "doubtful",
            stated=rank.value,
            computed=Interval(len(names) + 1, len(names) + 1),
            items=[Span(behind.start("names"), behind.end("names"))],
        )


def _comparisons(text: AuditedText, sentence: AuditedSentence) -> Iterator[Finding]:
    figures = sentence.figures
    for left, right in itertools.pairwise(figures):
        if left.unit != right.unit or left.unit is None or left.quantity.direction:
            continue
        plain = _MORE_THAN.fullmatch(text.between(left, right))
        link = _COMPARED.fullmatch(text.between(left, right))
        if plain is not None:
            word = plain.group("order") or f"{plain.group('word')} than"
            below = plain.group("word") in _LESS
        elif link is not None and _AVERAGE.match(text.prose, right.end, sentence.end):
            word = link.group("word")
            below = word in _BELOW
        else:
            continue
        holds = left.value < right.value if below else left.value > right.value
        sign = "<" if left.value < right.value else ">" if left.value > right.value else "="
        yield text.finding(
            "comparison",
            [left, right],
            formula=f"{left.label} {sign} {right.label}; the text says {word}",
            verdict="holds" if holds else "contradiction",
            stated=left.value,
            computed=Interval(right.value, right.value),
        )
