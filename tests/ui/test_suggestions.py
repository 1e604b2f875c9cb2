"""Examples made of the documents at hand: each one is answered, or checked, as it promises."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briqa.answer import Answer
from briqa.assistant import Assistant, open_index
from briqa.claims import Verdict
from briqa.encoder import SentenceTransformerEncoder
from briqa.ui import suggestions
from briqa.ui.suggestions import EXAMPLES, LONGEST, example_claims, example_questions
from tests.indexes import add, write_documents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def own(folder: Path, tmp_path: Path, encoder: SentenceTransformerEncoder) -> Iterator[Assistant]:
    """A small index that a test may change."""
    add(folder, encoder, write_documents(tmp_path / "documents"))
    with closing(open_index(folder)) as opened:
        yield opened


def test_each_question_is_answered_with_a_figure(ui_assistant: Assistant) -> None:
    questions = example_questions(ui_assistant)
    assert len(set(questions)) == EXAMPLES
    for question in questions:
        assert len(question) <= LONGEST
        answer = ui_assistant.ask(question)
        assert isinstance(answer, Answer)
        assert any(figure.asked_for for figure in answer.figures)


def test_the_questions_are_of_different_documents(own: Assistant) -> None:
    answers = [own.ask(question) for question in example_questions(own)]
    docids = {each.sentences[0].citation.docid for each in answers if isinstance(each, Answer)}
    assert docids == {"ferry.md", "museum.md"}


def test_two_claims_are_true_and_one_is_not(ui_assistant: Assistant) -> None:
    claims = example_claims(ui_assistant)
    verdicts = [ui_assistant.cite(claim).verdict for claim in claims]
    assert verdicts == [Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.CONTRADICTED]
    assert all(len(claim) <= LONGEST for claim in claims)


def test_a_true_claim_stands_in_a_document_word_by_word(ui_assistant: Assistant) -> None:
    read = [
        stored.view.text.replace("\n", " ")
        for stored in (ui_assistant.document(each.docid) for each in ui_assistant.documents())
    ]
    for claim in example_claims(ui_assistant)[:2]:
        assert any(claim.removesuffix(".") in text for text in read)


def test_a_false_claim_differs_from_the_document_by_one_digit(ui_assistant: Assistant) -> None:
    claim = example_claims(ui_assistant)[-1]
    source = ui_assistant.cite(claim).evidence[0].citation.reading
    assert any(
        claim[:place] + digit + claim[place + 1 :].removesuffix(".") in source
        for place in range(len(claim))
        for digit in "0123456789"
        if claim[place].isdigit() and claim[place] != digit
    )


def test_the_same_index_gives_the_same_examples(own: Assistant, folder: Path) -> None:
    with closing(open_index(folder)) as again:
        assert example_questions(again) == example_questions(own)
        assert example_claims(again) == example_claims(own)


def test_examples_are_made_once_until_the_index_changes(own: Assistant) -> None:
    before = example_questions(own)
    assert any("museum" in question for question in before)
    assert example_questions(own) is before
    own.remove("museum.md")
    after = example_questions(own)
    assert after
    assert not any("museum" in question for question in after)
    assert not any("museum" in claim for claim in example_claims(own))


def test_an_empty_index_has_none(own: Assistant) -> None:
    for summary in own.documents():
        own.remove(summary.docid)
    assert example_questions(own) == ()
    assert example_claims(own) == ()


def test_documents_without_figures_have_none(
    folder: Path, tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    document = tmp_path / "poem.md"
    document.write_text("# A poem\n\nThe sea is wide.\n\nNobody knows what lies below.\n")
    add(folder, encoder, document)
    with closing(open_index(folder)) as opened:
        assert example_questions(opened) == ()
        assert example_claims(opened) == ()


def test_of_many_documents_a_few_are_read_that_lie_far_apart(
    folder: Path, tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(15):
        text = f"The port of Varn{number:02} handled 4{number} million tons of cargo in 2021.\n"
        (documents / f"{number:02}.md").write_text(text)
    add(folder, encoder, documents)
    with closing(open_index(folder)) as opened:
        read = suggestions._read(opened)
    assert list(read.documents) == ["00.md", "03.md", "06.md", "09.md", "12.md"]
