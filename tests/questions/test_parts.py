import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.questions import Part, read_question
from briqa.questions.lexicon import CorpusLexicon
from briqa.questions.names import find_names
from briqa.questions.parts import split_question
from briqa.retrieve.phrases import PhraseVectors

NAMES = st.sampled_from(["Velmora", "Kastrel", "Tarn", "Lindgren", "Ilvern"])
CASES: st.SearchStrategy[Callable[[str], str]] = st.sampled_from([str, str.lower])
TEMPLATES = st.sampled_from(
    [
        "dockers of {} vs {}",
        "Does {} employ more dockers than {}?",
        "Which is older, {} or {}?",
        "Compare the cargo of {} and {}.",
        "difference between {}'s and {}'s routes",
        "Who leads {} and who leads {}?",
    ]
)


def _parts(question: str, lexicon: CorpusLexicon, phrases: PhraseVectors) -> tuple[Part, ...]:
    names = find_names(question, lexicon)
    return split_question(read_question(question), names, phrases.nearness)


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("dockers of Velmora vs Kastrel", ["Velmora", "Kastrel"]),
        ("dockers of velmora versus kastrel", ["velmora", "kastrel"]),
        ("Which port is larger, Velmora or Kastrel?", ["Velmora", "Kastrel"]),
        ("Does Velmora employ more dockers than Kastrel?", ["Velmora", "Kastrel"]),
        ("the dockers of Velmora compared to Kastrel", ["Velmora", "Kastrel"]),
        ("difference between Velmora and Kastrel in cargo", ["Velmora", "Kastrel"]),
        ("Compare the cargo of Velmora, Kastrel and Tarn", ["Velmora", "Kastrel", "Tarn"]),
        ("Who founded Velmora, and when was Kastrel founded?", ["Velmora", "Kastrel"]),
        ("Which port has the most cargo and which the least?", ["most", "least"]),
        ("How did cargo change from 2019 to 2021?", ["2019", "2021"]),
        ("cargo of Velmora 2019 vs 2021", ["2019", "2021"]),
        ("outbound vs inbound cargo of Velmora", ["outbound", "inbound"]),
        ("Is Velmora faster by rail or by sea?", ["rail", "sea"]),
        ("How many dockers do Velmora and Kastrel each employ?", ["Velmora", "Kastrel"]),
        ("Both Velmora and Kastrel opened routes: how many?", ["Velmora", "Kastrel"]),
        ("velmora kastrel more cargo", ["velmora", "kastrel"]),
        ("Has Velmora more dockers than Kastrel has routes?", ["Velmora", "Kastrel"]),
        ("Compare the trade of Velmora and Kastrel with Tarn.", ["Velmora", "Kastrel"]),
        ("exports vs imports of Velmora with Kastrel", ["exports", "imports"]),
        ("cargo of Velmora each year from 2018 to 2021", ["2018", "2019", "2020", "2021"]),
    ],
)
def test_a_question_is_split_into_its_sides(
    question: str, labels: list[str], corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    assert [part.label for part in _parts(question, corpus_lexicon, phrases)] == labels


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "Has Velmora more dockers than Kastrel has routes?",
            ["Has Velmora more dockers", "Kastrel has routes?"],
        ),
        (
            "shipping routes of Velmora versus the cargo volume of Kastrel",
            ["shipping routes of Velmora", "the cargo volume of Kastrel"],
        ),
    ],
)
def test_a_side_with_a_thing_of_its_own_is_asked_for_that(
    question: str, texts: list[str], corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    parts = _parts(question, corpus_lexicon, phrases)
    assert [(part.text, part.is_whole) for part in parts] == [(text, True) for text in texts]


def test_the_capitals_behind_a_name_go_with_it(
    corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    question = "Did Velmora Port or Kastrel Port Group handle more cargo?"
    assert [part.text for part in _parts(question, corpus_lexicon, phrases)] == [
        "Did Velmora Port handle more cargo?",
        "Did Kastrel Port Group handle more cargo?",
    ]


def test_compare_with_has_two_sides(corpus_lexicon: CorpusLexicon, phrases: PhraseVectors) -> None:
    question = "Compare the cargo of Velmora with that of Kastrel."
    assert [part.label for part in _parts(question, corpus_lexicon, phrases)] == [
        "Velmora",
        "Kastrel",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "How does the cargo of Velmora's docks compare with that of Kastrel's?",
        "Is the cargo of Velmora's docks larger than that of Kastrel?",
    ],
)
def test_what_a_pronoun_stands_for_is_asked_of_both_sides(
    question: str, corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    texts = [part.text for part in _parts(question, corpus_lexicon, phrases)]
    assert ["cargo of Velmora's docks" in texts[0], "cargo of Kastrel's docks" in texts[1]] == [
        True,
        True,
    ]
    assert not any("that" in text.split() for text in texts)


@pytest.mark.parametrize(
    "question",
    [
        "How many dockers has Velmora, and how many of them live in Kastrel?",
        "How many dockers does Velmora employ?",
        "Who founded Velmora and Kastrel?",
        "Is Velmora larger than Velmora?",
        "Which port has more than 1,000 dockers?",
        "How did the cargo of Velmora change?",
        "How did the cargo of Velmora change since 2019?",
        "How is trade between Velmora and Kastrel organised?",
        "",
    ],
)
def test_a_question_with_one_side_stays_whole(
    question: str, corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    assert _parts(question, corpus_lexicon, phrases) == ()


def test_what_the_sides_share_stands_in_each_part(
    corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    parts = _parts("dockers of Velmora vs Kastrel in 2019", corpus_lexicon, phrases)
    assert [part.text for part in parts] == [
        "dockers of Velmora in 2019",
        "dockers of Kastrel in 2019",
    ]


def test_a_superlative_is_put_in_the_place_of_the_other(
    corpus_lexicon: CorpusLexicon, phrases: PhraseVectors
) -> None:
    question = "Which port has the most cargo, and which the least?"
    parts = _parts(question, corpus_lexicon, phrases)
    assert [part.text for part in parts] == [
        "Which port has the most cargo",
        "Which port has the least cargo",
    ]


@given(TEMPLATES, st.lists(NAMES, min_size=2, max_size=2, unique=True), CASES)
def test_each_part_has_its_own_label_and_no_other(
    corpus_lexicon: CorpusLexicon,
    phrases: PhraseVectors,
    template: str,
    names: list[str],
    typed: Callable[[str], str],
) -> None:
    question = typed(template.format(*names))
    parts = _parts(question, corpus_lexicon, phrases)
    assert [part.label.lower() for part in parts] == [name.lower() for name in names]
    for part, other in zip(parts, reversed(parts), strict=True):
        assert part.label in question
        assert re.search(rf"\b{part.label}\b", part.text)
        assert not re.search(rf"\b{other.label}\b", part.text)


@given(st.text(max_size=60) | st.lists(NAMES, max_size=5).map(" vs ".join))
def test_any_text_gives_no_part_or_several_with_different_labels(
    corpus_lexicon: CorpusLexicon, phrases: PhraseVectors, text: str
) -> None:
    parts = _parts(text, corpus_lexicon, phrases)
    labels = [part.label.lower() for part in parts]
    assert len(labels) != 1
    assert len(set(labels)) == len(labels)
    assert all(part.label in text for part in parts)
