"""Answer quality on a question set with gold spans.

    python bench/answers.py PATH QUESTIONS.jsonl [--split NAME] [--failures]

PATH is indexed anew in a temporary folder. Each row of the set has `id, question, type,
answerable, evidence: [[start, end], ...], answers, numbers`, offsets being code points of the one
document that the set is about; or of the document of PATH that a row names as `doc`, of which alone
it is asked. With `--split` only the rows of that name are. A gold span counts as found when at
least 80% of it lies in the union of the first k passages. Containment and number accuracy are those
of `answer_text.py`: an acceptable answer, for a list all its items, stands in the answer; all gold
numbers, with a unit of their class, are among the figures given as the answer. What is refused
counts as empty.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from answer_text import contains, holds_answer, holds_number, is_same_value
from retrieval import read_jsonl

from briqa.answer import Answer, Refusal
from briqa.assistant import build_index, open_index

COVERED = 0.8
DEPTHS = (1, 3, 5)
Range = tuple[int, int]


def main() -> None:
    """Prints the measures, overall and for each type of question."""
    parser = argparse.ArgumentParser(description="Answer quality on a question set.")
    parser.add_argument("path", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--split")
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    arguments = parser.parse_args()
    rows = read_jsonl(arguments.questions)
    if arguments.split:
        rows = [row for row in rows if row["split"] == arguments.split]
    rows, results = ask_each(arguments.path, rows)
    scored = [measures(row, result) for row, result in zip(rows, results, strict=True)]
    groups: dict[str, list[dict[str, float]]] = defaultdict(list)
    for row, values in zip(rows, scored, strict=True):
        groups["all"].append(values)
        groups[row["type"]].append(values)
    for name, members in groups.items():
        print(f"\n{name} ({len(members)})")
        for measure, value in means(members).items():
            print(f"  {measure:22}{value:8.3f}")
    refusal = refusal_scores(rows, results)
    print("\nrefusal  " + "  ".join(f"{name} {value:.3f}" for name, value in refusal.items()))
    if arguments.failures:
        print_failures(rows, results, scored)


def ask_each(
    path: Path, rows: Sequence[Mapping[str, Any]]
) -> tuple[list[Mapping[str, Any]], list[Answer | Refusal]]:
    """All questions, those about one document together, each with its result."""
    asked: list[Mapping[str, Any]] = []
    results: list[Answer | Refusal] = []
    for name in dict.fromkeys(row.get("doc") for row in rows):
        own = [row for row in rows if row.get("doc") == name]
        with tempfile.TemporaryDirectory() as folder:
            build_index(Path(folder), [path / name if name else path])
            with closing(open_index(folder)) as assistant:
                asked += own
                results += assistant.ask_all([row["question"] for row in own], passages=max(DEPTHS))
    return asked, results


def measures(row: Mapping[str, Any], result: Answer | Refusal) -> dict[str, float]:
    """The measures of one question; only sizes for one that has no answer."""
    passages = [(p.citation.span.start, p.citation.span.end) for p in result.passages]
    values: dict[str, float] = {}
    if passages:
        values["characters of the first"] = passages[0][1] - passages[0][0]
    if not row["answerable"]:
        return values
    golds = [[(start, end) for start, end in spans] for spans in gold_sets(row)]
    for depth in DEPTHS:
        values[f"recall@{depth}"] = float(
            any(all(covered(span, passages[:depth]) for span in gold) for gold in golds)
        )
    ranks = [
        1 / rank
        for rank, passage in enumerate(passages, start=1)
        if any(covered(gold[0], [passage]) for gold in golds)
    ]
    values["reciprocal rank"] = max(ranks, default=0.0)
    answered = isinstance(result, Answer)
    values["answered"] = float(answered)
    spans = (
        [(s.citation.span.start, s.citation.span.end) for s in result.sentences]
        if isinstance(result, Answer)
        else []
    )
    values["span F1"] = max(span_f1(gold, spans) for gold in golds)
    values["evidence in answer"] = float(
        any(all(covered(span, spans) for span in gold) for gold in golds)
    )
    text = result.text if isinstance(result, Answer) else ""
    if row.get("answers") or row.get("answer_items"):
        values["answer containment"] = float(holds_answer(row, text))
    if row.get("answer_items"):
        values["list items found"] = float(
            np.mean([contains(text, item) for item in row["answer_items"]])
        )
    if isinstance(result, Answer):
        values["answer characters"] = len(text)
    if row.get("numbers"):
        values |= number_measures(row["numbers"], result)
    return values


def number_measures(
    wanted: Sequence[Mapping[str, Any]], result: Answer | Refusal
) -> dict[str, float]:
    """Whether all numbers wanted are given, with units and without, and the share that is right."""
    found = (
        [(figure.quantity.value, figure.quantity.unit) for figure in result.figures]
        if isinstance(result, Answer)
        else []
    )
    right = sum(any(holds_number(number, [pair]) for number in wanted) for pair in found)
    return {
        "number accuracy": float(all(holds_number(number, found) for number in wanted)),
        "without units": float(
            all(
                any(is_same_value(number["value"], value) for value, _ in found)
                for number in wanted
            )
        ),
        "number precision": right / len(found) if found else 0.0,
    }


def gold_sets(row: Mapping[str, Any]) -> list[Sequence[Sequence[int]]]:
    """The evidence, and other complete sets that are as good."""
    return [row["evidence"], *row.get("alt_evidence", [])]


def offsets(spans: Iterable[Range]) -> set[int]:
    """The offsets in the union of some spans."""
    return {offset for start, end in spans for offset in range(start, end)}


def covered(span: Range, passages: Sequence[Range]) -> bool:
    """Whether enough of a span lies in the union of the passages."""
    gold = offsets([span])
    return len(gold & offsets(passages)) >= COVERED * len(gold)


def span_f1(gold: Sequence[Range], found: Sequence[Range]) -> float:
    """F1 in characters."""
    wanted, got = offsets(gold), offsets(found)
    both = len(wanted & got)
    return 2 * both / (len(wanted) + len(got)) if both else 0.0


def means(members: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each measure over the questions that have it."""
    names = dict.fromkeys(name for values in members for name in values)
    return {
        name: float(np.mean([values[name] for values in members if name in values]))
        for name in names
    }


