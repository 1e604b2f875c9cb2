"""The field of a form that a question asks for: "Wind Speed: 8 knots", "Operator: A. Koch".

The one thing to know: a field says what it says in two or three words, so there is next to nothing
in it for a likeness in meaning to go by; but its label names its value, so a question that has all
words of the label, or asks in a way that means them ("how old": "Age"), asks for that value.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.answer.word_weights import alike
from briqa.patterns import lazy_pattern
from briqa.quantities.synonyms import are_synonyms, synonyms_of
from briqa.quantities.units import singularise
from briqa.questions import Question, Task, Wanted
from briqa.segment.forms import split_field
from briqa.spans import Span
from briqa.values import dataclass
from briqa.words import content_words

Stems = Callable[[str], list[str]]

_I: Final = re.IGNORECASE
_STOP: Final = (
    r"(?:of|for|in|at|on|from|by|with|to|per|between|during|since|is|was|were|are|do|does|did|has|"
    r"have|had|that|which|who|than|as)"
)
_PHRASE: Final = rf"(?P<phrase>(?!{_STOP}\b)\S.*?)(?=\s+{_STOP}\b|[?,;:]|\.\s|\.?$)"
_DETERMINER: Final = r"(?:(?:the|an?|its|their|his|her)\s+)?"
# "what is the wind speed", "who was the owner"
_IS: Final = lazy_pattern(
    r"^\s*(?:what|which|who)(?:['’]s|\s+(?:is|was|are|were))\s+"
    rf"{_DETERMINER}(?:.*['’]s?\s)?{_PHRASE}",
    _I,
)
# "under which flag", "what type of certificate", "how many seats"
_WHICH: Final = lazy_pattern(
    r"\b(?:what|which|whose|how many|how much)\s+(?:(?:kind|type|sort)s?\s+of\s+)?"
    rf"{_DETERMINER}{_PHRASE}",
    _I,
)
# "who operated it": the verb
_WHO: Final = lazy_pattern(rf"^\s*who\s+{_PHRASE}", _I)
# A kind of thing, which is no word of the label: "from which airport did it start".
_KIND: Final = lazy_pattern(
    r"\b(?:what|which)\s+(?P<kind>place|location|airport|city|town|country|date|day|time|year|"
    r"person|company)\b",
    _I,
)
_A_PLACE: Final = r"where|(?:what|which) (?:place|location|airport|city|town)"
_PLACE: Final = lazy_pattern(rf"\b(?:{_A_PLACE})\b", _I)
# The words of labels that a way of asking means.
_IMPLIED: Final = tuple(
    (lazy_pattern(rf"\b(?:{asked})\b", _I), words)
    for asked, words in (
        (_A_PLACE, "location place site venue address airport city"),
        (r"when|(?:what|which) (?:date|day|time|year)", "date time day year"),
        (r"how old", "age"),
        (r"how long", "length duration"),
        (r"how (?:high|tall)", "height elevation altitude"),
        (r"how heavy", "weight"),
        (r"how wide", "width breadth beam"),
        (r"how deep", "depth"),
        (r"how far", "distance"),
        (r"how fast", "speed"),
        (r"how (?:large|big)", "size area"),
        (r"(?:kind|type|sort)s?(?= of\b)", "type class category"),
        (r"headed|bound for|heading|fly(?:ing)? to|go(?:ing)? to", "destination"),
        (r"made (?:of|from)", "material"),
        (r"made(?! of| from)|makes?|built|builds?|produced", "manufacturer maker builder"),
        (r"t(?:ake|ook) off|set (?:off|out)|(?:sail|start)(?:ed)? from|left", "departure origin"),
        (r"published", "publication"),
        (r"costs?|paid|charged", "price fee cost payment"),
        (r"how (?:many|much) [^?]*(?:hold|carry)", "capacity"),
    )
)
# What is asked for is told by these ways alone, not by a noun.
_ASKED_BY_FORM: Final = lazy_pattern(
    r"\bhow (?:old|long|high|tall|heavy|wide|deep|far|fast)\b|"
    r"\bhow (?:many|much) [^?]*\b(?:hold|carry)\b",
    _I,
)
# Words of labels that say no more than what kind of value stands there.
_OF_FIGURES: Final = "number total amount value overall count quantity"
_OF_NAMES: Final = "name number no type id"
_GENERIC: Final[Mapping[Wanted, str]] = {
    Wanted.NUMBER: _OF_FIGURES,
    Wanted.MONEY: _OF_FIGURES,
    Wanted.SHARE: _OF_FIGURES,
    Wanted.DATE: "date time day year",
    Wanted.PLACE: "place point location site address city",
    Wanted.PERSON: "name person",
}
# What happens in any question, and no document need say.
_EVENTS: Final = (
    "happen occur place take hold held have get do make use give come go require need allow state "
    "record report list"
)
_NUMBER_SIGN: Final = lazy_pattern(r"\b(?:No|Nos|Nr)\b\.?|#", _I)
_PARENTHESIS: Final = lazy_pattern(r"\([^)]*\)")
_AND: Final = lazy_pattern(r"\s+(?:&|and|or)\s+|,\s+")
_SLOTS: Final = lazy_pattern(r"\s+/(?:\s+|$)")
_DATED: Final = lazy_pattern(r"\d{4}|\d{1,2}[:/.]\d{2}|\d{3,4}\b")
_DIGIT: Final = lazy_pattern(r"\d")
_LETTERS: Final = lazy_pattern(r"[^\W\d_]{2,}")
_NOT_ASKED: Final = frozenset({Wanted.REASON, Wanted.YES_NO, Wanted.MANNER, Wanted.RANK})
# One word that nothing around the field says may be the asker's own.
_MOST_UNKNOWN: Final = 1


@dataclass(frozen=True, slots=True)
class AskedField:
    """A field whose label a question names.

    Attributes:
        value: where its value stands, canonical; None where the form leaves it empty.
        is_told: whether the text around it bears all else that the question says.
        label: the stems of the label's words that the question asks for.
    """

    value: Span | None
    is_told: bool
    label: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a question says, stemmed.

    Attributes:
        words: stem → the word.
        ways: stems of the words by which its way of asking means words of labels.
        names: stems of proper names.
        implied: words of labels that its way of asking means.
        heads: the words of which a label has to have one; empty where its form tells none.
        wanted: the kind of thing asked for.
        is_place: whether that is a place, whatever its name: "from which airport".
    """

    words: Mapping[str, str]
    ways: frozenset[str]
    names: frozenset[str]
    implied: frozenset[str]
    heads: frozenset[str]
    wanted: Wanted
    is_place: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """The stems of all that was found in a document with its headings, and of fields' values."""

    all: frozenset[str]
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Match:
    """How a label fits: its words that are asked for themselves, and those that are implied."""

    own: frozenset[str]
    implied: frozenset[str]
    left: frozenset[str]
    slot: int
    slots: int


