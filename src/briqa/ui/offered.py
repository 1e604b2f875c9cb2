"""Texts to click instead of typing: examples from the corpus, and what was asked in this visit.

The one thing to know: a click hands the text to the tab (`assets/offered.js`), which puts it into
its box and goes on as if it had been typed.
"""

import html
from collections.abc import Sequence
from typing import Final

Asked = tuple[str, ...]
_MOST_ASKED: Final = 30


def remembered(asked: Asked, question: str) -> Asked:
    """The questions of a visit with one more, the last first, each once."""
    question = " ".join(question.split())
    return (question, *(other for other in asked if other != question))[:_MOST_ASKED]


def asked_html(asked: Asked) -> str:
    """The earlier questions, folded away; nothing before there are two.

    The one that is shown now stands in the text box already.
    """
    earlier = asked[1:]
    if not earlier:
        return ""
    return (
        f'<details class="asked"><summary>Asked before ({len(earlier)})</summary>'
        f"{_list(earlier)}</details>"
    )


def examples_html(examples: Sequence[str], label: str) -> str:
    """Examples as a row of buttons; nothing where there are none.

    Args:
        examples: the texts.
        label: what a screen reader calls them.
    """
    if not examples:
        return ""
    return f'<div class="examples" role="group" aria-label="{label}">{_list(examples)}</div>'


def _list(texts: Sequence[str]) -> str:
    items = "".join(
        f'<li><button type="button" class="offered" data-text="{html.escape(text)}">'
        f"{html.escape(text)}</button></li>"
        for text in texts
    )
    return f'<ul role="list">{items}</ul>'
