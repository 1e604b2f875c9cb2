"""The form of the Figures tab: what it has to choose from, and what it says, as a filter."""

import math
from collections.abc import Callable
from typing import Any, Final, NamedTuple, cast

import gradio as gr

from briqa.errors import FilterError
from briqa.figures import FigureCollection, FigureFilter
from briqa.quantities import Kind, parse_quantities

# The value of the first choice of each list.
ANY: Final = ""
# How much of a wrong entry is told again.
_MOST_SHOWN: Final = 40


class FormEntries(NamedTuple):
    """The form as it was filled in; a list that nothing was chosen from says None or `ANY`."""

    text: str
    kind: str | None
    unit: str | None
    docid: str | None
    minimum: str
    maximum: str
    period: str


class FigureForm:
    """The entries, and the buttons that filter by them and empty them."""

    def __init__(self) -> None:
        with gr.Row(elem_classes="question"):
            self.text = gr.Textbox(
                label="Search the figures",
                placeholder="Words of the sentence, unit, subject or measure",
                lines=1,
                elem_id="figures-text",
                scale=5,
            )
            self.button = gr.Button(
                "Filter", variant="primary", elem_id="filter", scale=0, min_width=88
            )
        with gr.Row(elem_classes="figures-form"):
            self.kind = _choice("Kind", "figures-kind")
            self.unit = _choice("Unit", "figures-unit", allows_others=True)
            self.docid = _choice("Document", "figures-docid", is_visible=False)
        with gr.Row(elem_classes="figures-form"):
            self.minimum = _entry("From", "1,000", "figures-from")
            self.maximum = _entry("To", "2.5 million", "figures-to")
            self.period = _entry("Period", "2022", "figures-period")
            self.clear = gr.Button("Clear", elem_id="figures-clear", scale=0, min_width=72)
        # In the order of `FormEntries`.
        self.entries: list[gr.components.Component] = [
            self.text,
            self.kind,
            self.unit,
            self.docid,
            self.minimum,
            self.maximum,
            self.period,
        ]

    @property
    def triggers(self) -> list[Callable[..., Any]]:
        """What asks for the figures that the entries name."""
        typed = (self.text, self.minimum, self.maximum, self.period)
        chosen = (self.kind, self.unit, self.docid)
        return [
            self.button.click,
            *(entry.submit for entry in typed),
            *(entry.input for entry in chosen),
        ]

    def choices(self, figures: FigureCollection) -> dict[Any, Any]:
        """The lists with what the index holds; that of documents only where there are several."""
        return {
            self.kind: gr.update(choices=_choices("any kind", figures.kinds)),
            self.unit: gr.update(choices=_choices("any unit", figures.units)),
            self.docid: gr.update(
                choices=_choices("any document", dict(sorted(figures.by_document.items()))),
                visible=len(figures.by_document) > 1,
            ),
        }

    def emptied(self) -> dict[Any, Any]:
        """All entries as at the start."""
        return dict.fromkeys(self.entries, ANY)


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
        value = float(text.replace(",", ""))
    except ValueError:
        found = parse_quantities(text)
    else:
        if math.isfinite(value):
            return value
        found = ()
    if len(found) == 1 and found[0].unit is None and found[0].kind == "count":
        (number,) = found
        if (number.span.start, number.span.end) == (0, len(text)) and not number.is_range:
            return number.value
    shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    raise FilterError(name, f"{shown!r} is no number", "write 9, 9,000,000 or 9 million")


def _choices(every: str, counts: dict[str, int]) -> list[tuple[str, str]]:
    return [(every, ANY), *((f"{name} ({count:,})", name) for name, count in counts.items())]


def _choice(
    label: str, elem_id: str, *, allows_others: bool = False, is_visible: bool = True
) -> gr.Dropdown:
    return gr.Dropdown(
        [(f"any {label.lower()}", ANY)],
        value=ANY,
        label=label,
        filterable=allows_others,
        allow_custom_value=allows_others,
        visible=is_visible,
        elem_id=elem_id,
        min_width=120,
    )


def _entry(label: str, example: str, elem_id: str) -> gr.Textbox:
    return gr.Textbox(label=label, placeholder=example, lines=1, elem_id=elem_id, min_width=96)
