"""Fits the two models behind a claim's verdict, and shows in cross-validation what they are worth.

    python bench/claim_models.py PATH CLAIMS.jsonl [CLAIMS.jsonl ...] [--tatqa contexts.json]
                                 [--summedits DIR] [--cache FILE] [--ablation] [--write]

Four kinds of examples: the labelled claims about PATH; false and true claims made from the
sentences of PATH and of TAT-QA's contexts (`claim_mutations.py`, `claim_paraphrases.py`); and the
sentences of SummEdits' summaries, edited or not. The made and the edited ones count little, since
they follow their sentences word by word, and of the labelled ones those that the source doesn't
decide count twice, since they are half as many.

Of each true claim made from a sentence there is a second example, beside all sentences but that
one: a corpus without it doesn't say so.

Support is learnt from the sentences without a fault: those of the evidence of supported claims,
against those beside false or unfounded ones. Contradiction is learnt from the sentences with one:
those of the evidence of contradicted claims, against the nearest ones of unfounded claims, and
others of supported ones. Weights only get the sign that their feature's meaning has.

Folds are by sentence of the source or by document. `--cache` keeps what was collected.
`--ablation` leaves out a group of features at a time; `--write` puts the weights into the package.
"""

import argparse
import json
import pickle
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from answers import Range
from bounded_logistic import fit_bounded
from claim_checks import BATCH, opened
from claims import make_claims, read_contexts, read_path
from retrieval import read_jsonl

import briqa.answer
from briqa.answer.models import LinearModel
from briqa.claims import Verdict
from briqa.claims.checker import Judged
from briqa.claims.claim import Claim
from briqa.claims.sentences import claim_sentences
from briqa.claims.verdict import (
    CONTRADICTION_THRESHOLD,
    RULED_OUT,
    SUPPORT_THRESHOLD,
    has_conflict,
    is_ruled_out,
    is_too_far,
)
from briqa.encoder import DEFAULT_MODEL, SentenceTransformerEncoder, open_encoder
from briqa.spans import Document, SourceFormat

FOLDS: Final = 5
MADE: Final = 0.075  # the weight of a claim that no one wrote by hand
UNFOUNDED: Final = 0.03  # that of one beside the corpus without its sentence
UNDECIDED: Final = 2.0  # that of a labelled one that the source doesn't decide
LEFT_OUT: Final = "left out"
LIMIT: Final = 150  # sentences of each source made into claims
EVERY_SUMMARY: Final = 4
STRENGTH: Final = 1.0
# Of the sentences beside a claim so many count at most.
NEAREST: Final = 4
EVIDENCE: Final = 2
OTHERS: Final = 0.25

