"""Digits that are no quantities: names, labels, markers, reference marks, addresses, clock times.

The one thing to know: the checks look only at the characters around a number, so they cost the
same for every number of a text of any length.
"""

import re
from typing import Final, Literal

from briqa.patterns import lazy_pattern
from briqa.quantities import nouns
from briqa.quantities.units import CURRENCY_CODES, CURRENCY_SIGNS, find_unit
from briqa.spans import Span
from briqa.values import dataclass

Reason = Literal[
    "address",
    "calendar day",
    "clock time",
    "identifier",
    "label",
    "list marker",
    "name",
    "reference mark",
    "section number",
]


@dataclass(frozen=True, slots=True)
class NonQuantity:
    """Digits that say nothing of how much or how many, and why."""

    span: Span
    reason: Reason


_REFERENCE: Final = lazy_pattern(r"\[[0-9]{1,3}(?:[ ,–-]{1,2}[0-9]{1,3}){0,20}\]")
_MARKER: Final = lazy_pattern(r"\(([0-9]{1,2})\)")
_LINE_MARKER: Final = lazy_pattern(r"[0-9]{1,3}[.)](?=[ \t\u00a0])|[0-9]{1,2}[.)](?=[A-Za-z])")
_SECTION: Final = lazy_pattern(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,5}\.?(?=[ \t\u00a0]+[A-Z“\"*])")
_SECTION_LINE: Final = lazy_pattern(r"[0-9]{1,2}[ \t\u00a0]{1,4}([A-Z][A-Za-z’'-]*)")
_QUOTED: Final = lazy_pattern(r"[0-9]{1,4}(?=[”\"’'])")
_PAGES: Final = lazy_pattern(r"[0-9]{1,5}(?:[–-][0-9]{1,5})?")
_DOTTED: Final = lazy_pattern(r"[0-9]+(?:\.[0-9]+){2,8}")
_CLOCK: Final = lazy_pattern(
    r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9])|[01]?[0-9](?:[.:][0-5][0-9])?[ \u00a0]?"
    r"(?:[ap]\.m\.|[ap]m\b|AM\b|PM\b|o['’]clock)"
)
_KEYCAP: Final = lazy_pattern(r"[0-9](?=\ufe0f?\u20e3|\ufe0f)")
_DOI: Final = lazy_pattern(r"10\.[0-9]{4,9}/[^\s)\]]{1,80}")
_TELEPHONE: Final = lazy_pattern(
    r"(?:[0-9]{3}[-. ][0-9]{3}[-.][0-9]{4}|[0-9]{3}\)[ ]?[0-9]{3}[-.][0-9]{4}|[0-9]{3}-[0-9]{4}"
    r"|[0-9]{3}-[0-9]{2}-[0-9]{4})(?![0-9-])"
)
_GLUED: Final = lazy_pattern(r"[A-Za-z0-9]{1,40}(?:[-/._][A-Za-z0-9]{1,20}){0,6}")
_PAIR_NAME: Final = lazy_pattern(r"(?:9/11|24/7|401\(k\)|403\(b\)|50/50|20/20|7/7)(?![0-9])")
_LETTER_BEHIND: Final = lazy_pattern(r"[0-9]{1,4}(?:-[A-Z](?![a-z])|\([a-z]\)|[A-Z]{1,4}(?![a-z]))")
_PLUS_NAME: Final = lazy_pattern(
    r"[0-9]+\+[A-Za-z0-9]|[0-9]+-(?:for|on|by)-[0-9]+|[0-9]+-and-[0-9]+"
)
_LABEL_BEFORE: Final = lazy_pattern(
    r"(?:\b(?:[Ss]ections?|SECTIONS?|[Cc]hapters?|CHAPTER|[Pp]ages?|pp?\.|[Ff]igures?|FIGURES?"
    r"|[Ff]igs?\.|[Tt]ables?|TABLES?|[Nn]otes?|NOTES?|[Ff]ootnotes?|[Ii]tems?|ITEMS?|[Pp]arts?"
    r"|PART|[Aa]rticles?|[Aa]ppendix|[Aa]ppendices|[Aa]nnex|[Ee]xhibits?|[Ss]chedule|[Bb]ox"
    r"|[Pp]aragraphs?|[Cc]lauses?|[Ll]ines?|Eqs?\.|[Ee]quations?|[Nn]os?\.|[Nn]umber|[Vv]ol\."
    r"|[Vv]olumes?|[Ii]ssue|[Vv]ersions?|[Ll]evels?|[Pp]hases?|[Ss]teps?|[Ss]tages?|[Tt]ypes?"
    r"|[Tt]iers?|[Gg]roups?|[Rr]oom|[Rr]oute|[Hh]ighway|[Gg]ate|[Tt]erminal|[Ff]loor|Proposition"
    r"|[Cc]lass|[Gg]rades?|[Ss]cope|[Mm]odel|[Ff]orm|[Rr]ule|[Aa]ct|Title|Channel|[Uu]nit|[Vv]erse"
    r"|(?:at|by|to|until|from|on|after|of|In|At|By|On) (?:week|day|month)"
    r"|Agenda|Psalm|Flight|Apollo|Season|[Ee]pisode|[Ss]tandard|PMID:?|ISBN:?|ISSN:?|ASU|IFRS|IAS|ASC|ISO|SFAS|FAS)"
    r"|[#§¶])[ \u00a0]?$"
)
_LABEL_DIGITS: Final = lazy_pattern(r"[0-9]++(?:\.[0-9]+)?[A-Za-z]?(?!,[0-9]{3})")
_SCALE_BEHIND: Final = lazy_pattern(
    r"[ \u00a0]?(?:million|billion|trillion|thousand|hundred|bn|mn|dozen)\b"
)
_CAPITALISED_BEFORE: Final = lazy_pattern(r"(?:^|[\w,;’)][ \u00a0])([A-Z][A-Za-z]+)[ \u00a0]$")
_LOWER_BEHIND: Final = lazy_pattern(r"[ ](?=[a-z])|[,.;:)]|['’]s")
_LETTERS_BEFORE: Final = lazy_pattern(r"[^\W\d_]+[-/_]?$")
_HYPHENATED_PREFIXES: Final = frozenset(
    "pre post non sub mid nearly about over some approximately only just".split()
)
_MONEY_LETTERS: Final = CURRENCY_CODES | {sign for sign in CURRENCY_SIGNS if sign[-1].isalpha()}
# Capitalised words that may stand before a number that is a quantity.
_CAPITALISED_NOT_NAMES: Final = (
    frozenset(
        "A All And As At Before Between But By Covering During For From Had Has He However I If"
        " In It Its More Nearly No Of On Only Or Over Our She Since So Some Than That The Their"
        " Then There These They This Those Though Through Thus To Total Under Until Up We When"
        " Where Which While With Within About Almost Around Approximately After Another"
        " Additionally Also Both Exceeding January February March April May June July August"
        " September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
        " US EU UK RMB Year Fiscal FY Q".split()
    )
    | CURRENCY_CODES
)


