"""The corpus that a set brings along, as files to index."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from briqa.errors import RunError
from briqa.evaluate.gold import SetDocument

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 100


def write_documents(documents: Iterable[SetDocument], folder: Path, *, titles: bool) -> None:
    """Writes each document of a set as a text file named by its docid; blank ones are left out.

    Args:
        documents: the documents.
        folder: where they go; made if need be.
        titles: whether a title that the text doesn't begin with is put above it, so that it can be
            searched; offsets of gold spans would then no longer hold.

    Raises:
        RunError: when they can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            if document.text.strip() or (titles and document.title.strip()):
                path = folder / f"{file_stem(document.docid)}.txt"
                text = _titled(document) if titles else document.text
                path.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise RunError(
            folder, f"can't be written ({error.strerror})", "make room or choose another --out"
        ) from error


def _titled(document: SetDocument) -> str:
    title = document.title.strip()
    if not title or document.text.lstrip().lower().startswith(title.lower()):
        return document.text
    return f"{title}\n\n{document.text}"


def file_stem(docid: str) -> str:
    """A docid as the name of a file; one that isn't a safe name gets a hash to stay unique."""
    if not _UNSAFE.search(docid) and not docid.startswith(".") and len(docid) <= _LONGEST_NAME:
        return docid
    digest = hashlib.sha256(docid.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_UNSAFE.sub('-', docid).strip('.-')[:_LONGEST_NAME]}-{digest}"
