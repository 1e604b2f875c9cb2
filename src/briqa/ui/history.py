"""The questions of a visit, to be asked again or edited (`assets/history.js`)."""

import html
from typing import Final

Asked = tuple[str, ...]
_MOST: Final = 30


def remembered(asked: Asked, question: str) -> Asked:
    """The questions with a new one first; one that was asked before moves there."""
    question = " ".join(question.split())
    return (question, *(other for other in asked if other != question))[:_MOST]


def history_html(asked: Asked) -> str:
    """The earlier questions, the last first; nothing before there are two.

    The one that is shown now stands in the text box already.
    """
    earlier = asked[1:]
    if not earlier:
        return ""
    items = "".join(
        f'<li><button type="button" class="again" data-question="{html.escape(question)}">'
        f"{html.escape(question)}</button></li>"
        for question in earlier
    )
    return (
        f'<details class="history"><summary>Asked before ({len(earlier)})</summary>'
        f'<ol role="list">{items}</ol></details>'
    )
