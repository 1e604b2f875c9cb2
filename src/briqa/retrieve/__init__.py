"""Retrieval: from a question to ranked passages."""

from briqa.retrieve.fusion import Evidence, FusionWeights
from briqa.retrieve.search import Hit, ScoredSentence, Searcher

__all__ = ["Evidence", "FusionWeights", "Hit", "ScoredSentence", "Searcher"]
