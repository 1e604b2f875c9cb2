"""Works as text that reference managers read: BibTeX, RIS and CSL-JSON."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

from briqa.bibliography.bibtex import write_bibtex
from briqa.bibliography.csl_json import write_csl_json
from briqa.bibliography.ris import write_ris
from briqa.bibliography.work import Work

_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY_WORDS = frozenset("the an on of and for in to from with by at is are how what why".split())
# Letters that don't come apart into a base letter and an accent.
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"})


class ExportFormat(StrEnum):
    """The forms in which works are exported; the value is the usual ending of the file."""

    BIBTEX = "bib"
    RIS = "ris"
    CSL_JSON = "json"


def export(works: Sequence[Work], form: ExportFormat) -> str:
    """The works in a form that reference managers read.

    Raises:
        ValueError: for two works of one id.
    """
    if len({work.id for work in works}) < len(works):
        raise ValueError("two works of one id")
    if form is ExportFormat.BIBTEX:
        return write_bibtex(works, citation_keys(works))
    return write_ris(works) if form is ExportFormat.RIS else write_csl_json(works)


def citation_keys(works: Sequence[Work]) -> Mapping[str, str]:
    """A key for each work by its id: `okafor2021freight`, and `okafor2021freighta` for a second.

    A key depends on the work alone, unless another has the same: then letters go by the order of
    the ids, so that the order of the works doesn't matter.
    """
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for work in sorted(works, key=lambda work: work.id):
        plain = _key(work)
        key, number = plain, 0
        while key in taken:
            key, number = plain + _suffix(number), number + 1
        taken.add(key)
        keys[work.id] = key
    return keys


def _key(work: Work) -> str:
    people = work.authors or work.editors
    name = _ascii(people[0].family or people[0].surname) if people else ""
    year = str(work.issued.year) if work.issued is not None and work.issued.year else ""
    words = (_ascii(word) for word in _WORD.findall(work.title or ""))
    word = next((word for word in words if word and word not in _EMPTY_WORDS), "")
    return (name[:20] + year + word[:20]) or _ascii(work.id) or "work"


def _ascii(text: str) -> str:
    """Small letters of ASCII and digits; what has none, as Chinese, is left out."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(mark for mark in decomposed if mark.isascii() and mark.isalnum())


def _suffix(number: int) -> str:
    return chr(ord("a") + number) if number < 26 else f"x{number}"
