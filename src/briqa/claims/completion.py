"""What a sentence lacks of a claim and another one on the same matter has.

The one thing to know: only what is missing is taken from elsewhere. Where the sentence says
something else in an atom's place, that stands unless the other's figure fits the place better. A
name is taken from elsewhere only by claims without figures, since a figure has to be of the name,
or where one document alone is the source, whose subject it then is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from briqa.claims.alignment import Alignment
from briqa.claims.dates import DateFinding
from briqa.claims.figures import FigureFinding
from briqa.claims.labels import LabelFinding, has_label
from briqa.claims.names import NameFinding
from briqa.claims.result import AtomStatus

# A figure of another sentence has to stand at least so well in its place.
_FIRM: Final = 0.6

# A sentence denies what another says if it bears so much more of the clause's weight in words.
_DENIED: Final = 0.3

_Finding = TypeVar("_Finding", FigureFinding, DateFinding, NameFinding, LabelFinding)


@dataclass(frozen=True, slots=True)
class WholeSource:
    """The one document that a claim is checked against.

    Attributes:
        text: as one would read it.
        stems: of all its words.
    """

    text: str
    stems: frozenset[str]


def complete(
    alignment: Alignment,
    others: Sequence[Alignment],
    about: Sequence[Mapping[str, float]],
    *,
    one_matter: bool,
) -> Alignment:
    """A claim beside a sentence, with what further sentences bear out of the atoms that it lacks.

    Args:
        alignment: the claim beside the sentence.
        others: the same claim beside further sentences, the nearest first.
        about: for each figure of the claim the stems of its clause, with their weights.
        one_matter: whether all of them are of one document that the claim is checked against.
    """
    may_name = one_matter or not alignment.figures
    return replace(
        alignment,
        figures=tuple(
            _from_others(
                finding,
                [
                    (other, other.figures[at])
                    for other in others
                    if _is_firm(other.figures[at], finding)
                    and _is_of_matter(other)
                    and (one_matter or _is_of_names(other))
                    and not _is_denied(at, other, others, about[at])
                ],
            )
            if _is_open(finding)
            else finding
            for at, finding in enumerate(alignment.figures)
        ),
        dates=tuple(
            _from_others(
                finding,
                [
                    (other, other.dates[at])
                    for other in others
                    if one_matter or not _is_dated_otherwise(at, other, others)
                ],
            )
            if finding.status is AtomStatus.NOT_FOUND
            else finding
            for at, finding in enumerate(alignment.dates)
        ),
        names=tuple(
            _from_others(
                finding,
                [
                    (other, other.names[at])
                    for other in others
                    if not other.names[at].inherited
                    # Either may be about other names than the claim's.
                    and (one_matter or not (alignment.strange and other.strange))
                ],
            )
            if finding.status is AtomStatus.NOT_FOUND and may_name
            else finding
            for at, finding in enumerate(alignment.names)
        ),
        labels=tuple(
            _from_others(finding, [(other, other.labels[at]) for other in others])
            if finding.status is AtomStatus.NOT_FOUND and may_name
            else finding
            for at, finding in enumerate(alignment.labels)
        ),
    )


def found_elsewhere(alignment: Alignment, source: WholeSource) -> Alignment:
    """A claim beside a sentence of its one source, where that has names and labels anywhere.

    The whole of a document named as the source is about its matter, so that a name that stands in
    it, but in none of the sentences read, says nothing against the claim.

    Args:
        alignment: the claim beside the sentence.
        source: the document.
    """
    return replace(
        alignment,
        names=tuple(
            replace(finding, status=AtomStatus.CONFIRMED, inherited=True)
            if finding.status is AtomStatus.NOT_FOUND and finding.name.name.stems <= source.stems
            else finding
            for finding in alignment.names
        ),
        labels=tuple(
            replace(finding, status=AtomStatus.CONFIRMED)
            if finding.status is AtomStatus.NOT_FOUND and has_label(source.text, finding.label)
            else finding
            for finding in alignment.labels
        ),
    )


def _is_open(finding: FigureFinding) -> bool:
    """Whether the sentence lacks a figure, or has at most another value in its place."""
    return finding.status is AtomStatus.NOT_FOUND or finding.has_other_value


def _is_firm(theirs: FigureFinding, ours: FigureFinding) -> bool:
    """Whether a figure stands well in its place, and better than the one it stands against."""
    firmness = theirs.place * theirs.likeness
    against = ours.place * ours.likeness if ours.status is AtomStatus.CONTRADICTED else 0.0
    return firmness >= _FIRM and firmness > against


def _is_of_matter(other: Alignment) -> bool:
    """Whether a sentence says nothing against the claim's names, dates and labels."""
    others = other.statuses[len(other.figures) :]
    return AtomStatus.CONTRADICTED not in others


def _is_dated_otherwise(at: int, giving: Alignment, others: Sequence[Alignment]) -> bool:
    """Whether a sentence nearer the claim's words than one that has its date has another."""
    least = giving.ranked.features["words_own"]
    return any(
        other.dates[at].status is AtomStatus.CONTRADICTED
        and _is_of_names(other)
        and other.ranked.features["words_own"] >= least
        for other in others
    )


def _is_of_names(other: Alignment) -> bool:
    """Whether a sentence has all names of the claim."""
    return all(name.status is AtomStatus.CONFIRMED for name in other.names)


def _is_denied(
    at: int, giving: Alignment, others: Sequence[Alignment], about: Mapping[str, float]
) -> bool:
    """Whether a sentence that says far more of a figure's clause has another value in its place.

    "A ticket to Tarn costs 12 crowns" stands against the 15 of "Regular price: 15 crowns", unless
    it is of another figure of the claim.
    """
    least = _borne(about, giving) + _DENIED * sum(about.values())
    return any(
        other.figures[at].has_other_value
        and other.figures[at].place * other.figures[at].likeness >= _FIRM
        and not any(each.status is AtomStatus.CONFIRMED for each in other.figures)
        and _is_of_matter(other)
        and _borne(about, other) >= least
        for other in others
    )


def _borne(about: Mapping[str, float], alignment: Alignment) -> float:
    """The weight of a clause's stems that a sentence bears."""
    return sum(about.get(stem, 0.0) for stem in frozenset(alignment.candidate.bearing.own))


def _from_others(finding: _Finding, found: Sequence[tuple[Alignment, _Finding]]) -> _Finding:
    for other, theirs in found:
        if theirs.status is AtomStatus.CONFIRMED:
            return replace(theirs, beside=theirs.beside or other.candidate)
    return finding
