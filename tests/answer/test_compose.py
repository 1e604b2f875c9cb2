import pytest

from briqa.answer import Answer, Citation
from briqa.assistant import Assistant


def _answer(corpus: Assistant, question: str) -> Answer:
    result = corpus.ask(question)
    assert isinstance(result, Answer)
    return result


def _lies_in(inner: Citation, outer: Citation) -> bool:
    return inner.docid == outer.docid and outer.span.covers(inner.span)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many dockers does the port of Velmora employ?", "3,150 dockers"),
        ("How many shipping routes did the port of Kastrel open in 2019?", "37 shipping routes"),
        ("What cargo in tonnes did the port of Velmora handle in 2021?", "47.5 million tonnes"),
    ],
)
def test_a_figure_leads_with_the_noun_that_it_counts(
    question: str, short: str, corpus: Assistant
) -> None:
    answer = _answer(corpus, question)
    assert [citation.quote for citation in answer.short] == [short]
    assert answer.text.startswith(f"{short}. ")
    (figure,) = answer.figures
    assert figure.asked_for
    assert _lies_in(figure.citation, answer.short[0])
    assert _lies_in(answer.short[0], answer.sentences[0].citation)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who founded the port of Kastrel?", "Odile Barrow"),
        ("When was the port of Kastrel founded?", "1902"),
    ],
)
def test_the_phrase_that_answers_lies_inside_its_sentence(
    question: str, short: str, corpus: Assistant
) -> None:
    answer = _answer(corpus, question)
    (found,) = answer.short
    assert found.quote == short
    assert _lies_in(found, answer.sentences[0].citation)


def test_a_comparison_has_a_row_for_each_side_with_its_own_span(corpus: Assistant) -> None:
    answer = _answer(corpus, "How many dockers does Velmora employ compared to Kastrel?")
    assert [row.label for row in answer.rows] == ["Velmora", "Kastrel"]
    figures = [row.figure for row in answer.rows if row.figure]
    assert [figure.quantity.value for figure in figures] == [3150, 1480]
    assert len({figure.citation.span for figure in figures}) == 2
    for row in answer.rows:
        assert row.figure
        assert row.sentence
        assert _lies_in(row.figure.citation, row.sentence.citation)
        assert row.sentence.citation in [found.citation for found in answer.sentences]
    assert answer.text.startswith("Velmora: 3,150 dockers; Kastrel: 1,480 dockers. (computed: ")


def test_a_side_that_the_documents_lack_is_said_to_be_missing(corpus: Assistant) -> None:
    answer = _answer(corpus, "How many dockers does Velmora employ compared to Ilvern?")
    first, second = answer.rows
    assert first.figure
    assert (second.label, second.figure) == ("Ilvern", None)
    assert answer.derivation.derived == ()
    assert any("Ilvern" in note for note in answer.derivation.notes)
    assert "Ilvern: not found" in answer.text


def test_a_development_has_a_row_for_each_year(corpus: Assistant) -> None:
    answer = _answer(corpus, "How did the cargo of the port of Velmora change from 2019 to 2021?")
    assert [(row.label, row.figure and row.figure.quantity.value) for row in answer.rows] == [
        ("2019", 41.2e6),
        ("2021", 47.5e6),
    ]
    assert answer.derivation.derived[0].value == pytest.approx(6.3e6)
    assert {figure.citation.docid for figure in answer.derivation.derived[0].inputs} == {"ports.md"}


def test_a_development_told_in_one_sentence_has_both_its_ends(corpus: Assistant) -> None:
    answer = _answer(corpus, "How did the number of towns in the network of Zlin change?")
    assert [(row.label, row.figure and row.figure.quantity.value) for row in answer.rows] == [
        ("2014", 38),
        ("2020", 56),
    ]
    assert len(answer.sentences) == 1
    assert answer.derivation.derived[0].value == 18


def test_one_thing_asked_has_no_rows_and_nothing_computed(corpus: Assistant) -> None:
    answer = _answer(corpus, "How many dockers does the port of Velmora employ?")
    assert (answer.rows, answer.derivation.derived) == ((), ())


SERVICES = "What services does the secretariat of the pact offer?"


def test_a_list_announced_by_a_colon_is_completed(corpus: Assistant) -> None:
    answer = _answer(corpus, SERVICES)
    readings = [found.citation.reading for found in answer.sentences]
    assert readings[0] == "The secretariat of the pact offers three services:"
    assert readings[-1] == "Insurance of small boats."
    assert any(reading.startswith("Ice warnings") for reading in readings)


def test_a_list_leads_with_its_items(corpus: Assistant) -> None:
    short = [citation.reading for citation in _answer(corpus, SERVICES).short]
    assert short == ["Pilot exchange", "Ice warnings", "Insurance of small boats"]


def test_whom_a_sentence_points_back_to_is_named(corpus: Assistant) -> None:
    answer = _answer(corpus, "How many barges did Marrow Lines launch in 2018?")
    assert answer.sentences[0].citation.quote.startswith("It launched 19 barges")
    assert answer.subject
    assert answer.subject.quote == "Marrow Lines"
    assert not _lies_in(answer.subject, answer.sentences[0].citation)
    other = _answer(corpus, "How many dockers does the port of Kastrel employ?")
    assert other.subject is None


@pytest.mark.parametrize("passages", [1, 2, 5])
def test_the_passage_of_the_first_sentence_comes_first_and_each_once(
    passages: int, corpus: Assistant
) -> None:
    answer = corpus.ask("How many dockers does the port of Velmora employ?", passages=passages)
    assert isinstance(answer, Answer)
    spans = [(found.citation.docid, found.citation.span) for found in answer.passages]
    assert 0 < len(set(spans)) == len(spans) <= passages
    assert _lies_in(answer.sentences[0].citation, answer.passages[0].citation)
