from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from briqa.answer import Answer, Refusal
from briqa.answer.rank import RankedSentence
from briqa.answer.reading import Reading
from briqa.answer.sides import choose_sides
from briqa.assistant import Assistant, build_index, open_index
from briqa.questions import Part
from tests.answer.conftest import Read

VELMORA, KASTREL = Part("Velmora", "dockers of Velmora"), Part("Kastrel", "dockers of Kastrel")


def _best(read: Read, question: str, score: float) -> RankedSentence:
    return replace(read(question).ranked[0], score=score)


def _side(read: Read, *ranked: RankedSentence) -> Reading:
    return replace(read("How many dockers are there?"), ranked=ranked)


def _values(parts: tuple[tuple[Part, Reading], ...]) -> list[float]:
    return [
        side.chosen.figure.quantity.value
        for side in choose_sides(parts)
        if side.chosen and side.chosen.figure
    ]


def test_of_nearly_equal_sentences_those_in_one_unit_are_taken(read: Read) -> None:
    dockers = _best(read, "How many dockers does the port of Velmora employ?", 3.0)
    cargo = _best(read, "How many tonnes of cargo did the port of Kastrel handle in 2021?", 3.1)
    others = _best(read, "How many dockers does the port of Kastrel employ?", 3.0)
    parts = (VELMORA, _side(read, dockers)), (KASTREL, _side(read, cargo, others))
    assert _values(parts) == [3150, 1480]


def test_a_far_better_sentence_is_taken_whatever_its_unit(read: Read) -> None:
    dockers = _best(read, "How many dockers does the port of Velmora employ?", 3.0)
    cargo = _best(read, "How many tonnes of cargo did the port of Kastrel handle in 2021?", 30.0)
    others = _best(read, "How many dockers does the port of Kastrel employ?", 3.0)
    parts = (VELMORA, _side(read, dockers)), (KASTREL, _side(read, cargo, others))
    assert _values(parts) == [3150, 22.4e6]


def test_a_side_without_a_sentence_is_sure_of_nothing(read: Read) -> None:
    dockers = _best(read, "How many dockers does the port of Velmora employ?", 3.0)
    first, second = choose_sides(((VELMORA, _side(read, dockers)), (KASTREL, _side(read))))
    assert first.chosen
    assert first.chosen.found == dockers
    assert (second.chosen, second.confidence, second.is_found) == (None, 0.0, False)
    assert [first.part, second.part] == [VELMORA, KASTREL]


def test_sides_that_ask_for_different_things_need_no_common_unit(corpus: Assistant) -> None:
    result = corpus.ask("Has Velmora more dockers than Kastrel has shipping routes?")
    assert isinstance(result, Answer)
    found = [row.figure.quantity for row in result.rows if row.figure]
    assert [(each.value, each.unit) for each in found] == [(3150, "docker"), (37, "route")]


def _ask(tmp_path: Path, text: str, question: str) -> Answer:
    (tmp_path / "text.md").write_text(text, encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "text.md"])
    with closing(open_index(tmp_path / "index")) as assistant:
        result = assistant.ask(question)
    assert isinstance(result, Answer)
    return result


def _rows(answer: Answer) -> list[float | None]:
    return [row.figure.quantity.value if row.figure else None for row in answer.rows]


APART = """# Two ports

## Velmora

The port of Velmora has 14 cranes and employs 3,150 dockers.

## Kastrel

The port of Kastrel has 9 cranes and employs 1,480 dockers. Kastrel has 3 lighthouses.
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Compare the cranes of Velmora and Kastrel.", [14, 9]),
        ("Compare the lighthouses of Velmora and Kastrel.", [None, 3]),
    ],
)
def test_a_side_without_what_is_compared_gets_no_other_figure(
    tmp_path: Path, question: str, expected: list[float | None]
) -> None:
    assert _rows(_ask(tmp_path, APART, question)) == expected


@pytest.mark.parametrize("measure", ["ferries", "turnover"])
def test_where_no_side_has_what_is_compared_nothing_is_said(tmp_path: Path, measure: str) -> None:
    (tmp_path / "text.md").write_text(APART, encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "text.md"])
    with closing(open_index(tmp_path / "index")) as assistant:
        result = assistant.ask(f"Compare the {measure} of Velmora and Kastrel.")
    assert isinstance(result, Refusal)


def test_a_text_without_a_count_says_nothing_of_which_has_more(tmp_path: Path) -> None:
    text = "# Gains\n\nCompanies such as Velmora, Kastrel, and Ilvern gained from the canal.\n"
    (tmp_path / "text.md").write_text(text, encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "text.md"])
    with closing(open_index(tmp_path / "index")) as assistant:
        result = assistant.ask("Which has more employees, Velmora or Kastrel?")
    assert isinstance(result, Refusal)


def test_what_is_said_of_one_side_doesnt_answer_for_the_other(tmp_path: Path) -> None:
    text = (
        "# Parks of Velmora and Kastrel\n\n## Velmora Bay\n\nOver ten years, Velmora has built 7"
        " parks abroad, 3 of them national parks.\n\n## Kastrel Bay\n\nKastrel has put money into"
        " 18 sites abroad, 4 of them national sites.\n"
    )
    answer = _ask(tmp_path, text, "Who has more national parks abroad, Velmora or Kastrel?")
    said = [row.sentence.citation.quote for row in answer.rows if row.sentence]
    assert ["Velmora" in said[0], "Kastrel" in said[1]] == [True, True]


def test_years_have_their_figures_where_it_is_asked_how_a_thing_grew(tmp_path: Path) -> None:
    text = (
        "# Routes\n\nVelmora had 48 routes in 2015 and 71 routes in 2022; of these, 12 and then 19"
        " were for coal.\n"
    )
    question = "How did the routes of Velmora grow between 2015 and 2022?"
    assert _rows(_ask(tmp_path, text, question)) == [48, 71]


def test_a_rate_asked_for_beside_two_years_is_among_the_figures(tmp_path: Path) -> None:
    text = (
        "# Trade\n\nThe trade of Velmora was $50 million in 2013 and $78 million in 2022, which"
        " is a growth of 5.1% a year.\n"
    )
    result = _ask(tmp_path, text, "trade of Velmora 2013 vs 2022, growth per year")
    assert [figure.quantity.value for figure in result.figures] == [50e6, 78e6, 5.1]


def test_in_one_sentence_each_side_has_the_figure_next_to_its_name(tmp_path: Path) -> None:
    text = (
        "# Ferries\n\nThe ferries leave from 8 quays, of which 4 are in Velmora, 2 in Kastrel and"
        " 1 each in Tarn and Ilvern. Velmora is old. Kastrel is new.\n"
    )
    (tmp_path / "ferries.md").write_text(text, encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "ferries.md"])
    with closing(open_index(tmp_path / "index")) as assistant:
        result = assistant.ask("Do the ferries leave from more quays in Velmora than in Kastrel?")
    assert isinstance(result, Answer)
    assert [row.figure.quantity.value for row in result.rows if row.figure] == [4, 2]
