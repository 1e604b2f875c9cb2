"""Examples to ask and to check, made of the documents at hand.

The one thing to know: nothing is offered that wasn't tried. A question is shown only if its answer
has the figure that it was made of, a claim only if it was checked with the verdict it was made for.
"""

import math
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final
from weakref import WeakKeyDictionary

from briqa.answer import Answer
from briqa.assistant import Assistant
from briqa.claims import Verdict
from briqa.evaluate.making.blanks import blanks
from briqa.evaluate.making.figure_questions import figure_questions
from briqa.evaluate.making.standalone import standalone_sentences
from briqa.evaluate.making.statements import YEAR, Statement, Statements, read_statements
from briqa.evaluate.making.telling_figures import telling_figures
from briqa.quantities import Quantity
from briqa.store import StoredDocument

EXAMPLES: Final = 3
LONGEST: Final = 120
# Reading and trying are bounded, so that a page of a large index comes as fast as of a small one.
_MOST_DOCUMENTS: Final = 6
_MOST_SENTENCES: Final = 600
_MOST_TRIES: Final = 6
# A small number of things is seldom what somebody wants to know.
_TELLING_COUNT: Final = 10
# What follows a statement that is whole without it.
_ADDED: Final = re.compile(
    r";\s|:\s|\s\(|,\s(?:(?:of|for|from|in|to|with)\s)?(?:which|who|where|while|whereas|but|so)\s"
    r"|,\s(?:up|down|with|after|including|mainly|accounting|especially|as|because)\s"
    r"|,\san?\s(?:annual\s)?(?:increase|decrease|growth|rise|fall|share|drop)\s"
    r"|,\sand\s(?=(?:it|its|they|their|the|a|an|this|these)\s)|\s(?:because|while|whereas)\s"
)
_DIGIT: Final = re.compile(r"\d")
_NO_NOUN: Final = re.compile(r"(?:ed|ly|ing)$")


@dataclass(frozen=True, slots=True)
class _Example:
    """A text that may be offered.

    Attributes:
        text: the question or claim.
        docid: the document that it is made of.
        section: a section of it, below that of its title.
        quantity: the figure that it is about.
        rank: how well it was made; the least is the best.
    """

    text: str
    docid: str
    section: str
    quantity: Quantity
    rank: int


def example_questions(assistant: Assistant) -> tuple[str, ...]:
    """Up to three questions that the documents answer with a figure.

    Made once for each state of the index; the same index gives the same questions.

    Args:
        assistant: the open index; an empty one gives an empty tuple.

    Raises:
        IndexMismatch: when the encoder isn't the one that the index was made with.
    """
    return _questions.of(assistant)


def example_claims(assistant: Assistant) -> tuple[str, ...]:
    """Up to three statements to check: two as the documents have them, one with another figure.

    Made once for each state of the index; the same index gives the same statements.

    Args:
        assistant: the open index; an empty one gives an empty tuple.

    Raises:
        IndexMismatch: when the encoder isn't the one that the index was made with.
    """
    return _claims.of(assistant)


