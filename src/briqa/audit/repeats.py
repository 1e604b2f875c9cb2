"""The same thing stated twice: back references ("these 7 parks") and alike sentences."""

import re
from collections.abc import Iterator
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.reading import AuditedText, Figure, terms
from briqa.quantities.rounding import Interval

_POINTING: Final = re.compile(
    r"\b(?:these|those|all|the|all the|all of the|the same|such|both) $", re.IGNORECASE
)
_STRONG: Final = re.compile(r"\b(?:these|those|the same|all these|all of these) $", re.IGNORECASE)
_EXCLUDING: Final = re.compile(
    r"\b(?:excluding|except(?: for)?|without|apart from|not counting) (?:the )?$", re.IGNORECASE
)
# Parts of a count named before are no rivals of it: "7 parks, including 3 … and 4 …".
_PART_BEFORE: Final = re.compile(r"\b(?:including|plus|of which|of whom|with|and|other|,) $")
_NEAR: Final = 3  # sentences in which another number of the same noun can be a slip
_BACK: Final = 12  # sentences that a back reference reaches over
_ALIKE: Final = 0.5  # share of content words that two sentences must have in common
_NEARLY_EQUAL: Final = 0.8  # the same, for a difference in figures to mean anything
_FEWEST: Final = 8  # content words, so that short sentences aren't alike by chance


def find_repeats(text: AuditedText) -> Iterator[Finding]:
    """Counts that point back to an earlier count, and figures of alike sentences."""
    yield from _back_references(text)
    yield from _alike_sentences(text)
    yield from _same_roles(text)
    yield from _in_headings(text)


def _back_references(text: AuditedText) -> Iterator[Finding]:
    for index, sentence in enumerate(text.sentences):
        for figure in sentence.figures:
            if figure.quantity.kind != "count" or figure.unit is None or figure.value < 2:
                continue
            before = text.prose[max(sentence.start, figure.start - 16) : figure.start]
            if not _POINTING.search(before):
                continue
            earlier = _earlier(text, index, figure)
            if earlier:
                yield from _refer(text, index, figure, earlier, strong=bool(_STRONG.search(before)))


def _earlier(text: AuditedText, index: int, figure: Figure) -> list[Figure]:
    """Counts of the same noun before, nearest last, in the same section."""
    section = text.sentences[index].section
    return [
        other
        for sentence in text.sentences[max(0, index - _BACK) : index + 1]
        if sentence.section == section
        for other in sentence.figures
        if other.end <= figure.start and other.is_like(figure)
    ]


def _refer(
    text: AuditedText, index: int, figure: Figure, earlier: list[Figure], *, strong: bool
) -> Iterator[Finding]:
    same = [other for other in earlier if other.value == figure.value]
    if same:
        yield _repeated(text, same[-1], figure, holds=True)
        return
    lessened = _lessened(text, index, figure, earlier)
    if lessened is not None:
        yield lessened
        return
    all_of = (
        text.prose[max(0, figure.start - 4) : figure.start].lower() == "all " and len(earlier) == 1
    )
    near = [
        other
        for other in earlier
        if text.sentence_index(other) >= index - _NEAR
        and not _PART_BEFORE.search(text.prose[max(0, other.start - 24) : other.start])
    ]
    last = text.sentence_index(near[-1]) if near else index
    nearest = {other.value for other in near if text.sentence_index(other) == last}
    is_one = len(nearest) == 1 and last < index
    if not (strong or all_of) or not is_one:
        return
    sums = [
        (a, b)
        for position, a in enumerate(earlier)
        for b in earlier[position + 1 :]
        if a.value + b.value == figure.value
    ]
    if not sums:
        yield _repeated(text, near[-1], figure, holds=False)


def _lessened(
    text: AuditedText, index: int, figure: Figure, earlier: list[Figure]
) -> Finding | None:
    """The 16 of "18 zones … excluding two parks, the 16 zones"."""
    sentence = text.sentences[index]
    for less in sentence.figures:
        before = text.prose[max(sentence.start, less.start - 28) : less.start]
        if less.quantity.kind != "count" or not _EXCLUDING.search(before):
            continue
        for whole in earlier:
            if whole.value > less.value:
                return text.equation(
                    "total",
                    lambda figures: figures[0] - figures[1],
                    [whole, less],
                    figure,
                    written=f"{whole.label} − {less.label}",
                    sure=False,
                )
    return None


