"""All finders over one document, their findings in text order."""

from collections.abc import Callable, Iterator
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.reading import AuditedText
from briqa.store import StoredDocument

Finder = Callable[[AuditedText], Iterator[Finding]]

_FINDERS: Final[tuple[Finder, ...]] = ()


def audit_document(stored: StoredDocument) -> tuple[Finding, ...]:
    """The relations between a document's figures, each recomputed, in text order."""
    text = AuditedText(stored)
    found = {finding for finder in _FINDERS for finding in finder(text)}
    return tuple(sorted(found, key=lambda finding: (finding.spans, finding.relation)))
