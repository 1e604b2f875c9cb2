"""What speaks for a sentence as the answer to a question, as named figures.

Shares are of the question's weight in rare words: a stem weighs its inverse document frequency,
and the weights of a question add up to 1. So a feature means the same for every question and
corpus. The weights of the features are in `weights/`; `bench/ranking.py` fits them.
"""

import itertools
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache
from typing import Final

from briqa.answer.evidence import Candidate, years_in
from briqa.patterns import lazy_pattern
from briqa.quantities import Quantity
from briqa.quantities.conversion import shares_dimension
from briqa.quantities.units import Unit, look_up_unit
from briqa.questions import Question, Wanted
from briqa.values import dataclass

_I: Final = re.IGNORECASE

_REASON: Final = lazy_pattern(
    r"\b(?:because|since|due to|owing to|driven by|thanks to|as a result|in order to|so that|"
    r"so as to|therefore|for that reason|caused? by|leads? to|led to|reasons?|worr\w+|aims? to|"
    r"purposes?|in response|in answer)\b|\bto (?!the\b|a\b|an\b)\w+",
    _I,
)
_MANNER: Final = lazy_pattern(
    r"\b(?:by \w+ing|through|via|using|with the help|by way of|by means of|should|must|need to)\b",
    _I,
)
_DEFINITION: Final = lazy_pattern(
    r"\b(?:is|are|was|were) (?:an?|the)\b|\b(?:means?|refers? to|consists? of|made up of|"
    r"called|known as|defined as|stands? for)\b|[(“\"]",
    _I,
)
_LIST: Final = lazy_pattern(r"(?:[,;][^,;]{2,80}){2,}|\(1\)|\b(?:including|such as)\b")
_POINTING: Final = lazy_pattern(
    r"^(?:it|its|they|their|this|these|those|such|he|she|his|her|the (?:zone|park|port|company|"
    r"firm|group|city|province|project|platform|country|area|latter|former|two|three|four)s?|"
    r"there|then|in addition|of (?:these|those|them))\b",
    _I,
)
_NAME: Final = lazy_pattern(r"(?<![.!?] )(?<!^)\b[A-Z][\w’'-]+")
_FORM: Final[Mapping[Wanted, re.Pattern[str]]] = {
    Wanted.REASON: _REASON,
    Wanted.MANNER: _MANNER,
    Wanted.DEFINITION: _DEFINITION,
    Wanted.LIST: _LIST,
    Wanted.PERSON: _NAME,
    Wanted.PLACE: _NAME,
    Wanted.NAME: _NAME,
}

# Words by which a sentence may answer where nothing is counted or dated.
_VAGUE_FIGURE: Final = lazy_pattern(
    r"\b(?:no|none|nobody|all|every|both|most|many|few|several|single|half|quarter|third|dozens?|"
    r"hundreds|thousands|millions|billions|majority|numerous|once|twice)\b",
    re.IGNORECASE,
)
_VAGUE_DATE: Final = lazy_pattern(
    r"\b(?:when(?:ever)?|while|after|before|during|until|till|since|once|upon|following|later|"
    r"earlier|ago|now|today|currently|soon|always|never|annually|centur\w+|decades?|years?|months?|"
    r"weeks?|days?|hours?|spring|summer|autumn|winter|morning|evening|night|january|february|"
    r"march|april|may|june|july|august|september|october|november|december|\w+day)\b",
    re.IGNORECASE,
)
_ASKS: Final = lazy_pattern(r"\b(?:how|what|which|when|who)\b", re.IGNORECASE)
# Nouns of amounts that hardly ever stand before another noun, as in "trade route".
_ASKS_AMOUNT: Final = lazy_pattern(
    r"\bhow (?:much|many|large|big|long|far|high|tall|deep|wide|old|fast|often|heavy)\b|"
    r"\b(?:numbers?|percent(?:age)?s?|shares?|rates?|amounts?|totals?|volumes?|values?|"
    r"throughput|turnover|revenues?|growth|population|mileage)\b",
    re.IGNORECASE,
)


# Money, exams and places have them too.
_AMBIGUOUS_UNITS: Final = frozenset("pounds degrees yards feet points marks".split())

