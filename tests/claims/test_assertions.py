import pytest

from briqa.claims.assertions import BEHIND_OTHERS, AssertionKind, read_assertions


def _read(text: str) -> list[tuple[str, int, bool]]:
    """The needed assertions of a claim: kind, rank, and whether it is a rise or the first ahead."""
    return [
        (each.kind.value, each.rank, each.is_up) for each in read_assertions(text) if each.is_needed
    ]


@pytest.mark.parametrize(
    ("claim", "rank"),
    [
        ("Tarn is the country's number one in salt.", 1),
        ("Tarn has the largest harbour of the coast.", 1),
        ("Not a single harbour handled more salt than Tarn.", 1),
        ("No other harbour has as many cranes as Tarn.", 1),
        ("Tarn has more cranes than any other harbour.", 1),
        ("Of all the harbours, Tarn does best.", 1),
        ("Only two harbours handled more salt than Tarn.", 3),
        ("Only one harbour had cranes before Tarn did.", 2),
        ("In salt, Tarn comes fourth in the country.", 4),
        ("Tarn has the fewest cranes of the coast.", -1),
        ("Tarn trails other harbours.", BEHIND_OTHERS),
    ],
)
def test_a_rank_is_read_however_it_is_said(claim: str, rank: int) -> None:
    assert [(kind, found) for kind, found, _ in _read(claim)] == [(AssertionKind.RANK, rank)]


@pytest.mark.parametrize(
    "claim",
    [
        "Tarn is one of the largest harbours.",
        "Tarn has the second largest harbour.",
        "Tarn opened its first crane in 2031.",
        "For the most part the cranes stand idle.",
        "No harbour handled more than 40 tons.",
        "No ship lay in Tarn for longer than 12 days as of March 2031.",
        "The top four harbours share the salt.",
        # The words of a rank stand near each other.
        f"No harbour was closed {'and the salt was dry ' * 6}and more ships came than boats.",
    ],
)
def test_no_first_rank_is_read_where_none_is_claimed(claim: str) -> None:
    ranks = [each for each in read_assertions(claim) if each.kind is AssertionKind.RANK]
    assert not ranks


@pytest.mark.parametrize(
    ("claim", "is_rise"),
    [
        ("Tarn sold fewer pears in 2031 than in the year before.", False),
        ("Tarn sold more pears than a year earlier.", True),
        ("Pears were cheaper than in 2030.", False),
    ],
)
def test_more_or_less_than_before_is_a_change(claim: str, *, is_rise: bool) -> None:
    assert _read(claim) == [("change", 0, is_rise)]


def test_a_figure_beside_a_comparison_is_left_to_the_figures() -> None:
    assert _read("Tarn sold 40 tons more than in 2030.") == []
    assert _read("Tarn stood 4 places ahead of Zlin.") == []


def test_two_sides_are_compared_by_verbs_too() -> None:
    assert _read("The growers of Tarn outranked the growers of Zlin.") == [("comparison", 0, True)]
    assert _read("Tarn sells less salt than Zlin.") == [("comparison", 0, False)]


def test_shares_in_words_are_read() -> None:
    assert [kind for kind, *_ in _read("Most of the mills lie on rivers.")] == ["majority"]
    wholes = [each.kind for each in read_assertions("All of the mills lie on rivers.")]
    assert wholes == [AssertionKind.WHOLE]
    assert AssertionKind.WHOLE not in {
        each.kind for each in read_assertions("Every second mill lies on a river.")
    }
