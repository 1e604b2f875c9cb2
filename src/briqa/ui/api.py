"""The functions that programs call: over HTTP, and as the tools of an MCP server.

The one thing to know: what a caller reads is in the docstrings here. Gradio takes a function's
first lines for its description and one line of `Args:` for each parameter, and serves both.
"""

import functools
import importlib.util
import json
import types
from collections.abc import Callable, Sequence
from typing import (
    Any,
    Final,
    Literal,
    ParamSpec,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import gradio as gr
from gradio.block_function import BlockFunction
from gradio.components.api_component import Api as Value
from gradio.events import api
from starlette.requests import Request
from starlette.responses import JSONResponse

from briqa.answer import as_json, passage_json
from briqa.assistant import DEFAULT_PASSAGES
from briqa.audit import Verdict
from briqa.citing import DEFAULT_STYLE, Works, cited_claim_json, named_formats
from briqa.errors import BriqaError
from briqa.figures import FigureFilter, Sort
from briqa.quantities import Kind
from briqa.ui.source import OpenAssistant

Json = dict[str, object]
P = ParamSpec("P")
T = TypeVar("T")

ENDPOINTS: Final = ("ask", "cite", "figures", "audit", "passages", "status")
MOST_PASSAGES: Final = 100
DEFAULT_FIGURES: Final = 50


class Api:
    """The public endpoints; every other event of the app is private.

    Build it inside `gr.Blocks`.

    Args:
        open_assistant: gives the open index.
    """

    def __init__(self, open_assistant: OpenAssistant) -> None:
        self._open_assistant = open_assistant
        for name in ENDPOINTS:
            # The assistant lets one in at a time itself, and nobody waits for a place in a queue.
            api(_told(getattr(self, name)), api_name=name, queue=False)

    def ask(self, question: str, k: int = DEFAULT_PASSAGES) -> Json:
        """Answers a question from the indexed documents, in their own sentences and figures.

        The answer has its sentences with document, offsets, page or line; its figures as typed
        values with unit, period and subject; the passages; and a confidence from 0 to 1. Where
        the documents don't say, `answered` is false, and `passages` are the nearest ones.

        Args:
            question: A question in plain language, as "How many trains ran in 2022?".
            k: The most passages to list, from 1 to 100; 5 if left out.
        """
        return as_json(self._open_assistant().ask(question, passages=_count(k)))

    def cite(self, claim: str, style: str = DEFAULT_STYLE) -> Json:
        """Checks a claim against the indexed documents, and cites the sentence that decides.

        The verdict is "supported", "contradicted" or "not_in_source". Each figure, date, name and
        relation of the claim is confirmed, contradicted or not found, with the span that says so.

        Args:
            claim: A sentence, or a few, as "Jiangsu ran 1,973 trains in 2022.".
            style: Citation styles or formats, parted by commas, as "mla, bibtex"; apa if left out.
        """
        check = self._open_assistant().cite(claim)
        return cited_claim_json(check, Works(), named_formats(style))

    def figures(
        self,
        text: str | None = None,
        unit: str | None = None,
        minimum: float | None = None,
        maximum: float | None = None,
        period: str | None = None,
        kind: Kind | None = None,
        docid: str | None = None,
        sort: Sort = "place",
        descending: bool = False,  # noqa: FBT001, FBT002 - JSON has no other way to call it
        limit: int = DEFAULT_FIGURES,
    ) -> list[Json]:
        """Lists the figures of the indexed documents as typed values, filtered.

        Each row has the value, its bounds, unit, kind, direction, period, subject and measure, and
        the exact span that it was read from. All filters are optional and hold together.

        Args:
            text: Words that stand in the figure's sentence, unit, subject or measure.
            unit: A unit in any spelling, as "USD", "percent", "TEU"; others are converted to it.
            minimum: The least value, in `unit` if that is given.
            maximum: The greatest value, in `unit` if that is given.
            period: A time, as "2022", "2022-12", "2013/2022" or "2017/"; what lies in it is found.
            kind: The kind of figure, as "money" or "percent".
            docid: A document's name, or a pattern for names, as "report-*".
            sort: The order, by place in the documents, by value or by period.
            descending: The greatest, latest or last first.
            limit: The most rows, 1 or more; 50 if left out.
        """
        wanted = FigureFilter(
            text=text,
            unit=unit,
            minimum=minimum,
            maximum=maximum,
            period=period,
            kind=kind,
            docid=docid,
            sort=sort,
            descending=descending,
            limit=limit,
        )
        return [row.as_json() for row in self._open_assistant().figures(wanted)]

    def audit(self, verdict: Verdict | None = None) -> list[Json]:
        """Recomputes shares, totals, growth and tables from the documents' own figures.

        Each row is one relation that a document states between its figures: the arithmetic, the
        stated value, what the others allow for it, their spans, and whether it holds.

        Args:
            verdict: Only relations with this verdict; all of them if left out.
        """
        rows = self._open_assistant().audit()
        return [row.as_json() for row in rows if verdict in (None, row.finding.verdict)]

    def passages(self, query: str, k: int = DEFAULT_PASSAGES) -> list[Json]:
        """Finds the passages of the indexed documents that are nearest to a query.

        Each has its text, document, offsets, sections, page or line, and a score that compares
        within one query only. It lists what `ask` lists, without an answer.

        Args:
            query: A question or some words.
            k: The most passages to list, from 1 to 100; 5 if left out.
        """
        result = self._open_assistant().ask(query, passages=_count(k))
        return [passage_json(passage) for passage in result.passages]

    def status(self) -> list[Json]:
        """Lists the indexed documents.

        Each has its name, file, title and other metadata, its counts of pages, passages, sentences
        and quantities, when it was indexed, and whether its file has changed since or is gone.
        """
        return [each.as_json() for each in self._open_assistant().catalogue().holdings]


class ApiBlocks(gr.Blocks):
    """Blocks whose endpoints can be called by place too with what has defaults left out."""

    def validate_inputs(self, block_fn: BlockFunction, inputs: list[Any]) -> None:
        """Fills in what is missing; of what has no default, the endpoint itself says so."""
        left_out = block_fn.inputs[len(inputs) :]
        inputs.extend(given.value for given in left_out if isinstance(given, Value))
        super().validate_inputs(block_fn, inputs)


def can_serve_mcp() -> bool:
    """Whether the MCP server can be started: its package is installed."""
    return importlib.util.find_spec("mcp") is not None


def no_such_endpoint(request: Request, error: Exception) -> JSONResponse:
    """Tells a caller which endpoints there are; gradio would fail with a traceback."""
    asked = request.path_params.get("api_name", "")
    endpoints = ", ".join(ENDPOINTS)
    return JSONResponse({"error": f"{asked}: no such endpoint; call one of {endpoints}"}, 404)


def answer_in_json(app: gr.Blocks) -> None:
    """Lets the tools of a launched app's MCP server answer in JSON.

    Gradio would give each result as Python writes it, which no other language reads.
    """
    server = app.mcp_server_obj
    if server is None:
        return
    from mcp.types import TextContent

    def texts(results: Sequence[object], root_url: str) -> list[TextContent]:
        return [
            TextContent(type="text", text=json.dumps(result, ensure_ascii=False))
            for result in results
        ]

    server.postprocess_output_data = texts  # type: ignore[method-assign, assignment]


class _OneLine(gr.Error):
    """An error whose text is its message; gradio's is in quotes, which MCP clients would show."""

    def __str__(self) -> str:
        return str(self.message)


def _count(k: int) -> int:
    if not 1 <= k <= MOST_PASSAGES:
        raise _wrong("k", f"{k} passages can't be listed", f"give 1 to {MOST_PASSAGES}")
    return k


def _told(function: Callable[P, T]) -> Callable[P, T]:
    """The function with whatever is wrong told to its caller in one line."""
    # Written types, since a caller from outside may send anything.
    hints = get_type_hints(function)

    @functools.wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        for (name, hint), value in zip(hints.items(), args, strict=False):
            _check(name, hint, value)
        try:
            return function(*args, **kwargs)
        except BriqaError as error:
            raise _OneLine(str(error), print_exception=False) from error

    return told


def _check(name: str, hint: Any, value: object) -> None:
    choices = get_args(hint) if get_origin(hint) in _UNIONS else (hint,)
    if not any(_is(choice, value) for choice in choices):
        shown = " or ".join(map(_described, choices))
        raise _wrong(name, f"{json.dumps(value)[:40]} can't be meant", f"give {shown}")


def _is(hint: Any, value: object) -> bool:
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if isinstance(value, bool) or hint is bool:
        return hint is bool and isinstance(value, bool)
    return isinstance(value, (int, float) if hint is float else hint)


_UNIONS: Final = (Union, types.UnionType)
_DESCRIBED: Final = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    types.NoneType: "null",
}


def _described(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return ", ".join(f'"{choice}"' for choice in get_args(hint))
    return _DESCRIBED[hint]


def _wrong(name: str, problem: str, remedy: str) -> gr.Error:
    return _OneLine(f"{name}: {problem}; {remedy}", print_exception=False)
