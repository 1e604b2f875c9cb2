"""The words around a number that change what it says: bounds, directions and periods.

The one thing to know: a word acts only inside its sentence, and only over a short stretch without
another number, so a neighbour never lends its "over" or "up" to the next figure.
"""

import itertools
import re
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.clauses import Sentences
from briqa.quantities.quantity import Bound, Direction
from briqa.quantities.reading import Reading

_BOUND_WORDS: Final[dict[Bound, tuple[str, ...]]] = {
    "up_to": (
        "no more than",
        "not more than",
        "no greater than",
        "not exceeding",
        "not exceed",
        "not to exceed",
        "never exceed",
        "less than or equal to",
        "less than",
        "fewer than",
        "lower than",
        "below",
        "under",
        "up to",
        "at most",
        "as many as",
        "as much as",
        "a maximum of",
        "maximum of",
        "<",
        "≤",
    ),
    "at_least": (
        "no less than",
        "no fewer than",
        "not less than",
        "greater than or equal to",
        "more than or equal to",
        "at least",
        "a minimum of",
        "minimum of",
        "≥",
    ),
    "over": (
        "more than",
        "greater than",
        "higher than",
        "larger than",
        "in excess of",
        "upwards of",
        "exceeding",
        "exceeds",
        "exceeded",
        "exceed",
        "surpassing",
        "surpasses",
        "surpassed",
        "over",
        "above",
        "topping",
        "topped",
        ">",
    ),
    "nearly": (
        "nearly",
        "almost",
        "close to",
        "just under",
        "just below",
        "just short of",
        "approaching",
    ),
    "about": (
        "about",
        "approximately",
        "approx.",
        "approx",
        "around",
        "roughly",
        "circa",
        "c.",
        "ca.",
        "some",
        "an estimated",
        "estimated at",
        "~",
        "≈",
    ),
}
_BOUND_OF: Final = {word: bound for bound, words in _BOUND_WORDS.items() for word in words}
_BOUND_BEFORE: Final = lazy_pattern(
    r"((?<![A-Za-z])(?:"
    + "|".join(re.escape(word) for word in sorted(_BOUND_OF, key=len, reverse=True))
    + r")|[<>≤≥])(?: (?:a total of|some|another|an estimated))?[ \u00a0]?$",
    re.IGNORECASE,
)
_BOUND_BEHIND: Final = lazy_pattern(
    r"[ \u00a0](?:(?P<at_least>or more|or above|and above|and over|or higher|or greater|or over)"
    r"|(?P<about>or so|or thereabouts)|(?P<up_to>or less|or fewer|or below|at most|or under))\b"
    r"(?![ \u00a0]?[0-9$€£¥])"
)

_UP: Final = (
    "up increase increases increased increasing rise rises rose risen rising grow grows grew"
    " grown growing growth gain gains gained gaining jump jumps jumped surge surged soar"
    " soared climb climbed climbing expand expanded expanding expansion raise raises raised"
    " raising boost boosted boosting improve improved improvement higher advance advanced"
    " accelerated accelerating widened widening rallied rebounded swelled swelling soaring surging"
    " climbs advances strengthened appreciated"
).split()
_DOWN: Final = (
    "down decrease decreases decreased decreasing fall falls fell fallen falling decline declines"
    " declined declining drop drops dropped dropping reduce reduces reduced reducing reduction"
    " reductions cut cuts cutting lower lowered lowering shrink shrank shrunk shrinking contract"
    " contracted contraction slump slumped plunge plunged slashed slashing lost slipped slipping"
    " slips slid sliding narrowed narrowing eased easing tumbled tumbling sank sinking dipped"
    " dipping slumping plunging shed weakened depreciated trimmed"
).split()
_DIRECTION_OF: Final[dict[str, Direction]] = {
    **dict.fromkeys(_UP, "up"),
    **dict.fromkeys(_DOWN, "down"),
}
_DIRECTION_WORD: Final = lazy_pattern(
    rf"(?<![A-Za-z])(?:{'|'.join(sorted(_DIRECTION_OF, key=len, reverse=True))})(?![A-Za-z-])",
    re.IGNORECASE,
)
# From the word to the number: nothing, "by", "to", or an object and "by".
_DIRECT_LINK: Final = lazy_pattern(
    r"[ ]?(?:by|to|of|rate of|from \S+ to|a further|another|in [a-z -]{1,40} of"
    r"|of approximately)?[ ]?"
)
_BY_LINK: Final = lazy_pattern(r"[^0-9.;:()]{1,70} by[ ]?")
_TO_LINK: Final = lazy_pattern(r" (?:[A-Za-z’'-]+ ){1,4}(?:to|of)[ ]?")
_CHANGE_BEHIND: Final = lazy_pattern(
    r"[ -](?:(?:[a-z]{2,}(?:-[a-z]{1,6}){0,3}|y/y|YoY|\([a-z -]{2,20}\)) ){0,2}?"
    r"(growth|increases?|rise|gain|jump|surge|expansion|improvement|declines?|decreases?|drop|fall"
    r"|reductions?|contraction|higher|lower)(?![A-Za-z-])"
)
_BEHIND_DIRECTION: Final[dict[str, Direction]] = {
    **dict.fromkeys(
        "growth increase increases rise gain jump surge expansion improvement higher".split(), "up"
    ),
    **dict.fromkeys(
        "decline declines decrease decreases drop fall reduction reductions contraction"
        " lower".split(),
        "down",
    ),
}
_NOT_OF_SUMS: Final = (
    "rais",
    "lost",
    "gain",
    "add",
    "shed",
)  # "raised $5 million" tells no change of a level
_WINDOW: Final = 90  # characters before a number in which a word about it is looked for


