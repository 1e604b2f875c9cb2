"""Reading a changed text again gives what reading it whole does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briqa.quantities import EarlierReading, Quantity, find_quantities, parse
from briqa.segment import Segmentation, segment
from briqa.spans import Document, SourceFormat
from tests.segment.tokens import token_offsets
from tests.strategies import texts

LINES = (
    "Varnholm handled 12 million tonnes in 2021, 4.5% more than in 2020.",
    "It had 31 berths, and the Ostrava line 14 of the 22 ships.",
    "the varnholm and ostrava lines cost $4 million to $6 million",
    "# Ports of Varnholm",
    "## 2. Trade",
    "Ostrava: exports rose from 5 to 8 million euros.",
    "| Port | 2021 | 2022 |\n|---|---|---|\n| Varnholm | 24,193 | 47,625 |\n| Ostrava | 5 | 6 |",
    "Revenue was $24.2 million, costs $47.6 million (in thousands).",
    "(3) 15, 14 and 12 percent",
    "",
)


def lined_texts() -> st.SearchStrategy[list[str]]:
    return st.lists(st.one_of(st.sampled_from(LINES), texts()), max_size=12)


def cut(text: str) -> Segmentation:
    return segment(Document("a.md", text, SourceFormat.MARKDOWN), token_offsets)


def earlier(text: str) -> EarlierReading:
    found = cut(text)
    return EarlierReading(found.view, found.sections, find_quantities(found))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(before=lined_texts(), data=st.data())
def test_a_changed_text_is_read_as_a_new_one(before: list[str], data: st.DataObject) -> None:
    after = list(before)
    place = data.draw(st.integers(0, len(after)))
    after[place : place + data.draw(st.integers(0, 3))] = data.draw(lined_texts())
    old, new = "\n\n".join(before), "\n\n".join(after)
    assert find_quantities(cut(new), earlier(old)) == find_quantities(cut(new))


def test_only_lines_that_differ_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    paragraphs = [f"Varnholm had {number} berths in 2021. " * 12 for number in range(100, 140)]
    old = "\n\n".join(paragraphs)
    new = old.replace("120 berths", "999 berths")
    expected, known, now = find_quantities(cut(new)), earlier(old), cut(new)
    whole = parse._parse_prose
    sizes: list[int] = []

    def counted(text: str) -> tuple[Quantity, ...]:
        sizes.append(len(text))
        return whole(text)

    monkeypatch.setattr(parse, "_parse_prose", counted)
    assert find_quantities(now, known) == expected
    assert sum(sizes) < len(old) / 4


def test_a_word_that_becomes_a_name_elsewhere_is_one_here() -> None:
    line = "Meridian opened 12 routes in 2020."
    far = "\n\n".join("Nothing is said here of anything at all, or so it seems." for _ in range(40))
    old = f"{line}\n\n{far}\n\nOn the whole this is the meridian of it."
    new = f"{line}\n\n{far}\n\nOn the whole this is the port of Meridian."
    assert find_quantities(cut(new), earlier(old)) == find_quantities(cut(new))
