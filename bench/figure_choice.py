"""Fits the model that chooses the figure asked for, and shows what it and its signs are worth.

    python bench/figure_choice.py TATQA SQUAD2 DOCUMENT QUESTIONS.jsonl [--cache DIR]
        [--write WEIGHTS.json] [--ablate] [--failures SET]

TATQA and SQUAD2 are folders of public questions; the rows of QUESTIONS.jsonl about DOCUMENT give
`evidence` spans and `numbers`. All figures below are on the gold sentences (TAT-QA: the gold
paragraph), in cross-validation: no question is judged by a model that saw its sentence. Indexes are
kept under DIR, since making them takes longest.
"""

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from retrieval import read_jsonl, read_ranking_set
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from briqa.answer.features import weigh as weigh_topic
from briqa.answer.figure_choice import (
    FigureChooser,
    ScoredFigure,
    choose_figures,
)
from briqa.answer.models import LinearModel
from briqa.compatibility import index_fingerprint
from briqa.encoder import DEFAULT_MODEL, Encoder, open_encoder
from briqa.indexing import put_document
from briqa.quantities import parse_quantities
from briqa.questions import Question, Wanted, read_question
from briqa.questions.analysis import analyse
from briqa.questions.lexicon import CorpusLexicon
from briqa.retrieve import Searcher
from briqa.retrieve.phrases import PhraseVectors
from briqa.sources import read_document
from briqa.spans import Document, SourceFormat, Span
from briqa.store import Store, StoredDocument, StoredSentence, open_store

FOLDS = 10
PENALTY = 1.0  # on large weights
# A figure of a sentence that doesn't answer counts so much: there are many more of them.
ELSEWHERE = 0.4
BEREFT = 1.0  # the same for a figure of a sentence whose gold figures were taken away
SHORT_ANSWER = 8  # words; longer answers are sentences with figures among other things
# Signs that speak against a figure, and those that may do either; all others speak for it.
AGAINST = (
    r"kind_clashes|date_unasked|open_amount_is_percent|text_asked|keywords_asked|.*_unasked|"
    r"unit_is_uncounted_word|unit_is_another|level_though_.*|whole_though_part|in_brackets|brackets_asked_whole|"
    r"series_start|stated|each|restated|year_differs|older_unasked"
)
# The kind is read from few words and sometimes wrongly; even so a figure of another kind shouldn't
# win by the words around it, of which there are many.
AT_MOST = {"kind_clashes": -3.0, "unit_is_another": -0.8}
EITHER = r"series_end|first_of_kind|only_of_kind|open_amount_is_(?:money|measure)|sentence"
GROUPS: Mapping[str, str] = {
    "kind": r"kind_|text_asked|date_unasked|open_amount",
    "unit": r"unit_",
    "nearest": r"(?:counted_)?nearest",
    "words": r"words_|clause|sentence",
    "roles": r"measure|subject",
    "period": r"year_|older_",
    "change and share": r"change_|level_|share_",
    "whole and part": r"whole_|part$|in_brackets|brackets_",
    "form": r"plan_|series_|first_of|only_of|stated|each|restated",
    "leads": r".*_lead",
}
Sentences = list[tuple[StoredDocument, StoredSentence]]
Key = tuple[int, int]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the sentences that answer it and some that don't.

    Attributes:
        source: the set that it is from.
        group: what may not be split between training and test.
        question: the question.
        weights: of its content words.
        sentences: those that answer; none for a question without an answer.
        gold: the figures that answer, by sentence and start.
        others: sentences near in words that don't answer.
    """

    source: str
    group: str
    question: Question
    weights: Mapping[str, float]
    sentences: Sentences
    gold: frozenset[Key]
    others: Sentences


@dataclass(frozen=True, slots=True)
class Weighed:
    """A case with the signs of its figures.

    Attributes:
        case: the case.
        here: the figures of the sentences that answer.
        elsewhere: those of the others.
        bereft: those of the sentences that answer, as if the gold figures weren't there.
    """

    case: Case
    here: list[ScoredFigure]
    elsewhere: list[ScoredFigure]
    bereft: list[ScoredFigure]


def main() -> None:
    """Fits, and prints a table for each set."""
    parser = argparse.ArgumentParser(description="Fits the choice of the figure asked for.")
    parser.add_argument("tatqa", type=Path)
    parser.add_argument("squad2", type=Path)
    parser.add_argument("document", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--write", type=Path, help="the weights file to write")
    parser.add_argument("--ablate", action="store_true", help="leave out each group of signs")
    parser.add_argument("--failures", metavar="SET", help="list what is chosen wrongly")
    arguments = parser.parse_args()
    encoder = open_encoder()
    phrases = PhraseVectors(encoder)
    weighed: list[Weighed] = []
    with ExitStack() as stack:
        cache = arguments.cache or Path(stack.enter_context(tempfile.TemporaryDirectory()))

        def opened(name: str, documents: Iterable[Document]) -> Reader:
            store = stack.enter_context(closing(indexed(cache / name, documents, encoder)))
            searcher = Searcher(store, encoder)
            return Reader(store, searcher, CorpusLexicon(store, searcher), phrases)

        contexts = json.loads((arguments.tatqa / "contexts.json").read_text(encoding="utf-8"))
        reader = opened("tatqa", map(tatqa_document, contexts))
        weighed += weigh(tatqa_cases(contexts, reader), reader)
        reader = opened("squad2", read_ranking_set(arguments.squad2).documents.values())
        rows = read_jsonl(arguments.squad2 / "queries.jsonl")
        weighed += weigh(squad_cases(rows, reader), reader)
        reader = opened("own", [read_document(arguments.document, docid="document")])
        weighed += weigh(own_cases(read_jsonl(arguments.questions), reader), reader)
    names = sorted({name for found in weighed for figure in found.here for name in figure.signs})
    report(weighed, names, failures=arguments.failures)
    if arguments.ablate:
        ablate(weighed, names)
    if arguments.write:
        write(fitted(weighed, names), arguments.write)


# -- the questions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reader:
    """A set's index, and how to make cases from it."""

    store: Store
    searcher: Searcher
    lexicon: CorpusLexicon
    phrases: PhraseVectors

    def case(
        self,
        source: str,
        group: str,
        text: str,
        sentences: Sentences,
        gold: frozenset[Key],
        neighbours: Sentences,
    ) -> Case:
        """A case; of the neighbours the two nearest in words are kept."""
        question = analyse(text, self.lexicon, self.phrases.nearness)
        idf = {stem: self.searcher.idf(stem) for stem in question.stems}
        weights = weigh_topic(question, idf).every
        known = {sentence.sentence_id for _, sentence in sentences}

        def borne(member: tuple[StoredDocument, StoredSentence]) -> float:
            document, sentence = member
            stems = set(self.searcher.stems(document.view.read(sentence.sentence.span)))
            return sum(weight for stem, weight in weights.items() if stem in stems)

        others = [
            member
            for member in neighbours
            if member[1].sentence_id not in known
            and member[0].quantities_in(member[1].sentence.span)
        ]
        others.sort(key=borne, reverse=True)
        return Case(source, group, question, weights, sentences, gold, others[:2])