def add_context(text: str, readings: list[Reading], sentences: Sentences) -> None:
    """Sets bound, direction and period of each reading from its sentence."""
    for start, end, group in sentences.group(readings):
        for reading in group:
            _set_bound(text, start, reading)
        for position, reading in enumerate(group):
            if reading.kind not in ("date", "ordinal") and reading.direction is None:
                previous_end = group[position - 1].end if position else start
                reading.direction = _direction(text, max(start, previous_end), reading)
            if reading.direction is None and position:
                reading.direction = _shared_direction(text, group[position - 1], reading)
            _turn_to_change(text, start, group[:position], reading)
        _set_periods(text, start, end, group)


_ENDS_OF_BOUNDS: Final = frozenset(".<>≤≥~≈")


def _set_bound(text: str, sentence_start: int, reading: Reading) -> None:
    reading.lead = reading.start
    if reading.kind == "ordinal":
        return
    before = text[max(sentence_start, reading.start - 36) : reading.start]
    # Most numbers in rows and lists have no word before them, which is cheap to see.
    last = before.rstrip(" \u00a0")[-1:]
    match = _BOUND_BEFORE.search(before) if last.isalpha() or last in _ENDS_OF_BOUNDS else None
    if match is not None and _limits(reading, match.group(1).lower(), before, match.start()):
        reading.bound = _BOUND_OF[match.group(1).lower()]
        reading.lead = reading.start - len(before) + match.start()
        turned = _TURNED.get(match.group(1).lower())
        if turned is not None and reading.kind != "duration":
            ahead = text[max(sentence_start, reading.lead - _NEGATION_REACH) : reading.lead]
            if _NEGATION_AHEAD.search(ahead):
                reading.bound = turned
        return
    if reading.has_plus:
        reading.bound = "at_least"
        return
    behind = _BOUND_BEHIND.match(text, reading.number_end) or _BOUND_BEHIND.match(text, reading.end)
    if behind is not None:
        for bound in ("at_least", "about", "up_to"):
            if behind.group(bound):
                reading.bound = bound


# "It won't be more than 9" limits from above. Behind "not only" or a preposition ("unseen in more
# than 50 cities") the negation is of something else.
_TURNED: Final[dict[str, Bound]] = {
    **dict.fromkeys(("more than", "greater than", "higher than", "larger than", "exceed"), "up_to"),
    **dict.fromkeys(("less than", "fewer than", "lower than", "below", "under"), "at_least"),
}
_NEGATION_AHEAD: Final = lazy_pattern(
    r"(?:\b(?:not|never|cannot)|n['’]t)(?: (?!(?:only|just|merely|in|for|by|since|at|on|with|from"
    r"|to|but|because|and|or)\b)[a-z]+){0,2} $",
    re.IGNORECASE,
)
_NEGATION_REACH: Final = 36


def _limits(reading: Reading, word: str, before: str, at: int) -> bool:
    """Whether the word limits the number, not something else ("over 2022", "some 2019 results")."""
    if reading.kind == "date":
        return word in ("about", "around", "circa", "c.", "ca.", "approximately", "roughly")
    if word == "over" and reading.kind == "duration" and before[at - 1 : at] == " ":
        return _LONGER_THAN.search(before[:at]) is not None
    return not (word == "lower than" and at == 0 and not before)


# "over ten years" is a bound behind these words and at the start of a clause; else it mostly says
# how long something went on.
_LONGER_THAN: Final = lazy_pattern(
    r"(?:\b(?:for|of|has|have|had|with|took|takes?|taking|last(?:s|ed|ing)?|span(?:s|ned|ning)?"
    r"|after|in|by|is|was|were|are|to|just|well|from|needs?|needed|at|a|the)|^|[^A-Za-z0-9%)])[ ]$",
    re.IGNORECASE,
)


