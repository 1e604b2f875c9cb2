from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from briqa.answer import Refusal, Responder
from briqa.answer.closeness import CloseReader
from briqa.answer.evidence import Candidate
from briqa.answer.models import LinearModel
from briqa.answer.rank import CLOSE, SentenceRanker
from briqa.answer.reading import Reading
from briqa.encoder import SentenceTransformerEncoder
from briqa.indexing import remove_document
from briqa.questions.lexicon import CorpusLexicon
from briqa.retrieve import Searcher
from briqa.retrieve.phrases import PhraseVectors
from briqa.store import Store, open_store
from tests.answer.conftest import Read
from tests.indexes import add

QUESTIONS = (
    "How many dockers does the port of Velmora employ?",
    "who founded kastrel",
    "Which composer wrote the symphony about volcanic penguins?",
    "?",
)


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.document.document.docid, candidate.sentence.sentence.span.start


@pytest.mark.parametrize("question", QUESTIONS)
def test_sentences_come_each_once_those_not_read_by_score_and_in_the_same_order_again(
    question: str, read: Read
) -> None:
    first, second = read(question), read(question)
    places = [_place(found.candidate) for found in first.ranked]
    assert 0 < len(set(places)) == len(places) <= CLOSE
    assert places == [_place(found.candidate) for found in second.ranked]
    unread = [found for found in first.ranked if found.cross is None]
    assert first.ranked[-len(unread) :] == tuple(unread) or not unread
    assert all(one.score >= other.score for one, other in pairwise(unread))


def test_the_sentence_that_answers_comes_first(read: Read) -> None:
    for question, start in (
        ("How many dockers does the port of Velmora employ?", "It employs 3,150"),
        ("How many dockers does the port of Kastrel employ?", "The port of Kastrel employs"),
        ("who founded kastrel", "The port of Kastrel was founded"),
    ):
        assert read(question).ranked[0].candidate.reading.startswith(start)


def test_sentences_of_one_score_are_in_order_of_place(
    corpus_store: Store,
    corpus_searcher: Searcher,
    corpus_lexicon: CorpusLexicon,
    phrases: PhraseVectors,
    read: Read,
) -> None:
    reading = read(QUESTIONS[0])
    ranker = SentenceRanker(corpus_searcher, CloseReader(corpus_lexicon, phrases))
    documents = {hit.docid: corpus_store.document(hit.docid) for hit in reading.hits}
    topic = ranker.topic(reading.question)
    level = LinearModel(0.0, {})
    for hits in (reading.hits, tuple(reversed(reading.hits))):
        found = ranker.by_words(reading.question, topic, hits, documents, level)
        places = [_place(candidate) for candidate, _ in found]
        assert places == sorted(set(places))


def test_a_batch_is_read_as_each_question_alone(responder: Responder, read: Read) -> None:
    def shown(readings: Sequence[Reading]) -> list[list[tuple[str, int]]]:
        return [[_place(found.candidate) for found in reading.ranked] for reading in readings]

    together = responder.read_all(QUESTIONS, passages=5)
    assert shown(together) == shown([read(question) for question in QUESTIONS])


def test_a_reading_of_nothing_is_sure_of_nothing(
    tmp_path: Path, encoder: SentenceTransformerEncoder, phrases: PhraseVectors
) -> None:
    (tmp_path / "quay.md").write_text("The quay of Osk has 12 cranes.\n", encoding="utf-8")
    add(tmp_path / "index", encoder, tmp_path / "quay.md")
    with closing(open_store(tmp_path / "index")) as store:
        remove_document(store, "quay.md")
        searcher = Searcher(store, encoder)
        responder = Responder(searcher, CorpusLexicon(store, searcher), phrases, store.document)
        (reading,) = responder.read_all(["How many cranes?"], passages=5)
        refusal = responder.compose(reading, passages=5)
    assert (reading.ranked, reading.hits, reading.confidence) == ((), (), 0.0)
    assert isinstance(refusal, Refusal)
    assert (refusal.passages, refusal.nearest, refusal.notes) == ((), None, ())
