"""A document's lexicon: its words and aliases, from the sentences that can be evidence.

Headings, front matter, furniture and reference lists are left out: their capitals say nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briqa.lexicon.aliases import Alias, find_aliases
from briqa.lexicon.casing import WordCount, count_words
from briqa.lexicon.initialisms import find_initialisms, find_joined
from briqa.segment import SectionKind, Segmentation
from briqa.spans import Span


@dataclass(frozen=True, slots=True)
class DocumentLexicon:
    """What a document knows of its own words.

    Attributes:
        words: its content words and how they are written, in alphabetical order.
        aliases: pairs of names for the same thing, in the order in which it states them; then the
            forms of its names that only its readers use.
    """

    words: tuple[WordCount, ...]
    aliases: tuple[Alias, ...]


def read_lexicon(segmentation: Segmentation) -> DocumentLexicon:
    """Reads a document's lexicon from its view.

    Args:
        segmentation: the document's segmentation.
    """
    text = segmentation.view.text
    spans = list(_sentences(segmentation))
    sentences = [text[span.start : span.end] for span in spans]
    return DocumentLexicon(
        count_words(text, spans, _run_in_heads(segmentation)),
        tuple(
            dict.fromkeys(
                [*find_aliases(sentences), *find_initialisms(sentences), *find_joined(sentences)]
            )
        ),
    )


def _sentences(segmentation: Segmentation) -> Iterator[Span]:
    """The view spans of the sentences that can be evidence."""
    for sentence in segmentation.sentences:
        if segmentation.sections[sentence.section].kind is not SectionKind.REFERENCES:
            span = segmentation.view.to_view(sentence.span)
            if span is not None:
                yield span


def _run_in_heads(segmentation: Segmentation) -> tuple[Span, ...]:
    """The view spans of heads that stand inside sentences, in text order."""
    heads = (
        segmentation.view.to_view(section.heading)
        for section in segmentation.sections
        if section.run_in and section.heading is not None
    )
    return tuple(sorted(span for span in heads if span is not None))
