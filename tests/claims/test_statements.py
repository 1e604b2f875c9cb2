"""The statements of an invented sentence."""

from hypothesis import given
from hypothesis import strategies as st

from briqa.claims.statements import statements


def _cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in statements(text)]


def test_a_clause_with_a_verb_is_a_statement_of_its_own() -> None:
    assert _cut("The port shipped 40 tons in May, and it hired 12 dockers.") == [
        "The port shipped 40 tons in May,",
        "and it hired 12 dockers.",
    ]


def test_items_of_a_list_are_not_cut() -> None:
    assert len(_cut("The port ships salt, rye and tin to Zlin.")) == 1


def test_a_short_tail_stays_with_what_stands_before_it() -> None:
    assert len(_cut("The port shipped 40 tons to Zlin, and so on.")) == 1


@given(st.text(alphabet="ab19 ,;.", max_size=60) | st.text(max_size=60))
def test_statements_are_in_order_and_leave_out_only_space(text: str) -> None:
    spans = statements(text)
    behind = 0
    for span in spans:
        assert behind <= span.start <= span.end
        assert not text[behind : span.start].strip()
        behind = span.end
    assert not text[behind:].strip()
