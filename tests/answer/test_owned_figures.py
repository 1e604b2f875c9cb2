"""A figure of one name isn't told of another that stands in the same sentence."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briqa.answer import Answer, Refusal
from briqa.assistant import Assistant, build_index, open_index

TEXT = """# Freight of the lower valley

Trains from Kolmora to the coast became the backbone of the trade. In 2022 Kolmora ran 16 trains,
Veslin ran 42 trains, and Ostrand served 20 firms. Both Ostrand and Veslin have a yard of their own.

The Company bought 408 wagons for $65 million in November 2021. Kolmora is the seat of its board.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("owned")
    (folder / "freight.md").write_text(TEXT, encoding="utf-8")
    build_index(folder / "index", [folder / "freight.md"])
    with closing(open_index(folder / "index")) as opened:
        yield opened


def asked_for(result: Answer | Refusal) -> list[float]:
    assert isinstance(result, Answer)
    return [figure.quantity.value for figure in result.figures if figure.asked_for]


@pytest.mark.parametrize(("name", "trains"), [("Kolmora", 16), ("Veslin", 42)])
def test_each_name_has_its_own_figure(assistant: Assistant, name: str, trains: int) -> None:
    assert asked_for(assistant.ask(f"How many trains did {name} run in 2022?")) == [trains]


def test_a_name_with_other_figures_only_gets_none_of_its_neighbours(assistant: Assistant) -> None:
    assert isinstance(assistant.ask("How many trains did Ostrand run in 2022?"), Refusal)


def test_what_was_paid_is_a_second_figure(assistant: Assistant) -> None:
    found = asked_for(
        assistant.ask("How many wagons were bought in November 2021, and for how much?")
    )
    assert found == [408, 65_000_000]
