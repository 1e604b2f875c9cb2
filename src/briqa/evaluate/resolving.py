"""Gold in terms of the index: whose documents a set means, and whether its spans stand there.

The one thing to know: where a set says what stands at a span, the text decides. A span that is off,
as after a change of the file or with offsets in bytes, is moved to the one place where its text
stands, and what can't be found is a problem for people to see, never silently dropped.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from briqa.evaluate.gold import Gold, GoldSpan, QuestionRow
from briqa.evaluate.own_corpus import file_stem


@dataclass(frozen=True, slots=True)
class GoldProblem:
    """Gold that the index doesn't have.

    Attributes:
        where: the row in the set's file.
        qid: the question.
        field: what of its gold, as "evidence".
        problem: what is wrong with it.
    """

    where: str
    qid: str
    field: str
    problem: str

    def __str__(self) -> str:
        return f'{self.where}, question {self.qid}, column "{self.field}": {self.problem}'


@dataclass(frozen=True, slots=True)
class Resolved:
    """A set whose gold is in terms of an index.

    Attributes:
        rows: the questions; gold that wasn't found stays as it is, and counts as missed.
        problems: what wasn't found.
        moved: how many spans stand elsewhere than the set says.
    """

    rows: tuple[QuestionRow, ...]
    problems: tuple[GoldProblem, ...]
    moved: int


def resolve(rows: Sequence[QuestionRow], documents: Mapping[str, str]) -> Resolved:
    """Finds the gold of a set in an index.

    Args:
        rows: the questions.
        documents: docid → canonical text, of every document of the index.
    """
    resolver = _Resolver(documents)
    resolved = tuple(map(resolver.row, rows))
    return Resolved(resolved, tuple(resolver.problems), resolver.moved)


class _Resolver:
    def __init__(self, documents: Mapping[str, str]) -> None:
        self._documents = documents
        self._names: dict[str, set[str]] = defaultdict(set)
        for docid in documents:
            path = PurePosixPath(docid)
            for name in (
                docid,
                path.name,
                path.stem,
                str(path.with_suffix("")) if path.name else "",
            ):
                self._names[name].add(docid)
        self.problems: list[GoldProblem] = []
        self.moved = 0

    def row(self, row: QuestionRow) -> QuestionRow:
        gold = row.gold
        if not gold.evidence and not gold.relevance:
            return row
        evidence = tuple(tuple(self._span(row, span) for span in spans) for spans in gold.evidence)
        relevance: dict[str, int] = {}
        for name, grade in gold.relevance.items():
            docid = self._docid(name)
            if docid is None and grade > 0:
                self._note(row, "qrels", f"no document {name!r} in the index")
            relevance[docid or name] = max(grade, relevance.get(docid or name, grade))
        found = Gold(
            gold.answerable, evidence, gold.answers, gold.answer_items, gold.numbers, relevance
        )
        return replace(row, gold=found)

    def _span(self, row: QuestionRow, span: GoldSpan) -> GoldSpan:
        docid = self._docid(span.docid) if span.docid is not None else self._only(span)
        if docid is None:
            if span.docid is not None:
                problem = f"no document {span.docid!r} in the index"
            elif span.text:
                problem = "its text stands in none of the documents, or in several"
            else:
                problem = "names no document, and the index has several"
            self._note(row, "evidence", f"{span.start}-{span.end}: {problem}")
            return span
        text = self._documents[docid]
        if span.text is None:
            if span.end > len(text):
                self._note(row, "evidence", f"{span.start}-{span.end} runs past the end of {docid}")
            return replace(span, docid=docid)
        if text[span.start : span.end] == span.text:
            return replace(span, docid=docid)
        place = text.find(span.text)
        if place < 0 or text.find(span.text, place + 1) >= 0:
            said = "doesn't stand in" if place < 0 else "stands more than once in"
            self._note(row, "evidence", f"{_short(span.text)!r} {said} {docid}")
            return replace(span, docid=docid)
        self.moved += 1
        return GoldSpan(docid, place, place + len(span.text), span.text)

    def _docid(self, name: str) -> str | None:
        """The one document that is called so, its folder or suffix apart."""
        if name in self._documents:
            return name
        for known in (name, file_stem(name)):
            found = self._names.get(known, set())
            if len(found) == 1:
                return next(iter(found))
        return None

    def _only(self, span: GoldSpan) -> str | None:
        """The only document, or the only one that has the span's text."""
        if len(self._documents) == 1:
            return next(iter(self._documents))
        if not span.text:
            return None
        found = [docid for docid, text in self._documents.items() if span.text in text]
        at_place = [
            docid for docid in found if self._documents[docid][span.start : span.end] == span.text
        ]
        return next((group[0] for group in (found, at_place) if len(group) == 1), None)

    def _note(self, row: QuestionRow, field: str, problem: str) -> None:
        self.problems.append(GoldProblem(row.where, row.qid, field, problem))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"
