"""Totals: parts that the text gives for a whole, in brackets, behind a colon or before "total".

The one thing to know: a list that isn't meant to be all ("including", "mainly", "such as") is no
total. Its parts may still add up to the whole, and are then reported as holding; if they don't,
only a part (or the parts together) larger than the whole contradicts.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.reading import AuditedSentence, AuditedText, Figure
from briqa.audit.verdicts import judge
from briqa.quantities.rounding import Interval, Rounding

_ASIDE: Final = re.compile(r"[^().;:,]{0,60}(?:\(|: | — | – |—)")
_NAMELY: Final = re.compile(
    r"[^().;:]{0,60}?,? (?:namely|comprising|consisting of|made up of|composed of|broken down into"
    r"|divided into|split into|that is,?) "
)
_ASIDE_END: Final = re.compile(r"\)|[.;] |\n|$")
_OPEN_LIST: Final = re.compile(
    r"\b(?:includ\w+|such as|e\.g\.|for example|mainly|mostly|primarily|notably|among them|among"
    r" others|of which|of whom|especially|at least|over|more than|up from|compared|accounting"
    r"|versus|vs|against|respectively|ranging|between)\b",
    re.IGNORECASE,
)
_COMPRISES: Final = re.compile(
    r"\b(?:compris\w+|consist\w+ of|made up of|composed of|divided into|split into|broken down into"
    r"|namely|that is|as follows)\b",
    re.IGNORECASE,
)
_EACH: Final = re.compile(r"^[ ]?(?:\w+ )?each (?:in|to|from|for|at|by) ([^();]{3,120})")
_JOINS: Final = re.compile(r"[^().;]{0,80}(?:,| and | plus |;)[^().;]{0,60}")
_TOTALLING: Final = re.compile(
    r"[^.;]{0,60}?(?:\b(?:for|making|giving|bringing|with|to|or) (?:a |the )?(?:combined |grand )?"
    r"(?:total|sum)(?: [a-z ]{1,30})?(?: of| to)|, total+ing|, a total of|, together"
    r"|add(?:s|ing)? up to|total+ed|sum(?:s|med|ming)? (?:up )?to"
    r"|br(?:ought|ings?) (?:the )?[a-z ]{0,30}total [a-z ]{0,30}to|came? to|comes to|gives?)"
    r" (?:about |some )?(?:[$€£¥]|US[$]?|RMB ?)?",
    re.IGNORECASE,
)
_IN_ALL: Final = re.compile(r"[^.;,]{0,30} (?:in total|in all|altogether|combined|all told)\b")
_INCLUDES: Final = re.compile(
    r"\b(?:includ(?:ing|es|ed)|of which|of whom|of them|of these|of those|among them|among which"
    r"|with [^.;()]{0,50}accounting for|comprising|consisting of|made up of)\b[^.;()]{0,60}$",
    re.IGNORECASE,
)


def _sum(figures: Sequence[Interval]) -> Interval:
    total = figures[0]
    for figure in figures[1:]:
        total = total + figure
    return total


def find_totals(text: AuditedText) -> Iterator[Finding]:
    """Wholes and their parts within a sentence."""
    for sentence in text.sentences:
        taken: set[Figure] = set()
        for whole in sentence.figures:
            if whole in taken or not _can_be_part(whole):
                continue
            parts, is_all = _parts_in_aside(text, sentence, whole)
            for finding in _check(text, whole, parts, is_all=is_all):
                taken.update(parts)
                yield finding
        yield from _totals_behind(text, sentence)
        yield from _parts_included(text, sentence, taken)
        yield from _part_of_opening(text, sentence, taken)
        yield from _parts_behind(text, sentence, taken)
        yield from _all_percents(text, sentence)
        yield from _balances(text, sentence)


def _can_be_part(figure: Figure) -> bool:
    """Whether the figure is an amount that can have parts or be one."""
    return figure.quantity.kind in ("money", "count", "measure") and figure.value > 0


_MILLION: Final = 1e6


def _adds_to(part: Figure, whole: Figure) -> bool:
    """Whether a part is of the whole's unit, or a large sum whose currency was left out."""
    return part.is_like(whole) or (
        whole.quantity.kind == "money" and part.unit is None and part.value >= _MILLION
    )


