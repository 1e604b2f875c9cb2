"""Unit tables: currencies, scales, measures, and the plural of nouns. Data, and lookups in it.

The one thing to know: a table row is `name: variant, variant …`. Variants of one or two letters
and those with a capital are matched as written, longer ones in any case.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from briqa.quantities.quantity import Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """A canonical unit and the kind of quantity that it makes."""

    name: str
    kind: Kind


SCALES: Final[dict[str, Decimal]] = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "lakh": Decimal(10) ** 5,
    "million": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6,
    "mio": Decimal(10) ** 6,
    "crore": Decimal(10) ** 7,
    "billion": Decimal(10) ** 9,
    "bn": Decimal(10) ** 9,
    "bln": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "tn": Decimal(10) ** 12,
    "trn": Decimal(10) ** 12,
    "quadrillion": Decimal(10) ** 15,
    "dozen": Decimal(12),
}

# Letters that may also be units (m, t) or names (5K): who reads them decides by the context.
SCALE_LETTERS: Final[dict[str, Decimal]] = {
    "k": Decimal(1000),
    "K": Decimal(1000),
    "m": Decimal(10) ** 6,
    "M": Decimal(10) ** 6,
    "mm": Decimal(10) ** 6,
    "MM": Decimal(10) ** 6,
    "b": Decimal(10) ** 9,
    "B": Decimal(10) ** 9,
    "t": Decimal(10) ** 12,
    "T": Decimal(10) ** 12,
}

# The bare yen-yuan sign is read as yuan; "JP¥" and "yen" say otherwise.
CURRENCY_SIGNS: Final[dict[str, str]] = {
    "$": "USD",
    "US$": "USD",
    "U.S.$": "USD",
    "USD$": "USD",
    "HK$": "HKD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "CDN$": "CAD",
    "NZ$": "NZD",
    "S$": "SGD",
    "SG$": "SGD",
    "NT$": "TWD",
    "R$": "BRL",
    "MX$": "MXN",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "￥": "CNY",
    "CN¥": "CNY",
    "RMB¥": "CNY",
    "JP¥": "JPY",
    "₹": "INR",
    "Rs": "INR",
    "Rs.": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₫": "VND",
    "฿": "THB",
    "₪": "ILS",
    "₦": "NGN",
    "₴": "UAH",
    "₱": "PHP",
    "RMB": "CNY",
}

CURRENCY_CODES: Final[frozenset[str]] = frozenset(
    "AED AFN ARS AUD BDT BGN BHD BND BRL BYN CAD CHF CLP CNH CNY COP CZK DKK DZD EGP ETB EUR GBP"
    " GEL GHS HKD HUF IDR ILS INR IQD IRR ISK JOD JPY KES KHR KRW KWD KZT LAK LKR MAD MMK MNT MOP"
    " MXN MYR NGN NOK NPR NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD TZS"
    " UAH UGX USD UYU UZS VND ZAR ZMW".split()
)

_CURRENCY_NAMES: Final = """
CNY: RMB, renminbi, yuan, renminbi yuan, RMB yuan, yuan RMB, chinese yuan, yuan renminbi
USD: dollar, dollars, us dollar, us dollars, u.s. dollar, u.s. dollars, american dollars, $, US$
HKD: hong kong dollar, hong kong dollars
AUD: australian dollar, australian dollars
CAD: canadian dollar, canadian dollars
NZD: new zealand dollar, new zealand dollars
SGD: singapore dollar, singapore dollars
TWD: new taiwan dollar, new taiwan dollars
EUR: euro, euros, €
GBP: pound sterling, pounds sterling, british pound, british pounds, £
JPY: yen, japanese yen
INR: rupee, rupees, indian rupees
KRW: won, south korean won, korean won
RUB: ruble, rubles, rouble, roubles, russian rubles
CHF: swiss franc, swiss francs
BRL: brazilian real, reais
MXN: mexican peso, mexican pesos
ZAR: rand, south african rand
TRY: turkish lira
SEK: swedish krona, kronor
NOK: norwegian krone, norwegian kroner
DKK: danish krone, danish kroner
MYR: ringgit, malaysian ringgit
THB: baht, thai baht
VND: dong, vietnamese dong
IDR: rupiah, indonesian rupiah
PLN: zloty, zlotys
HUF: forint, forints
ILS: shekel, shekels
SAR: saudi riyal, saudi riyals
AED: uae dirham, uae dirhams
KZT: tenge
UAH: hryvnia
cent: cent, cents, ¢
"""

_PERCENTS: Final = """
percent: %, ％, percent, per cent, pct, pct.
percentage point: percentage point, percentage points, percent points, %-points, ppt, ppts, pp
basis point: basis point, basis points, bps, bp
"""

_DURATIONS: Final = """
second: second, seconds, sec, secs
millisecond: ms, millisecond, milliseconds
minute: minute, minutes, min, mins
hour: hour, hours, hr, hrs, h
day: day, days, calendar days
business day: business day, business days, working days, trading days
week: week, weeks
month: month, months
quarter: quarters
year: year, years, yr, yrs, calendar years, fiscal years
decade: decade, decades
century: centuries
"""

_MEASURES: Final = """
TEU: TEU, TEUs, teu, twenty-foot equivalent units
DWT: DWT, dwt, deadweight tons, deadweight tonnes
tonne: ton, tons, tonne, tonnes, metric ton, metric tons, metric tonne, metric tonnes, mt, t
tonne-kilometre: ton-kilometers, ton-kilometres, tonne-kilometres, tonne-km, ton-km, tkm
short ton: short ton, short tons
long ton: long ton, long tons
kilogram: kg, kgs, kilogram, kilograms, kilogramme, kilogrammes, kilo, kilos
gram: g, gram, grams, gramme, grammes
milligram: mg, milligram, milligrams
microgram: µg, μg, mcg, microgram, micrograms
pound: lb, lbs, lb., lbs., pound, pounds
ounce: oz, ounce, ounces
kilometre: km, kms, kilometer, kilometers, kilometre, kilometres
metre: m, meter, meters, metre, metres
centimetre: cm, centimeter, centimeters, centimetre, centimetres
millimetre: mm, millimeter, millimeters, millimetre, millimetres
micrometre: µm, μm, micron, microns, micrometer, micrometers, micrometre, micrometres
nanometre: nm, nanometer, nanometers, nanometre, nanometres
mile: mi, mile, miles
nautical mile: nmi, nautical mile, nautical miles
yard: yd, yard, yards
foot: ft, ft., foot, feet
inch: inch, inches
light-year: light-year, light-years, light years
km2: km2, km², km^2, sq km, sq. km, sqkm, square kilometer, square kilometers, \
square kilometre, square kilometres
m2: m2, m², m^2, sq m, sqm, square meter, square meters, square metre, square metres
ft2: ft2, ft², sq ft, sq. ft., sqft, square foot, square feet
mi2: mi2, mi², sq mi, sq. mi., sq. mi, square mile, square miles
cm2: cm2, cm², square centimeters, square centimetres
hectare: ha, hectare, hectares
acre: acre, acres
mu: mu
m3: m3, m³, m^3, cubic meter, cubic meters, cubic metre, cubic metres
km3: km3, km³, cubic kilometers, cubic kilometres
cm3: cm3, cm³, cc, cubic centimeters, cubic centimetres
ft3: cubic foot, cubic feet, cu ft, cu. ft.
litre: l, L, liter, liters, litre, litres
millilitre: ml, mL, milliliter, milliliters, millilitre, millilitres
gallon: gal, gallon, gallons
barrel: bbl, bbls, barrel, barrels
barrel of oil equivalent: boe, BOE
bushel: bushel, bushels
km/h: km/h, kph, kmh, kilometers per hour, kilometres per hour
mph: mph, miles per hour
m/s: m/s, meters per second, metres per second
knot: knot, knots
watt: W, watt, watts
kilowatt: kW, kilowatt, kilowatts
megawatt: MW, megawatt, megawatts
gigawatt: GW, gigawatt, gigawatts
terawatt: TW, terawatt, terawatts
watt-hour: Wh, watt-hours, watt hours
kilowatt-hour: kWh, kilowatt-hour, kilowatt-hours, kilowatt hour, kilowatt hours
megawatt-hour: MWh, megawatt-hour, megawatt-hours, megawatt hours
gigawatt-hour: GWh, gigawatt-hour, gigawatt-hours, gigawatt hours
terawatt-hour: TWh, terawatt-hour, terawatt-hours, terawatt hours
joule: J, joule, joules
kilojoule: kJ, kilojoule, kilojoules
megajoule: MJ, megajoule, megajoules
calorie: cal, calorie, calories, kcal
volt: V, volt, volts
kilovolt: kV, kilovolt, kilovolts
ampere: ampere, amperes, amps
ohm: Ω, ohm, ohms
hertz: Hz, hertz
kilohertz: kHz, kilohertz
megahertz: MHz, megahertz
gigahertz: GHz, gigahertz
pascal: Pa, pascal, pascals
kilopascal: kPa, kilopascal, kilopascals
megapascal: MPa, megapascal, megapascals
psi: psi
decibel: dB, decibel, decibels
horsepower: hp, horsepower
newton: newton, newtons
celsius: °C, ℃, degrees celsius, degree celsius, degrees centigrade, deg c
fahrenheit: °F, ℉, degrees fahrenheit, degree fahrenheit
kelvin: K, kelvin, kelvins
degree: °, degree, degrees, deg
byte: byte, bytes
kilobyte: kB, KB, kilobyte, kilobytes
megabyte: MB, megabyte, megabytes
gigabyte: GB, gigabyte, gigabytes
terabyte: TB, terabyte, terabytes
petabyte: PB, petabyte, petabytes
kilobit per second: kbps, kbit/s
megabit per second: Mbps, Mbit/s
gigabit per second: Gbps, Gbit/s
mole: mol, mole, moles
ppm: ppm, parts per million
carat: carat, carats
"""

_RATIOS: Final = """
times: times, x, ×, fold, -fold
"""


def _read_table(table: str, kind: Kind) -> dict[str, Unit]:
    rows = (line.partition(": ") for line in table.strip().splitlines())
    return {
        variant: Unit(name, kind)
        for name, _, variants in rows
        for variant in (name, *variants.split(", "))
    }


UNITS: Final[dict[str, Unit]] = {
    **{code: Unit(code, "money") for code in sorted(CURRENCY_CODES)},
    **_read_table(_CURRENCY_NAMES, "money"),
    **_read_table(_PERCENTS, "percent"),
    **_read_table(_DURATIONS, "duration"),
    **_read_table(_MEASURES, "measure"),
    **_read_table(_RATIOS, "ratio"),
}

# A unit is looked for in the first words behind a number: at most four, on one line.
_UNIT_RUN: Final = re.compile(
    r"[A-Za-zµμΩ°℃℉²³%％€£$¢×.^]++[23]?(?:[ \u00a0/-][A-Za-zµμΩ°²³.]++[23]?){0,3}"
)
_UNIT_ENDS: Final = re.compile(r"(?<=[A-Za-z0-9.²³°%％€£$¢×])(?![A-Za-z0-9²³])")


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found in a text and the offset behind it."""

    unit: Unit
    end: int


