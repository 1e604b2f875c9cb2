"""A draft, sentence by sentence: what needs a source, what was found, what to cite.

The one thing to know: the check and the citing are handed in, so that this module knows neither
retrieval nor citation styles. All sentences are checked in one batch, and the citer is asked in the
order of first use, so that a style with numbers counts as a reader meets them.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from briqa.answer import Citation
from briqa.claims.result import AtomCheck, AtomStatus, ClaimCheck, Verdict
from briqa.drafts.needs_source import Need, need_of
from briqa.drafts.reading import Draft, DraftSentence
from briqa.spans import Span

Check = Callable[[Sequence[str]], list[ClaimCheck]]
"""Claims → for each, in order, its check."""


class Citer(Protocol):
    """How sources are cited, in one style."""

    def in_text(self, citation: Citation) -> str:
        """What stands in the text for a source: "(Smith, 2020, p. 4)", "[3]"."""

    def bibliography(self, cited: Sequence[Citation]) -> list[str]:
        """An entry for each work cited, in the order of the style."""


class Standing(StrEnum):
    """What became of a sentence."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_IN_SOURCE = "not in source"
    LEFT_ALONE = "left alone"


_STANDING_OF = {
    Verdict.SUPPORTED: Standing.SUPPORTED,
    Verdict.CONTRADICTED: Standing.CONTRADICTED,
    Verdict.NOT_IN_SOURCE: Standing.NOT_IN_SOURCE,
}


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a draft with what was found of it.

    Attributes:
        sentence: the sentence.
        need: whether it needs a source, and why.
        check: its check; None if it needs no source.
        in_text: the citation to put in; None unless the sources bear it out.
    """

    sentence: DraftSentence
    need: Need
    check: ClaimCheck | None
    in_text: str | None

    @property
    def standing(self) -> Standing:
        """What became of it."""
        return Standing.LEFT_ALONE if self.check is None else _STANDING_OF[self.check.verdict]

    @property
    def source(self) -> Citation | None:
        """The span of the sources that decides: bears out, contradicts, or is merely nearest."""
        return None if self.check is None else _deciding(self.check)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of its atoms, a line each; none for those confirmed plainly."""
        atoms = () if self.check is None else self.check.atoms
        return tuple(
            f"“{self.atom_text(atom)}”: {atom.note or _SAID_OF[atom.status]}"
            for atom in atoms
            if atom.note or atom.status is not AtomStatus.CONFIRMED
        )

    def atom_span(self, atom: AtomCheck) -> Span:
        """Where an atom stands in the draft's text."""
        return self.sentence.claim.to_canonical(atom.span)

    def atom_text(self, atom: AtomCheck) -> str:
        """An atom as the claim has it."""
        return self.sentence.claim.text[atom.span.start : atom.span.end]


_SAID_OF = {
    AtomStatus.CONFIRMED: "the sources say so",
    AtomStatus.CONTRADICTED: "the sources say otherwise",
    AtomStatus.NOT_FOUND: "nothing in the sources bears it out",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """How many sentences there are, and what became of them; `cited` have a citation already."""

    sentences: int
    left_alone: int
    supported: int
    contradicted: int
    not_in_source: int
    cited: int

    @property
    def text(self) -> str:
        """The counts as one line."""
        checked = self.sentences - self.left_alone
        counted = "1 sentence" if self.sentences == 1 else f"{self.sentences} sentences"
        return (
            f"{counted}, {checked} checked: {self.supported} supported, "
            f"{self.contradicted} contradicted, {self.not_in_source} not in the sources; "
            f"{self.left_alone} left alone"
        )


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A draft, checked.

    Attributes:
        draft: what was checked.
        sentences: in text order.
        bibliography: the works cited, an entry each.
    """

    draft: Draft
    sentences: tuple[CheckedSentence, ...]
    bibliography: tuple[str, ...]

    @property
    def summary(self) -> Summary:
        """What became of the sentences, counted."""
        counts = Counter(checked.standing for checked in self.sentences)
        return Summary(
            sentences=len(self.sentences),
            left_alone=counts[Standing.LEFT_ALONE],
            supported=counts[Standing.SUPPORTED],
            contradicted=counts[Standing.CONTRADICTED],
            not_in_source=counts[Standing.NOT_IN_SOURCE],
            cited=sum(bool(checked.sentence.marks) for checked in self.sentences),
        )


def check_draft(draft: Draft, check: Check, citer: Citer) -> DraftReport:
    """Checks the sentences of a draft that need a source.

    Args:
        draft: the draft.
        check: what checks claims; called once, and not at all if no sentence needs a source.
        citer: how sources are cited.

    Raises:
        ValueError: when the check gives more or fewer results than claims.
    """
    needs = [need_of(sentence) for sentence in draft.sentences]
    asked = [place for place, need in enumerate(needs) if need.needed]
    claims = [draft.sentences[place].claim.text for place in asked]
    checks = dict(zip(asked, check(claims) if claims else [], strict=True))
    sentences: list[CheckedSentence] = []
    cited: list[Citation] = []
    for place, (sentence, need) in enumerate(zip(draft.sentences, needs, strict=True)):
        found = checks.get(place)
        source = None
        if found is not None and found.verdict is Verdict.SUPPORTED:
            source = _deciding(found)
        in_text = None
        if source is not None:
            cited.append(source)
            in_text = citer.in_text(source)
        sentences.append(CheckedSentence(sentence, need, found, in_text))
    bibliography = tuple(citer.bibliography(cited)) if cited else ()
    return DraftReport(draft, tuple(sentences), bibliography)


def _deciding(check: ClaimCheck) -> Citation | None:
    """The span that decides: of a contradiction its atom's, else the best evidence."""
    best = [evidence.citation for evidence in check.evidence]
    if check.verdict is Verdict.CONTRADICTED:
        against = [atom.citation for atom in check.atoms if atom.status is AtomStatus.CONTRADICTED]
        best = [*filter(None, against), *best]
    elif check.verdict is Verdict.SUPPORTED:
        best += [atom.citation for atom in check.atoms if atom.citation is not None]
    return best[0] if best else None
