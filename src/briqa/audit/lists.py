"""Announced counts: "four steps: …" against the items that follow.

The one thing to know: items are counted only where the form leaves no doubt: a list of names
behind a colon or in brackets, numbered items "(1) … (2) …", list items, or paragraphs that each
open with a head of their own.
"""

import re
from collections.abc import Iterator
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.reading import AuditedSentence, AuditedText, Figure
from briqa.quantities.rounding import Interval
from briqa.quantities.units import pluralise, singularise
from briqa.spans import Span

_OPENER: Final = re.compile(r"[^.;:()]{0,110}?(?P<open>:|\()[ ]?")
_NOT_ALL: Final = re.compile(
    r"\b(?:such as|including|e\.g\.|for example|for instance|among (?:them|others)|mainly|mostly"
    r"|etc|and others|and so on|and more|other|various|more than|over|at least)\b",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"[.;!?](?=[ \n]|$)|\n|$")
_NUMBERED: Final = re.compile(r"(?:(?<=^)|(?<=[ :;.,(\n]))\(?([0-9]{1,2})[).][ ]")
_SPLIT: Final = re.compile(r",[ ](?:and[ ])?|;[ ](?:and[ ])?")
_SEMICOLONS: Final = re.compile(r";[ ](?:and[ ])?")
_BRACKETED: Final = re.compile(r"\([^()]{0,200}\)|“[^”]{0,200}”|\"[^\"\n]{0,200}\"")
_NUMBER_INSIDE: Final = re.compile(r"[0-9]")
_VERB_INSIDE: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|may|must|should|would|did|does|do|it|they|we)\b"
)
_PREPOSITION: Final = re.compile(
    r"(?:and|or|for|in|at|with|on|by|from|to|of|as|which|who|called|named|known)\b"
)
_LARGEST: Final = 100
_MAX_ITEM_CHARS: Final = 110


def find_lists(text: AuditedText) -> Iterator[Finding]:
    """Counts announced before a list, against the number of its items."""
    for index, sentence in enumerate(text.sentences):
        for figure in sentence.figures:
            if not _announces(figure):
                continue
            items = _numbered(text, index, figure) or _named(text, sentence, figure)
            if items:
                yield _finding(text, figure, items, _counts(text, items))
        yield from _before_blocks(text, index)


def _announces(figure: Figure) -> bool:
    quantity = figure.quantity
    return (
        quantity.kind == "count"
        and quantity.unit is not None
        and quantity.bound is None
        and quantity.direction is None
        and not quantity.is_range
        and 2 <= quantity.value <= _LARGEST
        and quantity.value == int(quantity.value)
    )


def _finding(
    text: AuditedText, figure: Figure, items: list[Span], counts: tuple[int, int]
) -> Finding:
    """The finding that so many items are listed: from the first of `counts` to the last."""
    least, most = counts
    holds = least <= figure.value <= most
    noun = pluralise(figure.unit or "item")
    # One more or less may be a name with a comma in it, so that a count off by one isn't certain.
    near = least - 1 <= figure.value <= most + 1
    listed = str(least) if least == most else f"{least} or {most}"
    if holds:
        listed = f"{figure.value:.0f}"
    return text.finding(
        "list",
        [figure],
        formula=f"{listed} {noun} listed; the text announces {figure.label}",
        verdict="holds" if holds else "doubtful" if near else "contradiction",
        stated=figure.value,
        computed=Interval(least, most),
        fits="" if holds else f"{listed} would fit",
        items=items,
    )


def _counts(text: AuditedText, items: list[Span]) -> tuple[int, int]:
    """The least and the most items: an "and" may join two of them or stand inside a name.

    Behind a serial comma (", and C") or in numbered items every other "and" is inside a name. In
    "A, B and C" the last one joins behind a colon, where a sentence needs it; in brackets it may be
    either.
    """
    last = _BRACKETED.sub("", text.prose[items[-1].start : items[-1].end])
    if last.startswith("(") or text.prose[items[-1].start - 5 : items[-1].start] in (
        " and ",
        ", and",
    ):
        return len(items), len(items)
    if len(items) == 1:
        return 2, last.count(" and ") + 1
    behind_colon = (
        re.search(r":[ ]$", text.prose[max(0, items[0].start - 2) : items[0].start]) is not None
    )
    if behind_colon and " and " in last:
        return len(items) + 1, len(items) + 1
    return len(items), len(items) + int(" and " in last)


def _noun_end(text: AuditedText, figure: Figure, limit: int) -> int | None:
    """The end of the counted noun, which may stand behind modifiers."""
    stretch = text.prose[figure.start : min(limit, figure.end + 90)]
    for word in re.finditer(r"[A-Za-z]+", stretch):
        if singularise(word.group()) == figure.unit:
            return figure.start + word.end()
    return None


# --- (1) …; (2) … ------------------------------------------------------------------------------


def _numbered(text: AuditedText, index: int, figure: Figure) -> list[Span]:
    """The markers (1), (2), … that follow a colon in this sentence or the next ones."""
    sentence = text.sentences[index]
    opener = re.compile(r"[^.;:]{0,160}:").match(text.prose, figure.end)
    if opener is None:
        return []
    # Items may be sentences of their own; they stay in one section, one line or the next.
    end = min(len(text.prose), sentence.start + 6000)
    section_end = next(
        (other.start for other in text.sentences[index:] if other.section != sentence.section), end
    )
    stretch = text.prose[opener.end() : min(end, section_end)]
    items: list[Span] = []
    for marker in re.finditer(r"\(([0-9]{1,2})\)[ ]", stretch):
        number = int(marker.group(1))
        if number != len(items) + 1:
            break
        start = opener.end() + marker.start()
        if not items and stretch[: marker.start()].strip():
            return []
        items.append(Span(start, start + len(marker.group().rstrip())))
    return items if len(items) > 1 else []


