"""Answers: the sentences that answer, their figures, or the plain word that the documents don't."""

from briqa.answer.citation import Citation, cite
from briqa.answer.respond import answer_questions
from briqa.answer.result import Answer, AnswerSentence, Figure, RankedPassage, Refusal
from briqa.answer.serialise import as_json, citation_json, figure_json

__all__ = [
    "Answer",
    "AnswerSentence",
    "Citation",
    "Figure",
    "RankedPassage",
    "Refusal",
    "answer_questions",
    "as_json",
    "citation_json",
    "cite",
    "figure_json",
]
