"""What speaks for and against a figure as the answer: named signs, each from -1 to 1.

The one thing to know: signs that compare figures ("words nearest to this one") compare those of
one sentence. The names are those of the weights file; a new sign needs a new fit.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from briqa.answer.figure_question import Asked
from briqa.patterns import lazy_pattern
from briqa.quantities import Quantity
from briqa.questions import Operation, Task, Wanted
from briqa.values import dataclass
from briqa.words import FUNCTION_WORDS
from briqa.words import words as cut

Similarity = Callable[[Sequence[str], Sequence[str]], npt.NDArray[np.float32]]
"""How near phrases are in meaning: (n_left, n_right) cosines."""

WordStem = Callable[[str], str]
"""A word → its stem as in the lexical index; empty for a function word."""

# Spelling variants ("programme", "program") meet from this ratio of rapidfuzz, and inflections
# that stemming leaves apart ("investor", "invest") from so many letters in common.
_SPELLING: Final = 85.0
_SHORTEST: Final = 5
_SAME_ROOT: Final = 0.8
# Words that are alike share so many letters at their beginning.
_BEGINNING: Final = 2
# Cosines of nouns: below the first they have nothing in common, from the second on they mean one
# thing ("firms", "enterprises").
_UNRELATED: Final = 0.35
_SAME_THING: Final = 0.7
_MAYBE: Final = 0.3
_SURELY: Final = 0.5
# How far the words of a figure reach, in words, on either side of it.
_BEHIND: Final = 7
_BEFORE: Final = 9
# So many words may stand between a level and its change.
_CHANGE_GAP: Final = 6
# A word of a figure's own measure is so much nearer to it.
_OF_MEASURE: Final = 12
# A mark of punctuation puts words as far apart as so many words.
_MARK: Final = 4

# It and its commas end no clause: "$4 and $5, respectively, for rent".
_RESPECTIVELY: Final = lazy_pattern(r",?\s+respectively\b,?", re.IGNORECASE)
# What may stand between the figures of one list: "$4 million in 2019 and $5 million".
_BETWEEN: Final = lazy_pattern(
    r"^(?:[\s,;:()/]|\b(?:and|or|to|from|in|at|on|of|for|by|the|year|years|fiscal|ended|compared|"
    r"with|versus|vs|against|about|approximately|nearly|over|up|then|respectively)\b)*$",
    re.IGNORECASE,
)
_TOKEN: Final = lazy_pattern(r"[^\W_]+|[,;:()\[\]–—.]")
_BREAKS: Final = frozenset(",;:()[]–—")
_CONJUNCTIONS: Final = frozenset({"and", "while", "but", "whereas", "versus", "compared"})
_CHANGE_BEFORE: Final = lazy_pattern(
    r"\b(?:up|down|by|(?:growth|growing|increase|decrease|rise|decline|drop|fall|reduction|change|"
    r"saving|gain)(?: rate)? (?:of|was|is|by)|grew|rose|fell|dropped|improved|worsened|"
    r"gained|climbed|shrank|increased|decreased|declined)"
    r"\s+(?:by\s+|of\s+|about\s+|over\s+|nearly\s+|almost\s+|more than\s+|an?\s+|some\s+)*$",
    re.IGNORECASE,
)
_LEVEL_BEFORE: Final = lazy_pattern(
    r"\b(?:to|reach(?:ed|ing|es)?|at)\s+(?:about\s+|over\s+|nearly\s+|almost\s+|more than\s+)*$",
    re.IGNORECASE,
)
_CHANGE_BEHIND: Final = lazy_pattern(
    r"^\s*(?:(?:more|less|fewer|higher|lower|above|below|faster|larger|smaller)\b|"
    r"(?:annual |yearly |average |year-on-year )*"
    r"(?:growth|increase|decrease|rise|decline|drop|reduction)\b)",
    re.IGNORECASE,
)
_CHANGE_MEASURE: Final = lazy_pattern(
    r"^(?:growth|(?:decline|increase|decrease|change|rise|reduction)s?)\b", re.IGNORECASE
)
_SHARE_BEHIND: Final = lazy_pattern(r"^\s*(?:\)?\s*of (?!which)|share\b)", re.IGNORECASE)
_PART_BEFORE: Final = lazy_pattern(
    r"\b(?:of (?:which|these|those|them|whom)|including|includes?|namely|among them)"
    r"[^,;]{0,12}$",
    re.IGNORECASE,
)
_PART_BEHIND: Final = lazy_pattern(
    r"^\s*(?:[^\W\d_]+\s+)?of (?:which|these|those|them|whom)\b", re.IGNORECASE
)
_WHOLE_NEAR: Final = lazy_pattern(
    r"\b(?:total(?:s|led|ling|ed)?|cumulative(?:ly)?|altogether|combined|overall|in all|sum)\b",
    re.IGNORECASE,
)
_PLAN_NEAR: Final = lazy_pattern(
    r"\b(?:target\w*|goals?|plan(?:s|ned)?|aim\w*|expect\w*|will|forecast\w*)\b", re.IGNORECASE
)
_EACH: Final = lazy_pattern(
    r"^\s*(?:each|apiece|per|a (?:day|week|month|year)|daily|weekly)\b", re.I
)
_YEAR: Final = lazy_pattern(r"(?:1[5-9]|20)\d\d")


class _Token(NamedTuple):
    start: int
    end: int
    stem: str
    clause: int


@dataclass(frozen=True, slots=True)
class SentenceText:
    """A sentence with its figures, as the signs look at it.

    Attributes:
        text: the reading of the sentence.
        quantities: its figures.
        places: where each of them stands in `text`, half-open.
    """

    text: str
    quantities: tuple[Quantity, ...]
    places: tuple[tuple[int, int], ...]


def features(
    asked: Asked,
    sentence: SentenceText,
    word_stem: WordStem,
    similarity: Similarity,
) -> list[dict[str, float]]:
    """The signs of each figure of a sentence.

    Args:
        asked: what is asked for.
        sentence: the sentence.
        word_stem: the stem of one word.
        similarity: likeness of phrases in meaning.
    """
    if not sentence.quantities:
        return []
    changes = [_is_change(sentence, index) for index in range(len(sentence.quantities))]
    tokens = _tokens(sentence.text, word_stem)
    weights = _Weights.of(asked.weights)
    borne = [weights.borne(token.stem) for token in tokens]
    lists = _lists(sentence)
    shared = _shared(sentence, word_stem)
    own = [
        ("", 0.0) if token.stem in shared else weight
        for token, weight in zip(tokens, borne, strict=True)
    ]
    measures = [
        {word_stem(word) for word in _split(found.measure)} for found in sentence.quantities
    ]
    nearest = _nearest(asked, sentence, tokens, own, measures, counted=False)
    counted_nearest = _nearest(asked, sentence, tokens, own, measures, counted=True)
    bases = [_base(sentence, changes, index) for index in range(len(sentence.quantities))]
    in_question = [_in_question(asked, found, word_stem) for found in sentence.quantities]
    counted_units = _counted_units(asked, sentence, word_stem, similarity)
    newest = max((_year(found) or 0 for found in sentence.quantities), default=0)
    found = [
        {
            **_kind(
                asked,
                quantity,
                change=changes[index],
                in_question=in_question[index],
                means=counted_units[index],
                best_means=max(counted_units),
            ),
            **_unit(
                asked,
                quantity,
                word_stem,
                in_question=in_question[index],
                means=counted_units[index],
            ),
            "unit_means_counted": counted_units[index],
            **_words(asked, sentence, lists[bases[index]], tokens, own),
            "sentence": _share(borne),
            "nearest": sum(nearest[at] for at in {index, *lists[index], *lists[bases[index]]}),
            # What counts the same thing without naming it again ("21 ports, 14 of them …") shares
            # the noun.
            "counted_nearest": sum(
                counted_nearest[at]
                for at in {
                    *lists[index],
                    *lists[bases[index]],
                    *_same_unit(sentence.quantities, index),
                }
            ),
            **_roles(asked, quantity, weights, word_stem),
            **_period(asked, quantity, newest),
            **_form(asked, sentence, index, change=changes[index]),
        }
        for index, quantity in enumerate(sentence.quantities)
    ]
    mentioned = _counted_mentioned(asked, sentence, tokens, found, word_stem)
    for signs in found:
        signs["counted_mentioned"] = mentioned
    _compare(
        found,
        "unit_means_counted",
        "nearest",
        "counted_nearest",
        "words_behind",
        "clause",
        "measure",
        "year_agrees",
    )
    return found


def _lists(sentence: SentenceText) -> list[list[int]]:
    """For each figure the list that it is in: neighbours of one unit, nothing told between them.

    What stands before or behind such a list is said of all of it. Dates in between are looked
    through.
    """
    lists: dict[int, list[int]] = {}
    last: int | None = None
    between: list[str] = []
    behind = 0
    for index, (quantity, (start, end)) in enumerate(
        zip(sentence.quantities, sentence.places, strict=True)
    ):
        between.append(sentence.text[behind:start])
        behind = end
        if quantity.kind == "date":
            lists[index] = [index]
            continue
        before = None if last is None else sentence.quantities[last]
        if (
            last is not None
            and before is not None
            and (
                (before.kind, before.unit) == (quantity.kind, quantity.unit)
                or is_restated(before, quantity, between)
            )
            and all(_BETWEEN.match(text) for text in between)
        ):
            lists[index] = lists[last]
            lists[index].append(index)
        else:
            lists[index] = [index]
        last, between = index, []
    return [lists[index] for index in range(len(sentence.quantities))]


def _same_unit(quantities: Sequence[Quantity], index: int) -> list[int]:
    unit = quantities[index].unit
    return [
        at for at, found in enumerate(quantities) if at == index or (unit and unit == found.unit)
    ]


def _base(sentence: SentenceText, changes: Sequence[bool], index: int) -> int:
    """The level that an amount of change is of ("967 trains, up 12%"); else the figure itself."""
    if not changes[index] or sentence.quantities[index].kind != "percent":
        return index
    levels = [
        at
        for at in range(index)
        if sentence.quantities[at].kind not in ("date", "percent") and not changes[at]
    ]
    last = levels[-1] if levels else index
    gap = sentence.text[sentence.places[last][1] : sentence.places[index][0]]
    # Words of their own before it ("carbon emissions fell by") make a change stand for itself.
    return last if len(gap.split()) <= _CHANGE_GAP else index


def is_restated(before: Quantity, quantity: Quantity, between: Sequence[str]) -> bool:
    """Whether a figure says the one before it again in another unit: "25 miles (40 km)"."""
    return (
        before.kind == quantity.kind
        and before.kind in ("measure", "money")
        and [text.strip() for text in between] == ["("]
    )


def _compare(found: Sequence[dict[str, float]], *names: str) -> None:
    """Adds how far each figure is ahead of the best of the others, or behind it."""
    for name in names:
        values = [signs[name] for signs in found]
        for index, signs in enumerate(found):
            others = [*values[:index], *values[index + 1 :]]
            signs[f"{name}_lead"] = values[index] - max(others, default=0.0)


# -- kind and unit --------------------------------------------------------------------------------


def _kind(
    asked: Asked,
    quantity: Quantity,
    *,
    change: bool,
    in_question: bool,
    means: float,
    best_means: float,
) -> dict[str, float]:
    kind, wanted = quantity.kind, asked.question.wanted
    agrees = possible = False
    growth = asked.change and kind != "date"
    named = asked.question.unit
    if named is not None and not growth and not (asked.counted and named == "%"):
        agrees = names_unit(quantity, named)
    elif wanted is Wanted.DATE:
        agrees = kind == "date"
        possible = kind == "duration" or (kind == "count" and quantity.unit is None)
    elif asked.duration and wanted is Wanted.NUMBER:
        agrees = kind == "duration"
        possible = kind in ("count", "measure")
    elif asked.counted and wanted is not Wanted.SHARE:
        agrees = kind in ("count", "measure") and (quantity.unit is None or means >= _MAYBE)
        # Where the thing itself is counted, what counts other things doesn't answer.
        other = best_means >= _SURELY and quantity.unit is not None and means < _MAYBE
        possible = (kind in ("count", "measure", "duration") and not other) or (growth and change)
    elif wanted is Wanted.SHARE:
        agrees = kind == "percent"
        possible = kind == "ratio"
    elif wanted is Wanted.RANK:
        agrees = kind == "ordinal"
        possible = kind == "count"
    elif asked.spend:
        agrees = kind == "money" and not growth
        possible = kind == "money" or (kind == "percent" and growth)
    else:
        possible = kind in ("count", "measure", "money", "percent", "ratio")
    if asked.duration:
        growth = False
    keywords = not (asked.counted or named or asked.how_much)
    if keywords and in_question and kind != "date":
        possible = possible or not agrees
    if growth and (change or asked.rate):
        agrees, possible = change and kind in ("percent", "money", "count", "measure"), False
    asks = asked.asks_figure
    open_amount = wanted is Wanted.NUMBER and not (asked.counted or asked.change or asked.spend)
    return {
        "kind_agrees": float(agrees and asks),
        "kind_possible": float(possible and not agrees and asks),
        "kind_clashes": float(not agrees and not possible and asks),
        "text_asked": float(not asks),
        "keywords_asked": float(not asks and wanted is Wanted.TEXT),
        "date_unasked": float(kind == "date" and wanted is not Wanted.DATE),
        "open_amount_is_money": float(open_amount and kind == "money"),
        "open_amount_is_percent": float(open_amount and kind == "percent"),
        "open_amount_is_measure": float(open_amount and kind == "measure"),
    }


def _unit(
    asked: Asked, quantity: Quantity, word_stem: WordStem, *, in_question: bool, means: float
) -> dict[str, float]:
    unit = quantity.unit
    stems = {word_stem(word) for word in unit.split()} - {""} if unit else set()
    counted = asked.counted_heads
    in_counted = any(alike(a, b) for a in asked.counted for b in stems)
    return {
        "unit_is_another": float(bool(counted and unit) and not in_counted) * (1 - means),
        # "how many firms in the zones": zones aren't what is counted
        "unit_is_uncounted_word": float(bool(counted) and in_question and not in_counted),
    }


def _in_question(asked: Asked, quantity: Quantity, word_stem: WordStem) -> bool:
    """Whether the question has the noun that a figure counts."""
    if not quantity.unit:
        return False
    stem = word_stem(quantity.unit.split()[-1])
    return any(alike(stem, word) for word in asked.weights)


def names_unit(quantity: Quantity, named: str) -> bool:
    """Whether a figure is in the unit that a question names."""
    return quantity.unit == ("percent" if named == "%" else named)


def _counted_units(
    asked: Asked, sentence: SentenceText, word_stem: WordStem, similarity: Similarity
) -> list[float]:
    """From 0 to 1, whether each unit is what is counted, in other words perhaps."""
    heads = asked.counted_heads
    units = list(dict.fromkeys(found.unit for found in sentence.quantities if found.unit))
    if not heads or not units:
        return [0.0] * len(sentence.quantities)
    cosines = similarity(heads, units).max(axis=0)
    clear = {
        unit: 1.0
        if any(_is_counted(unit, head, word_stem) for head in heads)
        else _clear(float(cosine))
        for unit, cosine in zip(units, cosines, strict=True)
    }
    return [clear.get(found.unit or "", 0.0) for found in sentence.quantities]


def _counted_mentioned(
    asked: Asked,
    sentence: SentenceText,
    tokens: Sequence[_Token],
    figures: Sequence[Mapping[str, float]],
    word_stem: WordStem,
) -> float:
    """Whether a sentence has the very noun that is counted, and no figure that may count it.

    A number without a noun may count anything: "in industries, from 37 to 73".
    """
    heads = {word_stem(head) for head in asked.counted_heads}
    is_borne = any(
        signs["unit_means_counted"] >= _SURELY
        or signs["measure_counted"]
        or (quantity.kind == "count" and quantity.unit is None)
        for quantity, signs in zip(sentence.quantities, figures, strict=True)
    )
    return float(not is_borne and any(token.stem in heads for token in tokens if token.stem))


def _is_counted(unit: str, head: str, word_stem: WordStem) -> bool:
    return any(alike(word_stem(head), word_stem(word)) for word in unit.split())


def _clear(cosine: float) -> float:
    """A cosine of single words from 0 (nothing in common) to 1 (the same thing)."""
    return max(0.0, min(1.0, (cosine - _UNRELATED) / (_SAME_THING - _UNRELATED)))


# -- words ----------------------------------------------------------------------------------------


def _tokens(text: str, word_stem: WordStem) -> list[_Token]:
    """The words of a sentence; a clause ends at punctuation and at a conjunction."""
    tokens: list[_Token] = []
    clause = 0
    text = _RESPECTIVELY.sub(lambda match: " " * len(match[0]), text)
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word in _BREAKS or word.lower() in _CONJUNCTIONS:
            clause += 1
        elif word != ".":
            stem = "" if word.lower() in FUNCTION_WORDS else word_stem(word)
            tokens.append(_Token(match.start(), match.end(), stem, clause))
    return tokens


@dataclass(frozen=True, slots=True)
class _Weights:
    """The words of a question with their weights, and those that begin alike together."""

    each: Mapping[str, float]
    beginning: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, weights: Mapping[str, float]) -> "_Weights":
        beginning: dict[str, list[str]] = {}
        for word in weights:
            beginning.setdefault(word[:_BEGINNING], []).append(word)
        return cls(weights, beginning)

    def borne(self, stem: str) -> tuple[str, float]:
        """The word that a word of the sentence bears, and how much of its weight."""
        if not stem:
            return "", 0.0
        if stem in self.each:
            return stem, self.each[stem]
        for word in self.beginning.get(stem[:_BEGINNING], ()):
            if alike(stem, word):
                return word, _SAME_ROOT * self.each[word]
        return "", 0.0


def alike(a: str, b: str) -> bool:
    """Whether two stems are spellings or inflections of one word.

    >>> alike("employe", "employ"), alike("port", "sport")
    (True, False)
    """
    if a == b:
        return True
    # Cheapest first: nearly all pairs end here.
    if (
        a[:_BEGINNING] != b[:_BEGINNING]
        or min(len(a), len(b)) < _SHORTEST
        or not (a.isalpha() and b.isalpha())
    ):
        return False
    if a.startswith(b) or b.startswith(a):
        return True
    # The ratio counts letters in common that stand in one order: never more than there are in any.
    in_common = sum((Counter(a) & Counter(b)).values())
    if 200 * in_common < _SPELLING * (len(a) + len(b)):
        return False
    from rapidfuzz import fuzz  # hardly a pair comes this far, and it takes long to import

    return fuzz.ratio(a, b) >= _SPELLING


def _share(borne: Sequence[tuple[str, float]]) -> float:
    """The weight of the question's words that are borne, each counted once."""
    best: dict[str, float] = {}
    for word, weight in borne:
        if word:
            best[word] = max(weight, best.get(word, 0.0))
    return sum(best.values())


