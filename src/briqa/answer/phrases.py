"""Phrases of a sentence that could be a short answer, each an exact span.

Names by their capitals, quoted titles, dates, and runs of content words joined by links. No word
is tagged: closed classes of grammar bound a phrase, and which of many readings is meant is left to
the ranking in `short_answer`. All is read in the view; a phrase's span is canonical.
"""

from collections.abc import Iterator, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities import Quantity
from briqa.quantities.role_words import word_set
from briqa.spans import Span, TextView
from briqa.values import dataclass
from briqa.words import FUNCTION_WORDS

_LETTER: Final = r"(?:[^\W_][\u0300-\u036f]*)"
_TOKEN: Final = lazy_pattern(
    rf"\d+(?:[.,]\d+)+(?!\w)|(?:[A-Z]\.){{2,}}|{_LETTER}+(?:(?:[-‐–&/.]|['’](?!s\b)){_LETTER}+)*"
    r"|['’]s\b|[^\s]"
)
_QUOTED: Final = lazy_pattern(r"“([^“”]{2,120})”|\"([^\"]{2,120})\"|(?<!\w)‘([^‘’]{2,120})’(?!\w)")
_NAME_LINKS: Final = word_set("of and & for de la le du des von van der den the al el bin ibn")
_GRAMMAR: Final = FUNCTION_WORDS | word_set(
    "against after before until since over above below around near across along towards toward"
    " upon without whether either neither both each every another other also then just only even"
    " still already yet however therefore thus hence more most less least very too so such up out"
    " off down back away again now later often usually never always which began became become"
    " including included includes called known named been one's himself herself itself themselves"
    " whereas despite except like"
)
_JOINS: Final = word_set(
    "of and in for to or at on from with between by & the , 's ’s a an their its"
)
_MAX_RUN: Final = 7
_MAX_PIECES: Final = 5
_MAX_TOKENS: Final = 14
# A sentence longer than this is a list or a table; phrases are sought in its first tokens only.
_MAX_SENTENCE: Final = 160


class PhraseKind(StrEnum):
    """What a phrase was told by."""

    DATE = "date"
    QUOTED = "quoted"
    NAME = "name"
    NOUNS = "nouns"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of the view, with what is asked of it again and again.

    Attributes:
        text: the token.
        start: where it begins in the view.
        end: where it ends.
        low: the token in lower case.
        is_word: whether it is a word or number, no mark and no possessive ending.
        is_capital: whether it has a capital, so that it may be (part of) a name.
        is_grammar: whether it is a word of a closed class, which bounds a phrase.
        is_content: whether it can stand inside a run of nouns and their modifiers.
    """

    text: str
    start: int
    end: int
    low: str = field(init=False)
    is_word: bool = field(init=False)
    is_capital: bool = field(init=False)
    is_grammar: bool = field(init=False)
    is_content: bool = field(init=False)

    def __post_init__(self) -> None:
        text, low = self.text, self.text.lower()
        is_word = text[0].isalnum()
        is_grammar = low in _GRAMMAR and text != "May"
        told = {
            "low": low,
            "is_word": is_word,
            "is_capital": is_word and (text[0].isupper() or text[:3].lower() != text[:3]),
            "is_grammar": is_grammar,
            "is_content": is_word and not is_grammar,
        }
        for name, value in told.items():
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a sentence.

    Attributes:
        span: where it stands, in the canonical text.
        text: its reading.
        kind: what it was told by.
        first: the index of its first token among the sentence's tokens.
        behind: the index behind its last.
    """

    span: Span
    text: str
    kind: PhraseKind
    first: int
    behind: int


def sentence_tokens(view: TextView, sentence: Span) -> tuple[Token, ...]:
    """The tokens of a sentence, in order.

    Args:
        view: the document's view.
        sentence: the sentence, canonical.
    """
    shown = view.to_view(sentence)
    if shown is None:
        return ()
    found = _TOKEN.finditer(view.text, shown.start, shown.end)
    return tuple(Token(match.group(), match.start(), match.end()) for match in found)


def find_phrases(
    view: TextView, sentence: Span, quantities: Sequence[Quantity] = ()
) -> tuple[Phrase, ...]:
    """The phrases of a sentence, in text order, those that begin together by length.

    They overlap: a name, its parts, and what it is joined to are phrases each.

    Args:
        view: the document's view.
        sentence: the sentence, canonical.
        quantities: its figures; those of kind date are phrases.
    """
    return phrases_among(view, sentence_tokens(view, sentence), quantities)


