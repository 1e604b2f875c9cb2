"""The error tree: what went wrong, named by what the user can do about it.

    BriqaError
    ├── SourceError            this file can't be read; the others still can
    │   ├── UnsupportedFormat      no reader for this kind of file
    │   ├── UnreadableSource       missing, not permitted, damaged, or a reader gave up on it
    │   ├── EmptySource            read, but it holds no text
    │   ├── ScannedSource          pages that are pictures: needs OCR first
    │   └── EncryptedSource        needs a password
    ├── StoreError             the index as a whole
    │   ├── IndexMissing           nothing has been indexed there yet
    │   ├── IndexDamaged           the store can't be read as an index
    │   ├── IndexLocked            another process is writing to it
    │   └── IndexMismatch          made by another encoder, segmentation or schema
    ├── EncoderError           the embedding model can't be loaded
    ├── UnknownDocument        no document of that name in the index
    ├── QuestionError          a question that can't be asked, such as an empty one
    ├── FilterError            a filter that can't be meant, such as a unit of no letters
    ├── ClaimError             a claim that can't be checked, such as an empty one
    ├── PathError              a file or folder that something can't be done with
    │   ├── UnwritableOutput       a result that can't be written where it was to be
    │   └── RunError               a run of a question set, or a file of one
    ├── LinkError              a link to a span that can't be read
    ├── QuestionSetError       this row of a set of questions or claims
    ├── NothingToAsk           documents of which no question can be made
    ├── BibliographyError      an entry of a bibliography file, or the file
    └── UnknownStyle           no citation style of that name

Every error builds its own single line, *where: what is wrong; what to do*, from data that it
carries.
"""

from pathlib import Path


class BriqaError(Exception):
    """Root of everything that briqa raises on purpose; `str(error)` is one line for the user."""


class SourceError(BriqaError):
    """One source file that can't become a document.

    Attributes:
        path: the file.
        problem: what is wrong with it.
        remedy: what the user can do.
    """

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        self.path = path
        self.problem = problem
        self.remedy = remedy
        super().__init__(path, problem, remedy)

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}; {self.remedy}"


class UnsupportedFormat(SourceError):
    """No reader for this kind of file."""


class UnreadableSource(SourceError):
    """The file is missing, not permitted, damaged, or its reader gave up on it."""


class EmptySource(SourceError):
    """The file was read, but it holds no text."""


class ScannedSource(SourceError):
    """The file's pages are pictures without a text layer."""


class EncryptedSource(SourceError):
    """The file needs a password."""


class StoreError(BriqaError):
    """The index in one folder.

    Attributes:
        index_dir: the index folder.
        problem: what is wrong with it.
        remedy: what the user can do.
    """

    def __init__(self, index_dir: Path, problem: str, remedy: str) -> None:
        self.index_dir = index_dir
        self.problem = problem
        self.remedy = remedy
        super().__init__(index_dir, problem, remedy)

    def __str__(self) -> str:
        return f"{self.index_dir}: {self.problem}; {self.remedy}"


class IndexMissing(StoreError):
    """Nothing has been indexed in this folder yet."""


class IndexDamaged(StoreError):
    """The store can't be read as an index."""


class IndexLocked(StoreError):
    """Another process is writing to the index."""


class IndexMismatch(StoreError):
    """The index was made by another encoder, segmentation or schema."""


class EncoderError(BriqaError):
    """The embedding model can't be loaded or doesn't do what is needed.

    Attributes:
        model: its name or path as given.
        problem: what is wrong with it.
    """

    def __init__(self, model: str, problem: str) -> None:
        self.model = model
        self.problem = problem
        super().__init__(model, problem)

    def __str__(self) -> str:
        return (
            f"model {self.model!r}: {self.problem}; give the folder of a sentence-transformers "
            "model on this machine, or leave --model out for the default"
        )


class UnknownDocument(BriqaError):
    """No document of that name in the index.

    Attributes:
        docid: the name asked for.
        nearest: names in the index that look like it.
    """

    def __init__(self, docid: str, nearest: tuple[str, ...] = ()) -> None:
        self.docid = docid
        self.nearest = nearest
        super().__init__(docid, nearest)

    def __str__(self) -> str:
        hint = f"did you mean {', '.join(self.nearest)}?" if self.nearest else "see `briqa status`"
        return f"{self.docid}: not in the index; {hint}"


class QuestionError(BriqaError):
    """A question that can't be asked, such as an empty one."""


class ClaimError(BriqaError):
    """A claim that can't be checked, such as an empty one."""