class FieldReader:
    """Finds the fields that questions ask for.

    Args:
        stems: the stemmer.
    """

    def __init__(self, stems: Stems) -> None:
        self._stems = stems
        self._generic = {
            wanted: frozenset(stems(_GENERIC.get(wanted, _OF_NAMES))) for wanted in Wanted
        }
        self._events = frozenset(stems(_EVENTS))

    def asked(
        self, question: Question, candidates: Sequence[Candidate]
    ) -> tuple[Candidate, AskedField] | None:
        """The field among some sentences that a question asks for; None where it asks for none.

        Args:
            question: the question.
            candidates: the sentences, best first.
        """
        if question.task is not Task.FIND or question.wanted in _NOT_ASKED or question.years:
            return None
        labelled = [(each, field) for each in candidates if (field := _field(each)) is not None]
        if not labelled:
            return None
        sought = self._sought(question)
        around: dict[str, _Around] = {}
        best: tuple[tuple[int, ...], Candidate, AskedField] | None = None
        values: dict[tuple[str, str], set[str]] = {}
        best_label = ("", "")
        for candidate, (label, value) in labelled:
            docid = candidate.document.document.docid
            if docid not in around:
                around[docid] = self._around(docid, candidates)
            key = docid, label.lower()
            values.setdefault(key, set()).add(value)
            found = self._fit(sought, label, value, candidate, around[docid])
            if found is None:
                continue
            if best is None or found[0] > best[0]:
                best, best_label = (found[0], candidate, found[1]), key
            elif found[0] == best[0] and candidate.document is best[1].document:
                values[best_label].add(value)
        # Several values under one label are no form's: "SPEAKER: …" in a transcript.
        return None if best is None or len(values[best_label]) > 1 else best[1:]

    def _sought(self, question: Question) -> _Sought:
        text = question.text
        ways = [(found, words) for asked, words in _IMPLIED if (found := asked.search(text))]
        said = " ".join(found[0] for found, _ in ways)
        kind = _KIND.search(text)
        return _Sought(
            {
                stem: word
                for word in content_words(text.lower())
                if kind is None or word != kind["kind"].lower()
                for stem in self._stems(word)
            },
            frozenset(self._stems(said)),
            frozenset(stem for name in question.names for stem in name.stems),
            frozenset(stem for _, words in ways for stem in self._stems(words)),
            self._heads(question, [words for found, words in ways], is_kind=kind is not None),
            question.wanted,
            _PLACE.search(text) is not None,
        )

    def _heads(
        self, question: Question, implied: Sequence[str], *, is_kind: bool
    ) -> frozenset[str]:
        """The words of which a label has to have one, as far as the form of a question tells."""
        text = question.text
        meant = frozenset(self._stems(" ".join(implied)))
        if _ASKED_BY_FORM.search(text):
            return meant
        if is_kind or question.wanted in (Wanted.DATE, Wanted.PLACE):
            return frozenset()
        if found := (_IS.search(text) or _WHICH.search(text)):
            named = content_words(found["phrase"].lower())[-1:]
        elif found := _WHO.search(text):
            named = content_words(found["phrase"].lower())[:1]
        else:
            return frozenset()
        return frozenset(self._stems(" ".join(named))) | (meant - self._generic[question.wanted])

    def _fit(
        self,
        sought: _Sought,
        label: str,
        value: str,
        candidate: Candidate,
        around: _Around,
    ) -> tuple[tuple[int, ...], AskedField] | None:
        """How well a field fits, to be compared, and what it says; None if it isn't asked for."""
        match = self._match(sought, label)
        if match is None:
            return None
        bearing = candidate.bearing
        near = bearing.heads | bearing.outer | bearing.title
        rest = match.left - self._events - sought.ways
        if not match.own:
            # Whose age it is, is told by the heading, or the form has it as a value.
            told_of = near | around.values | sought.names
            if any(not _has(told_of, stem) for stem in rest):
                return None
        unknown = frozenset(stem for stem in rest if not self._is_around(sought, stem, around.all))
        allowed = _MOST_UNKNOWN if sought.heads else 0
        if len(unknown) > allowed or unknown & sought.names:
            return None
        place = _value_span(candidate, value, match)
        if place is not None:
            told = candidate.document.view.read(place)
            if not _may_answer(sought.wanted, told, is_named=len(match.own) > 1):
                return None
        near_rest = sum(_has(near, stem) for stem in rest)
        order = (
            len(match.own) + len(match.implied),
            len(match.own),
            near_rest,
            int(place is not None),
        )
        return order, AskedField(place, not unknown, match.own | match.implied)

    def _around(self, docid: str, candidates: Sequence[Candidate]) -> _Around:
        own = [each for each in candidates if each.document.document.docid == docid]
        values = " ".join(field[1] for each in own if (field := _field(each)) is not None)
        return _Around(
            frozenset().union(
                *(
                    stems
                    for each in own
                    for stems in (each.bearing.own, each.bearing.heads, each.bearing.outer)
                )
            ),
            frozenset(self._stems(values)),
        )

    def _is_around(self, sought: _Sought, stem: str, around: frozenset[str]) -> bool:
        if _has(around, stem):
            return True
        others = synonyms_of(singularise(sought.words[stem]))
        return any(own in around for other in others for own in self._stems(other))

    def _match(self, sought: _Sought, label: str) -> _Match | None:
        """The best of the readings of a label; None where a word of each isn't asked for."""
        readings = list(_readings(label))
        slots = 1 + max(slot for slot, _ in readings)
        found = (
            match
            for slot, reading in readings
            if (match := self._match_one(sought, reading, slot, slots)) is not None
        )
        return max(found, key=lambda match: (len(match.own), len(match.implied)), default=None)

    def _match_one(self, sought: _Sought, reading: str, slot: int, slots: int) -> _Match | None:
        generic = self._generic[sought.wanted]
        if sought.is_place:
            generic |= self._generic[Wanted.PLACE]
        own, implied, used = set(), set(), set()
        for word in content_words(reading.lower()):
            for stem in self._stems(word):
                asked = {
                    each for each, typed in sought.words.items() if _same(stem, word, each, typed)
                }
                if asked:
                    own.add(stem)
                    used |= asked
                elif stem in sought.implied:
                    implied.add(stem)
                elif stem not in generic:
                    return None
        named = own | implied
        # "Lirano: a new port" is said of the name; its label asks for nothing.
        if not named or (own <= generic | sought.names and not implied):
            return None
        if (
            sought.heads
            and not any(_has(sought.heads, stem) for stem in named)
            and not (used & sought.heads)
        ):
            return None
        return _Match(
            frozenset(own), frozenset(implied), frozenset(sought.words) - used, slot, slots
        )


