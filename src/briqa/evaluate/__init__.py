"""Evaluation: question sets in, predictions out."""

from briqa.evaluate.predictions import Prediction, predict
from briqa.evaluate.questions import QuestionRow, read_questions

__all__ = ["Prediction", "QuestionRow", "predict", "read_questions"]