def _direction(text: str, floor: int, reading: Reading) -> Direction | None:
    """Up or down by the word before the number or the noun of change behind it."""
    if reading.kind in ("percent", "money", "measure"):
        behind = _CHANGE_BEHIND.match(text, reading.end)
        if behind is not None:
            return _BEHIND_DIRECTION[behind.group(1)]
    start = max(floor, reading.lead - _WINDOW)
    window = text[start : reading.lead]
    last = None
    for match in _DIRECTION_WORD.finditer(window):
        last = match
    if last is None:
        return None
    link = window[last.end() :]
    if (
        _DIRECT_LINK.fullmatch(link)
        or _BY_LINK.fullmatch(link)
        or (reading.kind in ("percent", "money") and _TO_LINK.fullmatch(link))
    ):
        word = last.group().lower()
        if word.startswith(_NOT_OF_SUMS) and reading.kind == "money" and " by" not in link:
            return None
        return _DIRECTION_OF[word]
    return None


_LIST_LINK: Final = lazy_pattern(r",(?: and)? | and ")


def _shared_direction(text: str, previous: Reading, reading: Reading) -> Direction | None:
    """The direction of the figure before in a list: "fell by $4 million, $38 million and …"."""
    if (previous.kind, previous.unit) != (reading.kind, reading.unit):
        return None
    if not 0 < reading.lead - previous.end < 8:
        return None
    return previous.direction if _LIST_LINK.fullmatch(text, previous.end, reading.lead) else None


_CHANGE_FROM: Final = lazy_pattern(
    rf"(?<![A-Za-z])({'|'.join(sorted(_DIRECTION_OF, key=len, reverse=True))}) from(?: the)? $",
    re.IGNORECASE,
)


def _turn_to_change(text: str, start: int, earlier: list[Reading], reading: Reading) -> None:
    """Marks the 1,973 of "1,973 trains, up from 1,800", where the level before comes after."""
    match = _CHANGE_FROM.search(text[max(start, reading.lead - 24) : reading.lead])
    if match is None:
        return
    for other in reversed(earlier):
        if other.kind == reading.kind and other.unit == reading.unit:
            other.direction = other.direction or _DIRECTION_OF[match.group(1).lower()]
            return


# --- periods -----------------------------------------------------------------------------------

_SINCE: Final = lazy_pattern(
    r"\bsince(?: about| around| the)?(?: end of| early| late| fiscal| year)? ?$", re.IGNORECASE
)
_END_OF: Final = lazy_pattern(
    r"\b(?:the )?(?:end|close) of (?:fiscal |the year |year )?$", re.IGNORECASE
)
_RANGE_WORD: Final = lazy_pattern(r"(?: to | until | through |[–-]| and )(?:the )?(?:end of )?")
_IS_BASE: Final = lazy_pattern(r"\b(?:compared|versus|vs|than|relative)\b")
_DATE_LEAD: Final = lazy_pattern(
    r"\b(in|by|at|on|of|during|since|for|as of|as at|until|through|from|ended"
    r"|between|around|about)(?: (?:the|fiscal|year|years|end|early|late|mid|of|ended|period"
    r"|calendar|quarter|months)){0,5} ?$",
    re.IGNORECASE,
)


def _set_periods(text: str, start: int, end: int, group: list[Reading]) -> None:
    dates = [reading for reading in group if reading.kind == "date"]
    if not dates:
        return
    for date in dates:
        date.period = _own_period(text, start, date)
    _join_ranges(text, start, dates)
    figures = [reading for reading in group if reading.kind != "date"]
    leading = _leading_period(text, start, dates[0], figures)
    previous: Reading | None = None
    claimed: list[Reading] = []
    for position, reading in enumerate(figures):
        following = figures[position + 1].lead if position + 1 < len(figures) else end
        behind = _date_behind(text, reading, following, dates)
        if behind is not None:
            reading.period, previous = behind.period, reading
            claimed.append(behind)
            continue
        open_dates = [date for date in dates if date not in claimed]
        reading.period = (
            _period_before(text, reading, previous, open_dates)
            or _period_in_aside(text, reading, previous, figures[:position])
            or (None if _OTHER_TIME.match(text, reading.end) else leading)
        )
        previous = reading
    _pair_respectively(text, end, dates, figures)


def _own_period(text: str, start: int, date: Reading) -> str:
    period = date.date_period or str(int(date.value))
    before = text[max(start, date.start - 28) : date.start]
    if len(period) == 4 and _END_OF.search(before):
        return f"{period}-12-31"
    if _SINCE.search(before):
        return f"{period.partition('/')[0]}/"
    return period


