"""Citations that a draft's author has put in already: "(Smith, 2020)", "Smith (2020)", "[3]".

The one thing to know: they are cut out of what is checked, since their years and numbers are no
figures of the claim. Every pattern is bounded, so that a long line costs no more than its length.
"""

import re
from collections.abc import Iterator
from typing import Final

from briqa.spans import Span

_YEAR: Final = r"(?:(?:1[5-9]|20)[0-9]{2}[a-z]?|n\.d\.|in press|forthcoming)"
_PAGES: Final = r"(?:[,:] ?(?:pp?\. ?)?[0-9]{1,5}(?:[–-][0-9]{1,5})?)?"
_NUMBERS: Final = r"\[[0-9]{1,3}(?: ?[,;–-] ?[0-9]{1,3}){0,20}\]"
_NOT_NAMES: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter|"
    "In|Since|From|Until|Before|After|By|Q[1-4]|Table|Figure|Fig|Chapter|Section"
)
_MARKS: Final = re.compile(
    rf"\((?:see(?: also)?|cf\.|e\.g\.,?) {_NUMBERS}\)|{_NUMBERS}"  # (see [3]), [3, 5–7]
    r"|\[\^[^\]\s]{1,40}\]"  # Markdown's footnotes
    r"|\[[^\]\[\n]{0,80}@[\w:.-]{1,80}[^\]\[\n]{0,80}\]"  # Pandoc's keys
    rf"|\((?:(?:see(?: also)?|cf\.|e\.g\.),? )?(?!(?:{_NOT_NAMES})\b)"
    rf"(?=[A-ZÀ-Þ])[^()\n]{{1,80}}[ ,]{_YEAR}(?![0-9])[^()\n]{{0,160}}\)"  # (Smith & Lee, 2020)
    # Smith (2020), Smith et al. (2020, p. 4)
    rf"|(?:(?<=[a-zà-ÿ] )|(?<=al\. ))(?<!in )\({_YEAR}{_PAGES}\)"
)
_AUTHOR_BEFORE: Final = re.compile(r"(?:\b[A-ZÀ-Þ][\w’'-]{1,40}|\bal\.) $")


def find_marks(text: str) -> Iterator[Span]:
    """The citations in a text, in order.

    >>> text = "It is so (Smith & Lee, 2020, p. 4), says Ng (2019) [3]; not so (May 2020)."
    >>> [text[mark.start : mark.end] for mark in find_marks(text)]
    ['(Smith & Lee, 2020, p. 4)', '(2019)', '[3]']
    """
    for match in _MARKS.finditer(text):
        year_alone = match.group()[1].isdigit() and match.group().startswith("(")
        before = text[max(0, match.start() - 50) : match.start()]
        if not year_alone or _AUTHOR_BEFORE.search(before):
            yield Span(match.start(), match.end())
