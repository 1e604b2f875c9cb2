"""The sentences that might answer, each with the words that it bears and those it inherits.

A sentence seldom says everything itself: its province stands in a heading, "it" was named in the
sentence before. What is inherited is kept apart, since it bears less weight.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final, NamedTuple

from briqa.patterns import lazy_pattern
from briqa.quantities import Quantity
from briqa.retrieve import Hit
from briqa.segment import Section
from briqa.store import StoredDocument, StoredSentence
from briqa.values import dataclass
from briqa.words import words

Stems = Callable[[str], list[str]]
"""Text → its terms, stemmed as in the lexical index."""
IsName = Callable[[str, str], bool]
"""Stem and word → whether the documents mostly write it as a name."""

# How far back a sentence may point, within its passage.
_BEFORE = 2
# So many sentences take some 40 MB with all that is read of them.
_KEPT = 20_000
_YEAR: Final = lazy_pattern(r"(?<![\w.,$€£¥])(?:1[5-9]|20)\d\d(?![\w%]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Bearing:
    """The stems that a sentence bears and inherits.

    Attributes:
        own: the sentence's own, in order.
        heads: those of its own heading and of the run-in heads below that.
        outer: those of the headings around.
        title: those of the outermost heading, where all that stands below is about one subject.
        before: those of the sentences right before it in its passage.
        years_before: the years that the nearest of them to name any names.
        subjects: those of its figures' subjects, which may stand anywhere before.
        heading: its own heading and the run-in heads below that, as a reader sees them.
        places: its own stems, those it inherits, those of the headings around and those before.
    """

    own: tuple[str, ...]
    heads: frozenset[str]
    outer: frozenset[str]
    title: frozenset[str]
    before: frozenset[str]
    years_before: frozenset[str]
    subjects: frozenset[str]
    heading: str
    places: tuple[frozenset[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        inherited = self.heads | self.subjects | self.title
        places = (frozenset(self.own), inherited, self.outer, self.before)
        object.__setattr__(self, "places", places)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that might answer.

    Attributes:
        hit: the passage that it stands in, as found.
        document: its document.
        sentence: the sentence.
        reading: its text as a reader would want it.
        quantities: the figures in it, in text order.
        bearing: the stems that it bears and inherits.
        cosine: of the question and the sentence.
        position: its place among the sentences of its passage, from 0.
    """

    hit: Hit
    document: StoredDocument
    sentence: StoredSentence
    reading: str
    quantities: tuple[Quantity, ...]
    bearing: Bearing
    cosine: float
    position: int


def years_in(text: str) -> frozenset[str]:
    """The years that a text names."""
    return frozenset(_YEAR.findall(text))


@dataclass(frozen=True, slots=True)
class _Heads:
    """What the sentences of a section inherit from headings, as `Bearing` has it."""

    heads: frozenset[str]
    outer: frozenset[str]
    title: frozenset[str]
    heading: str


class _Read(NamedTuple):
    """What is read of a sentence, as `Candidate` has it."""

    reading: str
    quantities: tuple[Quantity, ...]
    bearing: Bearing


