"""Answers as JSON: one object that the command line, the HTTP API and the UI's download share."""

from briqa.answer.citation import Citation
from briqa.answer.result import Answer, Figure, Refusal

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
        common["sentences"] = [citation_json(found.citation) for found in result.sentences]
        common["figures"] = [figure_json(figure) for figure in result.figures]
    else:
        common["missing"] = list(result.missing)
    common["passages"] = [
        {**citation_json(passage.citation), "score": round(passage.score, 6)}
        for passage in result.passages
    ]
    return common


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
    quantity = figure.quantity
    return {
        "docid": figure.citation.docid,
        "start": figure.citation.span.start,
        "end": figure.citation.span.end,
        "text": figure.citation.quote,
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
        "asked_for": figure.asked_for,
    }