def tatqa_document(context: Mapping[str, Any]) -> Document:
    """The paragraphs of a context as one document."""
    paragraphs = sorted(context["paragraphs"], key=lambda paragraph: paragraph["order"])
    text = "\n\n".join(paragraph["text"] for paragraph in paragraphs)
    return Document(context["table"]["uid"], text, SourceFormat.TEXT)


def tatqa_cases(contexts: Sequence[Mapping[str, Any]], reader: Reader) -> Iterator[Case]:
    """Questions over the text alone whose answer is a figure or some figures."""
    for context in contexts:
        document = reader.store.document(context["table"]["uid"])
        for row in context["questions"]:
            if row["answer_from"] != "text" or "span" not in row["answer_type"]:
                continue
            places = [
                document.document.text.find(paragraph["text"])
                for paragraph in context["paragraphs"]
                if str(paragraph["order"]) in row["rel_paragraphs"]
            ]
            lengths = {
                document.document.text.find(paragraph["text"]): len(paragraph["text"])
                for paragraph in context["paragraphs"]
            }
            sentences = [
                (document, sentence)
                for sentence in document.sentences
                if any(p <= sentence.sentence.span.start < p + lengths[p] for p in places)
            ]
            gold = [scaled(answer, row["scale"]) for answer in row["answer"]]
            if not gold or None in gold:
                continue
            found = matching(sentences, [value for value in gold if value is not None])
            if not found:
                continue
            yield reader.case(
                "tatqa", document.document.docid, row["question"], sentences, found, []
            )


