import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer.features import weigh
from briqa.answer.figure_choice import Choice, FigureChooser
from briqa.answer.figure_question import read_asked
from briqa.answer.models import LinearModel, load_model
from briqa.encoder import SentenceTransformerEncoder
from briqa.questions import Wanted, read_question
from briqa.questions.analysis import analyse
from briqa.questions.lexicon import CorpusLexicon
from briqa.retrieve import Searcher
from briqa.retrieve.phrases import PhraseVectors
from briqa.store import Store, open_store
from tests.indexes import add

SENTENCES = {
    "routes": "The port of Brno has opened 185 barge routes, of which 151 are for coal.",
    "insured": "In 2021 the fund of Olomouc insured 1,069 projects to an amount of $29.7 billion.",
    "series": "The canal of Zlin widened its network from 38 towns in 2014 to 56 towns in 2020.",
    "growth": "Trade of Opava came to 168.8 million euros in 2022, up 12.9%.",
    "tram": "The tramway of Jihlava serves 61 firms and 9 villages, and employs 420 drivers.",
    "opened": "The Lindgren museum opened on 3 May 1998 with 12 rooms.",
    "rents": "Rent was $4 million and $5 million in 2019 and 2018, respectively.",
    "rank": "The harbour of Kolin exceeds 30 million tons and ranks 4th in the country.",
    "zone": "The zone of Most covers 12 km2 and is home to 37 companies.",
    "cups": "The plant of Telc had 80% fewer accidents, 30% higher output and 90% lower emissions.",
}
CHANGES = {
    "fees": "The toll of Vsetin went down from $45 to $18.",
    "cargo": "Cargo of Hranice grew from 40 to 56 million tons, or 4.1% a year, and ranks 3rd.",
    "share": "Trutnov imported goods of 3.4 billion euros, which is 47% of the region's imports.",
    "trams": "In 2022 Louny had 260 trams, up from 240 in 2021 and 175 in 2020.",
    "sheds": "Barges of Decin moved 640 tonnes (up 7.5%) of salt worth $95 (up 21%).",
    "average": "Zatec ships 41% of its hops abroad; the national average is 38%.",
    "exam": "In Slany 50% of the boys and 50% of the girls passed, and 12% of the teachers left.",
    "lines": "Tabor has 64 coach lines, of which 27 go to villages.",
}
Ask = Callable[..., Choice]


@pytest.fixture(scope="module")
def store(
    tmp_path_factory: pytest.TempPathFactory, encoder: SentenceTransformerEncoder
) -> Iterator[Store]:
    with closing(_stored(tmp_path_factory.mktemp("figures"), SENTENCES, encoder)) as opened:
        yield opened


def _stored(
    folder: Path, sentences: Mapping[str, str], encoder: SentenceTransformerEncoder
) -> Store:
    for name, text in sentences.items():
        (folder / f"{name}.md").write_text(f"{text}\n", encoding="utf-8")
    add(folder / "index", encoder, folder)
    return open_store(folder / "index")


@pytest.fixture(scope="module")
def ask(store: Store, encoder: SentenceTransformerEncoder) -> Ask:
    return _asks(store, encoder)


def _asks(store: Store, encoder: SentenceTransformerEncoder) -> Ask:
    searcher = Searcher(store, encoder)
    lexicon, phrases = CorpusLexicon(store, searcher), PhraseVectors(encoder)
    chooser = FigureChooser(searcher.stems, phrases.similarity)

    def choice(text: str, *names: str) -> Choice:
        documents = [store.document(f"{name}.md") for name in names]
        question = analyse(text, lexicon, phrases.nearness)
        topic = weigh(question, {stem: searcher.idf(stem) for stem in question.stems})
        sentences = [(found, sentence) for found in documents for sentence in found.sentences]
        return chooser.choose(question, topic.every, sentences)

    return choice


