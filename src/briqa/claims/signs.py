"""What speaks for and against a claim being borne out by a sentence, as named signs.

The weights of the signs are in the package's `weights/`; `bench/claim_models.py` fits them.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Final

from rapidfuzz import fuzz

from briqa.answer.features import Topic
from briqa.claims.alignment import Alignment, Negated
from briqa.claims.claim import Claim
from briqa.claims.dates import DateFinding
from briqa.claims.figures import FigureFault, FigureFinding
from briqa.claims.names import NameFinding
from briqa.claims.replaced import compare_words
from briqa.claims.result import AtomStatus
from briqa.claims.wording import comparison_of, direction_of, has_direction

# From this share of its words on a claim is a copy, where a negation more or less says something.
_COPIED: Final = 0.8
# Digits are alike from this ratio of rapidfuzz on: one of three or more differs.
_ALIKE: Final = 65.0
# Counts in words up to this one may only frame a claim.
_FEW: Final = 3
_WITHIN: Final = re.compile(
    r"\b(?:within|over|in|for|during|the|past|last|first|after|some|about|of) (?:[a-z]+ )?$",
    re.IGNORECASE,
)
# An age limits whom a claim is about: "those over 65 years", "over 65 years old".
_OF_PEOPLE: Final = re.compile(
    r"\b(?:those|anyone|everyone|people|persons?|adults?|citizens?|seniors?|residents?|children|"
    r"women|men|workers?|customers?|clients?|patients?|members?) (?:aged )?(?:over|under) $",
    re.IGNORECASE,
)
_OLD: Final = re.compile(r"[- ](?:old|of age)\b", re.IGNORECASE)
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
        # Without a figure or date a claim stands by its words alone.
        "bare": float(not figures and not dates),
        "bare_missing": features["words_missing"] * (not figures and not dates),
        "bare_unlike": features["unlike"] * (not figures and not dates),
        "follows": likeness.share,
        "negation_in_copy": float(likeness.share >= _COPIED and alignment.negated is not None),
        "dates_confirmed": _share(dates, AtomStatus.CONFIRMED),
        "dates_contradicted": _share(dates, AtomStatus.CONTRADICTED),
        "dates_missing": _share(dates, AtomStatus.NOT_FOUND),
        "names_confirmed": _share(names, AtomStatus.CONFIRMED),
        "names_contradicted": _share(names, AtomStatus.CONTRADICTED),
        "names_missing": _share(names, AtomStatus.NOT_FOUND),
        "name_unknown": features["name_unknown"],
        "clash_direction": float(any(clash.is_direction for clash in alignment.clashes)),
        "asserted_against": float(
            any(each.status is AtomStatus.CONTRADICTED for each in alignment.asserted)
        ),
        "asserted_borne": float(
            any(
                each.status is AtomStatus.CONFIRMED and each.assertion.is_needed
                for each in alignment.asserted
            )
        ),
        "asserted_missing": float(
            any(
                each.status is AtomStatus.NOT_FOUND and each.assertion.is_needed
                for each in alignment.asserted
            )
        ),
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
        "derived": float(any(f.is_derived for f in figures)),
        "negation_added": float(alignment.negated is Negated.CLAIM),
        "negation_lost": float(alignment.negated is Negated.SOURCE),
        **_conflicts(claim, alignment, words_missing=features["words_missing_relative"]),
    }


def _conflicts(claim: Claim, alignment: Alignment, *, words_missing: float) -> dict[str, float]:
    """What speaks for the sentence contradicting the claim, rather than being of another matter.

    Where one thing alone differs, the two are about the same; where several do, they aren't.
    """
    figures, dates, names = alignment.figures, alignment.dates, alignment.names
    against = [each for each in figures if each.status is AtomStatus.CONTRADICTED]
    dates_hold = all(date.status is AtomStatus.CONFIRMED for date in dates)
    labels_hold = all(label.status is AtomStatus.CONFIRMED for label in alignment.labels)
    names_hold = labels_hold and all(name.status is AtomStatus.CONFIRMED for name in names)
    figures_hold = all(f.status is AtomStatus.CONFIRMED or is_aside(claim, f) for f in figures)
    turned = bool(
        alignment.clashes
        or alignment.turned
        or alignment.apart
        or any(each.status is AtomStatus.CONTRADICTED for each in alignment.asserted)
    )
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
        "only_negated": float(
            alignment.negated is not None
            and not turned
            and names_hold
            and figures_hold
            and dates_hold
        ),
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
    slips = FigureFault.UNIT, FigureFault.SCALE, FigureFault.MISPLACED
    if finding.fault in slips or finding.found is None:
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
        before = claim.text[: figure.span.start]
        is_age = _OF_PEOPLE.search(before) or _OLD.match(claim.text, figure.span.end)
        return not is_age and bool(_WITHIN.search(before))
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
