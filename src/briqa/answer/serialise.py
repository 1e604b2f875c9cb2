"""Answers and figures as JSON: one form for the command line, the HTTP API and the UI's download.

The one thing to know: a quantity is written by `quantity_json` and nowhere else, so a figure of an
answer and one of `briqa figures` have the same fields.
"""

from briqa.answer.citation import Citation
from briqa.answer.derived import Derived
from briqa.answer.pieces import Figure, RankedPassage
from briqa.answer.result import Answer, Refusal
from briqa.answer.rows import Row
from briqa.quantities import Quantity

Json = dict[str, object]


def as_json(result: Answer | Refusal) -> Json:
    """A result as plain values; each `quote` is exactly `text[start:end]` of its document."""
    common: Json = {
        "question": result.question,
        "answered": isinstance(result, Answer),
        "answer": result.text,
        "confidence": round(result.confidence, 4),
    }
    if isinstance(result, Answer):
        common["short"] = [citation_json(found) for found in result.short]
        common["subject"] = None if result.subject is None else citation_json(result.subject)
        common["rows"] = [row_json(row) for row in result.rows]
        common["derived"] = [derived_json(derived) for derived in result.derivation.derived]
        common["notes"] = list(result.derivation.notes)
        common["sentences"] = [citation_json(found.citation) for found in result.sentences]
        common["figures"] = [figure_json(figure) for figure in result.figures]
    else:
        common["missing"] = list(result.missing)
        common["notes"] = list(result.notes)
        common["nearest"] = None if result.nearest is None else figure_json(result.nearest)
    common["passages"] = [passage_json(passage) for passage in result.passages]
    return common


def passage_json(passage: RankedPassage) -> Json:
    """A passage: its citation, and its score among those found with it."""
    return {**citation_json(passage.citation), "score": round(passage.score, 6)}


def citation_json(citation: Citation) -> Json:
    """A citation: its span, quote and place."""
    return {
        "docid": citation.docid,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "reading": citation.reading,
        "sections": list(citation.section_path),
        "page": citation.page_number,
        "page_label": citation.page_label,
        "line": citation.line_number,
    }


def figure_json(figure: Figure) -> Json:
    """A figure: its quantity, and the span that it was read from."""
    plain = quantity_json(figure.citation.docid, figure.citation.quote, figure.quantity)
    return {**plain, "asked_for": figure.asked_for}


def row_json(row: Row) -> Json:
    """A side of a comparison or a year of a trend; null for what the documents lack."""
    return {
        "label": row.label,
        "figure": None if row.figure is None else figure_json(row.figure),
        "sentence": None if row.sentence is None else citation_json(row.sentence.citation),
    }


def derived_json(derived: Derived) -> Json:
    """A computed answer; an open end is null. No document states it, so it has no span."""
    return {
        "computed": True,
        "operation": derived.operation.value,
        "value": derived.value,
        "value_low": derived.value_low,
        "value_high": derived.value_high,
        "unit": derived.unit,
        "formula": derived.formula,
        "conclusion": derived.conclusion,
        "inputs": [figure_json(figure) for figure in derived.inputs],
    }


def quantity_json(docid: str, text: str, quantity: Quantity) -> Json:
    """A quantity of a document; `text` is what stands at its span."""
    return {
        "docid": docid,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "text": text,
        "value": quantity.value,
        "value_low": quantity.value_low,
        "value_high": quantity.value_high,
        "unit": quantity.unit,
        "kind": quantity.kind,
        "bound": quantity.bound,
        "direction": quantity.direction,
        "period": quantity.period,
        "subject": quantity.subject,
        "measure": quantity.measure,
        "series": quantity.series,
    }