SUPPORT_FOR: Final = (
    "asserted_borne cosine dates_confirmed figures_confirmed follows likeness names_confirmed "
    "pairs words_inherited words_own"
).split()
SUPPORT_AGAINST: Final = (
    "alien asserted_missing bare bare_missing bare_unlike behind clash comparison_missing "
    "completed date_displaced dates_inherited degree_missing derived direction_missing "
    "extreme_missing figure_displaced most_missing names_inherited negation_added "
    "negation_in_copy negation_lost noun_changed noun_contrasted noun_unlike only_negated "
    "only_turned unlike words_before words_elsewhere words_missing"
).split()
CONTRADICTION_FOR: Final = (
    "asserted_against clash clash_direction contradiction_likeness contradiction_place cosine "
    "dates_confirmed degree_ruled_out figures_confirmed follows names_apart names_confirmed "
    "negation_added negation_in_copy negation_lost only_date only_figure only_figure_alike "
    "only_name only_name_with_figure only_negated only_noun only_turned pairs turned "
    "words_elsewhere words_inherited words_own"
).split()
CONTRADICTION_AGAINST: Final = (
    "alien asserted_missing bare_missing behind completed dates_contradicted dates_inherited "
    "dates_missing faults figures_missing name_unknown names_contradicted names_inherited "
    "names_missing unlike words_missing"
).split()
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "likeness of the whole": ("cosine", "follows", "pairs"),
    "words": ("words_", "unlike", "alien", "bare"),
    "figures": (
        "figure",
        "only_figure",
        "contradiction_",
        "likeness",
        "derived",
        "noun",
        "only_noun",
    ),
    "names": ("name", "only_name"),
    "dates": ("date", "only_date"),
    "turned words": (
        "clash",
        "turned",
        "only_turned",
        "only_negated",
        "negation",
        "comparison",
        "direction",
        "asserted",
    ),
    "degrees": ("degree", "extreme", "most"),
    "other sentences": ("behind", "completed"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim beside a sentence: its signs, and whether the sentence is of the gold evidence."""

    signs: Mapping[str, float]
    is_evidence: bool
    is_ruled_out: bool
    has_conflict: bool

    @property
    def may_support(self) -> bool:
        """Whether the models decide, as `briqa.claims.verdict` has it."""
        return not self.is_ruled_out and not is_too_far(self.signs)


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled claim beside the sentences that come nearest, the nearest first."""

    kind: str
    label: Verdict
    fold_key: str
    weight: float
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Models:
    """Both models."""

    support: LinearModel
    contradiction: LinearModel


def main() -> None:
    """Prints the cross-validated figures, and writes the weights if asked to."""
    parser = argparse.ArgumentParser(description="The models behind a claim's verdict.")
    parser.add_argument("path", type=Path)
    parser.add_argument("claims", type=Path, nargs="+")
    parser.add_argument("--tatqa", type=Path)
    parser.add_argument("--summedits", type=Path)
    parser.add_argument("--cache", type=Path, help="where to keep what was collected")
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.cache and arguments.cache.exists():
        examples: list[Example] = pickle.loads(arguments.cache.read_bytes())
    else:
        examples = list(collect(arguments))
        if arguments.cache:
            arguments.cache.write_bytes(pickle.dumps(examples))
    report(examples)
    if arguments.ablation:
        print_ablation(examples)
    if arguments.write:
        write(fit(examples))


# -- collecting -----------------------------------------------------------------------------------


def collect(arguments: argparse.Namespace) -> Iterator[Example]:
    """All examples of the sources that are given."""
    encoder = open_encoder(DEFAULT_MODEL)
    documents = read_path(arguments.path)
    rows = [row for claims in arguments.claims for row in read_jsonl(claims)]
    yield from _labelled(documents, rows, encoder)
    yield from _made("made", documents, encoder, is_apart=False)
    if arguments.tatqa:
        yield from _made("TAT-QA", read_contexts(arguments.tatqa), encoder, is_apart=True)
    if arguments.summedits:
        yield from _edited(arguments.summedits, encoder)


def _labelled(
    documents: Sequence[Document],
    rows: Sequence[Mapping[str, Any]],
    encoder: SentenceTransformerEncoder,
) -> Iterator[Example]:
    with _checking(documents, encoder) as checked:
        for row, (claim, judged) in zip(
            rows, checked([row["claim"] for row in rows], None), strict=True
        ):
            beside = _beside(claim, judged, partial(_overlaps, row["evidence"]), is_named=False)
            label = Verdict(row["label"])
            weight = UNDECIDED if label is Verdict.NOT_IN_SOURCE else 1.0
            yield Example("labelled", label, row["id"], weight, beside)


def _made(
    kind: str,
    documents: Sequence[Document],
    encoder: SentenceTransformerEncoder,
    *,
    is_apart: bool,
) -> Iterator[Example]:
    by_document = defaultdict(list)
    for made in make_claims(documents, is_apart=is_apart, limit=LIMIT, seed=1):
        by_document[made.docid].append(made)
    with _checking(documents, encoder) as checked:
        for docid, members in by_document.items():
            found = checked([made.text for made in members], docid)
            for made, (claim, judged) in zip(members, found, strict=True):
                original = made.original
                is_same = partial(_is_same, original)
                beside = _beside(claim, judged, is_same, is_named=docid is not None)
                label = Verdict.SUPPORTED if made.is_true else Verdict.CONTRADICTED
                name = f"{kind}: {'true' if made.is_true else made.group}"
                yield Example(name, label, original, MADE, beside)
                if made.is_true:
                    left = _left_out(beside)
                    yield Example(
                        f"{kind}: {LEFT_OUT}", Verdict.NOT_IN_SOURCE, original, UNFOUNDED, left
                    )


def _left_out(beside: Sequence[Beside]) -> tuple[Beside, ...]:
    """The sentences beside a claim as they would be without those that it was made from."""
    others = [each for each in beside if not each.is_evidence and not each.signs["completed"]]
    least = min((each.signs["behind"] for each in others), default=0.0)
    return tuple(
        replace(
            each, signs={**each.signs, "behind": each.signs["behind"] - least, "beside_copy": 0.0}
        )
        for each in others
    )


def _edited(folder: Path, encoder: SentenceTransformerEncoder) -> Iterator[Example]:
    documents = [
        Document(row["_id"], row["text"], SourceFormat.TEXT)
        for row in read_jsonl(folder / "docs.jsonl")
    ]
    by_document = defaultdict(list)
    for row in read_jsonl(folder / "claims.jsonl")[::EVERY_SUMMARY]:
        original = set(_sentences(row["original"]))
        for sentence in _sentences(row["claim"]):
            is_true = row["label"] == "consistent" or sentence in original
            by_document[row["doc"]].append((sentence, is_true))
    with _checking(documents, encoder) as checked:
        for docid, members in by_document.items():
            found = checked([sentence for sentence, _ in members], docid)
            for (_, is_true), (claim, judged) in zip(members, found, strict=True):
                label = Verdict.SUPPORTED if is_true else Verdict.CONTRADICTED
                beside = _beside(claim, judged, lambda each: True, is_named=True)
                yield Example("SummEdits", label, docid, MADE, beside)


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in claim_sentences(text)]


