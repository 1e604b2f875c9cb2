"""All finders over one document, their findings in text order."""

from collections.abc import Callable, Iterator
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.growth import find_growth
from briqa.audit.lists import find_headed_lists, find_lists
from briqa.audit.ranks import find_ranks
from briqa.audit.reading import AuditedText
from briqa.audit.repeats import find_repeats
from briqa.audit.shares import find_shares
from briqa.audit.tables import find_table_relations
from briqa.audit.totals import find_totals
from briqa.audit.wholes import find_whole_numbers
from briqa.audit.yearly import find_yearly_growth
from briqa.audit.years import find_years
from briqa.store import StoredDocument

Finder = Callable[[AuditedText], Iterator[Finding]]

_FINDERS: Final[tuple[Finder, ...]] = (
    find_shares,
    find_totals,
    find_growth,
    find_yearly_growth,
    find_lists,
    find_headed_lists,
    find_repeats,
    find_ranks,
    find_whole_numbers,
    find_years,
    find_table_relations,
)


def audit_document(stored: StoredDocument) -> tuple[Finding, ...]:
    """The relations between a document's figures, each recomputed, in text order."""
    text = AuditedText(stored)
    found = {finding for finder in _FINDERS for finding in finder(text)}
    return tuple(sorted(found, key=lambda finding: (finding.spans, finding.relation)))
