import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.patterns import compile_all, lazy_pattern

SOURCE = r"(?P<digits>[0-9]+)|([a-z])"


@given(st.text(alphabet="a1B \n", max_size=20), st.sampled_from([0, re.IGNORECASE]))
def test_a_lazy_pattern_finds_what_a_compiled_one_finds(text: str, flags: int) -> None:
    lazy, compiled = lazy_pattern(SOURCE, flags), re.compile(SOURCE, flags)
    for _ in range(2):  # before it is compiled, and after
        assert [found.groups() for found in lazy.finditer(text)] == [
            found.groups() for found in compiled.finditer(text)
        ]
        assert lazy.sub("-", text) == compiled.sub("-", text)
        assert lazy.split(text) == compiled.split(text)
        assert (lazy.match(text) is None) == (compiled.match(text) is None)
    assert lazy.pattern == compiled.pattern
    assert lazy.groupindex == compiled.groupindex


def test_a_fault_shows_at_the_first_use_not_before() -> None:
    faulty = lazy_pattern("(")
    with pytest.raises(re.error):
        faulty.search("x")


def test_it_offers_nothing_else() -> None:
    with pytest.raises(AttributeError):
        _ = lazy_pattern("x").nothing  # type: ignore[attr-defined]


def test_all_patterns_can_be_compiled_at_once() -> None:
    lazy = lazy_pattern(SOURCE)
    compile_all()
    assert "search" in vars(lazy)
    assert lazy.search("?7") is not None
