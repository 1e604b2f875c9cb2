"""From what was found to what is said: an answer of spans and figures, or a plain refusal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from briqa.answer.abbreviations import long_form_span
from briqa.answer.citation import Citation, cite
from briqa.answer.confidence import THRESHOLD
from briqa.answer.derive import derive
from briqa.answer.derived import Derivation
from briqa.answer.field_answers import value_spans
from briqa.answer.items import complete_list, is_list_line, list_items, pointed_list
from briqa.answer.naming import named_subject
from briqa.answer.pieces import AnswerSentence, Figure, RankedPassage
from briqa.answer.rank import RankedSentence
from briqa.answer.reading import Reading
from briqa.answer.refusal import refuse
from briqa.answer.result import Answer, Refusal
from briqa.answer.rows import Row
from briqa.answer.short_answer import load_model, short_answer
from briqa.answer.shortform import figure_spans
from briqa.answer.sides import Option, Side, choose_sides
from briqa.questions import Operation, Question, Task, Wanted
from briqa.retrieve import Hit
from briqa.retrieve.phrases import PhraseVectors
from briqa.spans import Span
from briqa.store import StoredDocument, StoredSentence

Documents = Callable[[str], StoredDocument]
_MOST_ITEMS: Final = 20
_NOTHING: Final = Derivation((), ())


class Composer:
    """Composes answers.

    Args:
        stems: the stemmer.
        phrases: likeness of words in meaning.
        document: docid → document.
    """

    def __init__(
        self, stems: Callable[[str], list[str]], phrases: PhraseVectors, document: Documents
    ) -> None:
        self._stems = stems
        self._phrases = phrases
        self._document = document

    def compose(self, reading: Reading, *, passages: int) -> Answer | Refusal:
        """The answer to a question, or the refusal.

        Args:
            reading: what was found for it.
            passages: the most passages to show.
        """
        sides = choose_sides(reading.parts) if reading.parts else ()
        if any(side.is_found for side in sides):
            return self._compared(reading, sides, passages)
        if sides or not reading.ranked or reading.confidence < THRESHOLD:
            shown = self._passages(reading, [], passages)
            return refuse(reading, sides, shown)
        return self._single(reading, passages)

    # -- one thing asked -------------------------------------------------------------------------

    def _single(self, reading: Reading, passages: int) -> Answer:
        best = reading.ranked[0]
        document, sentence = best.candidate.document, best.candidate.sentence
        rest = self._continued(reading.question, best)
        sentences = (
            answer_sentence(best),
            *(plain_sentence(document, further) for further in rest),
        )
        subject = named_subject(document, sentence)
        rows = _times(reading.question, best)
        return Answer(
            reading.question.asked,
            self._short(reading.question, best, rest),
            None if subject is None else cite(document, subject.span, sentence.sentence.section),
            rows,
            derive(reading.question, rows) if rows else _NOTHING,
            sentences,
            self._passages(reading, [best], passages),
            reading.confidence,
        )

    def _continued(self, question: Question, best: RankedSentence) -> Sequence[StoredSentence]:
        """The list that the sentence announces, where one is asked for."""
        if question.wanted.is_figure or question.wanted is Wanted.DATE:
            return ()
        document = best.candidate.document
        lines = complete_list(document, best.candidate.sentence)
        # What goes on inside an item says more of it than was asked.
        items = [line for line in lines if is_list_line(document, line.sentence.span)]
        if not items and question.wanted is Wanted.LIST:
            return pointed_list(document, best.candidate.sentence, self._stems)
        return items[:_MOST_ITEMS]

    def _short(
        self, question: Question, best: RankedSentence, rest: Sequence[StoredSentence]
    ) -> tuple[Citation, ...]:
        document = best.candidate.document
        section = best.candidate.sentence.sentence.section
        spans: Sequence[Span] = ()
        if question.wanted is Wanted.LIST:
            sentences = [best.candidate.sentence, *rest]
            spans = list_items(
                question,
                document,
                [found.sentence.span for found in sentences],
                self._stems,
                self._phrases,
            )
        explained = long_form_span(question, document, best.candidate.sentence)
        if explained is not None:
            spans = (explained,)
        if not spans:
            spans = figure_spans(best, self._stems) or value_spans(best)
        if not spans:
            phrase = short_answer(
                question,
                document.view,
                best.candidate.sentence.sentence.span,
                best.candidate.quantities,
                self._stems,
                self._phrases,
                load_model(),
                best.places,
            )
            spans = () if phrase is None else (phrase.span,)
        return tuple(cite(document, span, section) for span in spans)

    # -- several sides ---------------------------------------------------------------------------

    def _compared(self, reading: Reading, sides: Sequence[Side], passages: int) -> Answer:
        found = [side.chosen for side in sides if side.chosen and side.is_found]
        rows = tuple(_row(side) for side in sides)
        return Answer(
            reading.question.asked,
            (),
            None,
            rows,
            _derived(reading.question, rows),
            tuple(_merged(found, _besides(reading, found))),
            self._passages(reading, [option.found for option in found], passages),
            min(side.confidence for side in sides if side.is_found),
        )

    # -- passages --------------------------------------------------------------------------------

    def _passages(
        self, reading: Reading, used: Sequence[RankedSentence], passages: int
    ) -> tuple[RankedPassage, ...]:
        """Those of the answer first, then those of the next best sentences, then the rest."""
        first = [found.candidate.hit for found in used]
        by_part = [part.hits for _, part in reading.parts]
        alternating = [hit for hits in zip(*by_part, strict=False) for hit in hits]
        near = [] if by_part else [found.candidate.hit for found in reading.ranked]
        order = {hit.passage_id: hit for hit in [*first, *alternating, *near, *reading.hits]}
        return tuple(self._passage(hit) for hit in list(order.values())[:passages])

    def _passage(self, hit: Hit) -> RankedPassage:
        document = self._document(hit.docid)
        passage = document.passages[hit.ordinal].passage
        return RankedPassage(cite(document, passage.span, passage.section), hit.score)


def answer_sentence(found: RankedSentence) -> AnswerSentence:
    """A ranked sentence as part of an answer, its chosen figures marked."""
    chosen = {figure.quantity.span for figure in found.choice.figures}
    return _sentence(found.candidate.document, found.candidate.sentence, chosen)


def plain_sentence(document: StoredDocument, sentence: StoredSentence) -> AnswerSentence:
    """A further sentence of an answer, none of whose figures was asked for."""
    return _sentence(document, sentence, set())


def _sentence(
    document: StoredDocument, sentence: StoredSentence, chosen: set[Span]
) -> AnswerSentence:
    span, section = sentence.sentence.span, sentence.sentence.section
    return AnswerSentence(
        cite(document, span, section),
        tuple(
            Figure(quantity, cite(document, quantity.span, section), quantity.span in chosen)
            for quantity in document.quantities_in(span)
        ),
    )


def _derived(question: Question, rows: tuple[Row, ...]) -> Derivation:
    """What is computed from the rows; where no figure compares, only which side is missing."""
    if any(row.figure for row in rows):
        return derive(question, rows)
    missing = [f"Nothing was found for {row.label}." for row in rows if row.sentence is None]
    return Derivation((), tuple(missing))


def _row(side: Side) -> Row:
    if side.chosen is None or not side.is_found:
        return Row(side.part.label, None, None)
    candidate, figure = side.chosen.found.candidate, side.chosen.figure
    chosen = {figure.quantity.span} if figure else set()
    sentence = _sentence(candidate.document, candidate.sentence, chosen)
    asked = next((figure for figure in sentence.figures if figure.asked_for), None)
    return Row(side.part.label, asked, sentence)


def _besides(reading: Reading, options: Sequence[Option]) -> dict[int, set[Span]]:
    """By sentence the figures of what a question asks for besides what is compared: a rate."""
    compared = {option.figure.quantity.kind for option in options if option.figure}
    return {
        best.candidate.sentence.sentence_id: {
            figure.quantity.span
            for figure in best.choice.figures
            if figure.asked.rate and figure.quantity.kind not in compared
        }
        for best in reading.ranked[:1]
        if len({id(figure.asked) for figure in best.look.scored}) > 1
    }


def _merged(
    options: Sequence[Option], besides: Mapping[int, set[Span]]
) -> Iterator[AnswerSentence]:
    """The sentences of the sides, each once; one that answers for two has the figures of both."""
    chosen: dict[int, set[Span]] = {}
    candidates = {}
    for option in options:
        sentence_id = option.found.candidate.sentence.sentence_id
        candidates[sentence_id] = option.found.candidate
        figures = chosen.setdefault(sentence_id, set(besides.get(sentence_id, ())))
        if option.figure:
            figures.add(option.figure.quantity.span)
    for sentence_id, candidate in candidates.items():
        yield _sentence(candidate.document, candidate.sentence, chosen[sentence_id])


def _times(question: Question, best: RankedSentence) -> tuple[Row, ...]:
    """The figures of a development as rows, when one sentence has both its ends."""
    sentence = answer_sentence(best)
    figures = [figure for figure in sentence.figures if figure.asked_for]
    series = [figure for figure in figures if figure.quantity.series is not None]
    is_change = len(series) > 1 and question.operation in _CHANGES
    if len(figures) < 2 or not (question.task is Task.TREND or is_change):
        return ()
    if len(series) > 1:
        figures = series  # the rate beside them is no further time
    return tuple(
        Row(figure.quantity.period or _ORDER[at > 0], figure, sentence)
        for at, figure in enumerate(figures)
    )


_ORDER: Final = ("from", "to")
_CHANGES: Final = frozenset({Operation.DIFFERENCE, Operation.GROWTH})
