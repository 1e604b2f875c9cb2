"""Evaluation: sets of questions and of claims in, predictions and figures out."""

from briqa.evaluate.claim_sets import ClaimRow, read_claims
from briqa.evaluate.formats import read_question_set
from briqa.evaluate.gold import (
    Gold,
    GoldNumber,
    GoldSpan,
    QuestionRow,
    QuestionSet,
    SetDocument,
)
from briqa.evaluate.prediction import Prediction, prediction

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
    "read_question_set",
]
