import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briqa.segment import PassageKind, PassageSettings
from briqa.segment.passages import pack
from tests.segment.tokens import cut, markdown


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 200), st.booleans()), max_size=30))
def test_packing_keeps_each_sentence_once_and_the_most_tokens(
    sentences: list[tuple[int, bool]],
) -> None:
    sizes = [size for size, _ in sentences]
    runs = pack(sizes, [begins for _, begins in sentences], PassageSettings())
    assert [index for run in runs for index in range(*run)] == list(range(len(sizes)))
    assert all(sum(sizes[first:behind]) <= 200 for first, behind in runs)


def test_a_cut_falls_where_a_paragraph_begins() -> None:
    runs = pack([50, 50, 50, 50, 50], [True, False, False, True, False], PassageSettings())
    assert runs == [(0, 3), (3, 5)]


def test_an_impossible_size_is_refused() -> None:
    with pytest.raises(ValueError, match="target 300"):
        PassageSettings(target_tokens=300)


def test_a_passage_never_crosses_a_heading() -> None:
    document = markdown("# One\n\nShort.\n\n# Two\n\nAlso short.\n")
    body = [p for p in cut(document).passages if p.kind is PassageKind.BODY]
    assert [document.quote(p.span) for p in body] == ["Short.", "Also short."]


def test_the_later_passages_of_a_huge_table_carry_its_header() -> None:
    rows = "".join(f"| City {year} | {year} |\n" for year in range(1900, 2020))
    document = markdown(f"# Data\n\n| City | Year |\n|---|---|\n{rows}")
    body = [p for p in cut(document).passages if p.kind is PassageKind.BODY]
    assert len(body) > 2
    assert body[0].header is None
    for passage in body[1:]:
        assert passage.header is not None
        assert document.quote(passage.header) == "City | Year"
