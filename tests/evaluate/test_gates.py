"""Gates: read as typed, and failing on the right side."""

import pytest

from briqa.errors import FilterError
from briqa.evaluate.gates import read_gates
from briqa.evaluate.metrics.summary import Summary, summarise
from tests.evaluate.metrics.made import predicted, question, scored


def _three_of_four() -> Summary:
    return summarise(
        scored(
            *(
                (
                    question(f"q{at}", answers=["seven"]),
                    predicted(f"q{at}", answer="seven", abstained=at == 0),
                )
                for at in range(4)
            )
        ),
        resamples=20,
    )


@pytest.mark.parametrize(
    ("gate", "fails"),
    [
        ("accuracy=0.75", False),
        ("accuracy=0.76", True),
        ("wrongly_abstained=0.25", False),
        ("wrongly_abstained=0.2", True),
    ],
)
def test_a_gate_fails_on_the_worse_side_of_its_bound(gate: str, *, fails: bool) -> None:
    (read,) = read_gates([gate])
    assert (read.failure(_three_of_four()) is not None) is fails


def test_what_was_not_measured_fails() -> None:
    (gate,) = read_gates(["recall@5=0.1"])
    assert gate.failure(_three_of_four()) == "recall@5 isn't measured by this set"


@pytest.mark.parametrize(
    ("text", "said"),
    [("recal@5=0.9", "did you mean recall@5?"), ("accuracy=high", "'high' is no number")],
)
def test_what_cannot_be_read_is_said_with_what_to_write(text: str, said: str) -> None:
    with pytest.raises(FilterError, match=said.replace("?", r"\?")):
        read_gates([text])


@pytest.mark.parametrize("bound", ["nan", "inf"])
def test_a_bound_that_nothing_can_be_held_to_is_refused(bound: str) -> None:
    with pytest.raises(FilterError):
        read_gates([f"accuracy={bound}"])
