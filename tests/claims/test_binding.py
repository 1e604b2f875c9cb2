from collections.abc import Sequence

from briqa.claims.binding import BoundClause, bound_clauses, elsewhere, names_apart
from briqa.words import content_words


def _stems(text: str) -> list[str]:
    return [word.lower() for word in content_words(text)]


def _clauses(text: str) -> Sequence[BoundClause]:
    return bound_clauses(text, _stems, lambda word: word[0].isupper())


SOURCE = "Velmora serves Zlin with grain, whereas Kastrel ships timber"


def test_words_said_of_another_name_are_told() -> None:
    names = frozenset({"velmora", "kastrel"})
    assert elsewhere(_clauses("Velmora ships timber"), _clauses(SOURCE), names) == {
        "ships",
        "timber",
    }
    assert elsewhere(_clauses("Kastrel ships timber"), _clauses(SOURCE), names) == frozenset()


def test_a_clause_without_a_name_goes_on_about_the_one_before() -> None:
    source = _clauses("Velmora has three quays, a crane and a light")
    names = frozenset({"velmora"})
    assert elsewhere(_clauses("Velmora has a light"), source, names) == frozenset()


def test_listed_names_share_what_follows() -> None:
    source = _clauses("Velmora, Kastrel and Zlin have quays")
    names = frozenset({"velmora"})
    assert elsewhere(_clauses("Velmora has quays"), source, names) == frozenset()


def test_names_that_the_source_joins_to_others_are_apart() -> None:
    source = _clauses("Rohn yard in Tarn, Barrow yard in Ilvern")
    assert names_apart(_clauses("Rohn yard in Ilvern"), source, frozenset({"rohn", "ilvern"}))
    assert not names_apart(_clauses("Rohn yard in Tarn"), source, frozenset({"rohn", "tarn"}))
