"""How well quantities are read, beside quantulum3, on two public sets of cases; and how fast.

    python bench/quantities.py QUANTULUM3 RECOGNIZERS [--text FILE] [--failures] [--predictions OUT]

QUANTULUM3 is the folder of test cases of nielstron/quantulum3 (`quantities.json`,
`quantities.ambiguity.json`). RECOGNIZERS is the folder `Specs` of microsoft/Recognizers-Text, of
which the English Number, Ordinal, Percentage, Currency and Dimension models are read. All rows are
counted, also those whose `NotSupported` names a port of Recognizers-Text: the marks say what that
program can't do yet, not what the English means. Rows without a value ("dollars") are left out.

A gold figure is right in value if a figure of the same input has that value, and right in value
and unit if one has both; each figure is used once. Where the gold is the mean of a range, so is the
value of both libraries' ranges. Units are folded by `_SAME_UNITS` to one name each, for both
libraries alike; what is only counted (a noun, a rank, a year) has the unit "nothing".

Some golds follow a convention that briqa doesn't share on purpose (`_DIFFERENCES`). The figures
are printed with them and without; what is left out of the second is left out for both libraries.
`--text` measures the speed on a file of one's own; on hostile inputs it is always measured.
"""

import argparse
import json
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from briqa.quantities import Quantity, parse_quantities

_NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a library or of the gold: its value and folded unit; `surface` is its text.

    `noun` is what is counted, where the unit is "nothing": some golds take it for the unit.
    """

    value: float
    unit: str
    surface: str
    noun: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An input, its gold figures, and whether the set says what unit they have."""

    name: str
    text: str
    figures: tuple[Figure, ...]
    has_units: bool = True


Reader = Callable[[str], list[Figure]]

# --- units -------------------------------------------------------------------------------------

# The folded name, and the other names that the two libraries and the two sets have for it.
_SAME_UNITS: Final = """
nothing: dimensionless, rank, time, times, count, number, ordinal
percent: percentage, percent, %
USD: dollar, united states dollar, us dollar
GBP: pound sterling, british pound, sterling
EUR: euro, euros
CNY: chinese yuan, yuan, renminbi, chinese yuan renminbi
JPY: japanese yen, yen
INR: indian rupee, rupee
KRW: south korean won, won
CHF: swiss franc
SEK: swedish krona
NOK: norwegian krone
DKK: danish krone
CAD: canadian dollar
AUD: australian dollar
NZD: new zealand dollar
HKD: hong kong dollar
SGD: singapore dollar
TWD: new taiwan dollar
MXN: mexican peso
BRL: brazilian real
TRY: turkish lira
RUB: russian ruble, russian rouble
ILS: israeli new sheqel, israeli shekel
PLN: polish złoty, polish zloty
THB: thai baht
IDR: indonesian rupiah
MYR: malaysian ringgit
PHP: philippine peso
PKR: pakistani rupee
SAR: saudi riyal
AED: united arab emirates dirham
KWD: kuwaiti dinar
QAR: qatari riyal
IRR: iranian rial
BTC: bitcoin
FIM: finnish markka
DEM: german mark, deutsche mark
FRF: french franc
ITL: italian lira
CRC: costa rican colón
GEL: georgian lari
LAK: lao kip
LKR: sri lankan rupee
NLG: netherlands guilder
cent: cent, us cent, euro cent
penny: pence, pennies
tonne: ton, metric ton, short ton, long ton
pound: pound-mass
watt hour: watt-hour
kilowatt hour: kilowatt-hour
megawatt hour: megawatt-hour
gigawatt hour: gigawatt-hour
square foot: ft2
square mile: mi2
square metre: m2
square kilometre: km2
square centimetre: cm2
cubic metre: m3
cubic kilometre: km3
cubic centimetre: cm3, millilitre
cubic foot: ft3
kilometre per hour: km/h
mile per hour: mph
metre per second: m/s
celsius: degree celsius, c
fahrenheit: degree fahrenheit, f
kelvin: k
minute of arc: arcminute
second of arc: arcsecond
"""
_UNIT_OF: Final[dict[str, str]] = {
    variant: name
    for name, _, variants in (row.partition(": ") for row in _SAME_UNITS.strip().splitlines())
    for variant in (name.lower(), *variants.split(", "))
}