_PLACES: Final = ("own", "inherited", "outer", "before", "missing")
_SHARES_BORNE: Final = (
    *(f"words_{place}" for place in _PLACES),
    "words_missing_relative",
    "capitals_missing",
    *(f"names_{place}" for place in _PLACES),
    "names_missing_relative",
)
_YEARS: Final = ("year_own", "year_near", "year_before", "year_missing", "year_other")

# Forms of a name share so many letters and differ by so many at the end.
_NAME_LETTERS: Final = 4
_NAME_ENDING: Final = 3
# For so many sentences and questions it is kept whether they have a form.
_KEPT_FORMS: Final = 20_000
_KEPT_QUESTIONS: Final = 200


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is about, weighed.

    Attributes:
        weights: stem → share of the question's weight; they add up to 1, or there are none.
        every: the same over all stems of the question, framing words and years among them.
        names: the stems that belong to its proper names.
        aliases: for each name, its stems and the sets of stems that stand for it.
    """

    weights: Mapping[str, float]
    every: Mapping[str, float]
    names: frozenset[str]
    aliases: tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
    # What of a sentence can bear it, so that hardly any of a sentence's stems is looked at twice.
    _sought: frozenset[str] = field(init=False, repr=False, compare=False)
    _beginnings: frozenset[str] = field(init=False, repr=False, compare=False)
    # Many sentences of a question bear the same of it.
    _known: "dict[tuple[frozenset[str], ...], Borne]" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        aliases = (stems for _, others in self.aliases for stems in others)
        names = (stems for stems, _ in self.aliases)
        sought = frozenset(self.weights).union(*names, *aliases)
        object.__setattr__(self, "_sought", sought)
        beginnings = frozenset(name[:_NAME_LETTERS] for name in self.names)
        object.__setattr__(self, "_beginnings", beginnings)
        object.__setattr__(self, "_known", {})

    def share(self, stems: frozenset[str]) -> float:
        """The share of the question's weight that some stems carry."""
        return sum([weight for stem, weight in self.weights.items() if stem in stems])

    def sought_in(self, stems: frozenset[str]) -> frozenset[str]:
        """Those of some stems that it has, that an alias has, or that may be forms of a name."""
        found = stems & self._sought
        beginnings = self._beginnings
        if not beginnings:
            return found
        return found.union([stem for stem in stems if stem[:_NAME_LETTERS] in beginnings])

    def among(self, candidates: Sequence[Candidate]) -> "Topic":
        """The topic for some sentences, of whose stems it has been told which can bear it.

        Args:
            candidates: the sentences; of others it would find only some of its names.
        """
        if not self._beginnings:
            return self
        places = {id(place): place for each in candidates for place in each.bearing.places}
        found = replace(self)
        object.__setattr__(found, "_sought", self.sought_in(frozenset().union(*places.values())))
        object.__setattr__(found, "_beginnings", frozenset())
        return found

    def borne_by(self, places: Sequence[frozenset[str]]) -> "Borne":
        """Where each of its stems comes from, the nearest place first.

        Args:
            places: the stems of a sentence, as `Bearing.places` has them.
        """
        sought = tuple(map(self.sought_in, places))
        found = self._known.get(sought)
        if found is None:
            found = self._known[sought] = _borne(self, sought)
        return found


def weigh(question: Question, idf: Mapping[str, float]) -> Topic:
    """The topic of a question.

    Args:
        question: the question.
        idf: the inverse document frequency of each of its stems.
    """
    weights = _shares(question.topic, idf)
    return Topic(
        weights,
        _shares(question.stems, idf),
        frozenset(stem for name in question.names for stem in name.stems if stem in weights),
        tuple((name.stems, name.aliases) for name in question.names),
    )


def _shares(stems: Iterable[str], idf: Mapping[str, float]) -> dict[str, float]:
    each = dict.fromkeys(stems)
    total = sum(idf[stem] for stem in each)
    return {stem: idf[stem] / total for stem in each} if total else {}


@dataclass(frozen=True, slots=True)
class Borne:
    """Which of a question's stems a sentence bears, and where the others come from."""

    own: frozenset[str]
    inherited: frozenset[str]
    outer: frozenset[str]
    before: frozenset[str]
    missing: frozenset[str]

    def place(self, stem: str) -> str:
        """Where a stem comes from, as the name of that field."""
        if stem in self.own:
            return "own"
        if stem in self.missing:
            return "missing"
        if stem in self.inherited:
            return "inherited"
        return "outer" if stem in self.outer else "before"


