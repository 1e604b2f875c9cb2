import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer.features import Topic, borne, features, weigh
from briqa.questions import Question
from briqa.questions.analysis import analyse
from briqa.questions.lexicon import CorpusLexicon
from briqa.retrieve import Searcher
from briqa.retrieve.phrases import PhraseVectors
from tests.answer.conftest import Find

PLACES = ("own", "inherited", "outer", "before", "missing")
STARTS = st.sampled_from(
    ["It employs 3,150", "In 2021, the port of Kastrel", "Its director", "Ice warnings"]
)
WORDS = st.sampled_from(
    "dockers velmora Kastrel SCTP NMU 2019 2021 how many the harbour sundmark zeppelins".split()
)


class Asker:
    """Reads a question and weighs its topic."""

    def __init__(self, lexicon: CorpusLexicon, searcher: Searcher, phrases: PhraseVectors) -> None:
        self._lexicon, self._searcher, self._phrases = lexicon, searcher, phrases

    def __call__(self, text: str) -> tuple[Question, Topic]:
        question = analyse(text, self._lexicon, self._phrases.nearness)
        idf = {stem: self._searcher.idf(stem) for stem in question.stems}
        return question, weigh(question, idf)


@pytest.fixture(scope="module")
def asker(
    corpus_lexicon: CorpusLexicon, corpus_searcher: Searcher, phrases: PhraseVectors
) -> Asker:
    return Asker(corpus_lexicon, corpus_searcher, phrases)


def _features(asker: Asker, find: Find, question: str, start: str) -> dict[str, float]:
    return features(*asker(question), find(start), best_passage=1.0)


@given(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), STARTS)
def test_the_weight_of_a_question_is_shared_out_once(
    asker: Asker, find: Find, question: str, start: str
) -> None:
    _, topic = asker(question)
    found = _features(asker, find, question, start)
    shares = [found[f"{kind}_{place}"] for kind in ("words", "names") for place in PLACES]
    assert all(share >= 0 for share in shares)
    assert sum(shares) == pytest.approx(1.0 if topic.weights else 0.0)
    assert sum(topic.every.values()) == pytest.approx(1.0 if topic.every else 0.0)
    assert sum(topic.weights.values()) == pytest.approx(1.0 if topic.weights else 0.0)
    assert all(math.isfinite(value) for value in found.values())


def test_a_rare_word_weighs_more_than_a_frequent_one(asker: Asker) -> None:
    _, topic = asker("Which zeppelins does the port have?")
    assert topic.weights["zeppelin"] > topic.weights["port"]


def test_each_word_is_borne_by_the_nearest_place_that_has_it(asker: Asker, find: Find) -> None:
    _, topic = asker("How many zeppelin dockers has the port of Sundmark under Draycott?")
    found = borne(topic, find("It employs 3,150"))
    assert found.own == {"docker"}
    assert found.inherited == {"port"}
    assert found.outer == {"sundmark"}
    assert found.before == {"draycott"}
    assert found.missing == {"zeppelin", "under"} & set(topic.weights)


@pytest.mark.parametrize(
    ("start", "own", "missing", "other"),
    [("In 2021, the port of Velmora", 1, 0, 0), ("In 2019, the port of Velmora h", 0, 1, 1)],
)
def test_the_year_asked_for_is_looked_for_in_the_sentence(
    asker: Asker, find: Find, start: str, own: float, missing: float, other: float
) -> None:
    found = _features(asker, find, "What cargo did Velmora handle in 2021?", start)
    assert (found["year_own"], found["year_missing"], found["year_other"]) == (own, missing, other)


def test_a_question_without_a_year_misses_none(asker: Asker, find: Find) -> None:
    found = _features(asker, find, "What cargo did Velmora handle?", "In 2021, the port of V")
    assert not any(value for name, value in found.items() if name.startswith("year"))


def test_another_name_of_the_same_thing_bears_a_name_out(asker: Asker, find: Find) -> None:
    question = "How many pilots do members of the SCTP share?"
    found = _features(asker, find, question, "Members of the Sundmark")
    assert (found["names_missing"], found["words_missing"]) == (0, 0)
    assert found["names_own"] > 0


@pytest.mark.parametrize(("asked_for", "is_borne"), [("kastrelian", True), ("kastrolm", False)])
def test_another_form_of_a_name_bears_it_out(
    find: Find,
    asked_for: str,
    is_borne: bool,  # noqa: FBT001
) -> None:
    topic = Topic({asked_for: 1.0}, {asked_for: 1.0}, frozenset({asked_for}), ())
    assert (asked_for in borne(topic, find("The port of Kastrel employs")).own) is is_borne


STEMS = st.frozensets(
    st.sampled_from("russia russian russet kastrel kastrelian port ship sctp club u".split()),
    max_size=4,
)


