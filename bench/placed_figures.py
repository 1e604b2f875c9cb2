"""Fits what a figure's place counts beside what speaks for it by the words around it.

    python bench/placed_figures.py PATH QUESTIONS.jsonl [QUESTIONS.jsonl ...]
        [--reports FOLDER REPORTS.jsonl] [--write]

PATH and QUESTIONS are as in `ranking.py`, and so are FOLDER and REPORTS, of which those are taken
that the cross-encoder wasn't trained on. Each answerable question is read beside the sentence that
answers it, and each of its figures is right if it has a value that is asked for. Shown is how often
the likeliest figure is right where one is asked for, and how often one is chosen where none is, by
the words alone and with places, set by set; in five folds by question. `--write` puts the weights
into the package.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from questions_made import opened as indexed_path
from ranking import FOLDS, Corpus, logistic, rounded
from ranking import opened as with_models
from retrieval import read_jsonl

import briqa.answer
from briqa.answer.closeness import CloseReader
from briqa.answer.cross_reading import pair_of, with_reading, words_of
from briqa.answer.figure_choice import ScoredFigure
from briqa.answer.models import LinearModel
from briqa.answer.placed_figures import (
    INSIDE,
    LEAD,
    OWN,
    OWN_LEAD,
    SIGNS,
    SURE,
    is_for_one,
    placed_signs,
)
from briqa.answer.rank import Found, RankedSentence, SentenceRanker
from briqa.answer.reading import READ_PASSAGES
from briqa.encoder import open_encoder
from briqa.questions.analysis import analyse
from briqa.store.cache import DocumentCache

REGULARISATION = 1.0
# Each set counts as so many questions.
COUNTED = 200
# From this probability on a figure is chosen.
CHOSEN = 0.3
Row = dict[str, Any]
Signs = list[Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Case:
    """A question beside the sentence that answers it.

    Attributes:
        fold: the fold that it is tested in.
        signs: what speaks for each figure of the sentence.
        right: whether each has a value that is asked for.
        source: the set of the question.
    """

    source: str
    fold: int
    signs: Signs
    right: Sequence[bool]


def main() -> None:
    """Collects, cross-validates, and writes the weights if told to."""
    parser = argparse.ArgumentParser(description="Fits the weight of a figure's place.")
    parser.add_argument("path", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--reports", type=Path, nargs=2, metavar=("FOLDER", "QUESTIONS"))
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    cases = [case for file in arguments.questions for case in cases_of(arguments.path, file)]
    if arguments.reports:
        cases += report_cases(*arguments.reports)
    report(cases)
    if arguments.write:
        model = fit(cases)
        folder = Path(briqa.answer.__path__[0]) / "weights"
        values = {"bias": model.bias, "weights": dict(model.weights)}
        (folder / "placed.json").write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


# -- collecting ------------------------------------------------------------------------------------


def cases_of(path: Path, questions: Path) -> Iterator[Case]:
    """The cases of questions about a path."""
    with indexed_path(path) as store:
        corpus = with_models(store, open_encoder())
        yield from read(read_jsonl(questions), corpus, questions.stem)


def report_cases(folder: Path, questions: Path) -> Iterator[Case]:
    """The cases of questions about documents of a folder, each asked of its own alone."""
    encoder = open_encoder()
    rows = [row for row in read_jsonl(questions) if row["split"] == "held"]
    for name in dict.fromkeys(row["doc"] for row in rows):
        with indexed_path(folder / name) as store:
            own = [row for row in rows if row["doc"] == name]
            yield from read(own, with_models(store, encoder), questions.stem)


def read(rows: Sequence[Row], corpus: Corpus, source: str) -> Iterator[Case]:
    """The cases of questions whose sentence is found."""
    ranker = SentenceRanker(corpus.searcher, CloseReader(corpus.lexicon, corpus.phrases))
    documents = DocumentCache(corpus.store)
    for at, row in enumerate(rows):
        if not row["answerable"]:
            continue
        question = analyse(row["question"], corpus.lexicon, corpus.phrases.nearness)
        (hits,) = corpus.searcher.search([question.search_text], limit=READ_PASSAGES)
        found = Found(question, hits, {hit.docid: documents.get(hit.docid) for hit in hits})
        for sentence in ranker.rank_all([found])[0]:
            scored = sentence.look.scored
            if answers(sentence, row) and scored and is_for_one(scored):
                words = words_of(sentence)
                said = corpus.searcher.read_pairs([pair_of(question, sentence, words)])
                assert said is not None
                placed = with_reading(sentence, words, said[0]).places
                assert placed is not None
                signs = placed_signs(sentence, placed)
                yield Case(source, at % FOLDS, signs, [is_wanted(each, row) for each in scored])
                break


def answers(sentence: RankedSentence, row: Row) -> bool:
    """Whether a sentence holds what answers a question, or most of it."""
    span = sentence.candidate.sentence.sentence.span
    gold = [row["answer_span"]] if "answer_span" in row else row["evidence"]
    return any(
        2 * (min(end, span.end) - max(start, span.start)) > end - start for start, end in gold
    )


def is_wanted(figure: ScoredFigure, row: Row) -> bool:
    """Whether a figure has a value that a question asks for."""
    value = figure.quantity.value
    return any(
        abs(value - number["value"]) <= 1e-6 * abs(number["value"]) for number in row["numbers"]
    )


# -- fitting ---------------------------------------------------------------------------------------


def fit(cases: Sequence[Case]) -> LinearModel:
    """What makes a figure right."""
    x = np.array([[signs[name] for name in SIGNS] for case in cases for signs in case.signs])
    y = np.array([right for case in cases for right in case.right])
    sizes = Counter(case.source for case in cases)
    weights = np.array(
        [COUNTED / len(case.signs) / sizes[case.source] for case in cases for _ in case.signs]
    )
    scale = x.std(axis=0) + 1e-9
    found, bias = logistic(
        x / scale,
        y,
        weights,
        SIGNS,
        positive=frozenset({OWN, OWN_LEAD, INSIDE, LEAD}),
        C=REGULARISATION,
        has_bias=True,
    )
    return LinearModel(round(bias, 4), rounded(SIGNS, found / scale))


def report(cases: Sequence[Case]) -> None:
    """Prints what the models of the other folds make of each question."""
    alone = LinearModel(0.0, {OWN: 1.0})
    outcomes: dict[tuple[str, bool], list[list[bool]]] = {}
    for fold in range(FOLDS):
        placed = fit([case for case in cases if case.fold != fold])
        for case in cases:
            if case.fold != fold:
                continue
            both = [best(alone, case), best(placed, case)]
            if both[0][1] >= SURE:
                both[1] = both[0]
            wanted = any(case.right)
            outcomes.setdefault((case.source, wanted), []).append(
                [sure >= CHOSEN and (case.right[at] or not wanted) for at, sure in both]
            )
    for (source, wanted), rows in sorted(outcomes.items()):
        title = "right where asked for" if wanted else "chosen where none is"
        words, places = np.array(rows).mean(axis=0)
        print(f"{source}, {title} ({len(rows)}): by words {words:.3f}, with places {places:.3f}")
    print(fit(cases))


def best(model: LinearModel, case: Case) -> tuple[int, float]:
    """The likeliest figure and its probability."""
    sure = [model.probability(signs) for signs in case.signs]
    at = int(np.argmax(sure))
    return at, sure[at]


if __name__ == "__main__":
    main()
