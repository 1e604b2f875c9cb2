"""Linear models over named features, read from small JSON files in the package.

The one thing to know: a weight is found by its feature's name, so a file can be read, and a
decision explained, without knowing any order. The scripts in `bench/` write the files.
"""

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from briqa.values import dataclass

_WEIGHTS: Final = Path(__file__).with_name("weights")


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by feature.

    Attributes:
        bias: the value without any feature.
        weights: feature → weight.
    """

    bias: float
    weights: Mapping[str, float]

    def value(self, features: Mapping[str, float]) -> float:
        """Bias and weighted features; a feature without a weight counts for nothing."""
        weights = self.weights
        # Most features of a sentence are 0.
        return self.bias + sum(
            [
                weights[name] * feature
                for name, feature in features.items()
                if feature and name in weights
            ]
        )

    def probability(self, features: Mapping[str, float]) -> float:
        """The value as a probability, from 0 to 1."""
        return probability(self.value(features))

    def contributions(self, features: Mapping[str, float]) -> dict[str, float]:
        """What each feature adds to the value, the largest first; those that add nothing left out.

        Features of the same size are in order of name.
        """
        added = {
            name: self.weights[name] * feature
            for name, feature in features.items()
            if self.weights.get(name) and feature
        }
        return dict(sorted(added.items(), key=lambda item: (-abs(item[1]), item[0])))


def probability(value: float) -> float:
    """Log-odds as a probability, from 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


@lru_cache(maxsize=8)
def load_model(name: str) -> LinearModel:
    """A model of the package, by the name of its file in `weights/`."""
    values = json.loads((_WEIGHTS / f"{name}.json").read_text("utf-8"))
    return LinearModel(values["bias"], values["weights"])
