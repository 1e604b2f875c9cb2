import pytest

from tests.audit.documents import audit, verdicts

SHARE = "The harbour moved 5.45 million tonnes in 2022, with 1.49 million tonnes ({}) from abroad."
GROWTH = "Sales grew from $380 million in 2013 to $420 million in 2022 ({} annual growth)."
TOTAL = "The line runs {} platforms (4 in Lyon, 2 in Turin, 1 each in Bern and Basel)."
CHANGE = "Expenses fell by ${} million, or 17.9%, to $11.06 million in 2019 from $13.47 million."
NAMES = "It opened {} offices: Paris, Rome, Ulm (a branch), and Cork."
POINTS = "The plan has {} parts: (1) clear the site; (2) build the hall; (3) plant the park."
BACK = "The province has 7 parks in 6 countries. These {} parks employ 5,100 people."
AVERAGE = "Its share reached {} of all trade, above the 33% national average."


@pytest.mark.parametrize(
    ("text", "figure", "relation"),
    [
        (SHARE, "27.3%", "share"),
        (GROWTH, "1.1%", "growth"),
        (TOTAL, "8", "total"),
        (CHANGE, "2.41", "change"),
        (NAMES, "four", "list"),
        (POINTS, "three", "list"),
        (BACK, "7", "repeated"),
        (AVERAGE, "35%", "comparison"),
    ],
)
def test_a_true_relation_holds(text: str, figure: str, relation: str) -> None:
    assert (relation, "holds") in verdicts(text.format(figure))


@pytest.mark.parametrize(
    ("text", "figure", "relation"),
    [
        (SHARE, "37.3%", "share"),
        (GROWTH, "4.1%", "growth"),
        (TOTAL, "9", "total"),
        (CHANGE, "24.1", "change"),
        (NAMES, "seven", "list"),
        (POINTS, "five", "list"),
        (BACK, "9", "repeated"),
        (AVERAGE, "25%", "comparison"),
    ],
)
def test_a_changed_figure_breaks_it(text: str, figure: str, relation: str) -> None:
    [verdict] = {verdict for kind, verdict in verdicts(text.format(figure)) if kind == relation}
    assert verdict in ("contradiction", "doubtful")


def test_rounding_of_both_values_is_considered() -> None:
    text = "Trade grew from 1.1 trillion RMB in 2013 to 2.3 trillion in 2022 (8.2% annual growth)."
    assert ("growth", "holds_within_rounding") in verdicts(text)


def test_a_slip_of_scale_is_named() -> None:
    text = (
        "Cumulative trade was 15.8 trillion RMB over the decade (990 billion RMB of exports,"
        " 590 billion RMB of imports)."
    )
    [finding] = [finding for finding in audit(text) if finding.relation == "total"]
    assert finding.verdict == "contradiction"
    assert finding.fits == "1.58 trillion would fit (a slip of scale: 1/10 of what is written)"
    assert finding.computed_low is not None
    assert finding.computed_low <= 1.58e12 <= (finding.computed_high or 0)


def test_a_list_left_open_is_no_total() -> None:
    text = "It has 20 ports (including 4 in the north, 5 in the south)."
    assert [kind for kind, verdict in verdicts(text) if verdict != "holds"] == []


def test_a_part_larger_than_its_whole_contradicts() -> None:
    assert verdicts("The fleet has 21 ships, including 41 ships under charter.") == [
        ("part of whole", "contradiction")
    ]


def test_figures_of_another_year_in_brackets_are_no_parts() -> None:
    assert verdicts("Profit was $6.6 million (2018: $9.8 million) after tax.") == []


def test_no_whole_number_of_trains_gives_the_growth() -> None:
    [finding] = audit("The line ran 728 trains in 2022 (up 17.7%).")
    assert (finding.relation, finding.verdict) == ("whole numbers", "doubtful")
    [finding] = audit("The line ran 967 trains in 2022 (up 122.3%).")
    assert finding.verdict == "holds"


def test_the_word_for_a_change_must_agree_with_its_values() -> None:
    assert verdicts("Routes increased from 263 routes to 150 routes.") == [
        ("direction", "contradiction")
    ]


def test_a_name_with_and_in_it_is_one_item() -> None:
    text = (
        "There are three zones: the Trade and Customs Zone, the Port and Rail Zone, and the Export"
        " Zone."
    )
    assert verdicts(text) == [("list", "holds")]


def test_a_year_far_from_its_section_is_doubtful() -> None:
    text = (
        "In 2022, 281 firms came. By 2021, 240 firms had come. In 2000, 262 firms came for the"
        " first time, after 200 in 2019."
    )
    [finding] = [finding for finding in audit(text) if finding.relation == "year"]
    assert finding.verdict == "doubtful"
    assert "2020" in finding.fits


def test_paragraphs_with_heads_are_counted_behind_their_announcement() -> None:
    text = (
        "The survey found three obstacles:\n\n**Money:** Funds are short.\n\n**Staff:** Few apply."
        "\n\n**Space:** Rents rose."
    )
    assert ("list", "holds") in verdicts(text)
    assert ("list", "contradiction") in verdicts(text.replace("three", "seven"))


YEARLY = (
    "In 2021, Aldin Port handled 400 million tonnes of cargo. In 2022, Aldin Port handled 430"
    " million tonnes of cargo, up {}."
)


def test_growth_is_checked_against_the_year_before() -> None:
    assert ("growth", "holds") in verdicts(YEARLY.format("7.5%"))
    assert ("growth", "doubtful") in verdicts(YEARLY.format("9.5%"))


def test_up_to_is_no_change() -> None:
    assert verdicts("The plain is about 300 km long and up to 40 km wide.") == []
