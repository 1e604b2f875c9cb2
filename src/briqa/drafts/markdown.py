"""A checked draft as Markdown: the draft itself, cited; warnings as footnotes; the bibliography.

The one thing to know: it begins with the draft's own text, to which only `insertions` adds.
"""

import re
from collections.abc import Iterator
from typing import Final

from briqa.answer import Citation
from briqa.drafts.insertions import Insertion, citation_insertion, end_offset, with_insertions
from briqa.drafts.report import CheckedSentence, DraftReport, Standing
from briqa.permalink import link_to

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>])")
_MAX_QUOTE_CHARS: Final = 300
_WARNINGS: Final = {
    Standing.CONTRADICTED: "Contradicted",
    Standing.NOT_IN_SOURCE: "Not in the sources",
}


def as_markdown(report: DraftReport) -> str:
    """A report as Markdown, with the line ends of the draft."""
    text = with_insertions(report.draft.text, markdown_insertions(report))
    label = _free_label(report.draft.text)
    behind = [
        f"[^{label}{number}]: {' '.join(_warning(checked))}"
        for number, checked in enumerate(_warned(report), start=1)
    ]
    if report.bibliography:
        entries = (f"- {' '.join(entry.split())}" for entry in report.bibliography)
        behind += ["## Bibliography", *entries]
    if not behind:
        return text
    line_end = "\r\n" if "\r\n" in report.draft.text else "\n"
    gap = line_end * (2 - min(2, _line_ends(text)))
    return text + gap + (line_end * 2).join(behind) + line_end


def markdown_insertions(report: DraftReport) -> list[Insertion]:
    """All that is put into the draft's own text: citations, and the marks of footnotes."""
    draft = report.draft
    label = _free_label(draft.text)
    citations = (citation_insertion(draft, checked) for checked in report.sentences)
    marks = (
        Insertion(end_offset(draft, checked.sentence), f"[^{label}{number}]")
        for number, checked in enumerate(_warned(report), start=1)
    )
    found = [*filter(None, citations), *marks]
    return sorted(found, key=lambda insertion: insertion.offset)


def _warned(report: DraftReport) -> Iterator[CheckedSentence]:
    return (checked for checked in report.sentences if checked.standing in _WARNINGS)


def _warning(checked: CheckedSentence) -> Iterator[str]:
    yield f"**{_WARNINGS[checked.standing]}.**"
    for note in checked.notes:
        yield f"{escaped(note)}."
    if checked.source is not None:
        said = "The source" if checked.standing is Standing.CONTRADICTED else "The nearest sentence"
        yield f"{said}: “{escaped(shortened(checked.source))}” ({linked(checked.source)})."


def linked(citation: Citation) -> str:
    """A Markdown link to a citation's span."""
    place = escaped(f"{citation.docid}, {citation.locator}")
    return f"[{place}]({link_to(citation.document, citation.span)})"


def shortened(citation: Citation) -> str:
    """A citation's text on one line, cut at a word if it is long."""
    text = " ".join(citation.reading.split())
    if len(text) <= _MAX_QUOTE_CHARS:
        return text
    return f"{text[:_MAX_QUOTE_CHARS].rsplit(' ', 1)[0]}…"


def escaped(text: str) -> str:
    r"""A text on one line with Markdown's marks escaped.

    >>> escaped("a_b\n*c*")
    'a\\_b \\*c\\*'
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _free_label(text: str) -> str:
    """The beginning of footnote names that the draft doesn't use."""
    label = "check-"
    while f"[^{label}" in text:
        label = f"x{label}"
    return label


def _line_ends(text: str) -> int:
    """How many line ends the text ends with."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    return len(kept) - len(kept.rstrip("\n"))
