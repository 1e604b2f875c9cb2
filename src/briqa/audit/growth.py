"""Growth: first and last value, the change between them, its rate, and its direction.

The one thing to know: a rate may be over the whole time or a year, and "a decade" of growth may be
ten periods or nine, so several formulas can be meant. The text's own word ("annual") decides
between total and yearly; the number of periods is taken from the years, and one more is allowed
only when the years' own count doesn't give the rate.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.reading import AuditedSentence, AuditedText, Figure
from briqa.audit.verdicts import Formula, judge
from briqa.quantities.rounding import Interval

_ANNUAL: Final = re.compile(
    r"\b(?:annual(?:ly|ised|ized)?|a year|per year|per annum|each year|every year|yearly|CAGR"
    r"|p\.a\.)",
    re.IGNORECASE,
)
_UP: Final = (
    r"grow\w*|grew|ris(?:e|es|en|ing)|rose|increas\w+|expand\w*|climb\w*|jump\w*|surg\w*"
    r"|up(?! to\b)|gain\w*|boost\w*|rais\w+|lift\w*|widen\w*|swell\w*|swelled|improv\w+|advanc\w+"
    r"|doubl\w+|tripl\w+|quadrupl\w+|soar\w*"
)
_DOWN: Final = (
    r"fall\w*|fell|declin\w+|decreas\w+|drop\w*|reduc\w+|shrink\w*|shrank|cut\w*|down|lower\w*"
    r"|shorten\w*|slip\w*|slid\w*|narrow\w*|halv\w+|slump\w*|plung\w+|tumbl\w+|sank|dip\w*|eas(?:ed|ing)"
)
_MODIFIERS: Final = (
    r"(?:(?:about|around|nearly|over|some|just|only|a|an|the|more than|less than|almost|close to"
    r"|approximately|roughly|record|total|of|at least|[$€£¥]|US|RMB|HK) ?){0,4}"
)
_FROM: Final = re.compile(rf"\bfrom {_MODIFIERS}$", re.IGNORECASE)
_VERB_REACH: Final = 80  # characters from the word for a change to "from"
_THEN: Final = re.compile(
    rf"[^.;]{{0,70}}?(?:\band|,) (?:has |had |have |then |later )*"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?: [a-z]+ly)? to {_MODIFIERS}",
    re.IGNORECASE,
)
_FURTHER_FROM: Final = re.compile(r"(?:,|\band|,? and) from $", re.IGNORECASE)
_NEXT_PAIR_CHARS: Final = 60
_TO: Final = re.compile(rf"[^.;\n]{{0,60}}?\bto {_MODIFIERS}", re.IGNORECASE)
_BACK_FROM: Final = re.compile(
    rf"[^.;]{{0,70}}?\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b[^.;]{{0,50}}?"
    r"(?:from|compared (?:with|to)|against|versus|over)\b[^.;0-9]{0,40}(?:in [0-9]{4} (?:of|at) )?",
    re.IGNORECASE,
)
# What stands right before an amount of change, not before a level that was reached.
_AMOUNT: Final = re.compile(
    rf"\b(?:by|(?:{_UP}|{_DOWN})(?: of)?)(?: (?:about|around|nearly|over|some|approximately|a|an"
    r"|RMB|US))* [$€£¥]?$",
    re.IGNORECASE,
)
_CHANGE_BEHIND: Final = re.compile(rf",? (?:{_UP}|{_DOWN})\b(?! (?:from|to)\b)", re.IGNORECASE)
_OR: Final = re.compile(r",? or (?:about |approximately |nearly |over )?|,? \(")
_REACHED: Final = re.compile(
    r"\bto (?:(?:about|around|nearly|over|some|approximately|a record|US|RMB|[$€£¥]) ?)*$",
    re.IGNORECASE,
)
_WORD_OF_CHANGE: Final = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_COMPARED_WITH: Final = re.compile(
    r"[^;]{0,110}?\b(?:from|compared (?:with|to)|versus|against|over|after)\b"
    r"(?: (?:about|around|nearly|over|some|approximately|a|the|US|RMB|[$€£¥]))* ?[$€£¥]?",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    rf"[^;.]{{0,60}}?, (?:an? |up |down |which is |or )?(?:[a-z]+ )?(?:(?:{_UP}|{_DOWN}) )?"
    r"(?:of |by )?(?:[$€£¥]|US[$]?|RMB ?)?",
    re.IGNORECASE,
)
_MAX_PERIODS: Final = 200


@dataclass(frozen=True, slots=True)
class _Pair:
    """An earlier and a later value of one thing, and the direction that the text gives."""

    first: Figure
    last: Figure
    direction: str | None


def find_growth(text: AuditedText) -> Iterator[Finding]:
    """Changes between two values: direction, difference and rate."""
    for sentence in text.sentences:
        for pair in _pairs(text, sentence):
            yield from _direction(text, pair)
            following = _following(sentence, pair)
            yield from _rates(text, sentence, pair, following)
            yield from _differences(text, pair, following)
        yield from _above(text, sentence)


def _pairs(text: AuditedText, sentence: AuditedSentence) -> list[_Pair]:
    levels = [
        figure for figure in sentence.figures if figure.quantity.kind not in ("ordinal", "date")
    ]
    pairs: list[_Pair] = []
    for left, right in itertools.pairwise(levels):
        before = text.prose[max(sentence.start, left.start - 130) : left.start]
        direction = _direction_from(before)
        then = _THEN.fullmatch(text.between(left, right)) if left.is_like(right) else None
        if then is not None and not _is_amount(text, left):
            pairs.append(_Pair(left, right, "up" if then.group("up") else "down"))
        elif _same(left, right) and direction and _TO.fullmatch(text.between(left, right)):
            pairs.append(_Pair(left, right, direction))
        elif (
            pairs
            and _same(left, right)
            and _FURTHER_FROM.search(before)
            and _TO.fullmatch(text.between(left, right))
            and left.start - pairs[-1].last.end < _NEXT_PAIR_CHARS
        ):
            pairs.append(_Pair(left, right, pairs[-1].direction))
    pairs = [pair for pair in pairs if not _is_loss(text, pair)]
    taken = {figure for pair in pairs for figure in (pair.first, pair.last)}
    back = _back_pairs(text, sentence, levels, taken)
    pairs.extend(pair for pair in back if not _is_loss(text, pair))
    return pairs


def _direction_from(before: str) -> str | None:
    """The direction of "… rose (by 3%) from " at the end of a stretch."""
    opening = _FROM.search(before)
    if opening is None:
        return None
    words = list(
        _WORD_OF_CHANGE.finditer(before, max(0, opening.start() - _VERB_REACH), opening.start())
    )
    if not words or re.search("[;.]", before[words[-1].end() :]):
        return None
    return "up" if words[-1].group("up") else "down"


_LOSS_BEHIND: Final = re.compile(r" (?:of )?(?:[a-z]+ ){0,2}(?:loss|losses|deficit)\b")
_LOSS_BEFORE: Final = re.compile(r"\b(?:loss|losses|deficit)\b[^.;]{0,60}$", re.IGNORECASE)


def _is_loss(text: AuditedText, pair: _Pair) -> bool:
    """Whether a level is a loss, whose growth is a fall of what the sentence may speak of."""
    return any(
        _LOSS_BEHIND.match(text.prose, level.end)
        or _LOSS_BEFORE.search(text.prose[max(0, level.start - 70) : level.start])
        for level in (pair.first, pair.last)
    )


def _same(left: Figure, right: Figure) -> bool:
    """Whether both ends of "from … to …" are of one sort; a noun may be missing on both."""
    return left.is_like(right) or (
        left.unit is None and right.unit is None and left.quantity.kind == right.quantity.kind
    )


def _back_pairs(
    text: AuditedText, sentence: AuditedSentence, levels: Sequence[Figure], taken: set[Figure]
) -> Iterator[_Pair]:
    """The later value first: "$80 million, up 12% from $71 million", "rose to 80 from 71"."""
    for position, left in enumerate(levels):
        if left in taken or _is_amount(text, left):
            continue
        for right in levels[position + 1 : position + 4]:
            if right in taken or not left.is_like(right) or _is_amount(text, right):
                continue
            direction = _back_direction(text, sentence, left, right)
            if direction is not None:
                yield _Pair(right, left, direction)
            break


def _back_direction(
    text: AuditedText, sentence: AuditedSentence, left: Figure, right: Figure
) -> str | None:
    link = text.between(left, right)
    back = _BACK_FROM.fullmatch(link)
    if back is not None:
        return "up" if back.group("up") else "down"
    if not _COMPARED_WITH.fullmatch(link):
        return None
    change = _change_behind(text, sentence, right)
    if change is not None:
        return change.quantity.direction
    before = text.prose[max(sentence.start, left.start - 160) : left.start]
    if not _REACHED.search(before):
        return None
    words = list(_WORD_OF_CHANGE.finditer(before))
    if not words:
        return None
    return "up" if words[-1].group("up") else "down"


def _change_behind(text: AuditedText, sentence: AuditedSentence, level: Figure) -> Figure | None:
    """The change told behind the earlier level: "against 3.3 billion, an increase of 0.6"."""
    for change in sentence.figures:
        if change.start >= level.end:
            link = text.between(level, change)
            is_told = _TOLD.fullmatch(link) and change.quantity.direction is not None
            return change if is_told else None
    return None


def _is_amount(text: AuditedText, figure: Figure) -> bool:
    """Whether a figure is the amount of a change, not a level."""
    before = text.prose[max(0, figure.start - 40) : figure.start]
    behind = text.prose[figure.end : figure.end + 24]
    return (
        _AMOUNT.search(before) is not None
        or _CHANGE_BEHIND.match(behind) is not None
        or (figure.unit == "percent" and figure.quantity.direction is not None)
    )


def _is_change(text: AuditedText, sentence: AuditedSentence, figure: Figure) -> bool:
    """Whether a figure tells a change: by its own words, or as "by $2 million or 18%"."""
    if figure.quantity.direction is not None:
        return True
    before = [other for other in sentence.figures if other.end <= figure.start]
    return bool(before) and (
        _OR.fullmatch(text.between(before[-1], figure)) is not None and _is_amount(text, before[-1])
    )


def _following(sentence: AuditedSentence, pair: _Pair) -> tuple[Figure, ...]:
    """The figures that may tell the change: around the pair, up to the next pair's level."""
    start = min(pair.first.start, pair.last.start) - 90
    end = max(pair.first.end, pair.last.end) + 110
    return tuple(
        figure
        for figure in sentence.figures
        if figure not in (pair.first, pair.last) and start <= figure.start <= end
    )


