"""A claim beside one sentence of the source: every atom's finding, and what they add up to."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Final

from rapidfuzz import fuzz

from briqa.answer.evidence import Candidate
from briqa.answer.features import Topic
from briqa.answer.rank import RankedSentence
from briqa.claims.binding import (
    BoundClause,
    bound_clauses,
    clause_at,
    elsewhere,
    names_apart,
)
from briqa.claims.claim import Claim
from briqa.claims.figures import FigureFault, FigureFinding
from briqa.claims.names import NameFinding
from briqa.claims.periods import periods_agree, periods_clash
from briqa.claims.replaced import Likeness, compare_words
from briqa.claims.result import AtomStatus
from briqa.claims.wording import (
    Clash,
    Degree,
    clashes,
    comparison_of,
    degrees,
    direction_of,
    has_direction,
    negations,
    opposite_comparisons,
    renumbered_between,
    turned_at,
    turned_between,
)
from briqa.quantities import Quantity
from briqa.quantities.units import singularise
from briqa.questions.lexicon import Lexicon
from briqa.spans import Span


@dataclass(frozen=True, slots=True)
class DateFinding:
    """A date of a claim, and the source's in its place.

    Attributes:
        claimed: the claim's date.
        status: what the source says of it.
        found: the date that confirms or contradicts; None if there is none.
        is_inherited: whether it stands before the sentence or in a heading.
        displaced: how much better another date of the sentence stands in its place, from 0.
        beside: the further sentence that has it, where the first lacks it.
    """

    claimed: Quantity
    status: AtomStatus
    found: Quantity | None = None
    is_inherited: bool = False
    displaced: float = 0.0
    beside: Candidate | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A claim beside a sentence.

    Attributes:
        ranked: the sentence.
        figures: a finding for each figure of the claim.
        dates: the same for its dates.
        names: the same for its names.
        clashes: words of the claim whose opposites the sentence has.
        turned: whether both compare the same sides the opposite way round; None if they don't
            compare the same sides.
        degrees: words of degree of the claim, and what the sentence has of the kind.
        words_elsewhere: stems that the claim says of one name and the sentence of others.
        apart: whether the claim joins two names that the sentence joins to others.
    """

    ranked: RankedSentence
    figures: tuple[FigureFinding, ...]
    dates: tuple[DateFinding, ...]
    names: tuple[NameFinding, ...]
    clashes: tuple[Clash, ...]
    turned: bool | None
    degrees: tuple[Degree, ...]
    words_elsewhere: frozenset[str]
    apart: bool

    @property
    def candidate(self) -> Candidate:
        """The sentence as found."""
        return self.ranked.candidate

    @property
    def statuses(self) -> tuple[AtomStatus, ...]:
        """What the sentence says of the figures, dates and names, in this order."""
        return (
            *(figure.status for figure in self.figures),
            *(date.status for date in self.dates),
            *(name.status for name in self.names),
        )


def match_dates(
    claim: Claim,
    candidate: Candidate,
    figures: Sequence[FigureFinding],
    places: Mapping[int, Mapping[int, float]],
) -> tuple[DateFinding, ...]:
    """Each date of a claim beside those of a sentence, of its headings and the sentences before.

    Args:
        claim: the claim.
        candidate: the sentence.
        figures: the findings of the claim's figures, whose periods count first.
        places: how well the sentence's dates stand in the place of each of the claim's.
    """
    own = [quantity for quantity in candidate.quantities if quantity.kind == "date"]
    periods = [
        finding.found
        for finding in figures
        if finding.found is not None
        and finding.found.period
        and finding.fault is not FigureFault.VALUE
    ]
    before = _dates_before(candidate)
    return tuple(
        _match_date(date, periods, own, before, places.get(date.span.start, {}))
        for date in claim.dates
    )


