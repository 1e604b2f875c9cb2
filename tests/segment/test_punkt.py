from hypothesis import example, given, settings
from hypothesis import strategies as st

from briqa.segment.sentences import SentenceSplitter
from briqa.spans import Document
from tests.strategies import documents

# What Punkt looks at: periods behind all sorts of words, and how words are written behind those.
WORDS = (
    "Dr. dr. Sea sea. Sea. SEA The the The. No. no 5. 5 5, 2019. A. a b. U.S. e.g. ... . . .. ? ! "
    "end.) (end. x-dr. -5. ,5 1,000.- é. É É. 中. _a_ a\x1cb a\x0bb word, Mr. mr"
).split(" ")


def texts() -> st.SearchStrategy[str]:
    gaps = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\n \n", "\n\x0c\n", " \n"])
    words = st.lists(st.tuples(st.sampled_from(WORDS), gaps), max_size=60)
    return words.map(lambda pairs: "".join(word + gap for word, gap in pairs))


def assert_learns_as_nltk(text: str) -> None:
    SentenceSplitter("")  # makes Punkt's module loadable by itself
    from nltk.tokenize.punkt import PunktTrainer

    from briqa.segment.punkt import learn

    plain = PunktTrainer()
    plain.train(text, finalize=False)
    expected, found = plain.get_params(), learn(text)
    assert found.sent_starters == expected.sent_starters
    assert found.ortho_context == {
        word: flags for word, flags in expected.ortho_context.items() if flags
    }


@settings(max_examples=60, deadline=None, derandomize=True)
@given(documents())
def test_pairs_read_once_teach_what_the_whole_document_would(document: Document) -> None:
    assert_learns_as_nltk(document.text)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(texts())
@example("\n \nThe port. The port")
@example("5.\nThe U.S. Sea.\n\nthe sea")
def test_periods_teach_what_they_teach_nltk(text: str) -> None:
    assert_learns_as_nltk(text)


def test_a_word_that_begins_many_sentences_is_learnt() -> None:
    places = [f"{one}ar{two}holm" for one in "bdfgk" for two in "lmnrt"]
    text = " ".join(f"However it grew in {place}." for place in places)
    SentenceSplitter("")
    from briqa.segment.punkt import learn

    assert learn(text).sent_starters == {"however"}
    assert_learns_as_nltk(text)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(texts())
def test_sentences_end_where_nltk_ends_them(text: str) -> None:
    SentenceSplitter("")
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    from briqa.segment.punkt import SentenceTokenizer, learn

    parameters = learn(text)
    parameters.abbrev_types = {"dr", "mr", "no", "e.g", "u.s"}
    found = list(SentenceTokenizer(parameters).span_tokenize(text))
    assert found == list(PunktSentenceTokenizer(parameters).span_tokenize(text))
