"""From a document's text to its sections, sentences and passages; the one place for nltk."""

from typing import TYPE_CHECKING

from briqa.lazy_names import lazy_names

if TYPE_CHECKING:
    from briqa.segment.segmentation import TokenOffsets, segment
    from briqa.segment.structure import (
        DEFAULT_SIZES,
        SEGMENTATION_VERSION,
        Outline,
        Passage,
        PassageKind,
        PassageSettings,
        Section,
        SectionKind,
        Segmentation,
        Sentence,
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

__getattr__ = lazy_names(
    __name__,
    {
        "segmentation": ("TokenOffsets", "segment"),
        "structure": (
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
        ),
    },
)
