import pytest

from briqa.bibliography.dates import read_date
from briqa.bibliography.people import read_people
from briqa.bibliography.work import PartialDate, Person, Work


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Ada Okafor", [Person("Okafor", "Ada")]),
        ("Okafor, Ada", [Person("Okafor", "Ada")]),
        ("Ada Okafor, Per Lindqvist", [Person("Okafor", "Ada"), Person("Lindqvist", "Per")]),
        ("Okafor, Ada; Lindqvist, Per", [Person("Okafor", "Ada"), Person("Lindqvist", "Per")]),
        ("Ada Okafor and Jan de Wit", [Person("Okafor", "Ada"), Person("Wit", "Jan", "de")]),
        ("van der Berg, Jan", [Person("Berg", "Jan", "van der")]),
        ("Martin Hale Jr.", [Person("Hale", "Martin", suffix="Jr.")]),
        ("Hale, Martin, Jr.", [Person("Hale", "Martin", suffix="Jr.")]),
        ("World Harbour Agency", [Person(literal="World Harbour Agency")]),
        ("Ministry of Transport and Water", [Person(literal="Ministry of Transport and Water")]),
        ("UNCTAD", [Person(literal="UNCTAD")]),
        ("Hu Biliang", [Person("Hu", "Biliang")]),
        ("Mei Zhang", [Person("Zhang", "Mei")]),
        ("Lin Carter", [Person("Carter", "Lin")]),
        ("张伟、李小明", [Person("张", "伟"), Person("李", "小明")]),
        ("欧阳明", [Person("欧阳", "明")]),
        ("江苏省统计局", [Person(literal="江苏省统计局")]),
        (" ; ", []),
    ],
)  # fmt: skip
def test_names_as_files_write_them(written: str, people: list[Person]) -> None:
    assert read_people([written]) == tuple(people)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2023", PartialDate(2023)),
        ("2023-12-03", PartialDate(2023, 12, 3)),
        ("2023/12", PartialDate(2023, 12)),
        ("December 2023", PartialDate(2023, 12)),
        ("3 Dec. 2023", PartialDate(2023, 12, 3)),
        ("December 3rd, 2023", PartialDate(2023, 12, 3)),
        ("2023年12月3日", PartialDate(2023, 12, 3)),
        ("2023-15-40", PartialDate(literal="2023-15-40")),
        ("Spring 2023", PartialDate(literal="Spring 2023")),
        ("in press", PartialDate(literal="in press")),
        ("n.d.", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_as_files_write_them(written: str | None, date: PartialDate | None) -> None:
    assert read_date(written) == date


def test_what_cant_be_is_refused() -> None:
    with pytest.raises(ValueError, match="neither a person"):
        Person()
    with pytest.raises(ValueError, match="neither a person"):
        Person("Okafor", literal="Agency")
    with pytest.raises(ValueError, match="day without a month"):
        PartialDate(2020, day=3)
    with pytest.raises(ValueError, match="calendar"):
        PartialDate(2020, 13)
    with pytest.raises(ValueError, match="no type of CSL"):
        Work("1", "novel")