def _field(candidate: Candidate) -> tuple[str, str] | None:
    """The label and value of a sentence; those of a table row of two cells too."""
    reading = candidate.reading
    if "|" in reading:
        cells = [cell.strip() for cell in reading.split("|")]
        return (cells[0], cells[1]) if len(cells) == 2 and cells[0] else None
    return split_field(reading) if ":" in reading else None


def _readings(label: str) -> Iterator[tuple[int, str]]:
    """What a label says, "Date & Time" and "Runway Length/Width" twice, each with its place.

    >>> list(_readings("Wind Speed/Gusts (knots)"))
    [(0, 'Wind Speed'), (1, 'Wind Gusts')]
    >>> list(_readings("Temperature/Dew Point"))
    [(0, 'Temperature Point'), (0, 'Temperature'), (1, 'Dew Point')]
    """
    slot = 0
    for part in _AND.split(_NUMBER_SIGN.sub("number", _PARENTHESIS.sub("", label))):
        words = part.split()
        cut = next((at for at, word in enumerate(words) if "/" in word.strip("/")), None)
        if cut is None:
            yield slot, " ".join(words)
            slot += 1
            continue
        eithers = words[cut].split("/")
        for either in eithers:
            yield slot, " ".join([*words[:cut], either, *words[cut + 1 :]])
            # What stands behind the last of them may belong to it alone.
            if either is not eithers[-1] and cut + 1 < len(words):
                yield slot, " ".join([*words[:cut], either])
            slot += 1


