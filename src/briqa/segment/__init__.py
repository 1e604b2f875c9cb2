"""From a document's text to its sections, sentences and passages; the one place for nltk."""

from briqa.segment.passages import DEFAULT_SIZES, Passage, PassageKind, PassageSettings
from briqa.segment.sections import Outline, Section, SectionKind
from briqa.segment.segmentation import (
    SEGMENTATION_VERSION,
    Segmentation,
    Sentence,
    TokenOffsets,
    segment,
)

__all__ = [
    "DEFAULT_SIZES",
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