# --- names ---------------------------------------------------------------------------------------


def _named(text: AuditedText, sentence: AuditedSentence, figure: Figure) -> list[Span]:
    """Names in a row behind a colon, or in brackets behind the noun."""
    at = _noun_end(text, figure, sentence.end)
    if at is None:
        return []
    opener = _OPENER.match(text.prose, at, min(sentence.end, at + 130))
    if opener is None or _NOT_ALL.search(opener.group()):
        return []
    if text.figures_in(at, opener.end()) and opener.group("open") == "(":
        return []
    start = opener.end()
    if opener.group("open") == "(":
        if opener.group()[:-1].strip():
            return []  # the bracket explains something else than the noun
        end = _closing(text.prose, start, sentence.end)
    else:
        end = _end_of_list(text.prose, start, sentence.end)
    if end is None:
        return []
    items = _split(text.prose, start, end)
    return items if _are_names(text.prose, items) else []


def _closing(text: str, start: int, limit: int) -> int | None:
    depth = 1
    for at in range(start, min(limit, start + 900)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return None


def _end_of_list(text: str, start: int, limit: int) -> int:
    masked = _masked(text[start:limit])
    plus = masked.find("; plus ")
    end = _ENDS.search(masked)
    found = end.start() if end else len(masked)
    if ";" in masked[: found + 1] and "," not in masked[:found]:
        full_stop = re.search(r"[.!?](?=[ \n]|$)|\n|$", masked)
        found = full_stop.start() if full_stop else len(masked)
    return start + (plus if 0 <= plus < found else found)


def _masked(text: str) -> str:
    """The text with bracketed and quoted stretches blanked, so that they aren't split."""
    return _BRACKETED.sub(lambda match: "~" * len(match.group()), text)


def _split(text: str, start: int, end: int) -> list[Span]:
    masked = _masked(text[start:end])
    splitter = _SEMICOLONS if ";" in masked else _SPLIT
    items: list[Span] = []
    at = 0
    for cut in [*splitter.finditer(masked), None]:
        stop = cut.start() if cut else len(masked)
        piece = masked[at:stop]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            items.append(Span(start + at + lead, start + at + len(piece.rstrip())))
        at = cut.end() if cut else stop
    return items


def _are_names(text: str, items: list[Span]) -> bool:
    """Whether all items are short phrases with no figure or verb, and the list isn't left open."""
    written = [text[item.start : item.end] for item in items]
    plain = [_BRACKETED.sub("", item) for item in written]
    return (
        (len(items) > 1 or " and " in "".join(plain))
        and not any(_NOT_ALL.search(item) for item in plain)
        and not any(_VERB_INSIDE.search(item) for item in plain)
        and not any(_PREPOSITION.match(item) for item in plain)
        and not any(_NUMBER_INSIDE.search(item) for item in plain)
        and all(len(item) <= _MAX_ITEM_CHARS for item in plain)
    )


# --- blocks ---------------------------------------------------------------------------------------

_RUN_IN: Final = re.compile(r"(?:[0-9]{1,2}[.)] )?[A-Z][^.:\n]{2,110}[.:](?=[ ]|$)")


def _before_blocks(text: AuditedText, index: int) -> Iterator[Finding]:
    """Paragraphs behind "… eight challenges:", each with a head of its own, up to the next section.

    What opens a paragraph may be a head or just its first sentence, so that another number of
    paragraphs than announced says nothing, unless all heads end in a colon.
    """
    sentence = text.sentences[index]
    if text.prose[sentence.start : sentence.end].rstrip()[-1:] != ":":
        return
    announcing = [figure for figure in sentence.figures if _announces(figure)]
    line_end = text.prose.find("\n", sentence.end - 1)
    if not announcing or line_end < 0:
        return
    figure = announcing[-1]
    items = list(_heads(text.prose, line_end + 1, text.section_span(sentence.section).end))
    all_marked = all(text.prose[item.end - 1] == ":" for item in items)
    if len(items) > 1 and (all_marked or len(items) == figure.value):
        yield _finding(text, figure, items, (len(items), len(items)))


def _heads(text: str, start: int, limit: int) -> Iterator[Span]:
    """What opens each line with a short head."""
    at = start
    while at < limit:
        end = text.find("\n", at)
        end = limit if end < 0 else min(end, limit)
        head = _RUN_IN.match(text, at, end)
        if head is not None:
            yield Span(head.start(), head.end())
        at = end + 1


def find_headed_lists(text: AuditedText) -> Iterator[Finding]:
    """Headings that announce a count ("Five Recommendations") and the paragraphs below."""
    for heading in text.headings:
        announcing = [
            figure for figure in text.figures_in(heading.start, heading.end) if _announces(figure)
        ]
        if len(announcing) != 1:
            continue
        section = text.section_span(heading.section)
        items = list(_heads(text.prose, heading.end + 1, section.end))
        if len(items) == announcing[0].value:
            yield _finding(text, announcing[0], items, (len(items), len(items)))
