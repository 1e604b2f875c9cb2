"""A claim, read: its figures, dates, names and topic, with the question that it answers.

The one thing to know: a claim is searched and weighed as a question of its own words, so that a
sentence counts as near it by the same measures as for a question. What a claim states is then
compared with what the sentence says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from briqa.claims.assertions import Assertion, AssertionKind, read_assertions
from briqa.claims.labels import QUARTER_KEY, Label, read_labels
from briqa.claims.values import Written
from briqa.claims.written import as_written
from briqa.quantities import Quantity, parse_quantities
from briqa.quantities.roles import add_roles
from briqa.questions import Question, Task, Wanted
from briqa.questions.analysis import analyse
from briqa.questions.framing import FRAMING_WORDS
from briqa.questions.lexicon import Lexicon
from briqa.questions.names import NameSpan, find_names
from briqa.questions.parts import Nearness
from briqa.questions.question import Name
from briqa.spans import Span

_WANTED: Final = {
    "money": Wanted.MONEY,
    "percent": Wanted.SHARE,
    "ratio": Wanted.SHARE,
    "ordinal": Wanted.RANK,
    "date": Wanted.DATE,
}
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to be checked.

    Attributes:
        text: the sentence.
        question: its words, read as those of a question that asks for no certain thing.
        figures: its amounts, in order.
        dates: the dates and years that it names.
        names: its proper names, in order.
        labels: its identifiers, clock times, days and the like, in order.
        assertions: the changes, ranks and comparisons that it asserts in words.
    """

    text: str
    question: Question
    figures: tuple[Quantity, ...]
    dates: tuple[Quantity, ...]
    names: tuple[NameSpan, ...]
    labels: tuple[Label, ...]
    assertions: tuple[Assertion, ...]

    def written(self, figure: Quantity) -> Written:
        """A figure and how the claim writes it."""
        return Written(figure, self.text[figure.span.start : figure.span.end])

    def blank(self, figure: Quantity) -> Question:
        """The question that a figure of the claim answers: the claim without it.

        Args:
            figure: one of its figures or dates.
        """
        span = figure.span
        text = _SPACE.sub(" ", f"{self.text[: span.start]} {self.text[span.end :]}").strip()
        return replace(
            self.question,
            text=text,
            asked=text,
            wanted=_WANTED.get(figure.kind, Wanted.NUMBER),
            counted=counted_words(figure),
            unit=None,
            years=() if figure.kind == "date" else self.question.years,
        )


def read_claim(text: str, lexicon: Lexicon, nearness: Nearness) -> Claim:
    """Reads a claim of one sentence.

    Args:
        text: the sentence.
        lexicon: what the corpus knows of its words.
        nearness: how near two phrases are in meaning.
    """
    parsed = as_written(text, add_roles(text, parse_quantities(text)))
    labels = _labels(text, parsed)
    assertions = read_assertions(text)
    quantities = [
        quantity
        for quantity in parsed
        if not any(each.holds(quantity, quantity.span) for each in labels)
        and not any(_is_counted_in(quantity, each) for each in assertions)
    ]
    read = analyse(text, lexicon, nearness)
    quarters = [label for label in labels if label.key == QUARTER_KEY]
    names = _outside(_names(text, lexicon), [*quantities, *quarters])
    numerals = _numerals(text, quantities, lexicon) | _in_short(text, quarters, lexicon)
    question = replace(
        read,
        topic=tuple(stem for stem in read.topic if stem not in numerals),
        names=tuple(found.name for found in names),
        wanted=Wanted.TEXT,
        task=Task.FIND,
        operation=None,
        counted=(),
        unit=None,
        parts=(),
    )
    return Claim(
        text,
        question,
        tuple(quantity for quantity in quantities if quantity.kind != "date"),
        tuple(quantity for quantity in quantities if quantity.kind == "date"),
        names,
        labels,
        assertions,
    )


def _labels(text: str, quantities: Sequence[Quantity]) -> tuple[Label, ...]:
    """The labels of a claim outside its dates, and the quarters, of which a date tells the year."""
    dates = [quantity for quantity in quantities if quantity.kind == "date"]
    return tuple(
        label
        for label in read_labels(text)
        if label.key == QUARTER_KEY
        or not any(
            label.span.overlaps(date.span) and not label.holds(date, date.span) for date in dates
        )
    )


def _is_counted_in(quantity: Quantity, assertion: Assertion) -> bool:
    """Whether a figure only counts those ahead: "only one town had more than Tarn"."""
    return (
        quantity.kind == "count"
        and assertion.kind is AssertionKind.RANK
        and assertion.span.covers(quantity.span)
        and quantity.value == assertion.rank - 1
    )


def _numerals(text: str, quantities: Sequence[Quantity], lexicon: Lexicon) -> frozenset[str]:
    """The stems of the words that only write a figure ("three"), not what it counts."""
    written: set[str] = set()
    for quantity in quantities:
        counted = set(lexicon.stems(f"{quantity.unit or ''} {quantity.measure or ''}"))
        written |= set(lexicon.stems(text[quantity.span.start : quantity.span.end])) - counted
    return frozenset(written)


def _in_short(text: str, quarters: Sequence[Label], lexicon: Lexicon) -> frozenset[str]:
    """The stems that only write a quarter in short ("Q2"), which a source may write in words."""
    written = (text[label.span.start : label.span.end] for label in quarters)
    return frozenset(stem for word in written if " " not in word for stem in lexicon.stems(word))


def counted_words(figure: Quantity) -> tuple[str, ...]:
    """The words of what a figure counts or measures, the head last; empty where none is told."""
    if figure.kind not in ("count", "measure") or figure.unit is None:
        return ()
    measure = _WORD.findall((figure.measure or "").lower())
    return tuple(measure) if measure else (figure.unit,)


def _names(text: str, lexicon: Lexicon) -> tuple[NameSpan, ...]:
    """The names that the corpus knows, and the other words that the claim writes as names.

    A claim is written with care, so a capital inside it says something even of a word that the
    documents never write where that could tell; at its start only several capitals do. Nor does it
    write a name without a capital ("margins fell", where a document knows of a Mr Fell).
    """
    known = [
        name
        for name in find_names(text, lexicon)
        if text.islower() or not text[name.start : name.end].islower()
    ]
    covered = {at for name in known for at in range(name.start, name.end)}
    further = [
        NameSpan(Name(match[0], frozenset(stems), lexicon.aliases(frozenset(stems))), *match.span())
        for match in _WORD.finditer(text)
        if match.start() not in covered
        and match[0].lower() not in FRAMING_WORDS
        and (stems := lexicon.stems(match[0]))
        and _is_written_as_name(match, stems, lexicon)
    ]
    return tuple(sorted((*known, *further), key=lambda name: name.start))


def _is_written_as_name(match: re.Match[str], stems: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a word is an abbreviation, or has a capital and is unknown to the documents."""
    word = match[0]
    if sum(letter.isupper() for letter in word) > 1:
        return True
    return match.start() > 0 and word[0].isupper() and not any(map(lexicon.known, stems))


def _outside(names: Sequence[NameSpan], others: Sequence[Quantity | Label]) -> tuple[NameSpan, ...]:
    """The names that aren't part of a figure ("RMB", "TEU") or of a quarter ("Q2")."""
    spans = [other.span for other in others]
    return tuple(
        name
        for name in names
        if not any(Span(name.start, name.end).overlaps(span) for span in spans)
    )
