from collections.abc import Iterator
from contextlib import closing

import pytest

from briqa.answer import Answer, Refusal
from briqa.answer.measured import asked_measure
from briqa.assistant import Assistant, build_index, open_index
from briqa.questions import read_question

TRADE = """# Trade of the Sundmark coast

## Velmora

In 2020, the exports of Velmora were worth $3.2 billion. Velmora paid $45 million for dredging.
Velmora has 41 cranes.

## Kastrel

In 2020, the imports of Kastrel were worth $1.1 billion. The turnover of its repair yards was
$90 million. Kastrel built 12 locomotives.
"""


@pytest.fixture(scope="module")
def trade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("trade")
    (folder / "trade.md").write_text(TRADE, encoding="utf-8")
    build_index(folder / "index", [folder / "trade.md"])
    with closing(open_index(folder / "index")) as assistant:
        yield assistant


def _values(result: Answer | Refusal) -> list[float]:
    assert isinstance(result, Answer), result
    return [figure.quantity.value for figure in result.figures if figure.asked_for]


@pytest.mark.parametrize(
    "question",
    [
        "What was the turnover of Velmora's dredging?",
        "what turnover did Velmora have",
        "What was Velmora's turnover in 2020?",
        "how high was the turnover of velmora's exports",
        "velmora lighthouses",
    ],
)
def test_another_measure_of_the_same_place_is_no_answer(trade: Assistant, question: str) -> None:
    assert isinstance(trade.ask(question), Refusal)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What were the exports of Velmora worth in 2020?", 3.2e9),
        ("what was the turnover of Kastrel's repair yards", 90e6),
        ("What was the worth of Velmora's shipments abroad in 2020?", 3.2e9),
        ("What were the sales of the repair yards of Kastrel?", 90e6),
        ("Velmora cranes", 41),
        ("number of locomotives Kastrel", 12),
    ],
)
def test_the_measure_itself_is_answered(trade: Assistant, question: str, value: float) -> None:
    assert value in _values(trade.ask(question))


def test_a_refusal_says_what_the_nearest_figure_measures(trade: Assistant) -> None:
    result = trade.ask("velmora lighthouses")
    assert isinstance(result, Refusal)
    assert "The nearest figure is of another measure: cranes." in result.notes
    assert result.nearest is not None
    assert result.nearest.quantity.value == 41


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("What was Velmora's gross turnover in 2020?", ("gross", "turnover")),
        ("how high was the turnover of Velmora", ("turnover",)),
        ("What share of the turnover goes to Kastrel?", ("turnover",)),
        ("how much turnover did the port have", ("turnover",)),
        ("gross turnover for Velmora", ("gross", "turnover")),
        ("What was the total amount?", ()),
        ("How many cranes does Velmora have?", ()),
        ("Who runs Velmora?", ()),
        ("Velmora cranes 2020", ()),
    ],
)
def test_the_form_of_a_question_names_the_measure(question: str, phrase: tuple[str, ...]) -> None:
    assert asked_measure(read_question(question)) == phrase
