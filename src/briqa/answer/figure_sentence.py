"""What a sentence says of its figures, whatever is asked: lists, clauses, changes, forms.

The one thing to know: nothing here depends on a question, so that it is worked out once for a
sentence that many questions come to. What it says to a question is in `figure_features`.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from briqa.patterns import lazy_pattern
from briqa.quantities import Quantity
from briqa.store import StoredDocument, StoredSentence
from briqa.values import dataclass
from briqa.words import FUNCTION_WORDS, words

WordStem = Callable[[str], str]
"""A word → its stem as in the lexical index; empty for a function word."""

# How far the words of a figure reach, in words, on either side of it.
_BEHIND: Final = 7
_BEFORE: Final = 9
# So many words may stand between a level and its change.
_CHANGE_GAP: Final = 6
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


@dataclass(frozen=True, slots=True)
class FigureForm:
    """What the words around a figure say of it.

    Attributes:
        is_share: whether it is a share of something.
        is_part: whether it is a part of what was counted before.
        is_whole: whether it is a total.
        is_plan: whether it is a target or a forecast.
        is_each: whether it is so much for each, or in each time.
        in_brackets: whether it stands in brackets.
        is_restated: whether it says the figure before it in another unit.
        starts_series: whether it is the first of a "from A to B".
        ends_series: whether it is the last.
        is_first_of_kind: whether no figure of its kind stands before it.
        is_only_of_kind: whether none of its kind stands beside it.
    """

    is_share: bool
    is_part: bool
    is_whole: bool
    is_plan: bool
    is_each: bool
    in_brackets: bool
    is_restated: bool
    starts_series: bool
    ends_series: bool
    is_first_of_kind: bool
    is_only_of_kind: bool


@dataclass(frozen=True, slots=True)
class FigureInSentence:
    """A figure and what its sentence says of it; words are counted among those of the sentence.

    Attributes:
        quantity: the figure.
        is_change: whether it is an amount of change, not a level.
        year: the last year of its period.
        measure: the stems of what it measures, in order.
        subject: those of its subject.
        unit: those of its unit.
        listed: the places of the figures that are told of together with it, its own among them.
        counted: the same and those of its unit.
        words: its first and its last word.
        reach: the words inside and behind its list, in their clauses.
        before: those before it.
        clause: all words of these clauses.
        form: what the words around it say of it.
    """

    quantity: Quantity
    is_change: bool
    year: int | None
    measure: tuple[str, ...]
    subject: tuple[str, ...]
    unit: tuple[str, ...]
    listed: tuple[int, ...]
    counted: tuple[int, ...]
    words: tuple[int, int]
    reach: tuple[int, ...]
    before: tuple[int, ...]
    clause: tuple[int, ...]
    form: FigureForm


@dataclass(frozen=True, slots=True)
class FigureSentence:
    """A sentence with its figures.

    Attributes:
        figures: in text order.
        stems: the stem of each of its words, empty for function words.
        clauses: the number of the clause of each of its words.
        shared: the stems of a subject that several figures have.
        newest: the last year of its figures; 0 without any.
    """

    figures: tuple[FigureInSentence, ...]
    stems: tuple[str, ...]
    clauses: tuple[int, ...]
    shared: frozenset[str]
    newest: int


def read_sentence(
    document: StoredDocument, sentence: StoredSentence, word_stem: WordStem
) -> FigureSentence:
    """A sentence with its figures; those that the view lacks are out.

    Args:
        document: the document.
        sentence: one of its sentences.
        word_stem: the stem of one word.
    """
    text = sentence_text(document, sentence)
    if not text.quantities:
        return FigureSentence((), (), (), frozenset(), 0)
    tokens = _tokens(text.text, word_stem)
    changes = [_is_change(text, index) for index in range(len(text.quantities))]
    lists = _lists(text)
    figures = tuple(
        _figure(text, index, changes, lists, tokens, word_stem)
        for index in range(len(text.quantities))
    )
    return FigureSentence(
        figures,
        tuple(token.stem for token in tokens),
        tuple(token.clause for token in tokens),
        frozenset(_shared(text, word_stem)),
        max(figure.year or 0 for figure in figures),
    )


def _figure(
    text: SentenceText,
    index: int,
    changes: Sequence[bool],
    lists: Sequence[Sequence[int]],
    tokens: Sequence[_Token],
    word_stem: WordStem,
) -> FigureInSentence:
    quantity = text.quantities[index]
    base = lists[_base(text, changes, index)]
    reach, before, clause = _around(text, base, tokens)

    def stems(found: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(word_stem, found))

    return FigureInSentence(
        quantity,
        changes[index],
        _year(quantity),
        stems(words(quantity.measure or "")),
        stems(words(quantity.subject or "")),
        stems((quantity.unit or "").split()),
        tuple({index, *lists[index], *base}),
        tuple({*lists[index], *base, *_same_unit(text.quantities, index)}),
        _at(text.places[index], tokens),
        reach,
        before,
        clause,
        _form(text, index, is_change=changes[index]),
    )


def _form(text: SentenceText, index: int, *, is_change: bool) -> FigureForm:
    quantity, (start, end) = text.quantities[index], text.places[index]
    before, behind = text.text[max(0, start - 60) : start], text.text[end : end + 60]
    starts_series, ends_series = _series_ends(text.quantities, index)
    rivals = [found for found in text.quantities if found.kind == quantity.kind]
    return FigureForm(
        is_share=quantity.kind == "percent"
        and not is_change
        and bool((quantity.measure or "").startswith("share") or _SHARE_BEHIND.match(behind)),
        is_part=bool(_PART_BEFORE.search(before) or _PART_BEHIND.match(behind)),
        is_whole=bool(_WHOLE_NEAR.search(before[-25:]) or _WHOLE_NEAR.search(behind[:25])),
        is_plan=bool(_PLAN_NEAR.search(before[-30:])),
        is_each=bool(_EACH.match(behind)),
        in_brackets=text.text.count("(", 0, start) > text.text.count(")", 0, start),
        is_restated=index > 0
        and is_restated(
            text.quantities[index - 1],
            quantity,
            [text.text[text.places[index - 1][1] : start]],
        ),
        starts_series=starts_series,
        ends_series=ends_series,
        is_first_of_kind=rivals[0] is quantity,
        is_only_of_kind=len(rivals) == 1,
    )


def _around(
    text: SentenceText, listed: Sequence[int], tokens: Sequence[_Token]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The words inside and behind a list of figures, before it, and all of its clauses."""
    start, end = text.places[listed[0]][0], text.places[listed[-1]][1]
    previous = max((e for _, e in text.places if e <= start), default=0)
    following = min((s for s, _ in text.places if s >= end), default=len(text.text))
    own = {token.clause for token in tokens if token.end > start and token.start < end}
    clause = [i for i, token in enumerate(tokens) if token.clause in own]
    inside = [i for i in clause if tokens[i].start >= start and tokens[i].end <= end]
    behind = [i for i in clause if end <= tokens[i].start < following][:_BEHIND]
    before = [i for i in clause if previous <= tokens[i].start and tokens[i].end <= start]
    return (*inside, *behind), tuple(before[-_BEFORE:]), tuple(clause)