class PathError(BriqaError):
    """A file or folder that something can't be done with.

    Attributes:
        path: which.
        problem: what is wrong with it.
        remedy: what the user can do.
    """

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        self.path = path
        self.problem = problem
        self.remedy = remedy
        super().__init__(path, problem, remedy)

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}; {self.remedy}"


class UnwritableOutput(PathError):
    """A result that can't be written where it was to be."""


class RunError(PathError):
    """A run of a question set, or a file of one."""


class LinkError(BriqaError):
    """A link to a span that can't be read as one.

    Attributes:
        link: what was given.
        problem: what is wrong with it, and what to do.
    """

    def __init__(self, link: str, problem: str) -> None:
        self.link = link
        self.problem = problem
        super().__init__(link, problem)

    def __str__(self) -> str:
        shown = self.link if len(self.link) <= 80 else f"{self.link[:80]}…"
        return f"{' '.join(shown.split())}: {self.problem}"


class FilterError(BriqaError):
    """A filter for figures that can't be meant, or that names what isn't there.

    Attributes:
        option: what of the filter is meant, as "period".
        problem: what is wrong with it.
        remedy: what the user can do.
    """

    def __init__(self, option: str, problem: str, remedy: str) -> None:
        self.option = option
        self.problem = problem
        self.remedy = remedy
        super().__init__(option, problem, remedy)

    def __str__(self) -> str:
        return f"{self.option}: {self.problem}; {self.remedy}"


class QuestionSetError(BriqaError):
    """One row of a set of questions or claims.

    Attributes:
        path: the file.
        row: the line, or the row of a sheet, from 1; None when the file as a whole is meant.
        problem: what is wrong with it.
        remedy: what the user can do.
        column: the column or field, as the file calls it; None when the row as a whole is meant.
        sheet: the sheet of a workbook; None for other files.
    """

    def __init__(
        self,
        path: Path,
        row: int | None,
        problem: str,
        remedy: str,
        *,
        column: str | None = None,
        sheet: str | None = None,
    ) -> None:
        self.path = path
        self.row = row
        self.problem = problem
        self.remedy = remedy
        self.column = column
        self.sheet = sheet
        super().__init__(path, row, problem, remedy, column, sheet)

    def __str__(self) -> str:
        parts = [str(self.path)]
        if self.sheet is not None:
            parts.append(f"sheet {self.sheet}")
        if self.row is not None:
            parts.append(f"{'line' if self.sheet is None else 'row'} {self.row}")
        if self.column is not None:
            parts.append(f'column "{_shown(self.column)}"')
        return f"{', '.join(parts)}: {self.problem}; {self.remedy}"


def _shown(text: str) -> str:
    """A text of the user's in one short line."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"


class NothingToAsk(BriqaError):
    """Documents of which no question can be made.

    Attributes:
        documents: how many were looked at.
        docid: the one that questions were to be made of; None for all.
    """

    def __init__(self, documents: int, docid: str | None = None) -> None:
        self.documents = documents
        self.docid = docid
        super().__init__(documents, docid)

    def __str__(self) -> str:
        if not self.documents:
            return "questions: nothing is indexed; run `briqa index PATH` first"
        where = self.docid or f"{self.documents} document{'s' if self.documents > 1 else ''}"
        return (
            f"{where}: no sentence makes a question that it alone answers; "
            "index documents with figures in whole sentences"
        )


class BibliographyError(BriqaError):
    """An entry of a bibliography file that can't be used, or the file as a whole.

    Attributes:
        path: the file.
        entry: the entry by its key or line; None when the file as a whole is meant.
        problem: what is wrong with it.
        remedy: what the user can do.
    """

    def __init__(self, path: Path, entry: str | None, problem: str, remedy: str) -> None:
        self.path = path
        self.entry = entry
        self.problem = problem
        self.remedy = remedy
        super().__init__(path, entry, problem, remedy)

    def __str__(self) -> str:
        where = f"{self.path}" if self.entry is None else f"{self.path}, {self.entry}"
        return f"{where}: {self.problem}; {self.remedy}"


class UnknownStyle(BriqaError):
    """No citation style of that name.

    Attributes:
        name: the name asked for.
        known: the names that there are.
        nearest: the one that looks most like it, if any does.
    """

    def __init__(self, name: str, known: tuple[str, ...], nearest: str | None = None) -> None:
        self.name = name
        self.known = known
        self.nearest = nearest
        super().__init__(name, known, nearest)

    def __str__(self) -> str:
        hint = f"did you mean {self.nearest}? " if self.nearest else ""
        return f"style {self.name!r}: not known; {hint}choose one of {', '.join(self.known)}"
