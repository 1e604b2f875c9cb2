import pytest

from briqa.claims.wording import (
    clashes,
    comparison_of,
    degrees,
    direction_of,
    directions,
    has_direction,
    negations,
    opposite_comparisons,
    turned_at,
)
from briqa.spans import Span


def _words(claim: str, source: str) -> list[tuple[str, str]]:
    return [
        (
            claim[found.claimed.start : found.claimed.end],
            source[found.found.start : found.found.end],
        )
        for found in clashes(claim, source)
    ]


def test_opposites_clash_and_silence_does_not() -> None:
    assert _words("Catches rose.", "Catches fell in spring.") == [("rose", "fell")]
    assert _words("Catches rose.", "Catches were counted.") == []
    assert _words("Catches rose.", "Catches grew.") == []
    # Whoever says both can't be held to one of them.
    assert _words("Catches rose and fell.", "Catches fell.") == []


def test_a_lower_cost_is_no_fall_unless_it_is_compared() -> None:
    assert list(directions("It is sold at a lower price in the first year.")) == []
    assert [
        is_rise for _, is_rise in directions("It ran a lower number of trains than before.")
    ] == [False]
    assert [is_rise for _, is_rise in directions("They lower the price.")] == [False]


def test_a_word_beside_a_figure_counts_though_the_sentence_has_both() -> None:
    claim, source = "80% more crew, 50% fewer fires", "80% fewer crew, 50% fewer fires"
    assert clashes(claim, source) == []
    clash = turned_at(claim, Span(0, 3), source, Span(0, 3))
    assert clash is not None
    assert claim[clash.claimed.start : clash.claimed.end] == "more"
    assert turned_at(source, Span(0, 3), source, Span(0, 3)) is None


@pytest.mark.parametrize(
    ("claim", "source", "opposite"),
    [
        ("Velmora has more boats than Kastrel.", "Velmora has fewer boats than Kastrel.", True),
        ("Velmora has more boats than Kastrel.", "Kastrel has fewer boats than Velmora.", False),
        ("Velmora has more boats than Kastrel.", "Kastrel has more boats than Velmora.", True),
        ("Velmora has more boats than Kastrel.", "Velmora has boats.", None),
        ("Velmora has more than 9 boats.", "Velmora has fewer than 9 boats.", None),
    ],
)
def test_comparisons_of_the_same_sides(claim: str, source: str, opposite: object) -> None:
    names = [("Velmora", "Velmora"), ("Kastrel", "Kastrel")]
    assert opposite_comparisons(claim, source, names) is opposite


def test_more_than_a_number_is_no_comparison() -> None:
    assert comparison_of("It has more than 100 boats.") is None
    assert comparison_of("It has more boats than Tarn.") is not None


def test_directions_and_negations() -> None:
    assert direction_of("The fleet shrank.") == "down"
    assert direction_of("It rose and fell.") is None
    text = "It has no cranes and can't load."
    assert [text[span.start : span.end] for span in negations(text)] == ["no", "n't"]


def test_a_rank_rules_a_superlative_out() -> None:
    (largest,) = degrees("It is the largest port.", "It is the third port of the coast.")
    assert largest.is_ruled_out
    (largest,) = degrees("It is the largest port.", "It is the biggest port of the coast.")
    assert not largest.is_ruled_out
    assert largest.found is not None


def test_a_word_is_the_opposite_of_itself_with_a_negating_prefix() -> None:
    [clash] = clashes("The tide was unwelcome.", "The tide was welcome.")
    assert (clash.claimed.start, clash.found.start) == (13, 13)
    assert not clashes("Its income rose until May.", "They come with the tide.")


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Sales were up 5%.", True),
        ("Prices went down.", True),
        ("Sales came to up to 5 tons.", False),
        ("Those who sign up get a boat.", False),
        ("It is a cutting-edge boat.", False),
    ],
)
def test_particles_and_compounds_tell_of_no_direction(text: str, *, tells: bool) -> None:
    assert has_direction(text) is tells


@pytest.mark.parametrize(
    ("text", "is_rise"),
    [("Catches grew.", True), ("Catches did not even grow.", False), ("No drop was seen.", True)],
)
def test_a_negated_rise_is_none(text: str, *, is_rise: bool) -> None:
    assert [found for _, found in directions(text)] == [is_rise]
