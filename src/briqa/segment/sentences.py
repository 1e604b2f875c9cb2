"""Sentences of the repaired view: NLTK's Punkt, and the items of an enumeration in a sentence.

Punkt learns from the document itself which tokens begin sentences; the abbreviations come from a
fixed list, since those learnt from one report are mostly its ordinary sentence ends.
"""

import re
from collections.abc import Iterator

from briqa.segment.deferred import defer
from briqa.spans import Span

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st jr sr hon rev gen col sen rep gov capt lt sgt messrs "
    "e.g i.e etc vs viz cf al ca approx est resp incl excl esp ext "
    "inc ltd co corp bros plc llc s.a dept univ assn "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri "
    "u.s u.k u.n e.u u.s.a d.c p.m a.m ph.d b.a m.a m.s "
    "fig figs eq eqs sec secs vol vols ch chap pp ed eds para paras tab tel min max avg "
    "sq cu ft oz lb lbs hr hrs km kg mt".split()
)
# An abbreviation before a number ("No. 5", "p. 12") that also ends sentences before other words.
_BEFORE_NUMBER = re.compile(r"(?:^|[\s(\[])(?:nos?|p|art|arts|item|items|n|v|s)\.$", re.IGNORECASE)
# The next item of an enumeration inside a sentence: "…: (1) first; (2) second".
_ITEM = re.compile(r"(?<=[:;,.–—])\s+(?=\((?P<label>\d{1,2}|[a-z])\)\s+\S)")
_FIRST_LABELS = frozenset({"1", "a"})


class SentenceSplitter:
    """Splits blocks of one document's view into sentences.

    Args:
        view_text: the whole view, from which Punkt learns.
    """

    def __init__(self, view_text: str) -> None:
        # Imported here, and without the rest of nltk, which takes seconds to load.
        defer("nltk", "nltk.tokenize")
        from briqa.segment.punkt import SentenceTokenizer, learn

        parameters = learn(view_text)
        parameters.abbrev_types = set(_ABBREVIATIONS)
        self._punkt = SentenceTokenizer(parameters)

    def split(self, view_text: str, block: Span) -> Iterator[Span]:
        """The sentences of a block, in order, as trimmed view spans.

        Args:
            view_text: the whole view.
            block: the block's view span.
        """
        text = view_text[block.start : block.end]
        for start, end in _rejoined(text, list(self._punkt.span_tokenize(text))):
            for item_start, item_end in _items(text, start, end):
                yield Span(block.start + item_start, block.start + item_end)


def _rejoined(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Joins what was cut between a short abbreviation and its number."""
    open_span: tuple[int, int] | None = None
    for start, end in spans:
        if open_span is None:
            open_span = (start, end)
        elif text[start].isdigit() and _BEFORE_NUMBER.search(text, open_span[0], open_span[1]):
            open_span = (open_span[0], end)
        else:
            yield open_span
            open_span = (start, end)
    if open_span is not None:
        yield open_span


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts a sentence before each "(n)" item of an enumeration that begins with its first label.

    An enumeration may run on over several sentences, so a later label cuts as well, as long as
    it follows a colon, semicolon or comma.
    """
    position = start
    seen_first = text[start : start + 1] == "("
    for match in _ITEM.finditer(text, start, end):
        seen_first = seen_first or match["label"] in _FIRST_LABELS
        if seen_first:
            yield position, match.start()
            position = match.end()
    yield position, end
