"""Template questions: a figure's subject, measure and period, asked for in one plain sentence.

The one thing to know: a template is filled only where the sentence itself has its form, as "the
port of Velmora opened 84 routes". What merely stands near each other makes no fair question.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from briqa.evaluate.making.names import Range
from briqa.evaluate.making.statements import Statement, Statements, place_in
from briqa.evaluate.making.telling_figures import TellingFigure, as_telling
from briqa.quantities import Quantity
from briqa.quantities.units import pluralise
from briqa.spans import Span
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
# Of verbs that don't end in "ed", past and participle.
_PARTICIPLES: Final = {
    **{
        verb: verb
        for verb in (
            "built bought sold won lost made sent held spent met set kept led left brought taught "
            "taken run drawn given written"
        ).split()
    },
    "took": "taken", "ran": "run", "drew": "drawn", "gave": "given", "wrote": "written",
}  # fmt: skip
_HAVING: Final = {"has": "does", "have": "do", "had": "did"}
_NO_VERBS: Final = frozenset("is was its as this thus plus does ranks numbers".split())
# With these, nothing is done to what is counted.
_INTRANSITIVE: Final = frozenset(
    "reached totaled totalled exceeded numbered amounted increased decreased declined climbed "
    "remained needed lasted stayed covered received experienced spanned weighed measured".split()
)
_NUMBER: Final = re.compile(
    r"(?:[^\w\s]{0,2}\d[\d.,]*(?<![.,])\+?|"
    r"(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
    r"(?:\s(?:hundred|thousand|million|billion|trillion))?"
)
# Whom a clause is about stands at its beginning; what comes before may only say when.
_CLAUSE: Final = r"(?:^|[,;:]\s)"
_NAME: Final = r"[A-Z][\w&-]*(?:\s[A-Z][\w&-]*)*"
# Whom a clause is about by its form alone: "the port of Velmora has opened".
_DOER: Final = re.compile(
    rf"{_CLAUSE}(?:[Tt]he\s)?(?P<subject>(?:(?<=he\s)(?:[a-z-]+\s){{1,3}}of\s(?:the\s)?)?"
    rf"{_NAME}(?:\s(?:of|and)\s(?:the\s)?{_NAME})?)(?:['’]s?)?\s(?:\w+\s){{0,4}}(?:\w+)?\s?$"
)
_ENDING: Final = re.compile(r"(?P<y>ies)$|(?P<es>(?:ss|sh|ch|x|z|o)es)$|(?P<s>[^s]s)$")
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
        return f"figure-{self.statement.docid}-{self.span.start}"

    @property
    def span(self) -> Span:
        """Where the figure stands in the document."""
        return self.quantity.span


def figure_questions(
    corpus: Statements, documents: Mapping[str, StoredDocument]
) -> Iterator[FigureQuestion]:
    """A question for each figure that alone answers it, in text order.

    Args:
        corpus: the sentences to ask about, which are all that the questions are asked of.
        documents: the documents of these sentences, by docid.
    """
    for statement in corpus.all:
        # What ends otherwise leads in a list, or is a heading.
        if not statement.is_prose or not statement.text.rstrip().endswith("."):
            continue
        for quantity in statement.quantities:
            place = place_in(statement, quantity.span, documents[statement.docid])
            text = _asked(statement, quantity, place, corpus) if place else None
            if text is not None:
                yield FigureQuestion(text, statement, quantity)


def _asked(
    statement: Statement, quantity: Quantity, place: Range, corpus: Statements
) -> str | None:
    number = _NUMBER.match(statement.text, *place)
    if number is None:
        return None
    before, behind = statement.text[: place[0]], statement.text[number.end() :].lstrip()
    measure = quantity.measure
    if measure is None and quantity.kind == "count" and quantity.unit:
        measure = pluralise(quantity.unit)
    doer = _DOER.search(before)
    for subject in (quantity.subject, doer["subject"] if doer else None):
        if not subject or not corpus.names.find(subject):
            continue
        figure = as_telling(statement, replace(quantity, subject=subject, measure=measure), corpus)
        text = figure and (
            _asked_of_doer(figure, before, behind) or _asked_of_owner(figure, before)
        )
        # A question in the present has no place for the year.
        if text and figure and (not figure.needs_year or f" {figure.year}?" in text):
            return text
    return None


def _asked_of_doer(figure: TellingFigure, before: str, behind: str) -> str | None:
    """Asks how many things somebody has, or has done something with."""
    things = _things_behind(figure, behind)
    if things is None:
        return None
    subject = rf"{_CLAUSE}(?P<subject>(?:[Tt]he\s)?{re.escape(figure.subject)})"
    if owner := re.search(rf"{subject}['’]s?\s(?:{_BOUND})*$", before):
        return f"How many {things} does {_with_small_article(owner['subject'])} have?"
    found = re.search(
        rf"{subject}\s(?:(?:has|had|have)\s(?=\w+\s\S*))?"
        rf"(?:also|now|already|furthermore|currently)?\s?(?P<verb>(?!{_BOUND})\w+(?:\sup|\sout)?)\s"
        rf"(?:(?P<through>in|to|with|from|on|of)\s)?(?:{_BOUND})*$",
        before,
    )
    if found is None:
        return None
    subject, verb, through = _with_small_article(found["subject"]), found["verb"], found["through"]
    if verb not in _HAVING and (base := _base(verb)):
        how_many = f"{through.capitalize()} how many" if through else "How many"
        return f"{how_many} {things} does {subject} {base}?"
    return None if through else _asked_of_past(things, subject, verb, _when(figure))


def _asked_of_past(things: str, subject: str, verb: str, when: str) -> str | None:
    if verb in _HAVING:
        return f"How many {things} {_HAVING[verb]} {subject} have{when}?"
    past, *particle = verb.split()
    participle = _PARTICIPLES.get(past)
    if participle is None and past.endswith("ed") and past not in _INTRANSITIVE:
        participle = past
    if participle is None:
        return None
    done = " ".join((participle, *particle))
    return f"How many {things} were {done} by {subject}{when}?"


def _base(verb: str) -> str | None:
    """The base of a verb in the third person: "carries" → "carry"; None for any other word."""
    ending = _ENDING.search(verb)
    if ending is None or verb in _NO_VERBS:
        return None
    if ending["y"]:
        return f"{verb[:-3]}y"
    return verb[:-2] if ending["es"] else verb[:-1]


def _things_behind(figure: TellingFigure, behind: str) -> str | None:
    """What stands behind the number: the noun counted, or the unit and what it is of."""
    quantity = figure.quantity
    if quantity.kind == "count":
        # "Bodies of water" are no bodies.
        is_whole = " of " in figure.measure and behind.startswith(figure.measure)
        things = figure.measure if is_whole else figure.things
        return behind[: len(things)] if behind.lower().startswith(things.lower()) else None
    if quantity.kind != "measure":
        return None
    unit = re.match(r"[^\W\d]+", behind)
    if unit is None:
        return None
    what = _OF_WHAT.match(behind, unit.end())
    return behind[: what.end()] if what else unit.group()


def _asked_of_owner(figure: TellingFigure, before: str) -> str | None:
    """Asks for what is measured of somebody or something."""
    if figure.quantity.kind == "count":
        return None
    subject, measure = re.escape(figure.subject), re.escape(figure.measure)
    bound = rf"(?:{_BOUND})*$"
    had = rf"{_CLAUSE}(?P<subject>(?:the\s)?{subject})\s(?:has|had)\san?\s{measure}\sof\s{bound}"
    if found := re.search(had, before, re.I):
        owner = _with_small_article(found["subject"])
        return f"What was the {figure.measure} of {owner}{_when(figure)}?"
    tail = rf"\s{_WHEN}{_AMOUNTS}{bound}"
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