_LONGEST_HEADING: Final = 160


def find_name(text: str, start: int) -> NonQuantity | None:
    """What makes the digits at `start` no quantity, or None where nothing does."""
    limit = min(len(text), start + _LONGEST_HEADING)
    end_of_line = text.find("\n", start, limit)
    line_end = limit if end_of_line < 0 else end_of_line
    return (
        _around(text, start)
        or _at_line_start(text, start, line_end)
        or _glued(text, start)
        or _labelled(text, start)
    )


def _made(start: int, end: int, reason: Reason) -> NonQuantity:
    return NonQuantity(Span(start, end), reason)


def _around(text: str, start: int) -> NonQuantity | None:
    """Reference marks, bracketed markers, clock times, dotted numbers, fixed names."""
    before = text[start - 1 : start]
    if before == "[":
        mark = _REFERENCE.match(text, start - 1)
        if mark is not None:
            return _made(mark.start(), mark.end(), "reference mark")
    if before == "(":
        marker = _MARKER.match(text, start - 1)
        if marker is not None and _is_marker(text, marker):
            return _made(start, marker.end() - 1, "list marker")
    if before and before in "“\"‘'":
        quoted = _QUOTED.match(text, start)
        if quoted is not None:
            return _made(start, quoted.end(), "name")
    if before == ":" and start > 1 and text[start - 2] in '.,”"':
        pages = _PAGES.match(text, start)
        if pages is not None:
            return _made(start, pages.end(), "reference mark")
    for pattern, reason in _FIXED:
        match = pattern.match(text, start)
        if match is not None:
            return _made(start, match.end(), reason)
    return None


_FIRST_ON_LINE: Final[tuple[tuple[re.Pattern[str], Reason], ...]] = (
    (_SECTION, "section number"),
    (_LINE_MARKER, "list marker"),
)
_FIXED: Final[tuple[tuple[re.Pattern[str], Reason], ...]] = (
    (_CLOCK, "clock time"),
    (_PAIR_NAME, "name"),
    (_PLUS_NAME, "name"),
    (_KEYCAP, "name"),
    (_DOI, "address"),
    (_TELEPHONE, "identifier"),
)


def _is_marker(text: str, marker: re.Match[str]) -> bool:
    """Whether "(3)" marks an item or a footnote, not a negative number or an aside."""
    before = text[max(0, marker.start() - 2) : marker.start()]
    behind = text[marker.end() : marker.end() + 3]
    if before.strip()[-1:].isdecimal() or before[-1:] in CURRENCY_SIGNS:
        return False
    if before.strip()[-1:] in (")", "%", "—", "–") and not behind.strip(" ")[:1].isalpha():
        return not before.strip()  # a row of cells
    if re.match(r"[ \u00a0]?[%$€£¥0-9—–-]|[ \u00a0]?[mb]i?l", behind):
        return not before.strip()
    return True


