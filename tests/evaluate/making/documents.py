"""Documents to make questions of, as an index would hold them but without an encoder."""

import re

from briqa.quantities import find_quantities
from briqa.segment import segment
from briqa.spans import Document, SourceFormat
from briqa.store import StoredDocument, StoredSentence

COAST = """# Harbours of the coast

In 2019, the harbour of Ferrytown opened 84 shipping routes to the islands. Far more ships came to
Saltholm: in 2021, the harbour of Saltholm handled 5.2 million tonnes
of timber for the mills of Quaymouth. It has no cranes.

In 2020, the harbour of Saltholm employed 3,150 dockers and 412 pilots of the outer islands. They
dislike fog. In 2020, the harbour of Ferrytown employed 1,480 dockers and 96 clerks. Saltholm's 23
warehouses store timber. The revenue of Saltholm in 2021 was $12 million. These routes cost the
merchants of Saltholm $9 million in 2018.

Visitors to Ferrytown paid tolls of $31 million in 2017. Nobody in Saltholm or in Ferrytown minds.
"""
PACT = """# The pact

The Sundmark Pact was signed at Ilvern in 1987 by the merchants of Ferrytown and of Saltholm.
Members of the Sundmark Pact share 37 pilots with the harbours of Ferrytown.

| Year | Members of Ilvern |
|------|-------------------|
| 2019 | 14 members        |

## References

Marr, I. (2020). In 2020, the harbour of Ilvern employed 77 dockers and pilots of Saltholm. Ilvern.
"""
BARE = """# Fog

Sailors of Ferrytown dislike fog. Nobody in Saltholm likes it either, and the pilots stay at home.
"""


def stored(docid: str, text: str) -> StoredDocument:
    document = Document(docid, text, SourceFormat.MARKDOWN)
    cut = segment(document, lambda part: [match.span() for match in re.finditer(r"\S+", part)])
    sentences = tuple(StoredSentence(at, 0, sentence) for at, sentence in enumerate(cut.sentences))
    return StoredDocument(
        document, docid, cut.view, cut.outline, (), sentences, tuple(find_quantities(cut))
    )
