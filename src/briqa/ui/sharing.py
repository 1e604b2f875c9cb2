"""An answer to take along: as text with its citations, to be copied or kept as a file.

The one thing to know: what is copied says the same as what is shown, quotes are the documents' own
words, and each source carries the link to its exact span.
"""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from briqa.answer import Answer, Citation, Refusal, as_json, format_derived, row_lines
from briqa.drafts.markdown import escaped
from briqa.permalink import link_to
from briqa.ui.targets import title_of

_FILE: Final = "answer"


def plain_text(question: str, result: Answer | Refusal) -> str:
    """Question, answer and sources, a line each."""
    return "\n".join(_lines(question, result, _PLAIN)) + "\n"


def markdown(question: str, result: Answer | Refusal) -> str:
    """The same in Markdown; whatever comes from a document or the question is escaped."""
    return "\n".join(_lines(question, result, _MARKDOWN)) + "\n"


def share_html(question: str, result: Answer | Refusal) -> str:
    """A bar of buttons that copy the answer (`assets/copy.js`), and links that save it."""
    as_plain, as_markdown = plain_text(question, result), markdown(question, result)
    as_data = json.dumps({"question": question, **as_json(result)}, ensure_ascii=False, indent=1)
    return (
        f'<div class="share" role="group" aria-label="Take the answer along" '
        f'data-question="{html.escape(question)}">'
        f"{_copy('Copy', as_plain, 'Copy the answer with its citations')}"
        f"{_copy('Copy as Markdown', as_markdown, 'Copy it as Markdown')}"
        '<button type="button" class="copy" data-copy-address '
        'title="Copy the address that asks this again">Copy link</button>'
        f"{_save('Markdown', 'md', 'text/markdown', as_markdown)}"
        f"{_save('JSON', 'json', 'application/json', as_data)}"
        '<span class="for-screen-readers copy-status" role="status"></span></div>'
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """How the parts are written.

    Attributes:
        marked: whether the text is Markdown, where words of others have to be escaped.
        strong: around the question and the answer.
        item: before an item of a list.
        quoted: before a sentence.
    """

    marked: bool
    strong: str
    item: str
    quoted: str

    def words(self, text: str) -> str:
        """Somebody's words on one line."""
        return escaped(text) if self.marked else " ".join(text.split())

    def stressed(self, text: str) -> str:
        return f"{self.strong}{self.words(text)}{self.strong}"


_PLAIN: Final = _Form(marked=False, strong="", item="- ", quoted="")
_MARKDOWN: Final = _Form(marked=True, strong="**", item="- ", quoted="> ")


def _lines(question: str, result: Answer | Refusal, form: _Form) -> Iterator[str]:
    yield form.stressed(question)
    yield ""
    if isinstance(result, Refusal):
        yield from _refusal(result, form)
        return
    yield from _lead(result, form)
    cited = [sentence.citation for sentence in result.sentences]
    for number, citation in enumerate(cited, start=1):
        yield f"{form.quoted}{form.words(citation.reading)} [{number}]"
        yield ""
    for number, citation in enumerate(cited, start=1):
        yield f"[{number}] {_source(citation, form)}"
        if form.marked and number < len(cited):
            yield ""


def _lead(answer: Answer, form: _Form) -> Iterator[str]:
    """The answer itself before the sentences that carry it, an empty line behind."""
    items = row_lines(answer.rows) if answer.rows else [part.reading for part in answer.short]
    if len(items) == 1:
        yield form.stressed(items[0])
    for item in items if len(items) > 1 else ():
        yield form.item + form.words(item)
    derivation = answer.derivation
    lines = [*map(format_derived, derivation.derived), *derivation.notes]
    if items and lines:
        yield ""
    yield from (form.words(line) for line in lines)
    if items or lines:
        yield ""


def _refusal(refusal: Refusal, form: _Form) -> Iterator[str]:
    yield form.words(refusal.text)
    yield from map(form.words, refusal.notes)
    if refusal.nearest:
        citation = refusal.nearest.citation
        nearest = f"Nearest figure (not the answer): {citation.reading}"
        yield f"{form.words(nearest)} ({_source(citation, form)})"


def _source(citation: Citation, form: _Form) -> str:
    title = form.words(title_of(citation.document))
    link = link_to(citation.document, citation.span).short
    shown = f"<{link}>" if form.marked else link
    return f"{title}, {form.words(citation.locator)}. {shown}"


def _copy(label: str, text: str, title: str) -> str:
    return (
        f'<button type="button" class="copy" data-copy="{html.escape(text)}" '
        f'title="{title}">{label}</button>'
    )


def _save(label: str, suffix: str, media_type: str, text: str) -> str:
    """A link that saves a text without asking the server."""
    address = f"data:{media_type};charset=utf-8,{quote(text)}"
    return (
        f'<a class="save" download="{_FILE}.{suffix}" href="{html.escape(address)}" '
        f'title="Save the answer as a file">{label}</a>'
    )
