import pytest

from briqa.errors import FilterError
from briqa.evaluate.grid import Variant, read_grid


def test_every_combination_is_a_variant_those_of_one_index_together() -> None:
    found = read_grid(["k=5,10", "lexical=0.2,0.4", "size=90,110"])
    assert [variant.size for variant in found] == [90] * 4 + [110] * 4
    assert [(variant.lexical, variant.k) for variant in found[:4]] == [
        (0.2, 5), (0.2, 10), (0.4, 5), (0.4, 10),
    ]  # fmt: skip
    assert found[0].label == "size=90 lexical=0.2 k=5"


def test_what_is_not_varied_is_none() -> None:
    assert read_grid(["k=3"]) == [Variant(k=3)]


def test_nothing_varied_is_no_variant() -> None:
    assert read_grid([]) == []


def test_a_value_twice_is_one_variant() -> None:
    assert len(read_grid(["k=3,3"])) == 1


@pytest.mark.parametrize(
    ("axes", "said"),
    [
        (["colour=red"], "colour"),
        (["k=5", "k=6"], "twice"),
        (["k"], "missing"),
        (["k=5,"], "missing"),
        (["k=many"], "no number"),
        (["k=0"], "1 to 100"),
        (["k=2.5"], "whole"),
        (["size=5000"], "20 to 200"),
        (["lexical=-1"], "weight"),
        (["lexical=nan"], "weight"),
        (["support=inf"], "weight"),
    ],
)
def test_what_cannot_be_varied_is_one_line(axes: list[str], said: str) -> None:
    with pytest.raises(FilterError) as caught:
        read_grid(axes)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
