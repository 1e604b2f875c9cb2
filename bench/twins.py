"""Unanswerable twins of questions in the form of our question sets.

How they are made is the package's (`briqa.evaluate.making.twins`); here are rows in and rows out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from briqa.evaluate.making.statements import Statements
from briqa.evaluate.making.twins import Asked, Twin, twins_of

Row = dict[str, Any]


def make_twins(rows: Sequence[Mapping[str, Any]], corpus: Statements, *, seed: int) -> list[Row]:
    """At most one twin of each kind for each answerable question.

    Args:
        rows: questions with their evidence; `docid` names the document where there are several.
        corpus: the sentences that they are about.
        seed: fixes every choice; a row's twins don't depend on the other rows.
    """
    return [
        _twin_row(row, twin)
        for row in rows
        # Of a comparison whose one side isn't there, the other side's figure is no mistake.
        if row["answerable"] and row["type"] != "comparison" and len(row["evidence"]) <= 1
        for twin in twins_of(_read(row, corpus), corpus, seed=seed)
    ]


def _twin_row(row: Mapping[str, Any], twin: Twin) -> Row:
    old = row.get("numbers") or [
        {"value": figure.value, "unit": figure.unit} for figure in twin.asked.figures
    ]
    return {
        "id": twin.qid,
        "question": twin.text,
        "type": "unanswerable",
        "answerable": False,
        "evidence": [],
        "evidence_text": [],
        "answers": [],
        "numbers": [],
        "twin_of": row["id"],
        "kind": twin.kind,
        "old_numbers": old,
    }


def _read(row: Mapping[str, Any], corpus: Statements) -> Asked:
    gold = [each for span in row["evidence"] for each in corpus.at(row.get("docid"), *span)]
    values = {number["value"] for number in row.get("numbers", ())}
    quantities = [quantity for each in gold for quantity in each.quantities]
    if values:
        figures = [quantity for quantity in quantities if quantity.value in values]
    else:
        spans = row.get("answer_spans", ())
        figures = [
            quantity
            for quantity in quantities
            if any(start <= quantity.span.start < end for start, end in spans)
        ]
    return Asked(row["id"], row["question"], tuple(gold), tuple(figures))
