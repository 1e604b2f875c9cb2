"""The figures of a table: each cell's number, read with the heads, the row and the caption.

The one thing to know: a cell is read by itself, so that a neighbour lends it nothing. What the
prose around a number says elsewhere (unit, scale, period, what is measured) a table says once for
a column, a row or the whole; the nearest of these that says something holds.
"""

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.dates import find_date
from briqa.quantities.quantity import Kind, Quantity
from briqa.quantities.tables import DASH_CELL, Row, Table, is_time, is_value
from briqa.quantities.units import CURRENCY_CODES, CURRENCY_SIGNS, SCALES, look_up_unit
from briqa.spans import Span
from briqa.values import dataclass

Parse = Callable[[str], tuple[Quantity, ...]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What some words say of the numbers that they stand over or before."""

    scale: Decimal | None = None
    currency: str | None = None
    unit: str | None = None
    kind: Kind | None = None
    exceptions: str = ""


_NOTHING: Final = _Frame()
_FRAME_CHARS: Final = 400
_STRETCH_CHARS: Final = 3000

_SCALE: Final = lazy_pattern(
    r"\b(?P<word>(?i:thousand|million|billion|trillion))s?\b"
    r"|(?P<zeros>(?<![0-9][,.])(?<![0-9])000s?\b)"
    rf"|(?:[$€£¥]|\b(?:US|RMB|Rs\.?|{'|'.join(sorted(CURRENCY_CODES))}))[ \u00a0]?"
    r"(?P<letter>m|M|mn|mm|MM|mln|k|K|b|bn|B)\b"
    r"|\((?P<alone>m|mn|mm|bn|k)\)"
)
_LETTERS: Final = {"m": "million", "mm": "million", "mn": "million", "mln": "million"}
_SIGN: Final = lazy_pattern(
    r"(?:(?<![A-Za-z])(?:US|U\.S\.|USD|HK|A|AU|C|CA|CDN|NZ|S|SG|NT|R|MX|CN|JP|RMB))?[$€£¥￥₹₩]"
    rf"|(?<![A-Za-z])(?:RMB|{'|'.join(sorted(CURRENCY_CODES))})(?=m|mn|bn|k|[^A-Za-z]|$)"
)
_CURRENCY_NAME: Final = lazy_pattern(
    r"\b(?:(?:U\.?S\.?|American|Hong Kong|NT|New Taiwan|Australian|Canadian|Singapore) )?"
    r"(?:dollars?|euros?|renminbi|yuan|pounds? sterling|(?:Japanese )?yen|rupees?)\b",
    re.IGNORECASE,
)
_NAMES: Final = {"nt dollar": "TWD", "nt dollars": "TWD"}
_PERCENT: Final = lazy_pattern(r"%|\bper ?cent(?:age)?\b|\bpct\b", re.IGNORECASE)
_POINTS: Final = lazy_pattern(r"\b(?:percentage points?|ppts?|pp)\b", re.IGNORECASE)
_EXCEPT: Final = lazy_pattern(r"\bexcept\b(.{0,120})", re.IGNORECASE)
_PER_SHARE: Final = lazy_pattern(
    r"\bper[ -](?:[a-z]{1,12}[ -]){0,3}(?:share|unit|ads|adr|stock)\b|\bEPS\b", re.IGNORECASE
)
_SHARES: Final = lazy_pattern(r"\bshares\b|weighted[- ]average number", re.IGNORECASE)
_COUNTS: Final = lazy_pattern(
    r"\b(?:ratio|multiple|(?:number|no\.) of|headcount|employees|life|years|days|months)\b"
    r"|\bterm\b",
    re.IGNORECASE,
)
_IN_UNITS: Final = lazy_pattern(
    r"[(\[](?P<inside>[^()\[\]]{1,60})[)\]]|(?P<whole>^|, )(?P<behind>[A-Za-z0-9²³/.° ]{1,20})$"
)
_ANNOUNCED: Final = lazy_pattern(
    r"[(\[][^()\[\]]{0,60}\b(?:in|[$€£¥]|US\$)[^()\[\]0-9]{0,40}"
    r"(?:thousands?|millions?|billions?|000)[^()\[\]]{0,120}[)\]]"
    r"|\b(?:[Ii]n|[Ee]xpressed in|[Aa]mounts? in|[Pp]resented in) (?:[A-Za-z.$€£¥]{1,12} ){0,3}"
    r"(?:thousands|millions|billions)\b[^.\n]{0,80}"
    r"|\b(?:thousands|millions|billions) of (?:[A-Z.a-z]{1,12} ){0,2}(?:dollars|euros?|yuan|RMB)"
    r"|[$€£¥][’' ]?(?:000|million|m)\b|\([$€£¥]m\)",
)
_LENGTH: Final = lazy_pattern(
    r"\b(?:three|six|nine|twelve|[0-9]{1,2})[ -](?:months?|weeks?)\b|\bquarter\b", re.IGNORECASE
)
_NOTE_HEAD: Final = lazy_pattern(r"(?:foot)?notes?(?: no\.?)?$|ref\.?$", re.IGNORECASE)
_YEAR_WORD: Final = lazy_pattern(
    r"\b(?:year|founded|established|since|built|opened|date|matur|expir|due|until|through)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def _frame(words: str) -> _Frame:
    """What a head, label or caption says of unit and scale."""
    words = words[:_FRAME_CHARS]
    excepted = _EXCEPT.search(words)
    exceptions = excepted.group(1).lower() if excepted else ""
    if excepted:
        words = words[: excepted.start()]
    scale = None
    found = _SCALE.search(words)
    if found is not None:
        word = (found["word"] or found["letter"] or found["alone"] or "thousand").lower()
        if found["zeros"] or word == "k":
            word = "thousand"
        elif word in ("b", "bn"):
            word = "billion"
        scale = SCALES[_LETTERS.get(word, word)]
    currency = None
    sign = _SIGN.search(words)
    name = _CURRENCY_NAME.search(words) if sign is None else None
    if sign is not None:
        currency = CURRENCY_SIGNS.get(sign.group(), sign.group())
    elif name is not None:
        written = name.group().lower()
        known = look_up_unit(written)
        currency = _NAMES.get(written) or (known.name if known else None)
    if _POINTS.search(words):
        return _Frame(scale, currency, "percentage point", "percent", exceptions)
    if currency is None and scale is None and _PERCENT.search(words):
        return _Frame(None, None, "percent", "percent", exceptions)
    if currency is not None:
        return _Frame(scale, currency, currency, "money", exceptions)
    inside = _IN_UNITS.search(words)
    if inside is not None:
        unit = look_up_unit((inside["inside"] or inside["behind"]).removeprefix("in ").strip())
        kinds = ("measure",) if inside["whole"] == "" else ("measure", "duration", "percent")
        if unit is not None and unit.kind in kinds:
            return _Frame(scale, None, unit.name, unit.kind, exceptions)
    return _Frame(scale, None, None, None, exceptions)


_MONTH_DAY: Final = lazy_pattern(
    r"(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?[ \u00a0]+"
    r"([0-3]?[0-9])(?![0-9])"
    r"|(?<![0-9])([0-3]?[0-9])[ \u00a0]+(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
)
_MONTH_NAMES: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LASTS: Final = lazy_pattern(
    r"\b(?:years?|fiscal|months?|quarters?|weeks?|period)\b", re.IGNORECASE
)
_YEAR: Final = lazy_pattern(r"(?<![0-9,.])(?:19|20|21)[0-9]{2}(?![0-9]|[,.][0-9])")
_DATE_START: Final = lazy_pattern(
    r"(?<![A-Za-z0-9])(?=[0-9]|Q[1-4]|[1-4]Q|H[12]|FY|Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov"
    r"|Dec)"
)


def _period(heads: list[str]) -> str | None:
    """The period that the heads over a column, from top to bottom, say together."""
    words = " ".join(heads)[:_FRAME_CHARS]
    lasts = _LASTS.search(words) is not None
    year = None
    for head in reversed(heads):
        for start in _DATE_START.finditer(head[:_FRAME_CHARS]):
            date = find_date(head, start.start())
            if date is not None and date.year is not None:
                return str(date.year) if lasts else date.period
        year = _YEAR.search(head[:_FRAME_CHARS])
        if year is not None:
            break
    if year is None:
        return None
    day = _MONTH_DAY.search(words)
    if day is None or lasts:
        return year.group()
    month = _MONTH_NAMES.index((day.group(1) or day.group(4))[:3].lower()) + 1
    return f"{year.group()}-{month:02}-{int(day.group(2) or day.group(3)):02}"


_MARKS: Final = lazy_pattern(r"[ \u00a0]*(?:\((?:[0-9]{1,2}|[a-z])\)|\[[0-9a-z]{1,2}\]|[*†‡])")
_GLUED_MARK: Final = lazy_pattern(r"(?<=[a-z)])[1-9]$")
_UNIT_ONLY: Final = lazy_pattern(
    r"[(]?(?:(?:in )?(?:[A-Z]{0,3}[$€£¥][ \u00a0]?|[A-Z]{2,3}[ \u00a0]?)?[’']?"
    r"(?:m|mn|bn|k|000s?|thousands?|millions?|billions?)?|%|per ?cent|in [a-z $€£’'0]{1,40}"
    r"|[A-Z]{0,3}[$€£¥]|(?:dollars?|euros?|rmb) in [a-z]{1,12}|rmb|restated|unaudited|audited|note)"
    r"[)]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Says:
    """What a row or column is about, as far as that keeps the table's scale from it."""

    per_share: bool
    shares: bool
    counts: bool


@lru_cache(maxsize=1024)
def _says(label: str) -> _Says:
    return _Says(
        per_share=_PER_SHARE.search(label) is not None,
        shares=_SHARES.search(label) is not None,
        counts=_COUNTS.search(label) is not None,
    )


@lru_cache(maxsize=1024)
def _clean(words: str) -> str:
    """A label without the marks of its footnotes and the colon behind it."""
    words = _GLUED_MARK.sub("", _MARKS.sub("", " ".join(words.split())).strip())
    return words.rstrip(" :").strip()


@dataclass(frozen=True, slots=True)
class _Column:
    """What the heads say of one column."""

    frame: _Frame
    period: str | None
    head: str
    is_note: bool
    length: str = ""


def read_tables(text: str, tables: tuple[Table, ...], parse: Parse) -> Iterator[Quantity]:
    """The quantities of the cells of all tables of `text`, in order.

    `parse` reads a piece of prose: heads, labels, and cells that are more than a number.
    """
    before: _TableReader | None = None
    behind = 0
    for table in tables:
        reader = _TableReader(text, table, behind, parse)
        if before is not None and table.head_rows == 0:
            reader.carry_heads(before)
        yield from reader.read()
        before, behind = reader, table.span.end


class _TableReader:
    """Goes through the rows of one table; keeps the heads and the group that hold just now."""

    def __init__(self, text: str, table: Table, before: int, parse: Parse) -> None:
        self._text = text
        self.table = table
        self._parse = parse
        self.whole = self._whole_frame(before)
        self._signs = self._column_signs()
        named = {sign for sign in self._signs if sign is not None}
        self._only_sign = next(iter(named)) if len(named) == 1 else None
        self._shows_periods = False
        self.heads: list[Row] = []
        self._fresh = True
        self._columns: list[_Column] = []
        self._group: str | None = None
        self._group_period: str | None = None

    def carry_heads(self, before: "_TableReader") -> None:
        """Takes the heads of the table before, of which this is the part behind a broken line."""
        gap = self.table.span.start - before.table.span.end
        if gap <= _MAX_BREAK and len(before.table.rows[0]) == len(self.table.rows[0]):
            self.heads = before.heads
            if self.whole.scale is None:
                self.whole = before.whole

    def read(self) -> Iterator[Quantity]:
        """The quantities, row by row."""
        rows = self.table.rows
        self.heads = list(rows[: self.table.head_rows]) or self.heads
        self._columns = self._read_columns()
        for index, row in enumerate(rows):
            if index < self.table.head_rows:
                yield from self._read_heads(row)
            elif self._is_head_row(row):
                if self._fresh and len(self.heads) < _MAX_HEADS:
                    self.heads.append(row)
                else:
                    self.heads = [row]
                self._fresh = True
                self._columns = self._read_columns()
                yield from self._read_heads(row)
            else:
                self._fresh = self._fresh and not any(row[1:])
                yield from self._read_row(row)

    def _words(self, cell: Span | None) -> str:
        return "" if cell is None else self._text[cell.start : cell.end]

    # --- heads

    def _whole_frame(self, before: int) -> _Frame:
        """What the head corner, titles and spanning heads, the caption and the text before say."""
        said = [
            " ".join(self._words(cell) for cell in row if cell is not None)
            for row in itertools.takewhile(self._is_above, self.table.rows)
            if self._speaks_for_all(row)
        ]
        said += [self._words(row[0]) for row in self.table.rows[: self.table.head_rows] if row[0]]
        start = self.table.span.start
        stretch = self._text[max(before, start - _STRETCH_CHARS) : start]
        announced = [match.group() for match in _ANNOUNCED.finditer(stretch)]
        frames = [_frame(words) for words in said]
        if announced:
            frames.append(_frame(announced[-1]))
        scale = next((frame.scale for frame in frames if frame.scale is not None), None)
        unit = next((frame for frame in frames if frame.currency is not None), _NOTHING)
        exceptions = " ".join(frame.exceptions for frame in frames)
        return _Frame(scale, unit.currency, unit.unit, unit.kind, exceptions)

    def _column_signs(self) -> list[str | None]:
        """The currency of each column: accounts write the sign on the first number alone."""
        signs: list[str | None] = [None] * len(self.table.rows[0])
        for row in self.table.rows[:_SIGNED_ROWS]:
            for at, cell in enumerate(row):
                if at and cell is not None and signs[at] is None:
                    sign = _CELL_SIGN.match(self._text, cell.start, cell.end)
                    if sign is not None:
                        signs[at] = CURRENCY_SIGNS.get(sign.group(1), sign.group(1))
        return signs

    def _sign_of(self, at: int) -> str | None:
        """The currency of a column; periods beside each other show the same accounts."""
        if self._signs[at] is not None or self._columns[at].period is None:
            return self._signs[at]
        return self._only_sign

    def _is_above(self, row: Row) -> bool:
        return not any(
            is_value(self._text, cell) and not is_time(self._text, cell) for cell in row[1:] if cell
        )

    def _speaks_for_all(self, row: Row) -> bool:
        filled = [cell for cell in row if cell is not None]
        return len(filled) == 1 and not is_value(self._text, filled[0])

    def _is_head_row(self, row: Row) -> bool:
        """Whether a row in the body sets new heads: only times and units over the columns."""
        cells = [cell for cell in row[1:] if cell is not None]
        if not cells:
            return False
        label = self._words(row[0])
        if label and not (_UNIT_ONLY.match(label) or _LASTS.search(label)):
            return False
        return all(
            is_time(self._text, cell) or _UNIT_ONLY.match(self._words(cell)) for cell in cells
        ) and any(not _only_digits(self._words(cell)) or not label for cell in cells)

    def _read_columns(self) -> list[_Column]:
        width = len(self.table.rows[0])
        over: list[list[str]] = [[] for _ in range(width)]
        for row in self.heads:
            filled = [at for at, cell in enumerate(row) if at > 0 and cell is not None]
            if not filled and row[0] is not None and _LASTS.search(self._words(row[0])):
                for column in over[1:]:
                    column.append(self._words(row[0]))
                continue
            # One head over many columns may stand anywhere over them.
            first = 1 if len(filled) == 1 and width > 2 and row[0] is None else None
            said = ""
            for at in range(1, width):
                if first is not None:
                    said = self._words(row[filled[0]])
                elif row[at] is not None:
                    said = self._words(row[at])
                elif filled and len(filled) >= (width - 1 + 1) // 2 and len(filled) > 2:
                    said = ""  # a row with a head for most columns has none over the others
                if said:
                    over[at].append(said)
        columns = [_Column(_NOTHING, None, "", is_note=False), *map(self._read_column, over[1:])]
        self._shows_periods = any(column.period for column in columns)
        # "Three Months Ended" beside "Nine Months Ended": the year alone would mix them up.
        if len({column.length for column in columns[1:] if column.period}) > 1:
            columns = [
                dataclasses.replace(
                    column, head=" ".join(filter(None, (column.head, column.length)))
                )
                for column in columns
            ]
        return columns

    def _read_column(self, heads: list[str]) -> _Column:
        frames = [_frame(head) for head in reversed(heads)]
        scale = next((frame.scale for frame in frames if frame.scale is not None), None)
        unit = next((frame for frame in frames if frame.unit is not None), _NOTHING)
        period = _period(heads)
        exceptions = " ".join(frame.exceptions for frame in frames)
        named = [
            _clean(head)
            for head in heads
            if not _UNIT_ONLY.match(head)
            and not _ANNOUNCED.match(head)
            and _period([head]) is None
            and not _LASTS.search(head)
            and not _MONTH_DAY.search(head)
        ]
        return _Column(
            _Frame(scale, unit.currency, unit.unit, unit.kind, exceptions),
            period,
            " ".join(dict.fromkeys(named)),
            bool(heads) and _NOTE_HEAD.match(heads[-1]) is not None,
            next((match.group() for match in map(_LENGTH.search, heads) if match), ""),
        )

    def _read_heads(self, row: Row) -> Iterator[Quantity]:
        for cell in row:
            if cell is not None:
                yield from self._prose(cell)

    def _prose(self, cell: Span) -> Iterator[Quantity]:
        """The figures in the words of a cell, without the marks of footnotes."""
        words = self._words(cell)
        if not any(character.isalnum() for character in words):
            return
        marks = [match.span() for match in _MARKS.finditer(words)]
        for quantity in self._parse(words):
            span = quantity.span
            if any(a <= span.start and span.end <= b for a, b in marks):
                continue
            yield dataclasses.replace(
                quantity, span=Span(cell.start + span.start, cell.start + span.end)
            )

    # --- rows

    def _read_row(self, row: Row) -> Iterator[Quantity]:
        label = self._words(row[0])
        if row[0] is not None:
            yield from self._prose(row[0])
        if not any(row[1:]):
            self._group = _clean(label) or None
            self._group_period = _period([label])
            return
        filled = [cell for cell in row[1:] if cell is not None]
        if not label and len(filled) == 1 and not is_value(self._text, filled[0]):
            self._group = _clean(self._words(filled[0])) or None
        if label.lower().startswith("total"):
            self._group = None
        for at in range(1, len(row)):
            cell = row[at]
            if cell is not None and not self._columns[at].is_note:
                yield from self._read_cell(cell, at, label, row[0])

    def _read_cell(
        self, cell: Span, at: int, label: str, row_head: Span | None
    ) -> Iterator[Quantity]:
        text = self._text
        if DASH_CELL.match(text, cell.start, cell.end):
            return
        column = self._columns[at]
        timed_row = row_head is not None and is_time(text, row_head)
        period = column.period or (_period([label]) if timed_row else self._group_period)
        subject, measure = self._roles(label, column, timed_row=timed_row)
        plain = _PLAIN.match(text, cell.start, cell.end)
        if plain is None or self._states_year(plain, column, label):
            for quantity in self._prose(cell):
                if quantity.kind == "date":
                    yield quantity
                    continue
                if _covers(quantity.span, cell) and quantity.unit is None:
                    quantity = self._scaled(quantity, column, label)
                yield dataclasses.replace(
                    quantity,
                    period=quantity.period or period,
                    subject=quantity.subject or subject,
                    measure=quantity.measure or measure,
                )
            return
        yield self._plain(plain, at, label, period, subject, measure)

    def _states_year(self, plain: re.Match[str], column: _Column, label: str) -> bool:
        """Whether a number of four digits is a year: where nothing says that it is a value."""
        number = plain["number"]
        if len(number) != 4 or not _YEAR.match(number) or plain.group() != number:
            return False
        if _YEAR_WORD.search(label) or _YEAR_WORD.search(column.head):
            return True
        return (
            column.period is None
            and column.frame.unit is None
            and column.frame.scale is None
            and self.whole.scale is None
        )

    def _roles(
        self, label: str, column: _Column, *, timed_row: bool
    ) -> tuple[str | None, str | None]:
        """Subject and measure by which of row and column say what is measured."""
        name = _clean(label)
        if timed_row:
            return None, column.head or None
        if self._group and name:
            name = f"{self._group}: {name}"
        name = name or self._group or ""
        if not column.head:
            return None, name or None
        if column.period is not None or self._shows_periods:
            return None, f"{name}, {column.head}" if name else column.head
        return name or None, column.head

    def _frames(
        self, column: _Column, label: str, sign: str | None = None
    ) -> tuple[_Frame, Decimal]:
        """The unit and the scale that hold for a number of a row and a column."""
        # Only what stands behind the row's name or in brackets speaks of its unit.
        own = _frame(label)
        exceptions = f"{column.frame.exceptions} {self.whole.exceptions}"
        says = _says(label)
        above = _says(column.head)
        per_share = says.per_share or above.per_share
        if not per_share and not says.shares:
            per_share = _says(self._group or "").per_share
        currency = own.currency or column.frame.currency or self.whole.currency or sign
        if own.kind == "percent" or (own.kind is None and column.frame.kind == "percent"):
            return (own if own.kind == "percent" else column.frame), Decimal(1)
        if per_share and not says.shares:
            return _Frame(None, currency, currency, "money"), Decimal(1)
        scale = own.scale or column.frame.scale or self.whole.scale or Decimal(1)
        if own.unit is not None and own.kind != "money":
            return own, own.scale or Decimal(1)
        if says.shares or above.shares:
            excepted = "share" in exceptions.replace("per share", "").replace("per-share", "")
            # "$ in thousands" scales money alone.
            excepted = excepted or (self.whole.currency is not None)
            apart = Decimal(1000) if excepted and "thousands" in exceptions else Decimal(1)
            return _Frame(None, None, "share", "count"), apart if excepted else scale
        if says.counts:
            return _NOTHING, own.scale or column.frame.scale or Decimal(1)
        if column.frame.unit is not None and column.frame.kind != "money":
            return column.frame, column.frame.scale or Decimal(1)
        return _Frame(None, currency, currency, "money" if currency else None), scale

    def _scaled(self, quantity: Quantity, column: _Column, label: str) -> Quantity:
        frame, scale = self._frames(column, label)
        low, high = (
            float(Decimal(str(value)) * scale)
            for value in (quantity.value_low, quantity.value_high)
        )
        return dataclasses.replace(
            quantity,
            kind=frame.kind or quantity.kind,
            unit=frame.unit,
            value=low,
            value_low=low,
            value_high=high,
        )

    def _plain(
        self,
        plain: re.Match[str],
        at: int,
        label: str,
        period: str | None,
        subject: str | None,
        measure: str | None,
    ) -> Quantity:
        """The quantity of a cell that is one number."""
        frame, scale = self._frames(self._columns[at], label, self._sign_of(at))
        unit, kind = frame.unit, frame.kind
        written = (plain["unit"] or "").strip()
        sign = plain["sign"] or plain["sign2"]
        if plain["percent"] or written == "%":
            unit, kind, scale = "percent", "percent", Decimal(1)
            if frame.unit == "percentage point":
                unit = frame.unit
        elif written:
            known = look_up_unit(written)
            unit, kind = (known.name, known.kind) if known else (unit, kind)
            scale = Decimal(1)
        elif sign:
            # A head that names one of the sign's other currencies says which it is.
            if unit not in _OTHERS_OF_SIGN.get(sign, ()):
                unit = CURRENCY_SIGNS.get(sign, sign)
            kind = "money"
        value = Decimal(plain["number"].replace(",", "")) * scale
        if plain["minus"] or plain["minus2"] or plain["open"]:
            value = -value
        number = float(value)
        end = max(plain.end(name) for name in ("number", "unit", "close", "percent"))
        return Quantity(
            span=Span(plain.start(), end),
            kind=kind or "count",
            value=number,
            value_low=number,
            value_high=number,
            unit=unit,
            period=period,
            subject=subject,
            measure=measure,
        )


_OTHERS_OF_SIGN: Final[Mapping[str, frozenset[str]]] = {
    "$": frozenset("HKD AUD CAD NZD SGD TWD JMD FJD BND NAD TTD MXN".split()),
    "¥": frozenset({"JPY", "CNY"}),
    "￥": frozenset({"JPY", "CNY"}),
}
_CURRENCY: Final = (
    r"(?=[A-Z$€£¥￥₹])(?:(?:US|U\.S\.|USD|HK|A|AU|C|CA|CDN|NZ|S|SG|NT|R|MX|CN|JP|RMB)?[$€£¥￥₹]"
    rf"|RMB|{'|'.join(sorted(CURRENCY_CODES))})"
)
_PLAIN: Final = lazy_pattern(
    rf"(?:(?P<minus>[-−–])[ ]?)?(?P<sign>{_CURRENCY})?[ \u00a0]{{0,4}}(?P<open>[(])?[ ]?"
    rf"(?P<minus2>[-−–])?(?P<sign2>{_CURRENCY})?[ \u00a0]{{0,4}}"
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,8})?|[0-9]{1,18}(?:\.[0-9]{1,8})?"
    r"|\.[0-9]{1,8})"
    r"(?P<unit>[ \u00a0]?(?:%|x|bps|pp))?[ ]?(?P<close>[)])?(?P<percent>[ \u00a0]?%[)]?)?"
    r"(?:[ \u00a0]?(?:\([0-9a-z]{1,2}\)|\[[0-9a-z]{1,2}\]|[*†‡]{1,3}))?$"
)


def _only_digits(words: str) -> bool:
    return words.isdecimal()


def _covers(span: Span, cell: Span) -> bool:
    return len(span) >= 0.5 * len(cell)


_CELL_SIGN: Final = lazy_pattern(rf"[(−–-]?({_CURRENCY})[ \u00a0]{{0,4}}[(−–-]{{0,2}}[0-9]")
_SIGNED_ROWS: Final = 40
_MAX_BREAK: Final = 400
_MAX_HEADS: Final = 8