def borne(topic: Topic, candidate: Candidate) -> Borne:
    """Where each stem of a question comes from, the nearest place first."""
    return topic.borne_by(candidate.bearing.places)


def _borne(topic: Topic, sought: Sequence[frozenset[str]]) -> Borne:
    """The same, given what of each place can bear the topic."""
    asked = frozenset(topic.weights)
    places: list[frozenset[str]] = []
    stems: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    is_settled = False
    for further in sought:
        if is_settled and further <= stems:
            places.append(frozenset())
            continue
        stems |= further
        if topic.aliases or topic.names:
            had = len(stems)
            stems = _with_aliases(topic, stems)
            is_settled = len(stems) == had
        places.append((stems & asked) - seen)
        seen |= stems & asked
    own, inherited, outer, before = places
    return Borne(own, inherited, outer, before, asked - seen)


def _with_aliases(topic: Topic, stems: frozenset[str]) -> frozenset[str]:
    """Some stems, and those of a name whose other name or other form is among them."""
    lacked = topic.names - stems
    stems |= {
        name
        for name in lacked
        # Most begin otherwise, so the whole comparison is for the few others.
        if any(
            stem[:_NAME_LETTERS] == name[:_NAME_LETTERS] and _same_name(name, stem)
            for stem in stems
        )
    }
    for name, aliases in topic.aliases:
        if not name <= stems and any(alias <= stems for alias in aliases):
            stems |= name
    return stems


def _same_name(one: str, other: str) -> bool:
    """Whether two stems are forms of one name: "russia" and "russian"."""
    short, long = sorted((one, other), key=len)
    return (
        len(short) >= _NAME_LETTERS
        and len(long) - len(short) <= _NAME_ENDING
        and long.startswith(short)
    )


def features(
    question: Question, topic: Topic, candidate: Candidate, *, best_passage: float
) -> dict[str, float]:
    """What speaks for a candidate, by name.

    Args:
        question: the question.
        topic: its topic.
        candidate: the sentence.
        best_passage: the score of the first hit.
    """
    found = borne(topic, candidate)
    evidence = candidate.hit.evidence
    reading = candidate.reading
    form = _FORM.get(question.wanted)
    has_form = form is not None and _has(form, reading)
    wants_figure, wants_date = question.wanted.is_figure, question.wanted is Wanted.DATE
    amounts = sum(quantity.kind != "date" for quantity in candidate.quantities)
    has_date = wants_date and amounts < len(candidate.quantities)
    is_pointing = _has(_POINTING, reading)
    return {
        "sentence_cosine": candidate.cosine,
        "passage_cosine": evidence.passage_cosine,
        "passage_gap": best_passage - candidate.hit.score,
        "passage_words": evidence.lexical,
        "passage_pairs": evidence.pairs,
        **_shares_borne(question, topic, found),
        "pairs_own": _pairs(question, candidate),
        **_years(question, candidate),
        "figure_absent": float(wants_figure and not amounts),
        "figures": float(wants_figure) * math.log1p(amounts),
        "date_present": float(has_date),
        "date_absent": float(wants_date and not has_date),
        "form_present": float(has_form),
        "form_absent": float(form is not None and not has_form),
        "form_lacking": float(_lacks_form(question, candidate, has_date=has_date)),
        "pointing": float(is_pointing),
        "pointing_back": float(is_pointing) * topic.share(found.before | found.outer),
        "lead_in": float(reading.rstrip().endswith(":")),
        "short": float(len(reading) < 45),
        "length": math.log(len(reading) / 150),
        "first_in_passage": float(candidate.position == 0),
    }


