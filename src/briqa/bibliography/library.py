"""A user's bibliography file, and which of its entries a document is.

The one thing to know: a document is only taken for an entry by what is written down (a file
name, the key, a DOI) or by a title that is the same but for case, marks and a slip. If several
entries would do, none is taken and the caller is told which.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import MappingProxyType

from rapidfuzz import fuzz

from briqa.bibliography.bibtex import BibtexEntry, read_bibtex
from briqa.bibliography.csl_json import read_csl_json
from briqa.bibliography.ris import read_ris
from briqa.bibliography.work import Work
from briqa.errors import BibliographyError

# Of two titles in letters and digits only; lets a slip pass, but no other word.
TITLE_LIKENESS = 95.0
MIN_TITLE_CHARS = 12  # a shorter one has to be the same
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A work of a library, and the file names that its entry gives."""

    work: Work
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """What was read of a bibliography file.

    Attributes:
        path: the file.
        entries: the entries that could be read, in its order.
        problems: one for each entry that couldn't.
    """

    path: Path
    entries: tuple[LibraryEntry, ...]
    problems: tuple[BibliographyError, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Which entry a document is, if it is one.

    Attributes:
        entry: the entry; None if none fits, or several do.
        by: what it was found by: "file", "key", "doi" or "title"; empty without an entry.
        candidates: keys of the entries that all fit, when there are several.
    """

    entry: LibraryEntry | None = None
    by: str = ""
    candidates: tuple[str, ...] = ()


def read_library(path: Path) -> Library:
    """Reads a bibliography by the ending of its name: .bib, .json or .ris.

    Raises:
        BibliographyError: the file can't be opened or decoded, has another ending, or nothing in
            it can be read.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise BibliographyError(
            path, None, "isn't a bibliography", f"give a file ending in {', '.join(_READERS)}"
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BibliographyError(
            path, None, f"can't be opened ({reason})", "check the path and permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise BibliographyError(path, None, "isn't UTF-8", "save it as UTF-8") from error
    entries, problems = reader(text, path)
    if not entries and problems:
        raise problems[0]
    return Library(path, tuple(entries), tuple(problems))


def match(library: Library, *, docid: str, doi: str | None, title: str | None) -> Match:
    """The entry that a document is.

    Args:
        library: the bibliography.
        docid: the document's name, which ends in that of its file.
        doi: its DOI, if it states one.
        title: its title, if it states one.
    """
    name = PurePath(docid.replace("\\", "/"))
    ways: tuple[tuple[str, Callable[[LibraryEntry], bool]], ...] = (
        ("file", lambda entry: any(_same_file(file, name) for file in entry.files)),
        ("key", lambda entry: entry.work.id.casefold() == name.stem.casefold()),
        ("doi", lambda entry: bool(doi) and _doi(entry.work.doi) == _doi(doi)),
        ("title", lambda entry: _same_title(entry.work.title, title)),
    )
    for by, fits in ways:
        found = [entry for entry in library.entries if fits(entry)]
        if len(found) == 1:
            return Match(found[0], by)
        if found:
            return Match(candidates=tuple(entry.work.id for entry in found))
    return Match()


def _same_file(written: str, name: PurePath) -> bool:
    """Whether a path in an entry names the document's file; a stem alone will do."""
    path = PurePath(written.replace("\\", "/"))
    return name.name.casefold() in (path.name.casefold(),) or (
        not path.suffix and path.name.casefold() == name.stem.casefold()
    )


def _doi(doi: str | None) -> str | None:
    return _DOI.sub("", doi.strip()).casefold().rstrip(".") if doi else None


def _same_title(one: str | None, other: str | None) -> bool:
    first, second = _letters(one), _letters(other)
    if not first or not second:
        return False
    if first == second:
        return True
    # "Outlook 2021" and "Outlook 2022" are two works.
    if min(len(first), len(second)) < MIN_TITLE_CHARS:
        return False
    if _NUMBER.findall(first) != _NUMBER.findall(second):
        return False
    return fuzz.ratio(first, second) >= TITLE_LIKENESS


def _letters(title: str | None) -> str:
    text = unicodedata.normalize("NFKC", re.sub(r"</?[a-z]+[^>]*>", "", title or "")).casefold()
    return " ".join(re.findall(r"[^\W_]+", text))


def _read_bib(text: str, path: Path) -> tuple[list[LibraryEntry], Sequence[BibliographyError]]:
    entries, problems = read_bibtex(text, path)
    return [_with_files(entry) for entry in entries], problems


def _with_files(entry: BibtexEntry) -> LibraryEntry:
    return LibraryEntry(entry.work, entry.files)


def _read_json(text: str, path: Path) -> tuple[list[LibraryEntry], Sequence[BibliographyError]]:
    works, problems = read_csl_json(text, path)
    return [LibraryEntry(work) for work in works], problems


def _read_ris(text: str, path: Path) -> tuple[list[LibraryEntry], Sequence[BibliographyError]]:
    works, problems = read_ris(text, path)
    return [LibraryEntry(work) for work in works], problems


_READERS = MappingProxyType({".bib": _read_bib, ".json": _read_json, ".ris": _read_ris})
