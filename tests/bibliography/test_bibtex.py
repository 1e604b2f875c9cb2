from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.bibliography import PartialDate, Person, Work, entry, read_library
from briqa.bibliography.bibtex import read_bibtex
from briqa.errors import BibliographyError

PATH = Path("library.bib")


def read(text: str) -> Work:
    entries, problems = read_bibtex(text, PATH)
    assert not problems
    (entry,) = entries
    return entry.work


def test_an_article_is_read_with_all_its_fields() -> None:
    work = read(r"""
        @string{jrt = "Journal of River Trade"}
        @article{okafor2021,
          title = {Freight and Tides in the {Upper Delta}: A Study of 50\% of {NASA} \& \emph{Salmo}
                   Data},
          author = "Okafor, Ada and Lindqvist, Per-Erik", journal = jrt, month = mar, year = 2021,
          volume = 12, number = 3, pages = {321--328}, doi = {https://doi.org/10.1234/jrt_42},
        }""")
    assert work == Work(
        "okafor2021",
        "article-journal",
        "Freight and tides in the Upper Delta: A study of 50% of NASA & <i>Salmo</i> data",
        (Person("Okafor", "Ada"), Person("Lindqvist", "Per-Erik")),
        issued=PartialDate(2021, 3),
        container_title="Journal of River Trade",
        volume="12",
        issue="3",
        pages="321-328",
        doi="https://doi.org/10.1234/jrt_42",
    )


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("van der Berg, Jan", [Person("Berg", "Jan", "van der")]),
        ("Ludwig van Beethoven", [Person("Beethoven", "Ludwig", "van")]),
        ("{World Bank}", [Person(literal="World Bank")]),
        ("{Smith and Sons} and Doe, J.", [Person(literal="Smith and Sons"), Person("Doe", "J.")]),
        ("King, Jr., Martin", [Person("King", "Martin", suffix="Jr.")]),
        (r"M{\"u}ller, J{\o}rgen", [Person("Müller", "Jørgen")]),
        (r"{\'E}mile de la Vall{\'e}e Poussin", [Person("Vallée Poussin", "Émile", "de la")]),
        ("张, 伟 and 李小明", [Person("张", "伟"), Person("李", "小明")]),
        ("江苏省统计局", [Person(literal="江苏省统计局")]),
        ("Doe, Jane and others", [Person("Doe", "Jane")]),
    ],
)
def test_names(written: str, people: list[Person]) -> None:
    assert read(f"@book{{a, author = {{{written}}}}}").authors == tuple(people)


@pytest.mark.parametrize(
    ("entry_type", "fields", "kind", "genre"),
    [
        ("article", "", "article-journal", None),
        ("article", "entrysubtype = {newspaper},", "article-newspaper", None),
        ("techreport", "type = {Working paper},", "report", "Working paper"),
        ("report", "", "report", None),
        ("inproceedings", "", "paper-conference", None),
        ("incollection", "", "chapter", None),
        ("inbook", "", "chapter", None),
        ("phdthesis", "", "thesis", "PhD thesis"),
        ("mastersthesis", "", "thesis", "Master’s thesis"),
        ("thesis", "type = {phdthesis},", "thesis", "PhD thesis"),
        ("online", "", "webpage", None),
        ("misc", r"howpublished = {\url{https://a.org}},", "webpage", None),
        ("misc", "", "document", None),
        ("dataset", "", "dataset", None),
        ("standard", "", "standard", None),
        ("nonsense", "", "document", None),
    ],
)
def test_entry_types(entry_type: str, fields: str, kind: str, genre: str | None) -> None:
    work = read(f"@{entry_type}{{a, {fields} title = {{Alpha}}}}")
    assert (work.type, work.genre) == (kind, genre)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("date = {2020-05-04}", PartialDate(2020, 5, 4)),
        ("date = {2020-05}", PartialDate(2020, 5)),
        ("date = {2019-11/2020-02}", PartialDate(2019, 11)),
        ("year = 2020, month = sep", PartialDate(2020, 9)),
        ("year = {2020}, month = {September}", PartialDate(2020, 9)),
        ("year = {2020}, month = 9, day = 3", PartialDate(2020, 9, 3)),
        ("year = {in press}", PartialDate(literal="in press")),
        ("year = {n.d.}", None),
    ],
)
def test_dates(fields: str, date: PartialDate | None) -> None:
    assert read(f"@book{{a, {fields}}}").issued == date


def test_a_title_that_isnt_english_or_in_title_case_stays() -> None:
    assert read("@book{a, title={Der Hafen und die Stadt}, langid={german}}").title == (
        "Der Hafen und die Stadt"
    )
    assert read("@book{a, title={Trade on the Rhine river}}").title == "Trade on the Rhine river"


def test_files_of_reference_managers_are_found() -> None:
    entries, _ = read_bibtex(
        "@book{a, file = {:papers/outlook.pdf:PDF}} @book{b, file = {x.pdf:/tmp/y.pdf:text/pdf}}"
        "@book{c, briqa = {notes.md}}",
        PATH,
    )
    assert [entry.files[0] for entry in entries] == ["papers/outlook.pdf", "x.pdf", "notes.md"]


BROKEN = """@book{good, title = {Alpha}, year = 2020}
@book{open, title = {Unclosed, year = 2020}
@misc{nocomma title = {x}}
@book{good, title = {Again}}
@book{odd, title = {Beta}, date = {2020}, pages = {1}}
"""


def test_a_bad_entry_costs_one_line_and_the_others_are_kept(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "library.bib"
    path.write_text(BROKEN)
    library = read_library(path)
    assert [entry.work.id for entry in library.entries] == ["good", "odd"]
    lines = [str(problem) for problem in library.problems]
    assert [line.split(": ")[0] for line in lines] == [
        f"{path}, line 2 (open)",
        f"{path}, line 3 (nocomma)",
        f"{path}, line 4 (good)",
    ]
    assert all(
        "\n" not in line and line.endswith("correct this entry; the others are used")
        for line in lines
    )
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.bib", b"@book{a, title = {x", "line 1 (a): can't be read"),
        ("a.bib", b"\xff\xfe\x00", "isn't UTF-8"),
        ("a.txt", b"", "isn't a bibliography; give a file ending in .bib"),
        ("a.json", b"{", "line 1: isn't JSON"),
        ("a.json", b"3", "isn't a list of works"),
    ],
)
def test_a_file_that_gives_nothing_is_an_error(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BibliographyError) as caught:
        read_library(path)
    assert said in str(caught.value)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BibliographyError, match="can't be opened"):
        read_library(tmp_path / "no.bib")


def test_an_empty_file_is_an_empty_library(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("% nothing yet\n")
    assert read_library(path).entries == ()


PIECES = st.lists(
    st.sampled_from(
        ["@book{k,", "@article{", "title = ", "{", "}", '"', ",", "\\", "\\begin{x}", "\\emph{a",
         "$", "%", "and", "author = {", "a b, c", "{}", "month = 13", "date = {2020-99}",
         "pages = {}", "year = {0}", "\n", "@string{", "#", "\\'", "{\\'", "é", "\\url{",
         "file = {:::;}", "张"]
    ),
    max_size=25,
)  # fmt: skip


@given(PIECES)
def test_no_text_breaks_the_reader(pieces: list[str]) -> None:
    entries, problems = read_bibtex(" ".join(pieces), PATH)
    assert all("\n" not in str(problem) for problem in problems)
    for found in entries:
        entry(found.work, style="apa")