def fold_unit(name: str) -> str:
    """One name for a unit, whoever wrote it."""
    lowered = name.lower().replace("grammes", "gram").replace("gramme", "gram")
    british = re.sub(r"\b(\w*)(met|lit)er\b", r"\1\2re", lowered)
    parts = [_UNIT_OF.get(part, part) for part in british.split(" per ")]
    return _UNIT_OF.get(british, " per ".join(parts))


# --- conventions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """A convention of a set that briqa doesn't share: the golds it holds for, and why."""

    reason: str
    applies: Callable[[Case, Figure], bool]


def _labels(case: Case, figure: Figure) -> bool:
    """Whether the gold number is a label, a name, an address, a date or a part of one."""
    surface = figure.surface.strip()
    if not re.fullmatch(r"[0-9]{1,4}(?:,[0-9]{2,3}){0,3}|0000", surface):
        return False
    number = re.escape(surface)
    named = (
        r"SCP-|\bnrs?\. (?:[0-9,]*,)?|\bVoyager |\bEnglish |\bi[0-9] |South |[0-9]{2,3} (?=0000)"
    )
    pattern = (
        rf"(?:{named}){number}|[0-9/.-]{number}(?:[/.-][0-9]|$|\b(?=[?]))"
        rf"|\b{number}[./-][0-9]+[./-]"
    )
    return re.search(pattern, case.text) is not None


_DIFFERENCES: Final = (
    Difference(
        "the number behind “percent of” is what is shared, not the share",
        lambda _, gold: re.match("per ?cents? of ", gold.surface) is not None,
    ),
    Difference(
        "a rate of the calendar keeps the unit of what is counted, without “per week”",
        lambda _, gold: re.search(" per (?:hour|day|week|year)$", gold.unit) is not None,
    ),
    Difference(
        "a dozen is twelve, not one of a unit",
        lambda _, gold: gold.value == 1 and "dozen" in gold.surface,
    ),
    Difference(
        "a bare “a” isn't the number one",
        lambda _, gold: gold.value == 1 and re.match("an? ", gold.surface) is not None,
    ),
    Difference("labels, names, addresses and dates are no quantities", _labels),
    Difference(
        "both ends of a series are figures; they aren't averaged",
        lambda case, figure: (
            " to " in figure.surface
            and re.search(
                rf"\b(?:from|rose from|reduced from)[\w $]*{re.escape(figure.surface)}", case.text
            )
            is not None
        ),
    ),
    Difference(
        "money in brackets in a sentence is an aside, not a loss",
        lambda _, gold: gold.value < 0 and gold.surface.startswith("($"),
    ),
    Difference("“absolute zero” is a name", lambda _, gold: gold.surface == "absolute zero"),
    Difference(
        "a century is a name, not a rank",
        lambda case, gold: (
            re.search(rf"{re.escape(gold.surface)}[ -]century", case.text, re.IGNORECASE)
            is not None
        ),
    ),
)


def difference(case: Case, figure: Figure) -> str | None:
    """The reason why briqa reads this gold otherwise on purpose, or None."""
    return next((known.reason for known in _DIFFERENCES if known.applies(case, figure)), None)


# --- sets --------------------------------------------------------------------------------------


def quantulum3_cases(folder: Path) -> Iterator[Case]:
    """The cases of quantulum3's own tests, their easy and their ambiguous file."""
    for name in ("quantities", "quantities.ambiguity"):
        for row in json.loads((folder / f"{name}.json").read_text("utf-8")):
            figures = tuple(
                Figure(float(gold["value"]), fold_unit(gold["unit"]), gold["surface"])
                for gold in row["res"]
            )
            yield Case("quantulum3 " + name.removeprefix("quantities"), row["req"], figures)


_MODELS: Final = {
    "Number": "Number/English/NumberModel.json",
    "Ordinal": "Number/English/OrdinalModel.json",
    "Percentage": "Number/English/PercentModel.json",
    "Currency": "NumberWithUnit/English/CurrencyModel.json",
    "Dimension": "NumberWithUnit/English/DimensionModel.json",
}


def recognizers_cases(folder: Path) -> Iterator[Case]:
    """The cases of five English models of Recognizers-Text."""
    for name, path in _MODELS.items():
        for row in json.loads((folder / path).read_text("utf-8-sig")):
            figures = tuple(
                figure
                for gold in row["Results"]
                if (figure := _recognizers_figure(name, gold)) is not None
            )
            yield Case(name, row["Input"], figures, name not in ("Number", "Ordinal"))


