"""Tables of what was measured: figures, how many times briqa's they are, Markdown and JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of every row.

    Attributes:
        name: its key in the rows and in JSON.
        title: what stands above it, the unit included.
        digits: behind the decimal point.
        compared: whether it is also shown as a multiple of the base row's.
    """

    name: str
    title: str
    digits: int = 2
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """What one section measured.

    Attributes:
        name: the section.
        title: its heading.
        columns: the figures.
        rows: a name and its figures by column; one may lack some.
        base: the row that the others are multiples of; None where nothing is compared.
        note: what one has to know to read it.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, Mapping[str, float]], ...]
    base: str | None = None
    note: str = ""

    def ratios(self, column: str) -> dict[str, float]:
        """How many times the base's figure each row's is; without the base, and where it is 0."""
        figures = {name: values[column] for name, values in self.rows if column in values}
        unit = figures.get(self.base) if self.base is not None else None
        if not unit:
            return {}
        return {name: value / unit for name, value in figures.items() if name != self.base}


def markdown(tables: Sequence[Table], facts: Mapping[str, object]) -> str:
    """A page with every table.

    Args:
        tables: what was measured, in order.
        facts: of the machine and the run, a line each.
    """
    parts = ["# briqa beside other ways to search the same text"]
    parts.append("\n".join(f"- {name}: {value}" for name, value in facts.items()))
    for table in tables:
        parts.append(f"## {table.title}")
        parts.append(_grid(table))
        if table.note:
            parts.append(table.note)
    return "\n\n".join(parts) + "\n"


def as_json(tables: Sequence[Table], facts: Mapping[str, object]) -> dict[str, object]:
    """The same as plain values, unrounded."""
    return {
        "facts": dict(facts),
        "sections": {
            table.name: {
                "title": table.title,
                "base": table.base,
                "rows": {name: dict(values) for name, values in table.rows},
                "times_the_base": {
                    column.name: table.ratios(column.name)
                    for column in table.columns
                    if column.compared
                },
            }
            for table in tables
        },
    }


def _grid(table: Table) -> str:
    lines = ["| | " + " | ".join(column.title for column in table.columns) + " |"]
    lines.append("|---|" + "---:|" * len(table.columns))
    ratios = {column.name: table.ratios(column.name) for column in table.columns if column.compared}
    for name, values in table.rows:
        cells = [
            _cell(values.get(column.name), ratios.get(column.name, {}).get(name), column.digits)
            for column in table.columns
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(value: float | None, ratio: float | None, digits: int) -> str:
    if value is None:
        return ""
    shown = f"{value:,.{digits}f}"
    return shown if ratio is None else f"{shown} ({ratio:.2g}×)"
