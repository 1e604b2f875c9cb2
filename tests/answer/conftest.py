from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briqa.answer import Responder
from briqa.answer.evidence import Candidate, Evidence
from briqa.answer.reading import Reading
from briqa.questions.lexicon import CorpusLexicon
from briqa.retrieve import Searcher
from briqa.store import Store, open_store

Read = Callable[[str], Reading]
Find = Callable[[str], Candidate]


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store without documents, for its stemmer."""
    with closing(open_store(Path(tmp_path_factory.mktemp("empty")), create=True)) as opened:
        yield opened


@pytest.fixture(scope="session")
def read(responder: Responder) -> Read:
    """What is found for a question over the corpus."""
    return lambda question: responder.read_all([question], passages=5)[0]


@pytest.fixture(scope="session")
def find(corpus_store: Store, corpus_searcher: Searcher) -> Find:
    """The sentence of the corpus that begins so, as a candidate."""
    (hits,) = corpus_searcher.search(["port pact museum fleet"], limit=100)
    documents = {hit.docid: corpus_store.document(hit.docid) for hit in hits}
    lexicon = CorpusLexicon(corpus_store, corpus_searcher)
    candidates = Evidence(corpus_searcher.stems, lexicon.is_name).candidates(hits, documents)

    def found(start: str) -> Candidate:
        (candidate,) = [found for found in candidates if found.reading.startswith(start)]
        return candidate

    return found
