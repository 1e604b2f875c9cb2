"""What a style's file gets wrong or leaves open, mended before and after it is walked.

Each rule names the manual that it follows. A rule belongs here only if the file can't say it
(CSL can't compare two variables), or says something else than its manual.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from briqa.bibliography.casing import title_case
from briqa.bibliography.style_names import Style
from briqa.bibliography.work import Work

_US_LAW = re.compile(r"\d+[-–]\d+$")
_EDITORS_THEN_PLACE = re.compile(r"(\bEds?\.), (?=[^,.]+: )")
_SMALL_AFTER_PERIOD = re.compile(r"(?<=\. )(no|vol)(?=\. )")
_RETRIEVED = re.compile(r"Retrieved (?=https?://)")
_BOOKISH = frozenset({"book", "report", "standard", "legislation", "software"})


def mended(work: Work, style: Style) -> Work:
    """The work as the style's file can print it."""
    if work.event and work.container_title and work.event in work.container_title:
        work = replace(work, event=None)  # "Proceedings of the 8th X Conference" names it
    mend = _MENDERS.get(style.name)
    return work if mend is None else mend(work)


def mended_text(text: str, style: Style, work: Work) -> str:
    """The text with what the file got wrong put right; marks are still in it."""
    if style.name == "harvard" and work.type != "article":
        # The file takes any article without volume and pages for a preprint.
        return text.replace(" [Preprint]", "")
    if style.name == "ieee":
        # IEEE Reference Guide, "Chapter in a book": "J. S. Brake, Ed. New York, NY, USA: Wiley".
        return _EDITORS_THEN_PLACE.sub(r"\1 ", text)
    if style.name == "apa":
        # APA 7, 9.16 and 10.9. Without a date of access the file leaves its "Retrieved" alone.
        return _RETRIEVED.sub("", text.replace("[Dataset]", "[Data set]"))
    if style.name == "mla":
        # MLA 9, 5.1: what follows a period begins with a capital.
        return _SMALL_AFTER_PERIOD.sub(lambda word: word[0].capitalize(), text)
    return text


def _publishes_itself(work: Work) -> bool:
    return len(work.authors) == 1 and work.authors[0].literal == work.publisher is not None


def _in_proceedings(work: Work) -> Work:
    """A paper in proceedings with a publisher, which the files take for a journal's."""
    is_published = work.container_title and work.publisher and not work.volume
    return (
        replace(work, type="chapter") if work.type == "paper-conference" and is_published else work
    )


def _apa(work: Work) -> Work:
    work = _in_proceedings(_law(work))  # APA 7, 10.5
    if _publishes_itself(work):
        work = replace(work, publisher=None)  # APA 7, 9.29: not named twice
    if work.type == "report" and not (work.authors or work.editors or work.number):
        work = replace(work, type="book")  # APA 7, 8.14: its title is in italics in the text too
    if work.type == "webpage" and [person.literal for person in work.authors] == [
        work.container_title
    ]:
        work = replace(work, container_title=None)  # APA 7, 9.32
    if work.type == "thesis" and work.genre and work.genre.casefold() in _DOCTORAL:
        work = replace(work, genre="Doctoral dissertation")  # APA 7, 10.6
    return work


_DOCTORAL = frozenset({"phd thesis", "phd dissertation", "doctoral thesis", "dissertation"})


def _chicago(work: Work) -> Work:
    work = _in_proceedings(_law(work))  # CMOS 18, 14.14
    if work.type == "thesis" and work.genre == "PhD thesis":
        return replace(work, genre="PhD diss.")  # CMOS 18, 14.113
    return work


def _law(work: Work) -> Work:
    """Laws that aren't of the United States; the files call any number a public law's."""
    if work.type != "legislation" or not work.number or _US_LAW.match(work.number):
        return work
    title = f"{work.title}, No. {work.number}" if work.title else f"No. {work.number}"
    return replace(work, title=title, number=None)


def _mla(work: Work) -> Work:
    if _publishes_itself(work) and work.title:
        work = replace(work, authors=())  # MLA 9, 5.19: named as the publisher only
    if work.type == "paper-conference":
        work = _in_proceedings(replace(work, place=None))  # MLA 9, 5.66: no city
    if work.type == "thesis" and work.genre == "PhD thesis":
        work = replace(work, genre="PhD dissertation")  # MLA 9, appendix 2
    return work


def _ieee(work: Work) -> Work:
    """IEEE Reference Guide: standards without place, proceedings without publisher."""
    work = _law(work)
    if work.type in ("standard", "paper-conference"):
        work = replace(work, place=None)
    if work.type == "paper-conference":
        work = replace(work, publisher=None)
    if work.type == "thesis" and work.genre in _IEEE_THESES:
        work = replace(work, genre=_IEEE_THESES[work.genre])
    if work.language and work.language[:2].lower() != "en":
        return work
    # Titles of books stand in title case, those of papers don't.
    if work.type in _BOOKISH - {"report"} and work.title:
        work = replace(work, title=title_case(work.title))
    if work.container_title:
        work = replace(work, container_title=title_case(work.container_title))
    return work


_IEEE_THESES = {"PhD thesis": "Ph.D. dissertation", "Master’s thesis": "M.S. thesis"}


def _harvard(work: Work) -> Work:
    """Cite Them Right 12: a standard is named by its number and title, as a book is."""
    work = _law(work)
    if work.type != "standard" or not work.title:
        return work
    title = f"{work.number}: {work.title}" if work.number else work.title
    return replace(work, type="book", title=title, number=None)


def _gb7714(work: Work) -> Work:
    """GB/T 7714-2015, 8.4.1 and 8.4.2: a printed book says that place or publisher is unknown."""
    if work.type != "book" or work.url or work.doi:
        return work
    place, publisher = (
        ("[出版地不详]", "[出版者不详]") if work.is_east_asian else ("[S.l.]", "[s.n.]")
    )
    return replace(work, place=work.place or place, publisher=work.publisher or publisher)


_MENDERS: Mapping[str, Callable[[Work], Work]] = MappingProxyType(
    {
        "apa": _apa,
        "chicago": _chicago,
        "chicago-notes": _chicago,
        "mla": _mla,
        "ieee": _ieee,
        "harvard": _harvard,
        "gb7714": _gb7714,
    }
)