@pytest.fixture(scope="module")
def ask_of_changes(
    tmp_path_factory: pytest.TempPathFactory, encoder: SentenceTransformerEncoder
) -> Iterator[Ask]:
    with closing(_stored(tmp_path_factory.mktemp("changes"), CHANGES, encoder)) as store:
        yield _asks(store, encoder)


def _values(choice: Choice) -> list[float]:
    return [figure.quantity.value for figure in choice.figures]


@pytest.mark.parametrize(
    ("question", "name", "expected"),
    [
        ("How many barge routes does the port have in all?", "routes", [185]),
        ("How many of the routes are for coal?", "routes", [151]),
        ("How many projects did the fund insure?", "insured", [1069]),
        ("What sum did the fund insure?", "insured", [29.7e9]),
        ("How many projects were insured, and for what sum?", "insured", [1069, 29.7e9]),
        ("How many towns did the network have before and after?", "series", [38, 56]),
        ("How did the number of towns change from 2014 to 2020?", "series", [38, 56]),
        ("How many towns does the network have now?", "series", [56]),
        ("How many towns were in the network in 2014?", "series", [38]),
        ("What was the trade of Opava in euros?", "growth", [168.8e6]),
        ("By how much did the trade of Opava grow?", "growth", [12.9]),
        ("trade of Opava growth yoy", "growth", [12.9]),
        ("How many companies does the tramway serve?", "tram", [61]),
        ("How many villages does the tramway serve?", "tram", [9]),
        ("When did the Lindgren museum open?", "opened", [1998]),
        ("How many rooms did the Lindgren museum open with?", "opened", [12]),
        ("What was the rent in 2018?", "rents", [5e6]),
        ("What was the rent in 2019 and 2018?", "rents", [4e6, 5e6]),
        ("where does the harbour with over 30m tons rank", "rank", [4]),
        ("zone of Most area km2", "zone", [12]),
        ("How many firms are in the zone of Most?", "zone", [37]),
        ("How much did emissions fall at the plant of Telc?", "cups", [90]),
        ("What is the trade of Opava, and how much is that up?", "growth", [168.8e6, 12.9]),
        ("What did the renewal bring the plant of Telc?", "cups", []),
    ],
)
def test_the_figure_asked_for_is_chosen_and_no_other(
    ask: Ask, question: str, name: str, expected: list[float]
) -> None:
    assert _values(ask(question, name)) == expected


def test_equal_figures_of_one_sentence_answer_two_things(ask_of_changes: Ask) -> None:
    question = "What percentage of boys and what percentage of girls passed in Slany?"
    assert _values(ask_of_changes(question, "exam")) == [50, 50]


def test_a_question_for_very_many_things_is_answered_too(ask_of_changes: Ask) -> None:
    things = ", ".join(f"how many {thing}" for thing in "lines trams tonnes hops tolls".split() * 4)
    assert 64 in _values(ask_of_changes(f"In Tabor, {things} were there?", "lines"))


@pytest.mark.parametrize(
    ("question", "name", "expected"),
    [
        ("By how much did the toll of Vsetin fall?", "fees", [45, 18]),
        ("By how much was the toll of Vsetin cut?", "fees", [45, 18]),
        ("How much did the cargo of Hranice grow?", "cargo", [40e6, 56e6, 4.1]),
        ("By what percentage does the cargo of Hranice grow?", "cargo", [4.1]),
        (
            "How did the cargo of Hranice develop, and at what yearly rate?",
            "cargo",
            [40e6, 56e6, 4.1],
        ),
        ("How much was imported through Trutnov, and what share is that?", "share", [3.4e9, 47]),
        ("How has the number of trams in Louny changed since 2020?", "trams", [260, 240, 175]),
        ("How many tonnes did Decin move, and what was the rise?", "sheds", [640, 7.5]),
        (
            "What share of hops does Zatec ship abroad, and what is the national average?",
            "average",
            [41, 38],
        ),
        ("imports through Trutnov in euros and as a share", "share", [3.4e9, 47]),
        ("How many lines has Tabor, and how many of them go to villages?", "lines", [64, 27]),
    ],
)
def test_a_change_is_told_by_its_ends_and_each_thing_asked_for_has_a_figure(
    ask_of_changes: Ask, question: str, name: str, expected: list[float]
) -> None:
    assert _values(ask_of_changes(question, name)) == expected


