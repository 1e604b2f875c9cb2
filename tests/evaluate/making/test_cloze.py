import pytest

from briqa.evaluate.making.cloze import BLANK, ClozeQuestion, cloze_questions
from briqa.evaluate.making.statements import Statements, Stems, read_statements
from briqa.store import StoredDocument
from tests.evaluate.making.documents import COAST, stored


def _made(*texts: str, stems: Stems, seeds: range = range(20)) -> dict[str, ClozeQuestion]:
    """All questions that some seed makes of documents, by their text."""
    found = [stored(f"{number}.md", text) for number, text in enumerate(texts)]
    corpus = read_statements(found, stems)
    by_docid = {each.document.docid: each for each in found}
    return {
        made.text: made for seed in seeds for made in cloze_questions(corpus, by_docid, seed=seed)
    }


def test_a_question_has_one_gap_and_its_answer_fills_it(stems: Stems) -> None:
    made = _made(COAST, stems=stems)
    assert len(made) > 5
    for question in made.values():
        assert question.text.count(BLANK) == 1
        assert question.text.replace(BLANK, question.answer) in question.statement.text
        assert COAST[question.span.start : question.span.end].split() == question.answer.split()


def test_a_figure_goes_with_its_unit_and_a_count_leaves_what_is_counted(stems: Stems) -> None:
    answers = {text: made.answer for text, made in _made(COAST, stems=stems).items()}
    dockers = (
        f"the harbour of Saltholm employed {BLANK} dockers and 412 pilots of the outer islands."
    )
    assert answers[f"In 2020, {dockers}"] == "3,150"
    timber = f"the harbour of Saltholm handled {BLANK} of timber for the mills of Quaymouth."
    assert [answers[text] for text in answers if text.endswith(timber)] == ["5.2 million tonnes"]


def test_what_leans_on_another_sentence_makes_no_question(stems: Stems) -> None:
    texts = "\n".join(_made(COAST, stems=stems))
    assert "cranes" not in texts
    assert "These routes" not in texts


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour of Ferrytown opened between 40 and 50 shipping routes to the islands.",
        "The harbour of Ferrytown opened 84 routes, and 84 ships sail to the western islands.",
        "The harbour of Ferrytown (84 shipping routes in all) lies on the western islands.",
        "In 2019, the harbour opened 84 shipping routes to the islands, and Ferrytown was glad.",
        "Clerks of Ferrytown live at 84 Mill Lane, Upper Wharf Road, on the western islands.",
        "Routes (to Ferrytown).",
    ],
)
def test_what_is_no_plain_figure_of_a_plain_sentence_makes_no_question(
    stems: Stems, sentence: str
) -> None:
    made = _made(f"Ships call at Ferrytown.\n\n{sentence}\n", stems=stems)
    assert [text for text, question in made.items() if question.kind == "figure"] == []


def test_a_sentence_whose_words_stand_elsewhere_with_another_figure_makes_no_question(
    stems: Stems,
) -> None:
    one = "The harbour of Ferrytown opened 84 shipping routes to the islands of fog in spring.\n"
    other = "The harbour of Ferrytown opened 91 shipping routes to the islands of fog in autumn.\n"
    elsewhere = "Ships like Ferrytown.\n"
    assert _made(elsewhere, one, stems=stems)
    assert not _made(elsewhere, one, other, stems=stems)


def test_tables_headings_and_references_make_no_question(
    statements: Statements, documents: list[StoredDocument]
) -> None:
    by_docid = {each.document.docid: each for each in documents}
    made = [each for seed in range(20) for each in cloze_questions(statements, by_docid, seed=seed)]
    assert made
    assert not any("|" in each.text or "Marr" in each.text for each in made)


def test_the_seed_alone_decides_what_is_left_out(stems: Stems) -> None:
    first = list(_made(COAST, stems=stems, seeds=range(1)))
    assert list(_made(COAST, stems=stems, seeds=range(1))) == first
    assert len(_made(COAST, stems=stems)) > len(first)


@pytest.mark.parametrize(
    "opening",
    [
        "Among these, the harbour of Ferrytown",
        "After the fog, they and the harbour of Ferrytown",
        "Then, in the same year, the harbour of Ferrytown",
        "In 2019, the harbour, unlike Ferrytown,",
    ],
)
def test_what_points_at_another_sentence_behind_its_first_words_makes_no_question(
    stems: Stems, opening: str
) -> None:
    rest = "opened 84 shipping routes to the islands of fog in spring."
    elsewhere = "Ships like Ferrytown.\n\n"
    assert _made(f"{elsewhere}In 2019, the harbour of Ferrytown {rest}\n", stems=stems)
    assert not _made(f"{elsewhere}{opening} {rest}\n", stems=stems)
