"""`briqa cite`: a sentence, a batch and a draft."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import done, fails, run, words
from tests.indexes import FERRY

TRUE = "The ferry port of Ostrava cost $220 million in 2021."
FALSE = "The ferry port of Ostrava cost $250 million in 2021."
UNKNOWN = "Penguins compose volcanic symphonies in Antarctica."
BIB = """@report{ferries, title = {Ferries of Ostrava}, author = {Okafor, Ada}, year = {2021},
  file = {ferry.md}}
"""


def _rows(path: Path, *lines: object) -> Path:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def _json(*arguments: object) -> dict[str, object]:
    value = json.loads(done("cite", *arguments, "--format", "json").stdout)
    assert isinstance(value, dict)
    return value


def test_a_true_sentence_gets_its_atoms_its_source_and_its_citation(shared_index: Path) -> None:
    result = done("cite", TRUE, "--index", shared_index)
    assert result.stdout.splitlines()[0].startswith("✓ supported")
    said = words(result)
    assert "[✓ $220 million]" in said
    assert "[✓ 2021]" in said
    assert "Citation: APA, 7th edition" in said
    assert "briqa:ferry.md#11-63?sha256=" in said


def test_a_wrong_figure_is_told_beside_the_right_one(shared_index: Path) -> None:
    result = done("cite", FALSE, "--index", shared_index)
    assert result.stdout.splitlines()[0] == "✗ contradicted"
    said = words(result)
    assert "[✗ $250 million]" in said
    assert "the source says $220 million" in said
    assert "Citation of what says otherwise" in said


def test_a_sentence_that_no_document_bears_out_is_not_cited(shared_index: Path) -> None:
    result = done("cite", UNKNOWN, "--index", shared_index)
    assert result.stdout.startswith("? not in the sources\n")
    assert "Citation" not in result.stdout
    assert "briqa:" not in result.stdout


def test_json_has_exact_spans_of_the_claim_and_of_the_document(shared_index: Path) -> None:
    value = json.loads(
        done(
            "cite", FALSE, "--index", shared_index, "--format", "json", "--style", "apa,ris"
        ).stdout
    )
    assert (value["claim"], value["verdict"]) == (FALSE, "contradicted")
    (wrong,) = [atom for atom in value["atoms"] if atom["status"] == "contradicted"]
    assert FALSE[wrong["start"] : wrong["end"]] == wrong["text"] == "$250 million"
    source = wrong["source"]
    assert FERRY[source["start"] : source["end"]] == source["quote"] == "$220 million"
    for found in value["evidence"]:
        if found["docid"] == "ferry.md":
            assert FERRY[found["start"] : found["end"]] == found["quote"]
    assert [written["style"] for written in value["citations"]] == ["apa", "ris"]
    assert value["citations"][1]["entries"][0].startswith("TY  - ")
    assert value["permalink"].startswith("briqa:ferry.md#11-63?")


def test_a_permalink_leads_back_to_its_sentence(shared_index: Path) -> None:
    link = _json(TRUE, "--index", shared_index)["permalink"]
    shown = json.loads(done("show", link, "--index", shared_index, "--format", "json").stdout)
    assert shown["quote"] == TRUE


def test_a_library_says_whose_work_it_is(tmp_path: Path, shared_index: Path) -> None:
    bib = tmp_path / "library.bib"
    bib.write_text(BIB, encoding="utf-8")
    options = ("--index", shared_index, "--bib", bib, "--style", "chicago,bibtex")
    said = words(done("cite", TRUE, *options))
    assert "(Okafor 2021, para. 1)" in said or "(Okafor 2021" in said
    assert "author = {Okafor, Ada}" in said


def test_one_document_can_be_the_only_source(shared_index: Path) -> None:
    value = _json(TRUE, "--index", shared_index, "--doc", "museum.md")
    assert value["verdict"] != "supported"
    evidence = value["evidence"]
    assert isinstance(evidence, list)
    assert {found["docid"] for found in evidence} <= {"museum.md"}
    fails(run("cite", TRUE, "--index", shared_index, "--doc", "none.md"), 1, "none.md")


def test_neither_a_sentence_nor_a_document_is_read_as_markup(shared_index: Path) -> None:
    said = words(
        done("cite", "Between 30 and 40 [red]ships[/red] waited.", "--index", shared_index)
    )
    assert said.count("[red]ships[/red]") >= 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give one of"),
        ((TRUE, "--draft", "x.md"), "give one of"),
        ((" ",), "the claim is empty"),
        ((TRUE, "--style", "aapa"), "did you mean apa?"),
        ((TRUE, "--style", ","), "not known"),
        (("--batch", "claims.jsonl"), "go together"),
        ((TRUE, "--out", "x.md"), "--draft"),
        (("--draft", "x.md", "--style", "apa,mla"), "one style"),
        (("--draft", "x.md", "--style", "bibtex"), "one style"),
        (("--draft", "x.md", "--out", "x.pdf"), "x.pdf"),
    ],
)
def test_wrong_usage_is_one_line(shared_index: Path, arguments: tuple[str, ...], told: str) -> None:
    fails(run("cite", *arguments, "--index", shared_index), 2, told)


# --- batches


def test_a_batch_gets_a_row_for_each_claim_in_order(tmp_path: Path, shared_index: Path) -> None:
    claims = _rows(
        tmp_path / "claims.jsonl",
        {"id": "b", "claim": TRUE, "label": "of no interest"},
        "",
        {"id": 1, "claim": FALSE},
        {"id": "a", "claim": UNKNOWN},
    )
    out = tmp_path / "new" / "out.jsonl"
    result = done("cite", "--batch", claims, "--predictions", out, "--index", shared_index)
    counts = "3 claims, 1 supported, 1 contradicted, 1 not in the sources"
    assert result.stdout == f"{out}: {counts}\n"
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [(row["id"], row["label"]) for row in rows] == [
        ("b", "supported"), ("1", "contradicted"), ("a", "not_in_source"),
    ]  # fmt: skip
    for row in rows:
        spans = [(found["docid"], found["start"], found["end"]) for found in row["passages"]]
        assert len(spans) == len(set(spans))
    best = rows[0]["passages"][0]
    assert TRUE in FERRY[best["start"] : best["end"]]
    assert [path.name for path in out.parent.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ('{"id": "b", "claim": ', "not JSON"),
        ("[]", "not a JSON object"),
        ({"id": "b"}, 'no "claim"'),
        ({"id": "b", "claim": " "}, 'no "claim"'),
        ({"claim": TRUE}, 'no "id"'),
        ({"id": "a", "claim": TRUE}, "'a' stands twice"),
    ],
)
def test_a_bad_row_is_named_before_anything_is_checked(
    tmp_path: Path, second: object, told: str
) -> None:
    claims = _rows(tmp_path / "claims.jsonl", {"id": "a", "claim": TRUE}, second)
    out = tmp_path / "out.jsonl"
    out.write_text("earlier\n", encoding="utf-8")
    # The index isn't even looked for.
    result = run("cite", "--batch", claims, "--predictions", out, "--index", tmp_path / "none")
    fails(result, 1, "claims.jsonl, line 2", told)
    assert out.read_text("utf-8") == "earlier\n"


def test_a_failure_keeps_the_earlier_predictions_and_leaves_nothing_else(
    tmp_path: Path, shared_index: Path
) -> None:
    claims = _rows(tmp_path / "claims.jsonl", {"id": "a", "claim": TRUE})
    out = tmp_path / "out.jsonl"
    out.write_text("earlier\n", encoding="utf-8")
    options = ("--batch", claims, "--predictions", out, "--index", shared_index, "--doc", "none.md")
    fails(run("cite", *options), 1, "none.md")
    assert out.read_text("utf-8") == "earlier\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.jsonl", "out.jsonl"]


def test_predictions_never_take_the_place_of_the_claims_or_of_a_folder(
    tmp_path: Path, shared_index: Path
) -> None:
    claims = _rows(tmp_path / "claims.jsonl", {"id": "a", "claim": TRUE})
    before = claims.read_bytes()
    options = ("--batch", claims, "--index", shared_index, "--predictions")
    fails(run("cite", *options, claims), 2, "holds the claims")
    fails(run("cite", *options, tmp_path), 1, "is a folder")
    assert claims.read_bytes() == before


# --- drafts


def test_a_draft_is_checked_and_cited_in_one_style(tmp_path: Path, shared_index: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(f"{TRUE} {FALSE}\n", encoding="utf-8")
    out = tmp_path / "report.md"
    options = ("--index", shared_index, "--style", "ieee")
    result = run("cite", "--draft", draft, "--out", out, *options)
    assert (result.exit_code, result.stderr) == (
        0,
        "briqa: ferry.md: nothing says its author or date\n",
    )
    written = out.read_text("utf-8")
    assert re.search(r"in 2021 \\?\[1[^]]*\]\.", written)
    assert "$220 million" in written
    value = json.loads(run("cite", "--draft", draft, "--format", "json", *options).stdout)
    assert [found["verdict"] for found in value["sentences"]] == ["supported", "contradicted"]
    assert len(value["bibliography"]) == 1