def _dates_before(candidate: Candidate) -> tuple[Quantity, ...]:
    """The dates before it in its section, and those of the headings around."""
    document, sentence = candidate.document, candidate.sentence.sentence
    path = document.outline.path(sentence.section)
    start = next((node.span.start for node in reversed(path) if not node.run_in), 0)
    before = (
        document.quantities_in(Span(start, sentence.span.start))
        if start < sentence.span.start
        else ()
    )
    headings = [
        quantity
        for node in path
        if node.heading
        for quantity in document.quantities_in(node.heading)
    ]
    return tuple(each for each in (*headings, *before) if each.kind == "date")


def _match_date(
    date: Quantity,
    figures: Sequence[Quantity],
    own: Sequence[Quantity],
    before: Sequence[Quantity],
    places: Mapping[int, float],
) -> DateFinding:
    claimed = date.period or str(int(date.value))
    agreeing = [each for each in own if _agrees(claimed, each)]
    for figure in figures:
        if figure.period and periods_agree(claimed, figure.period):
            at = agreeing[0] if agreeing else figure
            return DateFinding(date, AtomStatus.CONFIRMED, at)
    if agreeing:
        # Whether it is of the right figure is seen where the figures are compared.
        others = [places.get(each.span.start, 0.0) for each in own if each not in agreeing]
        mine = max(places.get(each.span.start, 0.0) for each in agreeing)
        displaced = max(0.0, max(others, default=0.0) - mine)
        return DateFinding(date, AtomStatus.CONFIRMED, agreeing[0], displaced=displaced)
    against = [
        each for each in (*own, *figures) if each.period is not None and _clashes(claimed, each)
    ]
    if against:
        return DateFinding(date, AtomStatus.CONTRADICTED, against[0])
    inherited = [each for each in before if _agrees(claimed, each)]
    if inherited:
        return DateFinding(date, AtomStatus.CONFIRMED, inherited[-1], is_inherited=True)
    against = [each for each in before if _clashes(claimed, each)]
    return DateFinding(
        date,
        AtomStatus.NOT_FOUND,
        against[-1] if against else None,
        is_inherited=bool(against),
    )


def _agrees(claimed: str, date: Quantity) -> bool:
    return date.period is not None and periods_agree(claimed, date.period)


def _clashes(claimed: str, date: Quantity) -> bool:
    return date.period is not None and periods_clash(claimed, date.period)


def align(
    claim: Claim,
    topic: Topic,
    ranked: RankedSentence,
    figures: tuple[FigureFinding, ...],
    dates: tuple[DateFinding, ...],
    names: tuple[NameFinding, ...],
    lexicon: Lexicon,
) -> Alignment:
    """A claim beside a sentence, all findings together.

    Args:
        claim: the claim.
        topic: its topic.
        ranked: the sentence.
        figures: the findings of the claim's figures.
        dates: those of its dates.
        names: those of its names.
        lexicon: what the corpus knows of its words.
    """
    candidate = ranked.candidate
    reading = candidate.reading
    shared = [
        (name.name.name.text, reading[name.found.start : name.found.end])
        for name in names
        if name.status is AtomStatus.CONFIRMED and name.found
    ]
    opposite = opposite_comparisons(claim.text, reading, shared)
    if opposite is None:
        opposite = _compared_by_figures(claim, candidate, names)
    found = tuple(
        clash
        for clash in clashes(claim.text, reading)
        # Both compare the same sides, so the opposite word may say the same.
        if not (clash.is_comparison and opposite is False)
    )
    likeness = compare_words(claim.text, reading)
    found += tuple(_turned_beside(claim, candidate, figures))
    found += tuple(_turned_in_copy(claim, reading, likeness))

    def is_name(word: str) -> bool:
        return word[0].isupper() and any(
            lexicon.is_name(stem, word) for stem in lexicon.stems(word)
        )

    ours = bound_clauses(claim.text, lexicon.stems, is_name)
    theirs = bound_clauses(reading, lexicon.stems, is_name)
    here = frozenset(
        stem
        for name in names
        if name.status is AtomStatus.CONFIRMED and not name.inherited
        for stem in name.name.name.stems
    )
    taken = frozenset(finding.found.span for finding in figures if finding.found)
    moved = tuple(
        _rebound(_renamed(finding, candidate, likeness), candidate, topic, ours, theirs, taken)
        for finding in figures
    )
    names = tuple(_replaced(name, reading, likeness, is_name) for name in names)
    return Alignment(
        ranked,
        moved,
        dates,
        names,
        found,
        opposite,
        tuple(degrees(claim.text, reading)),
        elsewhere(ours, theirs, here) & frozenset(claim.question.topic),
        names_apart(ours, theirs, here),
    )


