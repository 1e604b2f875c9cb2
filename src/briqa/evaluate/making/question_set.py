"""A question set made from documents: which questions, in which order, and its form as JSONL.

The one thing to know: every row is labelled synthetic, and no human has looked at it. A set says
how a corpus is answered in comparison with another state of the same index, and little more.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from briqa.errors import NothingToAsk
from briqa.evaluate.gold import Gold, GoldNumber, GoldSpan, QuestionRow
from briqa.evaluate.making.cloze import ClozeQuestion, cloze_questions
from briqa.evaluate.making.figure_questions import FigureQuestion, figure_questions
from briqa.evaluate.making.statements import Statement, Statements, Stems, read_statements
from briqa.evaluate.making.twin_wording import reads_well, subject_names
from briqa.evaluate.making.twins import Asked, twins_of
from briqa.store import StoredDocument

MadeKind = Literal["figure", "cloze", "twin"]
MADE_KINDS: Final[tuple[MadeKind, ...]] = get_args(MadeKind)
# Of a sample, so many are to be refused.
_TWIN_SHARE: Final = 1 / 3
# A sentence with so much of a question and its figure says the same.
_RESTATED_SHARE: Final = 0.7


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A made question as a row of a set.

    Attributes:
        row: the question and its answer.
        docid: the document that it is about.
        twin_of: of a question without an answer, the id of the one that has one.
    """

    row: QuestionRow
    docid: str
    twin_of: str | None = None

    def as_json(self) -> dict[str, object]:
        """A row of a question set as a file holds it."""
        gold = self.row.gold
        spans, *others = gold.evidence or ((),)
        fields: dict[str, object] = {
            "id": self.row.qid,
            "question": self.row.question,
            "type": self.row.kind,
            "answerable": gold.answerable,
            "docid": self.docid,
            "evidence": [[span.start, span.end] for span in spans],
            "evidence_text": [span.text for span in spans],
            "answers": list(gold.answers),
            "numbers": [{"value": number.value, "unit": number.unit} for number in gold.numbers],
            "synthetic": True,
        }
        if others:
            fields["alt_evidence"] = [[[span.start, span.end] for span in each] for each in others]
        if self.row.cluster is not None:
            fields["cluster"] = self.row.cluster
        if self.twin_of is not None:
            fields["twin_of"] = self.twin_of
        return fields


def question_set_text(made: Iterable[MadeQuestion]) -> str:
    """A question set as the text of a JSONL file."""
    return "".join(f"{json.dumps(each.as_json(), ensure_ascii=False)}\n" for each in made)


def make_question_set(
    documents: Sequence[StoredDocument],
    stems: Stems,
    *,
    seed: int = 0,
    limit: int | None = None,
    kinds: Iterable[MadeKind] = MADE_KINDS,
    docid: str | None = None,
) -> list[MadeQuestion]:
    """Questions from the figures and sentences of documents, the answerable ones first.

    Args:
        documents: all documents that the questions will be asked of.
        stems: the stemmer of their index.
        seed: fixes every choice.
        limit: the most questions: a sample spread over documents and kinds, a third of it twins
            whose originals are in it as far as there are so many. None for all.
        kinds: which questions; twins alone are made of questions that aren't in the set.
        docid: the one document to make questions of; None for all.

    Raises:
        NothingToAsk: when no question can be made.
        ValueError: for a limit below 1.
    """
    if limit is not None and limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    statements = read_statements(documents, stems)
    wanted = frozenset(kinds)
    originals = [
        original
        for original in _originals(statements, documents, wanted, seed=seed)
        if docid in (None, original.made.docid)
    ]
    subjects = subject_names(statements)
    twins = [
        twin
        for original in (originals if "twin" in wanted else ())
        for twin in _twins(original, statements, subjects, seed=seed)
    ]
    asked = [original.made for original in originals] if wanted != {"twin"} else []
    made = [*asked, *twins] if limit is None else _sample(asked, twins, limit, random.Random(seed))
    if not made:
        raise NothingToAsk(len(documents), docid)
    return made


@dataclass(frozen=True, slots=True)
class _Original:
    """A row with an answer, and the question that its twins are made of."""

    made: MadeQuestion
    asked: Asked


