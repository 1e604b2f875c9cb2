import pytest

from briqa.retrieve.question import Wanted, read_question


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("How many ports are there?", Wanted.NUMBER),
        ("when did it open", Wanted.DATE),
        ("What percentage is local?", Wanted.SHARE),
        ("What did the bridge cost?", Wanted.MONEY),
        ("How long is the line?", Wanted.NUMBER),
        ("Who built it?", Wanted.TEXT),
        ("", Wanted.TEXT),
    ],
)
def test_the_kind_of_thing_wanted_is_read_from_the_words(text: str, wanted: Wanted) -> None:
    assert read_question(text).wanted is wanted


def test_years_and_the_noun_counted_are_read() -> None:
    question = read_question("How many rail-sea routes were there in 2022 and 12022?")
    assert question.counted == ("rail", "sea", "routes")
    assert question.years == ("2022",)
