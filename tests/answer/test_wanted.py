from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briqa.answer.wanted import Fit, best_fit, fit
from briqa.quantities import Quantity
from briqa.quantities.quantity import Kind
from briqa.retrieve.question import read_question
from briqa.spans import Span
from briqa.store import Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("stems")
    with closing(open_store(folder, create=True)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "kind", "unit", "expected"),
    [
        ("How many ports are there?", "count", "port", Fit.UNIT),
        ("How many ports are there?", "count", "ship", Fit.KIND),
        ("How many ports are there?", "measure", "km", Fit.KIND),
        ("How many ports are there?", "percent", "percent", Fit.NONE),
        ("How many ports are there?", "money", "USD", Fit.NONE),
        ("How many trade routes were opened?", "count", "foreign trade route", Fit.UNIT),
        ("When did it open?", "date", None, Fit.UNIT),
        ("When did it open?", "count", "port", Fit.NONE),
        ("How many opened in 2019?", "date", None, Fit.NONE),
        ("What share is local?", "percent", "percent", Fit.UNIT),
        ("What share is local?", "money", "CNY", Fit.NONE),
        ("How much did it cost?", "money", "CNY", Fit.UNIT),
        ("How many dollars did it cost?", "money", "USD", Fit.UNIT),
        ("How many dollars did it cost?", "money", "CNY", Fit.NONE),
        ("What was the volume?", "money", "CNY", Fit.KIND),
        ("What was the volume?", "measure", "ton", Fit.KIND),
        ("What was the volume in tons?", "measure", "ton", Fit.UNIT),
        ("Who built it?", "count", "port", Fit.NONE),
        ("Who built the ports?", "count", "port", Fit.UNIT),
        ("How many ports are there?", "count", None, Fit.KIND),
        ("", "count", "port", Fit.NONE),
    ],
)
def test_a_figure_fits_by_unit_else_by_kind_else_not(
    store: Store, question: str, kind: Kind, unit: str | None, expected: Fit
) -> None:
    quantity = Quantity(Span(0, 1), kind, 3.0, 3.0, 3.0, unit)
    stems = frozenset(store.terms(question))
    assert fit(quantity, read_question(question), stems, store.terms) is expected


def test_the_best_fit_of_some_is_the_closest_and_of_none_is_none() -> None:
    assert best_fit([Fit.KIND, Fit.UNIT, Fit.NONE]) is Fit.UNIT
    assert best_fit([Fit.NONE, Fit.KIND]) is Fit.KIND
    assert best_fit([]) is Fit.NONE
