"""SQuAD's JSON, 1.1 and 2.0: articles, their paragraphs, and questions about these."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from briqa.errors import QuestionSetError
from briqa.evaluate.gold import Gold, GoldSpan, QuestionRow, SetDocument

_UNSAFE: Final = re.compile(r"[^\w-]+")


def read_squad(path: Path, value: dict[str, Any]) -> tuple[list[QuestionRow], list[SetDocument]]:
    """The questions and, a document each, the paragraphs that they are about.

    Args:
        path: the file, for messages.
        value: its JSON.

    Raises:
        QuestionSetError: for the first part that isn't SQuAD's.
    """
    rows: list[QuestionRow] = []
    documents: list[SetDocument] = []
    for article_number, article in enumerate(_list(path, value, "data", "the file"), start=1):
        title = str(article.get("title", f"article {article_number}"))
        where = f"article {title!r}"
        for number, paragraph in enumerate(_list(path, article, "paragraphs", where), start=1):
            context = paragraph.get("context")
            place = f"{where}, paragraph {number}"
            if not isinstance(context, str):
                raise _wrong(path, f"{place} has no context")
            docid = f"{article_number:03}-{_UNSAFE.sub('-', title).strip('-')[:60]}-{number:03}"
            documents.append(SetDocument(docid, title, context))
            rows.extend(_questions(path, paragraph, docid, context, title, place))
    return rows, documents


def _questions(
    path: Path, paragraph: dict[str, Any], docid: str, context: str, title: str, place: str
) -> Iterator[QuestionRow]:
    for number, asked in enumerate(_list(path, paragraph, "qas", place), start=1):
        where = f"{place}, question {number}"
        question, qid = asked.get("question"), asked.get("id")
        if not isinstance(question, str) or not question.strip():
            raise _wrong(path, f"{where} has no text")
        if not isinstance(qid, str | int) or isinstance(qid, bool):
            raise _wrong(path, f"{where} has no id")
        impossible = asked.get("is_impossible", False) is True
        answers = [] if impossible else _list(path, asked, "answers", where)
        spans = dict.fromkeys(_span(path, answer, docid, context, where) for answer in answers)
        gold = Gold(
            not impossible,
            tuple((span,) for span in spans),
            tuple(dict.fromkeys(str(answer["text"]) for answer in answers)),
        )
        yield QuestionRow(str(qid), question.strip(), "", title, gold, where)


def _span(path: Path, answer: dict[str, Any], docid: str, context: str, where: str) -> GoldSpan:
    text, start = answer.get("text"), answer.get("answer_start")
    if not isinstance(text, str) or not isinstance(start, int) or not text:
        raise _wrong(path, f"{where} has an answer without text or answer_start")
    if context[start : start + len(text)] != text:
        raise _wrong(path, f"{where}: {text[:40]!r} doesn't stand at {start}")
    return GoldSpan(docid, start, start + len(text), text)


def _list(path: Path, holder: object, name: str, where: str) -> list[dict[str, Any]]:
    found = holder.get(name) if isinstance(holder, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _wrong(path, f"{where} has no list of {name}")
    return found


def _wrong(path: Path, problem: str) -> QuestionSetError:
    return QuestionSetError(path, None, f"not SQuAD's form: {problem}", "mend it there")
