"""What a claim asserts in words alone: a change in time, a rank, a comparison of two sides.

The one thing to know: these are read whole, so that "not a single port handled more than Tarn"
and "Tarn is number one" are the same rank, and "fewer than the year before" is a fall. What a
figure of the claim says already ("the second largest", "more than nine") isn't read again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from briqa.claims.superlatives import BOTTOM, TOP
from briqa.claims.wording import FIGURE, comparison_of, directions
from briqa.spans import Span

_I: Final = re.IGNORECASE
_MORE: Final = (
    r"(?:more|larger|bigger|greater|higher|longer|faster|busier|richer|stronger|better|wider|"
    r"heavier|further|oftener)"
)
_LESS: Final = (
    r"(?:fewer|less|smaller|lower|shorter|slower|poorer|weaker|worse|narrower|lighter|cheaper)"
)
# What stands behind "than" where a claim compares with an earlier time.
_EARLIER: Final = (
    r"(?:(?:in|during|at|by|for|of|over|throughout) )?(?:(?:all|any|both) )?(?:of )?"
    r"(?:(?:the|its|their|that) )?"
    r"(?:(?:year|month|quarter|decade|season|week|day)s? (?:before|earlier|ago|previously)|"
    r"(?:previous|preceding|prior|last|past|earlier|former) (?:\w+ )?"
    r"(?:year|month|quarter|decade|season|week|day|level|figure|value)s?|"
    r"(?:a|one|two|three|four|five|ten|\d+) (?:year|month|quarter|decade|season|week|day)s? "
    r"(?:before|earlier|ago|previously)|"
    r"(?:late |early |mid-|end-)?(?:1[89]|20)\d\d\b|before\b|previously\b|"
    r"(?:it|they|he|she) (?:was|were|had)\b|once\b)"
)
_CHANGE: Final = re.compile(
    rf"\b(?:(?P<up>{_MORE})|(?P<down>{_LESS}))\b(?P<between>[^.;]*?) than {_EARLIER}", _I
)
_NO_ONE: Final = (
    r"\b(?:no|not (?:one|a single|any)|none|nobody|no one|nowhere|never (?:before )?(?:has|did)|"
    r"nothing|neither|hardly any|few|(?P<only>only|just) (?P<count>one|two|three|four|five|six|"
    r"seven|eight|nine|\d\d?))\b"
)
# Gaps are bounded, or a long text without a full stop takes minutes.
# What a figure limits ("no ship waits longer than 12 hours as of 2031") is compared with nothing.
_UNLIMITED: Final = rf"(?:(?!\bthan\s+{FIGURE})[^.;]){{0,100}}?"
_NONE_MORE: Final = re.compile(
    rf"{_NO_ONE}{_UNLIMITED}\b(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<equal>(?:as|so) "
    rf"(?:many|much|large|big|high|long|fast|often|busy)))\b{_UNLIMITED}\b(?:than|as)\b"
    rf"(?!\s+{FIGURE})",
    _I,
)
_ONLY_BEFORE: Final = re.compile(
    r"\b(?:only|just) (?P<count>one|two|three|four|five|six|seven|eight|nine|\d\d?)\b"
    r"(?: (?:other|others|more))?[^.;]{0,100}?\b(?:before|ahead of)\b"
    r"(?= (?-i:[A-Z])|[^.;,]{0,100}? did\b)",
    _I,
)
_ANY: Final = re.compile(
    rf"\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b[^.;]*?\bthan (?:(?:in|at|by|to) )?"
    r"(?:any|every|all (?:the )?other|anyone|anywhere|anything|everyone|anybody|everybody)\b",
    _I,
)
# "The three biggest", "the second largest" and "one of the largest" are no top ranks.
_ORDINAL_BEFORE: Final = re.compile(
    r"(?:\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|two|"
    r"three|four|five|six|seven|eight|nine|ten|\d+|of the|of its|among the|some of|next|at the|"
    r"for the|at|at its|than the)|['’]s \w+ of the)[- ]$",
    _I,
)
_SUPERLATIVE: Final = re.compile(
    rf"(?:\bthe (?:(?:single|very|by far the) )?|['’]s? (?:single )?|\b(?:its|their|our) |"
    rf"\b(?:by far|far and away) the |\b(?:has|have|had|handles?|handled)(?= most\b) )"
    rf"(?:(?P<top>most|{TOP})|(?P<bottom>least|{BOTTOM}))\b"
    r"(?! (?:of (?!all\b)|part\b|likely\b|recent\b|important\b|\w+ly\b|practi\w+\b))",
    _I,
)
_GRADES: Final = frozenset(("most", "least"))
_NEXT_WORD: Final = re.compile(r" [a-z]+")
_FIRST: Final = re.compile(
    r"\b(?:number one|no\. ?1|first place|the lead|top spot|pole position|unrivall?ed|unmatched|"
    r"unsurpassed|unequall?ed|second to none|the lion['’]s share|the front-?runner)\b|"
    r"\b(?:ranks?|ranked|ranking|comes?|came|stands?|stood|is|placed|finishe[sd]) "
    r"(?:in )?(?:first|1st|top)\b(?! (?:time|to))|"
    r"\b(?:tops|topped|heads|headed|leads|led) (?:the (?:country|nation|world|field|list|table|way|"
    r"ranking|province|region|league)|all\b|every\b)|\bthe leader\b",
    _I,
)
_LAST: Final = re.compile(
    r"\b(?:last place|bottom of the|brings? up the rear|ranks? last|comes? last|came last)\b", _I
)
# "40 tons more than": a figure beside it says the same, and is compared as one.
_BY_FIGURE: Final = re.compile(rf"{FIGURE}[\w.,]*%?(?: [a-z]+){{0,3}} $", _I)
NTH: Final = {
    word: rank
    for rank, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth".split(), start=2
    )
}
# Behind others, whoever they are.
_BEHIND: Final = re.compile(
    r"\b(?:trail(?:s|ed)?|lag(?:s|ged)?(?: behind)?|(?:is|are|was|were|stands?|comes?|falls?|fell|"
    r"ranks?|ranked) behind) (?:all )?(?:the )?(?:other|others|rest|most|its (?:peers|rivals))\b",
    _I,
)
_RANKED: Final = re.compile(
    r"\b(?:comes?|came|ranks?|ranked|stands?|stood|is|was|placed|finishe[sd]|takes?|took|holds?|"
    rf"held) (?:only |in |the |just )*(?:(?P<word>{'|'.join(NTH)})|(?P<digits>\d+)(?:nd|rd|th))\b"
    r"(?= (?:place|in|among|nationally|nationwide|of all|behind|after|overall|worldwide)\b|[,.;]|$)"
    r"|\b(?P<runner>runner-up)\b",
    _I,
)
_DOES_BEST: Final = re.compile(
    r"\b(?:do(?:es)?|did|perform(?:s|ed)?|fare[sd]?) (?:by far )?(?:the )?"
    r"(?:(?P<top>best)|(?P<bottom>worst))\b",
    _I,
)
BEHIND_OTHERS: Final = -2
_COUNTS: Final = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine".split(), start=1)
}


_EQUAL: Final = re.compile(
    r"(?<!twice )(?<!half )(?<!times )\bas (?:many|much|large|big|high|long|fast|often|old|far|"
    r"strong)\b[^.;,]*? as (?:(?:does|did|in|at|of|that|those|the) )*(?-i:[A-Z])|"
    r"\b(?:the same (?:number|amount|share|value|size|length|speed|volume) )"
    r"[^.;,]*?\bas\b|\bequall?(?:s|ed|ing)?\b(?! (?:to )?\d)",
    _I,
)
_MAJORITY: Final = re.compile(
    r"\b(?:most of|most (?!\w+ (?:and \w+ )?(?:of|in|among)\b)(?=[a-z]+s\b)|"
    r"(?:the |a )?(?:vast |great |clear |large )?majority|the bulk|mostly|predominantly|"
    r"for the most part)\b",
    _I,
)
_WHOLE: Final = re.compile(
    r"(?:^|\b(?:are|were|is|was|and|that|,) )(?:all|every one|each|"
    r"every(?! (?:second|third|fourth|fifth|other|few|year|month|week|day|time|hour|\d)))"
    r"(?: (?:of|the|its|their|\d+))? |\b(?:nothing but|exclusively|solely|without exception)\b",
    _I,
)


class AssertionKind(StrEnum):
    """What is asserted."""

    CHANGE = "change"
    RANK = "rank"
    COMPARISON = "comparison"
    EQUALITY = "equality"
    MAJORITY = "majority"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Assertion:
    """One thing that a claim says in words alone.

    Attributes:
        kind: what is asserted.
        span: the words that say so, in the claim.
        is_up: of a change, whether it is a rise; of a comparison, whether the first side is ahead.
        rank: of a rank, which: 1 for the first, 2 for the second; -1 for the last,
            `BEHIND_OTHERS` for any but the first.
        is_halving: of a change, whether it is by half.
        is_needed: whether a sentence must bear it out to support the claim. Plain words of a rise
            or fall need not be found, since many are said of nothing that changes.
        words: what stands at `span`.
    """

    kind: AssertionKind
    span: Span
    is_up: bool = True
    rank: int = 0
    is_halving: bool = False
    is_needed: bool = True
    words: str = ""


def read_assertions(text: str) -> tuple[Assertion, ...]:
    """The changes, ranks and comparisons that a claim asserts, each place once.

    >>> [(each.kind.value, each.rank) for each in read_assertions("No port is bigger than Tarn.")]
    [('rank', 1)]
    """
    found: list[Assertion] = []
    for each in (
        *_changes(text),
        *_ranks(text),
        *_comparisons(text),
        *_parts(text),
        *_plain_changes(text),
    ):
        if not any(each.span.overlaps(other.span) for other in found):
            found.append(replace(each, words=text[each.span.start : each.span.end]))
    return tuple(found)


def is_in_time(text: str, word: Span) -> bool:
    """Whether a word that compares does so with an earlier time: "more … than the year before"."""
    return any(word.start == match.start() for match in _CHANGE.finditer(text))


def _changes(text: str) -> Iterator[Assertion]:
    for match in _CHANGE.finditer(text):
        if _NONE_MORE.search(text, 0, match.end()) is None:
            span = Span(match.start(), match.end())
            needed = not _BY_FIGURE.search(text, 0, match.start())
            yield Assertion(AssertionKind.CHANGE, span, bool(match["up"]), is_needed=needed)


def _plain_changes(text: str) -> Iterator[Assertion]:
    for span, is_rise in directions(text):
        halving = text[span.start : span.end].lower() in ("halve", "halved", "halving")
        yield Assertion(AssertionKind.CHANGE, span, is_rise, is_halving=halving, is_needed=halving)


def _ranks(text: str) -> Iterator[Assertion]:
    for match in _NONE_MORE.finditer(text):
        rank = 1
        if match["only"]:
            rank = 1 + (_COUNTS.get(match["count"].lower()) or int(match["count"]))
        elif match["less"]:
            rank = -1
        yield Assertion(AssertionKind.RANK, Span(match.start(), match.end()), rank=rank)
    for match in _ONLY_BEFORE.finditer(text):
        rank = 1 + (_COUNTS.get(match["count"].lower()) or int(match["count"]))
        yield Assertion(AssertionKind.RANK, Span(match.start(), match.end()), rank=rank)
    for match in _ANY.finditer(text):
        if not re.match(rf"\s+{FIGURE}", text[match.end() :], _I):
            rank = 1 if match["more"] else -1
            yield Assertion(AssertionKind.RANK, Span(match.start(), match.end()), rank=rank)
    for pattern, rank in ((_FIRST, 1), (_LAST, -1)):
        for match in pattern.finditer(text):
            yield Assertion(AssertionKind.RANK, Span(match.start(), match.end()), rank=rank)
    for match in _BEHIND.finditer(text):
        span = Span(match.start(), match.end())
        yield Assertion(AssertionKind.RANK, span, rank=BEHIND_OTHERS)
    for match in _RANKED.finditer(text):
        word = match["word"]
        rank = NTH[word.lower()] if word else int(match["digits"] or 2)
        yield Assertion(AssertionKind.RANK, Span(match.start(), match.end()), rank=rank)
    for match in _DOES_BEST.finditer(text):
        rank = 1 if match["top"] else -1
        yield Assertion(AssertionKind.RANK, Span(match.start(), match.end()), rank=rank)
    for match in _SUPERLATIVE.finditer(text):
        word = match.start("top") if match["top"] else match.start("bottom")
        if _ORDINAL_BEFORE.search(text, 0, word):
            continue
        rank = 1 if match["top"] else -1
        # "Most" has its rank only with the word behind it, as in "most famous".
        after = _NEXT_WORD.match(text, match.end()) if text[word : match.end()] in _GRADES else None
        end = after.end() if after else match.end()
        yield Assertion(AssertionKind.RANK, Span(word, end), rank=rank)


def _comparisons(text: str) -> Iterator[Assertion]:
    compared = comparison_of(text)
    if compared is not None:
        needed = not _BY_FIGURE.search(text, 0, compared.word.start)
        yield Assertion(
            AssertionKind.COMPARISON, compared.word, compared.is_greater, is_needed=needed
        )
    for match in _EQUAL.finditer(text):
        yield Assertion(AssertionKind.EQUALITY, Span(match.start(), match.end()))


def _parts(text: str) -> Iterator[Assertion]:
    for match in _MAJORITY.finditer(text):
        yield Assertion(AssertionKind.MAJORITY, Span(match.start(), match.end()))
    for match in _WHOLE.finditer(text):
        span = Span(match.start(), match.end())
        yield Assertion(AssertionKind.WHOLE, span, is_needed=False)