def _compared_by_figures(
    claim: Claim, candidate: Candidate, names: Sequence[NameFinding]
) -> bool | None:
    """Whether the figures of two names are the other way round than a claim compares them.

    "Zlin exceeded Tarn" against "Zlin came to 4 tons and Tarn to 9"; of two ranks the lower number
    is ahead. None where the claim compares no two names with figures of one kind.
    """
    comparison = comparison_of(claim.text)
    if comparison is None:
        return None
    sides = []
    for side in (comparison.left, comparison.right):
        place = next(
            (
                name.found
                for name in names
                if name.found
                and name.status is AtomStatus.CONFIRMED
                and side.covers(Span(name.name.start, name.name.end))
            ),
            None,
        )
        figure = place and _first_figure(candidate, place.end)
        if not figure:
            return None
        sides.append(figure)
    left, right = sides
    if (left.kind, left.unit) != (right.kind, right.unit) or left.value == right.value:
        return None
    is_greater = (left.value > right.value) != (left.kind == "ordinal")
    return is_greater != comparison.is_greater


def _first_figure(candidate: Candidate, offset: int) -> Quantity | None:
    """The first amount behind an offset of the sentence's reading."""
    for quantity in candidate.quantities:
        place = _place_in(candidate, quantity)
        if place and place.start >= offset and quantity.kind != "date":
            return quantity
    return None


# From this share of its words on a claim is a copy, where a negation more or less says something.
_COPIED: Final = 0.8
# Nouns less alike than this are of different things where all else is copied ("trains", "trucks").
_OTHER_NOUN: Final = 0.4


def _renamed(finding: FigureFinding, candidate: Candidate, likeness: Likeness) -> FigureFinding:
    """A figure found, unless the claim writes another noun in the place of the one counted."""
    if finding.status is not AtomStatus.CONFIRMED or finding.found is None or not finding.renamed:
        return finding
    unit = finding.found.unit or ""
    reading = candidate.reading
    stands = any(
        singularise(reading[each.found.start : each.found.end].split()[-1].lower()) == unit
        for each in likeness.replacements
    )
    if stands and (finding.contrasted or finding.renamed >= _OTHER_NOUN):
        return replace(finding, status=AtomStatus.CONTRADICTED, fault=FigureFault.UNIT)
    return finding


def _replaced(
    name: NameFinding, reading: str, likeness: Likeness, is_name: Callable[[str], bool]
) -> NameFinding:
    """A name that isn't in the sentence, or that one in whose place the claim writes it."""
    if name.found is not None or name.status is AtomStatus.CONTRADICTED:
        return name
    place = Span(name.name.start, name.name.end)
    for each in likeness.replacements:
        word = reading[each.found.start : each.found.end]
        if each.claimed.overlaps(place) and any(map(is_name, word.split())):
            return NameFinding(name.name, AtomStatus.CONTRADICTED, each.found, rival=word)
    return name


