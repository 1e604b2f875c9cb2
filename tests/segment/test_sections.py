import pytest

from briqa.segment import SectionKind
from briqa.spans import DeclaredHeading, Document, SourceFormat, Span
from tests.segment.tokens import cut, markdown


def path_of(document: Document, words: str) -> list[str]:
    found = cut(document)
    at = document.text.index(words)
    [section] = [s.section for s in found.sentences if s.span.start <= at < s.span.end]
    return [node.label for node in found.outline.path(section)]


def test_a_sentence_sits_under_its_whole_section_path() -> None:
    document = markdown(
        "# Report\n\n## 1.2 Zones\n\n### 1.2.1 Jiangsu Province\n\nThese 7 parks grew.\n\n"
        "### 1.2.2 Zhejiang Province\n\nOther parks.\n"
    )
    assert path_of(document, "These 7") == ["Report", "1.2 Zones", "1.2.1 Jiangsu Province"]
    assert path_of(document, "Other") == ["Report", "1.2 Zones", "1.2.2 Zhejiang Province"]


def test_the_abstract_is_not_the_parent_of_the_first_section() -> None:
    document = Document(
        "made",
        "Port Investigation Report\n\nAbstract\n\nIt tells of ports.\n\n"
        "1.1 Ports Come First\n\nThe ports grew.\n",
        SourceFormat.TEXT,
    )
    assert "Abstract" in path_of(document, "It tells")
    assert path_of(document, "The ports")[-1] == "1.1 Ports Come First"
    assert "Abstract" not in path_of(document, "The ports")
    kinds = {section.title: section.kind for section in cut(document).sections}
    assert kinds["Abstract"] is SectionKind.ABSTRACT
    assert kinds["Ports Come First"] is SectionKind.BODY


@pytest.mark.parametrize(
    ("paragraph", "label"),
    [
        ("Nanjing: It opened 3 routes.", "Nanjing"),
        ("- **Shenzhen Port:** It opened 3 routes.", "Shenzhen Port"),
        ("(1) **Provincial coordination** It opened 3 routes.", "(1) Provincial coordination"),
    ],
)
def test_a_run_in_head_opens_a_section_of_its_paragraph(paragraph: str, label: str) -> None:
    document = markdown(f"# Ports\n\n{paragraph}\n\n# Next\n\nMore.\n")
    assert path_of(document, "opened") == ["Ports", label]
    assert path_of(document, "More.") == ["Next"]


def test_a_clause_before_a_colon_is_no_head() -> None:
    document = markdown("# Ports\n\nThe survey found that: It opened 3 routes.\n")
    assert path_of(document, "opened") == ["Ports"]


def test_a_declared_heading_makes_a_section() -> None:
    heading = DeclaredHeading(Span(0, 5), 1)
    document = Document("made", "Ports\n\nThey grew.", SourceFormat.HTML, headings=(heading,))
    assert path_of(document, "They") == ["Ports"]


def test_the_innermost_section_of_an_offset_is_the_deepest() -> None:
    document = markdown("# One\n\nText.\n\n## Two\n\nDeep text.\n")
    outline = cut(document).outline
    deepest = outline.innermost(document.text.index("Deep"))
    assert [node.title for node in outline.path(deepest)] == ["One", "Two"]


def test_what_follows_the_references_is_body_again() -> None:
    text = "# References\n\n[1] A book.\n\n# Annex\n\nMore facts.\n"
    kinds = [section.kind for section in cut(markdown(text)).sections]
    assert kinds == [SectionKind.BODY, SectionKind.REFERENCES, SectionKind.BODY]
