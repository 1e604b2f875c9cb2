"""The figure asked for: which of the figures of the sentences that answer, and whether any.

A logistic model over the signs of `figure_features`. Its weights, in `weights/figures.json`, were
fitted by `bench/figure_choice.py` on public questions and on the question set over the shipped
corpus.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from briqa.answer.figure_features import SentenceText, Similarity, features
from briqa.answer.figure_question import Asked, Stems, read_asked
from briqa.quantities import Quantity
from briqa.questions import Question, Task
from briqa.store import StoredDocument, StoredSentence

# The constants of the choice were set by the cross-validation of bench/figure_choice.py.
LEAST = 0.12  # below it nothing is chosen
COMPANION = 0.25  # a further side or time has at least this share of the best one's probability


@dataclass(frozen=True, slots=True)
class FigureModel:
    """A logistic model.

    Attributes:
        bias: the logit of a figure without any sign.
        weights: sign → weight.
    """

    bias: float
    weights: Mapping[str, float]

    def probability(self, signs: Mapping[str, float]) -> float:
        """The probability, from 0 to 1, that a figure with these signs is asked for."""
        logit = self.bias + sum(self.weights.get(name, 0.0) * sign for name, sign in signs.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@lru_cache(maxsize=1)
def shipped_model() -> FigureModel:
    """The model that comes with the package."""
    text = resources.files("briqa.answer").joinpath("weights/figures.json").read_text("utf-8")
    values = json.loads(text)
    return FigureModel(values["bias"], values["weights"])


@dataclass(frozen=True, slots=True)
class ScoredFigure:
    """A figure weighed for one thing that is asked for.

    Attributes:
        quantity: the figure.
        sentence: the place of its sentence among those given.
        asked: the place of what it was weighed for among the things asked for.
        probability: from 0 to 1, that it is asked for.
        signs: what speaks for and against it, by name.
    """

    quantity: Quantity
    sentence: int
    asked: int
    probability: float
    signs: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """The figures that answer.

    Attributes:
        figures: in text order; empty if none fits.
        fit: the probability of the best figure for the thing asked for that is served worst; 0
            without any figure. Low where the sentences lack the kind of figure asked for.
    """

    figures: tuple[ScoredFigure, ...]
    fit: float


@dataclass(frozen=True, slots=True)
class FigureChooser:
    """Chooses figures.

    Attributes:
        stems: the stemmer, as in the lexical index.
        similarity: likeness of phrases in meaning.
        model: the model.
    """

    stems: Stems
    similarity: Similarity
    model: FigureModel = field(default_factory=shipped_model)
    _known: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def score(
        self,
        question: Question,
        weights: Mapping[str, float],
        sentences: Sequence[tuple[StoredDocument, StoredSentence]],
    ) -> list[ScoredFigure]:
        """Weighs every figure of some sentences for everything that a question asks for.

        Args:
            question: the question.
            weights: stem → weight of its content words, adding up to 1.
            sentences: the sentences, each with its document.
        """
        texts = [sentence_text(document, sentence) for document, sentence in sentences]
        return [
            ScoredFigure(quantity, place, number, self.model.probability(signs), signs)
            for number, asked in enumerate(read_asked(question, weights, self.stems))
            for place, text in enumerate(texts)
            for quantity, signs in zip(text.quantities, self._signs(asked, text), strict=True)
        ]

    def choose(
        self,
        question: Question,
        weights: Mapping[str, float],
        sentences: Sequence[tuple[StoredDocument, StoredSentence]],
    ) -> Choice:
        """The figures that answer, of those in the sentences.

        Args:
            question: the question.
            weights: stem → weight of its content words, adding up to 1.
            sentences: the sentences, each with its document.
        """
        return choose_figures(question, self.score(question, weights, sentences))

    def _signs(self, asked: Asked, text: SentenceText) -> list[dict[str, float]]:
        return features(asked, text, self._word_stem, self.similarity)

    def _word_stem(self, word: str) -> str:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = "".join(self.stems(word)[:1])
        return found


def sentence_text(document: StoredDocument, sentence: StoredSentence) -> SentenceText:
    """A sentence as it reads, with the places of its figures; those that the view lacks are out."""
    span = sentence.sentence.span
    view = document.view.to_view(span)
    if view is None:
        return SentenceText("", (), ())
    placed = [
        (quantity, (place.start - view.start, place.end - view.start))
        for quantity in document.quantities_in(span)
        if (place := document.view.to_view(quantity.span)) is not None
    ]
    return SentenceText(
        document.view.text[view.start : view.end],
        tuple(quantity for quantity, _ in placed),
        tuple(place for _, place in placed),
    )


def choose_figures(question: Question, scored: Sequence[ScoredFigure]) -> Choice:
    """The best figure for each thing asked for, and its companions where several are.

    A question about a development gets both ends, a comparison a figure for each side.

    Args:
        question: the question.
        scored: the figures of the sentences, weighed for everything that it asks for.
    """
    things: dict[int, list[ScoredFigure]] = {}
    for figure in scored:
        things.setdefault(figure.asked, []).append(figure)
    chosen: list[ScoredFigure] = []
    fits: list[float] = []
    for figures in things.values():
        taken = {_key(figure) for figure in chosen}
        # The same figure never answers two questions in one.
        free = [figure for figure in figures if _key(figure) not in taken]
        if not free:
            continue
        best = max(free, key=lambda figure: figure.probability)
        fits.append(best.probability)
        if best.probability >= LEAST:
            chosen.append(best)
            chosen.extend(_companions(question, best, free))
    chosen.sort(key=lambda figure: (figure.sentence, figure.quantity.span))
    return Choice(tuple(chosen), min(fits, default=0.0))


def _key(figure: ScoredFigure) -> tuple[int, int]:
    return figure.sentence, figure.quantity.span.start


def _companions(
    question: Question, best: ScoredFigure, figures: Sequence[ScoredFigure]
) -> list[ScoredFigure]:
    """The other ends, years and sides that belong to the best figure of a question for several."""
    if question.task is Task.FIND and len(question.years) < 2:
        return []
    return [
        figure
        for figure in figures
        if figure is not best
        and (figure.quantity.kind, figure.quantity.unit) == (best.quantity.kind, best.quantity.unit)
        and figure.probability
        >= (COMPANION * best.probability if not _same_series(figure, best) else 0.0)
    ]


def _same_series(figure: ScoredFigure, other: ScoredFigure) -> bool:
    return (
        figure.sentence == other.sentence
        and figure.quantity.series is not None
        and figure.quantity.series == other.quantity.series
    )