def _parts_named(text: AuditedText, sentence: AuditedSentence, whole: Figure) -> list[Figure]:
    """The joined counts behind "namely", "made up of": "35 schools, namely 28 … and 7 …"."""
    namely = _NAMELY.match(text.prose, whole.end, sentence.end)
    parts: list[Figure] = []
    if namely is None or whole.quantity.bound is not None:
        return parts
    if _OFFSETS.search(text.prose, namely.end(), sentence.end):
        return parts
    for figure in sentence.figures:
        if figure.start < namely.end():
            continue
        link = text.between(parts[-1], figure) if parts else ""
        if figure.quantity.kind != whole.quantity.kind or (parts and not _JOINS.fullmatch(link)):
            break
        parts.append(figure)
        if " and " in link:
            break
    return parts if len(parts) > 1 else []


_DATED: Final = re.compile(r"\([^()]{0,12}(?:19|20)[0-9]{2}[^()]{0,16}$")


def _is_comparative(text: AuditedText, figure: Figure) -> bool:
    """Whether it stands in brackets behind a year: "(2018 – $2,515 million)"."""
    return _DATED.search(text.prose[max(0, figure.start - 36) : figure.start]) is not None


def _parts_in_aside(
    text: AuditedText, sentence: AuditedSentence, whole: Figure
) -> tuple[list[Figure], bool]:
    """The figures of the whole's unit in the aside behind it, and whether they are to be all."""
    aside = _ASIDE.match(text.prose, whole.end, sentence.end)
    if aside is None:
        return _parts_named(text, sentence, whole), True
    opener = aside.group()[-1]
    end = _ASIDE_END.search(text.prose, aside.end(), sentence.end)
    behind = end.start() if end else sentence.end
    inside = text.prose[aside.end() : behind]
    if opener != "(" and not _COMPRISES.search(aside.group()) and ":" not in aside.group():
        return [], False
    found = text.figures_in(aside.end(), behind)
    if opener == "(" and ((found and found[0].quantity.kind == "date") or inside.startswith("or ")):
        return [], False  # "(2018: $6.6 million)" is for comparison
    inner = [figure for figure in found if figure.quantity.kind != "date"]
    if opener == "(" and not re.search("[A-Za-z]{3}", _without(text, aside.end(), behind, inner)):
        return [], False  # the same sum in other words
    parts = [part for part in inner if _adds_to(part, whole) and part.quantity.direction is None]
    if opener == "(" and not parts and _are_kinds_of(text, whole, inner):
        parts = inner
    is_all = len(parts) > 1 and not _OPEN_LIST.search(inside) and not _is_growth(text, parts)
    return parts, is_all


def _without(text: AuditedText, start: int, end: int, figures: Sequence[Figure]) -> str:
    """A stretch of the text without its figures' numbers, the nouns behind them kept."""
    parts: list[str] = []
    for figure in figures:
        parts.append(text.prose[start : figure.start])
        written = text.prose[figure.start : figure.end]
        parts.append(written if figure.quantity.kind == "count" else "")
        start = figure.end
    return "".join([*parts, text.prose[start:end]])


def _are_kinds_of(text: AuditedText, whole: Figure, inner: Sequence[Figure]) -> bool:
    """Whether "35 universities (28 colleges, 7 institutes)" gives kinds of what is counted.

    Nothing but counts and their nouns may stand in the brackets.
    """
    return (
        len(inner) > 1
        and whole.quantity.kind == "count"
        and all(
            part.quantity.kind == "count" and part.unit is not None and part.quantity.bound is None
            for part in inner
        )
        and all(len(text.between(*pair)) <= 40 for pair in itertools.pairwise(inner))
    )


def _is_growth(text: AuditedText, parts: list[Figure]) -> bool:
    periods = {part.quantity.period for part in parts}
    pairs = itertools.pairwise(parts)
    return len(periods) > 1 or any(text.between(*pair).endswith(" to ") for pair in pairs)


def _times(text: AuditedText, part: Figure) -> int:
    """How often a part counts: "1 each in Shenzhen and Jiangmen" twice."""
    each = _EACH.match(text.prose[part.end : part.end + 140])
    if each is None:
        return 1
    names = re.split(r",? and |, ", each.group(1))
    return len([name for name in names if name.strip()])


def _check(
    text: AuditedText, whole: Figure, parts: list[Figure], *, is_all: bool
) -> Iterator[Finding]:
    if not parts:
        return
    if not all(_adds_to(part, whole) for part in parts):
        yield from weakly_total(text, whole, parts)
    elif is_all and whole.quantity.bound is None:
        yield _total(text, whole, parts, [_times(text, part) for part in parts])
    else:
        finding = _bounded(text, whole, parts)
        if finding is not None:
            yield finding


