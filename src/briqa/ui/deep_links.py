"""The page's address as a view: `?tab=`, `?q=`, and `?doc=&span=` with the quote that stood there.

The one thing to know: a span of the address is followed as a permalink is. With its quote it is
found again after the document was changed and indexed anew, or the page says that it is gone; it
never moves silently.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from briqa.assistant import Assistant
from briqa.errors import LinkError, UnknownDocument
from briqa.permalink import Permalink, Quote, Resolution, Status, link_to, resolve
from briqa.spans import Document, Span

_SPAN: Final = re.compile(r"([0-9]{1,12})-([0-9]{1,12})")
TABS: Final = ("ask", "cite", "figures", "evaluate", "corpus")


@dataclass(frozen=True, slots=True)
class View:
    """What an address asks for.

    Attributes:
        tab: the tab to open; None for the first.
        question: asked at once; None for none.
        link: the span to show; None for none.
        problem: what is wrong with the address, in a line; None when it is sound.
    """

    tab: str | None = None
    question: str | None = None
    link: Permalink | None = None
    problem: str | None = None


def read_view(parameters: Mapping[str, str]) -> View:
    """The view that the parameters of an address ask for; unknown ones are passed over."""
    tab = parameters.get("tab")
    question = parameters.get("q", "").strip() or None
    try:
        link = _link(parameters)
    except LinkError as error:
        return View(tab if tab in TABS else None, question, None, str(error))
    return View(tab if tab in TABS else None, question, link)


def span_query(document: Document, span: Span) -> str:
    """The parameters that lead to a span, its quote and context included."""
    link = link_to(document, span)
    fields = {"doc": link.docid, "span": f"{span.start}-{span.end}"}
    if link.quote is not None:
        quote = link.quote
        fields |= {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    return urlencode(fields)


def follow(link: Permalink, assistant: Assistant) -> Resolution:
    """Where a link of an address leads today.

    Raises:
        BriqaError: when the index can't be read.
    """
    try:
        document = assistant.document(link.docid).document
    except UnknownDocument:
        return resolve(link, None)
    return resolve(link, document)


def moved_line(found: Resolution) -> str | None:
    """What a reader must be told of where a link led; None when it stands where it stood."""
    return None if found.status in (Status.EXACT, Status.UNVERIFIED) else found.text


def _link(parameters: Mapping[str, str]) -> Permalink | None:
    docid = parameters.get("doc")
    if not docid:
        return None
    named = _SPAN.fullmatch(parameters.get("span", ""))
    if named is None or int(named[1]) >= int(named[2]):
        raise LinkError(docid, "the address names no span; give span=START-END beside doc=")
    exact = parameters.get("exact")
    quote = None
    if exact is not None:
        quote = Quote(exact, parameters.get("prefix", ""), parameters.get("suffix", ""))
    try:
        return Permalink(docid, Span(int(named[1]), int(named[2])), quote)
    except ValueError as error:
        raise LinkError(docid, f"the address was cut or altered: {error}; copy it anew") from error
