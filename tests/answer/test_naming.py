import pytest

from briqa.answer.naming import named_subject
from tests.answer.documents import stored

# The names stand in the middle of sentences too: only so are they told from ordinary words.
ELSEWHERE = "\n\nVisitors of Velm Port and of Marrow Lines see Tarn Zone and Osk first.\n"


def _named(text: str) -> list[str | None]:
    document = stored(text + ELSEWHERE)
    found = [named_subject(document, sentence) for sentence in document.sentences[:-1]]
    for name in found:
        assert name is None or document.document.quote(name.span) == name.text
    return [name.text if name else None for name in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Velm Port has two quays. It opened 14 routes in 2020.", "Velm Port"),
        ("Velm Port has two quays. Its routes reach 30 towns.", "Velm Port"),
        ("Tarn Zone was built in 1990. The zone has 37 firms.", "Tarn Zone"),
        ("Marrow Lines sold 3 ships. The company has 12 left.", "Marrow Lines"),
        ("Velm Port has two quays. It is old. It handles 3 million tonnes.", "Velm Port"),
    ],
)
def test_what_points_back_is_named(text: str, name: str) -> None:
    assert _named(text)[-1] == name


def test_a_run_in_head_names_what_its_paragraph_is_about() -> None:
    assert _named("**Velm Port:** It handles 3 million tonnes a year.") == [None]
    assert _named("## Velm Port\n\nIt handles 3 million tonnes a year.")[-1] == "Velm Port"


@pytest.mark.parametrize(
    "text",
    [
        "Velm Port has two quays. It is clear that more are needed.",
        "Velm Port has two quays. They handle 3 million tonnes.",
        "Velm Port has two quays. The zone has 37 firms.",
        "Velm Port has two quays. The output of the yard fell by 3%.",
        "Velm Port has two quays. This gives rise to doubt.",
        "The weather was bad. It lasted 3 days.",
        "## Second finding\n\nIt should hire 30 people.",
        "Velm Port has two quays.\n\nIt lasted 3 days.",
        "## Velm Port\n\nProfits rose. The company sold 3 ships.",
    ],
)
def test_what_isnt_sure_stays_unnamed(text: str) -> None:
    assert _named(text)[-1] is None


def test_a_sentence_that_names_its_subject_needs_no_name() -> None:
    assert _named("Velm Port has two quays. Osk has one.") == [None, None]
