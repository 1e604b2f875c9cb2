from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from briqa.answer.word_weights import alike

STEMS = st.text("aeinrst", min_size=1, max_size=9) | st.sampled_from(
    ["programm", "program", "colour", "color", "colur", "invest", "investor", "organis", "organiz"]
)


@given(STEMS, STEMS, st.sampled_from(["", "in", "color"]))
def test_stems_are_alike_by_the_letters_that_they_have_in_one_order(
    a: str, b: str, beginning: str
) -> None:
    a, b = beginning + a, beginning + b
    is_long = a[:2] == b[:2] and min(len(a), len(b)) >= 5
    begins = a.startswith(b) or b.startswith(a)
    assert alike(a, b) == (a == b or (is_long and (begins or fuzz.ratio(a, b) >= 85)))
