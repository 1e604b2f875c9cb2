"""Evaluation: sets of questions and of claims in, predictions out."""

from briqa.evaluate.predictions import Prediction, predict
from briqa.evaluate.questions import ClaimRow, QuestionRow, read_claims, read_questions

__all__ = ["ClaimRow", "Prediction", "QuestionRow", "predict", "read_claims", "read_questions"]
