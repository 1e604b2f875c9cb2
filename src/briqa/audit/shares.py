"""Shares: "1.49 trillion RMB (27.3%)" against the whole that the text gives.

The one thing to know: the whole is looked for among the figures of the same unit before the part.
When one of them gives the share, that is the reading meant; when none does, only a whole that the
language itself ties to the part ("of which", "with", "including") makes a contradiction.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.reading import AuditedSentence, AuditedText, Figure, terms
from briqa.audit.rounding import Interval
from briqa.audit.verdicts import judge

# From the part to its share, and what tells that a percentage is no share but a change.
_TO_SHARE: Final = re.compile(
    r"[^;.%]{0,60}?(?:\((?:or |i\.e\. |about |around |some |nearly |approximately )?"
    r"|,? or (?:about |around |some |nearly |approximately )?|,? equivalent to "
    r"|,? (?:which |though |although |but |and )?(?:\w+ ){0,3}?"
    r"(?:account(?:ed|ing|s)? for|represent(?:ed|ing|s)?"
    r"|mak(?:es|e|ing) up|made up|compris(?:ed|ing|es?)|constitut(?:ed|ing|es?)|equal to|being)"
    r" (?:only |just |about |around |some |nearly |almost |over |more than |approximately |a share"
    r" of )?)",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r" ?\([^()]{0,120}\)")
_CHANGE: Final = re.compile(
    r"\b(?:up|down|growth|grew|grow|ris|rose|increas|decreas|fell|fall|declin|reduc|year-on-year"
    r"|yoy|annual|higher|lower|gain|drop|a year|rate|yield|interest|margin)",
    re.IGNORECASE,
)
_OF_WHOLE: Final = re.compile(r"%?\)?[ ]of ([^,;.()]{3,80})")
_ANAPHORIC_WHOLE: Final = re.compile(
    r"(?:the |this |that |its |their )?(?:total|all|overall|whole|these|those|them|it|sum)\b"
)
# Words between whole and part that make the one a part of the other.
_OF_WHICH: Final = re.compile(
    r"\b(?:of which|of whom|of them|of these|of those|among them|among these|includ(?:ing|es?|ed)"
    r"|with|whereof)\b"
)
_REACH: Final = 3  # sentences before the part's in which a named whole is looked for


def _share(figures: Sequence[Interval]) -> Interval:
    """Part and whole to the share in percent."""
    part, whole = figures
    return part / whole * 100


def find_shares(text: AuditedText) -> Iterator[Finding]:
    """Parts with a share, recomputed from the whole."""
    for index, sentence in enumerate(text.sentences):
        for part, share in _parts_with_share(text, sentence):
            finding = _check(text, index, part, share)
            if finding is not None:
                yield finding


def _parts_with_share(
    text: AuditedText, sentence: AuditedSentence
) -> Iterator[tuple[Figure, Figure]]:
    # Growth rates may stand between a part and its share.
    figures = [figure for figure in sentence.figures if not _is_change(text, figure)]
    for part, share in itertools.pairwise(figures):
        if share.unit != "percent" or not 0 < share.value <= 100:
            continue
        if part.quantity.kind not in ("money", "count", "measure") or part.value <= 0:
            continue
        link = _ASIDE.sub("", text.between(part, share))
        if _TO_SHARE.fullmatch(link) and not _CHANGE.search(link):
            yield part, share


def _is_change(text: AuditedText, figure: Figure) -> bool:
    if figure.unit != "percent":
        return False
    behind = text.prose[figure.end : figure.end + 24].split(")")[0]
    return figure.quantity.direction is not None or _CHANGE.search(behind) is not None


def _check(text: AuditedText, index: int, part: Figure, share: Figure) -> Finding | None:
    named = _OF_WHOLE.match(text.prose, share.end)
    if named is not None and not _ANAPHORIC_WHOLE.match(named.group(1)):
        return _check_named(text, index, part, share, named.group(1))
    sentence = text.sentences[index]
    wholes = [
        figure
        for figure in sentence.figures
        if figure.end <= part.start and figure.is_like(part) and figure.value >= part.value
    ]
    if not wholes and named is not None and index:
        wholes = [
            figure
            for figure in text.sentences[index - 1].figures
            if figure.is_like(part) and figure.value >= part.value
        ]
    return _best(text, part, share, wholes)


def _check_named(
    text: AuditedText, index: int, part: Figure, share: Figure, name: str
) -> Finding | None:
    """The share of something named: the whole is a figure whose sentence speaks of it."""
    section = text.sentences[index].section
    nearby = [
        sentence
        for sentence in text.sentences[max(0, index - _REACH) : index + 1]
        if sentence.section == section
    ]
    wanted = terms(name) - {"total", "overall"}
    wholes = [
        figure
        for sentence in nearby
        for figure in sentence.figures
        if figure.end <= part.start
        and figure.is_like(part)
        and figure.value > part.value
        and wanted
    ]
    holding = [whole for whole in wholes if _holds(whole, part, share)]
    if holding:
        return _finding(text, part, share, holding[-1], sure=True)
    spoken = [
        whole
        for whole in wholes
        if wanted <= terms(text.prose[max(0, whole.start - 80) : whole.end + 80])
    ]
    return _finding(text, part, share, spoken[0], sure=True) if len(spoken) == 1 else None


def _best(text: AuditedText, part: Figure, share: Figure, wholes: list[Figure]) -> Finding | None:
    holding = [whole for whole in wholes if _holds(whole, part, share)]
    if holding:
        return _finding(text, part, share, holding[-1], sure=True)
    tied = [whole for whole in wholes if _OF_WHICH.search(text.between(whole, part))]
    if not tied:
        return None
    return _finding(text, part, share, tied[-1], sure=len(tied) == 1)


def _holds(whole: Figure, part: Figure, share: Figure) -> bool:
    verdict = judge(_share, [part.rounding, whole.rounding], share.rounding)
    return verdict in ("holds", "holds_within_rounding")


def _finding(
    text: AuditedText, part: Figure, share: Figure, whole: Figure, *, sure: bool
) -> Finding:
    return text.equation(
        "share",
        _share,
        [part, whole],
        share,
        written=f"{part.label} / {whole.label}",
        sure=sure,
    )