def _words(
    asked: Asked,
    sentence: SentenceText,
    listed: Sequence[int],
    tokens: Sequence[_Token],
    borne: Sequence[tuple[str, float]],
) -> dict[str, float]:
    """The share of the question's words behind a list of figures, before it, in its clauses."""
    start, end = sentence.places[listed[0]][0], sentence.places[listed[-1]][1]
    previous = max((e for _, e in sentence.places if e <= start), default=0)
    following = min((s for s, _ in sentence.places if s >= end), default=len(sentence.text))
    own = {token.clause for token in tokens if token.end > start and token.start < end}
    clause = [i for i, token in enumerate(tokens) if token.clause in own]
    inside = [i for i in clause if tokens[i].start >= start and tokens[i].end <= end]
    behind = [i for i in clause if end <= tokens[i].start < following][:_BEHIND]
    before = [i for i in clause if previous <= tokens[i].start and tokens[i].end <= start]
    reach = _share([borne[i] for i in [*inside, *behind]])
    return {
        "words_behind": reach,
        "words_before": _share([borne[i] for i in before[-_BEFORE:]]),
        "clause": _share([borne[i] for i in clause]),
    }


def _nearest(
    asked: Asked,
    sentence: SentenceText,
    tokens: Sequence[_Token],
    borne: Sequence[tuple[str, float]],
    measures: Sequence[set[str]],
    *,
    counted: bool,
) -> list[float]:
    """Of the question's weight in the sentence, the share whose word stands nearest to a figure.

    With `counted`, of the words of what is counted, else of the others. Dates compete only where a
    date is asked for: they say when, not what.
    """
    rivals = [
        index
        for index, quantity in enumerate(sentence.quantities)
        if (quantity.kind == "date") == (asked.question.wanted is Wanted.DATE)
    ]
    heads = {index: _at(sentence.places[index], tokens) for index in rivals}
    inside = {at for first, last in heads.values() for at in range(first, last + 1)}
    won = [0.0] * len(sentence.quantities)
    for at, (word, weight) in enumerate(borne):
        if not word or not heads or counted != (word in asked.counted):
            continue
        # "how many firms in the zones": that the zones are counted too says nothing of the firms.
        if at in inside and asked.counted and word not in asked.counted:
            continue
        distances = {
            index: _distance(tokens, at, first, last)
            - (_OF_MEASURE if tokens[at].stem in measures[index] else 0)
            for index, (first, last) in heads.items()
        }
        least = min(distances.values())
        closest = [index for index, distance in distances.items() if distance == least]
        for index in closest:
            won[index] += weight / len(closest)
    total = sum(won)
    return [share / total if total else 0.0 for share in won]


