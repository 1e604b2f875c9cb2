"""What the field of a form that a question asks for changes in what is said.

It comes first, its value is the short answer, and where the form leaves it empty, no other sentence
that lacks the label's words says it instead.
"""

from collections.abc import Sequence
from dataclasses import replace

from briqa.answer.figure_choice import Choice
from briqa.answer.rank import RankedSentence
from briqa.answer.word_weights import alike
from briqa.quantities import Quantity
from briqa.spans import Span


def field_first(ranked: Sequence[RankedSentence]) -> list[RankedSentence]:
    """The sentences, the field asked for in front with its figure chosen.

    They stay as they are where it is empty, or where several things are asked for.

    Args:
        ranked: the sentences of a question, best first.
    """
    found = next((each for each in ranked if each.field is not None), None)
    if found is None or found.field is None or found.field.value is None:
        return list(ranked)
    if len({id(figure.asked) for figure in found.look.scored}) > 1:
        return list(ranked)
    first = _with_its_figure(found, found.field.value)
    return [first, *(each for each in ranked if each is not found)]


def is_told(found: RankedSentence) -> bool:
    """Whether a sentence is the field asked for, with a value, of what the question is about."""
    return found.field is not None and found.field.value is not None and found.field.is_told


def leaves_empty(ranked: Sequence[RankedSentence]) -> bool:
    """Whether the field asked for is empty, and the best sentence hasn't the words of its label.

    Args:
        ranked: the sentences of a question, best first.
    """
    field = next((each.field for each in ranked if each.field is not None), None)
    if field is None or field.value is not None or not field.is_told:
        return False
    own = ranked[0].candidate.bearing.own
    is_named = all(any(alike(stem, other) for other in own) for stem in field.label)
    return ranked[0].field is not None or not is_named


def value_spans(found: RankedSentence) -> tuple[Span, ...]:
    """The value of the field that a sentence is.

    Args:
        found: the sentence that answers; nothing for any that isn't a field asked for.
    """
    if found.field is None or found.field.value is None:
        return ()
    return (found.field.value,)


def _with_its_figure(found: RankedSentence, value: Span) -> RankedSentence:
    """The field with a figure of its value chosen, where an amount is asked for."""
    look = found.look
    own = [figure for figure in look.scored if _within(figure.quantity, value)]
    chosen = tuple(figure for figure in look.choice.figures if _within(figure.quantity, value))
    if not own or chosen or not own[0].asked.question.wanted.is_figure:
        return replace(found, look=replace(look, choice=Choice(chosen, look.choice.fit)))
    best = max(own, key=lambda figure: figure.probability)
    return replace(found, look=replace(look, choice=Choice((best,), best.probability)))


def _within(quantity: Quantity, span: Span) -> bool:
    return span.start <= quantity.span.start and quantity.span.end <= span.end