def _total(text: AuditedText, whole: Figure, parts: list[Figure], factors: list[int]) -> Finding:
    def formula(figures: Sequence[Interval]) -> Interval:
        return _sum([figure * factor for figure, factor in zip(figures, factors, strict=True)])

    terms = (
        part.label if factor == 1 else f"{factor} × {part.label}"
        for part, factor in zip(parts, factors, strict=True)
    )
    return text.equation("total", formula, parts, whole, written=" + ".join(terms))


def _bounded(text: AuditedText, whole: Figure, parts: list[Figure]) -> Finding | None:
    """Parts that needn't be all: each at most the whole, together an exact total or less."""
    if (
        len(parts) > 1
        and whole.quantity.bound is None
        and not _is_growth(text, parts)
        and _adds_up(parts, whole.rounding)
    ):
        return _total(text, whole, parts, [1] * len(parts))
    part = max(parts, key=lambda found: found.value)
    return _part_of(text, whole, part)


def _adds_up(parts: Sequence[Figure], whole: Rounding) -> bool:
    return judge(_sum, [part.rounding for part in parts], whole) == "holds"


def _part_of(text: AuditedText, whole: Figure, part: Figure) -> Finding | None:
    fits = _has_room(whole, part.rounding.wide.low)
    if not fits and part.quantity.kind == "money":
        return None  # a balance may be less than what is in it: gains and losses offset
    sign = "≤" if part.value <= whole.value else ">"
    return text.finding(
        "part of whole",
        [part, whole],
        formula=f"{part.label} {sign} {whole.label}, of which it is a part",
        verdict="holds" if fits else "contradiction",
        stated=part.value,
        computed=Interval(0, max(whole.rounding.wide.high, 0)),
        fits="" if fits else "a part can't be larger than its whole",
    )


def _has_room(whole: Figure, amount: float) -> bool:
    """Whether an amount can be part of the whole, which "over" and "at least" leave open above."""
    return amount <= whole.rounding.wide.high or whole.quantity.bound in ("over", "at_least")


def _totals_behind(text: AuditedText, sentence: AuditedSentence) -> Iterator[Finding]:
    """Sums that follow their parts: "40 men and 25 women, a total of 65 people"."""
    figures = sentence.figures
    for position in range(2, len(figures)):
        whole = figures[position]
        link = text.between(figures[position - 1], whole)
        in_all = _IN_ALL.match(text.prose, whole.end, sentence.end) is not None and link == ", "
        if not (in_all or _TOTALLING.fullmatch(link)):
            continue
        parts = _run_before(text, figures[:position], whole)
        if len(parts) < 2:
            continue
        if in_all or "total" in link.lower() or "add" in link:
            yield _total(text, whole, parts, [1] * len(parts))
        else:
            yield from weakly_total(text, whole, parts)


def weakly_total(text: AuditedText, whole: Figure, parts: list[Figure]) -> Iterator[Finding]:
    """A total that only its sum tells: reported when it holds, or is one slip off.

    A slip is a digit, or a figure ten or a thousand times too large or small.

    Figures that have nothing to do with each other rarely come that close: of the differences up
    to 10,000 only 36 are a digit times a power of ten.
    """
    finding = _total(text, whole, parts, [1] * len(parts))
    if finding.verdict == "holds":
        yield finding
    elif finding.verdict == "contradiction" and _is_one_digit_off(parts, whole):
        yield replace(finding, verdict="doubtful")


_SLIPS: Final = (10.0, 0.1, 1000.0, 0.001)
_FEWEST_COUNTED: Final = 100  # below it sums of counts are off by a digit by chance


def _is_one_digit_off(parts: Sequence[Figure], whole: Figure) -> bool:
    step = max(figure.rounding.step for figure in (*parts, whole))
    missing = whole.value - sum(part.value for part in parts)
    off = round(abs(missing) / step)
    exact = whole.value >= _FEWEST_COUNTED and all(
        figure.rounding.is_exact for figure in (*parts, whole)
    )
    if (off >= 10 or exact) and len(str(off).rstrip("0")) == 1:  # less may be rounding
        return True
    # One part, or the whole, moved by a scale.
    changes = [part.value * (slip - 1) for part in parts for slip in _SLIPS]
    changes.extend(-whole.value * (slip - 1) for slip in _SLIPS)
    slack = _SAME if exact else step / 2
    return any(abs(missing - change) < slack for change in changes)