def _shared(sentence: SentenceText, word_stem: WordStem) -> set[str]:
    """The words of a subject that several figures have: they tell none of them from another."""
    subjects = Counter(found.subject for found in sentence.quantities if found.subject)
    return {
        word_stem(word)
        for subject, figures in subjects.items()
        if figures > 1
        for word in _split(subject)
    }


def _at(place: tuple[int, int], tokens: Sequence[_Token]) -> tuple[int, int]:
    """The first and the last word of a figure."""
    inside = [
        i for i, token in enumerate(tokens) if token.start < place[1] and token.end > place[0]
    ]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _distance(tokens: Sequence[_Token], at: int, first: int, last: int) -> int:
    """Words between a word and a figure; a clause's end counts for several.

    What stands behind a figure belongs to it rather than to the next.
    """
    if first <= at <= last:
        return 0
    figure = last if at > last else first
    marks = abs(tokens[at].clause - tokens[figure].clause)
    return 2 * (abs(at - figure) + _MARK * marks) + (1 if at < first else 0)


# -- whom, what, when -----------------------------------------------------------------------------


def _roles(
    asked: Asked, quantity: Quantity, weights: _Weights, word_stem: WordStem
) -> dict[str, float]:
    measure = [weights.borne(word_stem(word)) for word in _split(quantity.measure)]
    subject = [weights.borne(word_stem(word)) for word in _split(quantity.subject)]
    return {
        "measure": _share(measure),
        "measure_counted": float(any(word in asked.counted for word, _ in measure)),
        "subject": float(any(word for word, _ in subject)),
    }


