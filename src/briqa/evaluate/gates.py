"""Gates: what a run has to reach, so that a script can stop on it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.process import extractOne

from briqa.errors import FilterError
from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.summary import OVERALL, Summary


@dataclass(frozen=True, slots=True)
class Gate:
    """A metric over the whole set, and the least it may be, the most where lower is better."""

    metric: str
    bound: float

    @property
    def word(self) -> str:
        """Where a value fails: "below" the bound or "above" it."""
        return "above" if METRICS[self.metric].higher_is_better is False else "below"

    def failure(self, summary: Summary) -> str | None:
        """What fails, in a line; None if nothing does.

        A metric that the run doesn't have fails too, since nothing was shown.
        """
        found = summary.groups[OVERALL].get(self.metric)
        if found is None:
            return f"{self.metric} isn't measured by this set"
        fails = found.value > self.bound if self.word == "above" else found.value < self.bound
        return f"{self.metric} {found.value:.4g} is {self.word} {self.bound:g}" if fails else None


def read_gates(texts: Sequence[str]) -> list[Gate]:
    """Gates as typed: "recall@5=0.95".

    Raises:
        FilterError: for a metric that isn't known, and for a bound that is no number.
    """
    return [_read(text) for text in texts]


def _read(text: str) -> Gate:
    name, _, bound = text.partition("=")
    name = name.strip()
    if name not in METRICS:
        near = extractOne(name, METRICS.keys(), score_cutoff=60)
        hint = f"did you mean {near[0]}?" if near else f"name one of {', '.join(METRICS)}"
        raise FilterError(f"--fail-below {text}", f"no metric {name!r}", hint)
    return Gate(name, _number(bound, text))


def _number(bound: str, text: str) -> float:
    try:
        number = float(bound)
    except ValueError:
        number = math.nan
    # Nothing is below "nan", so such a gate would let every run pass.
    if not math.isfinite(number):
        raise FilterError(
            f"--fail-below {text}", f"{bound!r} is no number", "write it as recall@5=0.95"
        )
    return number