def _at_line_start(text: str, start: int, line_end: int) -> NonQuantity | None:
    """Section numbers and list markers, which stand first on a line."""
    line_start = text.rfind("\n", max(0, start - 8), start) + 1
    if line_start == 0 and start > 7:
        return None
    lead = text[line_start:start]
    if lead.strip(' \t\u00a0#*->•·([_“"') and not re.search(r"\n[ \t#*•-]*$", lead):
        return None
    for pattern, reason in _FIRST_ON_LINE:
        match = pattern.match(text, start)
        if match is None or find_unit(text, match.end() + 1) is not None:
            continue
        following = text[match.end() : match.end() + 6].strip()[:1]
        if following and (following.isalpha() or following in "“\"'*(["):
            return _made(start, match.end(), reason)
    heading = _SECTION_LINE.match(text, start)
    if heading is None or _counts_in_sentence(text, heading, line_end):
        return None
    return _made(start, heading.start(1) - 1, "section number")


def _counts_in_sentence(text: str, heading: re.Match[str], line_end: int) -> bool:
    """Whether "35 Xyz universities operate …." is a sentence that begins with a count."""
    if find_unit(text, heading.start(1)) is not None:
        return True
    if text[line_end - 1 : line_end] not in ".;," and line_end - heading.start() < _LONGEST_HEADING:
        return False
    counted = nouns.find_counted(text, heading.start(1) - 1, singular=False)
    return counted is not None and text[counted.start].islower()


def _glued(text: str, start: int) -> NonQuantity | None:
    """Digits that are part of a word: G20, COVID-19, 5G, 10-K; and identifiers."""
    before = text[start - 1 : start]
    if before and (before.isalpha() or before in "_-/"):
        letters = _LETTERS_BEFORE.search(text[max(0, start - 24) : start])
        if letters is not None:
            written = letters.group()
            if not _may_precede_number(text, start, written):
                glued = _GLUED.match(text, start)
                end = glued.end() if glued else start + 1
                return _made(start - len(written), end, "name")
    dotted = _DOTTED.match(text, start)
    if dotted is not None:
        groups = dotted.group().split(".")
        if not all(len(group) == 3 for group in groups[1:]):
            return _made(start, dotted.end(), "section number")
    behind = _LETTER_BEHIND.match(text, start)
    if behind is not None and not _is_unit_behind(text, behind):
        glued = _GLUED.match(text, start)
        return _made(start, max(behind.end(), glued.end() if glued else 0), "name")
    return None


def _may_precede_number(text: str, start: int, written: str) -> bool:
    """Whether letters glued before a number are a currency, a scale or a word run into it."""
    bare = written.rstrip("-/")
    if bare in _MONEY_LETTERS:
        return True
    if written[-1] == "/":
        return True
    if written[-1] == "-":
        return bare.lower() in _HYPHENATED_PREFIXES
    return len(bare) >= 5 and bare.islower() and text[start : start + 2].isdecimal()


def _is_unit_behind(text: str, behind: re.Match[str]) -> bool:
    digits = re.match(r"[0-9]+", behind.group())
    at = behind.start() + (digits.end() if digits else 0)
    if text[at] in "-(":
        return False
    return (
        find_unit(text, at) is not None
        or re.match(r"[KMBT]{1,2}(?![A-Za-z0-9])", text[at : at + 4]) is not None
    )


def _labelled(text: str, start: int) -> NonQuantity | None:
    """Numbers behind a word that numbers things: "Note 15", "Table 3", and names: "Boeing 737"."""
    before = text[max(0, start - 32) : start]
    digits = _LABEL_DIGITS.match(text, start)
    if digits is None:
        return None
    if _LABEL_BEFORE.search(before) and not _has_quantity_behind(text, digits.end()):
        return _made(start, digits.end(), "label")
    if not digits.group().isdecimal() or len(digits.group()) > 3:
        return None
    name = _CAPITALISED_BEFORE.search(before)
    if name is None or name.group(1) in _CAPITALISED_NOT_NAMES or name.group(1).endswith("ly"):
        return None
    behind = _LOWER_BEHIND.match(text, digits.end())
    if behind is None or _has_quantity_behind(text, digits.end()):
        return None
    if text[digits.end() : digits.end() + 1] in ",.;:)" or not _continues_clause(
        text, digits.end()
    ):
        return _made(start, digits.end(), "name")
    return None


def _continues_clause(text: str, at: int) -> bool:
    """Whether what follows a number behind a capitalised word could count something."""
    return nouns.find_counted(text, at, singular=False) is not None


def _has_quantity_behind(text: str, at: int) -> bool:
    """Whether a unit, a scale word or a counted noun stands right behind the number."""
    at_word = at + 1 if text[at : at + 1] in (" ", "\u00a0", "-") else at
    if find_unit(text, at_word) is not None:
        return True
    if _SCALE_BEHIND.match(text, at):
        return True
    counted = nouns.find_counted(text, at, singular=False)
    return counted is not None and counted.adjacent and text[counted.start].islower()