def _join_ranges(text: str, start: int, dates: list[Reading]) -> None:
    """Gives both dates of "from December 2015 to end-2022" the one period that they bound."""
    for first, last in itertools.pairwise(dates):
        if last.start - first.end > 24 or not _RANGE_WORD.fullmatch(text, first.end, last.start):
            continue
        link = text[first.end : last.start]
        before = text[max(start, first.start - 24) : first.start]
        opener = "between" if " and " in link else "from"
        if re.search(
            rf"\b{opener}(?: the| fiscal| early| late)?(?: [a-z]+)? ?$", before, re.IGNORECASE
        ):
            first.period = last.period = f"{first.period}/{last.period}"


def _leading_period(text: str, start: int, date: Reading, figures: list[Reading]) -> str | None:
    """The period that a sentence opens with: "In 2022, …", "By end-2022, …"."""
    if not figures or date.start > figures[0].start:
        return None
    before = text[start : date.start]
    behind = text[date.end : date.end + 2]
    lead = _DATE_LEAD.search(before) if len(before) <= 48 else None
    # "The berth, opened on 14 March 2022, cost" dates the opening, not the cost.
    opens = lead is not None and not _IN_APPOSITION.search(before[: lead.start()])
    return date.period if opens and (len(before.split()) <= 6 or behind[:1] == ",") else None


# What says that a figure is of another time than the sentence's.
_OTHER_TIME: Final = lazy_pattern(
    r" (?:in |for |of )?(?:(?:a|one) (?:year|quarter|month|week|decade) (?:earlier|ago|before)\b"
    r"|the (?:previous|prior|preceding|same)\b|last year\b|previously\b)"
)
_IN_APPOSITION: Final = lazy_pattern(
    r"[,(—–] ?(?:[a-z]+ly )?(?:which |who |that )?(?:was |were |had |has )?(?:been )?"
    r"(?:[a-z-]+ed|built|begun|held|made|won|born|sold|bought|set up|laid|shown|given|taken)"
    r"(?: [a-z]+){0,3} $"
)
_ENDS_REACH: Final = lazy_pattern(r"[;()]|, ")
_CHANGE_BEHIND_DATE: Final = lazy_pattern(r"(?: in [0-9]{4})?, (?:up|down) ")
_BREAKS: Final = lazy_pattern(r"[,;:()—]")
# "38 countries (2014)", "4.7 billion RMB (in 2013)": a date in brackets is of the figure before it.
_DATE_ASIDE: Final = lazy_pattern(r"(?: [^\W\d_]+){0,3} ?\((?:in |as of |by |end of |end-)?")


def _date_behind(
    text: str, reading: Reading, following: int, dates: list[Reading]
) -> Reading | None:
    """The date that follows in the same stretch: "1,800 trains in 2021"."""
    for date in dates:
        if date.start < reading.end:
            continue
        if date.start > following or date.start - reading.end > 120:
            return None
        between = text[reading.end : date.start]
        if _DATE_ASIDE.fullmatch(between) and text[date.end : date.end + 1] == ")":
            return date
        if _BREAKS.search(between) or _IS_BASE.search(between):
            return None
        lead = _DATE_LEAD.search(between)
        if lead is None or (lead.group(1).lower() == "from" and "/" not in (date.period or "")):
            return None
        return date
    return None


def _period_before(
    text: str, reading: Reading, previous: Reading | None, dates: list[Reading]
) -> str | None:
    """The date right before: "a 2023 target of 2,000 trains", "(2018: $6.6 million)"."""
    for date in reversed(dates):
        if date.end > reading.start:
            continue
        if previous is not None and date.start < previous.end:
            return None
        between = text[date.end : reading.lead]
        if len(between) > 30 or _ENDS_REACH.search(between):
            return None
        return date.period
    return None


def _period_in_aside(
    text: str, reading: Reading, previous: Reading | None, earlier: list[Reading]
) -> str | None:
    """The period of "(up 17.7%)": that of the figure before it; behind a series the whole span."""
    if previous is None or previous.period is None:
        return None
    between = text[previous.end : reading.start]
    if len(between) > 60 or ")" in between:
        return None
    if "(" not in between and not _CHANGE_BEHIND_DATE.fullmatch(between):
        return None
    if len(earlier) > 1 and earlier[-2].unit == previous.unit and previous.direction:
        first = earlier[-2].period
        if first is not None and first != previous.period and "/" not in first + previous.period:
            return f"{first}/{previous.period}"
    return previous.period


def _pair_respectively(text: str, end: int, dates: list[Reading], figures: list[Reading]) -> None:
    """Pairs "in 2019, 2018 and 2017" with "$4 million, $5 million and $6 million, respectively"."""
    word = text.find("respectively", figures[0].start if figures else end, end)
    if word < 0 or len(dates) < 2:
        return
    listed = [reading for reading in figures if reading.end <= word]
    if len(listed) < len(dates):
        return
    for date, reading in zip(dates, listed[-len(dates) :], strict=True):
        reading.period = date.period
