from contextlib import closing
from dataclasses import replace
from pathlib import Path

from briqa.answer import Answer
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
