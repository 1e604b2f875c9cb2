import pytest

from briqa.questions.lexicon import CorpusLexicon
from briqa.questions.names import find_capitals, find_names


def _names(question: str, lexicon: CorpusLexicon) -> list[str]:
    found = find_names(question, lexicon)
    for name in found:
        assert question[name.start : name.end] == name.name.text
    return [name.name.text for name in found]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        pytest.param("how many dockers does velmora employ", ["velmora"], id="lower case"),
        pytest.param("How many dockers does Velmora employ?", ["Velmora"], id="cased"),
        pytest.param("HOW MANY DOCKERS DOES VELMORA EMPLOY?", ["VELMORA"], id="capitals"),
        pytest.param("Velmora dockers", ["Velmora"], id="first word"),
        pytest.param("dockers in the port of Dunholm", ["Dunholm"], id="unknown, with a capital"),
        pytest.param("dockers in the port of dunholm", [], id="unknown, without"),
        pytest.param("Dunholm dockers", [], id="unknown, where any word has a capital"),
        pytest.param("What does the Report say of Velmora?", ["Velmora"], id="a framing word"),
        pytest.param("How many cranes are there?", [], id="a common word"),
        pytest.param("who is anselm draycott", ["anselm draycott"], id="two words"),
        pytest.param("is it Velmora or Kastrel", ["Velmora", "Kastrel"], id="two names"),
        pytest.param("velmora kastrel cargo", ["velmora", "kastrel"], id="in a row"),
        pytest.param("What of Velmora-Kastrel trade?", ["Velmora-Kastrel"], id="a hyphen"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_are_told_however_a_question_is_cased(
    question: str, names: list[str], corpus_lexicon: CorpusLexicon
) -> None:
    assert _names(question, corpus_lexicon) == names


@pytest.mark.parametrize(
    ("question", "stems"),
    [
        ("How many dockers does the Velmora Fog have?", ("fog",)),
        ("how many dockers does the velmora fog have", ()),
        ("HOW MANY DOCKERS DOES THE VELMORA FOG HAVE?", ()),
        ("How many Visitors does the fog have?", ("visitor",)),
        ("Fog of the port of Velmora", ()),
    ],
)
def test_common_words_typed_as_a_name_are_told(
    question: str, stems: tuple[str, ...], corpus_lexicon: CorpusLexicon
) -> None:
    names = find_names(question, corpus_lexicon)
    assert find_capitals(question, names, corpus_lexicon) == stems


@pytest.mark.parametrize("typed", ["SCTP", "sctp"])
def test_an_abbreviation_that_no_document_has_is_written_out(
    typed: str, corpus_lexicon: CorpusLexicon
) -> None:
    (found,) = find_names(f"members of the {typed}", corpus_lexicon)
    assert found.written_out == "Sundmark Coastal Trade Pact"
    assert frozenset({"sundmark", "coastal", "trade", "pact"}) in found.name.aliases


def test_one_that_a_document_has_stays_but_knows_its_other_name(
    corpus_lexicon: CorpusLexicon,
) -> None:
    (found,) = find_names("members of the NMU", corpus_lexicon)
    assert found.written_out is None
    assert found.name.aliases == (frozenset({"northern", "museum", "union"}),)


def test_a_word_with_another_name_of_its_own_is_no_part_of_a_longer_name(
    corpus_lexicon: CorpusLexicon,
) -> None:
    assert _names("What is NMU Lindgren?", corpus_lexicon) == ["NMU", "Lindgren"]
