import re

from briqa.audit import Finding, audit_document
from briqa.quantities import find_quantities
from briqa.segment import segment
from briqa.spans import Document, SourceFormat
from briqa.store import StoredDocument, StoredSentence


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S+", text)]


def stored(text: str) -> StoredDocument:
    document = Document("report.md", text, SourceFormat.MARKDOWN)
    cut = segment(document, _words)
    sentences = (
        StoredSentence(number, 0, sentence) for number, sentence in enumerate(cut.sentences)
    )
    return StoredDocument(
        document, "report.md", cut.view, cut.outline, (), tuple(sentences), find_quantities(cut)
    )


def audit(text: str) -> list[Finding]:
    return list(audit_document(stored(text)))


def verdicts(text: str) -> list[tuple[str, str]]:
    return [(finding.relation, finding.verdict) for finding in audit(text)]
