"""Fits the models that rank sentences and decide between an answer and a refusal.

    python bench/ranking.py SQUAD2 PATH QUESTIONS.jsonl
        [--free FREE.jsonl] [--reports FOLDER REPORTS.jsonl]
        [--every N] [--ablation] [--write] [--cache FILE]

SQUAD2 is a folder with `corpus.jsonl` and `queries.jsonl`, whose rows say `impossible`; the rows of
QUESTIONS are about PATH and say `answerable` and `evidence`. To these come questions made of the
figures of PATH, and unanswerable twins of both (`questions_made.py`, `twins.py`); and questions in
words of the askers' own: FREE about PATH, and REPORTS about a document of FOLDER each, which a row
names as `doc`; those whose `split` is "test" are left out. All measures are
cross-validated by document, and by question where there is only one document; a twin is always
judged together with its original. `--write` puts the weights into `briqa/answer/weights/`.

Five models: `candidates` orders all sentences found by their words, `sentences` the best of them
by a close look too, both from pairs of a right and a wrong sentence of one question, and `order`
those that contend for the first place, by their score and a cross-encoder's word; `confidence`
tells questions whose best sentence answers from those that have no answer, and `reading` weighs its
value, held out, against the word of the cross-encoder. What that was trained on (`cross_train.py`)
teaches and tests no confidence.
"""

import argparse
import json
import pickle
import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from questions_made import make_questions, stored_statements
from retrieval import indexed, read_jsonl, read_ranking_set
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score
from twins import make_twins
from variants import keywords

import briqa.answer
from briqa.answer.closeness import CloseReader, Nearest
from briqa.answer.confidence import (
    NEAR_MISS,
    READ,
    THRESHOLD,
    VALUE,
    confidence_features,
    is_doubtful,
    is_near_miss,
)
from briqa.answer.cross_reading import (
    CONTENDED,
    CONTENDERS,
    SCORE,
    pair_of,
    reading_signs,
    with_reading,
    words_of,
)
from briqa.answer.measured import NOTHING_AGAINST
from briqa.answer.models import LinearModel, load_model
from briqa.answer.rank import CLOSE, RankedSentence, SentenceRanker, documents_of
from briqa.answer.reading import READ_PASSAGES
from briqa.answer.strange import NOTHING_STRANGE, StrangeWords, Unborne
from briqa.assistant import build_index
from briqa.encoder import Encoder, open_encoder
from briqa.questions.analysis import analyse
from briqa.questions.lexicon import CorpusLexicon
from briqa.questions.question import Question
from briqa.retrieve import Searcher
from briqa.retrieve.phrases import PhraseVectors
from briqa.store import Store, open_store
from briqa.store.cache import DocumentCache

