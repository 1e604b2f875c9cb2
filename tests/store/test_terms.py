from collections.abc import Iterator
from pathlib import Path

import pytest

from briqa.store import TermIndex

ROWS = [(1, "ka ke", "ki ko ki ko"), (2, "", "ke ki"), (7, "ki", "ko"), (9, "", "")]


@pytest.fixture(params=["disk", "memory"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> TermIndex:
    return TermIndex.fill(tmp_path if request.param == "disk" else None, ROWS)


def test_passages_are_found_by_any_stem_of_heading_or_body(index: TermIndex) -> None:
    assert len(index) == 4
    assert sorted(index.best(["ka"], 10)) == [1]
    assert sorted(index.best(["ko", "ko", "nonesuch"], 10)) == [1, 7]
    assert sorted(index.best(["ke", "ko"], 10)) == [1, 2, 7]
    assert index.best([], 10) == index.best(["nonesuch", ""], 10) == []


def test_neighbours_count_in_the_body_alone(index: TermIndex) -> None:
    assert index.passages_with_pair("ki", "ko") == 1
    assert index.passages_with_pair("ke", "ki") == 1
    assert index.passages_with_pair("ka", "ke") == 0
    assert index.passages_with_pair("ki", "ki") == 0


def test_what_is_removed_is_neither_found_nor_counted(tmp_path: Path) -> None:
    TermIndex.fill(tmp_path, ROWS)
    index = TermIndex.fill(tmp_path, [(12, "", "ka")], [1, 7, 99])
    assert len(index) == len(TermIndex.open(tmp_path)) == 3
    assert sorted(index.best(["ka", "ke", "ki"], 10)) == [2, 12]
    assert index.passages_with_pair("ki", "ko") == 0


def test_signs_of_query_languages_are_ordinary(tmp_path: Path) -> None:
    odd = ["2", "269", "58", "11", "c919", "and", "OR", "naïve", "中文", "\U00010400", "x" * 300]
    index = TermIndex.fill(tmp_path, [(number, "", stem) for number, stem in enumerate(odd)])
    assert [index.best([stem], 5) for stem in odd] == [[number] for number in range(len(odd))]


def test_what_ties_with_the_last_is_left_out_where_enough_are_left(tmp_path: Path) -> None:
    def rows() -> Iterator[tuple[int, str, str]]:
        for passage_id in range(1, 201):
            yield passage_id, "", "ka ka" if passage_id % 50 == 0 else "ka ko"

    index = TermIndex.fill(tmp_path, rows())
    assert sorted(index.best(["ka"], 4)) == [50, 100, 150, 200]
    # Where not enough are left, many more are looked at, and if need be kept.
    assert len(index.best(["ka"], 5)) == 80
    assert len(index.best(["ka"], 40)) == 200
