"""Relations inside tables: totals down and across, changes between periods, shares of a total."""

from collections.abc import Iterator

from briqa.audit.changes import find_changes
from briqa.audit.finding import Finding
from briqa.audit.grid import read_grid
from briqa.audit.reading import AuditedText
from briqa.audit.sums import find_sums, find_sums_across


def find_table_relations(text: AuditedText) -> Iterator[Finding]:
    """The totals, changes and shares in the tables of a document."""
    for table in text.tables:
        grid = read_grid(text.text, table)
        yield from find_sums(text, grid.rows, grid.heads)
        labels = [row.label for row in grid.rows]
        yield from find_sums_across(text, grid.columns(), labels)
        yield from find_changes(text, grid.rows, grid.heads)
