"""Short answers: fits the model, cross-validated by document, and shows what a threshold costs.

    python bench/short_answers.py SQUAD2 DOCUMENT QUESTIONS.jsonl [--write]

SQUAD2 is a folder with `corpus.jsonl` and `queries.jsonl`, whose rows hold the `answers` as spans.
The rows of QUESTIONS.jsonl about DOCUMENT of type `factoid-entity` hold `answers` and `evidence`.
A phrase is sought in the sentence of the answer (`gold sentence`), so that what is measured is the
choice of the phrase alone. Exact match and token F1 are SQuAD's. Folds keep an article's paragraphs
together, and the report's questions are answered by weights fitted without them. `--write` puts the
weights fitted on all into the package.
"""

import argparse
import json
import re
import string
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from retrieval import read_jsonl
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

from briqa.answer import short_answer
from briqa.answer.phrase_signs import Signs, Stems, read_asked, read_signs
from briqa.answer.phrases import Phrase, find_phrases, sentence_tokens
from briqa.answer.short_answer import ANSWERED, ShortAnswerModel, choose
from briqa.encoder import Encoder, open_encoder
from briqa.quantities import Quantity, find_quantities
from briqa.questions import Question, Wanted, read_question
from briqa.retrieve.phrases import PhraseVectors
from briqa.segment import Segmentation, segment
from briqa.sources import read_document
from briqa.spans import Document, SourceFormat, Span
from briqa.store import open_store

