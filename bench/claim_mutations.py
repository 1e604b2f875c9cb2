"""True sentences made false by one change: a digit, scale, unit, direction, year or name.

The one thing to know: a change is kept only if it makes the sentence false. A bound ("over 300")
may not stay true of the new figure, and no sentence of the document, read with its headings and
the sentence before, may bear the new atom and half of the sentence's other words in its own.
"""

import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from briqa.evaluate.making.names import Range
from briqa.evaluate.making.standalone import Standalone
from briqa.evaluate.making.statements import YEAR, Statement, Statements
from briqa.evaluate.making.twins import OUTSIDE_PLACES
from briqa.quantities import Quantity, parse_quantities

Kind = Literal["digit", "scale", "unit", "direction", "year", "name"]
Edit = tuple[Range, str]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A sentence with one atom changed.

    Attributes:
        kind: what was changed.
        docid: the document that says otherwise.
        original: the true sentence.
        text: the false one.
        old: the words changed.
        new: what they were changed to.
    """

    kind: Kind
    docid: str
    original: str
    text: str
    old: str
    new: str


def mutate(sentence: Standalone, kind: Kind, corpus: Statements, *, seed: int) -> Mutation | None:
    """One false sentence of a kind; None where the sentence has nothing that can be changed so.

    Args:
        sentence: the true sentence.
        kind: what to change.
        corpus: what must not bear the false one out.
        seed: fixes the choice, which doesn't depend on other sentences.
    """
    rng = random.Random(f"{seed} {sentence.text} {kind}")
    edits = list(_MAKERS[kind](sentence, corpus, rng))
    rng.shuffle(edits)
    for (start, end), new in edits:
        old = sentence.text[start:end]
        if old == new or not _is_false(sentence, kind, (start, end), new, corpus):
            continue
        text = sentence.text[:start] + new + sentence.text[end:]
        text = _with_article(text, start, new)
        return Mutation(kind, sentence.statement.docid, sentence.text, text, old, new)
    return None


def _with_article(text: str, start: int, new: str) -> str:
    """The text with the article before a new word that sounds right."""
    article = re.search(r"\b(an?) $", text[:start], re.IGNORECASE)
    if article is None or not new[:1].isalpha():
        return text
    right = "an" if new[0].lower() in "aeiou" else "a"
    right = right.capitalize() if article[1][0].isupper() else right
    return f"{text[: article.start(1)]}{right} {text[start:]}"


# --- false, not only otherwise said --------------------------------------------------------------


def _is_false(
    sentence: Standalone, kind: Kind, target: Range, new: str, corpus: Statements
) -> bool:
    start, end = target
    mutated = sentence.text[:start] + new + sentence.text[end:]
    rest = corpus.stem_set(sentence.text[:start] + " " + sentence.text[end:])
    if kind in ("digit", "scale"):
        before = {quantity.value for quantity in parse_quantities(sentence.text)}
        values = {quantity.value for quantity in parse_quantities(mutated)} - before
        return bool(values) and not _figure_stands(values, rest, sentence, corpus)
    if kind == "direction" and any(character.isdigit() for character in sentence.text):
        # Its figure ties the sentence down, so the other direction is said of another one.
        return True
    if not corpus.stem_set(new):
        # A currency's sign, which only the figure behind it tells apart.
        changed = mutated[start:].split()[0].rstrip(".,;)")
        return not any(changed in found.text for found in _document(sentence, corpus))
    wanted = corpus.stem_set(new) - corpus.stem_set(sentence.text)
    return bool(wanted) and not _stands(wanted, rest, sentence, corpus)


def _figure_stands(
    values: set[float], rest: frozenset[str], sentence: Standalone, corpus: Statements
) -> bool:
    return any(
        2 * len(rest & found.own) >= len(rest)
        for found in _document(sentence, corpus)
        if any(quantity.value in values for quantity in found.quantities)
    )


def _document(sentence: Standalone, corpus: Statements) -> list[Statement]:
    """All sentences of the document in which a sentence stands."""
    return corpus.at(sentence.statement.docid, 0, sys.maxsize)


def _stands(
    wanted: frozenset[str], rest: frozenset[str], sentence: Standalone, corpus: Statements
) -> bool:
    document = _document(sentence, corpus)
    # What the title says is borne by every sentence, and so tells none from another.
    title = frozenset[str].intersection(*(found.stems for found in document))
    return any(
        wanted <= found.own | (found.stems - title) and 2 * len(rest & found.own) >= len(rest)
        for found in document
        if found.span != sentence.statement.span
    )


# --- figures -------------------------------------------------------------------------------------

_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SCALE_WORD = re.compile(r"\b(thousand|million|billion|trillion)\b")
_NAME_AROUND = re.compile(r"[A-Za-z]\d|\d[A-Z]")
_SCALES: Final = ("thousand", "million", "billion", "trillion")
# Nothing that is counted one by one comes in thousands of what it is counted in.
_LEAST_SCALED = 1000
_IN_THOUSANDS = re.compile(r"\b(?:thousands|millions|billions)\b|[$€£](?:m|mn|bn|000)\b|['’]000")
_UPWARD: Final = frozenset({"over", "at_least"})
_DOWNWARD: Final = frozenset({"up_to", "nearly"})
# So far from "about 300" a figure has to be so as to be another one.
_ABOUT = 0.2
_DIGIT_KINDS: Final = frozenset({"money", "percent", "count", "measure", "duration", "ratio"})


def _figures(text: str) -> Iterator[tuple[Quantity, Range]]:
    """The figures with plain digits and where their digits stand; none inside a name."""
    for quantity in parse_quantities(text):
        whole = text[quantity.span.start : quantity.span.end]
        number = _PLAIN.search(whole)
        if number is None or quantity.kind not in _DIGIT_KINDS or _NAME_AROUND.search(whole):
            continue
        at = quantity.span.start
        yield quantity, (at + number.start(), at + number.end())


def _stays_true(quantity: Quantity, factor: float) -> bool:
    """Whether "over 300" and the like are still true, or nearly so, of a figure so much larger."""
    if quantity.bound in _UPWARD:
        return factor < 1 + _ABOUT
    if quantity.bound in _DOWNWARD:
        return factor > 1 - _ABOUT if quantity.bound == "up_to" else abs(factor - 1) < _ABOUT
    return quantity.bound == "about" and abs(factor - 1) < _ABOUT


def _digit_edits(sentence: Standalone, corpus: Statements, rng: random.Random) -> Iterator[Edit]:
    for quantity, (start, end) in _figures(sentence.text):
        written = sentence.text[start:end]
        old = float(written.replace(",", ""))
        # "1 park" has no plural, and 1 or 0 of a thing reads as something else than a figure.
        if quantity.is_range or old <= 1 or YEAR.fullmatch(written):
            continue
        for place, digit in enumerate(written):
            if not digit.isdigit():
                continue
            others = [other for other in "0123456789" if other != digit]
            changed = f"{written[:place]}{rng.choice(others)}{written[place + 1 :]}"
            new = float(changed.replace(",", ""))
            leads = len(changed) > 1 and changed[0] == "0" and changed[1] != "."
            if leads or new <= 1 or YEAR.fullmatch(changed) or _stays_true(quantity, new / old):
                continue
            if quantity.kind == "percent" and old <= 100 < new:
                continue
            yield (start, end), changed


def _scale_edits(sentence: Standalone, corpus: Statements, rng: random.Random) -> Iterator[Edit]:
    # "(in thousands)" over a table makes "$1,180 thousand" true of "$1,180".
    is_scaled = any(_IN_THOUSANDS.search(found.text) for found in _document(sentence, corpus))
    for quantity, (start, end) in _figures(sentence.text):
        if quantity.kind not in ("money", "count", "measure") or quantity.is_range:
            continue
        scale = _SCALE_WORD.match(sentence.text, end + 1)
        if scale is not None:
            old = _SCALES.index(scale[1])
            for place, word in enumerate(_SCALES):
                if abs(place - old) == 1 and not _stays_true(quantity, 1000.0 ** (place - old)):
                    yield scale.span(), word
        elif (
            not is_scaled
            and quantity.value >= _LEAST_SCALED
            # Whether dollars are meant in thousands, the figure itself often doesn't say.
            and quantity.kind != "money"
            and quantity.bound not in _DOWNWARD
            # "1,973 trains" → "1,973 thousand trains", not "1,973+ thousand" or "thousand%".
            and sentence.text[end : end + 1] in " .,;)"
        ):
            yield (start, end), f"{sentence.text[start:end]} {rng.choice(_SCALES[:2])}"


# --- units ---------------------------------------------------------------------------------------

_UNITS: Final = tuple(
    (re.compile(pattern), replacements)
    for pattern, replacements in (
        (r"\bRMB\b|\byuan\b", ("US dollars", "euros")),
        (r"(?:US)?\$(?=\s?\d)", ("€", "£")),
        (r"€(?=\s?\d)", ("$", "£")),
        (r"£(?=\s?\d)", ("$", "€")),
        (r"\bdollars\b", ("euros", "yuan")),
        (r"\beuros\b", ("dollars", "pounds")),
        (r"\bsquare (?:kilometers|kilometres)\b", ("square miles", "hectares")),
        (r"\bsquare feet\b", ("square meters", "acres")),
        (r"(?<!square )\b(?:kilometers|kilometres|km)\b", ("miles", "meters")),
        (r"\bmiles\b", ("kilometers", "meters")),
        (r"\b(?:tons|tonnes)\b", ("TEU", "kilograms")),
        (r"\bTEU\b", ("tons",)),
        (r"\bmu\b", ("hectares",)),
        (r"\bhectares\b", ("mu", "square kilometers")),
        (r"\bacres\b", ("hectares",)),
        (r"(?<!the )\byears\b(?! ended)", ("months",)),
        (r"\bmonths\b", ("years", "weeks")),
        (r"\bdays\b", ("weeks", "hours")),
        (r"\bbasis points\b", ("percentage points",)),
        (r"\bmegawatts\b", ("gigawatts",)),
        (r"\bbarrels\b", ("tons",)),
        (r"\bcountries\b", ("cities", "provinces")),
        (r"\bcities\b", ("countries",)),
        (r"\b(?:enterprises|companies|firms)\b", ("factories", "schools")),
        (r"\bemployees\b", ("customers", "retirees")),
        (r"\bworkers\b", ("managers",)),
        (r"\bcustomers\b", ("employees", "suppliers")),
        (r"\bports\b", ("airports",)),
        (r"\broutes\b", ("terminals",)),
        (r"\btrains\b", ("flights", "trucks")),
        (r"\bprojects\b", ("companies", "loans")),
        (r"\bparks\b", ("ports", "hospitals")),
        (r"\bzones\b", ("ports", "villages")),
        (r"\bjobs\b", ("houses",)),
        (r"\buniversities\b", ("hospitals",)),
        (r"\bstudents\b", ("teachers", "tourists")),
        (r"\bshares\b", ("options", "warrants")),
        (r"\bstores\b", ("warehouses", "factories")),
        (r"\bsegments\b", ("subsidiaries",)),
        (r"\bplatforms\b", ("laboratories",)),
        (r"\bvessels\b", ("aircraft",)),
        (r"\bproperties\b", ("vehicles",)),
        (r"\bpeople\b", ("families",)),
        (r"\bpassengers\b", ("containers",)),
    )
)
# Between a figure and what is counted there are at most so many characters of other words.
_NOUN_REACH = 25
_COUNTED_WORDS = re.compile(
    r"(?: (?!(?:of|to|in|for|and|with|on|from|by|at|the|a|as|or|are|is)\b)[a-z-]+)* ?"
)
_CHANGE_PERCENT = re.compile(
    r"(?:\b(?:up|down|by|growth of|increase of|decrease of|drop of|rise of|decline of)) "
    r"\d[\d.,]*(%| percent\b)(?! (?:of|interest|owned))"
)


def _unit_edits(sentence: Standalone, corpus: Statements, rng: random.Random) -> Iterator[Edit]:
    text = sentence.text
    for found in _CHANGE_PERCENT.finditer(text):
        yield found.span(1), " percentage points"
    quantities = parse_quantities(text)
    for pattern, replacements in _UNITS:
        places = [
            found.span()
            for found in pattern.finditer(text)
            if any(_counts(quantity, found.span(), text) for quantity in quantities)
        ]
        others = [new for new in replacements if not corpus.stem_set(new) & corpus.stem_set(text)]
        if places and others:
            # One each, lest the many dollars of a sentence leave its other units no chance.
            yield rng.choice(places), rng.choice(others)


def _counts(quantity: Quantity, unit: Range, text: str) -> bool:
    """Whether a unit is that of a figure: inside it, or behind it with a few words between."""
    if quantity.kind in ("date", "ordinal", "percent"):
        return False
    start, end = quantity.span.start, quantity.span.end
    between = text[end : unit[0]]
    return (start <= unit[0] < end) or (
        0 <= unit[0] - end <= _NOUN_REACH and _COUNTED_WORDS.fullmatch(between) is not None
    )


# --- direction -----------------------------------------------------------------------------------

_OPPOSITES: Final = tuple(
    pair
    for pair in (
        ("increase", "decrease"),
        ("increases", "decreases"),
        ("increased", "decreased"),
        ("increasing", "decreasing"),
        ("rose", "fell"),
        ("risen", "fallen"),
        ("rises", "falls"),
        ("grew", "shrank"),
        ("grown", "shrunk"),
        ("grow", "shrink"),
        ("growth", "decline"),
        ("higher", "lower"),
        ("larger", "smaller"),
        ("greater", "smaller"),
        ("highest", "lowest"),
        ("largest", "smallest"),
        ("earliest of", "latest of"),
        ("widened", "narrowed"),
        ("expanded", "contracted"),
        ("raised", "lowered"),
        ("raises", "lowers"),
        ("positive", "negative"),
        ("favorable", "unfavorable"),
        ("exceeded", "fell short of"),
        ("exceeds", "falls short of"),
        ("declined", "climbed"),
        ("dropped", "climbed"),
        ("speeds", "slows"),
        ("strengthened", "weakened"),
        ("improved", "worsened"),
        ("enthusiastic", "indifferent"),
        ("insufficient", "sufficient"),
    )
)
_ONE_WAY: Final = (("decline", "growth"), ("climbed", "dropped"), ("smaller", "larger"))
_FIRST_OF_ONE_WAY: Final = frozenset({"decline", "climbed", "smaller"})
_DIRECTIONS: Final = (
    *_OPPOSITES,
    *((b, a) for a, b in _OPPOSITES if b not in _FIRST_OF_ONE_WAY),
    *_ONE_WAY,
)
# Without a figure these stand in definitions, which say nothing that could be turned round.
_RESULTS: Final = (("gain", "loss"), ("gains", "losses"), ("losses", "gains"), ("profit", "loss"))
_BOUNDS: Final = (
    (re.compile(r"\b[Mm]ore than(?= \$?\d)"), "less than"),
    (re.compile(r"\b[Oo]ver(?= \$?\d)"), "under"),
    (re.compile(r"\b[Ll]ess than(?= \$?\d)"), "more than"),
    (re.compile(r"\bat least(?= \$?\d)"), "at most"),
    (re.compile(r"\bup(?= (?:by )?\$?\d[\d.,]*(?:%| percent| from))"), "down"),
    (re.compile(r"\bdown(?= (?:by )?\$?\d[\d.,]*(?:%| percent| from))"), "up"),
    (re.compile(r"\babove(?= the | \$?\d)"), "below"),
    (re.compile(r"\bbelow(?= the | \$?\d)"), "above"),
    (re.compile(r"(?<=\d% )\bfewer\b"), "more"),
    (re.compile(r"(?<=\d% )\bmore\b"), "less"),
)
# What stands beside these words makes them something else: "loss carryforward", "growth rate".
_TERM_BEHIND = re.compile(
    r"[ -](?:than or|per|carry|conting|rate|strateg|opportunit|capital|market)"
)


def _direction_edits(
    sentence: Standalone, corpus: Statements, rng: random.Random
) -> Iterator[Edit]:
    text = sentence.text
    plain = text.lower()
    has_figure = any(character.isdigit() for character in text)
    for word, opposite in (*_DIRECTIONS, *(_RESULTS if has_figure else ())):
        # A sentence that says both may say of one thing what it says of another.
        if re.search(rf"\b{opposite}\b", plain):
            continue
        found = list(re.finditer(rf"\b{word}\b", text))
        if len(found) == 1 and _TERM_BEHIND.match(text, found[0].end()) is None:
            yield found[0].span(), opposite
    for pattern, opposite in _BOUNDS:
        for match in pattern.finditer(text):
            is_opening = match[0][0].isupper()
            yield match.span(), opposite.capitalize() if is_opening else opposite
    yield from _swapped_ends(text)


def _swapped_ends(text: str) -> Iterator[Edit]:
    """Each "from A to B" as "from B to A"; the dates beside the figures stay where they are."""
    ends: dict[int, list[Quantity]] = defaultdict(list)
    for quantity in parse_quantities(text):
        if quantity.series is not None and quantity.kind in _DIGIT_KINDS:
            ends[quantity.series].append(quantity)
    for figures in ends.values():
        if len(figures) == 2 and figures[0].value != figures[1].value:
            (a, b), (c, d) = ((found.span.start, found.span.end) for found in figures)
            yield (a, d), text[c:d] + text[b:c] + text[a:b]


# --- years ---------------------------------------------------------------------------------------

_YEAR_NAME = re.compile(r"\d{4}(?:-\d| [A-Z]|/)")
_LONGEST_SHIFT = 4


def _year_edits(sentence: Standalone, corpus: Statements, rng: random.Random) -> Iterator[Edit]:
    text = sentence.text
    found = list(YEAR.finditer(text))
    years = [int(match[0]) for match in found]
    for match in found:
        # "the 2022 Shipping Index", "ASU 2016-02": the year is part of a name.
        if _YEAR_NAME.match(text, match.start()) or re.search(
            r"(?:Act of|ASU|No\.?|[A-Z]{2,}-) ?$", text[: match.start()]
        ):
            continue
        old = int(match[0])
        for shift in range(-_LONGEST_SHIFT, _LONGEST_SHIFT + 1):
            new = old + shift
            moved = [new if year == old else year for year in years]
            if (
                shift
                and new not in years
                and years.count(old) == 1
                and _ranks(moved) == _ranks(years)
            ):
                yield match.span(), str(new)


def _ranks(values: Sequence[int]) -> list[int]:
    order = sorted(set(values))
    return [order.index(value) for value in values]


# --- names ---------------------------------------------------------------------------------------

_JOINED_BEHIND = re.compile(r"(?:['’]s)? (?:and|of|&|for|the) [A-Z]|[-/&]|[.]\w| [A-Z]| \d")
_JOINED_BEFORE = re.compile(r"(?:[A-Z][\w-]* (?:and|of|&) |[-/&.]|[A-Z]\w* |[A-Z]\w*['’]s |\")$")
_ADJECTIVE = re.compile(r".*(?:ese|ish|ian|can|ean|ic|al|ch)$")
_LISTED = re.compile(r",(?: and)?|and")
_NO_NAMES: Final = frozenset("Inc Ltd Corp LLC Note Notes Item Fiscal Level Section".split())
_SHORT_ACRONYM = re.compile(r"[A-Z]{1,5}")


def _name_edits(sentence: Standalone, corpus: Statements, rng: random.Random) -> Iterator[Edit]:
    text = sentence.text
    beside = _listed_beside(_document(sentence, corpus), corpus)
    for start, end in corpus.names.find(text):
        old = text[start:end]
        if _JOINED_BEHIND.match(text, end) or _JOINED_BEFORE.search(text[:start]):
            continue
        # What stands in a list with it is surest of its kind; a place of elsewhere least so.
        ways = (
            sorted(beside.get(old, ())),
            [other for other in sorted(beside) if _is_same_kind(old, other, corpus)],
            OUTSIDE_PLACES if old in corpus.names.places else (),
        )
        for others in ways:
            found = [
                other
                for other in others
                if _is_alike(old, other) and not corpus.stem_set(other) & corpus.stem_set(text)
            ]
            yield from (((start, end), other) for other in found)
            if found:
                break


def _listed_beside(document: Sequence[Statement], corpus: Statements) -> dict[str, set[str]]:
    """Each name of a document → those that stand in one list with it, which are of its kind."""
    beside: dict[str, set[str]] = defaultdict(set)
    for found in document:
        listed: list[str] = []
        behind = -1
        for start, end in corpus.names.find(found.text):
            name = found.text[start:end]
            if name not in corpus.names.runs or _JOINED_BEHIND.match(found.text, end):
                behind = -1
                continue
            if behind < 0 or not _LISTED.fullmatch(found.text[behind:start].strip()):
                listed = []
            beside[name].update(listed)
            for other in listed:
                beside[other].add(name)
            listed.append(name)
            behind = end
    return beside


def _is_alike(old: str, other: str) -> bool:
    """Whether two names have the same form."""
    one, two = old.split(), other.split()
    if old == other or len(one) != len(two) or {*one, *two} & _NO_NAMES or "-" in old + other:
        return False
    if _SHORT_ACRONYM.fullmatch(old) or _SHORT_ACRONYM.fullmatch(other):
        return False
    return bool(_ADJECTIVE.match(old)) == bool(_ADJECTIVE.match(other))


def _is_same_kind(old: str, other: str, corpus: Statements) -> bool:
    """Whether both are places, or share the word that says what they are: "Xuwen Port"."""
    one, two = old.split(), other.split()
    return one[-1] == two[-1] if len(one) > 1 else {old, other} <= corpus.names.places


_MAKERS: Final[Mapping[Kind, Callable[[Standalone, Statements, random.Random], Iterator[Edit]]]] = {
    "digit": _digit_edits,
    "scale": _scale_edits,
    "unit": _unit_edits,
    "direction": _direction_edits,
    "year": _year_edits,
    "name": _name_edits,
}
KINDS: Final[tuple[Kind, ...]] = tuple(_MAKERS)
