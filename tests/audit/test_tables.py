import pytest

from briqa.audit import Finding
from tests.audit.documents import audit


def _table(*rows: str) -> str:
    head, *body = rows
    rule = "|---" * (head.count("|") - 1) + "|"
    return "\n".join(["# Report\n\nIn millions of crowns:\n", head, rule, *body, ""])


def _found(text: str, relation: str = "table total") -> list[Finding]:
    return [finding for finding in audit(text) if finding.relation == relation]


def _bad(text: str) -> list[Finding]:
    return [
        finding
        for finding in audit(text)
        if finding.relation in ("table total", "table change", "share")
        and not finding.verdict.startswith("holds")
    ]


SALES = (
    "| | 2021 | 2020 |",
    "| Bread | 1,184 | 1,102 |",
    "| Milk | 947 | 921 |",
    "| Ice | 612 | 655 |",
    "| Total | 2,743 | 2,678 |",
)
ACCOUNTS = (
    "| | 2021 | 2020 |",
    "| Billed | 2,136 | 2,392 |",
    "| Allowance | (51) | (39) |",
    "| Billed, net | 2,085 | 2,353 |",
    "| Accrued | 3,993 | 3,369 |",
    "| Discount | (356) | (350) |",
    "| Total accrued | 3,637 | 3,019 |",
    "| Total, net | 5,722 | 5,372 |",
)
CHANGES = (
    "| | 2021 | 2020 | Change | % |",
    "| Bread | 1,184 | 1,102 | 82 | 7.4% |",
    "| Milk | 947 | 921 | 26 | 2.8% |",
    "| Ice | 612 | 655 | (43) | (6.6%) |",
    "| Cakes | 310 | 287 | 23 | 8.0% |",
)


def _with(rows: tuple[str, ...], old: str, new: str) -> str:
    text = _table(*rows)
    assert text.count(old) == 1
    return text.replace(old, new)


def test_a_total_is_recomputed_in_each_column_and_its_spans_are_the_cells() -> None:
    text = _table(*SALES)
    first, second = _found(text)
    assert first.verdict == second.verdict == "holds"
    assert [text[span.start : span.end] for span in first.spans] == [
        "1,184", "947", "612", "2,743",
    ]  # fmt: skip
    assert first.formula == "1,184 + 947 + 612 = 2,743; the table says 2,743"
    assert (first.stated, first.computed_low, first.computed_high) == (2743, 2741.5, 2744.5)


@pytest.mark.parametrize(
    ("old", "new", "fits"),
    [
        ("2,743", "2,843", "2,743"),
        ("2,743", "(2,743)", "2,743"),
        ("947", "974", ""),
        ("947", "9,470", "947"),
        ("947", "(947)", "947"),
        ("1,184", "1,484", "1,184"),
    ],
)
def test_a_total_that_its_parts_miss_is_found_by_the_other_column(
    old: str, new: str, fits: str
) -> None:
    (finding,) = _bad(_with(SALES, old, new))
    assert finding.verdict == ("contradiction" if fits else "doubtful")
    assert finding.fits.startswith(fits)


def test_a_miss_within_the_rounding_of_the_parts_is_none() -> None:
    found = _found(_with(SALES, "2,743", "2,744"))
    assert [finding.verdict for finding in found] == ["holds_within_rounding", "holds"]


def test_totals_of_totals_stand_for_their_parts() -> None:
    text = _table(*ACCOUNTS)
    assert len(_found(text)) == 6
    assert _bad(text) == []
    (finding,) = _bad(_with(ACCOUNTS, "5,722", "5,792"))
    assert finding.formula.startswith("2,085 + 3,637 = 5,722")


def test_what_is_labelled_less_is_subtracted() -> None:
    rows = (
        "| | 2021 | 2020 |", "| Land | 507 | 412 |", "| Houses | 7,470 | 7,286 |",
        "| Less: depreciation | 2,378 | 2,350 |", "| Net | 5,599 | 5,348 |",
    )  # fmt: skip
    assert [finding.verdict for finding in _found(_table(*rows))] == ["holds", "holds"]


def test_a_total_across_is_recomputed_in_each_row() -> None:
    rows = (
        "| Campus | Day | Evening | Total |", "| North | 8,930 | 2,310 | 11,240 |",
        "| Hill | 6,480 | 2,195 | 8,675 |", "| Quay | 3,702 | 608 | 4,310 |",
        "| Shore | 4,018 | 977 | 4,995 |",
    )  # fmt: skip
    assert len(_found(_table(*rows))) == 4
    (finding,) = _bad(_with(rows, "4,310", "4,810"))
    assert (finding.verdict, finding.fits) == ("contradiction", "4,310 would fit (one digit)")


def test_changes_and_percentages_are_recomputed() -> None:
    found = _found(_table(*CHANGES), "table change")
    assert [finding.verdict for finding in found] == ["holds"] * 8
    assert _bad(_table(*CHANGES)) == []


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("7.4%", "9.4%", "contradiction"),
        ("| 82", "| 62", "contradiction"),
        ("(43)", "43", "doubtful"),
    ],
)
def test_a_change_that_the_others_speak_against_is_found(old: str, new: str, verdict: str) -> None:
    (finding,) = _bad(_with(CHANGES, old, new))
    assert (finding.relation, finding.verdict) == ("table change", verdict)


def test_shares_of_a_total_are_recomputed() -> None:
    rows = (
        "| Clinic | Beds | % of beds |", "| East | 1,240 | 50.0% |", "| West | 806 | 32.5% |",
        "| South | 434 | 17.5% |", "| Total | 2,480 | 100.0% |",
    )  # fmt: skip
    assert len(_found(_table(*rows), "share")) == 3
    assert [finding.relation for finding in _bad(_with(rows, "32.5%", "32.9%"))]


@pytest.mark.parametrize(
    "rows",
    [
        # Nothing adds up in any column: the rows aren't the total's parts.
        ("| | 2021 | 2020 |", "| Ports | 120 | 130 |", "| Of these in use | 70 | 80 |",
         "| Cranes | 44 | 45 |", "| Total ships | 912 | 877 |"),
        # Prices aren't added, though the other columns are.
        ("| | Shares | Cost | Average price |", "| May | 1,240 | 5,890 | 4.75 |",
         "| June | 2,105 | 9,610 | 4.57 |", "| July | 1,890 | 9,110 | 4.82 |",
         "| Total | 5,235 | 24,610 | 4.70 |"),
        # A cost that falls may be shown as a gain.
        ("| | 2021 | 2020 | Change |", "| Sales | 905 | 812 | 93 |",
         "| Costs | (610) | (570) | (40) |", "| Profit | 295 | 242 | 53 |"),
    ],
)  # fmt: skip
def test_what_isnt_a_sum_is_no_contradiction(rows: tuple[str, ...]) -> None:
    assert _bad(_table(*rows)) == []
