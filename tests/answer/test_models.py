import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer.models import LinearModel, load_model
from tests.answer.conftest import Read

NAMES = st.sampled_from("cosine words names year fit margin".split())
VALUES = st.dictionaries(NAMES, st.floats(-5, 5))


@given(st.floats(-5, 5), VALUES, VALUES)
def test_what_features_add_is_the_value_without_its_bias(
    bias: float, weights: dict[str, float], features: dict[str, float]
) -> None:
    model = LinearModel(bias, weights)
    added = model.contributions(features)
    assert sum(added.values()) == pytest.approx(model.value(features) - bias, abs=1e-9)
    sizes = [abs(value) for value in added.values()]
    assert sizes == sorted(sizes, reverse=True)
    assert set(added) <= set(weights) & set(features)


@given(st.floats(-1e6, 1e6), VALUES, VALUES)
def test_a_probability_is_one_and_grows_with_the_value(
    bias: float, weights: dict[str, float], features: dict[str, float]
) -> None:
    lower, higher = LinearModel(bias, weights), LinearModel(bias + 1, weights)
    assert 0 <= lower.probability(features) <= higher.probability(features) <= 1


def test_features_of_one_size_are_in_order_of_name() -> None:
    model = LinearModel(0.0, {"b": 1.0, "a": -1.0, "c": 2.0})
    assert list(model.contributions({"b": 1.0, "a": 1.0, "c": 1.0})) == ["c", "a", "b"]


@pytest.mark.parametrize("name", ["candidates", "sentences", "confidence"])
def test_every_weight_of_the_package_is_of_a_feature_that_is_read(name: str, read: Read) -> None:
    reading = read("How many dockers does the port of Velmora employ?")
    known = set(reading.signs) if name == "confidence" else set(reading.ranked[0].features)
    model = load_model(name)
    assert model.weights
    assert set(model.weights) <= known