def refusal_scores(
    rows: Sequence[Mapping[str, Any]], results: Sequence[Answer | Refusal]
) -> dict[str, float]:
    """Precision, recall and F1 of saying that the documents don't say, and how often wrongly."""
    refused = [isinstance(result, Refusal) for result in results]
    right = sum(no and not row["answerable"] for no, row in zip(refused, rows, strict=True))
    precision = right / max(1, sum(refused))
    recall = right / max(1, sum(not row["answerable"] for row in rows))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    wrongly = (sum(refused) - right) / max(1, sum(row["answerable"] for row in rows))
    return {"precision": precision, "recall": recall, "F1": f1, "wrongly refused": wrongly}


def print_failures(
    rows: Sequence[Mapping[str, Any]],
    results: Sequence[Answer | Refusal],
    scored: Sequence[Mapping[str, float]],
) -> None:
    """The questions whose answer isn't the evidence, or that were wrongly answered or refused."""
    for row, result, values in zip(rows, results, scored, strict=True):
        answered = isinstance(result, Answer)
        if answered == row["answerable"] and values.get("evidence in answer", 1.0) == 1.0:
            continue
        said = result.sentences[0].citation.reading if isinstance(result, Answer) else "refused"
        print(
            f"{row['id']} {row['type']}: {row['question']}  ({result.confidence:.2f})\n    {said}"
        )
        for text in row.get("evidence_text", []):
            print(f"    gold: {text[:200]}")


if __name__ == "__main__":
    main()