def sentence_text(document: StoredDocument, sentence: StoredSentence) -> SentenceText:
    """A sentence as it reads, with the places of its figures; those that the view lacks are out."""
    span = sentence.sentence.span
    view = document.view.to_view(span)
    if view is None:
        return SentenceText("", (), ())
    placed = [
        (quantity, (place.start - view.start, place.end - view.start))
        for quantity in document.quantities_in(span)
        if (place := document.view.to_view(quantity.span)) is not None
    ]
    return SentenceText(
        document.view.text[view.start : view.end],
        tuple(quantity for quantity, _ in placed),
        tuple(place for _, place in placed),
    )


def _lists(text: SentenceText) -> list[list[int]]:
    """For each figure the list that it is in: neighbours of one unit, nothing told between them.

    What stands before or behind such a list is said of all of it. Dates in between are looked
    through.
    """
    lists: dict[int, list[int]] = {}
    last: int | None = None
    between: list[str] = []
    behind = 0
    for index, (quantity, (start, end)) in enumerate(
        zip(text.quantities, text.places, strict=True)
    ):
        between.append(text.text[behind:start])
        behind = end
        if quantity.kind == "date":
            lists[index] = [index]
            continue
        before = None if last is None else text.quantities[last]
        if (
            last is not None
            and before is not None
            and (
                (before.kind, before.unit) == (quantity.kind, quantity.unit)
                or is_restated(before, quantity, between)
            )
            and all(_BETWEEN.match(gap) for gap in between)
        ):
            lists[index] = lists[last]
            lists[index].append(index)
        else:
            lists[index] = [index]
        last, between = index, []
    return [lists[index] for index in range(len(text.quantities))]