def phrases_among(
    view: TextView, tokens: Sequence[Token], quantities: Sequence[Quantity] = ()
) -> tuple[Phrase, ...]:
    """The same of a sentence that was cut already.

    Args:
        view: the document's view.
        tokens: the sentence's tokens.
        quantities: its figures.
    """
    tokens = tokens[:_MAX_SENTENCE]
    found: dict[tuple[int, int], PhraseKind] = {}
    # The first kind that a range of tokens is told by stays.
    for kind, ranges in (
        (PhraseKind.DATE, _dates(view, tokens, quantities)),
        (PhraseKind.QUOTED, _quoted(view, tokens)),
        (PhraseKind.NAME, _names(tokens)),
        (PhraseKind.NOUNS, _runs(tokens)),
        (PhraseKind.JOINED, _joined(tokens)),
    ):
        for reach in ranges:
            found.setdefault(reach, kind)
    return tuple(
        _phrase(view, tokens, first, behind, kind)
        for (first, behind), kind in sorted(found.items())
    )


def _phrase(
    view: TextView, tokens: Sequence[Token], first: int, behind: int, kind: PhraseKind
) -> Phrase:
    shown = Span(tokens[first].start, tokens[behind - 1].end)
    reading = " ".join(view.text[shown.start : shown.end].split())
    return Phrase(view.to_canonical(shown), reading, kind, first, behind)


def _reach(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """The tokens that lie in a stretch of the view; None where there are none."""
    inside = [at for at, token in enumerate(tokens) if start <= token.start and token.end <= end]
    return (inside[0], inside[-1] + 1) if inside else None


def _dates(
    view: TextView, tokens: Sequence[Token], quantities: Sequence[Quantity]
) -> Iterator[tuple[int, int]]:
    for quantity in quantities:
        shown = view.to_view(quantity.span) if quantity.kind == "date" else None
        reach = _reach(tokens, shown.start, shown.end) if shown else None
        if reach:
            yield reach


def _quoted(view: TextView, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    if not tokens:
        return
    for match in _QUOTED.finditer(view.text, tokens[0].start, tokens[-1].end):
        group = match.lastindex or 1
        reach = _reach(tokens, match.start(group), match.end(group))
        if reach and reach[1] - reach[0] <= _MAX_TOKENS:
            yield reach


def _names(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Each run of capitals with the links inside it, and the parts between its links."""
    at = 0
    while at < len(tokens):
        if not tokens[at].is_capital or tokens[at].is_grammar:
            at += 1
            continue
        parts, at = _name_parts(tokens, at)
        for first in range(len(parts)):
            for last in range(first, min(len(parts), first + _MAX_PIECES)):
                yield parts[first][0], parts[last][1]


def _name_parts(tokens: Sequence[Token], at: int) -> tuple[list[tuple[int, int]], int]:
    """The parts of the name that begins at a token, and where the name ends."""
    parts: list[tuple[int, int]] = []
    begin = at
    while at < len(tokens):
        token = tokens[at]
        if token.is_capital or (token.is_word and token.text[0].isdigit() and at > begin):
            at += 1
            continue
        parts.append((begin, at))
        following = at + 1
        while following < len(tokens) and tokens[following].low in _NAME_LINKS:
            following += 1
        links = token.low in _NAME_LINKS or token.text in ("'s", "’s", ".", "-", "–", "/")
        if token.text == "." and len(tokens[at - 1].text) > 2:
            links = False  # a full stop, where one letter would be an initial
        if not links or following >= len(tokens) or not tokens[following].is_capital:
            return parts, at
        begin = at = following
    parts.append((begin, at))
    return parts, at


def _content_runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        begin = at
        while at < len(tokens) and tokens[at].is_content:
            at += 1
        if at > begin:
            runs.append((begin, at))
        at += 1
    return runs


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The runs of content words, and the stretches inside of them: a verb may stand at either."""
    for begin, end in _content_runs(tokens):
        for first in range(begin, end):
            for behind in range(first + 1, min(end, first + _MAX_RUN) + 1):
                yield first, behind


def _joined(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Runs joined by links: "port of the northern coast", "Lagos and Accra", "Ghent, Belgium"."""
    runs = _content_runs(tokens)
    for at, (begin, end) in enumerate(runs):
        for last in range(at + 1, min(len(runs), at + _MAX_PIECES)):
            between = tokens[runs[last - 1][1] : runs[last][0]]
            if len(between) > 2 or any(token.low not in _JOINS for token in between):
                break
            firsts = range(max(begin, end - 4), end)
            behind = runs[last][1]
            behinds = {behind, *range(runs[last][0] + 1, min(behind, runs[last][0] + 3))}
            for first in firsts:
                for stop in behinds:
                    if stop - first <= _MAX_TOKENS:
                        yield first, stop
