"""Fits what a phrase's place counts beside what speaks for it by its signs.

    python bench/placed_phrases.py SQUAD2 FOLDER REPORTS.jsonl [--write]

SQUAD2 is as in `ranking.py`, REPORTS are about a document of FOLDER each; of both those questions
are taken that the cross-encoder wasn't trained on, if they ask who, where, when or for a name. Each
is read beside the sentence that answers it. Chosen are the two weights of `PlaceWeights` that make
the right phrases likeliest, and the threshold from which on a phrase shown has a token F1 of
`PRECISION`, as far as it can; shown is the mean F1, and the share that is shown, without places and
with them. `--write` puts them into the package.
"""

import argparse
import json
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from placed_figures import answers
from questions_made import opened as indexed_path
from questions_made import span_questions
from ranking import CROSS_FOLDS, FOLDS, Corpus
from ranking import opened as with_models
from retrieval import read_jsonl
from scipy.optimize import minimize

import briqa.answer
from briqa.answer.closeness import CloseReader
from briqa.answer.cross_reading import pair_of, with_reading, words_of
from briqa.answer.phrase_signs import plain_signs, read_asked
from briqa.answer.phrases import Phrase, phrases_among
from briqa.answer.rank import Found, RankedSentence, SentenceRanker
from briqa.answer.reading import READ_PASSAGES
from briqa.answer.short_answer import (
    ANSWERED,
    PLACES_FILE,
    PlaceWeights,
    choose,
    load_model,
    overlap,
)
from briqa.encoder import open_encoder
from briqa.questions.analysis import analyse
from briqa.questions.question import Question
from briqa.store.cache import DocumentCache

PRECISION = 0.8
# A phrase that shares so much of the answer is right.
RIGHT = 0.5
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """The phrases of a sentence that answers a question.

    Attributes:
        phrases: them.
        shares: the probability of each by its signs, and last that of none.
        seen: how surely the cross-encoder sees the answer in each.
        scores: the F1 of each, of its words and the answer's.
    """

    phrases: Sequence[Phrase]
    shares: npt.NDArray[np.float64]
    seen: Sequence[float]
    scores: Sequence[float]


