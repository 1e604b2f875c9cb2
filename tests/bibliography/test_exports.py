import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.bibliography import ExportFormat, PartialDate, Person, Work, citation_keys, export
from briqa.bibliography.bibtex import read_bibtex, write_bibtex
from briqa.bibliography.csl_json import read_csl_json
from briqa.bibliography.ris import read_ris
from briqa.bibliography.work import TYPES
from tests.bibliography.works import WORKS

PATH = Path("x")
# What titles and names are made of, LaTeX's own characters included.
LETTERS = "abcXYZ éÖß张 &%$#_{}~^\\'-.:;!?()[]/<>@0123456789"
TEXT = st.text(st.sampled_from(LETTERS), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
FILLED = TEXT.filter(lambda text: re.search(r"[^\W_]", text) is not None)
# BibTeX can't tell these apart: names in BibTeX's own grammar have capitals and no separators.
NAME = st.from_regex(r"[A-ZÖÉ][a-zéß]{1,8}([-'][A-Z][a-z]{1,5})?", fullmatch=True)
PEOPLE = st.one_of(
    st.builds(
        Person,
        family=NAME,
        given=NAME,
        particle=st.sampled_from([None, "van der", "de", "von"]),
        suffix=st.sampled_from([None, "Jr.", "III"]),
    ),
    st.builds(Person, literal=FILLED),
    st.just(Person(family="张", given="伟")),
)
DATES = st.one_of(
    st.none(),
    st.builds(PartialDate, year=st.integers(1000, 2999)),
    st.builds(PartialDate, year=st.integers(1000, 2999), month=st.integers(1, 12)),
    st.builds(
        PartialDate,
        year=st.integers(1000, 2999),
        month=st.integers(1, 12),
        day=st.integers(1, 28),
    ),
    st.just(PartialDate(literal="in press")),
)
OPTIONAL = st.one_of(st.none(), FILLED)
ADDRESS = st.one_of(st.none(), st.sampled_from(["https://a.org/x_y%20z?q=1&r=2#s~t", "10.1/a_b"]))
ANY_WORK = st.builds(
    Work,
    id=st.just("key"),
    type=st.sampled_from(sorted(TYPES)),
    title=OPTIONAL,
    authors=st.lists(PEOPLE, max_size=3).map(tuple),
    editors=st.lists(PEOPLE, max_size=2).map(tuple),
    issued=DATES,
    accessed=DATES.filter(lambda date: date is None or date.year is not None),
    publisher=OPTIONAL,
    place=OPTIONAL,
    container_title=OPTIONAL,
    collection_title=OPTIONAL,
    event=OPTIONAL,
    volume=OPTIONAL,
    issue=st.sampled_from([None, "3", "3-4"]),
    pages=st.sampled_from([None, "12", "12-34", "e5, 7-9"]),
    edition=OPTIONAL,
    number=OPTIONAL,
    doi=ADDRESS,
    url=ADDRESS,
    isbn=st.sampled_from([None, "978-3-16-148410-0"]),
    language=st.sampled_from([None, "en", "zh-CN"]),
    note=OPTIONAL,
    remark=OPTIONAL,
)


@given(ANY_WORK)
def test_bibtex_gives_back_what_was_written(work: Work) -> None:
    entries, problems = read_bibtex(write_bibtex([work], {"key": "key"}), PATH)
    assert not problems
    assert entries[0].work == work


@given(ANY_WORK)
def test_csl_json_gives_back_what_was_written(work: Work) -> None:
    works, problems = read_csl_json(export([work], ExportFormat.CSL_JSON), PATH)
    assert not problems
    assert works == [work]


@pytest.mark.parametrize("name", WORKS)
def test_every_form_gives_back_the_works_of_the_table(name: str) -> None:
    work = WORKS[name]
    assert read_bibtex(write_bibtex([work], {name: name}), PATH)[0][0].work == work
    assert read_csl_json(export([work], ExportFormat.CSL_JSON), PATH)[0] == [work]
    assert read_ris(export([work], ExportFormat.RIS), PATH)[0] == [work]


def test_bibtex_escapes_what_latex_reads() -> None:
    work = Work("1", title="50% of A&B_c #1 {x} $5", publisher="Q & A")
    text = export([work], ExportFormat.BIBTEX)
    assert r"50\% of {A\&B\_c} \#1 \lbrace{}x\rbrace{} \$5" in text
    assert r"publisher = {Q \& A}" in text


def test_keys_name_author_year_and_first_word() -> None:
    works = [
        Work(
            "1",
            title="The Belt of ports",
            authors=(Person("Smith", "J"),),
            issued=PartialDate(2020),
        ),
        Work(
            "2", title="Belt and river", authors=(Person("Smith", "A"),), issued=PartialDate(2020)
        ),
        Work("3", title="On tides", authors=(Person(literal="World Bank"),)),
        Work(
            "4", title="Øresund", authors=(Person("Åberg-Straße", "Z"),), issued=PartialDate(1999)
        ),
        Work("reports/港口.md", title="港口"),
    ]
    keys = citation_keys(works)
    assert list(keys.values()) == [
        "smith2020belt", "smith2020belta", "worldbanktides", "abergstrasse1999oresund", "reportsmd"
    ]  # fmt: skip
    assert citation_keys(works[::-1]) == keys


@given(st.lists(ANY_WORK, max_size=6))
def test_keys_are_unique_and_plain(works: list[Work]) -> None:
    numbered = [
        Work(str(number), title=work.title, authors=work.authors, issued=work.issued)
        for number, work in enumerate(works)
    ]
    keys = list(citation_keys(numbered).values())
    assert len(set(keys)) == len(numbered)
    assert all(re.fullmatch("[a-z0-9]+", key) for key in keys)


def test_csl_json_has_the_names_of_csl() -> None:
    item = json.loads(export([WORKS["book"]], ExportFormat.CSL_JSON))[0]
    assert item["author"] == [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}
    ]
    assert item["publisher-place"] == "Rotterdam"
    assert item["issued"] == {"date-parts": [[2018]]}


def test_csl_json_keeps_the_entries_that_are_right() -> None:
    works, problems = read_csl_json('[{"id": 1, "title": ["x"]}, {"id": 2, "title": "b"}]', PATH)
    assert [work.id for work in works] == ["2"]
    assert str(problems[0]).startswith("x, entry 1: can't be read")


def test_ris_tells_of_a_record_without_an_end() -> None:
    text = "TY  - BOOK\nTI  - Alpha\n\nTY  - BOOK\nTI  - Beta\n  goes on\nER  - \n"
    works, problems = read_ris(text, PATH)
    assert [work.title for work in works] == ["Beta goes on"]
    assert str(problems[0]).startswith("x, line 1: the record isn't ended")


def test_two_works_of_one_id_arent_exported() -> None:
    with pytest.raises(ValueError, match="two works"):
        export([Work("1"), Work("1")], ExportFormat.RIS)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 3000), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["id", "type", "title", "author", "issued", "date-parts", "family"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=3))
def test_no_json_breaks_the_reader(items: list[object]) -> None:
    works, problems = read_csl_json(json.dumps(items), PATH)
    assert len(works) + len(problems) == len(items)


@given(st.text(st.sampled_from("TYAUDE  -\n/1a")))
def test_no_text_breaks_the_reader_of_ris(text: str) -> None:
    read_ris(text, PATH)
