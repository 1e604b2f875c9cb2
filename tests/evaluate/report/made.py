"""A small run and a small comparison, made up, with all that is awkward on a page in them."""

import random
from typing import Any

from briqa.evaluate.report import (
    Cited,
    Difference,
    Flip,
    MetricText,
    PairComparison,
    ReportedQuestion,
    RightRun,
    Verdict,
)

MAIN = ("answer_f1", "number_acc", "recall@5", "wrongly_abstained")

TEXTS = {
    "answer_f1": MetricText("Answer F1", "Words shared with the gold answer.", section="Answers"),
    "number_acc": MetricText("Numbers right", "Value and unit both right.", section="Answers"),
    "answer_chars": MetricText(
        "Answer length", "Characters.", higher_is_better=None, is_share=False, section="Answers"
    ),
    "recall@5": MetricText("Recall@5", "Gold spans in five passages.", section="Retrieval"),
    "recall@10": MetricText("Recall@10", "Gold spans in ten passages.", section="Retrieval"),
    "wrongly_abstained": MetricText(
        "Wrongly refused", "Answerable ones refused.", higher_is_better=False, section="Refusals"
    ),
}

STRANGE = (
    "<script>alert(1)</script>",
    "Revenue was $97.26 million & \"rising\" 'fast'",
    "\u202eكم بلغت الإيرادات؟",
    "{{ 7 * 7 }} {% raw %}",
    "nul \x00 and half \ud83d of a pair",
    "</style></title><img src=x onerror=alert(1)>",
)


def figure(value: float | None, half: float | None, n: int, method: str) -> dict[str, Any]:
    ends = (None, None) if value is None or half is None else (max(0.0, value - half), value + half)
    return {"value": value, "low": ends[0], "high": ends[1], "n": n, "method": method}


METRICS: dict[str, Any] = {
    "questions": 8,
    "resamples": 1000,
    "seed": 0,
    "level": 0.95,
    "groups": {
        "overall": {
            "answer_f1": figure(0.7125, 0.12, 8, "bootstrap"),
            "number_acc": figure(0.625, 0.2, 8, "exact"),
            "answer_chars": figure(1204.25, 80.0, 8, "bootstrap"),
            "recall@5": figure(0.8, 0.1, 5, "bootstrap"),
            "recall@10": figure(0.9, 0.1, 5, "bootstrap"),
            "wrongly_abstained": figure(None, None, 0, "exact"),
        },
        "lookup": {
            "answer_f1": figure(0.8, 0.1, 5, "bootstrap"),
            "recall@5": figure(0.9, 0.1, 5, "bootstrap"),
        },
        "<comparison>": {"answer_f1": figure(0.5, None, 3, "bootstrap")},
    },
    "calibration": [
        {"low": 0.0, "high": 0.5, "n": 0, "confidence": None, "correct": None},
        {"low": 0.5, "high": 0.75, "n": 2, "confidence": 0.625, "correct": 0.5},
        {"low": 0.75, "high": 1.0, "n": 4, "confidence": 0.875, "correct": 1.0},
    ],
    "risk_coverage": [
        {"coverage": 0.25, "risk": 0.0},
        {"coverage": 0.5, "risk": 0.0},
        {"coverage": 1.0, "risk": 0.25},
    ],
}

MANIFEST: dict[str, Any] = {
    "question_set": {"path": "questions.jsonl", "sha256": "ab" * 32, "rows": 8},
    "corpus": {"harbour.txt": "12" * 32, "<b>mill</b>.pdf": "34" * 32},
    "settings": {"k": 10, "search": {"lexical": 0.35, "rerank": True}, "kinds": ["a", "b"]},
    "code": "0.1.0",
    "index": None,
}


def asked(place: int, verdict: Verdict, text: str = "How long is the quay?") -> ReportedQuestion:
    refused = verdict in (Verdict.REFUSED_RIGHTLY, Verdict.REFUSED_WRONGLY)
    return ReportedQuestion(
        f"q{place}",
        text,
        ("lookup", "<comparison>", "")[place % 3],
        "" if refused else f"Answer {place}: {text}",
        "" if place % 4 == 3 else f"Gold {place}: 420 metres",
        refused,
        place / 10,
        verdict,
        ()
        if refused
        else (Cited("harbour.txt", place, place + 20, f"The quay, {text}, is long."),),
    )


VERDICTS = (*Verdict, Verdict.RIGHT)
QUESTIONS = tuple(
    asked(place, verdict, text)
    for place, (verdict, text) in enumerate(zip(VERDICTS, STRANGE, strict=True))
)

DIFFERENCES = (
    Difference("recall@10", 0.8, 0.95, 0.15, 0.06, 0.24, 0.004, None, 0.012, 40),
    Difference("answer_f1", 0.7, 0.66, -0.04, -0.12, 0.04, 0.31, None, 0.62, 40),
    Difference("number_acc", 0.5, 0.5, 0.0, -0.1, 0.1, 1.0, 1.0, 1.0, 40),
    Difference("wrongly_abstained", 0.1, 0.25, 0.15, 0.05, 0.25, 0.0001, 0.0003, 0.0004, 40),
    Difference("answer_chars", 1204.0, 880.5, -323.5, -400.0, -250.0, 0.0005, None, 0.0015, 40),
)
FLIPS = (
    Flip("q1", STRANGE[0], "lookup", STRANGE[1], "", "420 metres", RightRun.OTHER),
    Flip("q2", STRANGE[2], "", "", STRANGE[5], STRANGE[4], RightRun.BASELINE),
)
PAIRS = (PairComparison("words only", "<both>", DIFFERENCES, FLIPS),)
MANIFESTS = {"words only": MANIFEST, "<both>": {"settings": {"k": 5}}}


def shuffled(value: Any, seed: int) -> Any:
    """The same nested mapping, its names in another order."""
    if isinstance(value, dict):
        names = list(value)
        random.Random(seed).shuffle(names)
        return {name: shuffled(value[name], seed) for name in names}
    return [shuffled(part, seed) for part in value] if isinstance(value, list) else value