def _split(words: str | None) -> list[str]:
    return cut(words) if words else []


def _year(quantity: Quantity) -> int | None:
    """The last year of a figure's period."""
    years = _YEAR.findall(quantity.period or "")
    return int(years[-1]) if years else None


def _period(asked: Asked, quantity: Quantity, newest: int) -> dict[str, float]:
    year, years = _year(quantity), asked.question.years
    inside = any(asked_year in (quantity.period or "") for asked_year in years)
    if asked.question.task is Task.TREND and len(years) > 1 and year is not None:
        inside = inside or int(min(years)) <= year <= int(max(years))
    if asked.since and year is not None:
        inside = inside or year >= int(years[0])
    if asked.period:
        return dict.fromkeys(("year_agrees", "year_differs", "older_unasked"), 0.0)
    return {
        "year_agrees": float(inside and quantity.kind != "date"),
        "year_differs": float(bool(years) and year is not None and not inside),
        "older_unasked": float(
            not years
            and year is not None
            and year < newest
            and asked.question.wanted is not Wanted.DATE
        ),
    }


# -- form -----------------------------------------------------------------------------------------


def _form(asked: Asked, sentence: SentenceText, index: int, *, change: bool) -> dict[str, float]:
    quantity = sentence.quantities[index]
    start, end = sentence.places[index]
    before, behind = sentence.text[max(0, start - 60) : start], sentence.text[end : end + 60]
    share = (
        quantity.kind == "percent"
        and not change
        and bool((quantity.measure or "").startswith("share") or _SHARE_BEHIND.match(behind))
    )
    part = bool(_PART_BEFORE.search(before) or _PART_BEHIND.match(behind))
    in_brackets = sentence.text.count("(", 0, start) > sentence.text.count(")", 0, start)
    whole = bool(_WHOLE_NEAR.search(before[-25:]) or _WHOLE_NEAR.search(behind[:25]))
    plan = bool(_PLAN_NEAR.search(before[-30:]))
    first, last = _series_ends(sentence.quantities, index)
    rivals = [found for found in sentence.quantities if found.kind == quantity.kind]
    percent_change = asked.change and asked.question.operation is not Operation.SHARE
    return {
        "change_unasked": float(change and not asked.change),
        "level_though_change": float(asked.change and not change and quantity.kind != "date"),
        "share_agrees": float(asked.share and share),
        "share_unasked": float(share and not asked.share and percent_change),
        "whole_agrees": float(asked.whole and whole),
        "whole_though_part": float(asked.whole and part),
        "part_agrees": float(part and asked.part),
        "part_unasked": float(part and not asked.part),
        "in_brackets": float(in_brackets and quantity.kind != "date"),
        "brackets_asked_whole": float(in_brackets and asked.whole),
        "plan_agrees": float(asked.plan and plan),
        "plan_unasked": float(plan and not asked.plan),
        "series_start": float(first and not asked.several and not asked.earliest),
        "series_start_asked": float(first and asked.earliest),
        "series_end": float(last and not asked.several),
        "first_of_kind": float(rivals[0] is quantity),
        "restated": float(
            index > 0
            and is_restated(
                sentence.quantities[index - 1],
                quantity,
                [sentence.text[sentence.places[index - 1][1] : start]],
            )
        ),
        "only_of_kind": float(len(rivals) == 1),
        "stated": float(quantity.value in asked.values and quantity.kind != "date"),
        "stated_beside": float(
            any(
                other.value in asked.values and other.kind != "date"
                for other in sentence.quantities
                if other is not quantity
            )
        ),
        "each": float(bool(_EACH.match(behind)) and quantity.kind != "date"),
    }


def _is_change(sentence: SentenceText, index: int) -> bool:
    """Whether a figure is an amount of change, not a level."""
    quantity, (start, end) = sentence.quantities[index], sentence.places[index]
    if quantity.kind == "date" or quantity.series is not None:
        return False
    if _LEVEL_BEFORE.search(sentence.text[max(0, start - 60) : start]):
        return False
    return bool(
        _CHANGE_MEASURE.match(quantity.measure or "")
        or (quantity.direction and quantity.kind in ("percent", "money"))
        or _CHANGE_BEFORE.search(sentence.text[max(0, start - 60) : start])
        or _CHANGE_BEHIND.match(sentence.text[end : end + 60])
    )


def _series_ends(quantities: Sequence[Quantity], index: int) -> tuple[bool, bool]:
    """Whether a figure is the first, and the last, of a "from A to B"."""
    series = quantities[index].series
    if series is None:
        return False, False
    members = [at for at, found in enumerate(quantities) if found.series == series]
    return members[0] == index and len(members) > 1, members[-1] == index and len(members) > 1
