"""Whether answers stay when a question is worded worse, and go when what it asks isn't there.

    python bench/metamorphic.py PATH QUESTIONS.jsonl [--seed N] [--made] [--failures]

PATH is indexed anew in a temporary folder. Each question with an answer is asked again in lower
case, without its mark, with a slip of the keyboard, and as keywords: its answer is kept if the
first sentence or the figures asked for are the same. Then its unanswerable twins (`twins.py`) are
asked: another name, year or measured thing that the documents don't bear out. `--made` adds
questions made from the figures of PATH (`questions_made.py`). Only what was answered at first
counts as kept or lost; of twins all count.
"""

import argparse
import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from answer_text import is_same_value
from questions_made import make_questions, stored_statements
from retrieval import read_jsonl
from twins import make_twins
from variants import VARIANTS

from briqa.answer import Answer, Refusal
from briqa.assistant import Assistant, build_index, open_index
from briqa.evaluate.making.twins import TWIN_KINDS
from briqa.store import open_store

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AskedTwin:
    """A twin and what was said to it."""

    row: Row
    result: Answer | Refusal

    @property
    def refused(self) -> bool:
        """Whether briqa says that the documents don't say."""
        return isinstance(self.result, Refusal)

    @property
    def gives_old_figure(self) -> bool:
        """Whether the figures asked for hold one of the question that this is a twin of."""
        return isinstance(self.result, Answer) and any(
            is_same_value(old["value"], figure.quantity.value)
            for old in self.row["old_numbers"]
            for figure in self.result.figures
        )


def main() -> None:
    """Prints a table for the variants and one for the twins."""
    parser = argparse.ArgumentParser(description="Worse wordings and unanswerable twins.")
    parser.add_argument("path", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--made", action="store_true", help="add questions made from PATH")
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    arguments = parser.parse_args()
    rows: list[Row] = [row for row in read_jsonl(arguments.questions) if row["answerable"]]
    with tempfile.TemporaryDirectory() as folder:
        build_index(Path(folder), [arguments.path])
        store = open_store(Path(folder))
        corpus = stored_statements(store)
        if arguments.made:
            rows += make_questions(corpus, seed=arguments.seed)
        twins = make_twins(rows, corpus, seed=arguments.seed)
        store.close()
        assistant = open_index(folder)
        report_variants(assistant, rows, seed=arguments.seed, failures=arguments.failures)
        report_twins(assistant, twins, failures=arguments.failures)
        assistant.close()


def report_variants(
    assistant: Assistant, rows: Sequence[Row], *, seed: int, failures: bool
) -> None:
    """How many answers each variant keeps, changes and loses."""
    questions = [row["question"] for row in rows]
    answered = [
        (row, result)
        for row, result in zip(rows, assistant.ask_all(questions), strict=True)
        if isinstance(result, Answer)
    ]
    print(f"{len(rows)} questions with an answer, {len(answered)} of them answered\n")
    print(f"{'':12}{'kept':>9}{'changed':>9}{'refused':>9}{'confidence':>12}")
    for name, vary in VARIANTS.items():
        varied = [
            vary(row["question"], random.Random(f"{seed} {row['id']} {name}"))
            for row, _ in answered
        ]
        results = assistant.ask_all(varied)
        refused = np.array([isinstance(result, Refusal) for result in results])
        kept = np.array(
            [is_kept(before, now) for (_, before), now in zip(answered, results, strict=True)]
        )
        confidence = np.mean([result.confidence for result in results])
        print(
            f"{name:12}{kept.mean():9.3f}{(~kept & ~refused).mean():9.3f}{refused.mean():9.3f}"
            f"{confidence:12.2f}"
        )
        if failures:
            for (row, _), text, fine in zip(answered, varied, kept, strict=True):
                if not fine:
                    print(f"    {row['question']}  →  {text}")


def is_kept(before: Answer, now: Answer | Refusal) -> bool:
    """Whether an answer begins with the same sentence or gives the same figures."""
    if isinstance(now, Refusal):
        return False
    first, second = before.sentences[0].citation, now.sentences[0].citation
    if (first.docid, first.span) == (second.docid, second.span):
        return True
    wanted = {figure.quantity.value for figure in before.figures if figure.asked_for}
    return bool(wanted) and wanted == {
        figure.quantity.value for figure in now.figures if figure.asked_for
    }


def report_twins(assistant: Assistant, twins: Sequence[Row], *, failures: bool) -> None:
    """How many twins are refused, how many get the figure of what wasn't asked, how surely."""
    results = assistant.ask_all([row["question"] for row in twins])
    asked = [AskedTwin(row, result) for row, result in zip(twins, results, strict=True)]
    print(
        f"\n{'twins':12}{'number':>9}{'refused':>9}{'old figure':>12}"
        f"{'of figures':>12}{'its confidence':>16}{'confidence':>12}"
    )
    for kind in (*TWIN_KINDS, "all"):
        members = [found for found in asked if kind in (found.row["kind"], "all")]
        if members:
            print_twins(kind, members)
    if failures:
        for found in asked:
            if not found.refused:
                mark = "old figure" if found.gives_old_figure else "answered"
                question = found.row["question"]
                print(
                    f"    {found.row['kind']}, {mark} ({found.result.confidence:.2f}): {question}"
                )


def print_twins(kind: str, members: Sequence[AskedTwin]) -> None:
    """One line of the table."""
    with_figures = [found for found in members if found.row["old_numbers"]]
    wrong = [found for found in with_figures if found.gives_old_figure]
    sure = [found.result.confidence for found in wrong]
    print(
        f"{kind:12}{len(members):9}{np.mean([found.refused for found in members]):9.3f}"
        f"{len(wrong) / max(1, len(with_figures)):12.3f}{len(with_figures):12}"
        f"{np.mean(sure) if sure else 0.0:16.2f}"
        f"{np.mean([found.result.confidence for found in members]):12.2f}"
    )


if __name__ == "__main__":
    main()