def test_a_comparison_gets_a_figure_of_each_sentence(ask: Ask) -> None:
    question = "How many firms or companies does the tramway of Jihlava serve vs the zone of Most?"
    assert _values(ask(question, "tram", "zone")) == [61, 37]


def test_the_fit_tells_whether_the_kind_of_figure_is_there(ask: Ask) -> None:
    there = ask("How many routes does the port of Brno have?", "routes").fit
    for question in (
        "How many passengers does the port of Brno have?",
        "When was the port of Brno opened?",
        "What did the port of Brno cost in dollars?",
    ):
        assert ask(question, "routes").fit < 0.5 * there


@pytest.mark.parametrize(
    "question", ["Who runs the tramway?", "Why is the tramway of Jihlava so popular?"]
)
def test_where_no_figure_is_asked_for_none_is_chosen(ask: Ask, question: str) -> None:
    assert ask(question, "tram").figures == ()


@given(
    st.text(max_size=60) | st.sampled_from(["how many of", "% of 2020-2021", "? and what", "5m"])
)
def test_any_question_gets_figures_of_the_sentences_each_once(ask: Ask, question: str) -> None:
    choice = ask(question, "tram", "growth")
    keys = [figure.key for figure in choice.figures]
    assert keys == sorted(set(keys))
    assert 0 <= choice.fit <= 1
    assert set(_values(choice)) <= {61, 9, 420, 168.8e6, 2022, 12.9}


def test_without_a_figure_nothing_fits(ask: Ask) -> None:
    assert ask("How many routes?") == Choice((), 0.0)


def test_the_order_of_the_sentences_decides_nothing(ask: Ask) -> None:
    question = "How many projects did the fund of Olomouc insure?"
    one, other = (ask(question, *names) for names in (("tram", "insured"), ("insured", "tram")))
    assert _values(one) == _values(other) == [1069]
    assert one.fit == other.fit


def test_one_question_may_ask_for_several_things(store: Store) -> None:
    question = read_question("How many trams run, for what sum, and since when?")
    asked = read_asked(question, {}, store.terms)
    assert [thing.question.wanted for thing in asked] == [Wanted.NUMBER, Wanted.NUMBER, Wanted.DATE]
    assert asked[1].spend


def test_what_is_counted_goes_on_in_those(store: Store) -> None:
    question = read_question("How many trams run since 2017, and how many of those now?")
    first, second = read_asked(question, {}, store.terms)
    assert first.counted == second.counted == frozenset(store.terms("trams"))
    assert second.part
    assert second.question.years == ()


@given(
    st.dictionaries(st.sampled_from(sorted(load_model("figures").weights)), st.floats(-1, 1)),
    st.floats(-9, 9),
)
def test_a_probability_is_one(signs: dict[str, float], bias: float) -> None:
    model = LinearModel(bias, load_model("figures").weights)
    assert 0 <= model.probability(signs) <= 1


def test_every_weight_is_of_a_sign_that_figures_have(
    store: Store, encoder: SentenceTransformerEncoder
) -> None:
    searcher = Searcher(store, encoder)
    chooser = FigureChooser(searcher.stems, PhraseVectors(encoder).similarity)
    document = store.document("routes.md")
    (scored, *_) = chooser.score(
        read_question("How many routes?"), {}, [(document, document.sentences[0])]
    )
    assert set(load_model("figures").weights) <= set(scored.signs)
    assert all(math.isfinite(sign) and -1 <= sign <= 1 for sign in scored.signs.values())
