import json
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers import ready
from peers.contenders import Briqa, Contender, Inputs, Other
from peers.environments import PEERS, Peer
from peers.flops import ModelShape, encoding_flops
from peers.invented import change_figures, invent
from peers.measuring import CommandFailed, Usage, measure, median_usage, percentile
from peers.results import Column, Table, as_json, markdown
from peers.running import Run

from briqa.store import open_store

ROOT = Path(__file__).parents[2]
TEXT = invent(20_000)


def table() -> Table:
    columns = (Column("cpu_s", "CPU s"), Column("peak_mib", "peak MiB", digits=0, compared=False))
    rows = (
        ("briqa", {"cpu_s": 2.0, "peak_mib": 100.0}),
        ("another", {"cpu_s": 9.0, "peak_mib": 1234.0}),
        ("half", {"cpu_s": 1.0}),
    )
    return Table("index", "Indexing", columns, rows, base="briqa", note="A note.")


def test_a_ratio_is_a_multiple_of_the_base_row() -> None:
    assert table().ratios("cpu_s") == {"another": 4.5, "half": 0.5}
    assert table().ratios("peak_mib") == {"another": 12.34}


def test_a_table_without_a_base_or_with_a_base_of_nothing_has_no_ratios() -> None:
    columns = (Column("cpu_s", "CPU s"),)
    rows = (("briqa", {"cpu_s": 0.0}), ("another", {"cpu_s": 1.0}))
    assert Table("x", "X", columns, rows).ratios("cpu_s") == {}
    assert Table("x", "X", columns, rows, base="briqa").ratios("cpu_s") == {}


def test_the_page_shows_figures_and_ratios_and_leaves_out_what_wasnt_measured() -> None:
    lines = markdown([table()], {"cores": 2}).splitlines()
    assert "- cores: 2" in lines
    assert "| | CPU s | peak MiB |" in lines
    assert "| briqa | 2.00 | 100 |" in lines
    assert "| another | 9.00 (4.5×) | 1,234 |" in lines
    assert "| half | 1.00 (0.5×) |  |" in lines
    assert "A note." in lines


def test_json_has_the_same_figures_unrounded() -> None:
    found = as_json([table()], {})
    assert found["sections"] == {
        "index": {
            "title": "Indexing",
            "base": "briqa",
            "rows": {
                "briqa": {"cpu_s": 2.0, "peak_mib": 100.0},
                "another": {"cpu_s": 9.0, "peak_mib": 1234.0},
                "half": {"cpu_s": 1.0},
            },
            "times_the_base": {"cpu_s": {"another": 4.5, "half": 0.5}},
        }
    }


def test_operations_are_counted_as_by_hand() -> None:
    shape = ModelShape(hidden_size=2, intermediate_size=3, num_hidden_layers=1)
    # Four 2 by 2 projections and dense layers of 2 by 3 and 3 by 2: 16 + 12 weights.
    assert shape.weights == 28
    # Five tokens: 2 * 5 * 28 for the weights; the scores are 5 by 5 products of length 2, twice 50
    # operations, and the sums over them as many.
    assert encoding_flops(shape, [5]) == 280 + 100 + 100
    # One token: 56 for the weights, 4 and 4 for its attention to itself.
    assert encoding_flops(shape, [5, 1]) == 480 + 56 + 8


def test_the_default_model_has_ten_million_weights_in_its_layers() -> None:
    config = {"hidden_size": 384, "intermediate_size": 1536, "num_hidden_layers": 6}
    assert ModelShape.of(config).weights == 10_616_832


def test_medians_are_of_each_figure_by_itself() -> None:
    runs = [Usage(1.0, 9.0, 50.0), Usage(3.0, 7.0, 70.0), Usage(2.0, 8.0, 60.0)]
    assert median_usage(runs) == Usage(2.0, 8.0, 60.0)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_dont_exceed(
    values: list[float], percent: int
) -> None:
    found = percentile(values, percent)
    assert found in values
    assert 100 * sum(value <= found for value in values) >= percent * len(values)
    assert 100 * sum(value < found for value in values) < percent * len(values)


