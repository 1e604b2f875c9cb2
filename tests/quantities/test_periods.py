import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.quantities.periods import Period, read_period

_DATES = st.builds(
    lambda year, month, day, parts: "-".join([f"{year:04}", f"{month:02}", f"{day:02}"][:parts]),
    st.integers(1, 2199),
    st.integers(1, 12),
    st.integers(1, 31),
    st.integers(1, 3),
)


def _read(text: str) -> Period:
    period = read_period(text)
    assert period is not None
    return period


@given(_DATES, _DATES)
def test_what_is_covered_overlaps(one: str, other: str) -> None:
    first, second = _read(one), _read(other)
    assert first.covers(first)
    assert first.overlaps(second) == second.overlaps(first)
    if first.covers(second):
        assert first.overlaps(second)
        assert second == first or not second.covers(first)


@given(_DATES)
def test_a_date_lies_in_its_year_and_in_every_open_stretch_from_it(date: str) -> None:
    assert _read(date[:4]).covers(_read(date))
    assert _read(f"{date}/").covers(_read(date))
    assert _read(f"/{date}").covers(_read(date))
    assert not _read(date).is_stretch


@given(_DATES, _DATES)
def test_a_stretch_reaches_from_its_first_to_its_last_date(one: str, other: str) -> None:
    stretch = read_period(f"{one}/{other}")
    if stretch is None:
        assert _read(other).last < _read(one).first
    else:
        assert stretch.is_stretch
        assert stretch.covers(_read(one)) or _read(other).last < _read(one).last


def test_years_before_christ_come_first() -> None:
    assert _read("-0500").last < _read("0001").first


@pytest.mark.parametrize("text", ["", "/", "22", "2022-00", "2022-12-32", "2022/2021", "x/2022"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text) is None