def _recognizers_figure(name: str, gold: dict[str, Any]) -> Figure | None:
    resolution = gold.get("Resolution") or {}
    try:
        value = float(str(resolution.get("value")).rstrip("%"))
    except ValueError:  # a unit alone, or "last": an ordinal that is no number
        return None
    unit = "percent" if name == "Percentage" else resolution.get("unit") or _NOTHING
    if name == "Currency" and unit == "Pound":  # in that model it is never the weight
        unit = "British pound"
    return Figure(value, fold_unit(unit), gold["Text"])


# --- libraries ---------------------------------------------------------------------------------


def read_with_briqa(text: str) -> list[Figure]:
    """The figures of briqa; a range has the value of its middle too, as the golds have."""
    return [_of_briqa(text, quantity) for quantity in parse_quantities(text)]


def _of_briqa(text: str, quantity: Quantity) -> Figure:
    value = quantity.value
    if quantity.is_range and quantity.kind != "date":
        value = (quantity.value_low + quantity.value_high) / 2
    counted = quantity.kind in ("count", "ordinal", "date", "ratio")
    unit = _NOTHING if counted else fold_unit(quantity.unit or _NOTHING)
    noun = quantity.unit if counted else None
    return Figure(value, unit, text[quantity.span.start : quantity.span.end], noun)


def quantulum3_reader() -> Reader | None:
    """Reads with quantulum3, or None where it isn't installed."""
    try:
        from quantulum3 import classifier, parser
    except ImportError:
        return None
    warnings.filterwarnings("ignore", module="sklearn")  # of the version that its model is of
    try:
        parser.parse("20 pounds")
    except ImportError:  # its model is pickled; not every scikit-learn can read it
        classifier.USE_CLF = False
        print("quantulum3 reads without its classifier, which this scikit-learn can't load")

    def read(text: str) -> list[Figure]:
        try:
            found = parser.parse(text)
        except Exception:  # what it fails on counts as not found
            return []
        return [Figure(one.value, fold_unit(one.unit.name), one.surface) for one in found]

    return read


# --- scores ------------------------------------------------------------------------------------


def same_value(one: float, other: float) -> bool:
    """Whether two values are equal to a part in a million."""
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other))


def right(case: Case, found: Iterable[Figure], *, with_unit: bool) -> list[bool]:
    """For each gold figure whether the library has it."""
    left = list(found)
    results = []
    for gold in case.figures:
        able = [one for one in left if same_value(one.value, gold.value)]
        matching = [one for one in able if gold.unit in (one.unit, one.noun)]
        best = matching if with_unit else matching or able
        results.append(bool(best))
        if best:
            left.remove(best[0])
    return results


def print_accuracy(cases: Sequence[Case], readers: dict[str, Reader | None]) -> None:
    """A row for each set: right in value, and in value and unit, with and without differences."""
    print(f"{'':28}" + "".join(f"{name:>30}" for name in readers))
    print(f"{'':28}" + f"{'value':>15}{'value + unit':>15}" * len(readers))
    for name in dict.fromkeys(case.name for case in cases):
        members = [case for case in cases if case.name == name]
        for label, skips in ((name, False), ("  without differences", True)):
            cells = [_cells(members, reader, skips=skips) for reader in readers.values()]
            print(f"{label:28}" + "".join(cells))


def _cells(cases: Sequence[Case], reader: Reader | None, *, skips: bool) -> str:
    if reader is None:
        return f"{'not installed':>30}"
    cells = ""
    for with_unit in (False, True):
        if with_unit and not cases[0].has_units:
            cells += f"{'':15}"
            continue
        marks = [
            mark
            for case in cases
            for gold, mark in zip(
                case.figures, right(case, reader(case.text), with_unit=with_unit), strict=True
            )
            if not (skips and difference(case, gold))
        ]
        share = f"{sum(marks)}/{len(marks)}"
        cells += f"{share:>9}{100 * sum(marks) / max(1, len(marks)):6.1f}"
    return cells