def _run_before(text: AuditedText, figures: Sequence[Figure], whole: Figure) -> list[Figure]:
    """The joined figures of one kind right before a total."""
    parts: list[Figure] = []
    for figure in reversed(figures):
        if figure.quantity.kind != whole.quantity.kind or figure.quantity.direction:
            break
        link = text.between(figure, parts[0]) if parts else ""
        if parts and (not _JOINS.fullmatch(link) or _OPEN_LIST.search(link)):
            break
        parts.insert(0, figure)
    return parts


_OF_THESE: Final = re.compile(r"\bof (?:these|those|the) $")  # "ten of these 14"
_OF_WHICH_BEHIND: Final = re.compile(r" of (?:which|whom|them|these|those)\b")


def _parts_included(
    text: AuditedText, sentence: AuditedSentence, taken: set[Figure]
) -> Iterator[Finding]:
    """Parts behind "including", "of which": no larger than the nearest whole of their unit."""
    groups: dict[Figure, list[Figure]] = {}
    for position, part in enumerate(sentence.figures):
        if part in taken or not _can_be_part(part) or _is_comparative(text, part):
            continue
        before = [
            other
            for other in sentence.figures[:position]
            if other.is_like(part)
            and _can_be_part(other)
            and not _is_comparative(text, other)
            and not _is_closed(text.between(other, part))
        ]
        whole = next((other for other in reversed(before) if other not in _all(groups)), None)
        if whole is None:
            continue
        counts = [other for other in sentence.figures[:position] if _are_counts(other, part)]
        if part.value > whole.value and len(counts) > 1:
            continue  # "them" may be another of the things counted before
        link = text.prose[whole.end : part.start]
        joined = whole in groups and _goes_on(text.between(groups[whole][-1], part))
        of_which = _OF_WHICH_BEHIND.match(text.prose, part.end) and ";" not in link
        included = _INCLUDES.search(link) and not _OF_THESE.search(link) and "; " not in link
        if joined or of_which or included:
            groups.setdefault(whole, []).append(part)
    for whole, parts in groups.items():
        finding = _bounded(text, whole, parts)
        if finding is not None:
            yield finding
            yield from _together(text, whole, parts, finding)


_OPENS: Final = re.compile(
    r"(?:Of|Out of|Among)(?: the| its| their| these| those| all)?(?: total)? $"
)
_INCLUDING: Final = re.compile(r"[^.;()0-9]{0,50},? including (?:the )?")


def _part_of_opening(
    text: AuditedText, sentence: AuditedSentence, taken: set[Figure]
) -> Iterator[Finding]:
    """Parts of what a sentence opens with, or of another noun: "Of 97 proposals, 33 passed"."""
    figures = sentence.figures
    for whole, part in itertools.pairwise(figures):
        if {whole, part} & taken or not _are_counts(whole, part) or part.is_like(whole):
            continue
        opens = whole is figures[0] and _OPENS.fullmatch(text.prose[sentence.start : whole.start])
        includes = _INCLUDING.fullmatch(text.between(whole, part)) and part.unit is not None
        finding = _part_of(text, whole, part) if opens or includes else None
        # A part with a noun of its own may be something else that isn't a part at all.
        if finding is not None and (finding.verdict == "holds" or part.unit is None):
            yield finding


def _are_counts(whole: Figure, part: Figure) -> bool:
    return whole.quantity.kind == part.quantity.kind == "count" and part.value > 0


_PARTS_FOLLOW: Final = re.compile(r"[^.;,()0-9]{1,40}, ")
_LIST_LINK: Final = re.compile(r"[^.;,()]{0,50}(?:, and |, | and )[^.;,()]{0,40}")


def _parts_behind(
    text: AuditedText, sentence: AuditedSentence, taken: set[Figure]
) -> Iterator[Finding]:
    """Kinds right behind the whole: "2,904 births, 1,489 boys and 1,415 girls"."""
    figures = sentence.figures
    for position, whole in enumerate(figures):
        if whole in taken or whole.quantity.kind != "count" or whole.quantity.bound is not None:
            continue
        parts: list[Figure] = []
        for part in figures[position + 1 :]:
            link = text.between(parts[-1] if parts else whole, part)
            pattern = _LIST_LINK if parts else _PARTS_FOLLOW
            if part.quantity.kind != "count" or not pattern.fullmatch(link):
                break
            parts.append(part)
        if len(parts) > 1 and all(0 < part.value < whole.value for part in parts):
            yield from weakly_total(text, whole, parts)


