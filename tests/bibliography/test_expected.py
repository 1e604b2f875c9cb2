"""Each style and type against what the style's manual asks for, in `expected.yaml`."""

from pathlib import Path

import pytest
import yaml

from briqa.bibliography import STYLES, Form, Locator, entry, in_text
from tests.bibliography.works import WORKS

EXPECTED: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
    Path(__file__).with_name("expected.yaml").read_text(encoding="utf-8")
)
PAGE = Locator(page="12", page_number=12)
CASES = [(style, name) for style in STYLES for name in WORKS]


def test_the_table_has_every_style_and_work() -> None:
    assert {(style, name) for style, rows in EXPECTED.items() for name in rows} == set(CASES)


@pytest.mark.parametrize(("style", "name"), CASES)
def test_a_work_is_cited_as_the_manual_has_it(style: str, name: str) -> None:
    assert (
        in_text(WORKS[name], PAGE, style=style, form=Form.MARKDOWN)
        == (EXPECTED[style][name]["cite"])
    )


@pytest.mark.parametrize(("style", "name"), CASES)
def test_an_entry_is_as_the_manual_has_it(style: str, name: str) -> None:
    assert entry(WORKS[name], style=style, form=Form.MARKDOWN) == EXPECTED[style][name]["entry"]
