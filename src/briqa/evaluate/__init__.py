"""Evaluation: sets of questions and of claims in, predictions and figures out."""

from briqa.evaluate.gold import (
    Gold,
    GoldNumber,
    GoldSpan,
    QuestionRow,
    QuestionSet,
    SetDocument,
)
from briqa.evaluate.prediction import Prediction, prediction
from briqa.evaluate.questions import ClaimRow, read_claims

__all__ = [
    "ClaimRow",
    "Gold",
    "GoldNumber",
    "GoldSpan",
    "Prediction",
    "QuestionRow",
    "QuestionSet",
    "SetDocument",
    "prediction",
    "read_claims",
]
