"""The six functions that programs call: over HTTP and over MCP, and the examples of both."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent, Tool

from briqa.answer import as_json, passage_json
from briqa.assistant import Assistant
from briqa.citing import Works, cited_claim_json
from briqa.figures import FigureFilter

EXAMPLES = Path(__file__).parents[2] / "examples"
QUESTION = "How many jobs have the overseas parks of Jiangsu created?"
CLAIM = "The port of Varnholm handled 4.9 million tons of cargo in 2021."
T = TypeVar("T")
FUNCTIONS = ["ask", "cite", "figures", "audit", "passages", "status"]


def plain(value: object) -> object:
    """The value as it is once it has been JSON."""
    found: object = json.loads(json.dumps(value))
    return found


def call(url: str, name: str, *data: object) -> object:
    """What an endpoint gives; its line where it refuses."""
    request = urllib.request.Request(
        f"{url}gradio_api/run/{name}",
        json.dumps({"data": data}).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)["data"][0]
    except urllib.error.HTTPError as error:
        with error as response:
            raise Refused(json.load(response)["error"]) from None


class Refused(Exception):
    """A call that the server refused, with its line."""


@dataclass(frozen=True)
class Expected:
    """What each function has to give, from the assistant itself."""

    assistant: Assistant

    def of(self, name: str) -> object:
        return plain(getattr(self, name)())

    def ask(self) -> object:
        return as_json(self.assistant.ask(QUESTION, passages=3))

    def cite(self) -> object:
        return cited_claim_json(self.assistant.cite(CLAIM), Works(), ["mla", "ris"])

    def figures(self) -> object:
        wanted = FigureFilter(text="port", unit="tons", minimum=3e6, limit=4)
        return [row.as_json() for row in self.assistant.figures(wanted)]

    def audit(self) -> object:
        rows = self.assistant.audit()
        return [row.as_json() for row in rows if row.finding.verdict == "doubtful"]

    def passages(self) -> object:
        found = self.assistant.ask("cargo of Varnholm", passages=2).passages
        return [passage_json(passage) for passage in found]

    def status(self) -> object:
        return [holding.as_json() for holding in self.assistant.catalogue().holdings]


ARGUMENTS: dict[str, dict[str, object]] = {
    "ask": {"question": QUESTION, "k": 3},
    "cite": {"claim": CLAIM, "style": "mla,ris"},
    "figures": {"text": "port", "unit": "tons", "minimum": 3e6, "limit": 4},
    "audit": {"verdict": "doubtful"},
    "passages": {"query": "cargo of Varnholm", "k": 2},
    "status": {},
}
BY_PLACE: dict[str, list[object]] = {
    "ask": [QUESTION, 3],
    "cite": [CLAIM, "mla,ris"],
    "figures": ["port", "tons", 3e6, None, None, None, None, "place", False, 4],
    "audit": ["doubtful"],
    "passages": ["cargo of Varnholm", 2],
    "status": [],
}


@pytest.fixture(scope="module")
def expected(ui_assistant: Assistant) -> Expected:
    return Expected(ui_assistant)


# -- over HTTP --------------------------------------------------------------------------------


def test_there_are_six_endpoints_and_no_other(ui_url: str) -> None:
    with urllib.request.urlopen(f"{ui_url}gradio_api/info", timeout=60) as response:
        info = json.load(response)
    assert list(info["named_endpoints"]) == [f"/{name}" for name in FUNCTIONS]
    assert info["unnamed_endpoints"] == {}
    assert all(endpoint["description"] for endpoint in info["named_endpoints"].values())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_endpoint_gives_what_the_command_line_prints(
    ui_url: str, expected: Expected, name: str
) -> None:
    found = expected.of(name)
    assert found
    assert call(ui_url, name, *BY_PLACE[name]) == found


def test_what_has_a_default_can_be_left_out(ui_url: str, ui_assistant: Assistant) -> None:
    assert call(ui_url, "ask", QUESTION) == plain(as_json(ui_assistant.ask(QUESTION)))
    everything = FigureFilter(limit=50)
    rows = [row.as_json() for row in ui_assistant.figures(everything)]
    assert call(ui_url, "figures") == plain(rows)
    assert call(ui_url, "audit") == plain([row.as_json() for row in ui_assistant.audit()])


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("ask", ["  "], "the question is empty; type what you want to know"),
        ("ask", [], "question: null can't be meant; give a text"),
        ("ask", [3], "question: 3 can't be meant; give a text"),
        ("ask", ["Why?", 0], "k: 0 passages can't be listed; give 1 to 100"),
        ("ask", ["Why?", 101], "k: 101 passages can't be listed; give 1 to 100"),
        ("ask", ["Why?", True], "k: true can't be meant; give a whole number"),
        ("cite", [CLAIM, "nonesuch"], "style 'nonesuch': not known"),
        ("cite", [""], "the claim is empty"),
        ("figures", [None, None, "3"], 'minimum: "3" can\'t be meant; give a number or null'),
        ("figures", [None, None, None, None, "soon"], "period: 'soon' isn't one"),
        ("figures", [None, None, None, None, None, "sum"], 'kind: "sum" can\'t be meant'),
        ("audit", ["wrong"], 'verdict: "wrong" can\'t be meant; give "contradiction"'),
    ],
)
def test_bad_input_is_told_in_one_line(
    ui_url: str, name: str, data: list[object], line: str
) -> None:
    with pytest.raises(Refused) as refused:
        call(ui_url, name, *data)
    assert str(refused.value).startswith(line)
    assert "\n" not in str(refused.value)


def test_an_endpoint_that_there_is_not_is_told_in_one_line(ui_url: str) -> None:
    with pytest.raises(Refused) as refused:
        call(ui_url, "answer", "Why?")
    assert str(refused.value) == f"answer: no such endpoint; call one of {', '.join(FUNCTIONS)}"


JSON_VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=20)
    | st.lists(st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=3), st.integers(), max_size=1)
)


@given(name=st.sampled_from(FUNCTIONS), data=st.lists(JSON_VALUES, max_size=11))
def test_whatever_is_sent_gets_a_result_or_one_line(
    ui_url: str, name: str, data: list[object]
) -> None:
    try:
        call(ui_url, name, *data)
    except Refused as refused:
        line = refused.args[0]
        assert isinstance(line, str)
        assert line
        assert "\n" not in line


# -- over MCP ---------------------------------------------------------------------------------


@asynccontextmanager
async def session_with(url: str) -> AsyncIterator[ClientSession]:
    async with (
        streamable_http_client(f"{url}gradio_api/mcp/") as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        yield session


async def _tools(url: str) -> list[Tool]:
    async with session_with(url) as session:
        return (await session.list_tools()).tools


async def _call_tool(url: str, name: str, arguments: dict[str, object]) -> CallToolResult:
    async with session_with(url) as session:
        return await session.call_tool(name, arguments)


def _finished(task: Coroutine[object, None, T]) -> T:
    """Runs a task in a thread of its own: the browser of other tests has the loop of this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, task).result()


