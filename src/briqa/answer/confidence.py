"""Whether the best sentence answers a question at all, or the documents don't say.

A logistic model over what speaks for the sentence and over how far it stands out from the next; and
one of two weights over its value and what a cross-encoder says, which has read the two together.
`bench/ranking.py` fits it on questions with and without an answer, near misses among them: a right
topic with another place, year or measure.

Some near misses are never an answer, however much else agrees, and no weight may outvote that: a
sentence with another name or year in the place of the one asked about, with a figure of another
name beside one of that name, without anything like what is counted, with a weight or length where
things are counted, with a figure of another measure, or without any figure, time or name where it
is asked how many, when or who; and one to which a word that no document has is strange, and unlike
all that it says. Nor is anything an answer to "What?". Their confidence has a ceiling. Hardly one
of the answerable questions that the models are fitted on, and whose sentence is right, comes under
these rules.
"""

import math
from collections.abc import Mapping
from typing import Final

from briqa.answer.cross_reading import CROSS, PEAK
from briqa.answer.measured import NOTHING_AGAINST
from briqa.answer.models import load_model, probability
from briqa.answer.strange import NOTHING_STRANGE
from briqa.questions import Question, Task

# Below this confidence the answer is a refusal: held out, 0.84 of the unanswerable twins come under
# it, and 0.09 of the own questions with an answer (bench/ranking.py).
THRESHOLD: Final = 0.2
# What is held against a side of a comparison: of its words hardly more than its name is left, so
# any other would look strange, and its form says nothing of the measure.
NOTHING_TOLD: Final[Mapping[str, float]] = {
    **NOTHING_STRANGE,
    **NOTHING_AGAINST,
    "form_lacking": 0.0,
}
# A side of a comparison is asked about in fewer words, and shown beside its own source.
SIDE_THRESHOLD: Final = 0.05
# What the cross-encoder says of a sentence.
READ: Final = (CROSS, PEAK)
# What the features say, beside what the cross-encoder says.
VALUE: Final = "value"
# Above this confidence strange words hardly decide anything (`is_doubtful`).
_SURE: Final = 0.7
# The most that a near miss can have; below both thresholds.
NEAR_MISS: Final = 0.04
# From these likenesses on, a name stands in another's place; with a figure less will do.
_RIVAL: Final = 0.45
_RIVAL_OF_FIGURE: Final = 0.1
# So unlike every word of the sentence is what a question counts, if nothing there is of its kind.
_OTHER_THING: Final = 0.5
# The same where the figure is of a weight or length: passengers aren't counted in tonnes.
_NOT_MEASURED: Final = 0.3
# The same where the sentence has the noun, but its figure counts others.
_NOT_COUNTED: Final = 0.6
# So unlike all that the figure and its sentence have is the measure that is asked for instead.
_OTHER_MEASURE: Final = 0.5
# A figure that the signs tell of another measure mostly has less from the cross-encoder (log-odds),
# and so have few right ones that free wording makes look so. Set by paraphrases in the tests, which
# have more.
_SAME_MEASURE: Final = 0.2
# Where a sentence has nothing of the form asked for, all that are right have more (log-odds).
_OTHER_FORM: Final = -0.5
# By so much a word that no document has keeps a question away from what it isn't about, if it is so
# unlike every word there: in a few keywords "firms" keep it away too from a text on companies. Of
# 1,168 questions with an answer 1 has such a word beside its sentence, of 828 without one 55.
_STRANGE: Final = 0.06
_UNLIKE_ALL: Final = 0.57


def confidence_features(
    question: Question,
    best: Mapping[str, float],
    further: Mapping[str, float],
    *,
    score: float,
    margin: float,
) -> dict[str, float]:
    """What speaks for a question's best sentence answering it.

    Args:
        question: the question.
        best: the features of that sentence.
        further: what the question's words that are strange to it say against it, and what a
            cross-encoder says of the two.
        score: its score.
        margin: how far that is above the next best, which may be above it where a cross-encoder
            has put another one first.
    """
    figure = question.wanted.is_figure
    return {
        **best,
        **further,
        "score": score,
        "margin": margin,
        "wants_figure": float(figure),
        "fit_missing": (1.0 - best["fit"]) * figure,
        "unnamed": float(not question.names),
        "comparison": float(question.task is Task.COMPARE),
        "stems": float(min(len(set(question.stems)), 8)),
    }


def confidence(features: Mapping[str, float]) -> float:
    """The probability, from 0 to 1, that the sentence answers."""
    value = load_model("confidence").value(features)
    found = probability(value)
    if CROSS in features:
        found = load_model("reading").probability({VALUE: value, **_read(features)})
    return min(found, NEAR_MISS) if is_near_miss(features) else found


def is_doubtful(sure: float) -> bool:
    """Whether it is worth the encoder's time to look for strange words.

    They only ever lower a confidence, so what is refused without them stays refused. What is surer
    than the upper bound was never refused for them: on the questions that the models are fitted on,
    held out, as many of each kind are refused as if all were looked at, and 0.4 of them are.

    Args:
        sure: the confidence as it is if no word is strange.
    """
    return THRESHOLD <= sure <= _SURE


def reasons(features: Mapping[str, float]) -> dict[str, float]:
    """What each feature adds to the log-odds of the confidence, the largest first."""
    added = load_model("confidence").contributions(features)
    if CROSS in features:
        reading = load_model("reading")
        added = {name: reading.weights[VALUE] * each for name, each in added.items()}
        added |= reading.contributions(_read(features))
    return dict(sorted(added.items(), key=lambda item: (-abs(item[1]), item[0])))


def _read(features: Mapping[str, float]) -> dict[str, float]:
    """What the cross-encoder says, of all features."""
    return {name: features[name] for name in READ if name in features}


def is_near_miss(features: Mapping[str, float]) -> bool:
    """Whether a sentence speaks of another name, year or thing; or the question of nothing."""
    rival = _RIVAL_OF_FIGURE if features["wants_figure"] else _RIVAL
    return bool(
        features["stems"] == 0
        or features["name_unknown"]
        or features["unknown_all"]
        or (features["name_lost"] and features["rival_lost"] >= rival)
        or (features["name_displaced"] and features["wants_figure"])
        or (features["subject_displaced"] and features["wants_figure"])
        or (features["rival_leads"] >= _RIVAL and features["rival_before"] >= _RIVAL)
        or features["counted_alien"] >= _OTHER_THING
        or features["counted_measured"] >= _NOT_MEASURED
        or features["counted_elsewhere"] >= _NOT_COUNTED
        or is_other_measure(features)
        or (features["form_lacking"] and features.get(CROSS, -math.inf) < _OTHER_FORM)
        or _is_alien(features)
        or (features["year_missing"] == 1 and features["year_other"])
    )


def _is_alien(features: Mapping[str, float]) -> bool:
    """Whether a word that no document has stands for something that the sentence isn't about."""
    return (
        features["strange_unknown"] >= _STRANGE
        and features["alien_unknown"] >= _UNLIKE_ALL
        and features.get(CROSS, -math.inf) < _OTHER_FORM
    )


def is_other_measure(features: Mapping[str, float]) -> bool:
    """Whether a sentence's figure measures or counts another thing than is asked for.

    A cross-encoder that finds the answer there takes the measure's other name for what it is.
    """
    return features.get(CROSS, -math.inf) < _SAME_MEASURE and any(
        features[name] >= _OTHER_MEASURE for name in NOTHING_AGAINST
    )
