import importlib
import pkgutil

import pytest

import briqa
from briqa.lazy_names import lazy_names

LAZY = ["briqa.answer", "briqa.figures", "briqa.lexicon", "briqa.quantities", "briqa.segment"]


@pytest.mark.parametrize("name", [*LAZY, "briqa.sources", "briqa"])
def test_every_public_name_is_there_and_none_is_a_module(name: str) -> None:
    package = importlib.import_module(name)
    for module in pkgutil.iter_modules(package.__path__):
        if name != "briqa":
            importlib.import_module(f"{name}.{module.name}")  # which sets it on the package
    for public in package.__all__:
        found = getattr(package, public)
        assert not hasattr(found, "__path__"), public
        assert type(found).__name__ != "module", public


def test_another_name_is_an_attribute_error() -> None:
    load = lazy_names("briqa", {"errors": ("BriqaError",)})
    assert load("BriqaError") is briqa.BriqaError
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        load("Nothing")
