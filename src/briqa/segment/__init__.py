"""From a document's text to its sections, sentences and passages; the one place for nltk."""

from briqa.segment.passages import Passage, PassageKind, PassageSettings
from briqa.segment.sections import Outline, Section, SectionKind
from briqa.segment.segmentation import (
    SEGMENTATION_VERSION,
    Segmentation,
    Sentence,
    TokenOffsets,
    segment,
)

__all__ = [
    "SEGMENTATION_VERSION",
    "Outline",
    "Passage",
    "PassageKind",
    "PassageSettings",
    "Section",
    "SectionKind",
    "Segmentation",
    "Sentence",
    "TokenOffsets",
    "segment",
]
