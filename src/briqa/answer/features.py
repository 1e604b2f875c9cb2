"""What speaks for a sentence as the answer to a question, as named figures.

Shares are of the question's weight in rare words: a stem weighs its inverse document frequency,
and the weights of a question add up to 1. So a feature means the same for every question and
corpus. The weights of the features are in `weights/`; `bench/ranking.py` fits them.
"""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Final

from briqa.answer.evidence import Candidate, years_in
from briqa.patterns import lazy_pattern
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
    r"(?:it|its|they|their|this|these|those|such|he|she|his|her|the (?:zone|park|port|company|"
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


# Forms of a name share so many letters and differ by so many at the end.
_NAME_LETTERS: Final = 4
_NAME_ENDING: Final = 3


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

    def share(self, stems: frozenset[str]) -> float:
        """The share of the question's weight that some stems carry."""
        return sum(weight for stem, weight in self.weights.items() if stem in stems)


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


def borne(topic: Topic, candidate: Candidate) -> Borne:
    """Where each stem of a question comes from, the nearest place first."""
    bearing = candidate.bearing
    asked = frozenset(topic.weights)
    places: list[frozenset[str]] = []
    stems: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    for further in (
        frozenset(bearing.own),
        bearing.heads | bearing.subjects | bearing.title,
        bearing.outer,
        bearing.before,
    ):
        stems = _with_aliases(topic, stems | further)
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
        # Nearly all stems begin otherwise, so the whole comparison is for the few others.
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
    others = topic.share(frozenset(topic.weights) - topic.names)
    unnamed = found.missing - topic.names
    named = topic.share(topic.names)
    years_own = years_in(candidate.reading)
    asked_years = frozenset(question.years)
    year_own = len(asked_years & years_own)
    periods = " ".join(quantity.period or "" for quantity in candidate.quantities)
    headings = " ".join(
        section.label
        for section in candidate.document.outline.path(candidate.sentence.sentence.section)
    )
    nearby = {year for year in asked_years - years_own if year in periods or year in headings}
    year_near = len(nearby)
    year_before = len((asked_years - years_own - nearby) & candidate.bearing.years_before)
    # A sentence without a year is of the time that was spoken of last.
    years_told = years_own or (frozenset() if nearby else candidate.bearing.years_before)
    asks_other = bool(asked_years and years_told) and asked_years.isdisjoint(years_told)
    year_count = len(asked_years) or 1
    form = _FORM.get(question.wanted)
    wants_figure = question.wanted.is_figure
    has_date = any(quantity.kind == "date" for quantity in candidate.quantities)
    amounts = sum(quantity.kind != "date" for quantity in candidate.quantities)
    reading = candidate.reading
    return {
        "sentence_cosine": candidate.cosine,
        "passage_cosine": evidence.passage_cosine,
        "passage_gap": best_passage - candidate.hit.score,
        "passage_words": evidence.lexical,
        "passage_pairs": evidence.pairs,
        "words_own": topic.share(found.own - topic.names),
        "words_inherited": topic.share(found.inherited - topic.names),
        "words_outer": topic.share(found.outer - topic.names),
        "words_before": topic.share(found.before - topic.names),
        "words_missing": topic.share(unnamed),
        "words_missing_relative": topic.share(unnamed) / (others or 1.0),
        "capitals_missing": topic.share(unnamed.intersection(question.capitals)),
        "names_own": topic.share(found.own & topic.names),
        "names_inherited": topic.share(found.inherited & topic.names),
        "names_outer": topic.share(found.outer & topic.names),
        "names_before": topic.share(found.before & topic.names),
        "names_missing": topic.share(found.missing & topic.names),
        "names_missing_relative": topic.share(found.missing & topic.names) / (named or 1.0),
        "pairs_own": _pairs(question, candidate),
        "year_own": year_own / year_count,
        "year_near": year_near / year_count,
        "year_before": year_before / year_count,
        "year_missing": (len(asked_years) - year_own - year_near - year_before) / year_count,
        "year_other": float(asks_other),
        "figure_absent": float(wants_figure and not amounts),
        "figures": float(wants_figure) * math.log1p(amounts),
        "date_present": float(question.wanted is Wanted.DATE and has_date),
        "date_absent": float(question.wanted is Wanted.DATE and not has_date),
        "form_present": float(form is not None and bool(form.search(reading))),
        "form_absent": float(form is not None and not form.search(reading)),
        "pointing": float(bool(_POINTING.match(reading))),
        "pointing_back": float(bool(_POINTING.match(reading)))
        * topic.share(found.before | found.outer),
        "lead_in": float(reading.rstrip().endswith(":")),
        "short": float(len(reading) < 45),
        "length": math.log(len(reading) / 150),
        "first_in_passage": float(candidate.position == 0),
    }


def _pairs(question: Question, candidate: Candidate) -> float:
    """The share of the question's neighbouring stems that are near neighbours in the sentence."""
    asked = set(zip(question.stems, question.stems[1:], strict=False))
    if not asked:
        return 0.0
    own = candidate.bearing.own
    near = {pair for gap in (1, 2) for pair in zip(own, own[gap:], strict=False)}
    return len(asked & (near | {(second, first) for first, second in near})) / len(asked)
