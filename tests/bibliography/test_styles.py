import subprocess
import sys
import time

import pytest

from briqa.bibliography import (
    STYLES,
    Form,
    Kind,
    Locator,
    Mention,
    PartialDate,
    Person,
    Work,
    bibliography,
    cite_all,
    entry,
    find_style,
    in_text,
)
from briqa.errors import UnknownStyle

JOHN = Person("Smith", "John")
ANN = Person("Smith", "Ann")


def book(
    key: str, title: str, *authors: Person, year: int | None = 2020, language: str | None = None
) -> Work:
    issued = PartialDate(year) if year else None
    return Work(
        key,
        "book",
        title,
        authors,
        issued=issued,
        publisher="Quay",
        place="Oslo",
        language=language,
    )


def cited(style: str, *groups: list[Mention]) -> tuple[str, ...]:
    return cite_all(groups, style=style).citations


def alone(*works: Work) -> list[list[Mention]]:
    return [[Mention(work)] for work in works]


ALPHA, BETA = book("1", "Alpha", JOHN), book("2", "Beta", JOHN)


def test_letters_behind_the_year_follow_the_bibliography() -> None:
    text = cite_all(alone(BETA, ALPHA), style="apa")
    assert text.citations == ("(Smith, 2020b)", "(Smith, 2020a)")
    assert text.bibliography == (
        "Smith, J. (2020a). Alpha. Quay.",
        "Smith, J. (2020b). Beta. Quay.",
    )
    assert text.works == (ALPHA, BETA)


def test_works_without_a_date_get_letters_too() -> None:
    works = [book("1", "Alpha", JOHN, year=None), book("2", "Beta", JOHN, year=None)]
    assert cited("apa", *alone(*works)) == ("(Smith, n.d.-a)", "(Smith, n.d.-b)")
    assert cited("harvard", *alone(*works)) == ("(Smith, no date a)", "(Smith, no date b)")


def test_people_of_one_family_name_get_initials() -> None:
    assert cited("apa", *alone(ALPHA, book("3", "Gamma", ANN, year=2019))) == (
        "(J. Smith, 2020)",
        "(A. Smith, 2019)",
    )


def test_a_shortened_list_of_names_grows_until_it_tells_works_apart() -> None:
    first = book("1", "Alpha", Person("Lee", "A"), Person("Kay", "B"), Person("Mo", "C"))
    second = book("2", "Beta", Person("Lee", "A"), Person("Oz", "B"), Person("Mo", "C"))
    assert cited("chicago", *alone(first, second)) == (
        "(Lee, Kay, et al. 2020)",
        "(Lee, Oz, et al. 2020)",
    )


def test_mla_tells_works_of_one_author_apart_by_title() -> None:
    assert cited("mla", *alone(ALPHA, BETA)) == ("(Smith, Alpha)", "(Smith, Beta)")
    assert bibliography([ALPHA, BETA], style="mla") == (
        "Smith, John. Alpha. Quay, 2020.",
        "———. Beta. Quay, 2020.",
    )


def test_numbers_follow_first_use() -> None:
    gamma = book("3", "Gamma", ANN)
    text = cite_all(
        [[Mention(gamma)], [Mention(ALPHA), Mention(gamma)], [Mention(BETA)]], style="ieee"
    )
    assert text.citations == ("[1]", "[1], [2]", "[3]")
    assert [work.id for work in text.works] == ["3", "1", "2"]
    assert [line[:3] for line in text.bibliography] == ["[1]", "[2]", "[3]"]


def test_gb7714_joins_numbers_and_puts_pages_behind_the_bracket() -> None:
    gamma = book("3", "Gamma", ANN)
    pages = Locator(page="7", page_number=7, last_page="9")
    text = cite_all(
        [[Mention(ALPHA), Mention(BETA), Mention(gamma)], [Mention(BETA, pages)]],
        style="gb7714",
        form=Form.HTML,
    )
    assert text.citations == ("<sup>[1-3]</sup>", "<sup>[2]7-9</sup>")