# Also fitted on: what is learnt of phrases there helps with the kinds that are answered.
FITTED = ANSWERED | {Wanted.TEXT, Wanted.DEFINITION, Wanted.LIST, Wanted.MANNER}
FOLDS = 5
PENALTY = 4.0
MIN_COUNT = 20
KEPT = 0.01
PRECISION = 0.8
COVERAGES = (0.2, 0.4, 0.6, 0.8, 1.0)
_PUNCTUATION = frozenset(string.punctuation) | frozenset("“”‘’–—")
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the phrases of its gold sentence; `scores` are their best F1."""

    group: str
    question: Question
    answers: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    signs: tuple[Signs, ...]
    scores: tuple[float, ...]


def main() -> None:
    """Prints the measures by kind of question, and writes the weights if asked to."""
    parser = argparse.ArgumentParser(description="Fits and measures short answers.")
    parser.add_argument("squad2", type=Path)
    parser.add_argument("document", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    arguments = parser.parse_args()
    encoder = open_encoder()
    likeness = PhraseVectors(encoder)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), create=True)
        stems = cache(store.terms)
        public = list(squad_cases(arguments.squad2, encoder, stems, likeness))
        own = list(report_cases(arguments.document, arguments.questions, encoder, stems, likeness))
        store.close()
    names = vocabulary(public)
    groups = sorted({case.group for case in public})
    order = np.random.default_rng(0).permutation(len(groups))
    fold = {groups[at]: int(number) % FOLDS for number, at in enumerate(order)}
    chosen: list[tuple[Case, float, float]] = []
    for number in range(FOLDS):
        model = fitted([case for case in public if fold[case.group] != number], names)
        chosen.extend(judged(case, model) for case in public if fold[case.group] == number)
    shown = [row for row in chosen if row[0].question.wanted in ANSWERED]
    report("public, who/where/which/when", shown)
    kinds: dict[str, list[tuple[Case, float, float]]] = defaultdict(list)
    for row in chosen:
        kinds[row[0].question.wanted.value].append(row)
    for kind, rows in kinds.items():
        report(f"public, {kind}", rows)
    model = fitted(public, names)
    report("report", [judged(case, model) for case in own if case.question.wanted in ANSWERED])
    report("report, all kinds", [judged(case, model) for case in own])
    threshold = threshold_for(shown)
    print(f"threshold for a precision of {PRECISION}: {threshold:.2f}")
    if arguments.write:
        write(fitted([*public, *own], names), threshold)


# --- cases


def squad_cases(
    folder: Path, encoder: Encoder, stems: Stems, likeness: PhraseVectors
) -> Iterator[Case]:
    """The answerable questions over public paragraphs."""
    read: dict[str, tuple[Document, Segmentation, tuple[Quantity, ...], str]] = {}
    for row in read_jsonl(folder / "corpus.jsonl"):
        document = Document(row["_id"], row["text"], SourceFormat.TEXT)
        segmentation = segment(document, encoder.token_offsets)
        read[row["_id"]] = document, segmentation, find_quantities(segmentation), row["title"]
    for row in read_jsonl(folder / "queries.jsonl"):
        question = read_question(row["text"])
        if row["impossible"] or question.wanted not in FITTED:
            continue
        first = row["answers"][0]
        _, segmentation, quantities, title = read[first["doc"]]
        answers = tuple(sorted({answer["text"] for answer in row["answers"]}))
        sentence = sentence_of(segmentation, first["start"])
        if sentence is not None:
            yield case(
                title, question, answers, sentence, segmentation, quantities, stems, likeness
            )


def report_cases(
    path: Path, questions: Path, encoder: Encoder, stems: Stems, likeness: PhraseVectors
) -> Iterator[Case]:
    """The questions about the report that ask for a name."""
    document = read_document(path, docid="report")
    segmentation = segment(document, encoder.token_offsets)
    quantities = find_quantities(segmentation)
    for row in read_jsonl(questions):
        if row["type"] != "factoid-entity" or not row["answerable"]:
            continue
        start, end = row["evidence"][0]
        found = min(
            (
                at
                for at in (document.text.find(text, start, end) for text in row["answers"])
                if at >= 0
            ),
            default=start,
        )
        sentence = sentence_of(segmentation, found)
        if sentence is not None:
            yield case(
                "report",
                read_question(row["question"]),
                tuple(row["answers"]),
                sentence,
                segmentation,
                quantities,
                stems,
                likeness,
            )


def sentence_of(segmentation: Segmentation, offset: int) -> Span | None:
    """The sentence in which an answer begins."""
    return next(
        (
            found.span
            for found in segmentation.sentences
            if found.span.start <= offset < found.span.end
        ),
        None,
    )


def case(
    group: str,
    question: Question,
    answers: tuple[str, ...],
    sentence: Span,
    segmentation: Segmentation,
    quantities: Sequence[Quantity],
    stems: Stems,
    likeness: PhraseVectors,
) -> Case:
    """A question with the phrases of a sentence and their signs."""
    view = segmentation.view
    inside = [quantity for quantity in quantities if sentence.covers(quantity.span)]
    phrases = find_phrases(view, sentence, inside)
    tokens = sentence_tokens(view, sentence)
    signs = read_signs(read_asked(question, stems), tokens, phrases, stems, likeness)
    scores = tuple(max(token_f1(phrase.text, answer) for answer in answers) for phrase in phrases)
    return Case(group, question, answers, phrases, tuple(signs), scores)


# --- measures


def normalised(text: str) -> list[str]:
    """The words of a text as SQuAD compares them: no case, marks, or articles."""
    bare = "".join(mark for mark in text.lower() if mark not in _PUNCTUATION)
    return re.sub(r"\b(?:a|an|the)\b", " ", bare).split()


def token_f1(found: str, gold: str) -> float:
    """F1 of the words of two texts, as SQuAD has it."""
    left, right = normalised(found), normalised(gold)
    if not left or not right:
        return float(left == right)
    both = (Counter(left) & Counter(right)).total()
    return 2 * both / (len(left) + len(right))


def judged(case: Case, model: ShortAnswerModel) -> tuple[Case, float, float]:
    """A case, how surely its phrase is right by the model, and that phrase's F1."""
    if not case.phrases:
        return case, 0.0, 0.0
    at, probability = choose(case.phrases, model.probabilities(case.signs))
    return case, probability, case.scores[at]