def print_excess(cases: Sequence[Case], readers: dict[str, Reader | None]) -> None:
    """How many figures each library has that no gold of quantulum3's complete sets has."""
    complete = [case for case in cases if case.name.startswith("quantulum3")]
    for name, reader in readers.items():
        if reader is not None:
            excess = sum(
                len(found := reader(case.text)) - sum(right(case, found, with_unit=False))
                for case in complete
            )
            print(f"{name} finds {excess} figures that quantulum3's golds don't have")


def print_differences(cases: Sequence[Case]) -> None:
    """How many golds each difference leaves out."""
    reasons = Counter(
        reason for case in cases for gold in case.figures if (reason := difference(case, gold))
    )
    print("\ndifferent on purpose:")
    for reason, count in reasons.most_common():
        print(f"{count:5}  {reason}")


def print_failures(cases: Sequence[Case]) -> None:
    """The golds that briqa misses, with what it finds."""
    for case in cases:
        found = read_with_briqa(case.text)
        for gold, mark in zip(
            case.figures, right(case, found, with_unit=case.has_units), strict=True
        ):
            if not mark:
                reason = difference(case, gold)
                print(
                    f"[{case.name}] {case.text[:120]!r}: {gold}" + (f"  ({reason})" * bool(reason))
                )
                print(f"    {[(one.value, one.unit) for one in found]}")


# --- speed -------------------------------------------------------------------------------------

_HOSTILE_LENGTH: Final = 100_000
_HOSTILE: Final = {
    "digits": "1234567890",
    "digits and commas": "1,",
    "groups": "123,456,",
    "digits and points": "1.",
    "commas": ",",
    "points": ".",
    "spaces": " ",
    "digits and spaces": "12 ",
    "groups and spaces": "123 ",
    "signs": "$-",
    "number words": "two hundred and ",
    "ranges": "from 1 to ",
    "a mix": "1.,  2,3 . ",
}


def seconds(text: str) -> float:
    """The time of one reading, the best of three."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        parse_quantities(text)
        times.append(time.perf_counter() - started)
    return min(times)


def print_speed(text: str) -> None:
    """Characters a second on the text, and whether four times the text takes four times as long."""
    once, four_times = seconds(text), seconds((text + "\n\n") * 4)
    print(f"\n{len(text) / once:,.0f} characters/s; four times the text: {four_times / once:.2f}x")


def print_hostile() -> None:
    """Characters a second on inputs that make careless patterns slow, and the same ratio."""
    print(f"\nhostile inputs of {_HOSTILE_LENGTH:,} characters")
    for name, unit in _HOSTILE.items():
        text = (unit * _HOSTILE_LENGTH)[:_HOSTILE_LENGTH]
        once, quarter = seconds(text), seconds(text[: _HOSTILE_LENGTH // 4])
        print(
            f"{name:22}{len(text) / once:14,.0f} characters/s {once / quarter:6.2f}x of a quarter"
        )


def write_predictions(cases: Sequence[Case], path: Path) -> None:
    """One JSON line a case: the input and what briqa reads."""
    with path.open("w", encoding="utf-8") as file:
        for case in cases:
            rows = [[one.surface, one.value, one.unit] for one in read_with_briqa(case.text)]
            row = {"set": case.name, "text": case.text, "figures": rows}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> None:
    """Prints accuracy and speed."""
    parser = argparse.ArgumentParser(description="How well and how fast quantities are read.")
    parser.add_argument("quantulum3", type=Path)
    parser.add_argument("recognizers", type=Path)
    parser.add_argument("--text", type=Path, help="a text to measure the speed on")
    parser.add_argument("--failures", action="store_true", help="list what briqa misses")
    parser.add_argument("--predictions", type=Path, metavar="OUT", help="write what briqa reads")
    arguments = parser.parse_args()
    cases = [
        *quantulum3_cases(arguments.quantulum3),
        *recognizers_cases(arguments.recognizers),
    ]
    readers: dict[str, Reader | None] = {
        "briqa": read_with_briqa,
        "quantulum3": quantulum3_reader(),
    }
    print_accuracy(cases, readers)
    print_excess(cases, readers)
    print_differences(cases)
    if arguments.failures:
        print_failures(cases)
    if arguments.predictions:
        write_predictions(cases, arguments.predictions)
    if arguments.text:
        print_speed(arguments.text.read_text("utf-8"))
    print_hostile()


if __name__ == "__main__":
    main()