def _originals(
    statements: Statements,
    documents: Sequence[StoredDocument],
    wanted: frozenset[MadeKind],
    *,
    seed: int,
) -> Iterator[_Original]:
    """The questions with an answer; of both kinds where only their twins are wanted."""
    by_docid = {stored.document.docid: stored for stored in documents}
    has_several = len(by_docid) > 1
    questions: list[FigureQuestion | ClozeQuestion] = []
    if "figure" in wanted or wanted == {"twin"}:
        questions += figure_questions(statements, by_docid)
    if "cloze" in wanted or wanted == {"twin"}:
        questions += cloze_questions(statements, by_docid, seed=seed)
    for question in questions:
        docid = question.statement.docid
        gold = _gold(question, by_docid[docid], statements)
        kind = "synthetic-cloze" if isinstance(question, ClozeQuestion) else "synthetic-figure"
        row = QuestionRow(question.qid, question.text, kind, docid if has_several else None, gold)
        figures = (question.quantity,) if question.quantity else ()
        asked = Asked(question.qid, question.text, (question.statement,), figures)
        yield _Original(MadeQuestion(row, docid), asked)


def _gold(
    question: FigureQuestion | ClozeQuestion, stored: StoredDocument, statements: Statements
) -> Gold:
    found = (question.statement, *_restatements(question, statements))
    # As it stands and, where a line breaks inside it, as one reads it.
    forms = dict.fromkeys((stored.document.quote(question.span), stored.view.read(question.span)))
    figure = question.quantity
    return Gold(
        answerable=True,
        evidence=tuple((_gold_span(each, stored),) for each in found),
        answers=tuple(forms),
        numbers=(GoldNumber(figure.value, figure.unit),) if figure else (),
    )


def _gold_span(statement: Statement, stored: StoredDocument) -> GoldSpan:
    span = statement.span
    return GoldSpan(statement.docid, span.start, span.end, stored.document.quote(span))


def _restatements(
    question: FigureQuestion | ClozeQuestion, statements: Statements
) -> Iterator[Statement]:
    """Other sentences of the document that bear most of the question and the same figure."""
    if question.quantity is None:
        return
    own, figure = question.statement, question.quantity
    for found in statements.share(statements.stem_set(question.text), _RESTATED_SHARE):
        if found.docid == own.docid and found.span != own.span:
            sorts = {(other.kind, other.unit, other.value) for other in found.quantities}
            if (figure.kind, figure.unit, figure.value) in sorts:
                yield found


def _twins(
    original: _Original, statements: Statements, subjects: Mapping[str, bool], *, seed: int
) -> Iterator[MadeQuestion]:
    """The questions without an answer that differ from one by a word."""
    row = original.made.row
    for twin in twins_of(
        original.asked,
        statements,
        seed=seed,
        accepts=lambda swap: reads_well(swap, original.asked, statements, subjects),
    ):
        kind = f"synthetic-twin-{twin.kind}"
        gold = Gold(answerable=False)
        yield MadeQuestion(
            QuestionRow(twin.qid, twin.text, kind, row.cluster, gold), original.made.docid, row.qid
        )


def _sample(
    asked: list[MadeQuestion], twins: list[MadeQuestion], limit: int, rng: random.Random
) -> list[MadeQuestion]:
    """As many questions as wanted, spread over kinds and documents, in their order."""
    order = _spread(asked, rng)
    twins_wanted = min(round(limit * _TWIN_SHARE), len(twins)) if asked else limit
    chosen = order[: limit - twins_wanted]
    # Twins of questions that are in the set come first.
    originals = {each.row.qid for each in chosen}
    with_original = [twin for twin in twins if twin.twin_of in originals]
    others = [twin for twin in twins if twin.twin_of not in originals]
    paired = _spread(with_original, rng)
    # Where there are too few of the one, the other fills the set.
    more = [*paired[:twins_wanted], *order[len(chosen) :], *paired[twins_wanted:]]
    kept = {each.row.qid for each in [*chosen, *more, *_spread(others, rng)][:limit]}
    return [each for each in (*asked, *twins) if each.row.qid in kept]


def _spread(made: Sequence[MadeQuestion], rng: random.Random) -> list[MadeQuestion]:
    """All of them in an order whose beginning is spread evenly over kinds and documents."""
    groups: dict[str, dict[str, list[MadeQuestion]]] = defaultdict(lambda: defaultdict(list))
    for each in made:
        groups[each.row.kind][each.docid].append(each)
    return _in_turn([_in_turn(_shuffled(kind.values(), rng)) for kind in groups.values()])


def _shuffled(groups: Iterable[list[MadeQuestion]], rng: random.Random) -> list[list[MadeQuestion]]:
    found = list(groups)
    for members in found:
        rng.shuffle(members)
    rng.shuffle(found)
    return found


def _in_turn(groups: Sequence[Sequence[MadeQuestion]]) -> list[MadeQuestion]:
    """One of each group after the other, until all are out."""
    longest = max(map(len, groups), default=0)
    return [group[turn] for turn in range(longest) for group in groups if turn < len(group)]
