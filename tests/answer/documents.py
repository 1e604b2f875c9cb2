"""Documents as the store would give them back, made without an index."""

from briqa.quantities import find_quantities
from briqa.spans import Document, SourceFormat
from briqa.store import StoredDocument, StoredSentence
from tests.segment.tokens import cut


def stored(text: str) -> StoredDocument:
    """A Markdown document, segmented."""
    return store(Document("report.md", text, SourceFormat.MARKDOWN))


def store(document: Document) -> StoredDocument:
    """A document, segmented."""
    found = cut(document)
    sentences = tuple(
        StoredSentence(number, 0, sentence) for number, sentence in enumerate(found.sentences)
    )
    return StoredDocument(
        document, "report.md", found.view, found.outline, (), sentences, find_quantities(found)
    )
