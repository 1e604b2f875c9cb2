"""Template questions: a figure's subject, measure and period, asked for.

The one thing to know: a figure makes a question only if no other figure of the corpus could answer
it, in sentences that bear the same words.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briqa.evaluate.making.statements import Statement, Statements, is_clean
from briqa.quantities import Quantity
from briqa.quantities.units import pluralise
from briqa.words import content_words

KINDS = frozenset(("count", "money", "percent", "measure"))
# `things` is what was measured, for a count with its noun; `when` is empty for some questions.
COUNT_FORMS = (
    "How many {things} does {subject} have{when}?",
    "How many {things} were there in {subject}{when}?",
    "What was the number of {things} of {subject}{when}?",
    "number of {things} {subject}{when}",
    "{subject} {things}{when}",
    "how many {things} {subject}{when}",
    "{subject}: how many {things}{when}?",
)
VERB_FORMS = (
    "How many {things} has {subject} {verb}{when}?",
    "how many {things} were {verb} by {subject}{when}?",
    "{things} {verb} {subject}{when}",
)
AMOUNT_FORMS = (
    "What was {subject}'s {things}{when}?",
    "what was the {things} of {subject}{when}",
    "How high was the {things} of {subject}{when}?",
    "{subject} {things}{when}",
    "{things} {subject}{when}",
    "{things} for {subject}{when}?",
)
MONEY_FORMS = (*AMOUNT_FORMS, "How much was the {things} of {subject}{when}?")
FORMS = {"count": COUNT_FORMS, "money": MONEY_FORMS}
LEAST_COUNT = 2
LOWER_SHARE = 0.3
KEYWORDS_SHARE = 0.15
_YEAR_PERIOD = re.compile(r"\d{4}")


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
        return _qid(self.statement, self.quantity)


def figure_questions(corpus: Statements, *, seed: int) -> Iterator[FigureQuestion]:
    """A question for each figure that alone answers it, in text order.

    Args:
        corpus: the sentences to ask about.
        seed: fixes the wording.
    """
    for statement in corpus.all:
        for quantity in statement.quantities:
            names_year = _key(statement, quantity, corpus)
            if names_year is not None:
                rng = random.Random(f"{seed} {_qid(statement, quantity)}")
                text = _worded(quantity, names_year=names_year, rng=rng)
                yield FigureQuestion(text, statement, quantity)


def _qid(statement: Statement, quantity: Quantity) -> str:
    return f"made-{statement.docid}-{quantity.span.start}"


def _key(statement: Statement, quantity: Quantity, corpus: Statements) -> bool | None:
    """Whether a question has to name the year; None where the figure makes no question."""
    if quantity.kind not in KINDS or not quantity.subject or not quantity.measure:
        return None
    if quantity.is_range or not is_clean(quantity.subject) or not is_clean(quantity.measure):
        return None
    # "One example" is no count that anybody asks for.
    if quantity.kind == "count" and (not quantity.unit or quantity.value < LEAST_COUNT):
        return None
    stems = corpus.stem_set(f"{quantity.subject} {_things(quantity)}")
    if not stems or not stems <= statement.stems or "growth of" in quantity.measure:
        return None
    rivals = list(_rivals(stems, quantity, corpus))
    if not rivals:
        return False
    year = _year(quantity)
    if year is None or any(_year(rival) in (None, year) for rival in rivals):
        return None
    return True


def _rivals(stems: frozenset[str], quantity: Quantity, corpus: Statements) -> Iterator[Quantity]:
    """Other figures of that sort in sentences that bear the same words."""
    for found in corpus.bear(stems):
        for other in found.quantities:
            is_of_sort = other.kind == quantity.kind and other.unit == quantity.unit
            if is_of_sort and other.value != quantity.value:
                yield other


def _things(quantity: Quantity) -> str:
    """What was counted, up to its noun, or what was measured."""
    measure = quantity.measure or ""
    if quantity.kind != "count" or not quantity.unit:
        return measure
    noun = pluralise(quantity.unit)
    head, found, _ = measure.rpartition(noun)
    return head + found if found else noun


def _verb(quantity: Quantity) -> str | None:
    """The participle behind the noun counted, if the measure ends in one: "opened"."""
    measure = quantity.measure or ""
    behind = measure.removeprefix(_things(quantity)).split()
    return behind[0] if len(behind) == 1 and behind[0].endswith(("ed", "run", "built")) else None


def _year(quantity: Quantity) -> str | None:
    years = _YEAR_PERIOD.findall(quantity.period or "")
    return years[0] if len(set(years)) == 1 and not (quantity.period or "").endswith("/") else None


def _worded(quantity: Quantity, *, names_year: bool, rng: random.Random) -> str:
    verb = _verb(quantity) if quantity.kind == "count" else None
    forms = FORMS.get(quantity.kind, AMOUNT_FORMS)
    form: str = rng.choice(forms if verb is None else (*VERB_FORMS, *forms))
    year = _year(quantity)
    says_when = year is not None and (names_year or rng.random() < 0.5)
    is_sentence = form.endswith("?")
    when = (f" in {year}" if is_sentence else f" {year}") if says_when else ""
    text = form.format(things=_things(quantity), subject=quantity.subject, when=when, verb=verb)
    style = rng.random()
    if style < KEYWORDS_SHARE:
        return " ".join(content_words(text))
    return text.lower() if style < KEYWORDS_SHARE + LOWER_SHARE else text