def said(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_the_mcp_server_has_the_six_as_tools(ui_url: str) -> None:
    tools = {tool.name: tool for tool in _finished(_tools(ui_url))}
    assert list(tools) == FUNCTIONS
    for tool in tools.values():
        assert tool.description
        parameters = tool.inputSchema["properties"]
        assert all(each["description"] for each in parameters.values()), tool.name
    assert tools["ask"].inputSchema["required"] == ["question"]
    assert tools["figures"].inputSchema["properties"]["limit"]["default"] == 50


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_tool_gives_the_same_json(ui_url: str, expected: Expected, name: str) -> None:
    result = _finished(_call_tool(ui_url, name, ARGUMENTS[name]))
    assert not result.isError
    assert json.loads(said(result)) == expected.of(name)


def test_a_tool_refuses_in_one_line(ui_url: str) -> None:
    result = _finished(_call_tool(ui_url, "ask", {"question": " "}))
    assert result.isError
    assert said(result) == "the question is empty; type what you want to know"


def test_without_the_mcp_package_the_server_starts_all_the_same(ui_index: Path) -> None:
    code = f"""
import sys
sys.modules["mcp"] = None
from pathlib import Path
from urllib.request import urlopen
from briqa.ui.serving import LateIndex, running
with running(LateIndex(Path({str(ui_index)!r})).open) as url:
    assert '"/status"' in urlopen(url + "gradio_api/info").read().decode()
    print("served")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout, done.returncode) == ("served\n", 0), done.stderr


def test_nothing_goes_to_another_host(ui_index: Path) -> None:
    """Python tells a hook of every address that is looked up or connected to."""
    code = f"""
import json, sys
hosts = set()
def hear(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        hosts.add(arguments[1][0])
    if event == "socket.getaddrinfo":
        hosts.add(arguments[0])
sys.addaudithook(hear)
import asyncio
from pathlib import Path
from briqa.ui.serving import LateIndex, running
from tests.ui.test_api import _call_tool, _tools, call
with running(LateIndex(Path({str(ui_index)!r})).open) as url:
    assert call(url, "ask", "How many parks?")["passages"]
    assert call(url, "cite", "There are 7 parks.")["verdict"]
    assert len(asyncio.run(_tools(url))) == 6
    assert not asyncio.run(_call_tool(url, "status", {{}})).isError
print(json.dumps(sorted(map(str, hosts))))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        cwd=EXAMPLES.parent,
    )
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)) == {"127.0.0.1"}


# -- the examples -----------------------------------------------------------------------------


def _run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def _needs(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"{', '.join(missing)} isn't installed")
    if missing:
        pytest.skip(f"{', '.join(missing)} isn't installed")


def test_the_python_example_asks(ui_url: str, ui_assistant: Assistant) -> None:
    done = _run(sys.executable, str(EXAMPLES / "client.py"), ui_url, QUESTION, "-k", "2")
    assert done.returncode == 0, done.stderr
    result = ui_assistant.ask(QUESTION, passages=2)
    assert result.text in done.stdout
    for passage in result.passages:
        citation = passage.citation
        assert f"{citation.docid}:{citation.span.start}-{citation.span.end}" in done.stdout


def test_the_python_example_says_in_one_line_what_is_wrong(ui_url: str) -> None:
    done = _run(sys.executable, str(EXAMPLES / "client.py"), ui_url, " ")
    assert done.returncode == 1
    assert done.stderr == "the question is empty; type what you want to know\n"


def test_the_curl_example_asks(ui_url: str, ui_assistant: Assistant) -> None:
    _needs("curl", "jq")
    question = 'How much cargo did "Varnholm" handle in 2021?'
    done = _run("sh", str(EXAMPLES / "ask.sh"), ui_url, question, "2")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == plain(as_json(ui_assistant.ask(question, passages=2)))


def test_the_curl_example_says_in_one_line_what_is_wrong(ui_url: str) -> None:
    _needs("curl", "jq")
    done = _run("sh", str(EXAMPLES / "ask.sh"), ui_url, " ")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "the question is empty; type what you want to know\n"
