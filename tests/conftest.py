import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from briqa.answer import Responder
    from briqa.assistant import Assistant
    from briqa.encoder import SentenceTransformerEncoder
    from briqa.questions.lexicon import CorpusLexicon
    from briqa.retrieve import Searcher
    from briqa.retrieve.phrases import PhraseVectors
    from briqa.store import Store


# No deadlines: how fast a machine is isn't what a test tests. The suite runs the same examples each
# time; `make stress` looks for new ones.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("stress", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or fills the user's cache; processes that tests start inherit it."""
    os.environ["BRIQA_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def encoder() -> "SentenceTransformerEncoder":
    """The real model, loaded once per run of the suite."""
    from briqa.encoder import open_encoder

    opened = open_encoder()
    opened.load()
    return opened


# The corpus of `tests/corpus.py`, indexed once; what reads it changes nothing in it.


@pytest.fixture(scope="session")
def corpus_index(
    tmp_path_factory: pytest.TempPathFactory, encoder: "SentenceTransformerEncoder"
) -> Path:
    from tests.corpus import write_corpus
    from tests.indexes import add

    folder = tmp_path_factory.mktemp("corpus")
    add(folder / "index", encoder, write_corpus(folder / "documents"))
    return folder / "index"


@pytest.fixture(scope="session")
def corpus(corpus_index: Path) -> "Iterator[Assistant]":
    from briqa.assistant import open_index

    with closing(open_index(corpus_index)) as opened:
        yield opened


@pytest.fixture(scope="session")
def corpus_store(corpus_index: Path) -> "Iterator[Store]":
    from briqa.store import open_store

    with closing(open_store(corpus_index)) as opened:
        yield opened


@pytest.fixture(scope="session")
def corpus_searcher(corpus_store: "Store", encoder: "SentenceTransformerEncoder") -> "Searcher":
    from briqa.retrieve import Searcher

    return Searcher(corpus_store, encoder)


@pytest.fixture(scope="session")
def corpus_lexicon(corpus_store: "Store", corpus_searcher: "Searcher") -> "CorpusLexicon":
    from briqa.questions.lexicon import CorpusLexicon

    return CorpusLexicon(corpus_store, corpus_searcher)


@pytest.fixture(scope="session")
def phrases(encoder: "SentenceTransformerEncoder") -> "PhraseVectors":
    from briqa.retrieve.phrases import PhraseVectors

    return PhraseVectors(encoder)


@pytest.fixture(scope="session")
def responder(
    corpus_store: "Store",
    corpus_searcher: "Searcher",
    corpus_lexicon: "CorpusLexicon",
    phrases: "PhraseVectors",
) -> "Responder":
    """What answers over the corpus, to look at what was found before anything is said."""
    from briqa.answer import Responder
    from briqa.store.cache import DocumentCache

    documents = DocumentCache(corpus_store)
    return Responder(corpus_searcher, corpus_lexicon, phrases, documents.get)
