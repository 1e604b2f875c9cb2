"""Answers and refusals made by hand over one small text full of markup, for what shows them."""

from briqa.answer import (
    Answer,
    AnswerSentence,
    Citation,
    Derivation,
    Derived,
    Figure,
    RankedPassage,
    Refusal,
    Row,
)
from briqa.quantities import Quantity
from briqa.questions import Operation
from briqa.spans import Document, Metadata, SourceFormat, Span, TextView

# The view has no markup, and the word that a line break cuts is whole in it.
TEXT = "**Port:** it is-\n\nsued \\$220 million, 75 routes & <more> by 2022."
VIEW = TextView.build(TEXT, [(2, 7, None), (9, 15, None), (18, 23, None), (24, len(TEXT), None)])
DOCUMENT = Document("a<b>.md", TEXT, SourceFormat.MARKDOWN, Metadata(title="Ports & <roads>"))
WHOLE = Span(0, len(TEXT))


def span_of(words: str) -> Span:
    """Where some words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def citation_of(span: Span, *path: str) -> Citation:
    """A citation of the text, under some sections."""
    return Citation(DOCUMENT, VIEW, span, path)


def figure_of(words: str, quantity: Quantity, *, asked_for: bool = False) -> Figure:
    """A figure of the text."""
    return Figure(quantity, citation_of(span_of(words)), asked_for)


MONEY = Quantity(span_of("$220 million"), "money", 2.2e8, 2.2e8, 2.2e8, "USD", "over", "up", "2022")
ROUTES = Quantity(span_of("75 routes"), "count", 75, 75, 75, "route")
MONEY_FIGURE = figure_of("$220 million", MONEY)
ROUTES_FIGURE = figure_of("75 routes", ROUTES, asked_for=True)
SENTENCE = AnswerSentence(
    citation_of(WHOLE, "1 Ports", "1.1 <Coast>", "Port"), (MONEY_FIGURE, ROUTES_FIGURE)
)
PASSAGE = RankedPassage(citation_of(WHOLE), 1.5)
COMPUTED = Derived(
    Operation.DIFFERENCE, 3.0, 3.0, 3.0, "route", "75 − 72 = 3 <routes>", "more & more", ()
)


def answer_with(
    *,
    short: tuple[Citation, ...] = (),
    subject: Citation | None = None,
    rows: tuple[Row, ...] = (),
    derivation: Derivation | None = None,
    sentences: tuple[AnswerSentence, ...] = (SENTENCE,),
    confidence: float = 0.9,
) -> Answer:
    """An answer with what a test is about, and nothing else that could be shown."""
    return Answer(
        "How many routes?",
        short,
        subject,
        rows,
        derivation or Derivation(),
        sentences,
        (PASSAGE,),
        confidence,
    )


REFUSAL = Refusal(
    "<Mars>?", ("<Mars>",), ("The nearest figures are for <2021>.",), MONEY_FIGURE, (PASSAGE,), 0.1
)
