"""A checked draft as a Word document: verdicts as highlighting and comments, then the bibliography.

The one thing to know: the paragraphs are made anew from the draft's view, a block each, and what
was put in stands in runs of its own (bold), so that the rest reads exactly as the view. Layout of a
Word draft, front matter and rules don't come along. This is the one place besides `sources/` that
knows python-docx, since it writes what `sources/` only reads.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from briqa.drafts.insertions import citation_insertion
from briqa.drafts.markdown import shortened
from briqa.drafts.reading import DraftBlock, Part
from briqa.drafts.report import CheckedSentence, DraftReport, Standing
from briqa.permalink import link_to
from briqa.spans import Span

if TYPE_CHECKING:
    from docx.document import Document as DocxFile
    from docx.text.paragraph import Paragraph

# What XML 1.0 can't hold; a form feed or a vertical tab of a plain text, for example.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT: Final = "\ufffd"
_MAX_HEADING: Final = 9
_SAID: Final = {
    Standing.SUPPORTED: "Supported",
    Standing.CONTRADICTED: "Contradicted",
    Standing.NOT_IN_SOURCE: "Not in the sources",
}
_STYLES: Final = {Part.LIST_ITEM: "List Bullet", Part.QUOTE: "Quote", Part.REFERENCES: "Normal"}
_MONOSPACE: Final = "Courier New"
_AUTHOR: Final = "briqa"


def as_docx(report: DraftReport) -> bytes:
    """A report as the content of a .docx file."""
    import docx

    writer = _Writer(report, docx.Document())
    for block in report.draft.blocks:
        writer.add(block)
    if report.bibliography:
        writer.file.add_heading("Bibliography", level=1)
        for entry in report.bibliography:
            writer.file.add_paragraph(_xml(" ".join(entry.split())))
    content = BytesIO()
    writer.file.save(content)
    return content.getvalue()


@dataclass(frozen=True, slots=True)
class _Writer:
    report: DraftReport
    file: "DocxFile"

    def add(self, block: DraftBlock) -> None:
        """Adds a block; of tables and code each line is a paragraph, in typewriter face.

        So is each line of what stands under references, where nothing is checked.
        """
        whole = self.report.draft.view.to_view(block.span)
        if whole is None:
            return
        if block.part in (Part.TABLE, Part.CODE):
            for line in self._text(whole).split("\n"):
                run = self.file.add_paragraph(style="No Spacing").add_run(_xml(line))
                run.font.name = _MONOSPACE
        elif block.part is Part.REFERENCES:
            for line in self._text(whole).split("\n"):
                self._paragraph(block).add_run(_xml(line))
        elif block.part is Part.HEADING:
            level = min(block.level, _MAX_HEADING)
            self.file.add_heading(_xml(self._text(whole)), level=level)
        else:
            self._fill(self._paragraph(block), block, whole)

    def _paragraph(self, block: DraftBlock) -> "Paragraph":
        """An empty paragraph; a list item's number stands as printed, since Word would recount."""
        if block.part is Part.LIST_ITEM and block.number:
            paragraph = self.file.add_paragraph(style="List")
            paragraph.add_run(_xml(f"{block.number}\t"))
            return paragraph
        return self.file.add_paragraph(style=_STYLES.get(block.part, "Normal"))

    def _fill(self, paragraph: "Paragraph", block: DraftBlock, whole: Span) -> None:
        position = whole.start
        for checked in self.report.sentences[slice(*block.sentences)]:
            shown = self.report.draft.view.to_view(checked.sentence.span)
            if shown is None:
                continue
            _add_run(paragraph, self._between(position, shown.start))
            self._add_sentence(paragraph, checked, shown)
            position = shown.end
        _add_run(paragraph, self._between(position, whole.end))

    def _add_sentence(self, paragraph: "Paragraph", checked: CheckedSentence, shown: Span) -> None:
        view = self.report.draft.view
        insertion = citation_insertion(self.report.draft, checked)
        at = shown.end if insertion is None else view.view_offset(insertion.offset)
        runs = [_add_run(paragraph, self._between(shown.start, at))]
        if insertion is not None:
            put_in = _add_run(paragraph, insertion.text)
            put_in.bold = True
            runs.append(put_in)
            runs.append(_add_run(paragraph, self._between(at, shown.end)))
        if checked.standing is Standing.LEFT_ALONE:
            return
        made = [run for run in runs if run is not None]
        for run in made:
            run.font.highlight_color = _colour(checked.standing)
        self.file.add_comment(made, _xml(_comment(checked)), author=_AUTHOR, initials=_AUTHOR[:1])

    def _between(self, start: int, end: int) -> str:
        return self.report.draft.view.text[start:end]

    def _text(self, span: Span) -> str:
        return self._between(span.start, span.end)


def _add_run(paragraph: "Paragraph", text: str) -> Any:
    """A run of text; None for no text."""
    return paragraph.add_run(_xml(text)) if text else None


def _colour(standing: Standing) -> Any:
    from docx.enum.text import WD_COLOR_INDEX

    return {
        Standing.SUPPORTED: WD_COLOR_INDEX.BRIGHT_GREEN,
        Standing.CONTRADICTED: WD_COLOR_INDEX.RED,
        Standing.NOT_IN_SOURCE: WD_COLOR_INDEX.YELLOW,
    }[standing]


def _comment(checked: CheckedSentence) -> str:
    """What the comment on a sentence says, a line each."""
    lines = [f"{_SAID[checked.standing]}.", *checked.notes]
    if checked.source is not None:
        source = checked.source
        near = "Nearest: " if checked.standing is Standing.NOT_IN_SOURCE else ""
        lines.append(f"{near}“{shortened(source)}” ({source.docid}, {source.locator})")
        lines.append(str(link_to(source.document, source.span)))
    return "\n".join(lines)


def _xml(text: str) -> str:
    return _NOT_XML.sub(_REPLACEMENT, text)