def main() -> None:
    """Collects, fits, and writes the weights if told to."""
    parser = argparse.ArgumentParser(description="Fits the weight of a phrase's place.")
    parser.add_argument("squad2", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    cases = [*squad_cases(arguments.squad2), *report_cases(arguments.folder, arguments.reports)]
    found = fit(cases)
    print(f"{len(cases)} questions; mean F1, and F1 and share of those shown:")
    alone = PlaceWeights(0.0, 0.0, load_model().threshold)
    for name, weights in (("by signs", alone), ("with places", found)):
        scored = chosen(cases, weights)
        shown = [score for score, sure in scored if sure >= weights.threshold]
        everything = float(np.mean([score for score, _ in scored]))
        share = len(shown) / len(scored)
        print(f"  {name:12}{everything:8.3f}{np.mean(shown):8.3f}{share:8.3f}")
    print(found)
    if arguments.write:
        path = Path(briqa.answer.__path__[0]) / "weights" / PLACES_FILE
        path.write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")


# -- collecting ------------------------------------------------------------------------------------


def squad_cases(folder: Path) -> Iterator[Case]:
    """The cases of SQuAD's questions."""
    titles = {row["_id"]: row.get("title", "") for row in read_jsonl(folder / "corpus.jsonl")}
    folds = {title: at % FOLDS for at, title in enumerate(dict.fromkeys(titles.values()))}
    rows = [
        row
        for row in span_questions(read_jsonl(folder / "queries.jsonl"))
        if row["answerable"] and folds[titles[row["docid"]]] not in CROSS_FOLDS
    ]
    with indexed_path(folder) as store:
        yield from read(rows, with_models(store, open_encoder()))


def report_cases(folder: Path, questions: Path) -> Iterator[Case]:
    """The cases of questions about documents of a folder, each asked of its own alone."""
    encoder = open_encoder()
    rows = [row for row in read_jsonl(questions) if row["split"] == "held" and row["answerable"]]
    for name in dict.fromkeys(row["doc"] for row in rows):
        with indexed_path(folder / name) as store:
            own = [row for row in rows if row["doc"] == name]
            yield from read(own, with_models(store, encoder))


def read(rows: Sequence[Row], corpus: Corpus) -> Iterator[Case]:
    """The cases of questions whose sentence is found."""
    ranker = SentenceRanker(corpus.searcher, CloseReader(corpus.lexicon, corpus.phrases))
    documents = DocumentCache(corpus.store)
    for row in rows:
        question = analyse(row["question"], corpus.lexicon, corpus.phrases.nearness)
        if question.wanted not in ANSWERED:
            continue
        (hits,) = corpus.searcher.search([question.search_text], limit=READ_PASSAGES)
        found = Found(question, hits, {hit.docid: documents.get(hit.docid) for hit in hits})
        for sentence in ranker.rank_all([found])[0]:
            docid = sentence.candidate.document.document.docid
            if row.get("docid", docid) == docid and answers(sentence, row):
                yield from case_of(question, sentence, row, corpus)
                break


def case_of(
    question: Question, sentence: RankedSentence, row: Row, corpus: Corpus
) -> Iterator[Case]:
    """The case of a question beside a sentence, if that has phrases."""
    words = words_of(sentence)
    candidate = sentence.candidate
    phrases = phrases_among(candidate.document.view, words, candidate.quantities)
    if not phrases:
        return
    said = corpus.searcher.read_pairs([pair_of(question, sentence, words)])
    assert said is not None
    places = with_reading(sentence, words, said[0]).places
    assert places is not None
    stems = corpus.searcher.stems
    signs = plain_signs(read_asked(question, stems), words, phrases, stems, corpus.phrases)
    gold = [bag(answer) for answer in row["answers"]]
    yield Case(
        phrases,
        load_model().probabilities(signs, question.wanted),
        [places.exactly(phrase.first, phrase.behind) for phrase in phrases],
        [max(overlap(bag(phrase.text), each) for each in gold) for phrase in phrases],
    )


def bag(text: str) -> Counter[str]:
    """The words of a text, without marks and articles."""
    bare = text.lower().translate(str.maketrans("", "", string.punctuation))
    return Counter(word for word in bare.split() if word not in ("a", "an", "the"))


# -- fitting ---------------------------------------------------------------------------------------


def fit(cases: Sequence[Case]) -> PlaceWeights:
    """The weights that make right phrases likeliest, or "none" where no phrase is right."""

    def loss(values: npt.NDArray[np.float64]) -> float:
        weights = PlaceWeights(float(values[0]), float(values[1]), 0.0)
        total = 0.0
        for case in cases:
            shares = weights.applied(case.shares, case.seen)
            right = np.array([*(score >= RIGHT for score in case.scores), False])
            right[-1] = not right.any()
            total -= float(np.log(max(1e-9, shares[right].sum())))
        return total / len(cases)

    found = minimize(loss, np.array([0.5, -2.0]), method="Nelder-Mead").x
    weights = PlaceWeights(round(float(found[0]), 3), round(float(found[1]), 3), 0.0)
    return PlaceWeights(weights.place, weights.nowhere, threshold(chosen(cases, weights)))


def chosen(cases: Sequence[Case], weights: PlaceWeights) -> list[tuple[float, float]]:
    """The F1 of each chosen phrase, and how surely it was chosen."""
    found = []
    for case in cases:
        at, sure = choose(case.phrases, weights.applied(case.shares, case.seen))
        found.append((case.scores[at], sure))
    return found


def threshold(scored: Sequence[tuple[float, float]]) -> float:
    """From where on the phrases have the wanted F1; that of the surest tenth if they never do."""
    by_sureness = sorted(scored, key=lambda each: -each[1])
    means = np.cumsum([score for score, _ in by_sureness]) / np.arange(1, len(scored) + 1)
    good = [at for at, mean in enumerate(means) if mean >= PRECISION and at >= len(scored) // 10]
    return round(by_sureness[max(good, default=len(scored) // 10)][1], 3)


if __name__ == "__main__":
    main()
