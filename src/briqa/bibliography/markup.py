"""Formatted text on its way through a style: marks in the text, resolved once at the end.

Font and quotes are private-use characters until `finish` has put the punctuation in order, so
that no rule has to look through tags. The text then leaves as plain text, Markdown or HTML.
"""

import html
import re
from enum import StrEnum

ITALIC, UPRIGHT = "\ue000", "\ue001"
BOLD, UNBOLD = "\ue002", "\ue003"
RAISE, LOWER = "\ue004", "\ue005"
SINK, LIFT = "\ue006", "\ue007"
SMALL_CAPS, FULL_CAPS = "\ue008", "\ue009"
QUOTE, UNQUOTE = "\ue00a", "\ue00b"

_OPENING = {ITALIC: UPRIGHT, BOLD: UNBOLD, RAISE: LOWER, SINK: LIFT, SMALL_CAPS: FULL_CAPS}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_ANY = "\ue000-\ue00b"
_HTML_TAGS = {
    ITALIC: ("<i>", "</i>"),
    BOLD: ("<b>", "</b>"),
    RAISE: ("<sup>", "</sup>"),
    SINK: ("<sub>", "</sub>"),
    SMALL_CAPS: ('<span style="font-variant: small-caps">', "</span>"),
}
_MARKDOWN_TAGS = {
    ITALIC: ("*", "*"),
    BOLD: ("**", "**"),
    RAISE: ("<sup>", "</sup>"),
    SINK: ("<sub>", "</sub>"),
    SMALL_CAPS: ("", ""),
}
# The rich text that CSL allows in its variables.
_CSL_TAGS = {
    "<i>": ITALIC, "</i>": UPRIGHT, "<b>": BOLD, "</b>": UNBOLD,
    "<sup>": RAISE, "</sup>": LOWER, "<sub>": SINK, "</sub>": LIFT,
}  # fmt: skip
_CSL_TAG = re.compile("|".join(map(re.escape, _CSL_TAGS)))
_NO_CASE = re.compile(r'<span class="nocase">(.*?)</span>')
_PRIVATE = re.compile(r"[\ue000-\ue0ff]")
_STRAIGHT = re.compile(r'(^|[\s(\[—–])"([^"]*)"')
_URL = re.compile(r"https?://\S+")
_MARKDOWN_SPECIAL = re.compile(r"[\\`*_<]|\](?=[(\[:])")
_MARKDOWN_START = re.compile(r"(\d+)([.)])(?=\s)|[#>+-](?=\s)")

# Two marks that meet, and what is left of them, after citeproc-js; other pairs stay.
_MEETING = {
    "..": ".", ",,": ",", "::": ":", ";;": ";", "?.": "?", "!.": "!", ",.": ".", ":.": ".",
    ";.": ".", ".。": ".", "。.": "。", "？.": "？", "！.": "！", ",;": ";", ";,": ";", ",:": ":",
    ":,": ",", "!!": "!", "??": "?",
}  # fmt: skip
_PAIR = re.compile(rf"([.,:;!?。？！])([{_ANY}]*)([.,:;。])")
_SPACE_BEFORE = re.compile(rf" +([{_ANY}]*)(?=[.,;:](?:[ {_ANY}]|$))")
_SPACES = re.compile(rf" ([{_ANY}]*) +")
_MOVED = re.compile(rf"{UNQUOTE}([{_ANY}]*)([.,])")


class Form(StrEnum):
    """How formatted text leaves."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


def rich(value: str) -> str:
    """A variable's text with the tags that CSL allows as marks, and no private character."""
    text = _NO_CASE.sub(r"\1", _PRIVATE.sub("", value))
    return _CSL_TAG.sub(lambda tag: _CSL_TAGS[tag[0]], text)


def bare(text: str) -> str:
    """The text without any mark, for comparison and sorting."""
    return _PRIVATE.sub("", text)


def finish(text: str, *, american: bool, quotes: tuple[str, str, str, str], form: Form) -> str:
    """Puts punctuation in order and turns marks into what the form writes for them.

    Args:
        text: text with marks.
        american: whether a period or comma goes inside the closing quote.
        quotes: outer opening and closing quote, inner opening and closing quote.
        form: plain text, Markdown or HTML.
    """
    text = _in_order(text)
    if american:
        text = _in_order(_MOVED.sub(rf"\2{UNQUOTE}\1", text))
    text = _quoted(text, quotes).strip()
    if form is Form.PLAIN:
        return bare(text)
    return _tagged(text, form)


def _in_order(text: str) -> str:
    """Marks that meet reduced to one, no space in front of a mark, none doubled."""
    previous = ""
    while previous != text:
        previous = text
        text = _SPACES.sub(r" \1", text)
        text = _SPACE_BEFORE.sub(r"\1", text)
        text = _PAIR.sub(_met, text)
    return text


def _met(pair: re.Match[str]) -> str:
    left = _MEETING.get(pair[1] + pair[3])
    return pair[0] if left is None else left + pair[2]


def _quoted(text: str, quotes: tuple[str, str, str, str]) -> str:
    """Quotes by depth: those inside others are the inner ones, a title's own included."""
    outer_open, outer_close, inner_open, inner_close = quotes
    text = _STRAIGHT.sub(r"\1“\2”", text)
    depth = 0
    parts: list[str] = []
    for character in text:
        if character in (QUOTE, "“"):
            parts.append(inner_open if depth % 2 else outer_open if character == QUOTE else "“")
            depth += 1
        elif character in (UNQUOTE, "”"):
            depth = max(0, depth - 1)
            parts.append(inner_close if depth % 2 else outer_close if character == UNQUOTE else "”")
        else:
            parts.append(character)
    return "".join(parts)


def _tagged(text: str, form: Form) -> str:
    """Marks as tags; italics inside italics turn upright, as printers do."""
    tags = _HTML_TAGS if form is Form.HTML else _MARKDOWN_TAGS
    depth = dict.fromkeys(_OPENING, 0)
    parts: list[str] = []
    for piece in re.split(f"([{_ANY}])", text):
        if piece in _OPENING:
            parts.append(tags[piece][depth[piece] % 2])
            depth[piece] += 1
        elif piece in _CLOSING:
            opening = _CLOSING[piece]
            depth[opening] -= 1
            parts.append(tags[opening][1 - depth[opening] % 2])
        elif form is Form.HTML:
            parts.append(html.escape(piece))
        else:
            parts.append(_markdown(piece))
    joined = "".join(parts)
    if form is Form.MARKDOWN:
        joined = _MARKDOWN_START.sub(_at_start, joined, count=1) if _starts(joined) else joined
    return joined


def _starts(text: str) -> bool:
    return _MARKDOWN_START.match(text) is not None


def _at_start(match: re.Match[str]) -> str:
    """What would begin a list, heading or quote at a line's start, escaped."""
    return rf"{match[1]}\{match[2]}" if match[1] else rf"\{match[0]}"


def _markdown(text: str) -> str:
    """Text with Markdown's characters escaped, except in addresses, which links need as is."""
    parts: list[str] = []
    end = 0
    for url in _URL.finditer(text):
        parts += [_MARKDOWN_SPECIAL.sub(r"\\\g<0>", text[end : url.start()]), url[0]]
        end = url.end()
    return "".join([*parts, _MARKDOWN_SPECIAL.sub(r"\\\g<0>", text[end:])])
