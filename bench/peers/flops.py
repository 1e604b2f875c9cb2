"""The arithmetic that a model of BERT's shape can't do without, counted from its settings.

Only matrix products count (two operations for each multiplication and its addition): what layer
norms, softmax and activations add is about a hundredth, and no peak is measured for those.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelShape:
    """What the count depends on, by the names of the model's `config.json`."""

    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int

    @classmethod
    def of(cls, config: Mapping[str, int]) -> "ModelShape":
        """From a parsed `config.json`."""
        return cls(config["hidden_size"], config["intermediate_size"], config["num_hidden_layers"])

    @property
    def weights(self) -> int:
        """The weights that each token is multiplied with: four projections and two dense layers."""
        attention = 4 * self.hidden_size**2
        dense = 2 * self.hidden_size * self.intermediate_size
        return self.num_hidden_layers * (attention + dense)


def encoding_flops(shape: ModelShape, lengths: Iterable[int]) -> int:
    """Operations for encoding texts without any padding.

    Args:
        shape: the model.
        lengths: the tokens of each text, special ones included.

    Returns:
        For n tokens 2 n times the weights, and in each layer 2 n² times the hidden size for the
        scores of attention and as much again for the weighted sums.
    """
    return sum(
        2 * tokens * shape.weights + 4 * tokens**2 * shape.hidden_size * shape.num_hidden_layers
        for tokens in lengths
    )