def _repeated(text: AuditedText, earlier: Figure, figure: Figure, *, holds: bool) -> Finding:
    sign = "=" if holds else "≠"
    return text.finding(
        "repeated",
        [earlier, figure],
        formula=f"{earlier.label} {sign} {figure.label}, said of the same"
        f" {figure.unit or figure.quantity.kind}",
        verdict="holds" if holds else "doubtful",
        stated=figure.value,
        computed=Interval(earlier.value, earlier.value),
        fits="" if holds else f"{earlier.label} would fit",
    )


def _in_headings(text: AuditedText) -> Iterator[Finding]:
    """Counts in headings that the text announced: "two judgments" and "5.1 Two Judgments"."""
    for heading in text.headings:
        for figure in text.figures_in(heading.start, heading.end):
            if figure.quantity.kind != "count" or figure.unit is None or figure.value < 2:
                continue
            words = terms(text.prose[figure.end : heading.end]) - {figure.unit}
            for sentence in text.sentences_before(heading.start, _BACK):
                for other in sentence.figures:
                    spoken = terms(text.prose[other.end : other.end + 80])
                    if other.is_like(figure) and words and words <= spoken:
                        yield _repeated(text, other, figure, holds=other.value == figure.value)


def _alike_sentences(text: AuditedText) -> Iterator[Finding]:
    """Figures of a sentence said again in nearly the same words, as in abstract and summary."""
    by_term: dict[str, list[int]] = {}
    bags = [terms(text.prose[found.start : found.end]) for found in text.sentences]
    for index, bag in enumerate(bags):
        words = frozenset(term for term in bag if not term.isdecimal())
        if len(words) < _FEWEST or not text.sentences[index].figures:
            continue
        shared: dict[int, int] = {}
        for term in words:
            for other in by_term.get(term, [])[-64:]:
                shared[other] = shared.get(other, 0) + 1
            by_term.setdefault(term, []).append(index)
        for other, count in shared.items():
            union = len(words | bags[other])
            if count >= _ALIKE * union and _names(text, index) == _names(text, other):
                yield from _aligned(text, other, index, is_same=count >= _NEARLY_EQUAL * union)


def _names(text: AuditedText, index: int) -> frozenset[str]:
    """The capitalised words of a sentence but its first: alike sentences name the same."""
    sentence = text.sentences[index]
    return frozenset(
        re.findall(r"(?<=[ (“\"-])[A-Z]\w+", text.prose[sentence.start : sentence.end])
    )


def _aligned(text: AuditedText, first: int, second: int, *, is_same: bool) -> Iterator[Finding]:
    """Pairs the figures of two alike sentences in order, where both have as many of a unit."""
    left, right = text.sentences[first].figures, text.sentences[second].figures
    if [figure.unit for figure in left] != [figure.unit for figure in right]:
        return
    periods = [[figure.value for figure in text.sentences[at].dates] for at in (first, second)]
    if periods[0] != periods[1]:
        return
    for one, other in zip(left, right, strict=True):
        is_sure = is_same and _dates_before(text, first) == _dates_before(text, second)
        if one.unit is not None and (is_sure or _agree(one, other)):
            yield _repeated(text, one, other, holds=_agree(one, other))


def _dates_before(text: AuditedText, index: int) -> list[float]:
    """The dates of the sentence before, which may say what this one is about."""
    return [date.value for date in text.sentences[index - 1].dates] if index else []


def _agree(one: Figure, other: Figure) -> bool:
    return one.rounding.wide.overlaps(other.rounding.wide)


def _same_roles(text: AuditedText) -> Iterator[Finding]:
    """Figures with one subject, measure, unit and period in different sentences."""
    seen: dict[tuple[object, ...], Figure] = {}
    for figure in text.figures:
        quantity = figure.quantity
        if (
            not (quantity.subject and quantity.measure and quantity.period and quantity.unit)
            or quantity.kind in ("date", "ordinal", "percent", "duration")
            or quantity.direction is not None
        ):
            continue
        key = (
            terms(quantity.subject),
            terms(quantity.measure),
            quantity.unit,
            quantity.period,
        )
        earlier = seen.setdefault(key, figure)
        if earlier is not figure and _apart(text, earlier, figure):
            yield _repeated(text, earlier, figure, holds=_agree(earlier, figure))


def _apart(text: AuditedText, one: Figure, other: Figure) -> bool:
    return text.sentence_index(one) != text.sentence_index(other)
