import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer import as_json
from briqa.assistant import Assistant, open_index
from briqa.encoder import SentenceTransformerEncoder
from briqa.quantities import Quantity
from briqa.spans import Span
from briqa.store import Store, StoredDocument, open_store
from briqa.store.lazy_rows import LazyRows
from tests.answer.test_promises import QUESTIONS
from tests.corpus import DOCUMENTS
from tests.indexes import FERRY, add, write_documents

BOUNDS = st.none() | st.integers(-8, 8)
STEPS = st.none() | st.integers(-3, 3).filter(bool)


def rows_of(values: tuple[int, ...]) -> LazyRows[int]:
    return LazyRows(len(values), lambda first, behind: values[first:behind])


@given(st.lists(st.integers(0, 5), max_size=6).map(tuple), BOUNDS, BOUNDS, STEPS)
def test_rows_are_as_a_tuple_of_them(
    values: tuple[int, ...], first: int | None, behind: int | None, step: int | None
) -> None:
    rows = rows_of(values)
    assert len(rows) == len(values)
    assert rows[first:behind:step] == values[first:behind:step]
    assert tuple(rows) == values
    assert rows[::-1] == values[::-1]
    for place in range(-len(values), len(values)):
        assert rows[place] == values[place]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6, unique=True).map(tuple), st.data())
def test_a_value_is_found_at_its_place(values: tuple[int, ...], data: st.DataObject) -> None:
    rows = rows_of(values)
    wanted = data.draw(st.sampled_from(values))
    _ = rows[: data.draw(st.integers(0, len(values)))]
    assert rows.index(wanted) == values.index(wanted)
    with pytest.raises(ValueError, match=r"."):
        rows.index(99)
    with pytest.raises(IndexError):
        rows[len(values)]


def test_only_what_is_asked_for_is_read_and_only_once() -> None:
    asked = []

    def read(first: int, behind: int) -> tuple[int, ...]:
        asked.append((first, behind))
        return tuple(range(first, behind))

    rows = LazyRows(100, read)
    assert rows[10:13] == (10, 11, 12)
    assert rows[11] == 11
    assert rows.index(12) == 12
    assert asked == [(10, 13)]


@pytest.fixture(scope="module")
def store(corpus_index: Path) -> Iterator[Store]:
    with closing(open_store(corpus_index)) as opened:
        yield opened


@pytest.fixture(scope="module")
def documents(store: Store) -> list[tuple[StoredDocument, StoredDocument]]:
    """Each document of the corpus whole, and in parts."""
    return [(store.document(name), store.document(name, in_parts=True)) for name in DOCUMENTS]


def test_a_document_in_parts_is_the_whole_document(
    documents: list[tuple[StoredDocument, StoredDocument]],
) -> None:
    for whole, parts in documents:
        assert (parts.document, parts.view, parts.outline) == (
            whole.document,
            whole.view,
            whole.outline,
        )
        assert tuple(parts.passages) == whole.passages
        assert tuple(parts.sentences) == whole.sentences
        assert tuple(parts.quantities) == whole.quantities
        assert len(parts.quantities) == len(whole.quantities) > 0
        assert parts.quantities[-1] == whole.quantities[-1]
        assert parts.quantities[:2] == whole.quantities[:2]


@given(st.data())
def test_any_span_has_the_same_quantities_and_sentence(
    documents: list[tuple[StoredDocument, StoredDocument]], data: st.DataObject
) -> None:
    whole, parts = data.draw(st.sampled_from(documents))
    offsets = st.integers(0, len(whole.document.text) - 1)
    start, end = sorted((data.draw(offsets), data.draw(offsets)))
    span = Span(start, end + 1)
    found: tuple[Quantity, ...] = parts.quantities_in(span)
    assert found == whole.quantities_in(span)
    assert parts.sentence_at(start) == whole.sentence_at(start)


@pytest.fixture(scope="module")
def once(corpus_index: Path) -> Iterator[Assistant]:
    with closing(open_index(corpus_index, for_one=True)) as opened:
        yield opened


@pytest.mark.parametrize("question", QUESTIONS)
def test_who_is_asked_once_answers_as_others_do(
    corpus: Assistant, once: Assistant, question: str
) -> None:
    expected = json.dumps(as_json(corpus.ask(question)))
    assert json.dumps(as_json(once.ask(question))) == expected
    result, why = once.explain(question)
    assert json.dumps(as_json(result)) == expected
    assert why == corpus.explain(question)[1]


def test_what_is_given_out_is_a_whole_document(corpus_index: Path) -> None:
    with closing(open_index(corpus_index, for_one=True)) as once:
        once.ask(QUESTIONS[0])
        assert isinstance(once.document("ports.md").sentences, tuple)


def test_an_update_between_two_questions_is_seen(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    documents = write_documents(tmp_path / "documents")
    add(tmp_path / "index", encoder, documents)
    asked = "How much did the ferry port of Ostrava cost?"
    with closing(open_index(tmp_path / "index", for_one=True)) as once:
        assert "$220 million" in json.dumps(as_json(once.ask(asked)))
        (documents / "ferry.md").write_text(FERRY.replace("$220", "$330"), encoding="utf-8")
        add(tmp_path / "index", encoder, documents)
        assert "$330 million" in json.dumps(as_json(once.ask(asked)))