def find_unit(text: str, start: int) -> UnitMatch | None:
    """The longest unit of the table that begins exactly at `start`."""
    run = _UNIT_RUN.match(text, start)
    if run is None:
        return None
    words = run.group().replace("\u00a0", " ")
    if words[0] in "%％°":
        return _find_sign(words, start)
    for end in sorted({match.end() for match in _UNIT_ENDS.finditer(words)}, reverse=True):
        following = text[start + end : start + end + 1]
        if following.isalnum():
            continue
        unit = look_up_unit(words[:end])
        if unit is not None:
            return UnitMatch(unit, start + end)
    return None


def _find_sign(words: str, start: int) -> UnitMatch | None:
    for sign in (words[:2], words[:1]):
        unit = UNITS.get(sign)
        if unit is not None:
            return UnitMatch(unit, start + len(sign))
    return None


def look_up_unit(words: str) -> Unit | None:
    """The unit that `words` name; one or two letters only as the table writes them."""
    unit = UNITS.get(words)
    if unit is None and len(words) > 2:
        unit = UNITS.get(words.lower())
    return unit


IRREGULAR_PLURALS: Final[dict[str, str]] = {
    "people": "person",
    "persons": "person",
    "personnel": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "geese": "goose",
    "mice": "mouse",
    "oxen": "ox",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "data": "data",
    "bacteria": "bacterium",
    "strata": "stratum",
    "alumni": "alumnus",
    "nuclei": "nucleus",
    "stimuli": "stimulus",
    "fungi": "fungus",
    "indices": "index",
    "matrices": "matrix",
    "vertices": "vertex",
    "appendices": "appendix",
    "analyses": "analysis",
    "crises": "crisis",
    "hypotheses": "hypothesis",
    "theses": "thesis",
    "axes": "axis",
    "diagnoses": "diagnosis",
    "series": "series",
    "species": "species",
    "headquarters": "headquarters",
    "aircraft": "aircraft",
    "spacecraft": "spacecraft",
    "sheep": "sheep",
    "fish": "fish",
    "cattle": "cattle",
    "police": "police",
    "staff": "staff",
    "troops": "troop",
    "leaves": "leaf",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "shelves": "shelf",
    "halves": "half",
    "wolves": "wolf",
    "thieves": "thief",
    "loaves": "loaf",
    "calves": "calf",
    "movies": "movie",
    "cookies": "cookie",
    "zombies": "zombie",
    "calories": "calorie",
    "ties": "tie",
    "pies": "pie",
    "shoes": "shoe",
    "canoes": "canoe",
    "buses": "bus",
    "gases": "gas",
    "viruses": "virus",
    "bonuses": "bonus",
    "campuses": "campus",
    "statuses": "status",
    "lenses": "lens",
    "aliases": "alias",
    "programmes": "program",
    "labs": "laboratory",
}

_SINGULARS_OF_OWN: Final = {
    singular: plural
    for plural, singular in IRREGULAR_PLURALS.items()
    if plural not in {"persons", "personnel", "programmes", "labs"}
}


def singularise(noun: str) -> str:
    """The lower-case singular of a plural noun ("companies" → "company")."""
    word = noun.lower()
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zzes", "oes")) and len(word) > 4:
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def pluralise(noun: str) -> str:
    """The plural of a noun, such that `singularise` gives the noun back."""
    if noun in _SINGULARS_OF_OWN:
        return _SINGULARS_OF_OWN[noun]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("ch", "sh", "x", "ss", "zz", "o")) and not noun.endswith("oo"):
        return noun + "es"
    return noun + "s"
