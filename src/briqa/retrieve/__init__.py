"""Retrieval: from a question to ranked passages."""

from briqa.retrieve.fusion import Evidence
from briqa.retrieve.search import Hit, ScoredSentence, Searcher

__all__ = ["Evidence", "Hit", "ScoredSentence", "Searcher"]
