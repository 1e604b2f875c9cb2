"""A cheap stand-in for the encoder's tokenizer: words and single signs."""

import re

from briqa.segment import PassageSettings, Segmentation, segment
from briqa.spans import Document, SourceFormat


def token_offsets(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]


def cut(document: Document, settings: PassageSettings | None = None) -> Segmentation:
    return segment(document, token_offsets, settings or PassageSettings())


def markdown(text: str) -> Document:
    return Document("made.md", text, SourceFormat.MARKDOWN)


def quotes(document: Document) -> list[str]:
    """The sentences as a reader of the repaired view sees them."""
    found = cut(document)
    return [found.view.read(sentence.span) for sentence in found.sentences]
