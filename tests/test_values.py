"""Dataclasses from `briqa.values` are as those from `dataclasses`, but for what they cost."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.values import dataclass


@dataclass(frozen=True, slots=True)
class Own:
    """A value."""

    low: int
    names: tuple[str, ...]
    high: float = 1.5
    counts: Mapping[str, int] = field(default_factory=dict, compare=False)
    found: tuple[int, ...] = field(init=False, repr=False)
    fixed: int = field(init=False, default=7)

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", (self.low, self.low))


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """A value."""

    low: int
    names: tuple[str, ...]
    high: float = 1.5
    counts: Mapping[str, int] = field(default_factory=dict, compare=False)
    found: tuple[int, ...] = field(init=False, repr=False)
    fixed: int = field(init=False, default=7)

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", (self.low, self.low))


LOW = st.integers(-2, 2)
GIVEN = st.tuples(LOW, st.lists(st.sampled_from("ab"), max_size=2).map(tuple)) | st.tuples(
    LOW, st.just(()), st.sampled_from([0.5, 1.5])
)


@given(GIVEN, GIVEN)
def test_they_are_made_compared_and_shown_alike(one: Any, other: Any) -> None:
    own, theirs = Own(*one), Theirs(*one)
    assert dataclasses.asdict(own) == dataclasses.asdict(theirs)
    assert repr(own) == repr(theirs).replace("Theirs", "Own")
    assert hash(own) == hash(theirs)
    assert (own == Own(*other)) == (theirs == Theirs(*other))
    assert own.__eq__(theirs) is NotImplemented
    assert len({own, Own(*one), Own(*other)}) == len({theirs, Theirs(*one), Theirs(*other)})


@given(GIVEN)
def test_they_are_copied_and_pickled_whole(one: Any) -> None:
    own = dataclasses.replace(Own(*one), counts={"a": 1})
    for twin in (copy.copy(own), copy.deepcopy(own), pickle.loads(pickle.dumps(own))):
        assert dataclasses.asdict(twin) == dataclasses.asdict(own)
        assert twin == own
    assert dataclasses.replace(own, high=9.0) == Own(own.low, own.names, 9.0)


def test_nothing_can_be_set_or_deleted() -> None:
    own = Own(1, ())
    for name in ("low", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(own, name, 2)
        with pytest.raises(FrozenInstanceError):
            delattr(own, name)
    assert not hasattr(own, "__dict__")


def test_arguments_are_checked_alike() -> None:
    wrong: Any
    for wrong in ((), (1,), (1, (), 2.0, {}, 5)):
        with pytest.raises(TypeError):
            Own(*wrong)
        with pytest.raises(TypeError):
            Theirs(*wrong)
    with pytest.raises(TypeError):
        Own(1, (), fixed=8)  # type: ignore[call-arg]
    assert Own(1, ()).counts is not Own(1, ()).counts
    match Own(1, ("a",)):
        case Own(low, names):
            assert (low, names) == (1, ("a",))
    assert list(inspect.signature(Own).parameters) == list(inspect.signature(Theirs).parameters)


def test_a_class_keeps_what_it_defines_itself() -> None:
    @dataclass(frozen=True, slots=True)
    class Named:
        """One whose name is all."""

        name: str
        place: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Named) and self.name == other.name

        def __repr__(self) -> str:
            return self.name

    assert Named("a", 1) == Named("a", 2)
    assert repr(Named("a", 1)) == "a"
    assert hash(Named("a", 1)) == hash(Named("a", 1)) != hash(Named("a", 2))


def test_an_empty_one_and_other_kinds() -> None:
    @dataclass(frozen=True, slots=True)
    class Empty:
        """Nothing."""

    @dataclass(slots=True)
    class Changing:
        """One that changes."""

        count: int = 0

    assert Empty() == Empty()
    changing = Changing()
    changing.count += 1
    assert changing == Changing(1)


def test_inherited_and_keyword_only_fields_are_left_to_dataclasses() -> None:
    with pytest.raises(TypeError, match="dataclasses"):

        @dataclass(frozen=True, slots=True)
        class More(Own):
            more: int = 0

    with pytest.raises(TypeError, match="dataclasses"):

        @dataclass(frozen=True, slots=True)
        class Keyword:
            more: int = field(kw_only=True)
