"""Rows of made-up sentences, read as documents are."""

from briqa.answer import AnswerSentence, Citation, Derivation, Figure, Row, derive
from briqa.quantities import parse_quantities
from briqa.questions import read_question
from briqa.spans import Document, SourceFormat, Span, TextView


def made_row(label: str, text: str, pick: int = 0) -> Row:
    """A row with a sentence of its own, and the nth figure in it that is no date, if any is."""
    document = Document("made", text, SourceFormat.TEXT)
    view = TextView.build(text, [(0, len(text), None)])
    figures = tuple(
        Figure(quantity, Citation(document, view, quantity.span, ()), asked_for=True)
        for quantity in parse_quantities(text)
    )
    amounts = [f for f in figures if f.quantity.kind != "date"] or figures
    sentence = AnswerSentence(Citation(document, view, Span(0, len(text)), ()), figures)
    return Row(label, amounts[pick] if amounts else None, sentence)


def missing_row(label: str) -> Row:
    """A row of which the documents say nothing."""
    return Row(label, None, None)


def answered(question: str, *rows: Row) -> Derivation:
    """What is derived for a question from rows."""
    return derive(read_question(question), rows)


def formulas(found: Derivation) -> list[str]:
    """The formulas in order."""
    return [derived.formula for derived in found.derived]
