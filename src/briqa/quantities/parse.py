"""The grammar: from a text to its quantities, in one pass over the places where a number begins.

The one thing to know: every place is read from its own surroundings first (`_Reader`); what a
quantity takes from its neighbours (a range's other end, a carried unit, a period) is added after,
by `ellipsis` and `context`. Each look around a place is bounded, so the whole is linear.
"""

import dataclasses
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from briqa.patterns import lazy_pattern
from briqa.quantities import context, ellipsis
from briqa.quantities.clauses import Sentences
from briqa.quantities.dates import DATE_WORDS, DateMatch, find_date, is_year
from briqa.quantities.earlier import EarlierReading
from briqa.quantities.names import NonQuantity, Reason, find_name
from briqa.quantities.nouns import CountedNoun, find_counted
from briqa.quantities.numbers import (
    CARDINALS,
    LONG_ORDINALS,
    MULTIPLES,
    ORDINAL_WORDS,
    VULGAR_FRACTIONS,
    Numeral,
    read_digits,
    read_ordinal_words,
    read_scale,
    read_words,
    to_decimal,
)
from briqa.quantities.quantity import Quantity
from briqa.quantities.reading import Reading
from briqa.quantities.role_subjects import Names
from briqa.quantities.roles import SectionHead, add_roles, section_heads
from briqa.quantities.units import (
    CURRENCY_CODES,
    SCALED_CODES,
    SCALES,
    UNITS,
    Unit,
    UnitMatch,
    find_unit,
    look_up_currency,
    look_up_unit,
    singularise,
)
from briqa.segment import Section, Segmentation
from briqa.spans import Span, TextView

if TYPE_CHECKING:
    from briqa.quantities.tables import Table


def find_quantities(
    segmentation: Segmentation, earlier: EarlierReading | None = None
) -> tuple[Quantity, ...]:
    """The quantities of a segmented document, in order, with spans in its canonical text.

    A figure whose sentence doesn't say who it is about takes that from its section.

    Args:
        segmentation: the document's segmentation.
        earlier: what was read of an earlier version, of which as much as possible is taken over;
            the result is the same.
    """
    view = segmentation.view
    heads = _section_heads(view, segmentation.sections)
    quantities: Sequence[Quantity]
    if earlier is None:
        quantities = add_roles(view.text, _read(view.text), heads)
    else:
        quantities = _read_again(view.text, heads, earlier)
    return tuple(
        quantity.at(
            view.to_canonical(quantity.span),
            None if quantity.series is None else view.canonical_offset(quantity.series),
        )
        for quantity in quantities
    )


def _read_again(text: str, heads: Sequence[SectionHead], earlier: EarlierReading) -> list[Quantity]:
    from briqa.quantities.again import Prose, add_roles_again, read_again

    old_text, view = earlier.view.text, earlier.view
    tables, old_tables = _tables(text), _tables(old_text)
    names = Names(text)
    prose, lines = read_again(
        Prose(text, _outside(text, tables), heads, names),
        Prose(
            old_text,
            _outside(old_text, old_tables),
            _section_heads(view, earlier.sections),
            Names(old_text),
        ),
        _behind_tables(old_tables, [_in_view(view, quantity) for quantity in earlier.quantities]),
        _parse_prose,
    )
    quantities = sorted((*_cells(text, tables, prose), *prose), key=lambda found: found.span)
    return add_roles_again(
        text, quantities, [*lines, *(table.span for table in tables)], heads, names
    )


def _in_view(view: TextView, quantity: Quantity) -> Quantity:
    shown = view.to_view(quantity.span)
    if shown is None:
        raise ValueError(f"quantity {quantity.span} isn't in the view")
    series = None if quantity.series is None else view.view_offset(quantity.series)
    return quantity.at(shown, series)


def _behind_tables(tables: "Sequence[Table]", quantities: Iterable[Quantity]) -> list[Quantity]:
    """The quantities that stand in none of the tables; both in order."""
    found: list[Quantity] = []
    at = 0
    for quantity in quantities:
        while at < len(tables) and tables[at].span.end <= quantity.span.start:
            at += 1
        if at == len(tables) or quantity.span.start < tables[at].span.start:
            found.append(quantity)
    return found


def _section_heads(view: TextView, sections: Iterable[Section]) -> tuple[SectionHead, ...]:
    """The section titles over the view's text."""
    return section_heads(
        (
            view.view_offset(node.span.start),
            view.view_offset(node.span.end),
            node.title,
            node.run_in,
        )
        for node in sections
        if node.title
    )


