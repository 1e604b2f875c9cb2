r"""Plain text and Markdown → `Document`: the decoded content, untouched.

The one thing to know: the canonical text *is* the file's content, newlines as they stand, so that
offsets hold in any editor. Only a byte order mark isn't part of it. Front matter stays in.
"""

import codecs
import re
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from charset_normalizer import from_bytes

from briqa.errors import EmptySource, UnreadableSource
from briqa.sources.metadata import one_line, plain_date
from briqa.sources.publication import read_publication
from briqa.spans import Document, Metadata, SourceFormat

MAX_FRONT_MATTER_CHARS = 20_000
HEAD_LINES = 12  # non-empty lines in which "Authors:" and "Date:" are looked for
MAX_TITLE_CHARS = 300
MAX_CONTROL_SHARE = 0.02  # more control characters than this, and it isn't text

# Longer marks first: UTF-32's little-endian one begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = "cp1252"
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f]")
_FRONT_MATTER = re.compile(
    rf"---[ \t]*\r?\n(.{{0,{MAX_FRONT_MATTER_CHARS}}}?\r?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
_DECLARATION = re.compile(
    r"\**(?P<field>authors?|by|date|published|title|source|status|note)\**\s*:\**\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_FIELDS = {
    "author": "author",
    "authors": "author",
    "by": "author",
    "creator": "author",
    "date": "date",
    "published": "date",
    "title": "title",
    "source": "source",
    "url": "source",
    "status": "status",
    "note": "note",
}
_MARKDOWN_TITLE = re.compile(r"^# +(.+?)(?: +#+)? *$", re.MULTILINE)
_CODE_FENCE = re.compile(r"^(```|~~~).*?(?:^\1|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text and the encoding it was read with; `guessed` when nothing declared it."""

    text: str
    encoding: str
    guessed: bool


def read_text(path: Path, *, docid: str, source_format: SourceFormat) -> Document:
    """Reads a text or Markdown file.

    Raises:
        UnreadableSource: it can't be opened, or it isn't text.
        EmptySource: it holds nothing but white space.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise cannot_open(path, error) from error
    decoded = decode(path, data)
    if "\0" in decoded.text or _is_noise(decoded.text):
        raise UnreadableSource(path, "isn't text but binary data", "give it its true ending")
    if not decoded.text.strip():
        raise EmptySource(path, "holds no text", "remove it or add a file with text")
    metadata = replace(
        text_metadata(decoded.text, source_format=source_format),
        encoding=decoded.encoding,
        encoding_guessed=decoded.guessed,
    )
    return Document(docid=docid, text=decoded.text, format=source_format, metadata=metadata)


def cannot_open(path: Path, error: OSError) -> UnreadableSource:
    """The named error for a file that the operating system refuses."""
    reason = error.strerror or type(error).__name__
    return UnreadableSource(path, f"can't be opened ({reason})", "check the path and permissions")


def decode(path: Path, data: bytes, *, declared: str | None = None) -> DecodedText:
    """Decodes by byte order mark, by what the format declares, as UTF-8, or by guessing.

    Args:
        path: only for the error.
        data: the file's bytes.
        declared: the encoding that the file's format names, which may be wrong.

    Raises:
        UnreadableSource: a byte order mark promises what the bytes don't keep, or no encoding fits.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return DecodedText(data[len(mark) :].decode(encoding), encoding, guessed=False)
            except UnicodeDecodeError as error:
                raise UnreadableSource(
                    path, f"isn't the {encoding.upper()} that it says it is", "save it as UTF-8"
                ) from error
    for encoding in filter(None, (declared, "utf-8")):
        text = _strictly(data, encoding)
        if text is not None:
            return DecodedText(text, encoding.lower(), guessed=False)
    return _guess(path, data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(path: Path, data: bytes) -> DecodedText:
    """The likeliest encoding; Windows Western wherever nothing speaks against it.

    Single-byte encodings differ in a few letters only, and short texts don't tell them apart.
    """
    matches = from_bytes(data)
    best = matches.best()
    if best is None or b"\0" in data:
        raise UnreadableSource(path, "is in no known text encoding", "save it as UTF-8")
    western = _strictly(data, _WESTERN)
    if western is not None and any(
        _WESTERN in match.could_be_from_charset for match in matches if match.chaos <= best.chaos
    ):
        return DecodedText(western, _WESTERN, guessed=True)
    text = _strictly(data, best.encoding)
    if text is None:
        raise UnreadableSource(path, "is in no known text encoding", "save it as UTF-8")
    return DecodedText(text, best.encoding, guessed=True)


def _is_noise(text: str) -> bool:
    return len(_CONTROLS.findall(text)) > MAX_CONTROL_SHARE * len(text)


def text_metadata(text: str, *, source_format: SourceFormat) -> Metadata:
    """What front matter, or else the leading lines, say of the text."""
    front_matter = _front_matter(text)
    found = _declared_fields(text) if front_matter is None else front_matter
    if found.title is None and source_format is SourceFormat.MARKDOWN:
        heading = _MARKDOWN_TITLE.search(_CODE_FENCE.sub("", text))
        found = replace(found, title=one_line(heading[1]) if heading else None)
    return found


def _front_matter(text: str) -> Metadata | None:
    """The YAML block at the very start; None when there is none, nothing when it is malformed.

    It is read without YAML's types, so that a date or a number stays as written.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return None
    try:
        fields = yaml.load(match[1] or "", Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return Metadata()
    if not isinstance(fields, dict):
        return Metadata()
    scalars = {str(key): _scalar(value) for key, value in fields.items()}
    named = {key.strip().lower(): value for key, value in scalars.items() if value}
    lists = {str(key).strip().lower(): _names(value) for key, value in fields.items()}
    return replace(_metadata(scalars), publication=read_publication(named, lists))


def _names(value: object) -> list[str]:
    """The names of a YAML list, each a string or a mapping with the name or its parts."""
    names: list[str] = []
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            family, given = item.get("family"), item.get("given")
            item = item.get("name") or (f"{family}, {given}" if family and given else family)
        if isinstance(item, str):
            names.append(item)
    return names


def _scalar(value: object) -> str | None:
    """A YAML value as one string; a list's names joined by commas."""
    if isinstance(value, str):
        return value
    return ", ".join(_names(value)) or None


def _declared_fields(text: str) -> Metadata:
    """A title line followed by lines such as `Authors: …` and `Date: …`."""
    head = [line.strip() for line in _leading_lines(text) if line.strip()][:HEAD_LINES]
    fields: dict[str, str | None] = {}
    first_declaration: int | None = None
    for index, line in enumerate(head):
        match = _DECLARATION.fullmatch(line)
        if match is None:
            # Declarations stand together, after the title: further down they are prose.
            is_rule = not any(map(str.isalpha, line))
            if first_declaration is not None or index > 1 or is_rule:
                break
            continue
        first_declaration = index if first_declaration is None else first_declaration
        fields.setdefault(match["field"].lower(), match["value"])
    if first_declaration is None:
        return Metadata()
    title = " ".join(line.lstrip("# ") for line in head[:first_declaration])
    if title and len(title) <= MAX_TITLE_CHARS:
        fields.setdefault("title", title)
    return _metadata(fields)


def _leading_lines(text: str) -> list[str]:
    return text[: 200 * HEAD_LINES * 4].splitlines()


def _metadata(fields: dict[str, str | None]) -> Metadata:
    known: dict[str, str] = {}
    for key, value in fields.items():
        name = _FIELDS.get(key.strip().lower())
        cleaned = one_line(value)
        if name is not None and cleaned is not None:
            known.setdefault(name, cleaned)
    return Metadata(
        title=known.get("title"),
        author=known.get("author"),
        date=plain_date(known.get("date")),
        source=known.get("source"),
        status=known.get("status"),
        note=known.get("note"),
    )