def scaled(answer: str, scale: str) -> float | None:
    """The one figure of a short answer, with its scale; None for anything else."""
    if len(answer.split()) > SHORT_ANSWER:
        return None
    found = parse_quantities(answer)
    if len(found) != 1:
        return None
    factor = {"thousand": 1e3, "million": 1e6, "billion": 1e9}.get(scale, 1.0)
    stated = re.search(r"thousand|million|billion", answer)
    return found[0].value * (1.0 if stated else factor)


def squad_cases(rows: Sequence[Mapping[str, Any]], reader: Reader) -> Iterator[Case]:
    """Questions answered by a figure; and those for figures that the paragraph doesn't answer."""
    for row in rows:
        document = reader.store.document(row["source_doc"])
        neighbours = [(document, sentence) for sentence in document.sentences]
        wanted = read_question(row["text"]).wanted
        if row["impossible"]:
            if wanted.is_figure or wanted is Wanted.DATE:
                yield reader.case(
                    "squad2", document.document.docid, row["text"], [], frozenset(), neighbours
                )
            continue
        answer = min(row["answers"], key=lambda found: len(found["text"]))
        document = reader.store.document(answer["doc"])
        span = Span(answer["start"], answer["end"])
        sentence = document.sentence_at(span.start)
        if sentence is None or len(answer["text"].split()) > SHORT_ANSWER:
            continue
        found = frozenset(
            (0, quantity.span.start)
            for quantity in document.quantities_in(sentence.sentence.span)
            if quantity.span.overlaps(span)
        )
        asks = wanted.is_figure or wanted is Wanted.DATE
        if found and (asks or re.fullmatch(r"[^\w]*[\d.,]+.*", answer["text"])):
            yield reader.case(
                "squad2",
                document.document.docid,
                row["text"],
                [(document, sentence)],
                found,
                neighbours,
            )


def own_cases(rows: Sequence[Mapping[str, Any]], reader: Reader) -> Iterator[Case]:
    """Questions with numbers; those answered by other things are cases without a gold figure."""
    document = reader.store.document("document")
    neighbours = [(document, sentence) for sentence in document.sentences]
    for row in rows:
        sentences = []
        for start, end in row["evidence"]:
            sentences += [
                (document, sentence)
                for sentence in document.sentences
                if sentence.sentence.span.overlaps(Span(start, end))
            ]
        found = matching(sentences, [number["value"] for number in row["numbers"]])
        # What the set holds for one sentence or section isn't to be learnt from another.
        group = str(row["evidence"][0][0]) if row["evidence"] else row["id"]
        yield reader.case("own", group, row["question"], sentences, found, neighbours)


def matching(sentences: Sentences, values: Sequence[float]) -> frozenset[Key]:
    """The figures with these values; a value that stands twice counts where it stands first."""
    found: set[Key] = set()
    for value in values:
        places = [
            (place, quantity.span.start)
            for place, (document, sentence) in enumerate(sentences)
            for quantity in document.quantities_in(sentence.sentence.span)
            if abs(quantity.value - value) <= 1e-6 * max(abs(value), 1e-12)
        ]
        found.update(places[:1])
    return frozenset(found)


# -- fitting --------------------------------------------------------------------------------------


def weigh(cases: Iterable[Case], reader: Reader) -> list[Weighed]:
    """The signs of all figures of some cases."""
    chooser = FigureChooser(
        reader.searcher.stems, reader.phrases.similarity, model=LinearModel(0.0, {})
    )
    return [
        Weighed(
            case,
            chooser.score(case.question, case.weights, case.sentences),
            chooser.score(case.question, case.weights, case.others),
            chooser.score(case.question, case.weights, without_gold(case)) if case.gold else [],
        )
        for case in cases
    ]


def without_gold(case: Case) -> Sentences:
    """The sentences that answer without the figures that do."""
    return [
        (
            replace(
                document,
                quantities=tuple(
                    quantity
                    for quantity in document.quantities_in(sentence.sentence.span)
                    if (place, quantity.span.start) not in case.gold
                ),
            ),
            sentence,
        )
        for place, (document, sentence) in enumerate(case.sentences)
    ]


def fitted(weighed: Sequence[Weighed], names: Sequence[str]) -> LinearModel:
    """The model of some cases; each set counts the same, and so does each case of a set."""
    rows: list[list[float]] = []
    labels: list[float] = []
    weights: list[float] = []
    sizes = Counter(found.case.source for found in weighed)
    for found in weighed:
        # Which of several things a gold figure answers isn't known.
        if len({id(figure.asked) for figure in found.here}) > 1:
            continue
        for figures, scale in (
            (found.here, 1.0),
            (found.elsewhere, ELSEWHERE),
            (found.bereft, BEREFT),
        ):
            for figure in figures:
                right = figures is found.here and figure.key in found.case.gold
                rows.append([figure.signs[name] for name in names])
                labels.append(1.0 if right else -1.0)
                weights.append(scale / sizes[found.case.source])
    return logistic(np.array(rows), np.array(labels), np.array(weights), names)