def _same(stem: str, word: str, other: str, typed: str) -> bool:
    return alike(stem, other) or are_synonyms(singularise(word), singularise(typed))


def _has(stems: frozenset[str], sought: str) -> bool:
    return sought in stems or any(alike(stem, sought) for stem in stems)


def _may_answer(wanted: Wanted, value: str, *, is_named: bool) -> bool:
    """Whether a value is of the kind asked for; a word may stand for a figure: "Calm"."""
    if wanted is Wanted.DATE:
        return _DATED.search(value) is not None
    if wanted.is_figure:
        return is_named or _DIGIT.search(value) is not None
    if wanted is Wanted.PERSON:
        words = _LETTERS.findall(value)
        return bool(words) and 2 * sum(word[0].isupper() for word in words) >= len(words)
    return True


def _value_span(candidate: Candidate, value: str, match: _Match) -> Span | None:
    """Where the value stands, or that part of it that belongs to the reading of the label."""
    document = candidate.document
    shown = document.view.to_view(candidate.sentence.sentence.span)
    if shown is None or not value.strip(" /"):
        return None
    start = document.view.text.rindex(value, shown.start, shown.end)
    first, last = 0, len(value)
    slots = [part.span() for part in _SLOTS.finditer(value)]
    if match.slots > 1 and slots:
        bounds = [0, *(place for gap in slots for place in gap), len(value)]
        pairs = list(zip(bounds[::2], bounds[1::2], strict=True))
        first, last = pairs[match.slot] if match.slot < len(pairs) else (0, 0)
    if not value[first:last].strip():
        return None
    return document.view.to_canonical(Span(start + first, start + last))
