import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from briqa.retrieve.spelling import Speller, one_slip_away


@dataclass(frozen=True)
class Corpus:
    """Words and stems as a store has them."""

    passages: Mapping[str, int] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)

    def stem_passages(self, stems: Iterable[str]) -> dict[str, int]:
        return {stem: self.passages[stem] for stem in stems if stem in self.passages}

    def word_stems(self, lowered: Iterable[str]) -> dict[str, str]:
        return {word: self.stems[word] for word in lowered if word in self.stems}

    def words_beginning(self, letter: str, lengths: tuple[int, int]) -> dict[str, str]:
        fewest, most = lengths
        return {
            word: stem
            for word, stem in self.stems.items()
            if word[0] == letter and fewest <= len(word) <= most
        }

    @property
    def letters(self) -> str:
        return "".join(sorted(set("".join([*self.passages, *self.stems]))))


def _speller(passages: Mapping[str, int], stems: Mapping[str, str] | None = None) -> Speller:
    return Speller(Corpus(passages, stems or {}))


SPELLER = _speller({"provinc": 12, "port": 30, "sport": 2, "railwai": 7, "trade": 9, "trader": 3})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("provnc", "provinc", id="a letter left out"),
        pytest.param("provvinc", "provinc", id="a letter added"),
        pytest.param("provanc", "provinc", id="a letter mistaken"),
        pytest.param("rialwai", "railwai", id="two letters exchanged"),
    ],
)
def test_one_slip_is_mended(typed: str, read: str) -> None:
    assert SPELLER.correct(typed, typed) == read


@pytest.mark.parametrize("stem", ["provinc", "prvnc", "pfrt", "2022", "a4b5c", "", "zzzzzz"])
def test_known_distant_short_and_numbered_stems_stay_as_they_are(stem: str) -> None:
    assert SPELLER.correct(stem, stem) == stem


def test_of_two_near_stems_the_commoner_is_taken() -> None:
    assert SPELLER.correct("tradee", "tradee") == "trade"


def test_an_empty_corpus_corrects_nothing() -> None:
    assert _speller({}).correct("province", "provinc") == "provinc"


WORDS = _speller(
    {"provinci": 4, "provinc": 12, "oper": 6, "harbour": 2, "form": 9},
    {
        "provincial": "provinci",
        "province": "provinc",
        "operated": "oper",
        "harbour": "harbour",
        "form": "form",
    },
)


@pytest.mark.parametrize(
    ("word", "stem", "read"),
    [
        pytest.param("provinical", "provin", "provinci", id="a stem cut in another way"),
        pytest.param("Operrated", "operr", "oper", id="a stem too far off"),
        pytest.param("hrabours", "hrabour", "harbour", id="a form that the corpus lacks"),
        pytest.param("firms", "firm", "firm", id="a short word's plural"),
    ],
)
def test_the_word_is_compared_before_its_stem(word: str, stem: str, read: str) -> None:
    assert WORDS.correct(word, stem) == read


def test_a_word_that_begins_alike_comes_before_a_commoner_one() -> None:
    speller = _speller({"master": 9, "fasten": 1}, {"master": "master", "fasten": "fasten"})
    assert speller.correct("faster", "faster") == "fasten"


LETTERS = _speller(
    {"intern": 3, "govern": 5, "gov": 1, "maximum": 2},
    {"international": "intern", "government": "govern", "gov": "gov", "maximum": "maximum"},
)


@pytest.mark.parametrize(("word", "stem"), [("intl", "intern"), ("Intl", "intern")])
def test_a_usual_shortening_is_read_in_full(word: str, stem: str) -> None:
    assert LETTERS.correct(word, word.lower()) == stem


@pytest.mark.parametrize("word", ["gov", "dept", "maxi"])
def test_one_that_the_corpus_writes_or_whose_word_it_lacks_stays(word: str) -> None:
    assert LETTERS.correct(word, word) == word


def test_the_word_meant_is_given_as_the_corpus_spells_it() -> None:
    speller = _speller({"harbour": 9, "govern": 2}, {"harbour": "harbour", "government": "govern"})
    assert speller.meant("harbuor", "harbuor") == "harbour"
    assert speller.meant("govt", "govt") == "government"
    assert speller.meant("harbour", "harbour") is None
    assert speller.meant("submarine", "submarin") is None


@given(st.text("abé2", min_size=1, max_size=6), st.text("abé2", min_size=1, max_size=6))
def test_one_slip_is_a_distance_of_one(text: str, other: str) -> None:
    text = "a" + text  # one script at least, so that all letters are usual
    near = one_slip_away(text, "abé2")
    assert (other in near) == (OSA.distance(text, other) == 1)
    assert all(OSA.distance(text, each) == 1 for each in near)


def test_only_letters_of_a_word_s_own_scripts_are_tried() -> None:
    near = one_slip_away("port", string.ascii_lowercase + "жд7")
    assert {"sport", "por7"} <= near
    assert not any("ж" in other for other in near)


def test_a_script_of_thousands_of_signs_is_not_tried() -> None:
    signs = "".join(map(chr, range(0x4E00, 0x5E00)))
    assert one_slip_away("中文字", signs) == {"文字", "中字", "中文", "文中字", "中字文"}


def test_a_word_of_absurd_length_is_left_alone() -> None:
    known = "a" * 50_000
    assert _speller({known: 1}, {known: known}).correct("b" + known, "b" + known) == "b" + known


LANGUAGE = Speller(
    Corpus(
        {"port": 9, "train": 5, "recommend": 3},
        {"port": "port", "ports": "port", "trains": "train", "recommendations": "recommend"},
    ),
    {"pot": 1, "trans": 2, "visit": 3, "companies": 4, "vista": 9}.get,
)


@pytest.mark.parametrize("word", ["pots", "trans", "visited"])
def test_a_word_of_the_language_is_no_slip(word: str) -> None:
    assert LANGUAGE.correct(word, word) == word
    assert LANGUAGE.spelled(word, word) == word


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("prts", "ports", id="a short word"),
        pytest.param("Prots", "Ports", id="its capital stays"),
        pytest.param("recomendatins", "recommendations", id="two slips in a long word"),
        pytest.param("vsit", "visit", id="a word that the corpus lacks"),
        pytest.param("compnaies", "companies", id="a longer one"),
        pytest.param("Vsit", "Vsit", id="which may be a name"),
        pytest.param("elephant", "elephant", id="a word that is like none"),
    ],
)
def test_slips_are_mended_by_the_corpus_first_then_by_the_language(typed: str, read: str) -> None:
    assert LANGUAGE.spelled(typed, typed.lower()) == read


def test_of_like_words_of_the_language_the_commonest_is_meant() -> None:
    speller = Speller(Corpus(), {"vista": 9, "visit": 3}.get)
    assert speller.spelled("visti", "visti") == "visit"