Checked = Callable[[Sequence[str], str | None], list[tuple[Claim, list[Judged]]]]


@contextmanager
def _checking(
    documents: Iterable[Document], encoder: SentenceTransformerEncoder
) -> Iterator[Checked]:
    """Claims beside the sentences of documents, indexed in a temporary folder."""
    with TemporaryDirectory() as folder, opened(documents, encoder, Path(folder)) as assistant:

        def checked(texts: Sequence[str], docid: str | None) -> list[tuple[Claim, list[Judged]]]:
            return [
                found
                for first in range(0, len(texts), BATCH)
                for found in assistant.judge_claims(texts[first : first + BATCH], docid=docid)
            ]

        yield checked


def _beside(
    claim: Claim,
    judged: Sequence[Judged],
    is_evidence: Callable[[Judged], bool],
    *,
    is_named: bool,
) -> tuple[Beside, ...]:
    nearest = sorted(judged, key=lambda each: -each.score)
    return tuple(
        Beside(
            each.signs,
            is_evidence(each),
            is_ruled_out(claim, each.alignment, is_named=is_named),
            has_conflict(each.alignment),
        )
        for each in nearest
    )


def _overlaps(evidence: Sequence[Range], judged: Judged) -> bool:
    span = judged.alignment.candidate.sentence.sentence.span
    return any(max(span.start, start) < min(span.end, end) for start, end in evidence)


def _is_same(text: str, judged: Judged) -> bool:
    ours, theirs = text.split(), judged.alignment.candidate.reading.split()
    return ours[:12] == theirs[:12] or " ".join(ours) in " ".join(theirs)


# -- fitting --------------------------------------------------------------------------------------


def fit(examples: Sequence[Example], without: tuple[str, ...] = ()) -> Models:
    """Both models, without the features whose names begin so."""
    support, contradiction = _Rows(), _Rows()
    for example in examples:
        _add(example, support, contradiction)

    def kept(names: Iterable[str]) -> list[str]:
        return [name for name in names if not (without and name.startswith(without))]

    return Models(
        support.fit(kept(SUPPORT_FOR), kept(SUPPORT_AGAINST)),
        contradiction.fit(kept(CONTRADICTION_FOR), kept(CONTRADICTION_AGAINST)),
    )


class _Rows:
    """Rows for one of the models."""

    def __init__(self) -> None:
        self.rows: list[Mapping[str, float]] = []
        self.labels: list[bool] = []
        self.weights: list[float] = []

    def add(self, beside: Sequence[Beside], weight: float, *, label: bool) -> None:
        for each in beside:
            self.rows.append(each.signs)
            self.labels.append(label)
            self.weights.append(weight / len(beside))

    def fit(self, positive: Sequence[str], negative: Sequence[str]) -> LinearModel:
        return fit_bounded(
            self.rows,
            self.labels,
            self.weights,
            positive=positive,
            negative=negative,
            strength=STRENGTH,
        )


