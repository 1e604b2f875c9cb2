"""Whether a figure measures what a question asks for, or something else of the same place and time.

The one thing to know: likeness in meaning doesn't tell another measure ("imports", "exports") from
another word for the same one, so it never decides by itself. A word of the question counts against
a figure only if the sentence has nothing like it, and the question's form, its number or the
documents say that the word names a measure: it stands where a question names one ("what was the
... of"), it is a plural beside a figure that counts something else, or the documents measure other
figures by it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from briqa.answer.figure_choice import ScoredFigure
from briqa.answer.figure_features import Similarity
from briqa.answer.figure_question import Asked
from briqa.patterns import lazy_pattern
from briqa.quantities import Quantity
from briqa.quantities.nouns import is_plural
from briqa.quantities.synonyms import are_synonyms
from briqa.quantities.units import singularise
from briqa.questions import Question, Wanted
from briqa.questions.framing import FRAMING_WORDS
from briqa.store import StoredDocument
from briqa.values import dataclass
from briqa.words import content_words

_I: Final = re.IGNORECASE
_STOP: Final = (
    r"(?:of|for|in|at|on|from|by|with|to|per|between|during|since|is|was|were|are|do|does|did|has|"
    r"have|had|goes|go|went|comes|come|came|that|which|than|as)"
)
_PHRASE: Final = rf"(?P<phrase>(?!{_STOP}\b)\S.*?)(?=\s+{_STOP}\b|[?,;:]|\.\s|\.?$)"
# "what was the turnover of", "how high was Kastrel's turnover"
_WHAT_WAS: Final = lazy_pattern(
    r"^\s*(?:what|how (?:high|much|large|big|low|great))(?:'s|\s+(?:is|was|were|are))\s+"
    rf"(?:the\s+|an?\s+)?{_PHRASE}",
    _I,
)
# "what turnover did Kastrel report", "how much turnover"
_WHAT: Final = lazy_pattern(rf"^\s*(?:what|which|how much)\s+{_PHRASE}", _I)
_QUESTION_WORD: Final = (
    r"(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did)"
)
# "turnover for Kastrel"
_KEYWORDS: Final = lazy_pattern(
    rf"^\s*(?!{_QUESTION_WORD}\b)(?P<phrase>[^?,;:]+?)(?=\s+(?:of|for)\b)", _I
)
_OF: Final = lazy_pattern(rf"^\s*(?:of|in)\s+(?:the\s+|an?\s+)?{_PHRASE}", _I)
_OWNER: Final = lazy_pattern(r".*(?:['’]s|s['’])\s", _I | re.DOTALL)
_ASKS: Final = lazy_pattern(rf"\b{_QUESTION_WORD}\b", _I)
# They say how a thing is measured and not which: the thing stands behind "of", or the unit says it.
_VAGUE: Final = FRAMING_WORDS | frozenset(
    "size level rate ratio sum price worth cost money time monetary maximum minimum average "
    "mean combined high extent degree range growth increase decline decrease rise fall change "
    "drop area length height width depth distance weight speed temperature volume "
    "capacity".split()
)
_MEASURED: Final = frozenset(("money", "percent", "measure"))
# Bare keywords ask for a number if a figure is so likely an answer to them.
_LIKELY: Final = 0.4
# The measures of so many documents are kept.
_KEPT: Final = 200

NOTHING_AGAINST: Final[Mapping[str, float]] = MappingProxyType(
    dict.fromkeys(("measure_unborne", "measure_contrasted", "counted_renamed"), 0.0)
)


@dataclass(frozen=True, slots=True)
class Lacked:
    """A word of a question that a sentence lacks.

    Attributes:
        word: as typed.
        stem: its stem.
        unlike: how unlike all words of the sentence it is, from 0 to 1.
    """

    word: str
    stem: str
    unlike: float


class MeasureReader:
    """Holds what figures measure against what is asked for.

    Args:
        stems: the stemmer.
        similarity: likeness of phrases in meaning.
    """

    def __init__(self, stems: Callable[[str], list[str]], similarity: Similarity) -> None:
        self._stems = stems
        self._similarity = similarity
        self._measures: dict[str, frozenset[str]] = {}

    def features(
        self,
        question: Question,
        figure: ScoredFigure | None,
        lacked: Mapping[str, Lacked],
        documents: Sequence[StoredDocument],
    ) -> Mapping[str, float]:
        """What the words that a sentence lacks say against what its figure measures, by name.

        Each is how unlike the measure asked for and the sentence are, from 0 to 1; 0 where nothing
        says that another measure is asked for.

        Args:
            question: the question.
            figure: the figure that fits best; None where there is none.
            lacked: the words of the question that the sentence lacks, names left out, by the word
                in lower case.
            documents: the documents found for the question, which tell what else they measure.
        """
        if figure is None or not lacked or figure.quantity.kind in ("date", "ordinal", "duration"):
            return NOTHING_AGAINST
        own = content_words(f"{figure.quantity.measure or ''} {figure.quantity.unit or ''}")
        return {
            "measure_unborne": self._unborne(question, figure.asked, own, lacked, documents),
            "measure_contrasted": self._contrasted(figure, own, lacked, documents),
            "counted_renamed": self._renamed(figure, lacked),
        }

    def _unborne(
        self,
        question: Question,
        asked: Asked,
        own: list[str],
        lacked: Mapping[str, Lacked],
        documents: Sequence[StoredDocument],
    ) -> float:
        """Of the phrase by which the question's form names a measure, the head noun.

        One word by which the documents measure nothing may be the asker's own word for the figure,
        so then the sentence has to lack the word beside it too.
        """
        phrase = asked_measure(question)
        told = [at for at, word in enumerate(phrase) if word not in _VAGUE]
        head = lacked.get(phrase[told[-1]]) if told else None
        if head is None or asked.needs_text or any(_same_thing(head.word, word) for word in own):
            return 0.0
        near = phrase[max(0, told[-1] - 1) : told[-1]] + phrase[told[-1] + 1 : told[-1] + 2]
        beside = [word for word in near if word not in _VAGUE]
        if not self._is_measure(head, documents) and lacked.keys().isdisjoint(beside):
            return 0.0
        return self._unlike([head], own)

    def _contrasted(
        self,
        figure: ScoredFigure,
        own: list[str],
        lacked: Mapping[str, Lacked],
        documents: Sequence[StoredDocument],
    ) -> float:
        """Of the words by which the documents measure other figures, the likest."""
        quantity = figure.quantity
        if quantity.kind not in _MEASURED or not quantity.measure or figure.signs["measure"]:
            return 0.0
        if not _may_ask(figure.asked):
            return 0.0
        others = [
            each
            for each in lacked.values()
            if each.word.isalpha()
            and each.word.lower() not in _VAGUE
            and self._is_measure(each, documents)
        ]
        return self._unlike(others, own) if others else 0.0

    def _renamed(self, figure: ScoredFigure, lacked: Mapping[str, Lacked]) -> float:
        """Of the question's plurals, the likest to the noun that the figure counts.

        Where "how many" says what is counted, other signs see to it.
        """
        quantity = figure.quantity
        if quantity.kind != "count" or not quantity.unit or not _may_ask(figure.asked):
            return 0.0
        nouns = content_words(quantity.unit)
        asked = content_words(figure.asked.question.text)
        if figure.signs["measure_counted"] or any(
            _same_thing(word, noun) for word in asked for noun in nouns
        ):
            return 0.0
        plurals = [
            each.word
            for each in lacked.values()
            if is_plural(each.word.lower()) and each.word.lower() not in FRAMING_WORDS
        ]
        if not plurals or not nouns:
            return 0.0
        # Where other words are lacking too, bare keywords may ask for something else than a number.
        is_open = not figure.asked.asks_figure
        if is_open and (len(plurals) < len(lacked) or figure.probability < _LIKELY):
            return 0.0
        own = content_words(f"{quantity.measure or ''} {quantity.unit}")
        return 1.0 - max(0.0, float(self._similarity(plurals, own).max()))

    def _unlike(self, lacked: list[Lacked], own: list[str]) -> float:
        """How unlike the figure's own words and all of its sentence's some words are at least."""
        least = min(each.unlike for each in lacked)
        if not own:
            return least
        near = float(self._similarity([each.word for each in lacked], own).max())
        return min(least, 1.0 - max(0.0, near))

    def _is_measure(self, lacked: Lacked, documents: Sequence[StoredDocument]) -> bool:
        """Whether any of some documents measures figures by a word."""
        return any(lacked.stem in self._measures_of(document) for document in documents)

    def _measures_of(self, document: StoredDocument) -> frozenset[str]:
        """The stems of what a document's figures measure; kept, since its sentences share them."""
        docid = document.document.docid
        found = self._measures.get(docid)
        if found is None:
            if len(self._measures) >= _KEPT:
                self._measures.clear()
            named = dict.fromkeys(name for each in document.quantities for name in _names(each))
            found = frozenset(stem for name in named for stem in self._stems(name))
            self._measures[docid] = found
        return found


