"""Measures of verdicts: per label, their means, intervals, and whether the evidence was found."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answers import Range, covered

# The 97.5% point of the normal distribution: intervals of 95%.
Z = 1.959964


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How well one label is given: precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def confusion(gold: Sequence[str], given: Sequence[str]) -> Counter[tuple[str, str]]:
    """(gold label, label given) → how often."""
    return Counter(zip(gold, given, strict=True))


def label_scores(
    gold: Sequence[str], given: Sequence[str], labels: Sequence[str]
) -> dict[str, LabelScore]:
    """The scores of each label; 0 where it is never given or never right.

    >>> label_scores(["a", "a", "b"], ["a", "b", "b"], ["a", "b"])["a"]
    LabelScore(precision=1.0, recall=0.5, f1=0.6666666666666666)
    """
    counts = confusion(gold, given)
    scores = {}
    for label in labels:
        right = counts[label, label]
        precision = right / max(1, sum(n for (_, said), n in counts.items() if said == label))
        recall = right / max(1, sum(n for (true, _), n in counts.items() if true == label))
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        scores[label] = LabelScore(precision, recall, f1)
    return scores


def accuracy(gold: Sequence[str], given: Sequence[str]) -> float:
    """The share of labels that are right; 0 for none at all."""
    return sum(map(str.__eq__, gold, given)) / max(1, len(gold))


def macro_f1(scores: Mapping[str, LabelScore]) -> float:
    """The mean of the F1 of the labels."""
    return sum(score.f1 for score in scores.values()) / len(scores)


def balanced_accuracy(is_true: Sequence[bool], is_given: Sequence[bool]) -> float:
    """The mean of the share of true ones found and the share of false ones left.

    >>> balanced_accuracy([True, True, False], [True, False, False])
    0.75
    """
    pairs = Counter(zip(is_true, is_given, strict=True))
    found = pairs[True, True] / max(1, pairs[True, True] + pairs[True, False])
    left = pairs[False, False] / max(1, pairs[False, False] + pairs[False, True])
    return (found + left) / 2


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927); (0, 1) of nothing.

    >>> [round(end, 3) for end in wilson(5, 100)]
    [0.022, 0.112]
    """
    if total == 0:
        return 0.0, 1.0
    share = count / total
    middle = share + Z**2 / (2 * total)
    half = Z * math.sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    size = 1 + Z**2 / total
    low, high = (middle - half) / size, (middle + half) / size
    # Rounding may leave the share itself outside by its last digit.
    return max(0.0, min(low, share)), min(1.0, max(high, share))


def evidence_found(gold: Sequence[Range], passages: Sequence[Range], depth: int) -> bool:
    """Whether each gold span lies, to 80%, in the union of the first passages."""
    return all(covered(span, passages[:depth]) for span in gold)
