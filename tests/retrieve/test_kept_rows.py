from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from briqa.retrieve.kept_rows import KeptRows

IDS = st.lists(st.integers(0, 9), unique=True, max_size=6)


class Table:
    """Rows with even ids; notes what is read of it."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def __call__(self, ids: Sequence[int]) -> dict[int, str]:
        self.read.extend(ids)
        return {row_id: f"row {row_id}" for row_id in sorted(ids) if row_id % 2 == 0}


@given(st.lists(IDS, max_size=8), st.integers(1, 12))
def test_rows_are_those_of_the_table_in_the_order_asked_for(
    asked: list[list[int]], most: int
) -> None:
    table = Table()
    rows = KeptRows(table, most=most)
    for ids in asked:
        found = rows.of(ids)
        assert list(found.items()) == [(each, f"row {each}") for each in ids if each % 2 == 0]
        assert len(rows._kept) <= max(most, *map(len, asked))


def test_rows_that_are_kept_are_not_read_again() -> None:
    table = Table()
    rows = KeptRows(table, most=4)
    rows.of([2, 4])
    rows.of([4, 6])
    assert table.read == [2, 4, 6]
    rows.of([8, 10])  # more than are kept
    rows.of([2])
    assert table.read == [2, 4, 6, 8, 10, 2]
