"""What a question says of the figure that would answer it, read once for all the figures weighed.

The one thing to know: a question may ask for several things ("how many …, and for what sum?").
Each is an `Asked` of its own, which weighs its own words more than those of the others.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Final

from briqa.answer.word_weights import WordWeights
from briqa.patterns import lazy_pattern
from briqa.quantities import parse_quantities
from briqa.quantities.conversion import known_unit
from briqa.quantities.nouns import is_plural
from briqa.questions import Operation, Question, Task, Wanted, read_question
from briqa.values import dataclass
from briqa.words import content_words

Stems = Callable[[str], list[str]]
"""Text → its terms, stemmed as in the lexical index."""

_I: Final = re.IGNORECASE

# What stands behind "and" or a comma when a question asks for another thing: a question word, or
# how else the same thing is measured ("and its share", "and the yearly growth", "and as a share").
_ANOTHER: Final = lazy_pattern(
    r"(?:,\s*(?:and\s+)?|;\s*|\s+and\s+|\s*&\s*|\?\s+)"
    r"(?=(?:(?:for|in|at|of|to|with|by|from|on|over|above|below|since)\s+)?"
    r"(?:how (?:many|much|large|big|long|far|high|old)|what|which|when|where|who|why|"
    r"whose|by how)\b"
    r"|(?:(?:at|with|by|as|in)\s+)?(?:(?:the|an?|its|their|his|her)\s+)?"
    r"(?:(?:annual|yearly|average|national|world|global|market|total|year[- ]on[- ]year)\s+){0,2}"
    r"(?:share|percentage|per ?cent|proportion|growth(?: rate)?|rate(?: of growth)?|increase|rise|"
    r"change|"
    r"rank(?:ing)?|position)\b(?!\s+(?:points?|rose|fell|grew)\b))",
    _I,
)
# A price, though no word of it says money.
_FOR_HOW_MUCH: Final = lazy_pattern(r"\s*(?:for|at) how much\W*$", _I)
# What the figure before is held against: "by how many percent, and over what baseline".
_OF_THE_SAME_KIND: Final = lazy_pattern(
    r"\s*(?:over|above|below|from|to) (?:what|which) (?:baseline|base|level|value|figure)\b", _I
)
_CHANGE: Final = lazy_pattern(
    r"\b(?:grow(?:th|n|s|ing)?|grew|increas\w*|ris(?:e|en|es|ing)|rose|declin\w*|decreas\w*|"
    r"fall(?:s|en)?|fell|drop(?:s|ped)?|reduc\w+|chang\w+|yoy|year[- ](?:on|over)[- ]year|"
    r"sav(?:e|ed|ings?)|gain(?:s|ed)?|loss|shr[aiu]nk|faster|slower|(?:go|goes|went|gone) "
    r"(?:up|down))\b",
    _I,
)
_SHARE: Final = lazy_pattern(
    r"\b(?:share|proportion|fraction|portion|part|percent(?:age)? of|percent of)\b|% of", _I
)
_WHOLE: Final = lazy_pattern(
    r"\b(?:total(?:s|ling)?|all|overall|altogether|combined|whole|cumulative(?:ly)?|together|"
    r"so far|ever|entire)\b",
    _I,
)
_LATEST: Final = lazy_pattern(
    r"\b(?:now|currently|current|latest|last|today|most recent(?:ly)?|recent(?:ly)?|at present|"
    r"nowadays|these days)\b",
    _I,
)
_EARLIEST: Final = lazy_pattern(
    r"\b(?:initial(?:ly)?|original(?:ly)?|at first|before|previous(?:ly)?|earlier|formerly|prior|"
    r"used to|at the start)\b",
    _I,
)
_PLAN: Final = lazy_pattern(
    r"\b(?:target\w*|goals?|plan(?:s|ned)?|aim\w*|expect\w*|will|forecast\w*|by 20[3-9]\d)\b", _I
)
_HOW_LONG: Final = lazy_pattern(
    r"\bhow long (?!is\b|was\b)|\bhow much time\b|\bamount of time\b|\bhow old\b|\bwhat age\b", _I
)
# Shares that are owned aren't shares of a whole.
_STOCK: Final = lazy_pattern(
    r"\b(?:(?:per|ordinary|common|preferred|each|(?<!as )a) share"
    r"|share[- ](?:based|price|capital|option))",
    _I,
)
_WHEN: Final = lazy_pattern(
    r"^\s*(?:when|(?:in |by |since )?(?:what|which) year)\b"
    r"|\bwhat (?:was|is) the (?:\w+ )?(?:year|date)\b",
    _I,
)
_TIME_UNITS: Final = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months quarter quarters "
    "year years decade decades".split()
)
# "how many of the port's lines": what is counted stands behind "of", and a part of it is asked for.
_HOW_MANY_OF: Final = lazy_pattern(
    r"\b(?:how many|(?:what|which) (?:part|portion|number)) of\s+"
    r"(?P<noun>[^,.?;:()]{1,80})",
    _I,
)
# "before and after", "each", "from what to what": two figures or more, though one thing is asked.
_PAIR: Final = lazy_pattern(
    r"\b(?:before and after|then and now|vs\.? now|respectively|each|both|either|"
    r"how (?:has|have|did|does|do)\b[^?]*\b(?:develop|evolve|change|move)(?:d|ed)?|"
    r"from (?:what|how|which)\b.*\bto (?:what|how|which))\b",
    _I,
)
# Years that a hyphen joins are one period, not two times.
_YEAR_RANGE: Final = lazy_pattern(r"\b((?:1[5-9]|20)\d\d)\s*[-–—/]\s*((?:1[5-9]|20)\d\d)\b")
_OR: Final = lazy_pattern(r"\bor\b", _I)
_NOUN_END: Final = lazy_pattern(
    r"\b(?:is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|should|may|might|"
    r"of|in|on|at|to|for|from|by|with|within|into|over|under|between|among|during|as|than|per|"
    r"since|until|before|after|that|which|who|there|and|or|vs|versus|not|now)\b",
    _I,
)
_SHORT_NUMBER: Final = lazy_pattern(
    r"(?<![\w.])(?P<digits>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>k|m|mn|bn|b|t|tn)?(?![\w])", _I
)
_SCALES: Final = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12, "tn": 1e12}
_AMBIGUOUS_UNITS: Final = _TIME_UNITS | {"degree", "degrees", "foot", "pound", "mark", "crown"}
_SUM: Final = lazy_pattern(r"\b(?:sum|price|amount of money|what amount|value|worth)\b", _I)
_MONEY_SUM: Final = lazy_pattern(r"\b(?:what|which) (?:sum|price|amount of money|value)\b", _I)
_SAME_THINGS: Final = lazy_pattern(r"\bhow many (?:of )?(?:these|those|them|it)\b", _I)
# Words that ask for the amount of change itself, whatever else is compared.
_RATE: Final = lazy_pattern(
    r"\b(?:yoy|year[- ](?:on|over)[- ]year|(?:annual|growth|yearly) (?:rate|growth|increase)|"
    r"(?:growth|increase|rise) (?:per|each|every|a) year|"
    r"^(?:and )?(?:by |at )?(?:what (?:is|was|were) )?(?:the |its |their )?"
    r"(?:growth|increase|rise|change|decline|drop)\b|"
    r"by how (?:much|many)|(?:percent(?:age)?|relative) (?:change|increase|decrease|growth|drop)|"
    r"(?:increase|growth|change|decrease|decline) (?:over|on|against|from) (?:the )?"
    r"(?:previous|prior|last|year)|faster|slower|growth in|what growth)\b",
    _I,
)
# "how much did it grow from 2017 to 2018": the change, not its ends.
_CHANGED_BY: Final = lazy_pattern(
    r"\bhow (?:much|many|far|large)\b[^?]*\b(?:chang|increas|decreas|grow|grew|ris(?:e|en)\b|rose|"
    r"fall|fell|drop|declin|improv|reduc|shr[aiu]nk|expand|shorten|lower(?:ed)?\b)\w*"
    r"|\bby how (?:much|many)\b[^?]*\bcut\b"
    r"|\bhow (?:much|many|far) (?:is|was|are|were) [^?]*\b(?:up|down)\b"
    r"|^\s*(?:what|how (?:large|big)) (?:was|is|were|are) (?:the )?(?:[\w-]+ ){0,2}"
    r"(?:change|increase|decrease|growth|decline|rise|drop|fall|reduction)\b",
    _I,
)
# Words of a part that asks for nothing but the change of what was asked for before it.
_CHANGE_ALONE: Final = lazy_pattern(
    r"(?:\b(?:how much|how many|per ?cent(?:age)?|what|which|at|by|is|was|were|are|the|its|their|"
    r"that|this|these|those|it|they|up|down|annual|yearly|year[- ](?:on|over)[- ]year|yoy|previous|"
    r"prior|year|before|earlier|last|rates?|growth|growing|grow|grew|increased?|decreased?|rises?|"
    r"rose|risen|rising|changed?|decline|fall|drop|in|on|over|of|from|to|did|has|have|per|a|"
    r"compared with|\d{4})\b|[\s,?.'’])+",
    _I,
)
# "What share is local, and what is the national average?" asks for two shares.
_ALIKE_TOO: Final = lazy_pattern(
    r"^\s*what(?:['’]s| is| was| are| were) the (?:[\w-]+ ){0,2}"
    r"(?:average|figure|level|limit|target|goal|record|maximum|minimum)\b",
    _I,
)
# "How has it changed since 2019?" asks for that year and for what came after.
_SINCE: Final = lazy_pattern(
    r"\b(?:since|from)\s+(?:1[5-9]|20)\d\d\b(?![^?]*\b(?:to|until|till)\b)", _I
)
# These ask for a rate of change, which needs no ends.
_AT_RATE: Final = lazy_pattern(
    r"\b(?:percent(?:age)?|per cent|rate|per (?:year|annum)|annual(?:ly)?|yearly|yoy|"
    r"year[- ](?:on|over)[- ]year|each year|a year)\b|%",
    _I,
)
_ASKS_SHARE: Final = lazy_pattern(
    r"^\s*(?:what|which)(?:'s|\s+(?:is|was|are|were))?\s+(?:the |a )?(?:total )?"
    r"(?:share|proportion|percent(?:age)?|fraction)\b",
    _I,
)
# "What did the reform bring?" asks after something said in words; keywords may be after a figure.
_ASKS_AFTER: Final = lazy_pattern(
    r"^\s*(?:what|which) (?:did|does|do|has|have|had|will|would)\b", _I
)
_WHICH_YEARS: Final = lazy_pattern(r"\b(?:which|what) years\b", _I)
# Keywords with the question at their end: "container lines end of 2022 number".
_COUNT_AT_END: Final = lazy_pattern(r"\b(?:number|count|how many)\s*\??\s*$", _I)
_IN_WORDS: Final = frozenset({Wanted.PERSON, Wanted.PLACE, Wanted.REASON})
# The words of the thing asked for count in full, the rest of a question of several parts so much.
_OTHER_PART: Final = 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure that a question asks for.

    Attributes:
        question: the part of the question that asks for it, read by itself.
        weights: stem → weight of the question's content words, adding up to 1 (or none at all).
        counted: the stems of the noun phrase behind "how many".
        counted_words: its content words, as typed.
        values: the figures that the question itself states.
        change: whether an amount of change may be asked for.
        rate: whether one is for certain.
        of_last: whether that is the change of what is asked for right before.
        changed_by: whether it is asked how much something changed, and not at which rate.
        share: whether a share of a whole is asked for.
        whole: whether a total is.
        earliest: whether the state before a change is.
        plan: whether a target is.
        duration: whether an amount of time is.
        spend: whether a sum of money may be.
        part: whether a part of a number of things is.
        several: whether figures of several times or sides are asked for at once.
        period: whether the years are the ends of one period.
        since: whether the year is where a development begins that goes on.
        words: which of its words the words of a sentence bear.
    """

    question: Question
    weights: Mapping[str, float]
    counted: frozenset[str]
    counted_words: tuple[str, ...]
    values: frozenset[float]
    change: bool
    rate: bool
    of_last: bool
    changed_by: bool
    share: bool
    whole: bool
    earliest: bool
    plan: bool
    duration: bool
    spend: bool
    part: bool
    several: bool
    period: bool
    since: bool
    words: WordWeights = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", WordWeights(self.weights))

    @property
    def counted_heads(self) -> tuple[str, ...]:
        """The last word of what is counted, and that of what may be counted instead."""
        return (*self.counted_words[-1:], *self.question.alternative[-1:])

    @property
    def how_much(self) -> bool:
        """Whether it is asked how much, not how many."""
        return "how much" in self.question.text.lower()

    @property
    def needs_text(self) -> bool:
        """Whether only words can answer: a person, a place, a reason, a manner."""
        return not self.several and self.question.wanted in (
            Wanted.PERSON,
            Wanted.PLACE,
            Wanted.REASON,
            Wanted.MANNER,
        )

    @property
    def is_keywords(self) -> bool:
        """Whether the words leave open what is asked for, and aren't a question after it."""
        if self.asks_figure or self.question.wanted is not Wanted.TEXT:
            return False
        return _ASKS_AFTER.search(self.question.text) is None

    @property
    def asks_figure(self) -> bool:
        """Whether an amount or a date is asked for, as far as the words tell."""
        wanted = self.question.wanted
        return wanted.is_figure or wanted is Wanted.DATE or self.several


