"""Question sets: what is asked, and what a right answer has to hold.

The one thing to know: what a set doesn't say is None or empty here and is never scored, so a set
without gold still gets its answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A span that an answer should rest on, as the set names it.

    Attributes:
        docid: its document, in the set's own naming; None where the set names none.
        start: first code point of the document's canonical text.
        end: the code point behind it.
        text: what the set says stands there; None where it doesn't say.
    """

    docid: str | None
    start: int
    end: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class GoldNumber:
    """A figure that a right answer holds, its scale applied (`5450000000000`, `CNY`)."""

    value: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """What is known of the right answer to one question.

    Attributes:
        answerable: whether the documents answer it; None where the set doesn't say.
        evidence: complete sets of spans, any of which is enough; the spans of one are all needed.
        answers: acceptable answers, any one of which is enough.
        answer_items: of a list, the items that are all wanted.
        numbers: the figures that are all wanted.
        relevance: document → grade, above 0 for relevant ones; empty where none was judged.
    """

    answerable: bool | None = None
    evidence: tuple[tuple[GoldSpan, ...], ...] = ()
    answers: tuple[str, ...] = ()
    answer_items: tuple[str, ...] = ()
    numbers: tuple[GoldNumber, ...] = ()
    relevance: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question of a set.

    Attributes:
        qid: the set's own id, or the row's number where the set has none.
        question: the text asked.
        kind: the type that the set gives it, as "comparison"; empty without one.
        cluster: questions of one cluster aren't independent of each other, as those about one
            document; None where the set names none.
        gold: what is known of the right answer.
        where: the place in the set's file, for messages: "line 57", "row 3 of sheet Questions".
    """

    qid: str
    question: str
    kind: str = ""
    cluster: str | None = None
    gold: Gold = field(default_factory=Gold)
    where: str = ""


@dataclass(frozen=True, slots=True)
class SetDocument:
    """A document that a set brings along, as in SQuAD and BEIR."""

    docid: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set that was read and checked as a whole.

    Attributes:
        path: the file or folder.
        rows: the questions in the set's order; their ids are unique.
        documents: the corpus that it brings along; empty for most sets.
    """

    path: Path
    rows: tuple[QuestionRow, ...]
    documents: tuple[SetDocument, ...] = ()
