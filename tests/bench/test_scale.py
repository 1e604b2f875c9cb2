import json
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
import scale
from hypothesis import given
from hypothesis import strategies as st
from scaling import measuring
from scaling.growth import n_log_n, times_n_log_n
from scaling.made import PASSAGES, SENTENCES, made_documents, made_questions
from scaling.report import PANELS, Series, costs_of, drawing, markdown

from briqa.lexicon import read_lexicon
from briqa.words import content_words

SIZES = (1_000, 10_000, 100_000)


@given(st.floats(1e-3, 1e3), st.sampled_from(SIZES), st.integers(2, 1000))
def test_what_grows_as_n_log_n_is_once_n_log_n(cost: float, size: int, times: int) -> None:
    costs = {each: cost * n_log_n(each) for each in (size, size * times)}
    assert times_n_log_n(costs) == pytest.approx(1)


def test_a_scan_stays_below_n_log_n_and_comparing_all_with_all_doesnt() -> None:
    assert times_n_log_n({size: 3.0 * size for size in SIZES}) < 1
    assert times_n_log_n({size: 3.0 * size**2 for size in SIZES}) > 10
    # A hundred times as many, and log 100,000 is 5/3 of log 1,000.
    assert times_n_log_n({1_000: 1.0, 100_000: 100.0}) == pytest.approx(3 / 5)


def test_a_documents_parts_agree_with_its_text() -> None:
    (made,) = made_documents(7, 8, 16)
    document, segmentation = made.document, made.segmentation
    assert len(made.embedded) == len(segmentation.passages) == PASSAGES
    for passage, embedded in zip(segmentation.passages, made.embedded, strict=True):
        assert document.quote(passage.span) == embedded.body
        sentences = segmentation.sentences[slice(*passage.sentences)]
        assert len(sentences) == len(embedded.sentence_vectors) == SENTENCES
        assert " ".join(document.quote(each.span) for each in sentences) == embedded.body
        assert segmentation.sections[passage.section].title == embedded.heading
        vectors = np.vstack([embedded.vector, embedded.sentence_vectors])
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    for quantity in made.quantities:
        assert document.quote(quantity.span) == f"{quantity.value}%"
        assert document.text[quantity.span.end :].startswith(f" in {quantity.period}.")
    read = {counted.word for counted in read_lexicon(segmentation).words}
    assert {counted.word for counted in made.lexicon.words} == {w for w in read if w.isalpha()}


def test_a_document_is_the_same_whatever_others_are_made() -> None:
    alone = next(made_documents(13, 14, 16))
    among = list(made_documents(0, 20, 16))[13]
    assert alone.document == among.document
    assert alone.quantities == among.quantities
    assert (alone.embedded[3].vector == among.embedded[3].vector).all()


def test_questions_are_of_words_that_documents_have() -> None:
    known = {
        word.lower()
        for made in made_documents(0, 20, 2)
        for word in content_words(made.document.text)
    }
    for question in made_questions(common=True, count=5, seed=0):
        assert {word.lower() for word in content_words(question) if word.isalpha()} <= {
            *known,
            "rise",
        }


def test_an_index_grows_and_all_of_it_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # In this process, which has loaded the encoder, and few questions: it's about the figures.
    monkeypatch.setattr(scale, "in_process", lambda function, *arguments: function(*arguments))
    monkeypatch.setattr(measuring, "in_process", lambda function, folder: function(folder))
    monkeypatch.setattr(measuring, "QUESTIONS", 2)
    monkeypatch.setattr(measuring, "WARMING_QUESTIONS", 1)
    monkeypatch.setattr(scale, "FIRST", 20)
    command = ["scale", str(tmp_path / "made"), "--to", "200", "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", command)
    scale.main()
    known = json.loads((tmp_path / "made/figures.json").read_text("utf-8"))
    assert {size: figures["passages"] for size, figures in known.items()} == {"20": 20, "200": 200}
    names = {name for series in PANELS for name in (each.name for each in series.series)}
    for size in known:
        figures = {int(size): known[size]}
        assert all(costs_of(Series(name, ""), figures) for name in names)
    table = capsys.readouterr().out
    assert table.startswith("|  | 20 | 200 | × n log n |")
    picture = (tmp_path / "scale.svg").read_text("utf-8")
    assert ET.fromstring(picture).tag.endswith("svg")
    assert "n log n" in picture


def test_a_run_out_of_time_reports_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "1000").mkdir()
    figures = {"put_cpu_s": 1.0, scale.MEASURED: 2.0}
    (tmp_path / "figures.json").write_text(json.dumps({"1000": figures}), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["scale", str(tmp_path), "--limit-s", "0"])
    scale.main()
    assert "|  | 1,000 | × n log n |" in capsys.readouterr().out


def test_steps_add_up_to_the_cost_of_a_size() -> None:
    known = {10: {"put_cpu_s": 1.0}, 100: {"put_cpu_s": 9.0}}
    assert costs_of(Series("put_cpu_s", "", adds_up=True), known) == {10: 1.0, 100: 10.0}
    assert costs_of(Series("put_cpu_ms", ""), known) == {10: 1000.0, 100: 9000.0}


def test_growth_is_also_told_between_sizes_that_are_coded() -> None:
    costs = {10_000: 1.0, 100_000: 100.0, 1_000_000: 100.0 * n_log_n(1_000_000) / n_log_n(100_000)}
    lines = markdown({size: {"put_cpu_s": cost} for size, cost in costs.items()}).splitlines()
    assert lines[0].endswith("| × n log n | from 100,000 on |")
    assert {line.count("|") for line in lines} == {7}
    remade = {size: {"remake_vectors_cpu_s": cost} for size, cost in costs.items()}
    (row,) = (line for line in markdown(remade).splitlines() if "all at once" in line)
    assert row.endswith("| 1.00 | 100.00 | 1,200.00 | 8 | 1 |")


def test_figures_that_are_missing_leave_a_gap() -> None:
    known = {10: {"add_s": 0.5}, 100: {"resident_mib": 12.0}}
    assert "| 12 |" in markdown(known)
    assert ET.fromstring(drawing(known)).tag.endswith("svg")