def _same_unit(quantities: Sequence[Quantity], index: int) -> list[int]:
    unit = quantities[index].unit
    return [
        at for at, found in enumerate(quantities) if at == index or (unit and unit == found.unit)
    ]


def _base(text: SentenceText, changes: Sequence[bool], index: int) -> int:
    """The level that an amount of change is of ("967 trains, up 12%"); else the figure itself."""
    if not changes[index] or text.quantities[index].kind != "percent":
        return index
    levels = [
        at
        for at in range(index)
        if text.quantities[at].kind not in ("date", "percent") and not changes[at]
    ]
    last = levels[-1] if levels else index
    gap = text.text[text.places[last][1] : text.places[index][0]]
    # Words of their own before it ("carbon emissions fell by") make a change stand for itself.
    return last if len(gap.split()) <= _CHANGE_GAP else index


def is_restated(before: Quantity, quantity: Quantity, between: Sequence[str]) -> bool:
    """Whether a figure says the one before it again in another unit: "25 miles (40 km)"."""
    return (
        before.kind == quantity.kind
        and before.kind in ("measure", "money")
        and [text.strip() for text in between] == ["("]
    )


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


def _shared(text: SentenceText, word_stem: WordStem) -> set[str]:
    """The words of a subject that several figures have: they tell none of them from another."""
    subjects = Counter(found.subject for found in text.quantities if found.subject)
    return {
        word_stem(word)
        for subject, figures in subjects.items()
        if figures > 1
        for word in words(subject)
    }


def _at(place: tuple[int, int], tokens: Sequence[_Token]) -> tuple[int, int]:
    """The first and the last word of a figure."""
    inside = [
        i for i, token in enumerate(tokens) if token.start < place[1] and token.end > place[0]
    ]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _year(quantity: Quantity) -> int | None:
    """The last year of a figure's period."""
    years = _YEAR.findall(quantity.period or "")
    return int(years[-1]) if years else None


def _is_change(text: SentenceText, index: int) -> bool:
    """Whether a figure is an amount of change, not a level."""
    quantity, (start, end) = text.quantities[index], text.places[index]
    if quantity.kind == "date" or quantity.series is not None:
        return False
    if _LEVEL_BEFORE.search(text.text[max(0, start - 60) : start]):
        return False
    return bool(
        _CHANGE_MEASURE.match(quantity.measure or "")
        or (quantity.direction and quantity.kind in ("percent", "money"))
        or _CHANGE_BEFORE.search(text.text[max(0, start - 60) : start])
        or _CHANGE_BEHIND.match(text.text[end : end + 60])
    )


def _series_ends(quantities: Sequence[Quantity], index: int) -> tuple[bool, bool]:
    """Whether a figure is the first, and the last, of a "from A to B"."""
    series = quantities[index].series
    if series is None:
        return False, False
    members = [at for at, found in enumerate(quantities) if found.series == series]
    return members[0] == index and len(members) > 1, members[-1] == index and len(members) > 1
