"""What the browser asks of a PDF's pages by itself: a sheet when it turns, a picture of a size.

The one thing to know: whoever reaches the server can send anything here, so it is read as such; a
request that makes no sense gets a line, as a page does that can't be shown.
"""

from collections.abc import Callable, Mapping
from typing import Final

from briqa.errors import BriqaError, SourceError
from briqa.spans import Span
from briqa.ui.page_views import PageViews, problem_line

Reply = dict[str, str]

# Far more than an answer cites.
_MOST_SPANS: Final = 1_000


def page_functions(pages: PageViews) -> list[Callable[[object], Reply]]:
    """The functions `page_sheet` and `page_picture` for a `gr.HTML`, whose script calls them.

    A sheet is asked for by `{docid, page, cited: [[start, end], …], current: [start, end]}` and
    comes as `{html, name}`; a picture by `{docid, page, width}` in pixels, as `{address}`. What
    can't be shown comes as `{problem}`.
    """

    # Gradio marks what the browser may call by an attribute, which a method can't have.
    def page_sheet(asked: object) -> Reply:
        return _reply(asked, lambda fields: _sheet(pages, fields))

    def page_picture(asked: object) -> Reply:
        return _reply(asked, lambda fields: _picture(pages, fields))

    return [page_sheet, page_picture]


def _reply(asked: object, answer: Callable[[Mapping[str, object]], Reply]) -> Reply:
    fields = asked if isinstance(asked, Mapping) else {}
    try:
        return answer(fields)
    except SourceError as error:
        return {"problem": problem_line(error, str(fields.get("docid")))}
    except (BriqaError, ValueError) as error:
        return {"problem": f"This page can't be shown: {error}."}


def _sheet(pages: PageViews, fields: Mapping[str, object]) -> Reply:
    current = _span(fields.get("current"))
    sheet = pages.sheet(
        str(fields.get("docid")),
        _whole(fields.get("page")),
        cited=_spans(fields.get("cited")),
        current=current,
    )
    return {"html": sheet.html, "name": sheet.name}


def _picture(pages: PageViews, fields: Mapping[str, object]) -> Reply:
    docid, page, width = str(fields.get("docid")), fields.get("page"), fields.get("width")
    return {"address": pages.picture(docid, _whole(page), _whole(width))}


def _spans(value: object) -> list[Span]:
    if not isinstance(value, list) or len(value) > _MOST_SPANS:
        raise ValueError("no list of spans")
    return [_span(pair) for pair in value]


def _span(value: object) -> Span:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("no span")
    start, end = value
    return Span(_whole(start), _whole(end))


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("no whole number")
    return value
