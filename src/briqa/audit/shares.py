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
from briqa.audit.verdicts import judge
from briqa.quantities.rounding import Interval

# From the part to its share, and what tells that a percentage is no share but a change.
_TO_SHARE: Final = re.compile(
    r"[^;.%]{0,70}?(?:, (?:some |about |nearly |roughly |almost |which is |that is |or )?"
    r"(?:a [a-z ]{3,24}of )?"
    r"(?=$)|\((?:or |i\.e\. |about |around |some |nearly |approximately )?"
    r"|,? or (?:about |around |some |nearly |approximately )?|,? equivalent to "
    r"|,? (?:which|that) (?:is|was|are|were)"
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
_MORE_THAN: Final = re.compile(r" (?:more|less|fewer|above|below)\b")
_OF_WHOLE: Final = re.compile(r"%?\)?[ ]of ([^,;.()]{3,80})")
_ANAPHORIC_WHOLE: Final = re.compile(
    r"(?:the |this |that |its |their )?(?:total|all|overall|whole|these|those|them|it|sum)\b"
)
# Words between whole and part that make the one a part of the other.
_OF_WHICH: Final = re.compile(
    r"\b(?:of which|of whom|of them|of these|of those|among them|among these|includ(?:ing|es?|ed)"
    r"|with|whereof)\b"
)
_LARGEST_SHARE: Final = 1000  # percent; a share over 100 is wrong, but is still meant as one
_BESIDE: Final = 24  # characters from a counted part to its share in brackets
_REACH: Final = 3  # sentences before the part's in which a named whole is looked for


def _share(figures: Sequence[Interval]) -> Interval:
    """Part and whole to the share in percent."""
    part, whole = figures
    return part / whole * 100


def find_shares(text: AuditedText) -> Iterator[Finding]:
    """Parts with a share, recomputed from the whole."""
    for index, sentence in enumerate(text.sentences):
        yield from _of_stated_whole(text, sentence)
        for part, share in _parts_with_share(text, sentence):
            finding = _check(text, index, part, share)
            if finding is not None:
                yield finding


_OF_FIGURE: Final = re.compile(r"\)? of [^.;(),0-9]{0,70}")
_THAT_IS: Final = re.compile(
    r"[^.;()]{0,50}?(?:, (?:that is|or|i\.e\.|namely|which is)|,? equal to| \() ?(?:about |some )?"
)


def _of_stated_whole(text: AuditedText, sentence: AuditedSentence) -> Iterator[Finding]:
    """Shares whose whole stands behind them: "36.6% of the total orders of 8.94 billion euros"."""
    figures = sentence.figures
    for position, share in enumerate(figures):
        if (
            share.unit != "percent"
            or _is_change(text, share)
            or not 0 < share.value <= _LARGEST_SHARE
        ):
            continue
        whole = figures[position + 1] if position + 1 < len(figures) else None
        if whole is None or not _OF_FIGURE.fullmatch(text.between(share, whole)):
            continue
        before = [part for part in figures[:position] if _is_part(part, whole)]
        behind = [
            part
            for part in figures[position + 2 : position + 3]
            if _is_part(part, whole) and _THAT_IS.fullmatch(text.between(whole, part))
        ]
        if behind:
            yield _finding(text, behind[0], share, whole, sure=True)
        elif before:
            part = next((part for part in before if _holds(whole, part, share)), before[-1])
            link = _ASIDE.sub("", text.between(part, share))
            tied = _TO_SHARE.fullmatch(link) is not None or link.strip() in (",", "")
            if tied or _holds(whole, part, share):
                yield _finding(text, part, share, whole, sure=tied)


def _is_part(part: Figure, whole: Figure) -> bool:
    """Whether one can be part of the other; people, guests and voters are counted alike."""
    return part.value > 0 and (
        part.is_like(whole) or part.quantity.kind == whole.quantity.kind == "count"
    )


def _parts_with_share(
    text: AuditedText, sentence: AuditedSentence
) -> Iterator[tuple[Figure, Figure]]:
    # Growth rates may stand between a part and its share.
    figures = [figure for figure in sentence.figures if not _is_change(text, figure)]
    for part, share in itertools.pairwise(figures):
        if share.unit != "percent" or not 0 < share.value <= _LARGEST_SHARE:
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
    return (
        figure.quantity.direction is not None
        or _CHANGE.search(behind) is not None
        or _MORE_THAN.match(behind) is not None
    )


def _check(text: AuditedText, index: int, part: Figure, share: Figure) -> Finding | None:
    if text.followed_by_figure(share, _OF_FIGURE):
        return None  # the whole stands behind the share
    named = _OF_WHOLE.match(text.prose, share.end)
    if named is not None and not _ANAPHORIC_WHOLE.match(named.group(1)):
        return _check_named(text, index, part, share, named.group(1))
    sentence = text.sentences[index]
    of_whole = _opens_with_whole(text, sentence, part)
    if of_whole is not None:
        return _finding(text, part, share, of_whole, sure=True)
    points_back = _POINTS_BACK.search(text.prose[part.end : share.start]) is not None
    wholes = _wholes_before(sentence.figures, part, points_back=points_back)
    if not wholes and (named is not None or points_back) and index:
        wholes = _wholes_before(text.sentences[index - 1].figures, part, points_back=points_back)
        if not points_back:
            wholes = [whole for whole in wholes if _holds(whole, part, share)]
    if points_back and wholes and not any(_holds(whole, part, share) for whole in wholes):
        alike = [whole for whole in wholes if whole.is_like(part)] or wholes
        larger = [whole for whole in alike if whole.value >= part.value] or alike
        return _finding(text, part, share, larger[-1], sure=len(alike) == 1)
    return _best(text, part, share, wholes)


def _wholes_before(figures: Sequence[Figure], part: Figure, *, points_back: bool) -> list[Figure]:
    """The figures before a part that it can be part of; "of them" may leave out the noun."""
    return [
        figure
        for figure in figures
        if figure.end <= part.start
        and (figure.is_like(part) or (points_back and _is_part(part, figure)))
    ]


_OPENS: Final = re.compile(r"(?:Of|Out of|Among|From)(?: the| its| these| those| all)?(?: total)? ")
_POINTS_BACK: Final = re.compile(r"^ (?:of|among) (?:them|these|those|that|it|this|which)\b")


def _opens_with_whole(text: AuditedText, sentence: AuditedSentence, part: Figure) -> Figure | None:
    """The 1,840 of "Of the 1,840 pupils, 736 came by bus"."""
    opening = _OPENS.match(text.prose, sentence.start)
    first = sentence.figures[0]
    if opening is None or first.start > opening.end() + 2 or first is part:
        return None
    return first if _is_part(part, first) else None


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
    tied = [whole for whole in tied if ";" not in text.between(whole, part)]
    if tied:
        return _finding(text, part, share, tied[-1], sure=len(tied) == 1)
    # A figure with a share of its own stands beside the part, not above it.
    tops = [whole for whole in wholes if not _has_share(text, whole)]
    if (
        len(tops) == len(wholes) == 1
        and part.quantity.kind == "count"
        and share.start - part.end < _BESIDE
    ):
        return _finding(text, part, share, wholes[0], sure=False)
    return None


def _has_share(text: AuditedText, figure: Figure) -> bool:
    return "%" in text.prose[figure.end : figure.end + _BESIDE]


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