def parse_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of `text`, in order, with spans in that text.

    >>> [routes] = parse_quantities("Over 75 international shipping routes are open.")
    >>> routes.value, routes.unit, routes.bound
    (75.0, 'route', 'over')
    """
    return add_roles(text, _read(text))


def _read(text: str) -> tuple[Quantity, ...]:
    """The quantities of `text`; only those of tables have subject and measure."""
    tables = _tables(text)
    prose = _parse_prose(_outside(text, tables))
    if not tables:
        return prose
    return tuple(sorted((*_cells(text, tables, prose), *prose), key=lambda found: found.span))


def _tables(text: str) -> "tuple[Table, ...]":
    if "|" not in text and "\n" not in text:
        return ()  # one line without bars is no table
    # Here, since a question needn't wait for what reads tables.
    from briqa.quantities.tables import find_tables

    return find_tables(text)


def _outside(text: str, tables: "Sequence[Table]") -> str:
    """The text as if its tables weren't there, but as long as it is."""
    pieces: list[str] = []
    behind = 0
    for table in tables:
        pieces += (text[behind : table.span.start], "\n" * len(table.span))
        behind = table.span.end
    return "".join((*pieces, text[behind:]))


def _cells(
    text: str, tables: "tuple[Table, ...]", prose: Sequence[Quantity]
) -> tuple[Quantity, ...]:
    """The quantities of the tables, each cell read by itself."""
    if not tables:
        return ()
    from briqa.quantities.cells import read_tables
    from briqa.quantities.table_scales import infer_scales

    cells = tuple(read_tables(text, tables, _parse_cell))
    return tuple(infer_scales(text, tables, cells, prose))


def _parse_cell(text: str) -> tuple[Quantity, ...]:
    """The quantities of a piece of a table; a series in it has no place in the whole text."""
    return tuple(dataclasses.replace(found, series=None) for found in _parse_prose(text))


def _parse_prose(text: str) -> tuple[Quantity, ...]:
    sentences = Sentences(text)
    readings, _ = _Reader(text).read()
    readings = ellipsis.merge_ranges(text, ellipsis.merge_parts(text, readings))
    ellipsis.carry_units(text, readings, sentences)
    readings = [reading for reading in readings if not _is_idle_word(text, reading)]
    context.add_context(text, readings, sentences)
    return tuple(reading.freeze() for reading in readings)


def find_non_quantities(text: str) -> tuple[NonQuantity, ...]:
    """The digits of `text` that are recognised as no quantities, each with the reason."""
    _, non_quantities = _Reader(text).read()
    return tuple(non_quantities)


_POINTING_BEFORE: Final = lazy_pattern(
    r"\b(?:the|these|those|all|other|first|last|every|any|of|or|my|your|his|her|its|our|their) $",
    re.IGNORECASE,
)


def _is_idle_word(text: str, reading: Reading) -> bool:
    """Whether a number word counts nothing that the text names ("the two of them")."""
    return (
        reading.is_word
        and reading.kind == "count"
        and reading.unit is None
        and reading.scale == 1
        and (
            0 <= reading.value <= 1
            or _POINTING_BEFORE.search(text[max(0, reading.start - 12) : reading.start]) is not None
        )
    )


def _any_case(words: tuple[str, ...]) -> str:
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words)


