import json
from pathlib import Path

from typer.testing import CliRunner

from briqa.cli.main import app
from briqa.encoder import SentenceTransformerEncoder
from tests.indexes import add

CORPUS = Path(__file__).parents[2] / "corpus"


def test_a_clear_question_over_the_corpus(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    add(tmp_path, encoder, CORPUS)
    question = "How many ports does Jiangsu have along the Yangtze River and the coast?"
    result = CliRunner().invoke(
        app, ["ask", question, "--index", str(tmp_path), "--format", "json"]
    )
    assert result.exit_code == 0
    value = json.loads(result.stdout)
    (source,) = CORPUS.glob("*.md")
    assert value["sentences"][0]["docid"] == source.name
    assert value["sentences"][0]["quote"].startswith(
        "Jiangsu is one of China's major port provinces: it has 10 ports along the Yangtze River"
    )
    assert 10 in [figure["value"] for figure in value["figures"]]
