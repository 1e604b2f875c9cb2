"""Frozen dataclasses that cost less to define: their methods are made when they are first used.

The one thing to know: `dataclasses` writes and compiles six methods for each frozen class, which
for the hundred classes that a question loads was a tenth of a first answer. Most are never called.
So what a question loads takes `dataclass` from here. It is used in the same way, type checkers take
it for the original, and of any other kind of dataclass it is the original. Fields that are
inherited, keyword-only or for `__post_init__` alone are left to that.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from typing import TYPE_CHECKING, Any, Final

_COMPARING: Final = ("__eq__", "__hash__", "__repr__")


def _dataclass(**options: bool) -> Callable[[type], type]:
    if options == {"frozen": True, "slots": True}:
        return _value
    other: Callable[[type], type] = dataclasses.dataclass(**options)
    return other


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _value(plain: type) -> type:
    """A class with slots for its fields, which nobody can set after it was made."""
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(plain)
    if any(each.kw_only or each.name not in made.__dict__ for each in dataclasses.fields(made)):
        raise TypeError(f"{made.__name__}: take `dataclass` from dataclasses for such fields")
    methods: dict[str, Callable[..., Any]] = {
        "__init__": _initialiser(made),
        "__setattr__": _refuse_setting,
        "__delattr__": _refuse_deleting,
        "__getstate__": _state,
        "__setstate__": _set_state,
    }
    # A class's own are kept; of one that has its own `__eq__`, Python makes `__hash__` None.
    later = [name for name in _COMPARING if made.__dict__.get(name) is None]
    methods |= {name: _made_later(made, later, name) for name in later}
    for name, method in methods.items():
        setattr(made, name, method)
    return made


def _initialiser(made: type) -> Callable[..., None]:
    """`__init__`, which sets the slots past `__setattr__`."""
    fields = dataclasses.fields(made)
    known: dict[str, Any] = {"MISSING": MISSING}
    parameters, lines = ["self"], []
    for field in fields:
        name = field.name
        known[f"set_{name}"] = made.__dict__[name].__set__
        default, value = _default(field, known)
        if field.init:
            parameters.append(f"{name}={default}" if default else name)
        elif not default:
            continue  # `__post_init__` sets it
        lines.append(f" set_{name}(self, {value})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), known)
    found: Callable[..., None] = known["__init__"]
    found.__qualname__ = f"{made.__qualname__}.__init__"
    found.__annotations__ = {field.name: field.type for field in fields if field.init}
    found.__annotations__["return"] = None
    return found


def _default(field: "Field[Any]", known: dict[str, Any]) -> tuple[str, str]:
    """A field's default, empty for none, and its value, as written in `__init__`."""
    name = field.name
    if field.default is not MISSING:
        known[f"default_{name}"] = field.default
        return f"default_{name}", name if field.init else f"default_{name}"
    if field.default_factory is not MISSING:
        known[f"factory_{name}"] = field.default_factory
        made = f"factory_{name}()"
        return "MISSING", f"{made} if {name} is MISSING else {name}" if field.init else made
    return "", name


def _made_later(made: type, later: list[str], name: str) -> Callable[..., Any]:
    """A method that puts `dataclasses`' own in the place of itself and the others like it."""

    def first(self: object, *others: object) -> Any:
        fields = [
            (
                each.name,
                each.type,
                dataclasses.field(repr=each.repr, hash=each.hash, compare=each.compare),
            )
            for each in dataclasses.fields(made)
        ]
        twin = dataclasses.make_dataclass(made.__name__, fields, init=False, unsafe_hash=True)
        for each_name in later:
            setattr(made, each_name, twin.__dict__[each_name])
        return getattr(made, name)(self, *others)

    return first


def _refuse_setting(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    """What is pickled and copied."""
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
