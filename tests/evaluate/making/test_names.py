from briqa.evaluate.making.statements import Statements


def test_names_are_told_by_their_capitals_inside_sentences(statements: Statements) -> None:
    assert {"ferrytown", "saltholm", "ilvern"} <= statements.names.words
    assert not {"cranes", "in", "nobody", "harbours"} & statements.names.words


def test_a_name_is_found_in_a_question_without_capitals(statements: Statements) -> None:
    text = "tolls in ferrytown"
    assert [text[start:end] for start, end in statements.names.find(text)] == ["ferrytown"]
