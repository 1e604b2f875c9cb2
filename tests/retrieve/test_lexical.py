import itertools
import math
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briqa.encoder import SentenceTransformerEncoder
from briqa.retrieve import lexical as module
from briqa.retrieve.lexical import LexicalIndex
from briqa.store import Store, open_store
from tests.indexes import add, put_passages

# Short enough that no letter is cut from them, so that they are their own stems.
STEMS = ["ka", "ke", "ki", "ko", "ku"]
PASSAGES = st.tuples(
    st.lists(st.sampled_from(STEMS), max_size=2).map(" ".join),
    st.lists(st.sampled_from(STEMS), min_size=1, max_size=8).map(" ".join),
)


def test_bm25_is_as_reckoned_by_hand(tmp_path: Path, encoder: SentenceTransformerEncoder) -> None:
    (tmp_path / "a.md").write_text("Ferry ferry costs rise.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("The museum closed.\n", encoding="utf-8")
    add(tmp_path / "index", encoder, tmp_path / "a.md", tmp_path / "b.md")
    with closing(open_store(tmp_path / "index")) as store:
        scores = LexicalIndex(store).best(store.terms("ferry museum"), 10)
    # Lengths 4 and 3 words, mean 3.5; each term in 1 of 2 passages: idf = ln(1 + 1.5/1.5) = ln 2,
    # half of the mass 2 ln 2. Saturation tf * 1.9 / (tf + 0.9 * (0.6 + 0.4 * length / 3.5)).
    idf = math.log(2)
    ferry = idf * 2 * 1.9 / (2 + 0.9 * (0.6 + 0.4 * 4 / 3.5)) / (2 * idf)
    museum = idf * 1 * 1.9 / (1 + 0.9 * (0.6 + 0.4 * 3 / 3.5)) / (2 * idf)
    assert [scores.terms[found] for found in sorted(scores.terms)] == pytest.approx([ferry, museum])
    assert scores.pairs == {}


@given(
    st.lists(PASSAGES, min_size=1, max_size=8),
    st.sets(st.integers(0, 7), max_size=3),
    st.lists(st.sampled_from([*STEMS, "nonesuch"]), max_size=5),
)
@settings(max_examples=25)
def test_scores_are_those_of_bm25_over_all_passages(
    passages: list[tuple[str, str]], removed: set[int], question: list[str]
) -> None:
    with _stored(passages) as store:
        ids = [row[0] for row in store._all("SELECT id FROM passages ORDER BY id")]
        for number in sorted(removed & set(range(len(passages)))):
            with store.transaction():
                store.remove_document(f"{number}.txt")
                store.bump_generation()
        left = {
            passage_id: passage
            for number, (passage_id, passage) in enumerate(zip(ids, passages, strict=True))
            if number not in removed
        }
        index = LexicalIndex(store)
        found = index.score(question, ids)
        best = index.best(question, 10)
    terms, pairs = _all_scores(left, question)
    assert found.terms == pytest.approx(terms)
    assert found.pairs == pytest.approx(pairs)
    assert best == found


@given(st.lists(PASSAGES, min_size=2, max_size=6))
@settings(max_examples=15)
def test_an_index_that_has_grown_scores_as_one_made_at_once(
    passages: list[tuple[str, str]],
) -> None:
    with _stored(passages[:1]) as grown, _stored(passages) as whole:
        grown.term_index()
        put_passages(grown, "gone.txt", ("ka", "ka ke ki"))
        for number, passage in enumerate(passages[1:], start=1):
            put_passages(grown, f"{number}.txt", passage)
            grown.term_index()
        with grown.transaction():
            grown.remove_document("gone.txt")
            grown.bump_generation()
        for question in itertools.permutations(STEMS, 2):
            assert _by_document(grown, question) == _by_document(whole, question)


def test_the_best_hundreds_are_found_whatever_the_layout(tmp_path: Path) -> None:
    # More passages than are looked at, most of them alike; the index is of many parts.
    with closing(open_store(tmp_path, create=True)) as store:
        for part in range(6):
            put_passages(store, f"{part}.txt", *[("", "ka ke ku")] * 40, ("", f"ka ki {part}"))
            store.term_index()
        index = LexicalIndex(store)
        found = index.best(["ka", "ki"], 10)
    assert len(found.pairs) == 6
    assert all(found.terms[passage_id] == max(found.terms.values()) for passage_id in found.pairs)


def test_a_pair_is_guessed_where_counting_would_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_COUNTED", 1)
    with _stored([("", "ka ke"), ("", "ka ke"), ("", "ke ka ki"), ("", "ko")]) as store:
        index = LexicalIndex(store)
        guessed = index._about_with_pair("ka", "ke")
        assert index._about_with_pair("ke", "ki") == 0
    # 3 passages have each, of 4 with 8 words in all.
    assert guessed == pytest.approx(math.sqrt(3 * 3 * 3 / 8))


@pytest.mark.parametrize("read", [0, 10])
def test_how_often_a_pair_stands_together(monkeypatch: pytest.MonkeyPatch, read: int) -> None:
    monkeypatch.setattr(module, "_READ", read)
    with _stored([("ka ke", "ke ka"), ("", "ka ke ka ke"), ("ki", "ke"), ("ke", "ko")]) as store:
        index = LexicalIndex(store)
        # Of four in bodies two follow it, both in one passage.
        assert index.share_with_pair("ka", "ke") == (2 / 4 if read else 1 / 4)
        assert index.share_with_pair("ko", "ke") == index.share_with_pair("ka", "zu") == 0


@contextmanager
def _stored(passages: Sequence[tuple[str, str]]) -> Iterator[Store]:
    """A store with a document for each passage."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_store(Path(folder), create=True)) as store,
    ):
        for number, passage in enumerate(passages):
            put_passages(store, f"{number}.txt", passage)
        yield store


def _by_document(store: Store, question: Sequence[str]) -> dict[str, tuple[float, float]]:
    found = LexicalIndex(store).best(question, 10)
    places = store.passage_places(list(found.terms))
    return {
        places[passage_id][0]: (score, found.pairs.get(passage_id, 0.0))
        for passage_id, score in found.terms.items()
    }


def _all_scores(
    passages: dict[int, tuple[str, str]], question: Sequence[str]
) -> tuple[dict[int, float], dict[int, float]]:
    """The formula of docs/architecture.md, word by word over all passages."""
    heads = {number: heading.split() for number, (heading, _) in passages.items()}
    bodies = {number: body.split() for number, (_, body) in passages.items()}
    lengths = {number: len(heads[number] + bodies[number]) for number in passages}
    mean = max(sum(lengths.values()) / len(lengths), 1) if lengths else 1

    def scores(counts: dict[int, int], mass: float) -> dict[int, float]:
        having = sum(count > 0 for count in counts.values())
        return {
            number: _idf(having, len(passages)) / mass * count * 1.9
            / (count + 0.9 * (0.6 + 0.4 * lengths[number] / mean))
            for number, count in counts.items()
            if count
        }  # fmt: skip

    holding = {
        term: {number: (heads[number] + bodies[number]).count(term) for number in passages}
        for term in question
    }
    having = {term: sum(map(bool, counts.values())) for term, counts in holding.items()}
    mass = sum(_idf(count, len(passages)) for count in having.values() if count) or 1.0
    terms = [scores(counts, mass) for counts in holding.values()]
    pairs = [
        scores(
            {
                number: sum(found == pair for found in itertools.pairwise(body))
                for number, body in bodies.items()
            },
            mass,
        )
        for pair in set(itertools.pairwise(question))
    ]
    return _added(terms), _added(pairs)


def _idf(having: int, passages: int) -> float:
    return math.log(1 + (passages - having + 0.5) / (having + 0.5))


def _added(parts: Sequence[dict[int, float]]) -> dict[int, float]:
    numbers = {number for part in parts for number in part}
    return {number: sum(part.get(number, 0.0) for part in parts) for number in numbers}