def report(name: str, rows: Sequence[tuple[Case, float, float]]) -> None:
    """Prints exact match, F1, and the precision of the surest shares of a set."""
    if not rows:
        return
    ordered = sorted(rows, key=lambda row: -row[1])
    scores = np.array([score for _, _, score in ordered])
    right = np.cumsum(scores >= 0.5) / np.arange(1, len(scores) + 1)
    oracle = np.mean([max(case.scores, default=0.0) for case, _, _ in rows])
    precisions = "  ".join(
        f"{share:.0%} {right[max(0, round(share * len(right)) - 1)]:.2f}" for share in COVERAGES
    )
    enough = np.flatnonzero(right >= PRECISION)
    covered = (enough[-1] + 1) / len(right) if len(enough) else 0.0
    print(
        f"{name} ({len(rows)}): EM {np.mean(scores == 1):.3f}  F1 {scores.mean():.3f}  "
        f"best phrase {oracle:.3f}\n  precision at coverage: {precisions}; "
        f"coverage at {PRECISION:.0%}: {covered:.2f}"
    )


def threshold_for(rows: Sequence[tuple[Case, float, float]]) -> float:
    """The probability from which on enough of the phrases shown are right."""
    ordered = sorted(rows, key=lambda row: -row[1])
    right = np.cumsum([score >= 0.5 for _, _, score in ordered]) / np.arange(1, len(ordered) + 1)
    enough = np.flatnonzero(right >= PRECISION)
    return ordered[int(enough[-1])][1] if len(enough) else 1.0


# --- the model


def vocabulary(cases: Sequence[Case]) -> dict[str, int]:
    """The signs that are common enough to be weighed, numbered."""
    counts = Counter(name for case in cases for own in case.signs for name in own)
    common = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    return {name: at for at, name in enumerate(common)}


def matrix(case: Case, names: dict[str, int]) -> csr_matrix:
    """A row for each phrase, and last one for none."""
    entries = [
        (at, names[name], strength)
        for at, own in enumerate(case.signs)
        for name, strength in own.items()
        if strength and name in names
    ]
    rows, columns, values = zip(*entries, strict=True)
    return csr_matrix((values, (rows, columns)), shape=(len(case.signs), len(names)))


def target(case: Case) -> npt.NDArray[np.bool_]:
    """Which rows are right: the phrases with the best F1, if half is right, else none."""
    best = max(case.scores, default=0.0)
    if best < 0.5:
        return np.array([*(False for _ in case.scores), True])
    return np.array([*(score >= best for score in case.scores), False])


def fitted(cases: Sequence[Case], names: dict[str, int]) -> ShortAnswerModel:
    """The weights under which the right phrases get the most probability, with a ridge penalty."""
    blocks = [matrix(case, names) for case in cases]
    x = vstack(blocks).tocsr()
    xt = x.T.tocsr()
    right = np.concatenate([target(case) for case in cases])
    sizes = np.array([block.shape[0] for block in blocks])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(cases)), sizes)

    def loss(weights: Weights) -> tuple[float, Weights]:
        scores = x @ weights
        scores = scores - np.maximum.reduceat(scores, starts)[group]
        shares = np.exp(scores)
        shares = shares / np.add.reduceat(shares, starts)[group]
        good = np.where(right, shares, 0.0)
        mass = np.add.reduceat(good, starts) + 1e-12
        slope = xt @ (shares - good / mass[group]) + PENALTY * weights
        return float(-np.log(mass).sum() + PENALTY / 2 * weights @ weights), slope

    start = np.zeros(len(names))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return ShortAnswerModel({name: float(found[at]) for name, at in names.items()}, 0.0)


def write(model: ShortAnswerModel, threshold: float) -> None:
    """Puts the weights that matter into the package, in a form that a person can read."""
    weights = {
        name: round(weight, 3)
        for name, weight in sorted(model.weights.items())
        if abs(weight) >= KEPT
    }
    path = Path(short_answer.__file__).parent / "weights" / short_answer.WEIGHTS_FILE
    stored = {"threshold": round(threshold, 3), "weights": weights}
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights written")


if __name__ == "__main__":
    main()
