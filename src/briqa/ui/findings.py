"""What the audit found as HTML: the arithmetic, whether it holds, and the figures in their text.

The one thing to know: the figures are shown in the document's own words between them, each a link
to its span; the formula is the audit's and stands apart. A verdict is never told by colour alone.
"""

import html
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from briqa.answer import Citation
from briqa.audit import AuditRow, Verdict
from briqa.ui.targets import link, place_of

# More make a page slow; `briqa audit` has them all.
MOST_SHOWN: Final = 200
_MOST_BETWEEN: Final = 240


class _Look(NamedTuple):
    """How a verdict is shown: its style, its sign, a word for one and for a group."""

    style: str
    sign: str
    one: str
    group: str


_LOOKS: Final[dict[Verdict, _Look]] = {
    "contradiction": _Look("contradicted", "✗", "contradiction", "Contradictions"),
    "doubtful": _Look("not-found", "?", "doubtful", "Doubtful"),
    "holds_within_rounding": _Look("confirmed", "≈", "holds within rounding", "Within rounding"),
    "holds": _Look("confirmed", "✓", "holds", "Hold"),
}
# The worst first.
VERDICTS: Final = tuple(_LOOKS)


class ShownFinding(NamedTuple):
    """A finding and the citations of its figures, in text order."""

    row: AuditRow
    citations: Sequence[Citation]


def verdict_choices(rows: Sequence[AuditRow]) -> list[tuple[str, str]]:
    """All findings, and those of each verdict that there is, with their number."""
    counts = Counter[str](row.finding.verdict for row in rows)
    return [
        (f"All ({len(rows):,})", ""),
        *(
            (f"{_LOOKS[verdict].group} ({counts[verdict]:,})", verdict)
            for verdict in VERDICTS
            if counts[verdict]
        ),
    ]


def worst_first(rows: Sequence[AuditRow]) -> list[AuditRow]:
    """Contradictions before what is doubtful, that before what holds; else by place."""
    return sorted(rows, key=lambda row: VERDICTS.index(row.finding.verdict))


def findings_html(findings: Sequence[ShownFinding], *, total: int) -> str:
    """A list of findings.

    Args:
        findings: those to show.
        total: how many there are of that sort; those that aren't shown are told.
    """
    if not findings:
        return ""
    items = "".join(map(_finding, findings))
    left = total - len(findings)
    more = f'<p class="left-out">{left:,} more; briqa audit lists all.</p>' if left else ""
    return f'<ol class="findings" role="list">{items}</ol>{more}'


def _finding(shown: ShownFinding) -> str:
    finding = shown.row.finding
    look = _LOOKS[finding.verdict]
    first = shown.citations[0]
    fits = f'<p class="fits">{html.escape(finding.fits)}</p>' if finding.fits else ""
    return (
        f'<li class="finding {look.style}"><p class="finding-head">'
        f'<span class="verdict"><span class="sign" aria-hidden="true">{look.sign}</span>{look.one}'
        f'</span> <span class="relation">{html.escape(finding.relation)}</span></p>'
        f'<p class="formula">{html.escape(finding.formula)}</p>{fits}'
        f'<p class="operands">{_operands(shown)}</p>'
        f'<p class="finding-place">{html.escape(f"{first.docid}, {place_of(first)}")}</p></li>'
    )


def _operands(shown: ShownFinding) -> str:
    """The figures as links, in their text where they stand near to one another."""
    links = [link(citation, citation.quote) for citation in shown.citations]
    between = [_between(shown.row, one, other) for one, other in pairwise(shown.citations)]
    gaps = [text for text in between if text is not None]
    is_near = len(gaps) == len(between) and sum(map(len, gaps)) <= _MOST_BETWEEN
    joints = gaps if is_near else [" … "] * len(between)
    parts = [html.escape(joint) + button for joint, button in zip(joints, links[1:], strict=True)]
    return links[0] + "".join(parts)


def _between(row: AuditRow, one: Citation, other: Citation) -> str | None:
    """The text between two figures; None where they overlap."""
    start, end = one.span.end, other.span.start
    return row.document.text[start:end] if start <= end else None