class Evidence:
    """Reads the sentences of hits; what was read of a sentence is kept.

    Args:
        stems: the stemmer.
        is_name: whether the documents write a word, given with its stem, as a name.
    """

    def __init__(self, stems: Stems, is_name: IsName) -> None:
        self._stems = stems
        self._is_name = is_name
        self._kept: OrderedDict[int, _Read] = OrderedDict()

    def candidates(
        self, hits: Sequence[Hit], documents: Mapping[str, StoredDocument]
    ) -> list[Candidate]:
        """All sentences of the hits, in their order.

        Args:
            hits: the passages found.
            documents: docid → document, for every hit.
        """
        # All words at once: the stemmer keeps them, and a look-up costs more than a word.
        new = [hit for hit in hits if not self._is_kept(hit)]
        if new:
            self._stems(" ".join(_reading(hit, documents[hit.docid]) for hit in new))
        inherited: dict[tuple[str, int], _Heads] = {}
        found = [
            candidate
            for hit in hits
            for candidate in self._of_hit(hit, documents[hit.docid], inherited)
        ]
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found

    def _is_kept(self, hit: Hit) -> bool:
        return all(sentence.sentence_id in self._kept for sentence in hit.sentences)

    def _of_hit(
        self, hit: Hit, document: StoredDocument, inherited: dict[tuple[str, int], _Heads]
    ) -> Iterator[Candidate]:
        first, behind = document.passages[hit.ordinal].passage.sentences
        members = document.sentences[first:behind]
        if any(each.sentence_id not in self._kept for each in members):
            self._read(hit.docid, document, members, inherited)
        for position, (sentence, scored) in enumerate(zip(members, hit.sentences, strict=True)):
            self._kept.move_to_end(sentence.sentence_id)
            read = self._kept[sentence.sentence_id]
            yield Candidate(hit, document, sentence, *read, scored.cosine, position)

    def _read(
        self,
        docid: str,
        document: StoredDocument,
        members: Sequence[StoredSentence],
        inherited: dict[tuple[str, int], _Heads],
    ) -> None:
        """Reads the sentences of a passage."""
        readings = [document.view.read(each.sentence.span) for each in members]
        for position, sentence in enumerate(members):
            section = docid, sentence.sentence.section
            if section not in inherited:
                inherited[section] = self._heads(document.outline.path(section[1]))
            quantities = document.quantities_in(sentence.sentence.span)
            upto = readings[max(0, position - _BEFORE) : position + 1]
            bearing = self._bearing(upto, quantities, inherited[section])
            self._kept[sentence.sentence_id] = _Read(readings[position], quantities, bearing)

    def _bearing(
        self, readings: Sequence[str], quantities: Sequence[Quantity], inherited: _Heads
    ) -> Bearing:
        """What the last of some sentences of a passage bears."""
        *earlier, reading = readings
        subjects = dict.fromkeys(quantity.subject for quantity in quantities if quantity.subject)
        return Bearing(
            tuple(self._stems(reading)),
            inherited.heads,
            inherited.outer,
            inherited.title,
            frozenset(stem for text in earlier for stem in self._stems(text)),
            next((years for text in reversed(earlier) if (years := years_in(text))), frozenset()),
            frozenset(self._stems(" ".join(subjects))),
            inherited.heading,
        )

    def _heads(self, path: Sequence[Section]) -> _Heads:
        """What is inherited from a path of headings, outermost first."""
        headed = max((at for at, section in enumerate(path) if not section.run_in), default=0)
        labels = [section.label for section in path]
        heading = " ".join(labels[headed:])
        return _Heads(
            frozenset(self._stems(heading)),
            frozenset(self._stems(" ".join(labels[:headed]))),
            self._title(labels),
            heading,
        )

    def _title(self, labels: Sequence[str]) -> frozenset[str]:
        """The stems of the outermost heading, unless it or those below it tell several names apart.

        "Acme Annual Report" holds for all of its sections, "Ports of Velmora and Kastrel" for none.
        """
        if not labels:
            return frozenset()
        title, *below = labels
        own = frozenset(self._stems(title))
        names = self._names(title)
        others = [name for label in below for name in self._names(label) if not name <= own]
        return own if len(names) <= 1 and not others else frozenset()

    def _names(self, heading: str) -> list[frozenset[str]]:
        """The names of a heading, a set of stems each; neighbours are one."""
        found: list[frozenset[str]] = []
        is_open = False
        for word in words(heading):
            stems = self._stems(word)
            if word[0].isupper() and any(self._is_name(stem, word) for stem in stems):
                found = (
                    [*found[:-1], found[-1].union(stems)] if is_open else [*found, frozenset(stems)]
                )
                is_open = True
            elif stems:
                is_open = False
        return found


def _reading(hit: Hit, document: StoredDocument) -> str:
    """A hit's passage as a reader would want it."""
    return document.view.read(document.passages[hit.ordinal].passage.span)
