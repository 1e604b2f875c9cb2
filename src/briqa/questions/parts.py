"""The parts of a question: the sides of a comparison, the years of a trend.

Each part is a question about one side alone, made by leaving the other sides' words out, so that
it can be searched for by itself. Where no two sides can be told, the question stays whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.questions.intent import is_thing
from briqa.questions.names import NameSpan
from briqa.questions.question import Part, Question, Task
from briqa.words import content_words, words

Nearness = Callable[[str, str], float]
"""How near two phrases are in meaning, from -1 to 1."""

_I: Final = re.IGNORECASE

# What may stand between two sides. "and" joins sides only where a comparison is asked for.
_BETWEEN: Final = lazy_pattern(
    r"\b(?:vs?|versus|or|than|against|compared|comparison|relative|and|while|whereas)\b"
    r"|\bwith (?:that|those|the)\b|^\s*(?:,|with)\s*$",
    _I,
)
# Between two names these ask for a comparison by themselves.
_EITHER: Final = lazy_pattern(r"\b(?:vs?|versus|or)\b", _I)
_CLAUSES: Final = lazy_pattern(
    r",?\s+and\s+(?:for\s+)?(?=(?:what|which|who|whom|how|when|where)\b)", _I
)
# "compare with that in Kastrel": the second side is what stands for the first one's thing.
_STANDS_FOR: Final = lazy_pattern(
    r",?\s*\b(?:(?:compared?|relative|equal|differs?|next) (?:with|to|from)|or|than|vs\.?|versus|"
    r"and|with|to|from|against|whereas|while)\s+(?:that|those|the ones?) "
    r"(?:in|of|at|from|by|for) (?:the )?$",
    _I,
)
# A clause that points back ("how many of them are abroad") asks more of the same, of no other side.
_POINTS_BACK: Final = lazy_pattern(
    r"\b(?:of (?:them|these|those|that|it|which)|(?:is|are|was|were|did|do|does|has|have|will|"
    r"would|can|could) (?:it|they|that|this|these|those)|"
    r"(?:it|they) (?:is|are|was|were|has|have|had)|its|their)\b",
    _I,
)
_PLAIN_SIDES: Final = lazy_pattern(
    r"\b(?P<first>[^\W\d_][\w-]*)\s+(?:vs\.?|versus|or)\s+"
    r"(?:(?:by|in|on|at|from|to|for|with|via)\s+)?(?:the |an? )?"
    r"(?P<second>[^\W\d_][\w-]*)",
    _I,
)
_VERSUS: Final = lazy_pattern(r"\b(?:vs|versus)\b", _I)
_SUPERLATIVES: Final = lazy_pattern(
    r"\b(?:most|fewest|least|largest|smallest|highest|lowest|biggest|best|worst|first|last|"
    r"oldest|newest|longest|shortest|fastest|slowest)\b",
    _I,
)
# Words that only say that sides are compared; about one side alone they say nothing.
_COMPARING: Final = lazy_pattern(
    r"\b(?:vs?|versus|compared? (?:to|with)|compar(?:e|ed|ing|ison)|rather than|than|whereas|"
    r"differences?|differ|between|both|each|respectively)\b\.?|\b(?:or|and)\b(?=\s*(?:[?.,]|$))|^\s*(?:or|and)\b",
    _I,
)
# "Rayong or the one in Haiphong": without the name, nothing is left of the second side.
_ONE: Final = lazy_pattern(
    r"\b(?:the|that) ones?\b(?:\s+(?:in|of|at|from|by)\b(?=\s*(?:[?.,]|$)))?", _I
)
# "each year from 2019 to 2022" asks for those between, too.
_EACH_YEAR: Final = lazy_pattern(
    r"\b(?:each year|every year|year by year|yearly|annual(?:ly)?|per year|by year)\b[^?]{0,30}?"
    r"\b(?:from|between)\s+(?P<first>(?:1[5-9]|20)\d\d)\s*(?:to|and|until|till|through|-|–)\s*"
    r"(?P<last>(?:1[5-9]|20)\d\d)\b",
    _I,
)
_MOST_YEARS: Final = 10
# Between two names in a row these ask for both, or which of them is ahead.
_EACH: Final = lazy_pattern(r"\b(?:both|each|respectively)\b", _I)
_AHEAD: Final = lazy_pattern(
    r"\b(?:more|fewer|less|larger|bigger|higher|smaller|lower|greater|better|longer|shorter|older|"
    r"younger|faster|earlier|later)\b",
    _I,
)
_AND: Final = lazy_pattern(r"\band\b|,", _I)
_WITH: Final = lazy_pattern(r"^\s*with\s*$", _I)
_IN_A_ROW: Final = lazy_pattern(r"^[\s,]+$")
_JOINED_BEFORE: Final = lazy_pattern(r",?\s+(?:or|and)\s+(?:the\s+|an?\s+)?$", _I)
_JOINED_BEHIND: Final = lazy_pattern(r"\s*,?\s+(?:or|and)\b", _I)
# What parts the clauses of a comparison, each of which may ask for a thing of its own.
_AGAINST: Final = lazy_pattern(
    r"\b(?:than|vs?\.?|versus|compared (?:to|with)|against|whereas|while)\b", _I
)
# The rest of a name that is written with capitals: "Guangzhou Port Group". Initials are none.
_REST_OF_NAME: Final = lazy_pattern(r"(?: [A-Z][a-z]+\b)+")
# Of the pairs of names, those are sides that come so near in meaning to the nearest pair.
_ALIKE: Final = 0.6
_POSSESSIVE: Final = lazy_pattern(r"['’]s\b")
_NOW: Final = lazy_pattern(r"\b(?:now|today|currently|nowadays|present|latest)\b", _I)


def split_question(
    question: Question, names: Sequence[NameSpan], nearness: Nearness
) -> tuple[Part, ...]:
    """The parts of a question; empty when it asks one thing.

    Args:
        question: the question as read from its words.
        names: its proper names in order.
        nearness: used to tell which of several names is the other side.
    """
    text = question.text
    if question.task is Task.TREND:
        return _by_year(question) if len(question.years) > 1 else ()
    clauses = _by_clause(text, names)
    if clauses:
        return clauses
    is_comparison = question.task is Task.COMPARE
    halves = _by_halves(text, names) if is_comparison else ()
    if halves:
        return halves
    plain = _plain_sides(text, names) if is_comparison else ()
    if plain:
        return plain
    for between in _separators(text, is_comparison=is_comparison):
        sides = _named_sides(text, names, nearness, between)
        if len(sides) > 1:
            return _in_place(text, sides) or _without_others(text, sides)
    if not is_comparison:
        return ()
    return _by_year(question) if len(question.years) > 1 else _plain_sides(text)


def _separators(text: str, *, is_comparison: bool) -> Iterator[re.Pattern[str]]:
    """What may stand between the sides, the surest first."""
    yield _BETWEEN if is_comparison else _EITHER
    if _EACH.search(text):
        yield _AND
    if _AHEAD.search(text):
        yield _IN_A_ROW


def _by_halves(text: str, names: Sequence[NameSpan]) -> tuple[Part, ...]:
    """Two clauses that each ask for a thing of their own: "more zones than … has parks"."""
    gaps = list(_AGAINST.finditer(text))
    if len(gaps) != 1:
        return ()
    (gap,) = gaps
    first = [found for found in names if found.end <= gap.start()]
    second = [found for found in names if found.start >= gap.end()]
    halves = text[: gap.start()].strip(" ,"), text[gap.end() :].strip(" ,")
    if not first or not second or not all(_has_thing(half, names) for half in halves):
        return ()
    labels = first[0].name, second[0].name
    if labels[0].stems == labels[1].stems:
        return ()
    return tuple(
        Part(label.text, half, is_whole=True) for label, half in zip(labels, halves, strict=True)
    )


def _has_thing(half: str, names: Sequence[NameSpan]) -> bool:
    """Whether a clause says what is counted or measured, and not only of whom."""
    named = {word for found in names for word in words(found.name.text.lower())}
    return any(is_thing(word) for word in content_words(half.lower()) if word not in named)


def _by_year(question: Question) -> tuple[Part, ...]:
    text = question.text
    found = [
        (year, match.start(), match.end())
        for year in question.years
        for match in re.finditer(rf"\b{year}\b", text)
    ]
    parts = {part.label: part for part in _without_others(text, found)}
    every = _EACH_YEAR.search(text)
    if every and parts:
        first, last = int(every["first"]), int(every["last"])
        for year in range(first + 1, last) if last - first < _MOST_YEARS else ():
            # A year between those named is asked for as the first of them is.
            like = parts[every["first"]].text.replace(every["first"], str(year))
            parts.setdefault(str(year), Part(str(year), like))
    return tuple(parts[year] for year in sorted(parts)) if every else tuple(parts.values())


def _by_clause(text: str, names: Sequence[NameSpan]) -> tuple[Part, ...]:
    """Two clauses with a question word each, about different names or different extremes."""
    gap = _CLAUSES.search(text)
    if gap is None or _POINTS_BACK.search(text, gap.end()):
        return ()
    first = [name for name in names if name.end <= gap.start()]
    second = [name for name in names if name.start >= gap.end()]
    if first and second and not first[-1].name.stems & second[0].name.stems:
        context = text[: gap.start()]
        lead = context.rpartition(",")[0]
        labels = first[-1].name, second[0].name
        return (
            Part(labels[0].text, context),
            Part(labels[1].text, f"{lead} {text[gap.end() :]}".strip()),
        )
    left = _SUPERLATIVES.search(text, 0, gap.start())
    right = _SUPERLATIVES.search(text, gap.end())
    if left and right and left[0].lower() != right[0].lower():
        whole = text[: gap.start()]
        return (
            Part(left[0], whole),
            Part(right[0], whole[: left.start()] + right[0] + whole[left.end() :]),
        )
    return ()


def _named_sides(
    text: str, names: Sequence[NameSpan], nearness: Nearness, between: re.Pattern[str]
) -> list[tuple[str, int, int]]:
    """The names that are compared, with their place; fewer than two when they can't be told.

    `between` is what stands between two sides.
    """
    pairs: list[tuple[float, int, int]] = []
    with_only: list[tuple[float, int, int]] = []
    for index in range(1, len(names)):
        gap = text[names[index - 1].end : names[index].start]
        if not between.search(gap):
            continue
        right = names[index].name
        near, left = max((nearness(names[at].name.text, right.text), at) for at in range(index))
        if names[left].name.stems != right.stems:
            joined = with_only if _WITH.search(gap) else pairs
            joined.append((near, left, index))
    # "Compare the trade of A and B with C" compares A and B; only "A with B" has no others.
    pairs = pairs or with_only
    closest = max((near for near, _, _ in pairs), default=0.0)
    # Sides are names of one kind; a name that only stands on the way is much less alike.
    kept = {at for near, left, right in pairs if near >= _ALIKE * closest for at in (left, right)}
    return [
        (names[at].name.text, names[at].start, _end_of_name(text, names[at].end))
        for at in sorted(kept)
    ]


def _end_of_name(text: str, end: int) -> int:
    """Where the capitals behind a name end that belong to it, though they are common words."""
    rest = _REST_OF_NAME.match(text, end)
    return rest.end() if rest else end


def _plain_sides(text: str, names: Sequence[NameSpan] | None = None) -> tuple[Part, ...]:
    """Sides that are common words: "outbound vs inbound".

    With `names` only such that "vs" joins and that are no names themselves.
    """
    match = _PLAIN_SIDES.search(text)
    if match is None:
        return ()
    if names is not None and (
        not _VERSUS.search(text, *match.span())
        or any(name.start < match.end() and name.end > match.start() for name in names)
    ):
        return ()
    return _without_others(text, [(match[name], *match.span(name)) for name in ("first", "second")])


def _in_place(text: str, sides: Sequence[tuple[str, int, int]]) -> tuple[Part, ...]:
    """Two sides joined by "that in …": the second one's name is put in the place of the first's."""
    if len(sides) != 2:
        return ()
    (one, start, end), (other, behind, close) = sides
    pronoun = _STANDS_FOR.search(text, end, behind)
    if pronoun is None or one.lower() == other.lower():
        return ()
    owned = _POSSESSIVE.match(text, close)
    rest = text[owned.end() if owned else close :]
    head, tail = text[:start], text[end : pronoun.start()] + rest
    return tuple(Part(label, _tidy(f"{head}{label}{tail}")) for label in (one, other))


def _without_others(text: str, sides: Sequence[tuple[str, int, int]]) -> tuple[Part, ...]:
    labels = list(dict.fromkeys(label.lower() for label, _, _ in sides))
    parts = []
    for label in labels:
        others = [(start, end) for other, start, end in sides if other.lower() != label]
        typed = next(other for other, _, _ in sides if other.lower() == label)
        parts.append(Part(typed, _tidy(_cut(text, others))))
    return tuple(parts) if len(parts) > 1 else ()


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without some spans, and without the conjunction that joins each to another."""
    for start, end in sorted(spans, reverse=True):
        possessive = _POSSESSIVE.match(text, end)
        end = possessive.end() if possessive else end
        joined = _JOINED_BEFORE.search(text, 0, start)
        behind = _JOINED_BEHIND.match(text, end)
        if joined:
            start = joined.start()
        elif behind:
            end = behind.end()
        text = f"{text[:start]} {text[end:]}"
    return text


def _tidy(text: str) -> str:
    plain = _NOW.sub(" ", _COMPARING.sub(" ", _ONE.sub(" ", text)))
    return re.sub(r"\s+([?.,])", r"\1", re.sub(r"\s+", " ", plain)).strip(" ,")
