"""Finished citations as HTML, each with a button that copies it (`assets/copy.js`)."""

import html
from collections.abc import Sequence
from typing import Final, NamedTuple

from briqa.citing import EXPORTS, CitedSources
from briqa.permalink import Permalink

_AGAINST: Final = "says otherwise"


class Cited(NamedTuple):
    """A source that is cited for a sentence.

    Attributes:
        number: the sentence, from 1.
        against: whether it contradicts the sentence.
        link: to the source's span.
    """

    number: int
    against: bool
    link: Permalink


def citations_html(cited: Sequence[Cited], sources: CitedSources, *, sentences: int) -> str:
    """Citations in the text, entries of the bibliography, and links, to be copied.

    Args:
        cited: whom the sources are cited for.
        sources: the same sources, written.
        sentences: how many sentences there are; of one the number isn't told.
    """
    labels = [_label(found, counted=sentences > 1) for found in cited]
    in_text = "".join(
        _row(label, text, text) for label, text in zip(labels, sources.in_text, strict=False)
    )
    entries = "".join(_row("", entry, entry) for entry in sources.entries)
    links = "".join(
        _row(label, found.link.short, str(found.link))
        for label, found in zip(labels, cited, strict=True)
    )
    exported = sources.format in EXPORTS
    listed = "For your reference manager" if exported else "Bibliography"
    return (
        f'<section class="citations{" exported" * exported}">{_part("In the text", in_text)}'
        f"{_part(listed, entries)}{_part('Link to the span', links)}"
        '<p class="for-screen-readers copy-status" role="status"></p></section>'
    )


def _label(found: Cited, *, counted: bool) -> str:
    parts = [f"Sentence {found.number}"] if counted else []
    return ", ".join([*parts, *([_AGAINST] if found.against else [])])


def _part(heading: str, rows_html: str) -> str:
    return f'<h3>{heading}</h3><ul role="list">{rows_html}</ul>' if rows_html else ""


def _row(label: str, shown: str, copied: str) -> str:
    tag = f'<span class="for">{html.escape(label)}</span>' if label else ""
    return (
        f'<li><span class="written-out">{tag}<span class="text">{html.escape(shown)}</span></span>'
        f'<button type="button" class="copy" data-copy="{html.escape(copied)}" '
        f'aria-label="Copy {html.escape(shown)}">Copy</button></li>'
    )