def _direction(text: AuditedText, pair: _Pair) -> Iterator[Finding]:
    if pair.direction is None or pair.last.value == pair.first.value:
        return  # two equal values are more often a lost exponent than a growth
    rises = pair.last.value > pair.first.value
    agrees = rises if pair.direction == "up" else pair.last.value < pair.first.value
    sign = "<" if rises else ">" if pair.last.value < pair.first.value else "="
    yield text.finding(
        "direction",
        [pair.first, pair.last],
        formula=f"{pair.first.label} {sign} {pair.last.label}; the text says it went"
        f" {pair.direction}",
        verdict="holds" if agrees else "contradiction",
        stated=pair.last.value,
        computed=Interval(pair.first.value, pair.first.value),
        fits=""
        if agrees
        else "the two values the other way round, or the opposite word, would fit",
    )


def _rates(
    text: AuditedText, sentence: AuditedSentence, pair: _Pair, following: Sequence[Figure]
) -> Iterator[Finding]:
    if pair.first.unit == "percent" or pair.first.value <= 0 or pair.last.value <= 0:
        return
    for rate in following:
        if rate.unit != "percent" or rate.value > 100_000 or not _belongs(text, pair, rate):
            continue
        if _is_annual(text, sentence, rate):
            yield from _annual(text, sentence, pair, rate)
        elif _is_change(text, sentence, rate):
            yield _total_rate(text, pair, rate)