def names_measure(phrase: str) -> bool:
    """Whether a phrase says which thing is measured, and not only how: "worth" doesn't."""
    return not _VAGUE.issuperset(content_words(phrase.lower()))


def asked_measure(question: Question) -> tuple[str, ...]:
    """The phrase by which the form of a question names a measure, as content words in lower case.

    Empty where the form names none, or only words such as "amount" that any measure may have.

    Args:
        question: the question.
    """
    text = question.text
    is_open = question.wanted is Wanted.TEXT
    if not question.wanted.is_figure and not is_open:
        return ()
    forms = (_WHAT_WAS, _KEYWORDS) if is_open else (_WHAT_WAS, _WHAT, _KEYWORDS)
    named = next((found for form in forms if (found := form.match(text))), None)
    if named is None:
        return ()
    phrase = _without_owner(named["phrase"])
    if _VAGUE.issuperset(phrase) and (of := _OF.match(text[named.end("phrase") :])):
        phrase = _without_owner(of["phrase"])
    return () if _VAGUE.issuperset(phrase) else phrase


def _without_owner(phrase: str) -> tuple[str, ...]:
    """The content words of a phrase behind the last "'s"."""
    own = content_words(_OWNER.sub("", phrase).lower())
    return tuple(word for word in own if word.isalpha())


def _may_ask(asked: Asked) -> bool:
    """Whether a figure is asked for, or may be by bare keywords."""
    return asked.asks_figure or (asked.is_keywords and not _ASKS.search(asked.question.text))


def _names(quantity: Quantity) -> Iterator[str]:
    """What a figure measures and counts."""
    if quantity.measure:
        yield quantity.measure
    if quantity.kind == "count" and quantity.unit:
        yield quantity.unit


def _same_thing(one: str, other: str) -> bool:
    """Whether two nouns are forms of one, or listed as synonyms."""
    return are_synonyms(singularise(one.lower()), singularise(other.lower()))