def _forms(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and len(long) - len(short) <= 3 and long.startswith(short)


@given(STEMS, STEMS, st.lists(st.tuples(STEMS, STEMS), max_size=2), st.tuples(*[STEMS] * 4))
def test_nothing_that_bears_a_question_out_is_passed_over(
    find: Find,
    asked: frozenset[str],
    names: frozenset[str],
    aliases: list[tuple[frozenset[str], frozenset[str]]],
    places: tuple[frozenset[str], ...],
) -> None:
    weights = dict.fromkeys(sorted(asked), 1.0)
    others = tuple((name, (alias,)) for name, alias in aliases)
    topic = Topic(weights, weights, names & asked, others)
    own, heads, outer, before = places
    candidate = find("It employs 3,150")
    bearing = replace(
        candidate.bearing,
        own=tuple(sorted(own)),
        heads=heads,
        title=frozenset(),
        subjects=frozenset(),
        outer=outer,
        before=before,
    )
    held: set[str] = set()
    expected = []
    for place in places:
        had = held & asked
        held |= place
        held |= {name for name in topic.names if any(_forms(name, stem) for stem in held)}
        for name, alias in aliases:
            held |= name if alias <= held else frozenset()
        expected.append(held & asked - had)
    found = borne(topic, replace(candidate, bearing=bearing))
    assert [found.own, found.inherited, found.outer, found.before] == expected
    assert found.missing == asked - held
    for where in PLACES:
        assert all(found.place(stem) == where for stem in getattr(found, where))


def test_a_common_word_has_no_other_forms(find: Find) -> None:
    topic = Topic({"dockerman": 1.0}, {"dockerman": 1.0}, frozenset(), ())
    assert borne(topic, find("The port of Kastrel employs")).missing == {"dockerman"}


def test_a_figure_that_is_wanted_is_seen_and_missed(asker: Asker, find: Find) -> None:
    question = "How many dockers does Velmora employ?"
    with_one = _features(asker, find, question, "It employs 3,150")
    without = _features(asker, find, question, "Its director")
    assert (with_one["figure_absent"], without["figure_absent"]) == (0, 1)
    assert with_one["figures"] > without["figures"] == 0
    text = _features(asker, find, "Who directs the museum?", "Its director")
    assert (text["figure_absent"], text["figures"]) == (0, 0)


def test_a_date_that_is_wanted_is_seen_and_missed(asker: Asker, find: Find) -> None:
    question = "When was Velmora founded?"
    found = _features(asker, find, question, "The port of Velmora was founded")
    assert (found["date_present"], found["date_absent"]) == (1, 0)
    missed = _features(asker, find, question, "It employs 3,150")
    assert (missed["date_present"], missed["date_absent"]) == (0, 1)


def test_a_sentence_without_a_year_is_of_the_year_spoken_of_last(asker: Asker, find: Find) -> None:
    start = "Its director"
    before = _features(asker, find, "Who was director of the Lindgren museum in 2019?", start)
    assert (before["year_before"], before["year_missing"], before["year_other"]) == (1, 0, 0)
    other = _features(asker, find, "Who was director of the Lindgren museum in 1966?", start)
    assert (other["year_before"], other["year_missing"], other["year_other"]) == (0, 1, 1)


def test_common_words_typed_as_a_name_weigh_where_they_are_missing(
    asker: Asker, find: Find
) -> None:
    start = "In 2021, the port of Kastrel"
    typed = _features(asker, find, "What did the Barges of Kastrel carry?", start)
    plain = _features(asker, find, "What did the barges of Kastrel carry?", start)
    assert typed["capitals_missing"] > 0 == plain["capitals_missing"]


@pytest.mark.parametrize(
    ("question", "start", "is_lacking"),
    [
        ("How many cranes does the port of Kastrel have?", "Ice warnings", True),
        ("How many dockers does it employ?", "It employs 3,150", False),
        ("dockers of Kastrel", "Ice warnings", False),
        ("How many kilometres long is the quay of Velmora?", "It employs 3,150", True),
        ("How many tons of cargo did Kastrel handle?", "In 2021, the port of Kastrel", False),
        ("How many miles of quay does Kastrel have?", "In 2021, the port of Kastrel", True),
        ("How high was the throughput of Kastrel?", "Ice warnings", True),
        ("What is the new trade route?", "Ice warnings", False),
        ("When will the third quay be finished?", "Ice warnings", True),
        ("When was the port of Velmora founded?", "The port of Velmora was", False),
        ("Who sends the warnings?", "They are sent", True),
        ("Who directs the museum?", "Its director", False),
        ("Where is the museum?", "They are sent", False),
    ],
)
def test_a_sentence_may_lack_the_form_that_is_asked_for(
    question: str,
    start: str,
    is_lacking: bool,  # noqa: FBT001
    asker: Asker,
    find: Find,
) -> None:
    assert _features(asker, find, question, start)["form_lacking"] == is_lacking