def _rebound(
    finding: FigureFinding,
    candidate: Candidate,
    topic: Topic,
    claim: Sequence[BoundClause],
    source: Sequence[BoundClause],
    taken: frozenset[Span],
) -> FigureFinding:
    """A figure found, unless another of its kind stands in the clause with the claim's words."""
    found = finding.found
    if found is None or finding.status is not AtomStatus.CONFIRMED:
        return finding
    about = clause_at(claim, finding.claimed.span.start)
    own = _clause_of(candidate, found, source)
    if about is None or own is None:
        return finding
    wanted = about.stems | about.names
    mine = topic.share(wanted & (own.stems | own.names))
    lead, other = 0.0, None
    for rival in candidate.quantities:
        if (rival.unit, rival.kind) != (found.unit, found.kind) or rival.span in taken:
            continue
        clause = _clause_of(candidate, rival, source)
        if clause is None or clause.span == own.span:
            continue
        ahead = topic.share(wanted & (clause.stems | clause.names)) - mine
        if ahead > lead:
            lead, other = ahead, rival
    if other is not None and lead >= _REBOUND:
        return replace(
            finding, status=AtomStatus.CONTRADICTED, found=other, fault=FigureFault.MISPLACED
        )
    return replace(finding, displaced=max(finding.displaced, lead))


def _turned_beside(
    claim: Claim, candidate: Candidate, figures: Sequence[FigureFinding]
) -> Iterator[Clash]:
    """The words beside the figures confirmed whose opposites the sentence has in their place."""
    for finding in figures:
        if finding.status is AtomStatus.CONFIRMED and finding.found is not None:
            place = _place_in(candidate, finding.found)
            clash = place and turned_at(claim.text, finding.claimed.span, candidate.reading, place)
            if clash:
                yield clash


def _turned_in_copy(claim: Claim, reading: str, likeness: Likeness) -> Iterator[Clash]:
    """The words that a claim writes in the place of their opposites, or of another number's."""
    for each in likeness.replacements:
        clash = turned_between(claim.text, each.claimed, reading, each.found)
        if clash is None and not any(
            each.claimed.overlaps(quantity.span) for quantity in (*claim.figures, *claim.dates)
        ):
            clash = renumbered_between(claim.text, each.claimed, reading, each.found)
        if clash:
            yield clash


def _place_in(candidate: Candidate, quantity: Quantity) -> Span | None:
    """Where a quantity stands in the sentence's reading."""
    view = candidate.document.view
    sentence = view.to_view(candidate.sentence.sentence.span)
    place = view.to_view(quantity.span)
    if sentence is None or place is None or place.start < sentence.start:
        return None
    return Span(place.start - sentence.start, place.end - sentence.start)


def _clause_of(
    candidate: Candidate, quantity: Quantity, source: Sequence[BoundClause]
) -> BoundClause | None:
    """The clause of the sentence in which a quantity stands."""
    place = _place_in(candidate, quantity)
    return clause_at(source, place.start) if place else None


# A figure is another's if its clause has so much more of the claim's weight in words.
_REBOUND: Final = 0.25
# Digits are alike from this ratio of rapidfuzz on: one of three or more differs.
_ALIKE: Final = 65.0
# Counts in words up to this one may only frame a claim.
_FEW: Final = 3
_WITHIN: Final = re.compile(
    r"\b(?:within|over|in|for|during|the|past|last|first|after|some|about|of) (?:[a-z]+ )?$",
    re.IGNORECASE,
)

# Of each finding this much of the claim's weight in words counts as borne out when ranking.
_OF_FIGURES: Final = 0.5
_OF_NAMES: Final = 0.3