def read_asked(question: Question, weights: Mapping[str, float], stems: Stems) -> tuple[Asked, ...]:
    """What a question asks for: its parts that a figure could answer, or the whole question.

    Args:
        question: the question.
        weights: stem → weight of its content words.
        stems: the stemmer.
    """
    texts = [
        text
        for text in _ANOTHER.split(question.text)
        if content_words(text) or _FOR_HOW_MUCH.match(text)
    ]
    parts = _parts(texts, question) if len(texts) > 1 else []
    figures = [
        part
        for part in parts
        if part.wanted.is_figure
        or part.wanted is Wanted.DATE
        or (part.task is Task.TREND and part.wanted not in _IN_WORDS)
    ]
    values = _values(question.text) - {float(year) for year in question.years}
    if not figures:
        return (_asked(question, weights, values, stems),)
    return tuple(
        _asked(part, _leaning(weights, frozenset(stems(part.text))), values, stems)
        for part in figures
    )


def _parts(texts: Sequence[str], question: Question) -> list[Question]:
    """The parts of a question; years, sides and what is counted hold on until others are named."""
    parts: list[Question] = []
    for text in texts:
        part = read_question(text)
        # Of a development the other things asked for have both ends, but a rate is one figure.
        is_rate = bool(_RATE.search(text) or _CHANGED_BY.search(text))
        inherited = () if is_rate or _LATEST.search(text) else question.years
        counted = parts[-1].counted if parts and _SAME_THINGS.search(text) else part.counted
        parts.append(
            replace(
                part,
                wanted=_wanted_of_part(part, parts, is_counted=bool(counted), is_rate=is_rate),
                counted=counted,
                years=part.years or inherited,
                task=part.task if part.task is not Task.FIND or is_rate else question.task,
            )
        )
    return parts


