"""Whether two times, as `Quantity.period` writes them, can be the same.

The one thing to know: silence is no clash. A year agrees with any day of it, "since 2017" with
2017, a year with an end of a longer stretch; times clash that share nothing, or that are
stretches of the same kind with other ends.
"""

from briqa.quantities.periods import read_period


def periods_agree(one: str, other: str) -> bool:
    """Whether two periods name the same time as far as the coarser of them tells.

    >>> periods_agree("2022", "2022-12-31"), periods_agree("2017/", "2017")
    (True, True)
    >>> periods_agree("2013/2022", "2022"), periods_agree("2021", "2022")
    (True, False)
    """
    ours, theirs = _ends(one), _ends(other)
    if len(ours) == len(theirs):
        return all(_same(a, b) for a, b in zip(ours, theirs, strict=True))
    return any(_same(a, b) for a in ours for b in theirs)


def periods_clash(one: str, other: str) -> bool:
    """Whether two periods can't both hold of one figure.

    >>> periods_clash("2021", "2022"), periods_clash("2017/", "2019/")
    (True, True)
    >>> periods_clash("2022", "2020/")
    False
    """
    if periods_agree(one, other):
        return False
    if one.count("/") == other.count("/") == 1 and one.endswith("/") == other.endswith("/"):
        return True
    ours, theirs = read_period(one), read_period(other)
    return ours is not None and theirs is not None and not ours.overlaps(theirs)


def _ends(period: str) -> list[str]:
    return [end for end in period.split("/") if end]


def _same(one: str, other: str) -> bool:
    """Whether one of two dates is the other, or the year or month that holds it."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short)