def test_names_that_the_cite_before_has_are_left_out() -> None:
    later = book("3", "Gamma", JOHN, year=2021)
    assert cited("apa", [Mention(later), Mention(ALPHA)]) == ("(Smith, 2020, 2021)",)


def test_a_second_note_is_short() -> None:
    page = Locator(page="5", page_number=5)
    assert cited("chicago-notes", [Mention(ALPHA)], [Mention(BETA)], [Mention(ALPHA, page)]) == (
        "John Smith, Alpha (Quay, 2020).",
        "John Smith, Beta (Quay, 2020).",
        "Smith, Alpha, 5.",
    )


def test_a_bibliography_is_sorted_without_articles_accents_and_case() -> None:
    works = [
        book("1", "Oars", Person("zander", "A")),
        book("2", "The anchor"),
        book("3", "Buoys", Person("Österberg", "A")),
        book("4", "Buoys", Person("Berg", "A", particle="van der")),
    ]
    order = cite_all(alone(*works), style="chicago").works
    assert [work.id for work in order] == ["2", "4", "3", "1"]


def test_remarks_stand_at_the_end_of_the_entry_and_nowhere_else() -> None:
    work = Work("1", "book", "Alpha", (JOHN,), remark="Machine translation", url="https://a.org/x")
    assert entry(work, style="apa") == (
        "Smith, J. (n.d.). Alpha. https://a.org/x [Machine translation]"
    )
    assert entry(work, style="chicago").endswith("https://a.org/x. [Machine translation].")
    assert all("translation" not in in_text(work, style=style) for style in STYLES)


@pytest.mark.parametrize("style", STYLES)
def test_no_style_leaves_marks_that_meet_or_empty_brackets(style: str) -> None:
    works = [
        book("1", "Why?", Person("King", "M.", suffix="Jr.")),
        book("2", "Alpha et al.", Person(literal="Quay Inc.")),
        Work("3", "article-journal", "End.", container_title="J. Tides", issued=PartialDate(2020)),
        Work("4", "webpage"),
        Work("5", "chapter", "Part", container_title="Whole!"),
    ]
    for line in bibliography(works, style=style):
        assert not any(
            bad in line for bad in ("..", ",,", ",.", "?.", "!.", "()", "[]", "  ", " .")
        )
        assert not any("\ue000" <= mark <= "\uf8ff" for mark in line)


@pytest.mark.parametrize("style", STYLES)
def test_a_work_without_anything_has_an_entry(style: str) -> None:
    assert isinstance(entry(Work("1"), style=style), str)
    assert in_text(Work("1", title="Alpha"), style=style)


@pytest.mark.parametrize("style", STYLES)
def test_what_stands_beside_a_work_never_breaks_its_entry(style: str) -> None:
    text = cite_all(alone(ALPHA, BETA), style=style)
    assert len(text.citations) == len(set(text.citations)) == len(text.bibliography) == 2


def test_html_is_escaped_and_markdown_keeps_its_marks() -> None:
    work = book("1", "A <b>bold</b> *star* & <script>", JOHN)
    assert entry(work, style="apa", form=Form.HTML) == (
        "Smith, J. (2020). <i>A <b>bold</b> *star* &amp; &lt;script&gt;</i>. Quay."
    )
    assert entry(work, style="apa", form=Form.MARKDOWN) == (
        r"Smith, J. (2020). *A **bold** \*star\* & \<script>*. Quay."
    )
    assert entry(work, style="apa") == "Smith, J. (2020). A bold *star* & <script>. Quay."


def test_italics_in_italics_turn_upright() -> None:
    work = book("1", "The <i>Aurora</i> papers", JOHN)
    assert "<i>The </i>Aurora<i> papers</i>" in entry(work, style="apa", form=Form.HTML)


