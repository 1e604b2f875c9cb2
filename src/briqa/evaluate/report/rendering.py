"""Templates to pages: everything that comes from a set or a document is escaped here.

The one thing to know: a page depends on nothing but what is given, neither on the clock nor on the
order of a mapping from a file, so that the same run makes the same bytes.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from briqa.drawing import printable
from briqa.evaluate.report import wording
from briqa.evaluate.report.data import natural
from briqa.evaluate.report.plots import PLOT_CSS

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_QUESTIONS: Final = 500
"""The questions that a page holds; a browser stays quick with them."""


def render(template: str, values: Mapping[str, object]) -> str:
    """A page from one of the templates."""
    return _environment().get_template(template).render(values)


def manifest_rows(manifest: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """A manifest as headings, each with names and values, in natural order.

    Nested names are joined by dots: `{"index": {"model": {"name": "x"}}}` is `model.name` under
    "index". What isn't nested comes first, under an empty heading.
    """
    names = sorted(manifest, key=natural)
    plain = [(name, _value(manifest[name])) for name in names if not _nested(manifest[name])]
    groups = [(name, _flat(manifest[name])) for name in names if _nested(manifest[name])]
    return [("", plain), *groups] if plain else groups


@cache
def _environment() -> "Environment":
    # Here, so that a command that writes no report doesn't load it.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("briqa.evaluate.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printable,
    )
    environment.filters |= {
        "count": wording.count,
        "difference": wording.difference,
        "difference_ends": wording.difference_ends,
        "interval": wording.interval,
        "number": wording.number,
        "percent": wording.percent,
        "probability": wording.probability,
    }
    assets = files("briqa.evaluate.report") / "assets"
    environment.globals |= {
        "page_css": (assets / "page.css").read_text("utf-8"),
        "plot_css": PLOT_CSS,
        "filter_script": (assets / "filter.js").read_text("utf-8"),
    }
    return environment


def _printable(value: object) -> object:
    # A plot or a style sheet is marked as safe and stays as it is: plots see to their own texts.
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return printable(value)
    return value


def _nested(value: object) -> bool:
    return isinstance(value, Mapping)


def _flat(mapping: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    rows = []
    for name in sorted(mapping, key=natural):
        value = mapping[name]
        if _nested(value):
            rows += _flat(value, f"{above}{name}.")
        else:
            rows.append((above + name, _value(value)))
    return rows


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value))
    return wording.NOTHING if value is None else f"{value}"
