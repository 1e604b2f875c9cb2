from dataclasses import replace

from briqa.answer.rank import RankedSentence
from briqa.answer.reading import Reading
from briqa.answer.sides import choose_sides
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
