"""What the form of the Figures tab says, as a filter; and what it has to choose from."""

from typing import Final, NamedTuple, cast

from briqa.errors import FilterError
from briqa.figures import FigureCollection, FigureFilter
from briqa.quantities import Kind, parse_quantities

# The value of the first choice of each list.
ANY: Final = ""
Choices = list[tuple[str, str]]


class FormEntries(NamedTuple):
    """The form as it was filled in; a list that nothing was chosen from says None or `ANY`."""

    text: str
    kind: str | None
    unit: str | None
    docid: str | None
    minimum: str
    maximum: str
    period: str


def read_filter(entries: FormEntries) -> FigureFilter:
    """The filter that the entries mean.

    Raises:
        FilterError: when one of them can't be meant.
    """
    return FigureFilter(
        text=_filled(entries.text),
        kind=cast(Kind | None, _filled(entries.kind)),
        unit=_filled(entries.unit),
        docid=_filled(entries.docid),
        minimum=_limit("from", entries.minimum),
        maximum=_limit("to", entries.maximum),
        period=_filled(entries.period),
    )


def _filled(entry: str | None) -> str | None:
    return (entry or "").strip() or None


def _limit(name: str, entry: str) -> float | None:
    """A number as a reader writes it: "9", "9,000,000", "9e6" or "9 million"."""
    text = _filled(entry)
    if text is None:
        return None
    try:
        return float(text.replace(",", ""))
    except ValueError:
        found = parse_quantities(text)
    if len(found) == 1 and found[0].unit is None and found[0].kind == "count":
        (number,) = found
        if (number.span.start, number.span.end) == (0, len(text)) and not number.is_range:
            return number.value
    raise FilterError(name, f"{text!r} is no number", "write 9, 9,000,000 or 9 million")


def kind_choices(figures: FigureCollection) -> Choices:
    """The kinds of figure that the index holds."""
    return _choices("any kind", figures.kinds)


def unit_choices(figures: FigureCollection) -> Choices:
    """The units that the index holds."""
    return _choices("any unit", figures.units)


def document_choices(figures: FigureCollection) -> Choices:
    """The documents that have a figure, by name."""
    return _choices("any document", dict(sorted(figures.by_document.items())))


def _choices(every: str, counts: dict[str, int]) -> Choices:
    return [(every, ANY), *((f"{name} ({count:,})", name) for name, count in counts.items())]
