"""Template questions: a figure's subject, measure and period, asked for in one plain sentence.

The one thing to know: a template is filled only where the sentence itself has its form, as "the
port of Velmora opened 84 routes". What merely stands near each other makes no fair question.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from briqa.evaluate.making.statements import Statement, Statements, place_in
from briqa.evaluate.making.telling_figures import TellingFigure, telling_figures
from briqa.quantities import Quantity
from briqa.store import StoredDocument

_BOUND: Final = (
    r"(?:(?:more|fewer|less) than|over|about|around|nearly|almost|some|only|just|at least|up to|"
    r"approximately|roughly|(?:a|its) total of|as many as|a cumulative)\s"
)
_AMOUNTS: Final = (
    r"(?:was|is|were|are|stood at|reached|had reached|has reached|came to|totall?ed|amounted to|of|"
    r"exceeded)\s"
)
_WHEN: Final = r"(?:in (?:19|20)\d\d\s)?"
# Passive as they stand, beside all that end in "ed".
_PARTICIPLES: Final = frozenset("built bought sold won lost made sent held spent met".split())
# With these, nothing is done to what is counted.
_INTRANSITIVE: Final = frozenset(
    "reached totaled totalled exceeded numbered amounted increased decreased declined climbed "
    "remained needed lasted stayed covered received experienced spanned weighed measured".split()
)
_NUMBER: Final = re.compile(
    r"[^\w\s]{0,2}\d[\d.,]*(?<![.,])\+?(?:\s(?:hundred|thousand|million|billion|trillion))?\s?"
)
_OF_WHAT: Final = re.compile(r"\sof\s[a-z]+(?=[\s.,;])")


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """A question that one figure answers.

    Attributes:
        text: the question.
        statement: the sentence that holds the figure.
        quantity: the figure.
    """

    text: str
    statement: Statement
    quantity: Quantity

    @property
    def qid(self) -> str:
        """Its id, from the figure's place."""
        return f"figure-{self.statement.docid}-{self.quantity.span.start}"


def figure_questions(
    corpus: Statements, documents: Mapping[str, StoredDocument]
) -> Iterator[FigureQuestion]:
    """A question for each figure that alone answers it, in text order.

    Args:
        corpus: the sentences to ask about, which are all that the questions are asked of.
        documents: the documents of these sentences, by docid.
    """
    for figure in telling_figures(corpus):
        statement = figure.statement
        if not statement.is_prose or not corpus.names.find(figure.subject):
            continue
        place = place_in(statement, figure.quantity.span, documents[statement.docid])
        number = _NUMBER.match(statement.text, *place) if place else None
        if place is None or number is None:
            continue
        before, behind = statement.text[: place[0]], statement.text[number.end() :]
        text = _asked_of_doer(figure, before, behind) or _asked_of_owner(figure, before)
        if text is not None:
            yield FigureQuestion(text, statement, figure.quantity)


def _asked_of_doer(figure: TellingFigure, before: str, behind: str) -> str | None:
    """Asks how many things somebody has, or has done something with."""
    things = _things_behind(figure, behind)
    found = re.search(
        rf"(?:^|[\s,;])(?P<subject>(?:[Tt]he\s)?{re.escape(figure.subject)})\s"
        rf"(?:(?:has|had|have)\s(?=\w+\s\S*))?(?:also\s|now\s|already\s)?(?P<verb>\w+)\s"
        rf"(?:{_BOUND})*$",
        before,
    )
    if things is None or found is None:
        return None
    subject, verb = _with_small_article(found["subject"]), found["verb"]
    when = _when(figure)
    if verb in ("has", "have", "had"):
        did = {"has": "does", "have": "do", "had": "did"}[verb]
        return f"How many {things} {did} {subject} have{when}?"
    if (verb.endswith("ed") and verb not in _INTRANSITIVE) or verb in _PARTICIPLES:
        return f"How many {things} were {verb} by {subject}{when}?"
    return None


def _things_behind(figure: TellingFigure, behind: str) -> str | None:
    """What stands behind the number: the noun counted, or the unit and what it is of."""
    quantity = figure.quantity
    if quantity.kind == "count":
        things = figure.things
        return things if behind.lower().startswith(things.lower()) else None
    if quantity.kind != "measure":
        return None
    unit = re.match(r"[^\W\d]+", behind)
    what = _OF_WHAT.match(behind, unit.end()) if unit else None
    return behind[: what.end()] if what else None


def _asked_of_owner(figure: TellingFigure, before: str) -> str | None:
    """Asks for what is measured of somebody or something."""
    if figure.quantity.kind == "count":
        return None
    subject, measure = re.escape(figure.subject), re.escape(figure.measure)
    tail = rf"\s{_WHEN}{_AMOUNTS}(?:{_BOUND})*$"
    found = re.search(rf"{measure}\sof\s(?P<subject>(?:the\s)?{subject}){tail}", before, re.I)
    if found:
        return f"What was the {figure.measure} of {found['subject']}{_when(figure)}?"
    if re.search(rf"{subject}['’]s?\s{measure}{tail}", before, re.I):
        return f"What was {figure.subject}'s {figure.measure}{_when(figure)}?"
    return None


def _with_small_article(subject: str) -> str:
    return f"the {subject[4:]}" if subject.startswith("The ") else subject


def _when(figure: TellingFigure) -> str:
    says = figure.year is not None and (figure.needs_year or figure.year in figure.statement.text)
    return f" in {figure.year}" if says else ""
