import pytest

from briqa.evaluate.making.statements import Statements
from briqa.evaluate.making.twin_wording import reads_well, subject_names
from briqa.evaluate.making.twins import Asked, Swap, TwinKind


@pytest.mark.parametrize(
    ("kind", "text", "old", "new", "fine"),
    [
        ("year", "How many routes did it open in 2019?", "2019", "2021", True),
        ("year", "How many routes did it open in 2019?", "2019", "2049", False),
        ("year", "It was named by the Harbour Act 2019", "2019", "2018", False),
        ("place", "How many cranes does Saltholm have?", "Saltholm", "Ferrytown", True),
        ("place", "How many cranes does Saltholm have?", "Saltholm", "Namibia", True),
        ("place", "How many cranes does Saltholm have?", "Saltholm", "Nobody", False),
        ("place", "How many Saltholm were opened?", "Saltholm", "Ferrytown", False),
        ("place", "How many cranes has the harbour Saltholm?", "Saltholm", "Ferrytown", False),
        ("place", "Who founded the Line of Saltholm in fog?", "Saltholm", "Ferrytown", False),
        ("measure", "How many cranes does it have?", "cranes", "violins", True),
        ("measure", "How many cranes does it have?", "cranes", "literacy rate", False),
        ("measure", "It has ___ old cranes.", "cranes", "pilots", True),
        ("measure", "It has ___ cranes.", "cranes", "unheards", False),
        ("measure", "What was the revenue of it?", "revenue", "literacy rate", True),
        ("measure", "It had an income of ___.", "income", "literacy rate", False),
        ("measure", "It had a budget of ___.", "budget", "literacy rate", True),
        ("measure", "How many ships were opened by it?", "opened", "literacy rate", False),
    ],
)
def test_only_what_fits_into_its_place_is_swapped_in(
    statements: Statements, kind: TwinKind, text: str, old: str, new: str, *, fine: bool
) -> None:
    start = text.index(old)
    swap = Swap(kind, text, (start, start + len(old)), new)
    asked = Asked("q", text, ())
    assert reads_well(swap, asked, statements, subject_names(statements)) is fine


def test_subjects_are_names_with_figures_of_their_own(statements: Statements) -> None:
    assert subject_names(statements) == {"Ferrytown": False, "Saltholm": False}