def test_title_case_is_for_english_alone() -> None:
    german = book("1", "Häfen und ihre städte", JOHN, language="de")
    assert "Häfen und ihre städte" in entry(german, style="mla")
    assert "Häfen Und Ihre Städte" in entry(book("1", "Häfen und ihre städte", JOHN), style="mla")


def test_gb7714_says_et_al_in_the_language_of_the_work() -> None:
    people = tuple(Person(name, "A") for name in ("Li", "Mo", "Oz", "Pe"))
    assert "LI A, MO A, OZ A, et al. Alpha[M]" in entry(book("1", "Alpha", *people), style="gb7714")
    chinese = tuple(Person(name, "平") for name in "张李王赵")
    assert "张平, 李平, 王平, 等. 港口[M]" in entry(book("1", "港口", *chinese), style="gb7714")


LOCATORS = {
    "apa": ("(Smith, 2020, Section 3.2, para. 4)", "(Smith, 2020, Trade section, para. 4)"),
    "chicago": ("(Smith 2020, sec. 3.2, para. 4)", "(Smith 2020, under “Trade,” para. 4)"),
    "mla": ("(Smith, sec. 3.2, par. 4)", "(Smith, “Trade” section, par. 4)"),
    "ieee": ("[1, Sec. 3.2, Para. 4]", "[1, “Trade” section, Para. 4]"),
    "harvard": ("(Smith, 2020, sec. 3.2, para. 4)", "(Smith, 2020, ‘Trade’ section, para. 4)"),
    "gb7714": ("[1]sec. 3.2, para. 4", "[1]“Trade”, para. 4"),
}


@pytest.mark.parametrize("style", LOCATORS)
def test_a_place_without_a_page_is_section_and_paragraph(style: str) -> None:
    numbered = Locator(section_number="3.2", section_title="Trade", paragraph=4)
    named = Locator(section_title="Trade", paragraph=4)
    assert in_text(ALPHA, numbered, style=style) == LOCATORS[style][0]
    assert in_text(ALPHA, named, style=style) == LOCATORS[style][1]


def test_an_unknown_style_names_those_there_are() -> None:
    with pytest.raises(UnknownStyle, match=r"did you mean harvard.*apa, chicago"):
        entry(ALPHA, style="Havard")
    assert find_style(" APA ").kind is Kind.AUTHOR_DATE


def test_two_works_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two works of the id '1'"):
        cite_all(alone(ALPHA, book("1", "Other", ANN)), style="apa")
    with pytest.raises(ValueError, match="without works"):
        cite_all([[]], style="apa")


def test_nothing_cited_gives_an_empty_bibliography() -> None:
    assert bibliography([], style="ieee") == ()


def test_a_style_is_read_once() -> None:
    entry(ALPHA, style="chicago")
    start = time.perf_counter()
    for _ in range(5):
        entry(ALPHA, style="chicago")
    assert time.perf_counter() - start < 1


def test_the_package_loads_without_its_libraries() -> None:
    code = (
        "import sys, briqa.bibliography;"
        "print([name for name in ('citeproc', 'bibtexparser', 'pylatexenc', 'torch')"
        " if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("style", "made"),
    [
        ("apa", "Smith and Kay (2020, p. 5)"),
        ("chicago", "Smith and Kay (2020, 5)"),
        ("harvard", "Smith and Kay (2020, p. 5)"),
        ("mla", "Smith and Kay (5)"),
        ("ieee", "[1, p. 5]"),
        ("gb7714", "[1]5"),
    ],
)
def test_a_sentence_may_name_the_authors_itself(style: str, made: str) -> None:
    page = Locator(page="5", page_number=5)
    work = book("1", "Alpha", JOHN, Person("Kay", "B"))
    assert in_text(work, page, style=style, narrative=True) == made


def test_a_work_without_authors_is_named_by_its_title_in_a_sentence() -> None:
    assert in_text(book("1", "Alpha"), style="apa", narrative=True) == "Alpha (2020)"
    assert in_text(ALPHA, style="mla", narrative=True) == "Smith"