_SCALED: Final = r"(?:hundred|thousand|million|billion|trillion|dozen)\b"
_PARTED: Final = r"(?:half|third|quarter|[a-z]{3,9}th|(?:twenty|thirty|forty|fifty)-[a-z]{5,7})\b"
_PLACE: Final = lazy_pattern(
    rf"""(?P<address>(?:https?://|www\.)[^\s<>"]++)
      | (?P<date>(?<![A-Za-z])(?:{DATE_WORDS.replace(" ", "[ ]").replace("[[ ]", "[ ")}))
      | (?P<digit>[0-9])
      | (?P<vulgar>[{"".join(VULGAR_FRACTIONS)}])
      | (?P<word>(?<![A-Za-z-])(?:{_any_case(CARDINALS)}
          |[Aa]n?(?=[ ](?:{_SCALED}|{_PARTED}))
          |[Hh]alf(?=[ ](?:(?:an?[ ])?{_SCALED}|(?:of|the|its)\b))
          |(?:(?<=[ ]than[ ])|(?<=[ ]over[ ])|(?<=nearly[ ])|(?<=almost[ ])|(?<=about[ ]))
            half(?=[ ][a-z])
          |[Qq]uarter(?=[ ](?:million|billion|trillion)\b)|{_any_case(LONG_ORDINALS)}
          |{_any_case(tuple(ORDINAL_WORDS))}|{_any_case(tuple(MULTIPLES))})(?![A-Za-z]))
    """,
    re.VERBOSE,
)
_MONEY_BEFORE: Final = lazy_pattern(
    r"((?<![A-Za-z])(?:US|U\.S\.|HK|A|AU|C|CA|CDN|NZ|S|SG|NT|R|MX|Mex|CN|JP|RMB"
    r"|(?:AUD|CAD|HKD|MXN|NZD|SGD|USD|aud|cad|hkd|mxn|nzd|sgd|usd)(?=[$])"
    r"|(?:hk|c)[ ](?=[$][ ]))[$¥]"
    rf"|[$¥€£￥₹₩₽₺₫฿₪₦₴₱₡₾₭₸₮₼₵₲₿]|(?<![A-Za-z])(?:Rs\.?|RMB|rmb|usd|eur|gbp"
    rf"|[MmKk](?:EUR|USD|GBP|AUD|SEK)|{'|'.join(sorted(CURRENCY_CODES))}))"
    rf"([ \u00a0]?)([−–-]?)(\(?)([−–-]?)$"
)
# Units that are a sign or a word of another sense: inches and pence.
_BARE_SIGN_UNIT: Final = lazy_pattern(
    r"[ \u00a0]?(?P<quote>[\"″])(?![A-Za-z0-9])"
    r"|[ \u00a0-]?(?P<inch>in)(?=\.?(?:$|[,;)\n])|\.[ ][A-Z]|[ ](?:thick|long|wide|high|tall|deep"
    r"|square|diameter|x[ ]|by[ ][0-9]|in[ ]diameter|of[ ](?:rain|snow)))"
    r"|[ \u00a0](?P<inch_behind_feet>in)(?![A-Za-z])"
    r"|(?P<pence>p)(?![A-Za-z0-9]|\.[a-z])"
)
_SCALED_CODE: Final = lazy_pattern(rf"[ \u00a0]?({'|'.join(SCALED_CODES)})(?![A-Za-z0-9])")
_SCALE_BEHIND_CODE: Final = lazy_pattern(r"[ \u00a0](million|billion|trillion)(?![A-Za-z])")
_VIDEO_LINES: Final = frozenset((240, 360, 480, 576, 720, 1080, 1440, 2160))
_MONEY_WORD: Final = lazy_pattern(
    r"(?<![A-Za-z])(?:cost|pay|paid|pric|spen[dt]|earn|charg|fine[ds]?|worth|sold|fees?|wages?"
    r"|bought|donat|owe|borrow|salar|rent|tax|budget|profit|revenue|turnover|raised|loan|ticket"
    r"|for only)[a-z]*(?![A-Za-z])[^.;0-9]{0,30}$",
    re.IGNORECASE,
)
_SIGN_BEFORE: Final = lazy_pattern(r"(?:^|[\s(\[:=~≈<>≤≥|])([−–-])$")
_MINUS_WORD: Final = lazy_pattern(r"(?<![A-Za-z])((?:[Mm]inus|[Nn]egative) )$")
_ORDINAL: Final = lazy_pattern(r"([0-9]{1,4}|[0-9]{1,3},[0-9]{3})(?:st|nd|rd|th)(?![A-Za-z])")
_ORDINAL_NAME: Final = lazy_pattern(r"[ \u00a0-]+(?:[A-Z]|centur(?:y|ies)\b)")
_SIMPLE_FRACTION: Final = lazy_pattern(r"([0-9]{1,3})[/⁄]([0-9]{1,4})(?![0-9/]|[.,][0-9])")
_PROPORTION: Final = lazy_pattern(r"([0-9]{1,4}(?:\.[0-9]+)?):([0-9]{1,4})(?![0-9:])")
_OUT_OF: Final = lazy_pattern(r" (?:out of|in|over) (?:every )?(?=[0-9]|[a-z])")
_ENDS_FRACTION: Final = lazy_pattern(r"[.,;:?!)]|$")
_RANKED_BEFORE: Final = lazy_pattern(
    r"(?:\b(?:[Rr]ank(?:s|ed|ing)?|[Pp]lac(?:es|ed|ing)|[Cc]ame|[Ff]inish(?:ed|es|ing)?|the"
    r" (?:world|country|nation)['’]s|[a-z]['’]s))[ \u00a0]$"
)
_RANKED_BEHIND: Final = lazy_pattern(
    r"[- ](?:[a-z]+est\b|worst\b|most\b|place\b|rank\b|position\b|spot\b)"
)
_NEXT_CELL: Final = lazy_pattern(r"[ \u00a0]?[(]?[0-9—–-]")
# Between a number and its noun: "two or more parties", "three of the largest banks".
_OR_MORE: Final = lazy_pattern(r" or (?:more|fewer|less|above)(?= )")
_ASIDE: Final = lazy_pattern(
    r"(?: [a-z-]{2,20}){0,2} \((?:and|or|mostly|mainly|including|often|some)[a-z -]{1,40}\)(?= )"
    r"|, (?:mostly|mainly|largely|often|predominantly|generally|sometimes|almost all)"
    r" [a-z -]{3,40},(?= )"
)
# A unit in brackets, or behind the spread of a mean: "20 (kg)", "62.4 (SD 9.1) years".
_SPREAD: Final = lazy_pattern(r" \((?:SD|SE|SEM|s\.d\.|IQR|range|±)[^()\n]{1,24}\) ")
_OPENS_UNIT: Final = lazy_pattern(r"[ ]?[(\[{<]")
_CLOSES_UNIT: Final = lazy_pattern(r"[)\]}>]")
_OF_THE: Final = lazy_pattern(r" of (?:the|these|those|its|their|our|his|her|all)(?= )")
_HALF_OF_SCALE: Final = lazy_pattern(rf" (?:an? )?{_SCALED}")
# "aged 38", "Age: 38": years that nobody writes.
_AGED: Final = lazy_pattern(r"\b(?:[Aa]ged|[Aa]ges? of|(?:[Aa]ge|AGE):?) $")
_MAX_AGE: Final = 130
# Of "aged 30 to 40" both ends stay counts, rather than one of them.
_AGES: Final = lazy_pattern(r" ?(?:to|-|–|and|or) ?[0-9]")
_NEXT_NUMBER: Final = lazy_pattern(rf"(?: to | or |-to-)(?:[0-9]|{'|'.join(CARDINALS)})")
_LIST_OF_DATES: Final = lazy_pattern(r"[ ]?(?:,|/|,? and|,? or|,? to|,? through|[–-])(?: in)?[ ]?")
_DIGIT_RUN: Final = lazy_pattern(r"[0-9]+(?:[.,][0-9]+){0,12}")
_SCALE_BEHIND_BRACKET: Final = lazy_pattern(r"[ ]?(?:%|million\b|billion\b|thousand\b)")
_LOWER_WORD: Final = lazy_pattern(r"[a-z]{3,20}(?![A-Za-z])")
_REST_OF_WORD: Final = lazy_pattern(r"[-A-Za-z0-9]{1,60}")
_MULTIPLIED: Final = lazy_pattern(r" (?:the|its|their|that|what|as)\b")
_HALF_OF_TIME: Final = lazy_pattern(r"\b(?:first|second|other|latter|best|last) $")
_SINGLED_OUT: Final = lazy_pattern(
    r"\b(?:no|any|every|some|each|this|that|the|another|which|day) $", re.IGNORECASE
)
_CELL_BEFORE: Final = lazy_pattern(r"(?:[0-9%)$€£—–-]|^|\n)[ \t\u00a0|]*$")
_CELL_BEHIND: Final = lazy_pattern(r"[ \t\u00a0|]*(?:[0-9($€£—–-]|$|\n)")


