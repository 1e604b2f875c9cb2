import math

import pytest

from briqa.answer.closeness import CloseLook, CloseReader, Nearest
from briqa.answer.features import weigh
from briqa.questions.analysis import analyse
from briqa.questions.lexicon import CorpusLexicon
from briqa.retrieve import Searcher
from briqa.retrieve.phrases import PhraseVectors
from tests.answer.conftest import Find

VELMORA = "It employs 3,150"
KASTREL = "The port of Kastrel employs"


class Looker:
    """Looks closely at one sentence for one question."""

    def __init__(
        self, lexicon: CorpusLexicon, searcher: Searcher, phrases: PhraseVectors, find: Find
    ) -> None:
        self._lexicon, self._searcher, self._phrases = lexicon, searcher, phrases
        self._find = find
        self._reader = CloseReader(lexicon, phrases)

    def __call__(self, text: str, start: str) -> CloseLook:
        question = analyse(text, self._lexicon, self._phrases.nearness)
        topic = weigh(question, {stem: self._searcher.idf(stem) for stem in question.stems})
        candidate = self._find(start)
        nearest = Nearest(question, topic, [candidate], [candidate.document])
        ((found,),) = self._reader.read_all([nearest])
        return found


@pytest.fixture(scope="module")
def look(
    corpus_lexicon: CorpusLexicon,
    corpus_searcher: Searcher,
    phrases: PhraseVectors,
    find: Find,
) -> Looker:
    return Looker(corpus_lexicon, corpus_searcher, phrases, find)


def test_a_name_in_the_place_of_another_is_a_rival(look: Looker) -> None:
    found = look("How many dockers does the port of Dunholm employ?", KASTREL)
    assert found.rival == "Kastrel"
    assert found.missing == ("Dunholm",)
    assert found.features["rival_lost"] > 0
    assert found.features["name_lost"] == 1


def test_a_sentence_about_the_name_itself_has_no_rival(look: Looker) -> None:
    for question, start in (
        ("How many dockers does the port of Kastrel employ?", KASTREL),
        ("How many dockers does the port of Velmora employ?", VELMORA),
        ("how many dockers are there", KASTREL),
    ):
        found = look(question, start)
        assert (found.rival, found.missing) == (None, ())
        assert (found.features["rival_lost"], found.features["name_lost"]) == (0, 0)


def test_words_that_nothing_bears_are_missing_as_they_were_typed(look: Looker) -> None:
    assert look("How many Zeppelins does Velmora employ?", VELMORA).missing == ("Zeppelins",)
    assert look("zeppelins and dockers of velmora", VELMORA).missing == ("zeppelins",)


def test_a_missing_word_counts_less_where_a_near_one_stands(look: Looker) -> None:
    near = look("How many stevedores does Velmora employ?", VELMORA).features
    far = look("How many volcanoes does Velmora employ?", VELMORA).features
    none = look("How many dockers does Velmora employ?", VELMORA).features
    assert far["alien"] > near["alien"] > none["alien"] == 0
    assert far["unlike"] > near["unlike"] > none["unlike"] == 0


def test_the_figure_asked_for_is_chosen(look: Looker) -> None:
    found = look("How many dockers does Velmora employ?", VELMORA)
    assert [figure.quantity.value for figure in found.choice.figures] == [3150]
    assert 0 < found.features["fit"] <= 1
    assert found.features["fit_unasked"] == 0
    assert look("How many dockers are there?", "Its director").choice.figures == ()


def test_every_feature_is_a_number(look: Looker) -> None:
    for question in ("", "?", "Dunholm", "How many zeppelins in 1066?"):
        values = look(question, KASTREL).features.values()
        assert all(math.isfinite(value) for value in values)


def test_a_figure_that_counts_others_does_not_bear_what_is_counted(look: Looker) -> None:
    dockers = look("How many dockers does Velmora employ?", VELMORA).features
    quays = look("How many quays does Velmora have?", VELMORA).features
    assert dockers["counted_unborne"] == dockers["counted_elsewhere"] == 0
    assert quays["counted_unborne"] > 0.5
    assert quays["counted_elsewhere"] == quays["counted_unborne"]


def test_an_amount_says_how_many_of_nothing(look: Looker) -> None:
    cargo = "In 2019, the port of Velmora handled"
    quays = look("How many ports does Velmora have?", cargo).features
    tonnes = look("How many tonnes of cargo did Velmora handle?", cargo).features
    assert quays["counted_measured"] > 0.5
    assert tonnes["counted_measured"] == tonnes["counted_unborne"] == 0


def test_a_name_is_not_displaced_where_the_sentence_begins_with_it(look: Looker) -> None:
    start = "Sailors of Marrow Lines"
    assert look("How many sailors does Marrow Lines have?", start).features["name_displaced"] == 0


def test_a_question_of_unknown_words_alone_is_told(look: Looker) -> None:
    assert look("How many zeppelins?", VELMORA).features["unknown_all"] == 1
    assert look("How many zeppelins in Velmora?", VELMORA).features["unknown_all"] == 0
    assert look("How many dockers?", VELMORA).features["unknown_all"] == 0