_FEWEST_SHARES: Final = 3
_SAME: Final = 1e-9
_WAY_OFF: Final = 50  # percentage points from 100 beyond which shares aren't meant to be all
_SHARE_LINK: Final = re.compile(r"[^.;]{1,60}")


def _all_percents(text: AuditedText, sentence: AuditedSentence) -> Iterator[Finding]:
    """Shares in a row that make up the whole: together 100%."""
    shares = [figure for figure in sentence.figures if figure.unit == "percent"]
    if len(shares) < _FEWEST_SHARES or len(shares) != len(sentence.figures):
        return
    if any(share.quantity.direction or share.quantity.bound for share in shares):
        return
    if not all(_SHARE_LINK.fullmatch(text.between(*pair)) for pair in itertools.pairwise(shares)):
        return
    total = _sum([share.rounding.narrow for share in shares])
    point = sum(share.value for share in shares)
    if min(share.value for share in shares) <= 0:
        return
    off = round(abs(point - 100) / max(share.rounding.step for share in shares))
    holds = total.overlaps(Interval(100, 100))
    slipped = any(
        abs(point - share.value + share.value * slip - 100) < share.rounding.step
        for share in shares
        for slip in _SLIPS
    )
    if (
        not holds
        and not slipped
        and not (off >= 10 and len(str(off).rstrip("0")) == 1 and off < 500)
    ):
        return
    written = " + ".join(share.label for share in shares)
    yield text.finding(
        "total",
        shares,
        formula=f"{written} = {point:.6g}%",
        verdict="doubtful"
        if not holds
        else "holds"
        if abs(point - 100) < _SAME
        else "holds_within_rounding",
        stated=100.0,
        computed=total,
        fits="" if holds else "one digit changed would make 100%",
    )


_BALANCE: Final = re.compile(r"\b(?:surplus|deficit|balance|total|together|sum)\b")
_COMPARES: Final = re.compile(r"\b(?:compar\w+|versus|against|prior|respectively|earlier|from)\b")
_TRIPLE: Final = 3


def _balances(text: AuditedText, sentence: AuditedSentence) -> Iterator[Finding]:
    """A surplus, deficit or total of two others: three figures of a unit in one sentence."""
    figures = [figure for figure in sentence.figures if figure.quantity.kind != "ordinal"]
    if len(figures) != _TRIPLE or not _BALANCE.search(text.prose, sentence.start, sentence.end):
        return
    if not all(figure.is_like(figures[0]) and _can_be_part(figure) for figure in figures):
        return
    if _COMPARES.search(text.prose, sentence.start, sentence.end):
        return
    if any(figure.quantity.direction or figure.quantity.bound for figure in figures):
        return
    *parts, whole = sorted(figures, key=lambda figure: figure.value)
    yield from weakly_total(text, whole, parts)


_AND_FURTHER: Final = re.compile(r"[,;)] ?(?:and|plus|as well as) $")
_LONGEST_ITEM: Final = 400  # characters of an explanation between two parts


def _goes_on(between: str) -> bool:
    """Whether a list of parts goes on: "… 4 national zones (…) and 14 provincial ones"."""
    return _JOINS.fullmatch(between) is not None or (
        len(between) <= _LONGEST_ITEM and _AND_FURTHER.search(between) is not None
    )


def _is_closed(between: str) -> bool:
    """Whether brackets around the first figure end before the second."""
    if ")" not in between:
        return False
    depth = 0
    for character in between:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return True
    return False


def _all(groups: dict[Figure, list[Figure]]) -> set[Figure]:
    return {part for parts in groups.values() for part in parts}


_OFFSETS: Final = re.compile(r"\b(?:offset|net of|less|reduced by|minus|excluding)\b")


def _together(
    text: AuditedText, whole: Figure, parts: list[Figure], single: Finding
) -> Iterator[Finding]:
    """Several parts that don't add up to the whole: together still no more than it."""
    if len(parts) < 2 or single.relation == "total":
        return
    if _OFFSETS.search(text.prose[whole.end : parts[-1].end]):
        return
    total = sum(part.rounding.wide.low for part in parts)
    fits = _has_room(whole, total)
    written = " + ".join(part.label for part in parts)
    if not fits and whole.quantity.kind == "money":
        return
    yield text.finding(
        "part of whole",
        [*parts, whole],
        formula=f"{written} {'≤' if fits else '>'} {whole.label}, of which they are parts",
        # Parts may overlap each other, so that together they may be more than the whole.
        verdict="holds" if fits else "doubtful",
        stated=whole.value,
        computed=Interval(total, max(total, whole.rounding.wide.high)),
    )