FOLDS = 5
# The cross-encoder was trained on the questions of these, so of them its word proves nothing.
CROSS_FOLDS = frozenset({0, 1, 2})
SEEN = "squad seen"
FREE_SEEN = "free seen"
ALL_SEEN = frozenset({SEEN, FREE_SEEN})
# A sentence is right when it shares so much of the shorter of itself and a gold span.
SHARED = 0.5
REGULARISATION = {
    "candidates": 1.0,
    "sentences": 0.3,
    "confidence": 0.1,
    "reading": 1.0,
    "order": 1.0,
}
# So many wrong sentences are set against each right one.
WRONG = 30
# So many sentences of a question are read closely, to have those that any first model picks.
LOOKED_AT = 25
# Strange words are looked for in so many, the best by the models of the package: the best sentence
# of any fold is hardly ever behind them.
STRANGE = 6
TWINS = ("twin place", "twin year", "twin measure")
SET_WEIGHTS = {
    "own": 1.0,
    "keywords": 0.3,
    "made": 0.5,
    "squad": 0.2,
    SEEN: 0.2,
    "free": 0.3,
    FREE_SEEN: 0.3,
    **dict.fromkeys(TWINS, 0.3),
}
# SQuAD's questions without an answer differ by a hair from those with one, in ways that no feature
# here sees; with its full weight they would only blunt the rest.
CONFIDENCE_WEIGHTS = {**SET_WEIGHTS, "own": 2.0, "keywords": 0.1, "squad": 0.02}
# Of these the cross-encoder sees the more.
READING_WEIGHTS = {**CONFIDENCE_WEIGHTS, "squad": 0.2}
# What is inherited speaks for a sentence too, but when two are compared, against the one without.
INHERITED = frozenset(
    "words_inherited words_outer words_before names_inherited names_before pointing_back".split()
)
# What a feature can only mean; the others may count either way.
FOR = frozenset(
    "sentence_cosine passage_cosine passage_words passage_pairs words_own pairs_own names_own "
    "year_own year_near year_before fit figure_measure form_present date_present score "
    "margin".split()
)
AGAINST = frozenset(
    "passage_gap words_missing words_missing_relative names_missing names_missing_relative "
    "names_outer year_missing year_other figure_absent date_absent form_absent lead_in rival_lost "
    "rival_before rival_outer rival_leads rival_weight name_lost unlike alien other_unit "
    "other_kind fit_missing name_unknown counted_alien counted_measured alien_unknown strange "
    "strange_name strange_unknown thing_alien capitals_missing counted_unborne counted_elsewhere "
    "unknown_all form_lacking measure_unborne measure_contrasted counted_renamed "
    "subject_displaced".split()
)
GROUPS = {
    "dense": frozenset({"sentence_cosine", "passage_cosine"}),
    "passage": frozenset({"passage_gap", "passage_words", "passage_pairs"}),
    "words": frozenset(
        "words_own words_inherited words_outer words_before words_missing "
        "words_missing_relative pairs_own".split()
    ),
    "names": frozenset(
        "names_own names_inherited names_outer names_before names_missing "
        "names_missing_relative".split()
    ),
    "rival": frozenset(
        "rival_lost rival_before rival_outer rival_leads rival_weight name_lost "
        "name_unknown capitals_missing subject_displaced".split()
    ),
    "alike": frozenset({"unlike", "alien", "alien_unknown", "counted_alien", "unknown_all"}),
    "counted": frozenset({"counted_unborne", "counted_measured", "counted_elsewhere"}),
    "measured": frozenset(NOTHING_AGAINST),
    "strange": frozenset(NOTHING_STRANGE),
    "years": frozenset({"year_own", "year_near", "year_before", "year_missing", "year_other"}),
    "figures": frozenset(
        {
            "fit",
            "fit_unasked",
            "fit_keywords",
            "fit_missing",
            "figure_measure",
            "figure_clause",
            "figures",
            "figure_absent",
            "other_unit",
            "other_kind",
        }
    ),
    "form": frozenset(
        {"form_present", "form_absent", "date_present", "date_absent", "form_lacking"}
    ),
    "position": frozenset(
        {"pointing", "pointing_back", "lead_in", "short", "length", "first_in_passage"}
    ),
    "standing out": frozenset({"score", "margin"}),
}
THRESHOLDS = (0.17, 0.2, 0.3, 0.35, 0.4, 0.5, 0.6)
Features = Mapping[str, float]
Weights = npt.NDArray[np.float64]
GoldSpan = tuple[str | None, int, int]


@dataclass(slots=True)
class Asked:
    """A question with what was found for it.

    Attributes:
        kind: the set that it is from; a twin's says what was swapped.
        fold: the fold that it is tested in.
        answerable: whether the documents answer it.
        gold: docid (None for any), start and end of each gold span.
        text: the question.
        question: the question as read.
        found: features and rightness of the sentences of its passages, those read closely first.
        close: the features of a close look at the first of them.
        strange: what strange words and the cross-encoder say of those of them that may be the
            best, by place.
    """

    kind: str
    fold: int
    answerable: bool
    gold: Sequence[GoldSpan]
    text: str
    question: Question | None = None
    found: list[tuple[Features, bool]] = field(default_factory=list)
    close: list[Features] = field(default_factory=list)
    strange: dict[int, Features] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Corpus:
    """An open index with all that reading a question needs."""

    store: Store
    searcher: Searcher
    lexicon: CorpusLexicon
    phrases: PhraseVectors


