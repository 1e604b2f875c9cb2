"""Answers and refusals on public sets whose answers are exact spans or numbers.

    python bench/public_answers.py SQUAD2 TATQA [--sets squad2 tatqa] [--limit N]

SQUAD2 holds `corpus.jsonl`, `queries.jsonl` (answers as spans, `impossible`) and `qrels.tsv`, TATQA
the same for its questions about text. SQuAD's paragraphs are indexed as one corpus, a document
each: its questions are asked as they are, then with no refusal allowed, which gives the confidence
that tells those with an answer from those without, and the risk at each coverage. TAT-QA's
questions don't name the company, so each context is a corpus of its own; the figure over all
contexts in one corpus stands beside it.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from asking import asked, unrefused
from retrieval import read_jsonl, read_ranking_set
from sklearn.metrics import roc_auc_score
from tables import SCALES

from briqa.answer import Answer, Refusal
from briqa.encoder import SentenceTransformerEncoder, open_encoder
from briqa.spans import Document

Row = Mapping[str, Any]
Flags = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]
COVERAGES: Final = tuple(range(10, 101, 10))
_NUMBER: Final = re.compile(
    r"\(?[-−–]?[$€£¥]?\s*\(?(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)\)?\s*(?:"
    r"(?P<scale>thousand|million|billion)\b)?\s*(?:%|percent|[a-z]+)?\.?",
    re.IGNORECASE,
)


def main() -> None:
    """Prints the measures of each set."""
    parser = argparse.ArgumentParser(description="Answers and refusals on public sets.")
    parser.add_argument("squad2", type=Path)
    parser.add_argument("tatqa", type=Path)
    parser.add_argument("--sets", nargs="+", metavar="SET", default=["squad2", "tatqa"])
    parser.add_argument("--limit", type=int, help="ask only so many questions, spread over the set")
    arguments = parser.parse_args()
    encoder = open_encoder()
    encoder.load()
    if "squad2" in arguments.sets:
        report_squad(arguments.squad2, encoder, limit=arguments.limit)
    if "tatqa" in arguments.sets:
        report_tatqa(arguments.tatqa, encoder, limit=arguments.limit)


def spread(rows: Sequence[Row], limit: int | None) -> list[Row]:
    """So many of some rows, evenly spread; all for None."""
    step = 1 if limit is None else max(1, len(rows) // limit)
    return list(rows[::step])


# -- SQuAD --------------------------------------------------------------------------------------


def report_squad(folder: Path, encoder: SentenceTransformerEncoder, *, limit: int | None) -> None:
    """Prints what share is answered rightly, and what confidence is worth."""
    rows = spread(read_jsonl(folder / "queries.jsonl"), limit)
    questions = [row["text"] for row in rows]
    with asked(read_ranking_set(folder).documents.values(), encoder) as assistant:
        results = assistant.ask_all(questions)
        with unrefused():
            forced = [
                assistant.ask(result.question) if isinstance(result, Refusal) else result
                for result in results
            ]
    answerable = np.array([not row["impossible"] for row in rows])
    print(f"squad2: {len(rows)} questions, {int((~answerable).sum())} without an answer")
    right = holding_gold(rows, results)
    forced_right = holding_gold(rows, forced)
    refused = np.array([isinstance(result, Refusal) for result in results])
    print_measures(
        {
            "gold inside the answer": right[answerable].mean(),
            "  with no refusal": forced_right[answerable].mean(),
            "answer characters": mean_length(results),
            "wrongly refused": refused[answerable].mean(),
            "rightly refused": refused[~answerable].mean(),
        }
    )
    confidence = np.array([result.confidence for result in forced])
    report_confidence(confidence, answerable, forced_right)


def holding_gold(rows: Sequence[Row], results: Sequence[Answer | Refusal]) -> Flags:
    """Whether a gold answer lies, in its own document, inside a sentence of the answer."""
    return np.array(
        [
            any(
                citation.docid == gold["doc"]
                and citation.span.start <= gold["start"]
                and gold["end"] <= citation.span.end
                for citation in citations(result)
                for gold in row["answers"]
            )
            for row, result in zip(rows, results, strict=True)
        ],
        dtype=np.bool_,
    )


def citations(result: Answer | Refusal) -> list[Any]:
    """Where the sentences of an answer stand; a refusal has none."""
    if isinstance(result, Refusal):
        return []
    return [sentence.citation for sentence in result.sentences]


def mean_length(results: Iterable[Answer | Refusal]) -> float:
    """The mean length of what is answered, in characters."""
    return float(np.mean([len(found.text) for found in results if isinstance(found, Answer)]))


def report_confidence(confidence: Scores, answerable: Flags, right: Flags) -> None:
    """How well confidence tells which questions have an answer, and the risk at each coverage."""
    risks = risk_by_coverage(confidence, right)
    print_measures(
        {
            "AUROC, answerable or not": float(roc_auc_score(answerable, confidence)),
            "AUROC, right or wrong": float(roc_auc_score(right, confidence)),
            "AURC": float(risks.mean()),
            "  at best": float(risk_by_coverage(right.astype(np.float64), right).mean()),
        }
    )
    print("  coverage" + "".join(f"{coverage:6}%" for coverage in COVERAGES))
    at = [max(1, round(len(risks) * coverage / 100)) - 1 for coverage in COVERAGES]
    print("  risk    " + "".join(f"{risks[place]:7.3f}" for place in at))
    ordered = np.sort(confidence)[::-1]
    print("  down to " + "".join(f"{ordered[place]:7.2f}" for place in at), flush=True)


def risk_by_coverage(confidence: Scores, right: Flags) -> Scores:
    """The share wrong among the n surest answers, for each n; an answer to nothing is wrong.

    Geifman and El-Yaniv, "Selective Classification for Deep Neural Networks" (2017); the mean of
    these risks is the area under their curve.
    """
    wrong = ~right[np.argsort(-confidence, kind="stable")]
    return np.asarray(np.cumsum(wrong) / np.arange(1, len(wrong) + 1), dtype=np.float64)


# -- TAT-QA -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judged:
    """What one question of TAT-QA got.

    Attributes:
        answered: whether it wasn't refused.
        evidence: whether the answer cites a paragraph that holds its evidence.
        text: whether the gold text, where it stands in the documents, is inside the answer.
        numbers: whether all gold values are among the figures asked for; None if not numeric.
        precision: the share of those figures that are gold values; None if not numeric.
    """

    answered: bool
    evidence: bool
    text: bool | None
    numbers: bool | None
    precision: float | None


def report_tatqa(folder: Path, encoder: SentenceTransformerEncoder, *, limit: int | None) -> None:
    """Prints the measures over each context by itself, then over all in one corpus."""
    rows = spread(read_jsonl(folder / "queries.jsonl"), limit)
    data = read_ranking_set(folder)
    contexts = {row["_id"]: row["context"] for row in read_jsonl(folder / "corpus.jsonl")}
    documents: dict[str, list[Document]] = defaultdict(list)
    for docid, document in data.documents.items():
        documents[contexts[docid]].append(document)
    asked_of: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        asked_of[row["context"]].append(row)
    apart: list[Judged] = []
    for context, members in asked_of.items():
        apart += judged(members, documents[context], encoder, data.qrels)
    print_judged(f"tatqa: {len(rows)} questions, each over its own context", apart)
    together = judged(rows, list(data.documents.values()), encoder, data.qrels)
    print_judged("tatqa: the same over all contexts in one corpus", together)


def judged(
    rows: Sequence[Row],
    documents: Sequence[Document],
    encoder: SentenceTransformerEncoder,
    qrels: Mapping[str, Mapping[str, int]],
) -> list[Judged]:
    """Asks the questions of some documents."""
    with asked(documents, encoder) as assistant:
        results = assistant.ask_all([row["text"] for row in rows])
    texts = [document.text for document in documents]
    return [
        judge(row, result, qrels.get(row["_id"], {}), texts)
        for row, result in zip(rows, results, strict=True)
    ]


def judge(
    row: Row, result: Answer | Refusal, relevant: Mapping[str, int], texts: Sequence[str]
) -> Judged:
    """Holds one result against its gold."""
    found = citations(result)
    answers = [str(answer) for answer in listed(row["answer"])]
    stands = all(any(answer in text for text in texts) for answer in answers)
    holds = all(any(answer in citation.quote for citation in found) for answer in answers)
    values = gold_values(row)
    numbers: bool | None = None
    precision: float | None = None
    if values is not None:
        given = (
            [figure.quantity.value for figure in result.figures]
            if isinstance(result, Answer)
            else []
        )
        numbers = all(is_among(value, given) for value in values)
        right = sum(is_among(value, values) for value in given)
        precision = right / len(given) if given else 0.0
    return Judged(
        isinstance(result, Answer),
        any(citation.docid in relevant for citation in found),
        holds if stands else None,
        numbers,
        precision,
    )


def listed(answer: Any) -> list[Any]:
    """An answer as a list of answers."""
    return answer if isinstance(answer, list) else [answer]


def gold_values(row: Row) -> list[float] | None:
    """The values that a question's answers state, scale applied; None unless all are numbers.

    Answers that are computed from several figures are left out.
    """
    if row["answer_type"] not in ("span", "multi-span"):
        return None
    values = [number_value(str(answer), row["scale"]) for answer in row["answer"]]
    return [value for value in values if value is not None] if None not in values else None


def number_value(text: str, scale: str) -> float | None:
    """The size of a number by itself ("$2.2 million", "49%", "3 years"); None for other text."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    value = float(match["number"].replace(",", ""))
    return value * SCALES[(match["scale"] or scale).lower()]


def is_among(value: float, values: Iterable[float]) -> bool:
    """Whether a size is among some; the gold drops the sign of a bracket at times."""
    return any(abs(abs(other) - abs(value)) <= 1e-6 * max(1e-12, abs(value)) for other in values)


def print_judged(title: str, rows: Sequence[Judged]) -> None:
    """The measures of TAT-QA's questions."""
    print(f"\n{title}")
    numeric = [row for row in rows if row.numbers is not None]
    spans = [row.text for row in rows if row.text is not None]
    print_measures(
        {
            "answered": float(np.mean([row.answered for row in rows])),
            "evidence in answer": float(np.mean([row.evidence for row in rows])),
            "gold text in answer": float(np.mean(spans)),
            f"gold value given ({len(numeric)})": float(np.mean([row.numbers for row in numeric])),
            "number precision": float(np.mean([row.precision for row in numeric])),
        }
    )


def print_measures(values: Mapping[str, float]) -> None:
    """A line for each measure."""
    for name, value in values.items():
        print(f"  {name:28}{value:10.3f}", flush=True)


if __name__ == "__main__":
    main()
