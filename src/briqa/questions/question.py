"""The typed question: what is asked for, of whom, when, and in how many parts.

The one thing to know: it holds nothing that the documents say. Names are told by how the corpus
writes them, but whether a document bears one out is decided where evidence is weighed.
"""

from enum import StrEnum

from briqa.values import dataclass


class Wanted(StrEnum):
    """The kind of thing that would answer."""

    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    RANK = "rank"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    LIST = "list"
    REASON = "reason"
    MANNER = "manner"
    DEFINITION = "definition"
    YES_NO = "yes-no"
    TEXT = "text"

    @property
    def is_figure(self) -> bool:
        """Whether an amount is asked for; a date isn't one."""
        return self in (Wanted.NUMBER, Wanted.MONEY, Wanted.SHARE, Wanted.RANK)


class Task(StrEnum):
    """What has to be done with what is found."""

    FIND = "find"
    COMPARE = "compare"
    TREND = "trend"


class Operation(StrEnum):
    """Arithmetic that a question asks for in words; a stated figure is preferred to it."""

    DIFFERENCE = "difference"
    RATIO = "ratio"
    SUM = "sum"
    AVERAGE = "average"
    SHARE = "share"
    GROWTH = "growth"
    ANNUAL_GROWTH = "annual growth"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in a question.

    Attributes:
        text: as typed.
        stems: what has to stand in a text that bears the name out, as in the lexical index.
        aliases: other names of the same thing, a set of stems each.
    """

    text: str
    stems: frozenset[str]
    aliases: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One side of a comparison, one year of a trend.

    Attributes:
        label: the side or year, as typed.
        text: the question about this part alone, to be searched for.
        is_whole: whether that asks for a thing of its own, which the other side needn't have.
    """

    label: str
    text: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    Attributes:
        text: the question, slips mended where it is clear what is meant.
        asked: as typed.
        wanted: the kind of thing asked for.
        task: what to do with what is found.
        operation: arithmetic asked for in words.
        counted: the words of the noun phrase behind "how many", lower case.
        alternative: those of another noun that may be counted instead: "programmes or colleges".
        head: those behind "which" or "what", or of the thing whose name is asked for.
        unit: the unit or currency that the answer should be in, as `Quantity.unit` writes it.
        years: years named in it.
        direction: "up" or "down" when a change of that direction is asked for.
        extreme: "high" or "low" for a superlative or a comparative.
        stems: the content words' stems in order, slips corrected where the corpus allows.
        topic: those of them that a text about the matter should bear, neither framing nor years.
        search_text: the question as the corpus would write it.
        names: its proper names, those of the parts included.
        capitals: stems of words typed with a capital, though the corpus mostly writes them without;
            empty where the question's capitals say nothing.
        parts: the sides of a comparison or the years of a trend; empty for one question.
    """

    text: str
    wanted: Wanted
    asked: str = ""
    task: Task = Task.FIND
    operation: Operation | None = None
    counted: tuple[str, ...] = ()
    alternative: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    unit: str | None = None
    years: tuple[str, ...] = ()
    direction: str | None = None
    extreme: str | None = None
    stems: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    search_text: str = ""
    names: tuple[Name, ...] = ()
    capitals: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