def main() -> None:
    """Collects, cross-validates, shows the ablations, and writes the weights if told to."""
    parser = argparse.ArgumentParser(description="Fits the ranking of sentences and refusals.")
    parser.add_argument("squad2", type=Path)
    parser.add_argument("path", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--free", type=Path)
    parser.add_argument("--reports", type=Path, nargs=2, metavar=("FOLDER", "QUESTIONS"))
    parser.add_argument("--every", type=int, default=1, help="take each Nth question of SQuAD")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--cache", type=Path, help="keeps what was collected between runs")
    arguments = parser.parse_args()
    if arguments.cache and arguments.cache.exists():
        asked = pickle.loads(arguments.cache.read_bytes())
    else:
        encoder = open_encoder()
        asked = [
            *from_document(arguments.path, arguments.questions, arguments.free, encoder),
            *from_reports(arguments.reports, encoder),
            *from_squad(arguments.squad2, encoder, every=arguments.every),
        ]
        if arguments.cache:
            arguments.cache.write_bytes(pickle.dumps(asked))
    report(asked, ablation=arguments.ablation)
    if arguments.write:
        write(asked)


# -- collecting ----------------------------------------------------------------------------------


def from_document(path: Path, questions: Path, free: Path | None, encoder: Encoder) -> list[Asked]:
    """The questions about a path, those made of its figures, and the twins of both."""
    rows = read_jsonl(questions)
    in_own_words = [{**row, "kind": "free"} for row in (read_jsonl(free) if free else [])]
    with tempfile.TemporaryDirectory() as folder:
        build_index(Path(folder), [path])
        corpus = opened(open_store(Path(folder)), encoder)
        statements = stored_statements(corpus.store)
        made = make_questions(statements, seed=0)
        twins = make_twins([*rows, *made], statements, seed=0)
        folds = {row["id"]: at % FOLDS for at, row in enumerate([*rows, *made, *in_own_words])}
        worded = [keywords_of(row) for row in [*rows, *made] if row["answerable"]]
        asked = [
            Asked(
                kind_of(row),
                folds[row.get("twin_of", row["id"])],
                row["answerable"],
                [(None, start, end) for start, end in row["evidence"]],
                row["question"],
            )
            for row in [*rows, *made, *twins, *worded, *in_own_words]
        ]
        collect(asked, corpus)
        corpus.store.close()
    return asked


def keywords_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same question in keywords, judged together with it."""
    text = keywords(row["question"], random.Random(0))
    return {**row, "id": f"{row['id']}-keywords", "question": text, "twin_of": row["id"]}


def kind_of(row: Mapping[str, Any]) -> str:
    """Where a row is from."""
    if row.get("kind") == "free":
        return "free"
    if row["id"].endswith("-keywords"):
        return "keywords"
    if "twin_of" in row:
        return f"twin {row['kind']}"
    return "made" if row["id"].startswith("made-") else "own"


def from_reports(paths: Sequence[Path] | None, encoder: Encoder) -> list[Asked]:
    """The questions about documents of a folder, each asked of its own alone; folds are those.

    Args:
        paths: the folder and the questions, if there are any.
        encoder: the encoder.
    """
    if not paths:
        return []
    folder, questions = paths
    rows = [row for row in read_jsonl(questions) if row["split"] != "test"]
    found = []
    for at, name in enumerate(dict.fromkeys(row["doc"] for row in rows)):
        asked = [
            Asked(
                "free" if row["split"] == "held" else FREE_SEEN,
                at % FOLDS,
                row["answerable"],
                [(None, start, end) for start, end in row["evidence"]],
                row["question"],
            )
            for row in rows
            if row["doc"] == name
        ]
        with tempfile.TemporaryDirectory() as index:
            build_index(Path(index), [folder / name])
            corpus = opened(open_store(Path(index)), encoder)
            collect(asked, corpus)
            corpus.store.close()
        found += asked
    return found


def from_squad(folder: Path, encoder: Encoder, *, every: int) -> list[Asked]:
    """The questions of SQuAD, those without an answer among them."""
    data = read_ranking_set(folder)
    titles = {row["_id"]: row.get("title", "") for row in read_jsonl(folder / "corpus.jsonl")}
    folds = {title: at % FOLDS for at, title in enumerate(dict.fromkeys(titles.values()))}
    asked = [
        Asked(
            SEEN if folds[titles[row["source_doc"]]] in CROSS_FOLDS else "squad",
            folds[titles[row["source_doc"]]],
            not row["impossible"],
            [(gold["doc"], gold["start"], gold["end"]) for gold in row.get("answers", [])],
            row["text"],
        )
        for row in read_jsonl(folder / "queries.jsonl")[::every]
    ]
    with indexed(data.documents.values(), encoder) as store:
        collect(asked, opened(store, encoder))
    return asked


def opened(store: Store, encoder: Encoder) -> Corpus:
    """All that reading a question over a store needs."""
    searcher = Searcher(store, encoder)
    return Corpus(store, searcher, CorpusLexicon(store, searcher), PhraseVectors(encoder))


def collect(asked: Sequence[Asked], corpus: Corpus) -> None:
    """Fills in the features of each question's sentences; every one of them is read closely."""
    reader = CloseReader(corpus.lexicon, corpus.phrases)
    strange = StrangeWords(corpus.lexicon, corpus.phrases)
    model = load_model("sentences")
    ranker = SentenceRanker(corpus.searcher, reader)
    documents = DocumentCache(corpus.store)
    flat = LinearModel(0.0, {"sentence_cosine": 1.0, "words_own": 0.6, "names_own": 0.6})
    questions = [analyse(each.text, corpus.lexicon, corpus.phrases.nearness) for each in asked]
    found = corpus.searcher.search(
        [question.search_text for question in questions], limit=READ_PASSAGES
    )
    for each, question, hits in zip(asked, questions, found, strict=True):
        topic = ranker.topic(question)
        read = {hit.docid: documents.get(hit.docid) for hit in hits}
        each.question = question
        near = ranker.by_words(question, topic, hits, read, flat)
        for candidate, features in near:
            span = candidate.sentence.sentence.span
            right = is_right(candidate.document.document.docid, span.start, span.end, each.gold)
            each.found.append((features, right))
        documents_found = documents_of([candidate for candidate, _ in near[:CLOSE]])
        looked_at = [candidate for candidate, _ in near[:LOOKED_AT]]
        (looks,) = reader.read_all([Nearest(question, topic, looked_at, documents_found)])
        each.close = [look.features for look in looks]
        values = [
            model.value({**features, **look.features})
            for (_, features), look in zip(near, looks, strict=False)
        ]
        for at in sorted(range(len(looks)), key=lambda at: -values[at])[:STRANGE]:
            candidate, _ = near[at]
            (vector,) = corpus.searcher.sentence_vectors([candidate.sentence.sentence_id])
            unborne = Unborne(question, looks[at].missing, candidate.reading, vector)
            (strangeness,) = strange.features_all([unborne])
            unread = RankedSentence(candidate, {}, values[at], looks[at])
            words = words_of(unread)
            said = corpus.searcher.read_pairs([pair_of(question, unread, words)])
            assert said is not None
            read_now = with_reading(unread, words, said[0])
            each.strange[at] = {**strangeness, **reading_signs(read_now)}


def is_right(docid: str, start: int, end: int, gold: Sequence[GoldSpan]) -> bool:
    """Whether a sentence shares enough with a gold span."""
    return any(
        name in (None, docid)
        and min(end, behind) - max(start, first) >= SHARED * min(end - start, behind - first)
        for name, first, behind in gold
    )


# -- fitting -------------------------------------------------------------------------------------


class Ranking(NamedTuple):
    """The three models that put sentences in order."""

    candidates: LinearModel
    sentences: LinearModel
    order: LinearModel


class Models(NamedTuple):
    """All five models."""

    ranking: Ranking
    confidence: LinearModel
    reading: LinearModel

    def judge(self, each: Asked) -> tuple[bool, float]:
        """Whether the best sentence is right, and the confidence."""
        signs, right = judge(each, self.ranking)
        unlooked = self._sure({**signs, **NOTHING_STRANGE})
        # As in `briqa.answer.reading`, where they are looked for only if they may decide.
        is_looked_for = is_doubtful(unlooked) or (
            unlooked >= THRESHOLD and signs["strange_unknown"] > 0
        )
        return right, self._sure(signs) if is_looked_for else unlooked

    def _sure(self, signs: Features) -> float:
        value = self.confidence.value(signs)
        sure = self.reading.probability({VALUE: value, **read_signs(signs)})
        return min(sure, NEAR_MISS) if is_near_miss(signs) else sure


def fit(asked: Sequence[Asked], without: frozenset[str] = frozenset()) -> Models:
    """All models, each fitted on what those before it make of the questions.

    What weighs the cross-encoder against other models is fitted on what these make of questions
    that they haven't seen, since it hasn't seen them either.

    Args:
        asked: the questions to learn from.
        without: features that are left out.
    """
    parts = [
        ([e for e in asked if e.fold != fold], [e for e in asked if e.fold == fold])
        for fold in sorted({each.fold for each in asked})
    ]
    held_out = [fit_sentences(seen, without) for seen, _ in parts]
    order = fit_order(
        [
            (each, contended(each, *models))
            for models, (_, unseen) in zip(held_out, parts, strict=True)
            for each in unseen
            if each.answerable and each.close and each.kind not in ALL_SEEN
        ]
    )
    rows: list[tuple[Asked, Features]] = []
    for models, (seen, unseen) in zip(held_out, parts, strict=True):
        ranking = Ranking(*models, order)
        confidence = fit_confidence(decisive(seen, ranking), without | frozenset(READ))
        for each, signs in decisive(unseen, ranking):
            if not is_near_miss(signs):
                rows.append((each, {VALUE: confidence.value(signs), **read_signs(signs)}))
    ranking = Ranking(*fit_sentences(asked, without), order)
    confidence = fit_confidence(decisive(asked, ranking), without | frozenset(READ))
    return Models(ranking, confidence, fit_reading(rows))


def fit_sentences(
    asked: Sequence[Asked], without: frozenset[str]
) -> tuple[LinearModel, LinearModel]:
    """The models of candidates and of sentences."""
    answerable = [each for each in asked if each.answerable]
    candidates = fit_ranking("candidates", [(each, each.found) for each in answerable], without)
    near = [(each, nearest(each, candidates)) for each in answerable]
    return candidates, fit_ranking("sentences", near, without)


def decisive(asked: Sequence[Asked], ranking: Ranking) -> list[tuple[Asked, Features]]:
    """The questions that a confidence can learn from, with what speaks for their best sentence.

    A wrong sentence for a question that has an answer says nothing of either class, and neither
    does a comparison, whose sides are judged one by one.
    """
    judged = [(each, *judge(each, ranking)) for each in asked if each.close]
    return [
        (each, signs)
        for each, signs, right in judged
        if (right or not each.answerable)
        and not (each.question and each.question.parts)
        and each.kind not in ALL_SEEN
    ]


class Contender(NamedTuple):
    """A sentence that contends for the first place: its place among the nearest, and its signs."""

    place: int
    signs: Features
    right: bool


def contended(each: Asked, candidates: LinearModel, sentences: LinearModel) -> list[Contender]:
    """The sentences that contend for the first place, best first by their score."""
    near = nearest(each, candidates)
    order = closest(each, candidates)
    values = [sentences.value(features) for features, _ in near]
    first = sorted(range(len(near)), key=lambda at: -values[at])[:CONTENDERS]
    if order[first[0]] not in each.strange:
        return []  # the first by other models than those of the package, which alone were read
    return [
        Contender(at, {SCORE: values[at], **read_signs(each.strange[order[at]])}, near[at][1])
        for at in first
        if values[first[0]] - values[at] <= CONTENDED and order[at] in each.strange
    ]


def read_signs(strange: Features) -> Features:
    """What the cross-encoder says, of what is said of a sentence that may be the best."""
    return {name: strange[name] for name in READ}


def fit_order(questions: Sequence[tuple[Asked, Sequence[Contender]]]) -> LinearModel:
    """What the score counts, and the cross-encoder's word, between sentences that contend."""
    names = (SCORE, *READ)
    differences: list[list[float]] = []
    weights: list[float] = []
    for each, contenders in questions:
        for one in contenders:
            for other in contenders:
                if one.right and not other.right:
                    differences.append([one.signs[name] - other.signs[name] for name in names])
                    weights.append(SET_WEIGHTS[each.kind])
    x = np.array(differences)
    scale = x.std(axis=0)
    sign = np.where(np.arange(len(x)) % 2, 1, -1)
    found, _ = logistic(
        x / scale * sign[:, None],
        sign > 0,
        np.array(weights),
        names,
        positive=frozenset(names),
        C=REGULARISATION["order"],
    )
    return LinearModel(0.0, rounded(names, found / scale))


def fit_reading(rows: Sequence[tuple[Asked, Features]]) -> LinearModel:
    """What the value of the features counts, and what the cross-encoder says does."""
    names = (VALUE, *READ)
    x = np.array([[signs[name] for name in names] for _, signs in rows])
    y = np.array([each.answerable for each, _ in rows])
    scale = x.std(axis=0)
    found, bias = logistic(
        x / scale,
        y,
        balanced([each for each, _ in rows], READING_WEIGHTS),
        names,
        positive=frozenset(names),
        C=REGULARISATION["reading"],
        has_bias=True,
    )
    return LinearModel(round(bias, 4), rounded(names, found / scale))


def nearest(each: Asked, candidates: LinearModel) -> list[tuple[Features, bool]]:
    """The sentences that the first model lets through, with all their features."""
    return [
        ({**each.found[at][0], **each.close[at]}, each.found[at][1])
        for at in closest(each, candidates)
    ]


def closest(each: Asked, candidates: LinearModel) -> list[int]:
    """The places of the sentences that the first model lets through."""
    order = sorted(range(len(each.close)), key=lambda at: -candidates.value(each.found[at][0]))
    return order[:CLOSE]


def judge(each: Asked, ranking: Ranking) -> tuple[Features, bool]:
    """What the refusal is decided by, and whether the best sentence is right."""
    near = nearest(each, ranking.candidates)
    values = [ranking.sentences.value(features) for features, _ in near]
    contenders = contended(each, ranking.candidates, ranking.sentences)
    if contenders:
        best = max(contenders, key=lambda contender: ranking.order.value(contender.signs))
        first = best.place
    else:
        first = int(np.argmax(values))
    others = [value for at, value in enumerate(values) if at != first]
    features, right = near[first]
    assert each.question is not None
    unread = {**NOTHING_STRANGE, **dict.fromkeys(READ, 0.0)}
    further = each.strange.get(closest(each, ranking.candidates)[first], unread)
    signs = confidence_features(
        each.question,
        features,
        further,
        score=values[first],
        margin=values[first] - max(others, default=values[first]),
    )
    return signs, right


def fit_ranking(
    name: str,
    questions: Sequence[tuple[Asked, Sequence[tuple[Features, bool]]]],
    without: frozenset[str],
) -> LinearModel:
    """Weights that put right sentences before wrong ones of the same question."""
    names = sorted(
        {key for _, found in questions for features, _ in found for key in features} - without
    )
    rng = np.random.default_rng(0)
    differences: list[Weights] = []
    weights: list[float] = []
    for each, found in questions:
        rows = np.array([[features[key] for key in names] for features, _ in found]).reshape(
            len(found), len(names)
        )
        right = np.array([flag for _, flag in found], dtype=bool)
        if right.all() or not right.any():
            continue
        wrong = rows[~right]
        for row in rows[right]:
            against = wrong[rng.permutation(len(wrong))[:WRONG]]
            differences.append(row - against)
            weights.extend([SET_WEIGHTS[each.kind] / len(against) / right.sum()] * len(against))
    x = np.concatenate(differences)
    scale = x.std(axis=0) + 1e-9
    sign = np.where(rng.random(len(x)) < 0.5, 1, -1)
    fitted, _ = logistic(
        x / scale * sign[:, None],
        sign > 0,
        np.array(weights),
        names,
        positive=FOR,
        C=REGULARISATION[name],
    )
    return LinearModel(0.0, rounded(names, fitted / scale))


def fit_confidence(rows: Sequence[tuple[Asked, Features]], without: frozenset[str]) -> LinearModel:
    """Weights that tell questions with an answer from those without; both count the same."""
    names = sorted({key for _, signs in rows for key in signs} - without)
    x = np.array([[signs[key] for key in names] for _, signs in rows])
    y = np.array([each.answerable for each, _ in rows])
    weights = balanced([each for each, _ in rows], CONFIDENCE_WEIGHTS)
    scale = x.std(axis=0) + 1e-9
    found, bias = logistic(
        x / scale,
        y,
        weights,
        names,
        positive=FOR | INHERITED,
        C=REGULARISATION["confidence"],
        has_bias=True,
    )
    return LinearModel(round(bias, 4), rounded(names, found / scale))


def balanced(asked: Sequence[Asked], set_weights: Mapping[str, float]) -> Weights:
    """What each question counts: by its set, and those with an answer as much as those without."""
    y = np.array([each.answerable for each in asked])
    weights = np.array([set_weights[each.kind] for each in asked])
    for label in (False, True):
        weights[y == label] *= 1000 / weights[y == label].sum()
    return weights


def logistic(
    x: Weights,
    y: npt.NDArray[np.bool_],
    weights: Weights,
    names: Sequence[str],
    *,
    positive: frozenset[str],
    C: float,  # noqa: N803 - as scikit-learn names it
    has_bias: bool = False,
) -> tuple[Weights, float]:
    """Logistic regression whose weights may only have the sign that their feature's meaning has.

    Without the bounds a rare combination in the few hundred questions gives a feature the wrong
    sign, and a name in the heading speaks against a sentence.
    """
    sign = np.where(y, 1.0, -1.0)

    def loss(values: Weights) -> tuple[float, Weights]:
        own, bias = values[:-1], values[-1]
        margin = sign * (x @ own + bias)
        slope = -sign * weights / (1 + np.exp(np.clip(margin, -30, 30)))
        gradient = np.append(C * (x.T @ slope) + own, C * slope.sum())
        value = C * float(weights @ np.logaddexp(0, -margin)) + float(own @ own) / 2
        return value, gradient

    bounds = [
        (0.0 if name in positive else None, 0.0 if name in AGAINST else None) for name in names
    ]
    bounds.append((None, None) if has_bias else (0.0, 0.0))
    result = minimize(
        loss,
        np.zeros(len(names) + 1),
        jac=True,
        bounds=bounds,
        method="L-BFGS-B",
        options={"maxiter": 2000},
    )
    return result.x[:-1], float(result.x[-1])


def rounded(names: Sequence[str], values: Weights) -> dict[str, float]:
    """Weights short enough to read."""
    return {name: float(round(value, 4)) for name, value in zip(names, values, strict=True)}


def write(asked: Sequence[Asked]) -> None:
    """Puts the weights, fitted on all questions, into the package."""
    folder = Path(briqa.answer.__path__[0]) / "weights"
    folder.mkdir(exist_ok=True)
    models = fit(asked)
    found = {**models.ranking._asdict(), "confidence": models.confidence, "reading": models.reading}
    for name, model in found.items():
        values = {"bias": model.bias, "weights": dict(model.weights)}
        (folder / f"{name}.json").write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


# -- judging -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What held-out models made of a question."""

    kind: str
    answerable: bool
    first_by_words: bool
    first: bool
    confidence: float


def cross_validated(asked: Sequence[Asked], without: frozenset[str] = frozenset()) -> list[Outcome]:
    """Every question judged by models that haven't seen its fold."""
    outcomes = []
    for fold in range(FOLDS):
        models = fit([each for each in asked if each.fold != fold], without)
        for each in asked:
            if each.fold == fold and each.close:
                right, confidence = models.judge(each)
                outcomes.append(
                    Outcome(
                        each.kind,
                        each.answerable,
                        nearest(each, models.ranking.candidates)[0][1],
                        right,
                        confidence,
                    )
                )
    return outcomes


def report(asked: Sequence[Asked], *, ablation: bool) -> None:
    """Prints the cross-validated measures, and what each group of features is worth."""
    outcomes = cross_validated(asked)
    print("right sentence first, by words alone and after the close look:")
    for kind in ("own", "keywords", "made", "squad", "free"):
        members = [each for each in outcomes if each.kind == kind and each.answerable]
        print(
            f"  {kind:8}{len(members):6}"
            f"{np.mean([each.first_by_words for each in members]):8.3f}"
            f"{np.mean([each.first for each in members]):8.3f}"
        )
    print("share refused below a threshold" + "".join(f"{at:8.2f}" for at in THRESHOLDS))
    kinds = dict.fromkeys((each.kind, each.answerable) for each in outcomes)
    for kind, answerable in kinds:
        if kind in ALL_SEEN:
            continue
        sure = np.array(
            [o.confidence for o in outcomes if (o.kind, o.answerable) == (kind, answerable)]
        )
        label = f"{kind} {'with' if answerable else 'without'} ({len(sure)})"
        print(f"  {label:29}" + "".join(f"{(sure < at).mean():8.3f}" for at in THRESHOLDS))
    print("AUROC  " + "  ".join(f"{name} {value:.3f}" for name, value in areas(outcomes).items()))
    if ablation:
        print_ablation(asked)


def areas(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """How well confidence tells questions with an answer from those without, by set."""
    sets = {
        "own": ("own",),
        "twins": ("own", "made", *TWINS),
        "squad": ("squad",),
        "free": ("free",),
    }
    found = {}
    for name, kinds in sets.items():
        members = [each for each in outcomes if each.kind in kinds]
        if not members:
            continue
        found[name] = float(
            roc_auc_score([o.answerable for o in members], [o.confidence for o in members])
        )
    return found


def print_ablation(asked: Sequence[Asked]) -> None:
    """The measures with each group of features left out in turn."""
    print(
        f"\n{'left out':12}{'own first':>11}{'squad first':>13}"
        + "".join(f"{'AUROC ' + name:>14}" for name in ("own", "twins", "squad"))
    )
    for name, without in {"nothing": frozenset[str](), **GROUPS}.items():
        outcomes = cross_validated(asked, without)
        first = [
            np.mean([o.first for o in outcomes if o.kind == kind and o.answerable])
            for kind in ("own", "squad")
        ]
        row = "".join(f"{value:14.3f}" for value in areas(outcomes).values())
        print(f"{name:12}{first[0]:11.3f}{first[1]:13.3f}{row}", flush=True)


if __name__ == "__main__":
    main()
