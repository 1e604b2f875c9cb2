import time

import pytest
from hypothesis import given

from briqa.lexicon import find_aliases
from tests.strategies import texts


def _pairs(sentence: str) -> list[tuple[str, str]]:
    return [(alias.name, alias.other) for alias in find_aliases([sentence])]


@pytest.mark.parametrize(
    ("sentence", "name", "other"),
    [
        pytest.param(
            "It joined the Northern Harbour Office (NHO) in 2001.",
            "Northern Harbour Office", "NHO", id="long and short",
        ),
        pytest.param(
            "The NHO (Northern Harbour Office) met.",
            "NHO", "Northern Harbour Office", id="short and long",
        ),
        pytest.param(
            "The Howe Harbour Trust (the “HHT”) met.",
            "Howe Harbour Trust", "HHT", id="all initials before inner letters",
        ),
        pytest.param(
            "It counts twenty-foot equivalent units (TEUs, a measure of cargo).",
            "twenty-foot equivalent units", "TEUs", id="with a remark",
        ),
        pytest.param(
            "Trains of the \"Osvek'in\" (Ostrava-Vekland-Inland) run daily.",
            "Osvek'in", "Ostrava-Vekland-Inland", id="quoted name and compound",
        ),
        pytest.param(
            "The Lindgren Mill Zone in Ostrava (“Lindgren Zone”) grew.",
            "Lindgren Mill Zone in Ostrava", "Lindgren Zone", id="quoted short form",
        ),
        pytest.param(
            "It bought Vostok, Inc. (“Vostok”) in 2001.",
            "Vostok, Inc.", "Vostok", id="company form",
        ),
        pytest.param(
            "The Ostrava Tower, also known as the Grey Needle, is high.",
            "Ostrava Tower", "Grey Needle", id="also known as",
        ),
        pytest.param(
            "Lindgren, commonly known as “Lin Town”, grew.",
            "Lindgren", "Lin Town", id="a role's word in a name",
        ),
        pytest.param(
            "The town of Lindgren (formerly Port Alma) grew.",
            "Lindgren", "Port Alma", id="formerly",
        ),
        pytest.param(
            "The Belt and Bridge Plan, hereafter referred to as “Bridge Belt”, began.",
            "Belt and Bridge Plan", "Bridge Belt", id="hereafter",
        ),
        pytest.param(
            "The town of Ostra (Polish: Ostrowa) grew.", "Ostra", "Ostrowa", id="language",
        ),
        pytest.param(
            "The Northern Harbour Office, or NHO, met.",
            "Northern Harbour Office", "NHO", id="or",
        ),
    ],
)  # fmt: skip
def test_stated_aliases(sentence: str, name: str, other: str) -> None:
    assert _pairs(sentence) == [(name, other)]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("A line to Duisburg (Germany) opened.", id="place"),
        pytest.param("The Northern Harbour Office (Ostrava) met.", id="seat"),
        pytest.param("The NHO members (Lindgren and Ostrava) met.", id="list"),
        pytest.param("Turnover of the NHO (2021) rose to $5 million (2022).", id="years"),
        pytest.param("The Northern Harbour Office (XQZ) met.", id="other letters"),
        pytest.param("Its partners (called “partner towns”) met.", id="lower case"),
        pytest.param("Vostok Mills (the “Company”) grew.", id="role"),
        pytest.param("A sale in Ostrava (the “Ostrava Debt”) closed.", id="defined thing"),
        pytest.param("A film by Ada Lindgren (“Harbour”) opened.", id="title of a work"),
        pytest.param("Also known as Grey Needle, it is high.", id="adverb"),
        pytest.param("Ada Lindgren, formerly head of the NHO, spoke.", id="post"),
        pytest.param("It rose (see Table 3) in some towns (“involution”).", id="remark"),
        pytest.param("A mill in Ostrava known as the Grey Mill burnt.", id="where a thing is"),
        pytest.param("The tower of Ostrava, also known as the Needle, is high.", id="a part of it"),
        pytest.param("The so-called Needle is high.", id="one name only"),
    ],
)
def test_what_states_no_alias(sentence: str) -> None:
    assert _pairs(sentence) == []


def test_an_alias_stated_twice_is_one() -> None:
    sentence = "The Northern Harbour Office (NHO) met."
    assert len(find_aliases([sentence, sentence.upper(), sentence])) == 1


@given(texts())
def test_names_are_words_of_their_sentence(text: str) -> None:
    for alias in find_aliases([text]):
        assert alias.name in text
        assert alias.other in text
        assert alias.name != alias.other


@pytest.mark.parametrize(
    "piece", ["(", "(A) ", "“A ", ", also known as ", "A-", "NHO (", "the A, or A"]
)
def test_the_work_grows_no_faster_than_the_text_squared(piece: str) -> None:
    started = time.perf_counter()
    find_aliases([piece * 1500])
    assert time.perf_counter() - started < 5