def _lacks_form(question: Question, candidate: Candidate, *, has_date: bool) -> bool:
    """Whether a question asks in so many words for what a sentence has nothing of.

    It asks how much or how many, when, or who; the sentence has no figure, or none in such a unit,
    no time or no name.
    """
    wanted, reading = question.wanted, candidate.reading
    if not _has(_ASKS, question.text):
        return False  # of keywords it is only guessed what they want
    if wanted.is_figure:
        if not _has(_ASKS_AMOUNT, question.text):
            return False
        amounts = [quantity for quantity in candidate.quantities if quantity.kind != "date"]
        if not amounts:
            return not _has(_VAGUE_FIGURE, reading)
        return not _measures_alike(question, amounts)
    if wanted is Wanted.DATE:
        return not has_date and not _has(_VAGUE_DATE, reading)
    return wanted is Wanted.PERSON and not _has(_NAME, reading)


@lru_cache(_KEPT_FORMS)
def _has(form: re.Pattern[str], text: str) -> bool:
    """Whether a text has a form; sentences are found again, and a question has many of them."""
    return form.search(text) is not None


def _measures_alike(question: Question, amounts: Iterable[Quantity]) -> bool:
    """Whether any amount measures what the unit asked for does, if one is: "how many miles"."""
    unit = _unit_of(question.counted)
    if unit is None or unit.kind != "measure":
        return True
    return any(each.unit and shares_dimension(each.unit, unit.name) for each in amounts)


@lru_cache(_KEPT_QUESTIONS)
def _unit_of(counted: tuple[str, ...]) -> Unit | None:
    """The unit that the words of what is counted begin with: "miles of track"."""
    beginnings = (counted[:count] for count in range(len(counted), 0, -1))
    units = (
        look_up_unit(" ".join(words)) for words in beginnings if words[0] not in _AMBIGUOUS_UNITS
    )
    return next((unit for unit in units if unit is not None), None)


def _shares_borne(question: Question, topic: Topic, found: Borne) -> dict[str, float]:
    """The weight of a question's words and of its names, by where a sentence has them from."""
    shares = dict.fromkeys(_SHARES_BORNE, 0.0)
    of_words = of_names = 0.0
    for stem, weight in topic.weights.items():
        place = found.place(stem)
        if stem in topic.names:
            of_names += weight
            shares[f"names_{place}"] += weight
        else:
            of_words += weight
            shares[f"words_{place}"] += weight
            if place == "missing" and stem in question.capitals:
                shares["capitals_missing"] += weight
    shares["words_missing_relative"] = shares["words_missing"] / (of_words or 1.0)
    shares["names_missing_relative"] = shares["names_missing"] / (of_names or 1.0)
    return shares


def _years(question: Question, candidate: Candidate) -> dict[str, float]:
    """Where a sentence has the years of a question from, as shares of them."""
    if not question.years:
        return dict.fromkeys(_YEARS, 0.0)
    asked, own = frozenset(question.years), _years_in(candidate.reading)
    periods = " ".join(quantity.period or "" for quantity in candidate.quantities)
    headings = " ".join(
        section.label
        for section in candidate.document.outline.path(candidate.sentence.sentence.section)
    )
    nearby = {year for year in asked - own if year in periods or year in headings}
    before = (asked - own - nearby) & candidate.bearing.years_before
    # A sentence without a year is of the time that was spoken of last.
    told = own or (frozenset() if nearby else candidate.bearing.years_before)
    with_own = len(asked & own)
    missing = len(asked) - with_own - len(nearby) - len(before)
    return {
        "year_own": with_own / len(asked),
        "year_near": len(nearby) / len(asked),
        "year_before": len(before) / len(asked),
        "year_missing": missing / len(asked),
        "year_other": float(bool(told) and asked.isdisjoint(told)),
    }


_years_in = lru_cache(_KEPT_FORMS)(years_in)


def _pairs(question: Question, candidate: Candidate) -> float:
    """The share of the question's neighbouring stems that are near neighbours in the sentence."""
    asked = _neighbours(question.stems)
    if not asked:
        return 0.0
    own = candidate.bearing.own
    # Most sentences have both words of no pair.
    known = candidate.bearing.places[0]
    if not any(first in known and second in known for first, second in asked):
        return 0.0
    near = {pair for gap in (1, 2) for pair in zip(own, own[gap:], strict=False)}
    return len(asked & (near | {(second, first) for first, second in near})) / len(asked)


@lru_cache(_KEPT_QUESTIONS)
def _neighbours(stems: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(itertools.pairwise(stems))
