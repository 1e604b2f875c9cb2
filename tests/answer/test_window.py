from briqa.answer.evidence import Evidence
from briqa.answer.window import window_of
from briqa.retrieve import Searcher
from briqa.store import Store
from tests.answer.conftest import Find

# As in the module: a heading, what stands before and after, and the marks between.
ROOM = 220 + 120 + 80 + 5


def test_a_window_holds_what_its_sentence_points_back_to(find: Find) -> None:
    window = window_of(find("It employs 3,150 dockers"))
    before = window.text[: window.start]
    assert before.startswith("Port of Velmora: ")
    assert window.text[window.start : window.end].startswith("It employs 3,150 dockers")


def test_the_first_sentence_of_a_passage_has_only_its_heading_before_it(find: Find) -> None:
    window = window_of(find("In 2019, the port of Velmora handled"))
    assert window.text[: window.start] == "Port of Velmora: "


def test_every_sentence_is_whole_in_its_window_and_the_rest_is_bounded(
    corpus_store: Store, corpus_searcher: Searcher
) -> None:
    hits = corpus_searcher.search(["port pact museum fleet", "price of tickets"], limit=100)
    documents = {hit.docid: corpus_store.document(hit.docid) for own in hits for hit in own}
    evidence = Evidence(corpus_searcher.stems, lambda stem, word: False)
    for own in hits:
        candidates = evidence.candidates(own, documents)
        assert candidates
        for candidate in candidates:
            window = window_of(candidate)
            assert window.text[window.start : window.end] == candidate.reading
            assert len(window.text) <= len(candidate.reading) + ROOM