def bearing_score(alignment: Alignment) -> float:
    """How much a sentence is about what a claim says, whether it bears it out or not.

    Chosen by hand: what the question's ranking says of a sentence, and how many of the claim's
    figures, dates and names it holds.
    """
    figures = [
        1.0 if finding.status is AtomStatus.CONFIRMED else 0.5 * (finding.found is not None)
        for finding in alignment.figures
    ]
    names = [float(finding.status is AtomStatus.CONFIRMED) for finding in alignment.names]
    features = alignment.ranked.features
    words = features["words_own"] + 0.7 * features["words_inherited"]
    return (
        features["sentence_cosine"]
        + words
        + _OF_FIGURES * _mean(figures)
        + _OF_NAMES * _mean(names)
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def signs(claim: Claim, topic: Topic, alignment: Alignment, *, behind: float) -> dict[str, float]:
    """What speaks for and against a claim being borne out by a sentence, by name.

    Args:
        claim: the claim.
        topic: its topic.
        alignment: the claim beside the sentence.
        behind: how much less the sentence is about the claim than the one that is most.
    """
    features: Mapping[str, float] = alignment.ranked.features
    figures, dates, names = alignment.figures, alignment.dates, alignment.names
    against = [each for each in figures if each.status is AtomStatus.CONTRADICTED]
    compared = comparison_of(claim.text) is not None
    likeness = compare_words(claim.text, alignment.candidate.reading)
    ours, theirs = negations(claim.text), negations(alignment.candidate.reading)
    return {
        "behind": behind,
        "cosine": features["sentence_cosine"],
        "words_own": features["words_own"],
        "words_inherited": features["words_inherited"] + features["words_outer"],
        "words_before": features["words_before"],
        "words_missing": features["words_missing"],
        "unlike": features["unlike"],
        "alien": features["alien"],
        "pairs": features["pairs_own"],
        "figures_confirmed": _share(figures, AtomStatus.CONFIRMED),
        "figures_contradicted": float(bool(against)),
        "figures_missing": float(any(f.status is AtomStatus.NOT_FOUND for f in figures)),
        "contradiction_place": max((each.place for each in against), default=0.0),
        "contradiction_likeness": max((each.likeness for each in against), default=0.0),
        "likeness": min((f.likeness for f in figures if f.found), default=1.0),
        "no_figures": float(not figures),
        "follows": likeness.share,
        "negation_in_copy": float(likeness.share >= _COPIED and bool(ours) != bool(theirs)),
        "dates_confirmed": _share(dates, AtomStatus.CONFIRMED),
        "dates_contradicted": _share(dates, AtomStatus.CONTRADICTED),
        "dates_missing": _share(dates, AtomStatus.NOT_FOUND),
        "names_confirmed": _share(names, AtomStatus.CONFIRMED),
        "names_contradicted": _share(names, AtomStatus.CONTRADICTED),
        "names_missing": _share(names, AtomStatus.NOT_FOUND),
        "name_unknown": features["name_unknown"],
        "clash_direction": float(any(clash.is_direction for clash in alignment.clashes)),
        "clash": float(any(not clash.is_direction for clash in alignment.clashes)),
        "turned": float(alignment.turned is True),
        "comparison_missing": float(compared and alignment.turned is None),
        "degree_missing": float(any(degree.found is None for degree in alignment.degrees)),
        "extreme_missing": float(
            any(degree.found is None and degree.is_extreme for degree in alignment.degrees)
        ),
        "most_missing": float(_lacks_majority(alignment)),
        "degree_ruled_out": float(any(degree.is_ruled_out for degree in alignment.degrees)),
        "words_elsewhere": topic.share(alignment.words_elsewhere),
        "names_apart": float(alignment.apart),
        "direction_missing": float(_lacks_direction(claim.text, alignment.candidate.reading)),
        "figure_displaced": max((f.displaced for f in figures), default=0.0),
        "date_displaced": max((date.displaced for date in dates), default=0.0),
        "dates_inherited": float(any(date.is_inherited for date in dates)),
        "names_inherited": _inherited_share(names),
        "noun_changed": float(any(f.renamed for f in figures)),
        "noun_unlike": max((f.renamed for f in figures), default=0.0),
        "noun_contrasted": float(any(f.contrasted for f in figures)),
        "completed": _mean(
            [
                *(float(figure.beside is not None) for figure in figures),
                *(float(date.beside is not None) for date in dates),
                *(float(name.beside is not None) for name in names),
            ]
        ),
        "derived": float(
            any(f.found is not None and f.claimed.kind != f.found.kind for f in figures)
        ),
        "negation_added": float(bool(ours) and not theirs),
        "negation_lost": float(bool(theirs) and not ours),
        **_conflicts(claim, alignment, words_missing=features["words_missing_relative"]),
    }


def _conflicts(claim: Claim, alignment: Alignment, *, words_missing: float) -> dict[str, float]:
    """What speaks for the sentence contradicting the claim, rather than being of another matter.

    Where one thing alone differs, the two are about the same; where several do, they aren't.
    """
    figures, dates, names = alignment.figures, alignment.dates, alignment.names
    against = [each for each in figures if each.status is AtomStatus.CONTRADICTED]
    dates_hold = all(date.status is AtomStatus.CONFIRMED for date in dates)
    names_hold = all(name.status is AtomStatus.CONFIRMED for name in names)
    figures_hold = all(f.status is AtomStatus.CONFIRMED or is_aside(claim, f) for f in figures)
    turned = bool(alignment.clashes or alignment.turned or alignment.apart)
    faults = not dates_hold, not names_hold, not figures_hold, turned
    placed = max((each.place * each.likeness for each in against), default=0.0)
    return {
        "faults": float(sum(faults)),
        "only_figure": placed * (dates_hold and names_hold),
        "only_figure_alike": float(
            dates_hold and names_hold and any(_is_alike(claim, each) for each in against)
        ),
        "only_noun": max((each.renamed for each in figures), default=0.0)
        * (dates_hold and names_hold and figures_hold),
        "only_date": float(
            names_hold
            and figures_hold
            and any(date.status is AtomStatus.CONTRADICTED for date in dates)
        ),
        "only_name": (1.0 - words_missing) * (figures_hold and dates_hold and not names_hold),
        "only_name_with_figure": float(
            bool(figures) and figures_hold and dates_hold and not names_hold
        ),
        "only_turned": float(turned and names_hold and figures_hold and dates_hold),
    }


def _lacks_majority(alignment: Alignment) -> bool:
    """Whether a claim says "most" and the sentence neither says so nor has figures that do."""
    lacks = any(degree.is_majority and degree.found is None for degree in alignment.degrees)
    amounts = [each for each in alignment.candidate.quantities if each.kind in ("count", "money")]
    return lacks and not (
        any(each.kind == "percent" and each.value > 50 for each in alignment.candidate.quantities)
        or any(
            0.5 < part.value / whole.value < 1
            for part, whole in permutations(amounts, 2)
            if part.unit == whole.unit and whole.value
        )
    )


def _lacks_direction(claim: str, reading: str) -> bool:
    """Whether a claim tells of a rise or a fall and the sentence of none."""
    return direction_of(claim) is not None and not has_direction(reading)


def _is_alike(claim: Claim, finding: FigureFinding) -> bool:
    """Whether two figures differ by a slip: a digit, the scale, the unit, or they are swapped."""
    if finding.fault in (FigureFault.UNIT, FigureFault.MISPLACED) or finding.found is None:
        return True
    ours, theirs = _digits(finding.claimed.value), _digits(finding.found.value)
    return len(theirs) > 1 and (
        sorted(ours) == sorted(theirs) or fuzz.ratio(ours, theirs) >= _ALIKE
    )


def _digits(value: float) -> str:
    return f"{abs(value):.12g}".replace(".", "").replace("e+", "").strip("0")


def is_aside(claim: Claim, finding: FigureFinding) -> bool:
    """Whether a figure that the source lacks only frames a claim: "within ten years", "both two".

    Args:
        claim: the claim.
        finding: what the sentence has of the figure.
    """
    if finding.status is not AtomStatus.NOT_FOUND:
        return False
    figure = finding.claimed
    written = claim.text[figure.span.start : figure.span.end]
    if figure.kind == "duration":
        return bool(_WITHIN.search(claim.text[: figure.span.start]))
    is_word = not any(character.isdigit() for character in written)
    return is_word and figure.kind == "count" and figure.value <= _FEW


def _inherited_share(names: Sequence[NameFinding]) -> float:
    return sum(name.inherited for name in names) / len(names) if names else 0.0


def _share(
    findings: Sequence[FigureFinding] | Sequence[DateFinding] | Sequence[NameFinding],
    status: AtomStatus,
) -> float:
    if not findings:
        return 0.0
    return sum(each.status is status for each in findings) / len(findings)
