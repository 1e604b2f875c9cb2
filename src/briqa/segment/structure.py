"""What a document is cut into: sections, sentences and passages.

How they are found is in the modules beside this one; whoever only reads an index needs no more
than this.
"""

from enum import StrEnum
from typing import Final

from briqa.spans import Span, TextView
from briqa.values import dataclass

# Raise it with any change that can move a span: indexes made by another version are refused.
SEGMENTATION_VERSION = 5


class SectionKind(StrEnum):
    """What a section is for; a reference list is never evidence."""

    BODY = "body"
    ABSTRACT = "abstract"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True)
class Section:
    """One node of the heading tree.

    Attributes:
        title: the heading without number and markup; empty for the root.
        number: the section number as printed, "1.2.1".
        level: 0 for the root, else deeper is larger; run-in heads lie below all headings.
        heading: where the title stands, None for the root.
        span: heading and everything below it, subsections included.
        parent: index of the parent in the document's sections; None for the root.
        kind: body, abstract or references, inherited by subsections.
        run_in: whether the head stands in its first paragraph's own line.
    """

    title: str
    number: str | None
    level: int
    heading: Span | None
    span: Span
    parent: int | None
    kind: SectionKind = SectionKind.BODY
    run_in: bool = False

    @property
    def label(self) -> str:
        """Number and title, as a reader would cite the section."""
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a document and the section of each of its blocks.

    `of_block[i]` is the innermost section of block `i`, that of its run-in head if it has one.
    """

    sections: tuple[Section, ...]
    of_block: tuple[int, ...]

    def path(self, section: int) -> tuple[Section, ...]:
        """The sections from the outermost titled one down to `section`."""
        found: list[Section] = []
        index: int | None = section
        while index is not None:
            node = self.sections[index]
            if node.title:
                found.append(node)
            index = node.parent
        return tuple(reversed(found))

    def innermost(self, offset: int) -> int:
        """The deepest section in which a canonical offset lies; 0 where none but the root does.

        A parent stands before its children, so the last one that holds the offset is the deepest.
        """
        holding = (
            index
            for index, node in enumerate(self.sections)
            if node.span.start <= offset < node.span.end
        )
        return max(holding, default=0)


class PassageKind(StrEnum):
    """Whether a passage can be evidence; only body passages are embedded and retrieved."""

    BODY = "body"
    REFERENCE = "reference"
    HEADING = "heading"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded and retrieved.

    Attributes:
        span: the passage in the canonical text.
        section: index of its section.
        kind: whether it can be evidence.
        sentences: indices `[first, behind)` of its sentences; empty unless body or reference.
        header: the head rows of the table whose rows it continues, None otherwise.
    """

    span: Span
    section: int
    kind: PassageKind
    sentences: tuple[int, int] = (0, 0)
    header: Span | None = None


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """Sizes in tokens of the encoder.

    The target was chosen among 90, 110 and 130 on the questions in `bench/data`: larger passages
    find no more, and a reader has more to read.

    Attributes:
        target_tokens: the size that packing aims at.
        max_tokens: the most a passage may have; with a heading path in front it must still fit
            the encoder's window of 256.
        split_cost: the cost, in squared tokens, of cutting inside a paragraph.
    """

    target_tokens: int = 110
    max_tokens: int = 200
    split_cost: int = 2500

    def __post_init__(self) -> None:
        if not 0 < self.target_tokens <= self.max_tokens:
            raise ValueError(f"target {self.target_tokens} must be in 1..{self.max_tokens}")


DEFAULT_SIZES: Final = PassageSettings()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, table row, field of a form or item of an enumeration.

    `section` is the index of its section.
    """

    span: Span
    section: int


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Everything that is derived from a document's text before any model sees it."""

    view: TextView
    outline: Outline
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The heading tree, parents before children; the root is section 0."""
        return self.outline.sections
