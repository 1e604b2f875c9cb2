"""The phrase of a sentence that answers a who, where, which or when question, if one surely does.

A conditional logistic model over the sentence's phrases and "none of them": each gets the sum of
its signs' weights, and shares of probability by the exponential of it. Phrases overlap, so the one
shown is the one that most probably overlaps the right one, and its probability is the share of all
that overlap it by half. A wrong short answer is worse than none: below the threshold the sentence
stands alone. Weights and threshold: `bench/short_answers.py`.
"""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from briqa.answer.phrase_signs import Likeness, Signs, Stems, of_kind, plain_signs, read_asked
from briqa.answer.phrases import Phrase, phrases_among, sentence_tokens
from briqa.answer.places import Places
from briqa.quantities import Quantity
from briqa.questions import Question, Wanted
from briqa.spans import Span, TextView
from briqa.values import dataclass

WEIGHTS_FILE: Final = "short_answers.json"
PLACES_FILE: Final = "placed_phrases.json"
ANSWERED: Final = frozenset({Wanted.PERSON, Wanted.PLACE, Wanted.NAME, Wanted.DATE})
# Of the likeliest phrases only so many are compared with each other.
_COMPARED: Final = 20
_OVERLAP: Final = 0.5
_LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """A short answer.

    Attributes:
        span: the phrase, in the canonical text.
        text: its reading.
        probability: how surely it overlaps the right phrase.
    """

    span: Span
    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class ShortAnswerModel:
    """What each sign is worth, and from which probability on a phrase is shown."""

    weights: Mapping[str, float]
    threshold: float
    _kinds: dict[str, Mapping[str, float]] = field(default_factory=dict, repr=False, compare=False)

    def _of_kind(self, beginning: str) -> Mapping[str, float]:
        """The weights of the signs whose names begin so, by the rest of their names."""
        found = self._kinds.get(beginning)
        if found is None:
            found = self._kinds[beginning] = {
                name.removeprefix(beginning): weight
                for name, weight in self.weights.items()
                if name.startswith(beginning)
            }
        return found

    def probabilities(
        self, signs: Sequence[Signs], wanted: Wanted | None = None
    ) -> npt.NDArray[np.float64]:
        """The probability of each phrase, and last that of none.

        Args:
            signs: as `read_signs` gives them, or `plain_signs`.
            wanted: the kind of question, with the latter.
        """
        weights = self.weights
        own = self._of_kind(of_kind(wanted)) if wanted else {}
        scores = np.array(
            [
                sum(
                    [weights[name] * strength for name, strength in each.items() if name in weights]
                    + [own[name] * strength for name, strength in each.items() if name in own]
                )
                for each in signs
            ],
            dtype=np.float64,
        )
        shares = np.exp(scores - scores.max())
        found: npt.NDArray[np.float64] = shares / shares.sum()
        return found


@dataclass(frozen=True, slots=True)
class PlaceWeights:
    """What it is worth where a cross-encoder sees the answer.

    Attributes:
        place: what a nat of its sureness counts, in nats of a phrase's own share.
        nowhere: the sureness that "none" is given, in nats.
        threshold: from which probability on a phrase is shown.
    """

    place: float
    nowhere: float
    threshold: float

    def applied(
        self, shares: npt.NDArray[np.float64], seen: Sequence[float]
    ) -> npt.NDArray[np.float64]:
        """Probabilities with places, from those without: one for each phrase, last that of none.

        Args:
            shares: as `ShortAnswerModel.probabilities` gives them.
            seen: how surely it sees the answer in each phrase, in nats.
        """
        places = np.array([*seen, self.nowhere])
        scores = np.log(np.maximum(shares, _LEAST)) + self.place * places
        shifted = np.exp(scores - scores.max())
        found: npt.NDArray[np.float64] = shifted / shifted.sum()
        return found


@cache
def load_place_weights() -> PlaceWeights:
    """Those that come with briqa."""
    file = Path(__file__).with_name("weights") / PLACES_FILE
    return PlaceWeights(**json.loads(file.read_text(encoding="utf-8")))


@cache
def load_model() -> ShortAnswerModel:
    """The model that comes with briqa."""
    file = Path(__file__).with_name("weights") / WEIGHTS_FILE
    stored = json.loads(file.read_text(encoding="utf-8"))
    return ShortAnswerModel(stored["weights"], stored["threshold"])


def short_answer(
    question: Question,
    view: TextView,
    sentence: Span,
    quantities: Sequence[Quantity],
    stems: Stems,
    likeness: Likeness,
    model: ShortAnswerModel,
    places: Places | None = None,
) -> ShortAnswer | None:
    """The phrase that answers; None for other kinds of question, or where none is sure enough.

    Args:
        question: the typed question.
        view: the document's view.
        sentence: the sentence that answers, canonical.
        quantities: its figures.
        stems: the stemmer.
        likeness: how near phrases are in meaning.
        model: the weights and the threshold.
        places: where a cross-encoder sees the answer in the sentence, if one has read it.
    """
    if question.wanted not in ANSWERED:
        return None
    best = best_phrase(question, view, sentence, quantities, stems, likeness, model, places)
    threshold = model.threshold if places is None else load_place_weights().threshold
    return best if best is not None and best.probability >= threshold else None


def best_phrase(
    question: Question,
    view: TextView,
    sentence: Span,
    quantities: Sequence[Quantity],
    stems: Stems,
    likeness: Likeness,
    model: ShortAnswerModel,
    places: Places | None = None,
) -> ShortAnswer | None:
    """The likeliest phrase, however unsure; None for a sentence without phrases.

    Args:
        question: the typed question.
        view: the document's view.
        sentence: the sentence that answers, canonical.
        quantities: its figures.
        stems: the stemmer.
        likeness: how near phrases are in meaning.
        model: the weights.
        places: as `short_answer` has it.
    """
    tokens = sentence_tokens(view, sentence)
    phrases = phrases_among(view, tokens, quantities)
    if not phrases:
        return None
    signs = plain_signs(read_asked(question, stems), tokens, phrases, stems, likeness)
    shares = model.probabilities(signs, question.wanted)
    if places is not None:
        seen = [places.exactly(phrase.first, phrase.behind) for phrase in phrases]
        shares = load_place_weights().applied(shares, seen)
    at, probability = choose(phrases, shares)
    return ShortAnswer(phrases[at].span, phrases[at].text, probability)


def choose(phrases: Sequence[Phrase], probabilities: npt.NDArray[np.float64]) -> tuple[int, float]:
    """The phrase that is expected to share most with the right one, and how surely by half.

    Args:
        phrases: at least one.
        probabilities: one for each phrase, and last that of none.
    """
    likely = np.argsort(-probabilities[:-1], kind="stable")[:_COMPARED]
    words = [Counter(phrases[at].text.lower().split()) for at in likely]
    shared = np.array([[overlap(one, other) for other in words] for one in words])
    weights = probabilities[likely]
    best = int(np.argmax(shared @ weights))
    return int(likely[best]), min(1.0, math.fsum(weights[shared[best] >= _OVERLAP]))


def overlap(left: Counter[str], right: Counter[str]) -> float:
    """F1 of two bags of words."""
    both = sum(min(count, right[word]) for word, count in left.items() if word in right)
    return 2 * both / (left.total() + right.total()) if both else 0.0
