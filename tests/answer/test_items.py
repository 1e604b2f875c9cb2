import pytest

from briqa.answer.items import (
    asked_count,
    complete_list,
    is_list_line,
    list_items,
    pointed_list,
)
from briqa.questions import read_question
from briqa.retrieve.phrases import PhraseVectors
from briqa.store import Store, StoredDocument
from tests.answer.documents import stored

SERVICES = (
    "# Services\n\nTarn offers four services:\n\n"
    "- **Ferry rides:** They leave at noon. They cost 3 euros.\n"
    "- **Bicycle hire.** It is free.\n"
    "- Guided walks along the old har-\n  bour wall;\n"
    "- Boat repair.\n\n"
    "The town is proud of them.\n\n- An unrelated point.\n"
)


def _items(
    question: str, document: StoredDocument, empty_store: Store, phrases: PhraseVectors
) -> list[str]:
    first = document.sentences[0]
    sentences = [first, *complete_list(document, first)]
    spans = [sentence.sentence.span for sentence in sentences]
    found = list_items(read_question(question), document, spans, empty_store.terms, phrases)
    return [document.view.read(span) for span in found]


def test_an_announced_list_in_lines_is_followed_to_its_end(
    empty_store: Store, phrases: PhraseVectors
) -> None:
    assert _items("What services does Tarn offer?", stored(SERVICES), empty_store, phrases) == [
        "Ferry rides",
        "Bicycle hire",
        "Guided walks along the old harbour wall",
        "Boat repair",
    ]


def test_an_item_keeps_the_sentences_of_its_own_line() -> None:
    document = stored(SERVICES)
    read = [
        document.view.read(found.sentence.span)
        for found in complete_list(document, document.sentences[0])
    ]
    assert "They cost 3 euros." in read
    assert "The town is proud of them." not in read


def test_the_announced_count_ends_a_list() -> None:
    document = stored("There are two rules here:\n\n- Be calm.\n- Be kind.\n- Unrelated words.\n")
    found = complete_list(document, document.sentences[0])
    assert [document.view.read(rule.sentence.span) for rule in found] == ["Be calm.", "Be kind."]


def test_items_that_run_on_in_a_paragraph_are_found() -> None:
    document = stored("Tarn has three aims: (1) a new quay; (2) a rail link; (3) clean air.\n")
    found = [
        item.sentence.span
        for item in document.sentences
        if is_list_line(document, item.sentence.span)
    ]
    assert len(found) == 3
    assert len(complete_list(document, document.sentences[0])) == 3


def test_a_sentence_that_announces_nothing_has_no_list() -> None:
    document = stored("The town is old.\n\n- It has a wall.\n- It has a moat.\n")
    assert complete_list(document, document.sentences[0]) == ()


def test_the_list_of_the_thing_asked_for_is_chosen(
    empty_store: Store, phrases: PhraseVectors
) -> None:
    document = stored(
        "The gains went to towns such as Velm, Osk, and Tarn, and to firms such as Marrow, "
        "Nolte, and Birk.\n"
    )
    asked = "Which companies gained?"
    assert _items(asked, document, empty_store, phrases) == ["Marrow", "Nolte", "Birk"]
    asked = "Which towns gained?"
    assert _items(asked, document, empty_store, phrases) == ["Velm", "Osk", "Tarn"]


def test_a_list_that_the_question_names_doesnt_answer_it(
    empty_store: Store, phrases: PhraseVectors
) -> None:
    document = stored("Velm, Osk, and Tarn trade in silk, salt, and tea.\n")
    asked = "What do Velm, Osk and Tarn trade in?"
    assert _items(asked, document, empty_store, phrases) == ["silk", "salt", "tea"]


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        (
            "Tarn hosts large fairs. They include the boat fair, the book fair, and the silk fair.",
            True,
        ),
        ("Tarn founded an institute. The institute works on tides, dunes, and dykes.", True),
        ("Tarn founded an institute. The mayor praised its rooms, labs, and boats.", False),
        ("Tarn hosts large fairs. They are a success.", False),
        (
            "Tarn hosts a boat fair, a book fair, and a silk fair. They sell rope, ink, and tea.",
            False,
        ),
        ("Tarn hosts fairs. They draw 90 boats, hold 12 talks, and cost 300 euros.", False),
        ("Tarn hosts large fairs.", False),
    ],
)
def test_a_list_in_the_next_sentence_is_found_where_that_points_back(
    text: str, *, is_list: bool, empty_store: Store
) -> None:
    document = stored(f"{text}\n\n# Rest\n\nThey include salt, silk, and tea.\n")
    found = pointed_list(document, document.sentences[0], empty_store.terms)
    assert found == (document.sentences[1:2] if is_list else ())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Tarn offers five services:", 5),
        ("These 7 economic zones are new", 7),
        ("It grew by 5% in costs", None),
        ("It was built in 1990", None),
    ],
)
def test_a_count_of_things_is_read(text: str, count: int | None) -> None:
    assert asked_count(text) == count