def _wanted_of_part(
    part: Question, before: Sequence[Question], *, is_counted: bool, is_rate: bool
) -> Wanted:
    if _FOR_HOW_MUCH.match(part.text):
        return Wanted.MONEY
    if before and before[-1].wanted.is_figure and _OF_THE_SAME_KIND.match(part.text):
        return before[-1].wanted
    if is_counted or (is_rate and _CHANGE_ALONE.fullmatch(part.text)):
        return part.wanted if part.wanted.is_figure and not is_counted else Wanted.NUMBER
    if before and before[-1].wanted.is_figure and _ALIKE_TOO.search(part.text):
        return before[-1].wanted
    return part.wanted


def _leaning(weights: Mapping[str, float], own: frozenset[str]) -> Mapping[str, float]:
    """The weights with the words of one part in front, again adding up to 1."""
    leaning = {
        stem: weight if stem in own else weight * _OTHER_PART for stem, weight in weights.items()
    }
    total = sum(leaning.values())
    return {stem: weight / total for stem, weight in leaning.items()} if total else {}


def _values(text: str) -> frozenset[float]:
    """The figures that a question states, short forms such as "100m" included."""
    short = (
        float(match["digits"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1.0)
        for match in _SHORT_NUMBER.finditer(text)
    )
    return frozenset({*(found.value for found in parse_quantities(text)), *short})


def _counted(part: Question) -> tuple[tuple[str, ...], bool]:
    """What is counted, and whether a part of it."""
    of = _HOW_MANY_OF.search(part.text)
    phrase = " ".join(part.counted) if of is None or part.counted else of["noun"].lower()
    words = content_words(_NOUN_END.split(phrase, maxsplit=1)[0])
    # A verb may follow: the noun is the first plural ("routes opened", "sports clubs joined").
    plural = [is_plural(word) for word in words]
    if any(plural):
        last = plural.index(True)
        while last + 1 < len(words) and plural[last + 1]:
            last += 1
        words = words[: last + 1]
    return tuple(words), of is not None


def _wanted(part: Question, *, counted: bool) -> Wanted:
    """The kind of answer, where the words around it tell more than the question's first reading."""
    text = part.text
    if _WHICH_YEARS.search(text):
        return Wanted.DATE
    if _HOW_LONG.search(text) or _COUNT_AT_END.search(text):
        return Wanted.NUMBER
    if part.wanted is Wanted.SHARE and _STOCK.search(text):
        return Wanted.MONEY
    if part.wanted.is_figure:
        return part.wanted
    if counted:
        return Wanted.NUMBER
    return Wanted.MONEY if _MONEY_SUM.search(text) else part.wanted


def _named_unit(text: str, counted: Sequence[str]) -> str | None:
    """The unit of measure that a question names; of what is counted only its last word can be one.

    Times aren't looked for: they say when as often as how much.
    """
    candidates = counted[-1:] if counted else content_words(text)
    units = (
        known_unit(word)
        for word in candidates
        # Names look like units: "U.K.", "Newton", "Harvard Yard".
        if len(word) > 1 and not word.istitle() and word.lower() not in _AMBIGUOUS_UNITS
    )
    return next((unit for unit in units if unit is not None), None)


def _several(part: Question) -> bool:
    text = part.text
    years = [year for year in part.years if year not in _ranged(text)]
    compared = bool(part.extreme and _OR.search(text))
    if part.task is Task.TREND and len(part.years) > 1 and not years:
        return False
    return part.task is not Task.FIND or len(years) > 1 or compared or bool(_PAIR.search(text))


def _ranged(text: str) -> set[str]:
    return {year for match in _YEAR_RANGE.finditer(text) for year in match.groups()}


def _asked(
    part: Question, weights: Mapping[str, float], values: frozenset[float], stems: Stems
) -> Asked:
    text = part.text
    if _ASKS_SHARE.search(text):
        part = replace(part, wanted=Wanted.SHARE, counted=())
    elif _WHEN.search(text):
        part = replace(part, wanted=Wanted.DATE, counted=())
    counted, some = _counted(part)
    changed_by = bool(_CHANGED_BY.search(text)) and not _OR.search(text)
    several = (_several(part) and not changed_by) or bool(_WHICH_YEARS.search(text))
    rate = changed_by or bool(_RATE.search(text)) or part.operation is Operation.GROWTH
    share = bool(_SHARE.search(text))
    part = replace(
        part,
        wanted=_wanted(part, counted=bool(counted)),
        unit=part.unit or _named_unit(text, counted),
    )
    return Asked(
        part,
        weights,
        frozenset(stems(" ".join((*counted, *part.alternative)))),
        counted,
        values,
        change=rate or (bool(_CHANGE.search(text)) and not several),
        rate=rate,
        of_last=rate and _CHANGE_ALONE.fullmatch(text) is not None,
        changed_by=changed_by and not _AT_RATE.search(text),
        share=share,
        whole=bool(_WHOLE.search(text)),
        earliest=bool(_EARLIEST.search(text)),
        plan=bool(_PLAN.search(text)),
        duration=bool(_HOW_LONG.search(text) or _TIME_UNITS & set(counted)),
        spend=part.wanted is Wanted.MONEY or bool(_SUM.search(text)),
        part=some or share,
        several=several,
        period=bool(_ranged(text)),
        since=several and len(part.years) == 1 and _SINCE.search(text) is not None,
    )