class _Reader:
    """Reads the places of one text from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._readings: list[Reading] = []
        self._non_quantities: list[NonQuantity] = []

    def read(self) -> tuple[list[Reading], list[NonQuantity]]:
        """Every place where a number begins, read or recognised as no quantity."""
        at = 0
        while (place := _PLACE.search(self._text, at)) is not None:
            # Each reader gives the offset to go on from, always behind the place's start.
            match place.lastgroup:
                case "address":
                    at = self._skip(place.start(), place.end(), "address")
                case "date":
                    at = self._read_date(place.start()) or place.end()
                case "word":
                    at = self._read_word(place.start(), place.group().lower())
                case "vulgar":
                    at = self._read_vulgar(place.start())
                case _:
                    at = self._read_digits(place.start())
        return self._readings, self._non_quantities

    def _consumed(self) -> int:
        """The end of what has been read so far; nothing reaches back over it."""
        read = self._readings[-1].end if self._readings else 0
        skipped = self._non_quantities[-1].span.end if self._non_quantities else 0
        return max(read, skipped)

    def _skip(self, start: int, end: int, reason: Reason) -> int:
        self._non_quantities.append(NonQuantity(Span(start, end), reason))
        return end

    # --- dates

    def _read_date(self, start: int) -> int | None:
        date = find_date(self._text, start)
        if date is None:
            return None
        if date.year is None:
            return self._skip(date.start, date.end, "calendar day")
        return self._add_date(date, date.year)

    def _add_date(self, date: DateMatch, year: int) -> int:
        last = year if date.year_end is None else date.year_end
        self._readings.append(
            Reading(
                start=date.start,
                end=date.end,
                number_end=date.end,
                kind="date",
                value=Decimal(year),
                high=Decimal(last),
                date_period=date.period,
                lead=date.start,
            )
        )
        return date.end

    def _follows_date(self, start: int) -> bool:
        last = self._readings[-1] if self._readings else None
        return (
            last is not None
            and last.kind == "date"
            and start - last.end < 12
            and _LIST_OF_DATES.fullmatch(self._text, last.end, start) is not None
        )

    # --- digits

    def _read_digits(self, start: int) -> int:
        text = self._text
        before = text[start - 1 : start]
        floor = max(start - 10, self._consumed())
        money = _MONEY_BEFORE.search(text[floor:start]) if before else None
        if money is not None and money.group(4) and money.group(2) and money.group(1)[-1].isalpha():
            money = None  # "1.49 trillion RMB (27.3%)"
        if money is None:
            if not before.isalnum() and before not in ("-", ".", "_", "/"):
                after_date = self._read_date(start)
                if after_date is not None:
                    return after_date
            ordinal = _ORDINAL.match(text, start)
            if ordinal is not None:
                return self._read_ordinal(ordinal)
            name = find_name(text, start)
            if name is not None:
                return self._skip(max(floor, name.span.start), name.span.end, name.reason)
            ratio = self._read_ratio(start)
            if ratio is not None:
                return ratio
        numeral = read_digits(text, start, is_money=money is not None)
        if numeral is None:
            run = _DIGIT_RUN.match(text, start)
            return self._skip(start, run.end() if run else start + 1, "identifier")
        if money is None and before == "." and not text[max(0, start - 2)].isalnum():
            shift = numeral.end - start if numeral.plain else 0
            numeral = dataclasses.replace(
                numeral, start=start - 1, value=numeral.value.scaleb(-shift), plain=False
            )
        return self._place_numeral(numeral, money)

    def _place_numeral(self, numeral: Numeral, money: re.Match[str] | None) -> int:
        """Adds sign, brackets, currency and unit to a numeral in digits."""
        text = self._text
        if money is not None:
            start = numeral.start - (len(money.group()))
            negative = bool(money.group(3) or money.group(5))
            if money.group(4):
                if text[numeral.end : numeral.end + 1] == ")":
                    negative = True
                    numeral = self._close_bracket(numeral, is_money=True)
                else:
                    start = numeral.start
            if self._has_minus(start):
                start, negative = start - 1, True
            sign = money.group(1)
            if sign in SCALED_CODES:
                sign, scale = SCALED_CODES[sign]
                numeral = dataclasses.replace(numeral, value=numeral.value * scale, scale=scale)
            return self._add_money(numeral, start, sign, negative=negative)
        start, negative = numeral.start, False
        if self._is_accounting(numeral):
            numeral = self._close_bracket(numeral, is_money=False)
            start, negative = start - 1, True
        elif self._has_minus(start):
            start, negative = start - 1, True
        else:
            minus = _MINUS_WORD.search(text[max(0, start - 10) : start])
            if minus is not None:
                start, negative = start - len(minus.group(1)), True
        if negative:
            numeral = dataclasses.replace(numeral, value=-numeral.value, plain=False)
        return self._add_counted(numeral, start)

    def _close_bracket(self, numeral: Numeral, *, is_money: bool) -> Numeral:
        """The numeral with the bracket behind it, and the scale word behind that."""
        closed = dataclasses.replace(numeral, end=numeral.end + 1, plain=False)
        return closed if numeral.scale > 1 else read_scale(self._text, closed, is_money=is_money)

    def _has_minus(self, start: int) -> bool:
        sign = _SIGN_BEFORE.search(self._text[max(0, start - 2) : start])
        if sign is None:
            return False
        return start >= 2 or sign.group(1) != "–"

    def _is_accounting(self, numeral: Numeral) -> bool:
        """Whether "(9.8)" is a negative number, not an aside."""
        text, start, end = self._text, numeral.start, numeral.end
        if text[start - 1 : start] != "(" or text[end : end + 1] != ")":
            return False
        if _SCALE_BEHIND_BRACKET.match(text, end + 1):
            return True
        return (
            _CELL_BEFORE.search(text[max(0, start - 6) : start - 1]) is not None
            or _CELL_BEHIND.match(text, end + 1) is not None
        ) and _CELL_BEHIND.match(text, end + 1) is not None

    def _add_money(self, numeral: Numeral, start: int, sign: str, *, negative: bool) -> int:
        value = -numeral.value if negative else numeral.value
        return self._add(
            Reading(
                start=start,
                end=numeral.end,
                number_end=numeral.end,
                kind="money",
                value=value,
                high=value,
                scale=numeral.scale,
                unit=look_up_currency(sign),
                has_plus=numeral.has_plus,
            )
        )

    def _add(self, reading: Reading) -> int:
        reading.lead = reading.start
        self._readings.append(reading)
        return max(reading.end, reading.number_end)

    def _add_counted(self, numeral: Numeral, start: int) -> int:
        """Adds a numeral with the unit or noun behind it."""
        text = self._text
        share = self._share(numeral)
        if share is not None:
            return self._add(share)
        unit = self._unit_behind(numeral)
        if unit is None:
            unit, numeral = self._scaled_code_behind(numeral)
        elif unit.unit.kind == "money" and numeral.scale == 1:
            unit, numeral = self._scale_behind_code(numeral, unit)
        counted = None
        if unit is None:
            if text[numeral.end : numeral.end + 1].isalpha():
                return self._skip(start, _word_end(text, numeral.end), "name")
            counted = self._hyphenated(numeral) or self._counted_behind(numeral)
        if numeral.plain and numeral.end - numeral.start == 4:
            digits = text[numeral.start : numeral.end]
            if is_year(
                text,
                numeral.start,
                digits=digits,
                before_noun=unit is not None or (counted is not None and counted.adjacent),
                after_date=self._follows_date(numeral.start),
            ):
                date = DateMatch(numeral.start, numeral.end, int(digits), digits)
                return self._add_date(date, int(digits))
        reading = Reading(
            start=start,
            end=numeral.end,
            number_end=numeral.end,
            kind="ratio" if numeral.is_fraction else "count",
            value=numeral.value,
            high=numeral.value,
            scale=numeral.scale,
            is_word=numeral.in_words,
            has_plus=numeral.has_plus,
        )
        if unit is not None:
            reading.end, reading.kind, reading.unit = unit.end, unit.unit.kind, unit.unit.name
        elif counted is not None:
            known = look_up_unit(text[counted.start : counted.end].rpartition("-")[2])
            reading.unit = known.name if known else counted.noun
            reading.kind = known.kind if known else reading.kind
            if counted.adjacent:
                reading.end = counted.end
        elif (
            numeral.value < _MAX_AGE
            and _AGED.search(text, max(0, start - 12), start)
            and not _AGES.match(text, numeral.end)
        ):
            reading.unit, reading.kind = UNITS["year"].name, UNITS["year"].kind
        else:
            reading.is_bare = not numeral.is_fraction
        return self._add(reading)

    def _share(self, numeral: Numeral) -> Reading | None:
        """Reads "3 out of 10" and "one in five" as the share that they are."""
        text = self._text
        link = _OUT_OF.match(text, numeral.end)
        if link is None or numeral.scale != 1 or numeral.is_fraction:
            return None
        at = link.end()
        whole = (
            read_digits(text, at, is_money=False) if text[at].isdecimal() else read_words(text, at)
        )
        if whole is None or not 0 < numeral.value < whole.value or whole.is_fraction:
            return None
        if "in" in link.group().split():
            if numeral.value != 1:
                return None
            if whole.end - at == 4 and whole.plain:  # "one in 2020"
                return None
            unit = self._unit_behind(whole)
            if unit is not None and unit.unit.kind != "ratio":
                return None  # "one in two days"
        if "over" in link.group() and not _ENDS_FRACTION.match(text, whole.end):
            return None  # "2 over 3 years"
        value = numeral.value / whole.value
        return Reading(
            start=numeral.start,
            end=whole.end,
            number_end=whole.end,
            kind="ratio",
            value=value,
            high=value,
        )

    def _scaled_code_behind(self, numeral: Numeral) -> tuple[UnitMatch | None, Numeral]:
        """Reads "30 MUSD" as thirty million dollars."""
        match = _SCALED_CODE.match(self._text, numeral.end)
        if match is None:
            return None, numeral
        code, scale = SCALED_CODES[match.group(1)]
        value = numeral.value * scale
        scaled = dataclasses.replace(numeral, value=value, scale=scale, plain=False)
        return UnitMatch(UNITS[code], match.end()), scaled

    def _scale_behind_code(self, numeral: Numeral, unit: UnitMatch) -> tuple[UnitMatch, Numeral]:
        """Reads the scale word of "75 USD million"."""
        match = _SCALE_BEHIND_CODE.match(self._text, unit.end)
        if match is None:
            return unit, numeral
        scale = SCALES[match.group(1)]
        value = numeral.value * scale
        scaled = dataclasses.replace(numeral, value=value, scale=scale, plain=False)
        return UnitMatch(unit.unit, match.end()), scaled

    def _counted_behind(self, numeral: Numeral) -> CountedNoun | None:
        """The counted noun, also behind "or more" and "of the"."""
        counted = find_counted(self._text, numeral.end, singular=numeral.value == 1)
        if counted is not None:
            return counted
        link = _OR_MORE.match(self._text, numeral.end) or _OF_THE.match(self._text, numeral.end)
        if link is None:
            return self._counted_behind_aside(numeral)
        counted = find_counted(self._text, link.end(), singular=False)
        return counted and dataclasses.replace(counted, adjacent=False)

    def _counted_behind_aside(self, numeral: Numeral) -> CountedNoun | None:
        """The noun of "1,100, mostly temporary, jobs" and "40 full-time (or equal) workers"."""
        aside = _ASIDE.match(self._text, numeral.end)
        if aside is None:
            return None
        counted = find_counted(self._text, aside.end(), singular=False)
        if counted is None or not counted.adjacent or not self._text[counted.start].islower():
            return None
        return dataclasses.replace(counted, adjacent=False)

    def _hyphenated(self, numeral: Numeral) -> CountedNoun | None:
        """The noun of "12-member"."""
        text = self._text
        if numeral.in_words or text[numeral.end : numeral.end + 1] != "-":
            return None
        word = _LOWER_WORD.match(text, numeral.end + 1)
        if word is None:
            return None
        return CountedNoun(singularise(word.group()), word.start(), word.end(), adjacent=True)

    def _unit_behind(self, numeral: Numeral) -> UnitMatch | None:
        text, end = self._text, numeral.end
        sign = _BARE_SIGN_UNIT.match(text, end)
        if sign is not None and not numeral.in_words:
            unit = self._sign_unit(numeral, sign)
            if unit is not None:
                return UnitMatch(unit, sign.end(sign.lastgroup or 0))
        gap = text[end : end + 1]
        spaced = gap in (" ", "\u00a0", "-")
        found = find_unit(text, end + 1 if spaced else end)
        if found is None:
            return self._unit_behind_bracket(end)
        written = text[end + spaced : found.end]
        if spaced and written in ("x", "×"):
            return None
        if written[-1] in "$€£¥" and _NEXT_CELL.match(text, found.end):
            return None  # in a table row the sign belongs to the next number
        if written == "won" and numeral.value < 100:
            return None
        is_pounds = found.unit.name == "pound" and written.startswith("pound")
        if is_pounds and (numeral.scale >= 1000 or self._is_about_money(numeral.start)):
            return UnitMatch(UNITS["pounds sterling"], found.end)
        return found

    def _unit_behind_bracket(self, end: int) -> UnitMatch | None:
        """The unit of "20 (kg)", and of "62.4 (SD 9.1) years" (which stays outside the span)."""
        text = self._text
        spread = _SPREAD.match(text, end)
        if spread is not None:
            found = find_unit(text, spread.end())
            return found and UnitMatch(found.unit, end)
        opened = _OPENS_UNIT.match(text, end)
        found = opened and find_unit(text, opened.end())
        if not found or found.unit.kind != "measure" or not _CLOSES_UNIT.match(text, found.end):
            return None
        return UnitMatch(found.unit, found.end + 1)

    def _sign_unit(self, numeral: Numeral, sign: re.Match[str]) -> Unit | None:
        """What `"`, "in" and "p" behind digits stand for, where it is a unit."""
        text = self._text
        match sign.lastgroup:
            case "quote":  # not the end of a quotation
                line = text.rfind("\n", 0, numeral.start) + 1
                opened = text.count('"', max(line, numeral.start - 200), numeral.start) % 2 == 1
                return None if opened or abs(numeral.value) >= 1000 else UNITS["inch"]
            case "inch":
                return UNITS["inch"]
            case "inch_behind_feet":
                last = self._readings[-1] if self._readings else None
                if last is None or last.unit != "foot" or numeral.start - last.end > 5:
                    return None
                return UNITS["inch"]
            case _:
                is_video = numeral.value in _VIDEO_LINES
                return None if is_video else UNITS["penny"]

    def _is_about_money(self, start: int) -> bool:
        """Whether the words before "5 pounds" speak of money."""
        return _MONEY_WORD.search(self._text, max(0, start - 40), start) is not None

    def _read_ordinal(self, ordinal: re.Match[str]) -> int:
        if _ORDINAL_NAME.match(self._text, ordinal.end()):
            return self._skip(ordinal.start(), ordinal.end(), "name")
        return self._add_rank(
            ordinal.start(), ordinal.end(), int(ordinal.group(1).replace(",", ""))
        )

    def _add_rank(self, start: int, end: int, rank: int) -> int:
        return self._add(
            Reading(
                start=start,
                end=end,
                number_end=end,
                kind="ordinal",
                value=Decimal(rank),
                high=Decimal(rank),
                unit="rank",
            )
        )

    def _read_ratio(self, start: int) -> int | None:
        """Reads "3/4" and "3:1"."""
        fraction = _SIMPLE_FRACTION.match(self._text, start)
        if fraction is not None:
            above, below = int(fraction.group(1)), int(fraction.group(2))
            if 0 < above < below <= 1000:
                value = Decimal(above) / Decimal(below)
                part = Numeral(start, fraction.end(), value, is_fraction=True)
                if self._unit_behind(part) is not None or self._has_minus(start):
                    return self._place_numeral(part, None)
                return self._add_ratio(fraction, value)
        proportion = _PROPORTION.match(self._text, start)
        if proportion is None or int(proportion.group(2)) == 0:
            return None
        return self._add_ratio(
            proportion, Decimal(proportion.group(1)) / Decimal(proportion.group(2))
        )

    def _add_ratio(self, match: re.Match[str], value: Decimal) -> int:
        return self._add(
            Reading(
                start=match.start(),
                end=match.end(),
                number_end=match.end(),
                kind="ratio",
                value=value,
                high=value,
            )
        )

    def _read_vulgar(self, start: int) -> int:
        value = to_decimal(VULGAR_FRACTIONS[self._text[start]])
        return self._add_counted(Numeral(start, start + 1, value, is_fraction=True), start)

    # --- words

    def _read_word(self, start: int, word: str) -> int:
        text, end = self._text, start + len(word)
        if self._is_titled(start, end):
            return end
        ordinal = self._read_long_ordinal(start)
        if ordinal is not None:
            return ordinal
        if word in ORDINAL_WORDS:
            return self._read_ordinal_word(start, end, ORDINAL_WORDS[word])
        if word in MULTIPLES:
            return self._read_multiple(start, end, MULTIPLES[word])
        if word == "half" and not _HALF_OF_SCALE.match(text, end):
            return self._read_half(start, end)
        numeral = read_words(text, start)
        if numeral is None:
            return end
        if text[numeral.end : numeral.end + 1] == "-" and self._unit_behind(numeral) is None:
            rest = _word_end(text, numeral.end)
            has_digits = _DIGIT_RUN.search(text, numeral.end, rest) is not None
            return self._skip(start, rest, "name") if has_digits else rest
        is_share = self._share(numeral) is not None
        if numeral.value == 1 and not is_share and not self._is_counting_one(numeral):
            return numeral.end
        minus = _MINUS_WORD.search(text[max(0, start - 10) : start])
        if minus is not None:
            start -= len(minus.group(1))
            numeral = dataclasses.replace(numeral, value=-numeral.value)
        return self._add_counted(numeral, start)

    def _is_titled(self, start: int, end: int) -> bool:
        """Whether a capitalised number word inside a sentence is part of a name ("Big Five")."""
        text = self._text
        if not text[start].isupper():
            return False
        before = text[max(0, start - 2) : start]
        return before[:1].isalnum() and before[-1:] in (" ", "-")

    def _is_counting_one(self, numeral: Numeral) -> bool:
        """Whether "one" counts a thing: not "one of the", "no one", "this one"."""
        text = self._text
        if _NEXT_NUMBER.match(text, numeral.end):
            return True
        if _MINUS_WORD.search(text[max(0, numeral.start - 10) : numeral.start]):
            return True
        if self._unit_behind(numeral) is not None:
            return True
        if _SINGLED_OUT.search(text[max(0, numeral.start - 9) : numeral.start]):
            return False
        counted = find_counted(text, numeral.end, singular=True)
        return counted is not None and counted.noun not in ("hand", "way", "else", "thing")

    def _read_ordinal_word(self, start: int, end: int, rank: int) -> int:
        """A rank only where something is ranked: "third-largest", "ranked second", "its third"."""
        before = self._text[max(0, start - 16) : start]
        behind = _RANKED_BEHIND.match(self._text, end)
        ranked = _RANKED_BEFORE.search(before)
        if behind is None and ranked is None:
            return end
        return self._add_rank(start, end, rank)

    def _read_long_ordinal(self, start: int) -> int | None:
        """Reads "twelfth" and "one hundred and first", which are seldom said of anything but ranks.

        "One fifth" and "one twenty-fifth" are parts.
        """
        text = self._text
        found = read_ordinal_words(text, start)
        if found is None:
            return None
        rank, end = found
        fraction = read_words(text, start)
        if (fraction is not None and fraction.is_fraction) or _ORDINAL_NAME.match(text, end):
            return None
        return self._add_rank(start, end, rank)

    def _read_multiple(self, start: int, end: int, factor: int) -> int:
        text = self._text
        if (
            text[end : end + 1] == "-"
            or text.startswith(" time", end)
            or (
                text[start:end].lower() in ("double", "triple") and not _MULTIPLIED.match(text, end)
            )
        ):
            return end
        value = Decimal(factor)
        return self._add(
            Reading(
                start=start,
                end=end,
                number_end=end,
                kind="ratio",
                value=value,
                high=value,
                unit="times",
                direction="up" if text[start:end].lower().endswith(("ed", "ing")) else None,
            )
        )

    def _read_half(self, start: int, end: int) -> int:
        before = self._text[max(0, start - 8) : start].lower()
        if _HALF_OF_TIME.search(before):
            return end
        half = Decimal("0.5")
        return self._add(
            Reading(start=start, end=end, number_end=end, kind="ratio", value=half, high=half)
        )


def _word_end(text: str, at: int) -> int:
    match = _REST_OF_WORD.match(text, at)
    return match.end() if match else at + 1