def _add(example: Example, support: _Rows, contradiction: _Rows) -> None:
    weight = example.weight
    gold = [each for each in example.beside if each.is_evidence]
    clean = [each for each in example.beside if each.may_support]
    at_fault = [each for each in example.beside if each.has_conflict]
    # An edited summary may be contradicted or made up, and what is left of a corpus may still
    # contradict a claim that was made from it; the labels don't tell.
    is_told = example.kind != "SummEdits" and not example.kind.endswith(LEFT_OUT)
    if example.label is Verdict.SUPPORTED:
        borne_out = [each for each in gold if each.may_support][:EVIDENCE]
        support.add(borne_out, weight, label=True)
        others = [each for each in at_fault if not each.is_evidence][:EVIDENCE]
        if is_told:
            contradiction.add(others, OTHERS * weight * len(others), label=False)
        return
    support.add(clean[:NEAREST], weight, label=False)
    if example.label is Verdict.CONTRADICTED and is_told:
        against = [each for each in gold if each.has_conflict][:EVIDENCE]
        contradiction.add(against, weight, label=True)
    elif is_told:
        contradiction.add(at_fault[:NEAREST], weight, label=False)


def decide(models: Models, example: Example) -> Verdict:
    """The verdict, as the package comes to it."""
    support = [
        found if each.may_support else min(found, RULED_OUT)
        for each in example.beside
        for found in [models.support.probability(each.signs)]
    ]
    if max(support, default=0.0) >= SUPPORT_THRESHOLD:
        return Verdict.SUPPORTED
    against = [
        models.contradiction.probability(each.signs) for each in example.beside if each.has_conflict
    ]
    if max(against, default=0.0) >= CONTRADICTION_THRESHOLD:
        return Verdict.CONTRADICTED
    return Verdict.NOT_IN_SOURCE


def cross_validated(
    examples: Sequence[Example], without: tuple[str, ...] = ()
) -> list[tuple[Example, Verdict]]:
    """Each example with the verdict of models that were fitted without its fold."""
    keys = sorted({example.fold_key for example in examples})
    random.Random(0).shuffle(keys)
    fold = {key: place % FOLDS for place, key in enumerate(keys)}
    found: list[tuple[Example, Verdict]] = []
    for held_out in range(FOLDS):
        models = fit([each for each in examples if fold[each.fold_key] != held_out], without)
        found += [
            (each, decide(models, each)) for each in examples if fold[each.fold_key] == held_out
        ]
    return found


# -- reporting ------------------------------------------------------------------------------------


def report(examples: Sequence[Example]) -> None:
    """Prints by kind how many verdicts are right, and what they are."""
    decided = cross_validated(examples)
    print(f"{'':24}{'n':>6}{'right':>8}   supported contradicted not in source")
    for kind in sorted({example.kind for example in examples}):
        for label in Verdict:
            said = Counter(
                verdict
                for example, verdict in decided
                if (example.kind, example.label) == (kind, label)
            )
            total = sum(said.values())
            if total:
                right = said[label] / total
                shown = "".join(f"{said[verdict]:12}" for verdict in Verdict)
                print(f"{kind[:22]:23}{label.value[:1]}{total:6}{right:8.3f}{shown}")
    print(f"labelled, accuracy {_accuracy(decided):.3f}")


def _accuracy(decided: Sequence[tuple[Example, Verdict]]) -> float:
    hits = [example.label is verdict for example, verdict in decided if example.kind == "labelled"]
    return sum(hits) / len(hits)


def print_ablation(examples: Sequence[Example]) -> None:
    """Prints what the labelled claims lose without each group of features."""
    print(f"\n{'without':24}labelled  made false called supported")
    for name, prefixes in {"nothing": (), **GROUPS}.items():
        decided = cross_validated(examples, prefixes)
        false = [
            verdict is Verdict.SUPPORTED
            for example, verdict in decided
            if ":" in example.kind and example.label is Verdict.CONTRADICTED
        ]
        print(f"{name:24}{_accuracy(decided):8.3f}{sum(false) / max(1, len(false)):10.3f}")


def write(models: Models) -> None:
    """Puts the weights, fitted on all examples, into the package."""
    folder = Path(briqa.answer.__path__[0]) / "weights"
    for name, model in (
        ("claim_support", models.support),
        ("claim_contradiction", models.contradiction),
    ):
        weights = {
            feature: round(weight, 4)
            for feature, weight in sorted(model.weights.items())
            if round(weight, 4)
        }
        text = json.dumps({"bias": round(model.bias, 4), "weights": weights}, indent=1)
        (folder / f"{name}.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
