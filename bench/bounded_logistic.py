"""Logistic regression whose weights may only have the sign that their feature's meaning has.

Without the bounds a rare combination in a few hundred rows gives a feature the wrong sign, and a
name that is there speaks against a sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from briqa.answer.models import LinearModel

_ITERATIONS: Final = 2000

Floats = npt.NDArray[np.float64]


def fit_bounded(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[bool],
    weights: Sequence[float],
    *,
    positive: Iterable[str],
    negative: Iterable[str],
    strength: float,
) -> LinearModel:
    """The model of least loss with a ridge; features in neither group get no weight.

    Args:
        rows: feature → value, for each example.
        labels: of each, whether it is a positive one.
        weights: of each, how much it counts.
        positive: the features that may only speak for.
        negative: those that may only speak against.
        strength: how much the data count against the ridge, as scikit-learn's C.
    """
    names = sorted({*positive, *negative})
    x = np.array([[row[name] for name in names] for row in rows], dtype=np.float64)
    sign = np.where(np.array(labels), 1.0, -1.0)
    counted = np.array(weights, dtype=np.float64)

    def loss(values: Floats) -> tuple[float, Floats]:
        own, bias = values[:-1], values[-1]
        margin = sign * (x @ own + bias)
        slope = -sign * counted / (1 + np.exp(np.clip(margin, -30, 30)))
        value = strength * float(counted @ np.logaddexp(0, -margin)) + float(own @ own) / 2
        return value, np.append(strength * (x.T @ slope) + own, strength * slope.sum())

    speak_for = frozenset(positive)
    bounds: list[tuple[float | None, float | None]] = [
        (0.0, None) if name in speak_for else (None, 0.0) for name in names
    ]
    found = minimize(
        loss,
        np.zeros(len(names) + 1),
        jac=True,
        bounds=[*bounds, (None, None)],
        method="L-BFGS-B",
        options={"maxiter": _ITERATIONS},
    ).x
    return LinearModel(
        float(found[-1]), {name: float(weight) for name, weight in zip(names, found, strict=False)}
    )
