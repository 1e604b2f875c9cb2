"""A corpus as its statements: each sentence with what a reader takes from around it.

What a sentence says is read in the light of its headings and of the sentence before, so a
combination of words stands in the corpus if one sentence bears it together with those two.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briqa.evaluate.making.names import Names, read_names
from briqa.quantities import Quantity
from briqa.quantities.units import pluralise
from briqa.segment import SectionKind
from briqa.spans import Span
from briqa.store import StoredDocument

Stems = Callable[[str], list[str]]
"""Text → its content words, stemmed as in the lexical index."""

YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\w]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a corpus.

    Attributes:
        docid: its document.
        span: where it stands.
        text: its text without line breaks.
        own: the stems of its own words.
        stems: these and those of its headings, of the sentence before, and its figures' years.
        quantities: the figures in it, in text order.
        is_prose: whether it is neither a row of a table nor an entry of a reference list.
    """

    docid: str
    span: Span
    text: str
    own: frozenset[str]
    stems: frozenset[str]
    quantities: tuple[Quantity, ...]
    is_prose: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """A corpus.

    Attributes:
        all: its sentences, by document and place.
        names: its proper names.
        stems: the stemmer.
        years: the years that stand in it, ascending.
        measures: kind of figure → what figures of that kind measure; for counts the nouns counted.
    """

    all: tuple[Statement, ...]
    names: Names
    stems: Stems
    years: tuple[str, ...] = field(init=False)
    measures: Mapping[str, tuple[str, ...]] = field(init=False)
    _of_document: Mapping[str, Sequence[Statement]] = field(init=False, repr=False)
    _of_stem: Mapping[str, frozenset[int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        of_document: dict[str, list[Statement]] = defaultdict(list)
        of_stem: dict[str, set[int]] = defaultdict(set)
        for place, found in enumerate(self.all):
            of_document[found.docid].append(found)
            for stem in found.stems:
                of_stem[stem].add(place)
        years = {year for found in self.all for year in YEAR.findall(found.text)}
        object.__setattr__(self, "years", tuple(sorted(years)))
        object.__setattr__(self, "measures", _measures(self.all))
        object.__setattr__(self, "_of_document", dict(of_document))
        object.__setattr__(
            self, "_of_stem", {stem: frozenset(places) for stem, places in of_stem.items()}
        )

    def stem_set(self, text: str) -> frozenset[str]:
        """The stems of a text."""
        return frozenset(self.stems(text))

    def at(self, docid: str | None, start: int, end: int) -> list[Statement]:
        """The sentences that a range of a document touches; None for the only document."""
        within = self.all if docid is None else self._of_document.get(docid, ())
        return [found for found in within if found.span.start < end and start < found.span.end]

    def bear(self, wanted: frozenset[str]) -> Iterator[Statement]:
        """The sentences that bear all of some stems, of which there is at least one."""
        places = frozenset.intersection(*(self._of_stem.get(stem, frozenset()) for stem in wanted))
        return (self.all[place] for place in sorted(places))

    def share(self, wanted: frozenset[str], least: float) -> Iterator[Statement]:
        """The sentences that bear a share of some stems or more, above 0 and up to 1."""
        needed = math.ceil(least * len(wanted))
        # One that lacks all of the rarest few has too few left.
        by_number = sorted(wanted, key=lambda stem: (len(self._of_stem.get(stem, ())), stem))
        places = frozenset[int]().union(
            *(self._of_stem.get(stem, ()) for stem in by_number[: len(wanted) - needed + 1])
        )
        for place in sorted(places):
            if len(wanted & self.all[place].stems) >= needed:
                yield self.all[place]


def _measures(statements: Iterable[Statement]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for quantity in (quantity for each in statements for quantity in each.quantities):
        if quantity.kind == "count":
            if quantity.unit:
                found["count"].add(pluralise(quantity.unit))
        elif quantity.measure and is_clean(quantity.measure):
            found[quantity.kind].add(quantity.measure)
    return {kind: tuple(sorted(phrases)) for kind, phrases in found.items()}


_PHRASE_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LOOSE_ENDS = frozenset("and or but of in on at to for by with what which that this its it".split())
_MOST_WORDS = 6


def is_clean(phrase: str) -> bool:
    """Whether a phrase is short and neither begins nor ends in a word that leaves it hanging."""
    words = _PHRASE_WORD.findall(phrase.lower())
    return 0 < len(words) <= _MOST_WORDS and not _LOOSE_ENDS & {words[0], words[-1]}


def read_statements(documents: Iterable[StoredDocument], stems: Stems) -> Statements:
    """Reads the sentences of stored documents."""
    found = tuple(each for document in documents for each in _of_document(document, stems))
    # Cells and the titles of books are capitalised whatever they are.
    names = read_names(each.text for each in found if each.is_prose)
    return Statements(found, names, stems)


def place_in(statement: Statement, span: Span, stored: StoredDocument) -> tuple[int, int] | None:
    """Where a span of the document stands in the text of a sentence; None outside of it."""
    whole, shown = stored.view.to_view(statement.span), stored.view.to_view(span)
    if whole is None or shown is None or not whole.covers(shown):
        return None
    return shown.start - whole.start, shown.end - whole.start


def span_of(statement: Statement, place: Span, stored: StoredDocument) -> Span:
    """The span of the document that a range of a sentence's text stands for.

    Raises:
        ValueError: when the document isn't the sentence's.
    """
    whole = stored.view.to_view(statement.span)
    if whole is None:
        raise ValueError(f"{statement.span} isn't in {stored.document.docid}")
    return stored.view.to_canonical(Span(whole.start + place.start, whole.start + place.end))


def _of_document(stored: StoredDocument, stems: Stems) -> Iterator[Statement]:
    docid = stored.document.docid
    before = frozenset[str]()
    title = frozenset(stems(stored.document.metadata.title or ""))
    for each in stored.sentences:
        span = each.sentence.span
        text = stored.view.read(span).replace("\n", " ")
        sections = stored.outline.path(each.sentence.section)
        headings = " ".join(section.label for section in sections)
        quantities = stored.quantities_in(span)
        periods = " ".join(quantity.period or "" for quantity in quantities)
        own = frozenset(stems(text))
        around = title | frozenset(stems(f"{headings} {periods}"))
        is_reference = any(section.kind is SectionKind.REFERENCES for section in sections)
        is_prose = not is_reference and "|" not in text
        yield Statement(docid, span, text, own, own | around | before, quantities, is_prose)
        before = own