class _Remembered:
    """Examples of each open index, made anew when its generation has changed."""

    def __init__(self, make: Callable[[Assistant], tuple[str, ...]]) -> None:
        self._make = make
        self._made: WeakKeyDictionary[Assistant, tuple[int, tuple[str, ...]]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def of(self, assistant: Assistant) -> tuple[str, ...]:
        with self._lock:
            generation = assistant.generation
            known = self._made.get(assistant)
            if known is None or known[0] != generation:
                known = self._made[assistant] = generation, self._make(assistant)
            return known[1]


@dataclass(frozen=True, slots=True)
class _Corpus:
    """The documents that examples are made of, and their sentences."""

    documents: Mapping[str, StoredDocument]
    statements: Statements

    def example(self, text: str, statement: Statement, quantity: Quantity, rank: int) -> _Example:
        outline = self.documents[statement.docid].outline
        path = outline.path(outline.innermost(statement.span.start))
        # A document's title is often the one section that holds all others.
        section = next((each.label for each in path[1:]), "")
        return _Example(text, statement.docid, section, quantity, rank)


def _read(assistant: Assistant) -> _Corpus:
    """A few documents with figures, spread over all by name, each up to some sentence."""
    named = [each.docid for each in assistant.documents() if each.quantities]
    chosen = named[:: max(1, math.ceil(len(named) / _MOST_DOCUMENTS))]
    documents = {}
    for docid in chosen:
        stored = assistant.document(docid)
        first = stored.sentences[: _MOST_SENTENCES // len(chosen)]
        documents[docid] = replace(stored, sentences=first)
    # Names and headings are looked at again and again.
    return _Corpus(documents, read_statements(documents.values(), cache(assistant.stems)))


# -- questions ------------------------------------------------------------------------------------


def _make_questions(assistant: Assistant) -> tuple[str, ...]:
    corpus = _read(assistant)

    def is_answered(example: _Example) -> bool:
        answer = assistant.ask(example.text)
        return isinstance(answer, Answer) and any(
            figure.asked_for and _is_same(figure.quantity, example.quantity)
            for figure in answer.figures
        )

    found = _chosen([*_asked(corpus), *_measured(corpus)], is_answered, EXAMPLES)
    return tuple(example.text for example in found)


def _is_same(found: Quantity, wanted: Quantity) -> bool:
    return (found.kind, found.unit, found.value) == (wanted.kind, wanted.unit, wanted.value)


def _asked(corpus: _Corpus) -> Iterator[_Example]:
    """Questions in the form of the sentence that answers them."""
    for question in figure_questions(corpus.statements, corpus.documents):
        quantity = question.quantity
        is_small = quantity.kind == "count" and quantity.value < _TELLING_COUNT
        rank = int(is_small) + (YEAR.search(question.text) is None)
        yield corpus.example(question.text, question.statement, quantity, rank)


def _measured(corpus: _Corpus) -> Iterator[_Example]:
    """Questions for what is measured of somebody or something, as the sentence calls it."""
    for figure in telling_figures(corpus.statements):
        text = figure.statement.text
        is_named = corpus.statements.names.find(figure.subject)
        if figure.quantity.kind == "count" or not is_named or not _is_noun(figure.measure, text):
            continue
        article = "the " if f"the {figure.subject}" in text else ""
        when = f" in {figure.year}" if figure.year else ""
        asked = f"What was the {figure.measure} of {article}{figure.subject}{when}?"
        yield corpus.example(asked, figure.statement, figure.quantity, 3)


def _is_noun(measure: str, text: str) -> bool:
    """Whether a measure stands so in its sentence, and not as a verb."""
    return f" {measure} " in text and _NO_NOUN.search(measure) is None


# -- claims ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stated:
    """A statement as a document has it, and with another figure."""

    said: _Example
    changed: _Example


def _make_claims(assistant: Assistant) -> tuple[str, ...]:
    corpus = _read(assistant)
    stated = [*_stated(corpus)]

    def gets(verdict: Verdict) -> Callable[[_Example], bool]:
        return lambda example: assistant.cite(example.text).verdict is verdict

    said = _chosen([each.said for each in stated], gets(Verdict.SUPPORTED), EXAMPLES - 1)
    unsaid = [each for each in stated if each.said not in said]
    others = [each.changed for each in unsaid or stated]
    said += _chosen(others, gets(Verdict.CONTRADICTED), EXAMPLES - len(said), beside=said)
    return tuple(example.text for example in said)


def _stated(corpus: _Corpus) -> Iterator[_Stated]:
    """Statements of a figure and a name, made of sentences that can stand alone."""
    names = corpus.statements.names
    for sentence in standalone_sentences(corpus.statements):
        stored = corpus.documents[sentence.statement.docid]
        for blank in blanks(sentence, stored, corpus.statements):
            if blank.kind != "figure" or blank.quantity is None:
                continue
            start, end = blank.range
            said = _without_additions(sentence.text, end)
            digit = _DIGIT.search(said, start, end)
            named = names.find(said)
            if digit and named:
                begins_with_name = named[0][0] == 0
                rank = (not begins_with_name) + (YEAR.search(said) is None)
                yield _Stated(
                    *(
                        corpus.example(text, sentence.statement, blank.quantity, rank)
                        for text in (said, _with_other_digit(said, digit.start()))
                    )
                )


def _without_additions(text: str, figure_end: int) -> str:
    added = _ADDED.search(text, figure_end)
    return f"{text[: added.start()]}." if added else text


def _with_other_digit(text: str, place: int) -> str:
    """The text with the next digit in the place of one, and 1 in that of a 9."""
    return f"{text[:place]}{int(text[place]) % 9 + 1}{text[place + 1 :]}"


# -- choosing -------------------------------------------------------------------------------------


def _chosen(
    examples: Iterable[_Example],
    passes: Callable[[_Example], bool],
    most: int,
    *,
    beside: Sequence[_Example] = (),
) -> list[_Example]:
    """Examples that pass, each as unlike the others as can be.

    Args:
        examples: in text order.
        passes: tries one, which takes a moment; only a few are tried.
        most: how many are wanted.
        beside: those that are chosen already.
    """
    left = [example for example in examples if len(example.text) <= LONGEST]
    found: list[_Example] = []
    for _ in range(_MOST_TRIES):
        if not left or len(found) == most:
            break
        shown = [*beside, *found]
        best = min(left, key=lambda example: (_likeness(example, shown), example.rank))
        left.remove(best)
        if passes(best):
            found.append(best)
    return found


def _likeness(example: _Example, others: Sequence[_Example]) -> int:
    """How much an example has in common with others; 0 where they are of other documents."""
    return sum(
        4 * (example.docid == other.docid)
        + 2 * ((example.docid, example.section) == (other.docid, other.section))
        + (example.quantity.kind == other.quantity.kind)
        for other in others
    )


_questions: Final = _Remembered(_make_questions)
_claims: Final = _Remembered(_make_claims)
