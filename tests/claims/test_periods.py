import pytest

from briqa.claims.periods import periods_agree, periods_clash


@pytest.mark.parametrize(
    ("one", "other", "agree", "clash"),
    [
        ("2022", "2022", True, False),
        ("2022", "2022-12-31", True, False),
        ("2021-12", "2021", True, False),
        ("2021", "2022", False, True),
        ("2017/", "2017", True, False),
        ("2017/", "2019/", False, True),
        ("2013/2022", "2022", True, False),
        ("2013/2022", "2013/2021", False, True),
        ("2015", "2013/2022", False, False),
        ("2022-03", "2022-04", False, True),
    ],
)
def test_times_agree_clash_or_leave_it_open(
    one: str, other: str, agree: object, clash: object
) -> None:
    assert periods_agree(one, other) is periods_agree(other, one) is agree
    assert periods_clash(one, other) is periods_clash(other, one) is clash