_STOPS: Final = re.compile(r"[(),;.%]")


def _is_annual(text: AuditedText, sentence: AuditedSentence, rate: Figure) -> bool:
    """Whether the rate's own phrase says that it is a year's."""
    before = _STOPS.split(text.prose[max(sentence.start, rate.start - 44) : rate.start])[-1]
    behind = _STOPS.split(text.prose[rate.end : rate.end + 34])[0]
    return _ANNUAL.search(before) is not None or _ANNUAL.search(behind) is not None


def _belongs(text: AuditedText, pair: _Pair, rate: Figure) -> bool:
    """Whether the rate is said of this pair: nothing of another sentence part stands between."""
    left, right = sorted((pair.first, pair.last), key=lambda figure: figure.start)
    if left.end <= rate.start < right.start:
        return True
    if rate.start >= right.end:
        between = text.prose[right.end : rate.start]
        others = [
            figure
            for figure in text.figures_in(right.end, rate.start)
            if figure.quantity.kind not in ("date", "duration") and figure.is_like(right)
        ]
        return not re.search(r";|, (?:while|with|and|but) ", between) and not others
    between = text.prose[rate.end : left.start]
    return len(between) <= _NEXT_PAIR_CHARS and not re.search(r"[;)]", between)


def _total_rate(text: AuditedText, pair: _Pair, rate: Figure) -> Finding:
    direction = rate.quantity.direction or pair.direction
    sign = -1 if direction == "down" and rate.value > 0 else 1

    def formula(figures: Sequence[Interval]) -> Interval:
        first, last = figures
        return ((last / first) + Interval(-1, -1)) * (100 * sign)

    written = f"({pair.last.label} / {pair.first.label} − 1) × 100"
    return text.equation("growth", formula, [pair.first, pair.last], rate, written=written)


