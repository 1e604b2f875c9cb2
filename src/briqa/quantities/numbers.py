"""Numerals: from digits or words to an exact number, whatever it counts.

The one thing to know: every reader takes a text and an offset, looks at a bounded stretch behind
it, and gives the value as a Decimal, so that "2.3 trillion" is exactly 2.3e12.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.units import SCALE_LETTERS, SCALES
from briqa.values import dataclass


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written at `[start, end)`, scale word and `+` included.

    `value` has the scale applied; `scale` is that scale (1 without one). `plain` is whether it is
    a bare run of digits, such as a year or a label has.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    plain: bool = False
    has_plus: bool = False
    in_words: bool = False
    is_fraction: bool = False


MAX_DIGITS: Final = 18  # more is an identifier, and no longer exact in a float

# A run of digits with points and commas inside, at most 12 groups: what it means is decided apart.
_DIGIT_RUN: Final = lazy_pattern(r"[0-9]++(?:[.,][0-9]++){0,12}")
_GROUPED: Final = lazy_pattern(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?"
)
_POINT_GROUPED: Final = lazy_pattern(
    r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}"
)
_COMMA_DECIMAL: Final = lazy_pattern(r"[0-9]{1,3},[0-9]{1,2}")
# Behind a decimal comma: what shows that the digits are one number, not two of a list.
_ONE_NUMBER: Final = lazy_pattern(
    r"[ \u00a0]?(?:€|%|(?:euros?|EUR|million|billion|bn|Mio|kg|km|cm|mm|per cent|percent)\b)"
)
_DECIMAL: Final = lazy_pattern(r"[0-9]+(?:\.[0-9]+)?")
_SPACE_GROUPS: Final = lazy_pattern(
    r"(?:[\u00a0\u2009\u202f][0-9]{3}){1,5}(?![0-9])(?:\.[0-9]+)?"
    r"|(?: 000){1,4}(?![0-9,.])|(?: [0-9]{3}){2,5}(?:\.[0-9]+)?(?=[ ]?[A-Za-z%$€£]|[.;)](?![0-9]))"
)
_EXPONENT: Final = lazy_pattern(
    r"[eE]([+−-]?[0-9]{1,2})(?![0-9A-Za-z])|[ \u00a0]?(?:[x*][ \u00a0]?10(?=[\^*−-])"
    r"|×[ \u00a0]?10(?=[\^*−⁻¹²³⁴-⁹-]|[3-9](?![0-9])|1[0-2](?![0-9])))(?:\^|\*\*)?\{?"
    r"([+−⁻-]?[0-9⁰¹²³⁴-⁹]{1,2})\}?(?![0-9]|[,.][0-9])"
)
# "10^6", "2.5^-1", and "10⁶": of other numbers a raised digit is a footnote.
_POWER: Final = lazy_pattern(r"\^([+−-]{0,2}[0-9]{1,2})(?![0-9A-Za-z]|[,.][0-9])")
_RAISED: Final = lazy_pattern(r"([⁻]?[⁰¹²³⁴-⁹]{1,2})(?![0-9A-Za-z])")
_MAX_BASE: Final = 10**6  # with powers up to 99 not beyond what a float holds: see `_read_power`
_PLAIN_EXPONENT: Final = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
_MIXED_FRACTION: Final = lazy_pattern(r"(?:[ \u00a0]{1,2}([1-9])[/⁄]([2-9]|1[0-9])(?![0-9/]))")
_SCALE_WORD: Final = lazy_pattern(
    r"[ \u00a0-]?(hundred|thousand|lakh|million|mn|mln|mio|mil|crore|billion|bn|bln|trillion"
    r"|trn|tln|tn|quadrillion|dozen)s?(?![A-Za-z])",
    re.IGNORECASE,
)
_SCALE_LETTER: Final = lazy_pattern(r"(mm|MM|[kKmMbBtT])(?![A-Za-z0-9²³/])")
_SPACED_SCALE_LETTER: Final = lazy_pattern(r"[ \u00a0]([mMbBkK])(?![A-Za-z0-9²³/'’])")

VULGAR_FRACTIONS: Final[dict[str, Fraction]] = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅖": Fraction(2, 5),
    "⅗": Fraction(3, 5),
    "⅘": Fraction(4, 5),
    "⅙": Fraction(1, 6),
    "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}


def to_decimal(fraction: Fraction) -> Decimal:
    """The fraction as a decimal, to 28 digits."""
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def read_digits(text: str, start: int, *, is_money: bool) -> Numeral | None:
    """The numeral whose first digit stands at `start`, or None where the digits make no number.

    `is_money` says that a currency stands in front, so that "5m" is five million, not metres.
    """
    run = _DIGIT_RUN.match(text, start)
    if run is None:
        return None
    digits = run.group()
    value, end = _read_run(text, start, digits)
    if value is None:
        return None
    plain = text[start:end].isdecimal()
    fraction = _read_fraction_behind(text, end) if end == run.end() else None
    if fraction is not None:
        value, end, plain = value + fraction[0], fraction[1], False
    exponent = _EXPONENT.match(text, end)
    if exponent is not None:
        power = int((exponent.group(1) or exponent.group(2)).translate(_PLAIN_EXPONENT))
        return Numeral(start, exponent.end(), value.scaleb(power))
    raised = _read_power(text, end, value)
    if raised is not None:
        return Numeral(start, raised[1], raised[0])
    return read_scale(text, Numeral(start, end, value, plain=plain), is_money=is_money)


def _read_power(text: str, end: int, base: Decimal) -> tuple[Decimal, int] | None:
    match = _POWER.match(text, end) or (_RAISED.match(text, end) if base == 10 else None)
    if match is None or not 0 < base <= _MAX_BASE:
        return None
    sign_and_digits = match.group(1).translate(_PLAIN_EXPONENT).replace("--", "").lstrip("+")
    power = int(sign_and_digits)
    return (base**power, match.end()) if abs(power) <= 40 or base <= 100 else None


def _read_run(text: str, start: int, digits: str) -> tuple[Decimal | None, int]:
    """Value and end of what the run of digits begins with; no value for "1.2.1" and the like."""
    end = start + len(digits)
    if len(digits) > MAX_DIGITS * 2:
        return None, end
    if digits.isdecimal() and len(digits) <= 3:
        groups = _SPACE_GROUPS.match(text, end)
        if groups is not None:
            whole = re.sub(r"[^0-9.]", "", digits + groups.group())
            return Decimal(whole), groups.end()
    if _GROUPED.fullmatch(digits):
        return Decimal(digits.replace(",", "")), end
    if _POINT_GROUPED.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", ".")), end
    if _COMMA_DECIMAL.fullmatch(digits) and _ONE_NUMBER.match(text, end):
        return Decimal(digits.replace(",", ".")), end
    first = digits.partition(",")[0]
    if _DECIMAL.fullmatch(first) and len(first) <= MAX_DIGITS:
        return Decimal(first), start + len(first)
    return None, start + len(first)


def _read_fraction_behind(text: str, end: int) -> tuple[Decimal, int] | None:
    sign = text[end : end + 1]
    if sign in VULGAR_FRACTIONS:
        return to_decimal(VULGAR_FRACTIONS[sign]), end + 1
    mixed = _MIXED_FRACTION.match(text, end)
    if mixed is None or int(mixed.group(1)) >= int(mixed.group(2)):
        return None
    return to_decimal(Fraction(int(mixed.group(1)), int(mixed.group(2)))), mixed.end()


def read_scale(text: str, numeral: Numeral, *, is_money: bool) -> Numeral:
    """The numeral with the scale words and the `+` that stand behind it."""
    end, scale = numeral.end, Decimal(1)
    has_plus = _is_plus(text, end)
    if has_plus:
        end += 1
    for _ in range(2):  # "two hundred million", "5 thousand billion"
        word = _SCALE_WORD.match(text, end)
        if word is None:
            break
        scale *= SCALES[word.group(1).lower()]
        end = word.end()
    if scale == 1 and not has_plus:
        letter = _SCALE_LETTER.match(text, end)
        if letter is None and is_money:
            letter = _SPACED_SCALE_LETTER.match(text, end)
        if letter is not None and _is_scale_letter(text, letter, is_money=is_money):
            scale, end = SCALE_LETTERS[letter.group(1)], letter.end()
    if not has_plus and _is_plus(text, end):
        has_plus, end = True, end + 1
    value = numeral.value * scale
    if scale >= 10**6 and not has_plus:
        value, end = _add_part(text, end, value, text[numeral.end : end])
    return Numeral(
        numeral.start,
        end,
        value,
        scale,
        plain=numeral.plain and scale == 1 and not has_plus,
        has_plus=has_plus,
        in_words=numeral.in_words,
    )


def _is_plus(text: str, at: int) -> bool:
    return text[at : at + 1] == "+" and not text[at + 1 : at + 2].isalnum()


_PLURAL_BEHIND: Final = lazy_pattern(r" (?!is|was|has|as|this)[a-z-]{2,30}s\b")


def _is_scale_letter(text: str, letter: re.Match[str], *, is_money: bool) -> bool:
    """Whether a letter glued to a number is a scale, not a unit (5m, 5t) or a name (5K)."""
    if is_money or letter.group(1) in "kK":
        return True
    if letter.group(1) in ("t", "T", "mm", "MM"):
        return False
    if letter.group(1) == "m":
        return _PLURAL_BEHIND.match(text, letter.end()) is not None
    return True


# --- words -------------------------------------------------------------------------------------

_ONES: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: value
    for value, word in zip(
        range(20, 100, 10),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        strict=True,
    )
}
_WORD_SCALES: Final = ("hundred", "thousand", "million", "billion", "trillion", "dozen")
CARDINALS: Final = (*_ONES, *_TENS)

# The last words of ordinals, which also name the parts of a whole.
_ORDINAL_ONES: Final = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
}
_ORDINAL_TENS: Final = {f"{word[:-1]}ieth": value for word, value in _TENS.items()}
_ORDINAL_SCALES: Final = {
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
    "billionth": 10**9,
    "trillionth": 10**12,
}
_PARTS: Final[dict[str, int]] = {
    "half": 2,
    "quarter": 4,
    **{word: value for word, value in _ORDINAL_ONES.items() if value > 2},
    **_ORDINAL_TENS,
    **_ORDINAL_SCALES,
}

_WORD: Final = "|".join((*_ONES, *_TENS, *_WORD_SCALES))
_PHRASE: Final = lazy_pattern(
    rf"(?:(?:{'|'.join(CARDINALS)})|half(?= (?:{'|'.join(_WORD_SCALES)})\b)"
    rf"|(?:half )?an?(?= (?:{'|'.join(_WORD_SCALES)})\b))"
    r"(?![A-Za-z])(?:(?:[ \u00a0]{1,2}(?:-[ ]|and[ ]{1,2})?|-)"
    rf"(?:{_WORD})(?![A-Za-z])){{0,12}}",
    re.IGNORECASE,
)
_POINT: Final = lazy_pattern(
    rf" (?:point|dot)((?: (?:{'|'.join(list(_ONES)[:10])})(?![A-Za-z])){{1,9}})", re.IGNORECASE
)
# "Twelve dot fifty" is 12.50; "at one point fifty people" isn't 1.50.
_DOT: Final = lazy_pattern(
    rf" dot (?:({'|'.join(_TENS)})(?:[ -]({'|'.join(list(_ONES)[1:10])}))?"
    rf"|({'|'.join(list(_ONES)[10:])}))(?![A-Za-z])",
    re.IGNORECASE,
)
_FRACTION_WORDS: Final = lazy_pattern(
    rf"(an?|(?:(?:{'|'.join(_TENS)})[ -])?(?:{'|'.join(list(_ONES)[1:])})|{'|'.join(_TENS)})"
    rf"(?:[ \u00a0]|-|[ ]-[ ])(?:({'|'.join(_TENS)})[ -]({'|'.join(list(_ORDINAL_ONES)[:9])})(s?)"
    rf"|({'|'.join(sorted(_PARTS, key=len, reverse=True))}|halve)(s?))(?![A-Za-z])",
    re.IGNORECASE,
)
_BARE_QUARTER: Final = lazy_pattern(r"quarter(?= (?:million|billion|trillion)\b)", re.IGNORECASE)
_PART_OF_SCALE: Final = lazy_pattern(
    r" (?:of an? )?(hundred|thousand|million|billion|trillion)(?![A-Za-z])", re.IGNORECASE
)
_LARGE_SCALE: Final = lazy_pattern(r"(million|billion|trillion)s?$", re.IGNORECASE)
_AND_A_PART: Final = lazy_pattern(r" and (?=an? |one |two |three |four |five )", re.IGNORECASE)
# "in the past three quarters" counts times, not parts.
_COUNTED_QUARTERS: Final = lazy_pattern(
    r"\b(?:past|last|first|next|previous|consecutive|for|over|final|all|these|those|the) $",
    re.IGNORECASE,
)
_FRACTION_OBJECT: Final = lazy_pattern(r" (?:of|the|its|their|all|as)\b|[.,;)?]|$")


def read_words(text: str, start: int) -> Numeral | None:
    """The numeral in words that begins at `start` ("twenty-five", "half a million")."""
    fraction = _read_fraction_words(text, start)
    if fraction is not None:
        return _scale_part(text, fraction)
    phrase = _PHRASE.match(text, start)
    if phrase is None:
        return None
    words = _without_part(text, phrase)
    value, end = _sum_words(words)
    stop = start + end
    point = _POINT.match(text, stop)
    if point is not None:
        digits = "".join(str(_ONES[word]) for word in point.group(1).lower().split())
        value, stop = value + Decimal(f"0.{digits}"), point.end()
    elif (dot := _DOT.match(text, stop)) is not None:
        value, stop = value + _hundredths(dot), dot.end()
    else:
        value, stop = _add_part(text, stop, value, words[:end])
    return read_scale(text, Numeral(start, stop, value, in_words=True), is_money=False)


def _hundredths(dot: re.Match[str]) -> Decimal:
    """What two digits spoken as one number behind "dot" are worth."""
    tens, ones, teens = (word and word.lower() for word in dot.groups())
    number = _ONES[teens] if teens else _TENS[tens] + (_ONES[ones] if ones else 0)
    return Decimal(number) / 100


def _without_part(text: str, phrase: re.Match[str]) -> str:
    """The phrase without the "three" of "two million and three fifths"."""
    words, link, _ = phrase.group().rpartition(" and ")
    if not words:
        return phrase.group()
    at = phrase.start() + len(words) + len(link)
    part = _read_fraction_words(text, at, is_part=True)
    return words if part is not None and part.end > phrase.end() else phrase.group()


def _add_part(text: str, end: int, value: Decimal, written: str) -> tuple[Decimal, int]:
    """Adds "and a half": of one, or of the million that the number ends with."""
    link = _AND_A_PART.match(text, end) or re.compile(" and ").match(text, end)
    part = link and _read_fraction_words(text, link.end(), is_part=True)
    if not part:
        return value, end
    scale = _LARGE_SCALE.search(written)
    unit = SCALES[scale.group(1).lower()] if scale else Decimal(1)
    scaled = _scale_part(text, part)
    return (
        (value + part.value * unit, part.end)
        if scaled is part
        else (value + scaled.value, scaled.end)
    )


def _scale_part(text: str, part: Numeral) -> Numeral:
    """The part with the scale that it is of ("three quarters of a million")."""
    match = _PART_OF_SCALE.match(text, part.end)
    if match is None:
        return part
    scale = SCALES[match.group(1).lower()]
    return Numeral(part.start, match.end(), part.value * scale, scale, in_words=True)


def _sum_words(phrase: str) -> tuple[Decimal, int]:
    """The value of as many words as make one number, and the offset behind the last of them."""
    total, current, end = Decimal(0), Decimal(0), 0
    last = "scale"  # what the word before was; a number may begin as after a scale
    for word in re.finditer(r"[a-z]+", phrase.lower()):
        name = word.group()
        if name == "and":
            if last != "scale":
                break
            continue
        if name in ("a", "an"):
            current, last = current or Decimal(1), "one"
        elif name == "half":
            current, last = Decimal("0.5"), "half"
        elif name in _ONES:
            if last == "one" or (last == "ten" and not 0 < _ONES[name] < 10):
                break
            current += _ONES[name]
            last = "one"
        elif name in _TENS:
            if last in ("one", "ten"):
                break
            current += _TENS[name]
            last = "ten"
        else:
            scale = SCALES[name]
            if name in ("hundred", "dozen"):
                current = (current or Decimal(1)) * scale
            else:
                total, current = total + (current or Decimal(1)) * scale, Decimal(0)
            last = "scale"
        end = word.end()
    return total + current, end


def _read_fraction_words(text: str, start: int, *, is_part: bool = False) -> Numeral | None:
    """Reads "two-thirds", "a third of": a singular part only where it is a part of something.

    `is_part` says that it stands behind a whole number ("two and a half").
    """
    quarter = _BARE_QUARTER.match(text, start)
    if quarter is not None:
        return Numeral(start, quarter.end(), Decimal("0.25"), in_words=True, is_fraction=True)
    match = _FRACTION_WORDS.match(text, start)
    if match is None:
        return None
    count, tens, ones, *_ = match.groups()
    part, plural = (match.group(5) or "").lower(), bool(match.group(4) or match.group(6))
    is_plural_word = plural or part == "halve"
    certain = is_part or is_plural_word or "-" in match.group()
    numerator = _numerator(count.lower())
    if numerator == 1 and count.lower() == "one" and part not in ("quarter", "half"):
        certain = True
    is_amount = text[max(0, start - 3) : start].lower() == "by "  # "fell by a third in 2020"
    certain = certain or is_amount or _FRACTION_OBJECT.match(text, match.end()) is not None
    if not certain and _PART_OF_SCALE.match(text, match.end()) is None:
        return None
    if (numerator == 1) is is_plural_word:
        return None
    if part == "quarter" and _COUNTED_QUARTERS.search(text[max(0, start - 12) : start]):
        return None
    denominator = (
        _TENS[tens.lower()] + _ORDINAL_ONES[ones.lower()]
        if tens
        else 2
        if part == "halve"
        else _PARTS[part]
    )
    value = to_decimal(Fraction(numerator, denominator))
    return Numeral(start, match.end(), value, in_words=True, is_fraction=True)


def _numerator(count: str) -> int:
    """The value of "a", "three" or "twenty-three"."""
    words = re.split(r"[ -]", count)
    return sum(_ONES.get(word, _TENS.get(word, 1)) for word in words)


_ORDINAL: Final = lazy_pattern(
    rf"((?:(?:{_WORD})(?:[ ]and[ ]|[ ]|-)){{0,8}})"
    rf"({'|'.join((*_ORDINAL_ONES, *_ORDINAL_TENS, *_ORDINAL_SCALES))})(?![A-Za-z])",
    re.IGNORECASE,
)


def read_ordinal_words(text: str, start: int) -> tuple[int, int] | None:
    """The rank and the end of an ordinal from "eleventh" on, or None ("one hundred and first")."""
    match = _ORDINAL.match(text, start)
    if match is None:
        return None
    before, last = match.group(1).lower(), match.group(2).lower()
    whole = before + _CARDINAL_OF.get(last, last)
    value, end = _sum_words(whole)
    if end != len(whole) or value < 11:
        return None
    return int(value), match.end()


_CARDINAL_OF: Final[dict[str, str]] = {
    **dict(zip(_ORDINAL_ONES, list(_ONES)[1:], strict=True)),
    **dict(zip(_ORDINAL_TENS, _TENS, strict=True)),
    **{word: word.removesuffix("th") for word in _ORDINAL_SCALES},
}
LONG_ORDINALS: Final = (*list(_ORDINAL_ONES)[10:], *_ORDINAL_TENS)

ORDINAL_WORDS: Final[dict[str, int]] = {
    word: rank
    for rank, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        " twentieth".split(),
        start=1,
    )
}

# "doubled" and "twice" as the multiples that they state.
MULTIPLES: Final[dict[str, int]] = {
    "twice": 2,
    "thrice": 3,
    "double": 2,
    "doubled": 2,
    "doubling": 2,
    "triple": 3,
    "tripled": 3,
    "tripling": 3,
    "quadruple": 4,
    "quadrupled": 4,
    "twofold": 2,
    "threefold": 3,
    "fourfold": 4,
    "fivefold": 5,
    "tenfold": 10,
}