def logistic(signs: Floats, labels: Floats, weights: Floats, names: Sequence[str]) -> LinearModel:
    """Logistic regression in which a sign can only count in the direction that its name tells.

    Many signs go together; without bounds some get weights that make no sense. Both classes weigh
    the same.
    """
    right = labels > 0
    weights = weights.copy()
    weights[right] *= weights[~right].sum() / weights[right].sum()
    weights /= weights.mean()

    def loss(parameters: Floats) -> tuple[float, Floats]:
        margins = labels * (signs @ parameters[1:] + parameters[0])
        slopes = -weights * labels / (1 + np.exp(margins))
        penalty = PENALTY / 2 * float((parameters[1:] ** 2).sum())
        gradient = np.concatenate([[slopes.sum()], signs.T @ slopes + PENALTY * parameters[1:]])
        return float((weights * np.logaddexp(0, -margins)).sum()) + penalty, gradient

    bounds = [(None, None), *(direction(name) for name in names)]
    start = np.zeros(len(names) + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return LinearModel(float(found[0]), dict(zip(names, map(float, found[1:]), strict=True)))


def direction(name: str) -> tuple[float | None, float | None]:
    """The bounds of a sign's weight."""
    if name in AT_MOST:
        return None, AT_MOST[name]
    if re.fullmatch(EITHER, name):
        return None, None
    return (None, 0.0) if re.fullmatch(AGAINST, name) else (0.0, None)


def folds(weighed: Sequence[Weighed]) -> Iterator[tuple[list[Weighed], list[Weighed]]]:
    """Training and test cases, no group split between them."""
    groups = sorted({(found.case.source, found.case.group) for found in weighed})
    order = np.random.default_rng(0).permutation(len(groups))
    fold_of = {groups[at]: number % FOLDS for number, at in enumerate(order)}
    for fold in range(FOLDS):
        test = [w for w in weighed if fold_of[w.case.source, w.case.group] == fold]
        yield [w for w in weighed if fold_of[w.case.source, w.case.group] != fold], test


def judged(figures: Sequence[ScoredFigure], model: LinearModel) -> list[ScoredFigure]:
    """The figures with the probabilities of a model."""
    return [
        ScoredFigure(f.quantity, f.sentence, f.asked, model.probability(f.signs), f.signs)
        for f in figures
    ]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a model does with a case that it hasn't seen."""

    case: Case
    chosen: frozenset[Key]
    fit: float
    fit_elsewhere: float | None
    fit_bereft: float | None
    figures: list[ScoredFigure]


def cross_validated(weighed: Sequence[Weighed], names: Sequence[str]) -> list[Outcome]:
    """The outcome of every case."""
    outcomes = []
    for train, test in folds(weighed):
        model = fitted(train, names)
        for found in test:
            here = judged(found.here, model)
            there = judged(found.elsewhere, model)
            choice = choose_figures(here)
            fit_there = choose_figures(there).fit if there else None
            bereft = judged(found.bereft, model)
            fit_bereft = choose_figures(bereft).fit if found.case.gold else None
            chosen = frozenset(figure.key for figure in choice.figures)
            outcomes.append(Outcome(found.case, chosen, choice.fit, fit_there, fit_bereft, here))
    return outcomes


# -- reports --------------------------------------------------------------------------------------


def report(weighed: Sequence[Weighed], names: Sequence[str], *, failures: str | None) -> None:
    """The table of the sets."""
    outcomes = cross_validated(weighed, names)
    print(f"{'':18}{'all gold':>10}{'':10}{'fit, AUC against':>20}{'text':>10}")
    titles = ("chosen", "precision", "near", "bereft", "none")
    print(f"{'':8}{'questions':>10}" + "".join(f"{title:>10}" for title in titles))
    for source in dict.fromkeys(found.case.source for found in weighed):
        members = [outcome for outcome in outcomes if outcome.case.source == source]
        asked = [outcome for outcome in members if outcome.case.gold]
        complete, precision = scores([(o.chosen, o.case.gold) for o in asked])
        other = [o for o in members if o.case.sentences and not o.case.gold]
        near, bereft = fit_auc(members)
        silent = np.mean([not o.chosen for o in other]) if other else float("nan")
        values = (complete, precision, near, bereft, silent)
        print(f"{source:8}{len(asked):10}" + "".join(f"{value:10.3f}" for value in values))
    if failures:
        print_failures([outcome for outcome in outcomes if outcome.case.source == failures])


def scores(pairs: Sequence[tuple[frozenset[Key], frozenset[Key]]]) -> tuple[float, float]:
    """The share of questions all of whose gold is chosen, and the precision of what is chosen."""
    complete = float(np.mean([gold <= chosen for chosen, gold in pairs]))
    precision = float(np.mean([len(gold & chosen) / max(1, len(chosen)) for chosen, gold in pairs]))
    return complete, precision


def fit_auc(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """How well `fit` tells the sentences that answer from near ones, and from themselves bereft."""
    right = [o.fit for o in outcomes if o.case.gold]
    near = [o.fit_elsewhere for o in outcomes if o.fit_elsewhere is not None and asks(o.case)]
    bereft = [o.fit_bereft for o in outcomes if o.fit_bereft is not None]
    return area(right, near), area(right, bereft)


def area(right: Sequence[float], wrong: Sequence[float]) -> float:
    """The probability that one of the right scores above one of the wrong."""
    if not right or not wrong:
        return float("nan")
    return float(roc_auc_score([1] * len(right) + [0] * len(wrong), [*right, *wrong]))


def asks(case: Case) -> bool:
    """Whether a figure is asked for, in words."""
    return case.question.wanted.is_figure or case.question.wanted is Wanted.DATE


def ablate(weighed: Sequence[Weighed], names: Sequence[str]) -> None:
    """All gold chosen and precision of each set without each group of signs."""
    print("\nwithout" + " " * 13 + "".join(f"{s:>16}" for s in ("tatqa", "squad2", "own")))
    for group, pattern in {"nothing": r"(?!)", **GROUPS}.items():
        left = [name for name in names if not re.match(pattern, name)]
        outcomes = cross_validated(weighed, left)
        cells = []
        for source in ("tatqa", "squad2", "own"):
            pairs = [
                (o.chosen, o.case.gold) for o in outcomes if o.case.source == source and o.case.gold
            ]
            cells.append("{:9.3f} {:6.3f}".format(*scores(pairs)))
        print(f"{group:20}" + "".join(cells))


def print_failures(outcomes: Sequence[Outcome]) -> None:
    """The questions whose gold isn't exactly what is chosen."""
    for outcome in outcomes:
        case = outcome.case
        if outcome.chosen == case.gold or not case.sentences:
            continue
        print(f"\n{case.question.text}  [{case.question.wanted}, {case.question.task}]")
        for place, (document, sentence) in enumerate(case.sentences):
            if any(key[0] == place for key in outcome.chosen | case.gold):
                print("   ", document.view.read(sentence.sentence.span))
        for figure in sorted(outcome.figures, key=lambda found: -found.probability)[:7]:
            key = figure.key
            mark = ("gold " if key in case.gold else "") + (
                "chosen" if key in outcome.chosen else ""
            )
            text = case.sentences[figure.sentence][0].document.quote(figure.quantity.span)
            strong = {name: round(sign, 2) for name, sign in figure.signs.items() if sign}
            print(f"      {figure.probability:.2f} {text!r} {mark} {strong}")


# -- plumbing -------------------------------------------------------------------------------------


def indexed(folder: Path, documents: Iterable[Document], encoder: Encoder) -> Store:
    """The index in a folder, made if it isn't there."""
    if folder.is_dir():
        return open_store(folder)
    folder.mkdir(parents=True)
    store = open_store(folder, create=True)
    with store.transaction():
        store.set_fingerprint(index_fingerprint(encoder, DEFAULT_MODEL))
        for document in documents:
            place = f"/{document.docid}"
            put_document(store, document, encoder, origin=place, root=place, content_hash="")
        store.bump_generation()
    return store


def write(model: LinearModel, path: Path) -> None:
    """Writes the weights, the strongest first."""
    ordered = dict(sorted(model.weights.items(), key=lambda item: -abs(item[1])))
    value = {
        "fitted_by": "bench/figure_choice.py",
        "bias": round(model.bias, 3),
        "weights": {
            name: rounded for name, weight in ordered.items() if (rounded := round(weight, 3))
        },
    }
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
