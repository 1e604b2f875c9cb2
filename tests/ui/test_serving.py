"""The server: where it listens, its HTTP API, and what it says when there is no index."""

import json
import shutil
import socket
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from briqa.assistant import Assistant
from briqa.encoder import SentenceTransformerEncoder
from briqa.store import open_store
from briqa.ui.serving import LateIndex, ServingError, running, serve
from tests.indexes import add, write_documents

QUESTION = "How many jobs have the overseas parks of Jiangsu created?"


def _post(url: str, *data: str, endpoint: str = "ask") -> object:
    request = urllib.request.Request(
        f"{url}gradio_api/run/{endpoint}",
        json.dumps({"data": data}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)["data"][0]


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=60) as response:
        text: str = response.read().decode()
        return text


def test_it_listens_on_this_machine_only(ui_url: str) -> None:
    assert ui_url.startswith("http://127.0.0.1:")


def test_the_icon_is_its_own(ui_url: str) -> None:
    assert "<svg" in _get(f"{ui_url}favicon.ico")


def test_the_page_loads_nothing_from_elsewhere(ui_url: str) -> None:
    page = _get(ui_url)
    for elsewhere in ("fonts.googleapis", "fonts.gstatic", "huggingface.co", "cdnjs", "jsdelivr"):
        assert elsewhere not in page


def test_a_port_in_use_is_one_clear_line(ui_assistant: Assistant) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(ServingError, match=rf"127\.0\.0\.1:{port}: already in use"),
            running(lambda: ui_assistant, port=port),
        ):
            pass


def test_an_index_that_comes_later_is_found(tmp_path: Path, ui_index: Path) -> None:
    place = tmp_path / "index"
    late = LateIndex(place)
    with running(late.open) as url:
        with pytest.raises(urllib.error.HTTPError) as failure:
            _post(url, QUESTION)
        with failure.value as response:
            assert "briqa index" in json.load(response)["error"]
        place.symlink_to(ui_index)
        answer = _post(url, QUESTION)
    late.close()
    assert isinstance(answer, dict)
    assert answer["answered"]


def test_an_address_that_is_not_this_machines_is_one_line_at_once(tmp_path: Path) -> None:
    with pytest.raises(ServingError, match=r"999\.1\.1\.1: can't listen there"):
        serve(index_dir=tmp_path, host="999.1.1.1")


def test_an_index_made_anew_is_opened_again(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    place, other = tmp_path / "index", tmp_path / "other"
    add(place, encoder, write_documents(tmp_path / "documents"))
    late = LateIndex(place)
    first = late.open()
    assert late.open() is first
    first.remove("museum.md")
    assert late.open() is first
    (tmp_path / "canal.txt").write_text("The canal of Orsa has 9 locks.\n", encoding="utf-8")
    add(other, encoder, tmp_path / "canal.txt")
    shutil.rmtree(place)
    other.rename(place)
    again = late.open()
    assert again is not first
    assert [summary.docid for summary in again.documents()] == ["canal.txt"]
    late.close()


def test_an_index_made_with_another_encoder_is_opened_again(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    place = tmp_path / "index"
    add(place, encoder, write_documents(tmp_path / "documents"))
    late = LateIndex(place)
    first = late.open()
    with closing(open_store(place)) as store, store.transaction():
        made_with = store.fingerprint
        assert made_with is not None
        store.set_fingerprint(replace(made_with, encoder="another"))
    assert late.open() is not first
    late.close()
