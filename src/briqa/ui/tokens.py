"""An answer as the tokens of a highlighted text: its sentences cut at their figures.

The one thing to know: the text is the view's, in which words cut by a line break are whole again;
the spans that the tokens lead to are those of the canonical text.
"""

from typing import Final, NamedTuple, get_args

from briqa.answer import Answer, AnswerSentence, Citation, Figure
from briqa.quantities import Kind

ASKED_FOR: Final = "asked for"
BETWEEN_SENTENCES: Final = "\n\n"


class Token(NamedTuple):
    """A stretch of the answer, its label if it is a figure, and what it is cited from."""

    text: str
    label: str | None
    citation: Citation | None


def label_of(kind: Kind, *, asked_for: bool) -> str:
    """What stands behind a highlighted figure."""
    return f"{kind} · {ASKED_FOR}" if asked_for else kind


def every_label() -> list[tuple[str, Kind, bool]]:
    """All labels there are, with the kind and whether it is what was asked for."""
    return [
        (label_of(kind, asked_for=asked_for), kind, asked_for)
        for kind in get_args(Kind)
        for asked_for in (False, True)
    ]


def answer_tokens(answer: Answer) -> list[Token]:
    """The answer's sentences, an empty line between two of them."""
    tokens: list[Token] = []
    for sentence in answer.sentences:
        if tokens:
            tokens.append(Token(BETWEEN_SENTENCES, None, None))
        tokens.extend(_sentence_tokens(sentence))
    return tokens


def _sentence_tokens(sentence: AnswerSentence) -> list[Token]:
    citation = sentence.citation
    whole = citation.view.to_view(citation.span)
    if whole is None:
        return [Token(citation.quote, None, citation)]
    text = citation.view.text.replace("\n", " ")
    tokens: list[Token] = []
    position = whole.start
    for figure in sentence.figures:
        shown = figure.citation.view.to_view(figure.citation.span)
        if shown is None or shown.start < position:
            continue
        if position < shown.start:
            tokens.append(Token(text[position : shown.start], None, citation))
        tokens.append(_figure_token(figure, text[shown.start : shown.end]))
        position = shown.end
    if position < whole.end:
        tokens.append(Token(text[position : whole.end], None, citation))
    return tokens


def _figure_token(figure: Figure, text: str) -> Token:
    label = label_of(figure.quantity.kind, asked_for=figure.asked_for)
    return Token(text, label, figure.citation)
