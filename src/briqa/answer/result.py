"""What a question gets: an answer made of spans and figures, or a plain refusal."""

from briqa.answer.citation import Citation
from briqa.answer.derived import Derivation, format_derived
from briqa.answer.pieces import AnswerSentence, Figure, RankedPassage
from briqa.answer.rows import Row
from briqa.values import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """The sentences that answer a question.

    Attributes:
        question: as asked.
        short: what was asked for inside the sentences: a phrase, the items of a list, the figures
            with what they count; empty where the sentences themselves are the answer.
        subject: whom the first sentence is about, where it only points to it ("it", "the zone").
        rows: the sides of a comparison or the times of a trend; empty for one thing asked.
        derivation: what was computed from the rows, and what has to be said of them.
        sentences: best first; never empty.
        passages: where they were found, best first.
        confidence: from 0 to 1, of the documents bearing the question out.
    """

    question: str
    short: tuple[Citation, ...]
    subject: Citation | None
    rows: tuple[Row, ...]
    derivation: Derivation
    sentences: tuple[AnswerSentence, ...]
    passages: tuple[RankedPassage, ...]
    confidence: float

    @property
    def text(self) -> str:
        """What was asked for, then the sentences, each exactly as it stands in its document.

        A comparison leads with its rows and the first thing computed, which is marked as such.
        """
        lead = row_lines(self.rows) if self.rows else [quote.quote for quote in self.short]
        computed = [f"({format_derived(found)})" for found in self.derivation.derived[:1]]
        said = " ".join(sentence.citation.quote for sentence in self.sentences)
        return " ".join(filter(None, ["; ".join(lead) + "." if lead else "", *computed, said]))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that were asked for; if none is marked so, all but the dates."""
        every = [figure for sentence in self.sentences for figure in sentence.figures]
        asked = [figure for figure in every if figure.asked_for]
        return tuple(
            asked or [figure for figure in every if figure.quantity.kind != "date"] or every
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """The documents don't say.

    Attributes:
        question: as asked.
        missing: words of the question that the nearest sentence doesn't bear out.
        notes: what the documents have instead, a line each.
        nearest: the figure that comes nearest, which isn't the answer; None without one.
        passages: the nearest passages, best first; empty for an empty index.
        confidence: from 0 to 1, of the documents bearing the question out after all.
    """

    question: str
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    nearest: Figure | None
    passages: tuple[RankedPassage, ...]
    confidence: float

    @property
    def text(self) -> str:
        """The plain sentence that a reader gets."""
        return "The documents don't say."


def row_lines(rows: tuple[Row, ...]) -> list[str]:
    """A line for each row: its label, and its figure as written."""
    return [
        f"{row.label}: {row.figure.citation.quote if row.figure else 'not found'}"
        if row.figure or not row.sentence
        else row.label
        for row in rows
    ]
