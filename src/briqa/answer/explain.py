"""Why a question got what it got: how it was read, which sentences competed, and what decided."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from briqa.answer.confidence import THRESHOLD, reasons
from briqa.answer.cross_reading import order_value, reading_signs
from briqa.answer.models import load_model
from briqa.answer.rank import RankedSentence
from briqa.answer.reading import Reading
from briqa.answer.serialise import Json
from briqa.questions import Question

_SHOWN: Final = 5
_REASONS: Final = 8


def explanation_json(reading: Reading) -> Json:
    """The analysis, the best candidates with what speaks for each, and the confidence.

    Args:
        reading: what was found for the question.
    """
    return {
        "analysis": _analysis(reading.question),
        "candidates": [_candidate(found) for found in reading.ranked[:_SHOWN]],
        "confidence": {
            "value": round(reading.confidence, 4),
            "threshold": THRESHOLD,
            "reasons": _largest(reasons(reading.signs)),
        },
        "parts": [{"label": part.label, **explanation_json(own)} for part, own in reading.parts],
    }


def _analysis(question: Question) -> Json:
    read = asdict(question)
    read["names"] = [name.text for name in question.names]
    read["parts"] = [{"label": part.label, "text": part.text} for part in question.parts]
    return {key: value for key, value in read.items() if value not in (None, (), [])}


def _candidate(found: RankedSentence) -> Json:
    span = found.candidate.sentence.sentence.span
    return {
        "docid": found.candidate.document.document.docid,
        "start": span.start,
        "end": span.end,
        "reading": found.candidate.reading,
        "score": round(found.score, 4),
        **_read(found),
        "reasons": _largest(load_model("sentences").contributions(found.features)),
        "figures": [
            {
                "text": found.candidate.document.document.quote(figure.quantity.span),
                "probability": round(figure.probability, 4),
            }
            for figure in found.choice.figures
        ],
        "missing": list(found.look.missing),
    }


def _read(found: RankedSentence) -> Json:
    """What a cross-encoder says of a sentence that it has read, and the value that orders those."""
    if found.cross is None:
        return {}
    said = {name: round(value, 4) for name, value in reading_signs(found).items()}
    return {**said, "order": round(order_value(found), 4)}


def _largest(added: Mapping[str, float]) -> dict[str, float]:
    """The first of what features add, which are the largest."""
    return {name: round(value, 4) for name, value in list(added.items())[:_REASONS]}
