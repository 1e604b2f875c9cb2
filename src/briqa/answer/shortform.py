"""What was asked for, inside the sentence that answers: figures with what they count, phrases."""

from typing import Final

from briqa.answer.items import Stems
from briqa.answer.rank import RankedSentence
from briqa.patterns import lazy_pattern
from briqa.quantities import Quantity
from briqa.spans import Span
from briqa.store import StoredDocument

# The words right behind a figure, up to the next mark.
_BEHIND: Final = lazy_pattern(r"(?:[ -][^\W\d_]+(?:[-'’][^\W\d_]+)*){1,5}")
_WORD: Final = lazy_pattern(r"[^\W_]+")


def figure_spans(found: RankedSentence, stems: Stems) -> tuple[Span, ...]:
    """The figures chosen, each with the noun that it counts where that stands close behind.

    Args:
        found: the sentence with its choice.
        stems: the stemmer.
    """
    document = found.candidate.document
    return tuple(figure_span(document, figure.quantity, stems) for figure in found.choice.figures)


def figure_span(document: StoredDocument, quantity: Quantity, stems: Stems) -> Span:
    """A figure's span, drawn out to the noun counted: "151 foreign trade routes".

    Args:
        document: its document.
        quantity: the figure.
        stems: the stemmer.
    """
    shown = document.view.to_view(quantity.span)
    unit = quantity.unit if quantity.kind == "count" else None
    if shown is None or unit is None:
        return quantity.span
    noun = set(stems(unit)[-1:])
    behind = _BEHIND.match(document.view.text, shown.end)
    for word in _WORD.finditer(behind[0]) if behind else ():
        if noun.intersection(stems(word[0])):
            return document.view.to_canonical(Span(shown.start, shown.end + word.end()))
    return quantity.span
