"""Dates and years: from "end-2022", "18 November 2014" or "FY18" to a year and a period.

The one thing to know: a date without a year names no point in time, so it is recognised (its
digits must not become a count) but makes no quantity.
"""

import re
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.values import dataclass

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sep(?:t(?:ember|\.)?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY: Final = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z])"
_YEAR: Final = r"(?:1[0-9]|20|21)[0-9]{2}(?![0-9A-Za-z]|[.,][0-9])"
_GAP: Final = r"[ \u00a0]"

# Tried in this order at one place; each is bounded.
_FORMS: Final = rf"""
    (?P<mdy>(?P<mdy_m>{_MONTH}){_GAP}?(?P<mdy_d>{_DAY}),?{_GAP}{{0,2}}(?P<mdy_y>{_YEAR}))
  | (?P<my>(?P<my_m>{_MONTH})(?:,|{_GAP}of)?{_GAP}(?P<my_y>{_YEAR}))
  | (?P<md>{_MONTH}{_GAP}{_DAY}(?![.,]?[0-9]|[%]))
  | (?P<dmy>(?P<dmy_d>{_DAY})(?:{_GAP}of)?{_GAP}(?P<dmy_m>{_MONTH}),?{_GAP}(?P<dmy_y>{_YEAR}))
  | (?P<dm>{_DAY}(?:{_GAP}of)?{_GAP}{_MONTH}(?![A-Za-z]))
  | (?P<iso>(?P<iso_y>[12][0-9]{{3}})-(?P<iso_m>0[1-9]|1[0-2])-(?P<iso_d>[0-3][0-9])
      (?:T[0-9:.+Z-]{{0,30}})?(?![0-9-]))
  | (?P<edge>(?P<edge_w>[Yy]ear-end|[Ee]nd|[Mm]id|[Ee]arly|[Ll]ate)(?:-|[ ]of[ ]|[ ])
      (?:FY[ ]?)?(?P<edge_y>{_YEAR}))
  | (?P<quarter>(?:Q[1-4]|[1-4]Q|H[12]|[12]H)[ -]?(?:FY)?['’]?(?P<quarter_y>{_YEAR}|[0-9]{{2}})
      (?![0-9A-Za-z]))
  | (?P<fiscal>FY[ -]?['’]?(?P<fiscal_y>{_YEAR}|[0-9]{{2}})
      (?:[/–-](?P<fiscal_z>[0-9]{{2}}|{_YEAR}))?(?![0-9A-Za-z]))
  | (?P<era>(?:AD|CE)[ ](?P<era_y>[0-9]{{1,4}})(?![0-9A-Za-z]|[.,][0-9]))
  | (?P<bc>(?P<bc_y>[0-9]{{1,4}}|[0-9]{{1,2}},[0-9]{{3}})[ ](?P<bc_w>BCE?|AD|CE)(?![A-Za-z]))
  | (?P<years>(?P<years_a>(?:1[0-9]|20|21)[0-9]{{2}})[ ]?[–/-][ ]?
      (?P<years_b>(?:1[0-9]|20|21)[0-9]{{2}}|[0-9]{{2}})(?![0-9A-Za-z-]|[.,/][0-9]))
  | (?P<decade>(?P<decade_y>(?:1[0-9]|20)[0-9]0)['’]?s(?![A-Za-z]))
  | (?P<slashed>[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.](?P<slashed_y>(?:1[89]|20)[0-9]{{2}})(?![0-9]))
"""
_DATE: Final = lazy_pattern(_FORMS, re.VERBOSE)
# What a date begins with when not with a digit; for the scan that finds the places to try.
DATE_WORDS: Final = (
    rf"{_MONTH}(?=[ \u00a0,0-9])"
    r"|(?:[Yy]ear-end|[Ee]nd|[Mm]id|[Ee]arly|[Ll]ate)(?=[ -](?:of[ ])?[12F])"
    r"|Q[1-4](?=[ -]?[F'’0-9])|H[12](?=[ -]?[F'’0-9])|FY(?=[ -]?['’]?[0-9])|(?:AD|CE)(?=[ ][0-9])"
)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date at `[start, end)`; `year` is None when the text gives a day or month without one.

    `period` is the date in the form of `Quantity.period`; `year_end` the last year of a range.
    """

    start: int
    end: int
    year: int | None
    period: str | None = None
    year_end: int | None = None


def find_date(text: str, start: int) -> DateMatch | None:
    """The date written in full that begins exactly at `start` (bare years: `is_year`)."""
    match = _DATE.match(text, start)
    if match is None or match.lastgroup is None:
        return None
    form = next(name for name in _READERS if match.group(name) is not None)
    return _READERS[form](match)


def _full(form: str, match: re.Match[str]) -> DateMatch:
    year, day = int(match.group(f"{form}_y")), int(re.sub(r"\D", "", match.group(f"{form}_d")))
    written = match.group(f"{form}_m")
    month = int(written) if written.isdecimal() else _MONTHS.index(written[:3].lower()) + 1
    return DateMatch(match.start(), match.end(), year, f"{year}-{month:02}-{day:02}")


def _month_of_year(match: re.Match[str]) -> DateMatch:
    year, month = int(match.group("my_y")), _MONTHS.index(match.group("my_m")[:3].lower()) + 1
    return DateMatch(match.start(), match.end(), year, f"{year}-{month:02}")


def _without_year(match: re.Match[str]) -> DateMatch:
    return DateMatch(match.start(), match.end(), None)


def _edge(match: re.Match[str]) -> DateMatch:
    year, word = int(match.group("edge_y")), match.group("edge_w").lower()
    start = match.start()
    if match.group()[len(word)] == " ":  # "end of 2022": the year alone is the date's span
        start = match.start("edge_y")
    return DateMatch(start, match.end(), year, f"{year}-12-31" if "end" in word else str(year))


def _century(two_digits: str) -> int:
    """The year of "18" or "2018"; two digits from 50 on are of the twentieth century."""
    year = int(two_digits)
    return year if year >= 100 else year + (1900 if year >= 50 else 2000)


def _quarter(match: re.Match[str]) -> DateMatch:
    year = _century(match.group("quarter_y"))
    return DateMatch(match.start(), match.end(), year, str(year))


def _fiscal(match: re.Match[str]) -> DateMatch:
    year = _century(match.group("fiscal_y"))
    last = _century(match.group("fiscal_z")) if match.group("fiscal_z") else None
    return DateMatch(match.start(), match.end(), year, str(year), last)


def _era(match: re.Match[str]) -> DateMatch:
    year = int(match.group("era_y"))
    return DateMatch(match.start(), match.end(), year, f"{year:04}")


def _before_christ(match: re.Match[str]) -> DateMatch:
    year = int(match.group("bc_y").replace(",", ""))
    if match.group("bc_w") in ("AD", "CE"):
        return DateMatch(match.start(), match.end(), year, f"{year:04}")
    return DateMatch(match.start(), match.end(), -year, f"-{year:04}")


def _years(match: re.Match[str]) -> DateMatch | None:
    first, written = int(match.group("years_a")), match.group("years_b")
    last = int(written) if len(written) == 4 else first // 100 * 100 + int(written)
    if not first < last:
        return None
    return DateMatch(match.start(), match.end(), first, f"{first}/{last}", last)


def _decade(match: re.Match[str]) -> DateMatch:
    year = int(match.group("decade_y"))
    return DateMatch(match.start(), match.end(), year, f"{year}/{year + 9}", year + 9)


def _slashed(match: re.Match[str]) -> DateMatch:
    year = int(match.group("slashed_y"))
    return DateMatch(match.start(), match.end(), year, str(year))


_READERS: Final = {
    "mdy": lambda match: _full("mdy", match),
    "my": _month_of_year,
    "md": _without_year,
    "dmy": lambda match: _full("dmy", match),
    "dm": _without_year,
    "iso": lambda match: _full("iso", match),
    "edge": _edge,
    "quarter": _quarter,
    "fiscal": _fiscal,
    "era": _era,
    "bc": _before_christ,
    "years": _years,
    "decade": _decade,
    "slashed": _slashed,
}

# Words behind which a bare four-digit number of our times is a year even before a plural noun
# ("the 2022 results"), and words behind which one of any time is ("in 1066").
_YEAR_WORDS: Final = lazy_pattern(
    r"(?:\b(?:in|since|by|of|during|for|fiscal|year|years|from|until|till|to|through|the|a|an|its"
    r"|their|our|his|her|before|after|between|and|or|early|late|mid|end|calendar|FY|on|as at|ended"
    r"|versus|vs\.?|against|this)|[,(;:/–—-]|['’]s|(?-i:[A-Z][A-Za-z]+)|^|\n)[ \u00a0]*$",
    re.IGNORECASE,
)
_STRONG_YEAR_WORDS: Final = lazy_pattern(
    r"(?:\b(?:in|since|by|from|until|till|circa|c\.|ca\.|around|after|before|during|between|year"
    r"|['’]s|born|died|b\.|d\.|early|late|mid|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)[ \u00a0]|[(][ ]?|\b(?:back|prior|up) to )$"
    r"|(?-i:\b[A-Z][a-z]+ of )$",
    re.IGNORECASE,
)


def is_year(text: str, start: int, *, digits: str, before_noun: bool, after_date: bool) -> bool:
    """Whether the bare four digits at `start` name a year.

    Args:
        text: the whole text.
        start: the offset of the first digit.
        digits: the digits.
        before_noun: whether a plural noun or a unit stands right behind them.
        after_date: whether they continue a list of dates.
    """
    year = int(digits)
    if after_date and 1000 <= year <= 2199:
        return True
    before = text[max(0, start - 12) : start]
    if 1900 <= year <= 2100:
        return not before_noun or _YEAR_WORDS.search(before) is not None
    return 1000 <= year < 1900 and not before_noun and _STRONG_YEAR_WORDS.search(before) is not None