def _annual(
    text: AuditedText, sentence: AuditedSentence, pair: _Pair, rate: Figure
) -> Iterator[Finding]:
    years = _years(sentence, pair)
    periods, dates = (years[1] - years[0], years[2]) if years else (_decade(text, sentence), ())
    if periods is None or not 0 < periods <= _MAX_PERIODS:
        return
    sign = -1 if rate.quantity.direction == "down" else 1

    def formula_for(count: int) -> Formula:
        def formula(figures: Sequence[Interval]) -> Interval:
            first, last = figures
            return ((last / first).power(1 / count) + Interval(-1, -1)) * (100 * sign)

        return formula

    roundings = [pair.first.rounding, pair.last.rounding]
    counts = (periods, periods + 1) if years else (periods - 1, periods)
    count = next(
        (n for n in counts if judge(formula_for(n), roundings, rate.rounding).startswith("holds")),
        counts[0],
    )
    yield text.equation(
        "growth",
        formula_for(count),
        [pair.first, pair.last],
        rate,
        written=f"(({pair.last.label} / {pair.first.label})^(1/{count}) − 1) × 100",
        also=dates,
    )


def _years(sentence: AuditedSentence, pair: _Pair) -> tuple[int, int, tuple[Figure, ...]] | None:
    """First and last year of a pair and the figures of those years."""
    first, last = _year(pair.first), _year(pair.last)
    if first is None or last is None or not first < last:
        return None
    dates = tuple(date for date in sentence.dates if int(date.value) in (first, last))
    return first, last, dates


def _year(figure: Figure) -> int | None:
    period = figure.quantity.period or ""
    return int(period[:4]) if period[:4].isdecimal() and "/" not in period else None


_SPAN_OF_YEARS: Final = re.compile(
    r"\b(?:(?P<decade>(?:first |past |last )?decade)|(?:past |last )?(?P<years>[0-9]{1,2}|two|three"
    r"|four|five|six|seven|eight|nine|ten) years)\b",
    re.IGNORECASE,
)
_WORDS: Final = {
    word: number
    for number, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
}


def _decade(text: AuditedText, sentence: AuditedSentence) -> int | None:
    """The number of years that the sentence names in words."""
    found = _SPAN_OF_YEARS.search(text.prose, sentence.start, sentence.end)
    if found is None:
        return None
    if found.group("decade"):
        return 10
    years = found.group("years").lower()
    return _WORDS.get(years) or int(years)


_ABOVE: Final = re.compile(
    r" (?:(?P<up>above|more than|higher than|over)|(?P<down>below|less than|lower than|fewer than))"
    r" (?:the |its |those of )?(?:[a-z]+ ){0,3}(?:[$€£¥]|US[$]?|RMB ?)?"
)


def _above(text: AuditedText, sentence: AuditedSentence) -> Iterator[Finding]:
    """A value against another: "318.5 million francs, 8.0% above the 294.9 million of 2018"."""
    figures = sentence.figures
    for last, rate, first in zip(figures, figures[1:], figures[2:], strict=False):
        if rate.unit != "percent" or not last.is_like(first) or min(first.value, last.value) <= 0:
            continue
        link = _ABOVE.fullmatch(text.between(rate, first))
        if link is None or not re.fullmatch(
            r"[^.;]{0,30}(?:, |, or | \()", text.between(last, rate)
        ):
            continue
        yield _total_rate(text, _Pair(first, last, "up" if link.group("up") else "down"), rate)


def _differences(text: AuditedText, pair: _Pair, following: Sequence[Figure]) -> Iterator[Finding]:
    """The amount of a change: "increased by $8.6 million from $71.4 million to $80 million"."""
    for change in following:
        if not _same(change, pair.first) or change.quantity.direction is None:
            continue
        if not _AMOUNT.search(text.prose[max(0, change.start - 40) : change.start]):
            continue
        if not _belongs(text, pair, change):
            continue
        sign = -1 if change.quantity.direction == "down" else 1

        def formula(figures: Sequence[Interval], sign: int = sign) -> Interval:
            first, last = figures
            return (last - first) * sign

        left, right = (pair.last, pair.first) if sign == 1 else (pair.first, pair.last)
        yield text.equation(
            "change",
            formula,
            [pair.first, pair.last],
            change,
            written=f"{left.label} − {right.label}",
        )
