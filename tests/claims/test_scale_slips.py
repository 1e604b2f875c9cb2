import pytest

from briqa.claims.values import Written, is_scale_slip
from briqa.quantities import parse_quantities


def _written(text: str) -> Written:
    (quantity,) = parse_quantities(text)
    return Written(quantity, text[quantity.span.start : quantity.span.end])


@pytest.mark.parametrize(
    ("claim", "source", "is_slip"),
    [
        ("nearly $30 million", "$29.77 billion", True),
        ("5.6 billion tons", "559 million tons", True),
        ("$31 million", "$29.77 billion", False),
        ("nearly $30 billion", "$29.77 billion", False),
    ],
)
def test_another_scale_of_the_same_figure_is_a_slip(
    claim: str, source: str, *, is_slip: bool
) -> None:
    assert is_scale_slip(_written(claim), _written(source)) is is_slip