def test_a_command_is_charged_for_its_own_children_and_for_no_memory_but_theirs(
    tmp_path: Path,
) -> None:
    held = 200 * 2**20
    hungry = f"import subprocess, sys; b'x' * {held}; print(7)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hungry!r}])"
    large = measure([sys.executable, "-c", parent], cwd=tmp_path)
    small = measure([sys.executable, "-c", "pass"], cwd=tmp_path)
    assert large.stdout.strip() == "7"
    assert large.usage.peak_mib > 200
    assert large.usage.cpu_s > small.usage.cpu_s > 0


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="no such thing"):
        measure([sys.executable, "-c", "raise SystemExit('no such thing')"], cwd=tmp_path)


def test_an_invented_text_is_fixed_by_its_seed_and_long_enough() -> None:
    assert invent(20_000) == TEXT
    assert invent(20_000, seed=1) != TEXT
    assert 20_000 <= len(TEXT.text) < 40_000
    assert TEXT.questions
    assert len(set(TEXT.questions)) > len(TEXT.questions) / 2


@given(st.floats(0, 1))
def test_so_many_paragraphs_are_changed_and_nothing_else(share: float) -> None:
    before, after = TEXT.text.split("\n\n"), change_figures(TEXT.text, share).split("\n\n")
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    with_figures = sum(any(map(str.isdigit, each)) for each in before)
    assert len(changed) == max(1, round(share * with_figures))
    for old, new in changed:
        assert sum(one != other for one, other in zip(old, new, strict=True)) == 1


@pytest.mark.parametrize("has_fast", [True, False])
def test_indexing_in_8_bits_is_measured_where_it_is_to_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_fast: bool
) -> None:
    nothing = tmp_path / "nothing"
    inputs = Inputs((nothing,), nothing, nothing, nothing, 0, has_fast, {})
    commands: dict[str, list[str]] = {}

    def build(_: Run, contender: Contender) -> Usage:
        commands[contender.title] = contender.index(inputs, tmp_path)
        return Usage(1.0, 1.0, 1.0)

    monkeypatch.setattr(Run, "build", build)
    other = Other(PEERS[0], Path("python"))
    run = Run([Briqa(), other], inputs, tmp_path, 1, 0, 0, 0)
    assert list(run.index_usages()) == list(commands)
    assert [title for title in commands if "--fast" in commands[title]] == (
        ["briqa --fast"] if has_fast else []
    )


def test_the_others_get_the_passages_and_vectors_that_briqa_gets(tmp_path: Path) -> None:
    passages, vectors, questions = (tmp_path / name for name in ("passages", "v.npy", "questions"))
    ready.main("write", "60", str(passages), str(vectors), str(questions))
    ready.main("put", "60", str(tmp_path / "index"))
    texts = [json.loads(line)["text"] for line in passages.read_text("utf-8").splitlines()]
    found = np.load(vectors)
    assert len(texts) == len(found) == 60
    assert len(set(json.loads(questions.read_text("utf-8")))) == ready.QUESTIONS
    with closing(open_store(tmp_path / "index")) as store:
        index = store.vector_index("passages")
        assert np.array_equal(index.vectors(index.matrix.ids.tolist()), found)
        documents = [store.document(f"{number:07}.txt").document for number in range(3)]
    for place, text in enumerate(texts):
        heading, _, body = text.partition("\n")
        assert heading in documents[place // 20].text
        assert body in documents[place // 20].text


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_has_exact_pins_and_shares_those_of_the_model_with_briqa(peer: Peer) -> None:
    own = pins(ROOT / "bench" / "peers" / f"requirements-{peer.name}.txt")
    briqas = pins(ROOT / "constraints.txt")
    assert all(own.values())
    for shared in ("torch", "transformers", "tokenizers", "numpy"):
        assert own[shared] == briqas[shared]
    assert (ROOT / "bench" / f"{peer.module.replace('.', '/')}.py").is_file()


def pins(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return {name: version for name, _, version in (line.partition("==") for line in lines)}
