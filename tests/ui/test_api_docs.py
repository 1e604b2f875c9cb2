"""docs/api.md against a running server: its requests are run, its responses are what they give."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from inspect import signature
from pathlib import Path
from typing import NamedTuple

import pytest

from briqa.assistant import open_index
from briqa.citing import FORMATS
from briqa.ui.api import Api
from briqa.ui.serving import LateIndex, running
from tests.ui.conftest import CORPUS
from tests.ui.test_api import FUNCTIONS

ROOT = CORPUS.parent
PAGE = ROOT / "docs" / "api.md"
ADDRESS = "http://127.0.0.1:7860/"
HOME = "/home/you/briqa"
EXAMPLE = re.compile(
    r"^### (?P<name>\w+)\n(?P<about>.*?)"
    r"```sh\n(?P<request>.*?)```\n\n```json\n(?P<response>.*?)```",
    re.MULTILINE | re.DOTALL,
)
LONGEST_TEXT = 90
LONGEST_LIST = 1


class Example(NamedTuple):
    """What the page says of a function."""

    about: str
    request: str
    response: str


@pytest.fixture(scope="module")
def examples() -> dict[str, Example]:
    found = EXAMPLE.finditer(PAGE.read_text("utf-8"))
    return {
        match["name"]: Example(match["about"], match["request"], match["response"])
        for match in found
    }


@pytest.fixture(scope="module")
def corpus_url(ui_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the corpus that comes with briqa, and of nothing else."""
    folder = tmp_path_factory.mktemp("api-docs") / "index"
    shutil.copytree(ui_index, folder)
    with closing(open_index(folder)) as assistant:
        for summary in assistant.documents():
            if summary.root != str(CORPUS):
                assistant.remove(summary.docid)
    late = LateIndex(folder)
    with running(late.open) as url:
        yield url
    late.close()


def test_the_page_has_every_function_in_order(examples: dict[str, Example]) -> None:
    assert list(examples) == FUNCTIONS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_page_has_every_parameter_with_its_default(
    examples: dict[str, Example], name: str
) -> None:
    parameters = list(signature(getattr(Api, name)).parameters.values())[1:]
    rows = re.findall(r"^\| `(\w+)` \|[^|]+\|([^|]*)\|", examples[name].about, re.MULTILINE)
    written = [
        (
            parameter.name,
            ""
            if parameter.default is parameter.empty
            else json.dumps(parameter.default).replace('"', "`"),
        )
        for parameter in parameters
    ]
    assert [(parameter, default.strip()) for parameter, default in rows] == written


def test_the_page_has_every_citation_format(examples: dict[str, Example]) -> None:
    assert f": {', '.join(FORMATS)} |" in examples["cite"].about


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_request_of_the_page_gives_its_response(
    examples: dict[str, Example], corpus_url: str, name: str
) -> None:
    """With BRIQA_REWRITE_EXPECTED=1 the page is written anew, to be read in the diff."""
    if shutil.which("curl") is None:
        pytest.skip("curl isn't installed")
    assert ADDRESS in examples[name].request
    done = subprocess.run(
        ["sh", "-c", examples[name].request.replace(ADDRESS, corpus_url)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    response = cut(json.loads(done.stdout)["data"][0])
    if os.environ.get("BRIQA_REWRITE_EXPECTED") == "1":
        rewrite(name, json.dumps(response, ensure_ascii=False, indent=1) + "\n")
        return
    assert_alike(response, json.loads(examples[name].response))


def cut(value: object) -> object:
    """A response as the page shows it: short, and without what differs between machines."""
    if isinstance(value, str):
        shown = re.sub(r"^\d{4}-\d\d-\d\dT[\d:]+\+00:00$", "2026-11-30T12:00:00+00:00", value)
        shown = shown.replace(str(ROOT), HOME)
        return shown if len(shown) <= LONGEST_TEXT else f"{shown[:LONGEST_TEXT].rstrip()} …"
    if isinstance(value, list):
        kept = [cut(each) for each in value[:LONGEST_LIST]]
        return kept if len(value) <= LONGEST_LIST else [*kept, f"… {len(value) - len(kept)} more"]
    if isinstance(value, dict):
        return {name: cut(each) for name, each in value.items()}
    return value


def rewrite(name: str, response: str) -> None:
    page = PAGE.read_text("utf-8")
    (match,) = (found for found in EXAMPLE.finditer(page) if found["name"] == name)
    start, end = match.span("response")
    PAGE.write_text(page[:start] + response + page[end:], "utf-8", newline="\n")


def assert_alike(found: object, written: object) -> None:
    """The same, but for the last digits of what a model computes."""
    if isinstance(found, float) and isinstance(written, float):
        assert found == pytest.approx(written, rel=1e-3)
    elif isinstance(found, dict) and isinstance(written, dict):
        assert list(found) == list(written)
        for name in found:
            assert_alike(found[name], written[name])
    elif isinstance(found, list) and isinstance(written, list):
        assert len(found) == len(written)
        for one, other in zip(found, written, strict=True):
            assert_alike(one, other)
    else:
        assert found == written
