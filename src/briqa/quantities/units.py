"""Unit tables: currencies, scales, measures, and the plural of nouns. Data, and lookups in it.

The one thing to know: a table row is `name: variant, variant …`. Variants of one or two letters
and those with a capital are matched as written, longer ones in any case.
"""

from decimal import Decimal
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.quantity import Kind
from briqa.values import dataclass


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
    "mil": Decimal(10) ** 6,
    "crore": Decimal(10) ** 7,
    "billion": Decimal(10) ** 9,
    "bn": Decimal(10) ** 9,
    "bln": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "tn": Decimal(10) ** 12,
    "tln": Decimal(10) ** 12,
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
    "Mex$": "MXN",
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
    "₡": "CRC",
    "₾": "GEL",
    "₭": "LAK",
    "₸": "KZT",
    "₮": "MNT",
    "₼": "AZN",
    "₵": "GHS",
    "₲": "PYG",
    "₿": "BTC",
    "RMB": "CNY",
}

CURRENCY_CODES: Final[frozenset[str]] = frozenset(
    "AED AFN AMD ARS AUD AZN BDT BGN BHD BND BOB BRL BTC BWP BYN CAD CHF CLP CNH CNY COP CRC CZK"
    " DEM DKK DOP DZD EGP ETB EUR FIM FJD FRF GBP GEL GHS GTQ HKD HNL HRK HUF IDR ILS INR IQD IRR"
    " ISK ITL JMD JOD JPY KES KHR KRW KWD KZT LAK LBP LKR LYD MAD MDL MMK MNT MOP MUR MWK MXN MYR"
    " MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SDG"
    " SEK SGD SYP THB TJS TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VND XAF XOF YER ZAR"
    " ZMW".split()
)
# Codes that texts write in lower case too; most others are words ("try", "mad", "pen").
_LOWER_CODES: Final = "aud btc cad chf cny dkk eur gbp hkd inr jpy krw nok nzd sek sgd usd".split()

# Names that several currencies share keep their own name: nothing says which one is meant. The
# dollar, the rupee and the pound in money are those of the United States, India and Britain.
_CURRENCY_NAMES: Final = """
CNY: RMB, rmb, renminbi, yuan, renminbi yuan, RMB yuan, yuan RMB, chinese yuan, yuan renminbi, \
kuai, 元
USD: dollar, dollars, us dollar, us dollars, u.s. dollar, u.s. dollars, american dollar, \
american dollars, united states dollar, united states dollars, $, US$, buck, bucks
HKD: hong kong dollar, hong kong dollars, hk dollar, hk dollars, HK$
AUD: australian dollar, australian dollars, A$
CAD: canadian dollar, canadian dollars, C$
NZD: new zealand dollar, new zealand dollars, NZ$
SGD: singapore dollar, singapore dollars, S$
TWD: new taiwan dollar, new taiwan dollars, taiwan dollars, nt dollar, nt dollars, NT$
JMD: jamaican dollar, jamaican dollars
FJD: fijian dollar, fijian dollars, fiji dollar, fiji dollars
BND: brunei dollar, brunei dollars
NAD: namibian dollar, namibian dollars
TTD: trinidad and tobago dollar, trinidad and tobago dollars
EUR: euro, euros, €
GBP: pound sterling, pounds sterling, british pound, british pounds, uk pounds, sterling, quid, £
EGP: egyptian pound, egyptian pounds
LBP: lebanese pound, lebanese pounds
SYP: syrian pound, syrian pounds
SDG: sudanese pound, sudanese pounds
JPY: yen, japanese yen
INR: rupee, rupees, indian rupee, indian rupees
PKR: pakistani rupee, pakistani rupees, pakistan rupees
LKR: sri lankan rupee, sri lankan rupees
NPR: nepalese rupee, nepalese rupees
MUR: mauritian rupee, mauritian rupees
KRW: won, south korean won, korean won
RUB: ruble, rubles, rouble, roubles, russian ruble, russian rubles, russian rouble, russian roubles
BYN: belarusian ruble, belarusian rubles
CHF: swiss franc, swiss francs
FRF: french franc, french francs
XOF: west african cfa franc, west african cfa francs
XAF: central african cfa franc, central african cfa francs
RWF: rwandan franc, rwandan francs
BRL: brazilian real, brazilian reals, brazilian reais, reais
MXN: mexican peso, mexican pesos
ARS: argentine peso, argentine pesos
CLP: chilean peso, chilean pesos
COP: colombian peso, colombian pesos
PHP: philippine peso, philippine pesos
UYU: uruguayan peso, uruguayan pesos
DOP: dominican peso, dominican pesos
ZAR: rand, south african rand
TRY: turkish lira, turkish liras
ITL: italian lira, italian lire
SEK: swedish krona, swedish kronor, kronor
ISK: icelandic krona, icelandic kronur
NOK: norwegian krone, norwegian kroner
DKK: danish krone, danish kroner
CZK: czech koruna, czech korunas, czech crown, czech crowns
MYR: ringgit, malaysian ringgit
THB: baht, thai baht
VND: dong, vietnamese dong
IDR: rupiah, indonesian rupiah
KHR: cambodian riel
LAK: lao kip
MMK: myanmar kyat, burmese kyat, kyat
BDT: taka, bangladeshi taka
PLN: zloty, zlotys, złoty, polish zloty, polish zlotys, polish złoty
HUF: forint, forints, hungarian forint, hungarian forints
RON: romanian leu, romanian lei
BGN: bulgarian lev, bulgarian leva
RSD: serbian dinar, serbian dinars
HRK: croatian kuna, kuna
ILS: shekel, shekels, israeli shekel, israeli shekels, new israeli shekels
SAR: saudi riyal, saudi riyals
QAR: qatari riyal, qatari riyals
OMR: omani rial, omani rials
IRR: iranian rial, iranian rials
YER: yemeni rial, yemeni rials
AED: uae dirham, uae dirhams, emirati dirham, emirati dirhams
MAD: moroccan dirham, moroccan dirhams
KWD: kuwaiti dinar, kuwaiti dinars
BHD: bahraini dinar, bahraini dinars
JOD: jordanian dinar, jordanian dinars
IQD: iraqi dinar, iraqi dinars
TND: tunisian dinar, tunisian dinars
DZD: algerian dinar, algerian dinars
LYD: libyan dinar, libyan dinars
NGN: naira, nigerian naira
GHS: cedi, cedis, ghanaian cedi, ghanaian cedis
KES: kenyan shilling, kenyan shillings
UGX: ugandan shilling, ugandan shillings
TZS: tanzanian shilling, tanzanian shillings
ETB: birr, ethiopian birr
ZMW: zambian kwacha
MWK: malawian kwacha
AMD: armenian dram, armenian drams
GEL: georgian lari, lari
AZN: azerbaijani manat
TMT: turkmen manat
KZT: tenge, kazakh tenge, kazakhstani tenge
UZS: uzbek som, uzbekistani som
MNT: tugrik, mongolian tugrik
UAH: hryvnia, hryvnias, ukrainian hryvnia
AFN: afghani, afghanis
PEN: peruvian sol, peruvian soles
PYG: guarani, paraguayan guarani
CRC: costa rican colon, costa rican colones
DEM: deutsche mark, deutsche marks, german mark, german marks, deutschmark, deutschmarks, \
deutschemarks
FIM: finnish markka, markka
NLG: dutch guilder, dutch guilders, guilder, guilders
BTC: bitcoin, bitcoins
satoshi: satoshi, satoshis
franc: franc, francs
peso: peso, pesos
peseta: peseta, pesetas
dinar: dinar, dinars
dirham: dirham, dirhams
riyal: riyal, riyals
rial: rial, rials
krone: krone, kroner
krona: krona
koruna: koruna, korunas
lira: lira, liras, lire
shilling: shilling, shillings
drachma: drachma, drachmas
dime: dime, dimes
penny: penny, pennies, pence
cent: cent, cents, ¢
"""

_PERCENTS: Final = """
percent: %, ％, percent, percents, per cent, percentage, percentages, pct, pct.
percentage point: percentage point, percentage points, percent points, %-points, ppt, ppts, pp
basis point: basis point, basis points, bps, bp
"""

_DURATIONS: Final = """
second: second, seconds, sec, secs
millisecond: ms, msec, millisecond, milliseconds
microsecond: µs, μs, microsecond, microseconds
nanosecond: ns, nanosecond, nanoseconds
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
millennium: millennia, millenniums
megayear: Ma, Myr, megayears
gigayear: Ga, Gyr, gigaannum, gigayears
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
milligram: mg, mgs, milligram, milligrams, milligramme, milligrammes
microgram: µg, μg, ug, mcg, microgram, micrograms, microgramme, microgrammes
nanogram: ng, nanogram, nanograms
pound: lb, lbs, lb., lbs., pound, pounds
ounce: oz, ounce, ounces
kilometre: km, kms, kilometer, kilometers, kilometre, kilometres
metre: m, meter, meters, metre, metres
decimetre: dm, decimeter, decimeters, decimetre, decimetres
centimetre: cm, centimeter, centimeters, centimetre, centimetres
millimetre: mm, millimeter, millimeters, millimetre, millimetres
micrometre: µm, μm, micron, microns, micrometer, micrometers, micrometre, micrometres
nanometre: nm, nanometer, nanometers, nanometre, nanometres
picometre: pm, picometer, picometers, picometre, picometres
angstrom: Å, angstrom, angstroms
parsec: parsec, parsecs
mile: mi, mile, miles
nautical mile: nmi, nautical mile, nautical miles
yard: yd, yard, yards
foot: ft, ft., foot, feet
inch: inch, inches
light-year: light-year, light-years, light years
km2: km2, km², km^2, km squared, sq km, sq. km, sqkm, square kilometer, square kilometers, \
square kilometre, square kilometres
m2: m2, m², m^2, m squared, sq m, sqm, square meter, square meters, square metre, square metres
ft2: ft2, ft², ft^2, sq ft, sq. ft., sqft, square foot, square feet
mi2: mi2, mi², sq mi, sq. mi., sq. mi, square mile, square miles
cm2: cm2, cm², cm^2, sq cm, square centimeters, square centimetres
hectare: ha, hectare, hectares
acre: acre, acres
mu: mu
m3: m3, m³, m^3, m cubed, cu m, cubic meter, cubic meters, cubic metre, cubic metres
km3: km3, km³, km^3, km cubed, cubic kilometers, cubic kilometres
cm3: cm3, cm³, cm^3, cc, cubic centimeters, cubic centimetres
ft3: cubic foot, cubic feet, cu ft, cu. ft.
litre: l, L, liter, liters, litre, litres
centilitre: cl, cL, centiliter, centiliters, centilitre, centilitres
decilitre: dl, dL, deciliter, deciliters, decilitre, decilitres
microlitre: µl, μl, µL, μL, microliter, microliters, microlitre, microlitres
hectolitre: hl, hL, hectoliter, hectoliters, hectolitre, hectolitres
pint: pint, pints
quart: quart, quarts
fluid ounce: fl oz, fluid ounce, fluid ounces
tablespoon: tbsp, tablespoon, tablespoons
teaspoon: tsp, teaspoon, teaspoons
cup: cup, cups
millilitre: ml, mL, milliliter, milliliters, millilitre, millilitres
gallon: gal, gallon, gallons
barrel: bbl, bbls, barrel, barrels
barrel of oil equivalent: boe, BOE
bushel: bushel, bushels
km/h: km/h, km/hr, kph, kmh, kmph, \
kilometers an hour, kilometres an hour, kilometers per hour, kilometres per hour
mph: mph, miles per hour, mile per hour, miles an hour
metre per square second: m/s2, m/s², m/s^2
kilometre per square second: km/s2, km/s², km/s^2
m/s: m/s, meters per second, metres per second
knot: knot, knots
milliwatt: mW, milliwatt, milliwatts
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
calorie: cal, calorie, calories
kilocalorie: kcal, kilocalorie, kilocalories
gigajoule: GJ, gigajoule, gigajoules
terajoule: TJ, terajoule, terajoules
british thermal unit: BTU, Btu, BTUs, british thermal units
electronvolt: eV, electronvolts, electron volt, electron volts
kiloelectronvolt: keV, kiloelectronvolts
megaelectronvolt: MeV, megaelectronvolts
gigaelectronvolt: GeV, gigaelectronvolts
teraelectronvolt: TeV, teraelectronvolts
gray: Gy, grays
milligray: mGy, milligrays
sievert: Sv, sievert, sieverts
millisievert: mSv, millisievert, millisieverts
microsievert: µSv, μSv, microsievert, microsieverts
becquerel: Bq, becquerel, becquerels
millivolt: mV, millivolt, millivolts
volt: V, volt, volts
kilovolt: kV, kilovolt, kilovolts
ampere: ampere, amperes, amps
milliampere: mA, milliampere, milliamperes, milliamps
ohm: Ω, ohm, ohms
hertz: Hz, hertz
kilohertz: kHz, kilohertz
megahertz: MHz, megahertz
gigahertz: GHz, gigahertz
pascal: Pa, pascal, pascals
kilopascal: kPa, kilopascal, kilopascals
megapascal: MPa, megapascal, megapascals
hectopascal: hPa, hectopascal, hectopascals
millibar: mbar, millibar, millibars
millimetre of mercury: mmHg, mm Hg, millimetres of mercury, millimeters of mercury
psi: psi
decibel: dB, decibel, decibels
horsepower: hp, horsepower
newton: newton, newtons
celsius: °C, ℃, ° Celsius, degrees celsius, degree celsius, degrees centigrade, degrees C, \
deg c, deg celsius, centigrade, ºC
fahrenheit: °F, ℉, ° Fahrenheit, degrees fahrenheit, degree fahrenheit, degrees F, deg f, \
deg fahrenheit, ºF
kelvin: K, kelvin, kelvins
degree: °, degree, degrees, deg
radian: rad, radian, radians
bit: bit, bits
kilobit: kilobit, kilobits
megabit: Mb, mb, megabit, megabits
gigabit: Gb, gigabit, gigabits
byte: byte, bytes
kilobyte: kB, KB, kilobyte, kilobytes
megabyte: MB, megabyte, megabytes
gigabyte: GB, gigabyte, gigabytes
terabyte: TB, terabyte, terabytes
petabyte: PB, petabyte, petabytes
exabyte: EB, exabyte, exabytes
zettabyte: ZB, zettabyte, zettabytes
kibibyte: KiB, kibibyte, kibibytes
mebibyte: MiB, mebibyte, mebibytes
gibibyte: GiB, gibibyte, gibibytes
kilobit per second: kbps, kbit/s, kb per second, kilobits per second
megabit per second: Mbps, Mbit/s, Mb/s, megabits per second
gigabit per second: Gbps, Gbit/s, Gb/s, gigabits per second
mole: mol, mole, moles
millimole: mmol, millimole, millimoles
micromole: µmol, μmol, micromole, micromoles
nanomole: nmol, nanomole, nanomoles
millimolar: mM, millimolar
kilodalton: kDa, kilodalton, kilodaltons
revolution per minute: rpm, revolutions per minute
beat per minute: bpm, beats per minute
ppm: ppm, parts per million
ppb: ppb, parts per billion
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


# A code with the letter of a scale in front ("30 MUSD", "MEUR 60", "kEUR 500").
_SCALED_CODES: Final = "AUD CAD CHF DKK EUR GBP JPY NOK SEK USD".split()
SCALED_CODES: Final[dict[str, tuple[str, Decimal]]] = {
    **{f"M{code}": (code, Decimal(10) ** 6) for code in _SCALED_CODES},
    **{f"m{code}": (code, Decimal(10) ** 6) for code in _SCALED_CODES},
    **{f"k{code}": (code, Decimal(1000)) for code in _SCALED_CODES},
    **{f"K{code}": (code, Decimal(1000)) for code in _SCALED_CODES},
    **{f"bn{code}": (code, Decimal(10) ** 9) for code in _SCALED_CODES},
}

UNITS: Final[dict[str, Unit]] = {
    **{code: Unit(code, "money") for code in sorted(CURRENCY_CODES)},
    **{code: Unit(code.upper(), "money") for code in _LOWER_CODES},
    **_read_table(_CURRENCY_NAMES, "money"),
    **_read_table(_PERCENTS, "percent"),
    **_read_table(_DURATIONS, "duration"),
    **_read_table(_MEASURES, "measure"),
    **_read_table(_RATIOS, "ratio"),
}

_CALENDAR: Final = frozenset(
    ("day", "business day", "week", "month", "quarter", "year", "decade", "century", "millennium")
)
# What a measure may be per, as written: a measure or a time on a clock, in the singular.
_DIVISORS: Final[dict[str, str]] = {
    "s": "second",
    **{
        variant: unit.name
        for variant, unit in UNITS.items()
        if unit.kind in ("measure", "duration") and unit.name not in _CALENDAR
    },
}

# A unit is looked for in the first words behind a number: at most four, on one line.
_UNIT_RUN: Final = lazy_pattern(
    r"[A-Za-zµμΩÅł°º℃℉²³%％€£$¢₡₾₭₿₽₹₩元×.^]++[23]?(?:[ \u00a0/-][A-Za-zµμΩł°²³.^$]++[23]?){0,3}"
)
_UNIT_ENDS: Final = lazy_pattern(r"(?<=[A-Za-z0-9.²³°%％€£$¢₡₾₭₿₽₹₩元Å×])(?![A-Za-z0-9²³])")


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
            return _with_divisor(text, UnitMatch(unit, start + end))
    return None


_PER: Final = lazy_pattern(r"/| per (?=[A-Za-z])")


def _with_divisor(text: str, match: UnitMatch) -> UnitMatch:
    """The unit with what it is per ("kg/m³", "litres per kilometre").

    A rate by the calendar, such as tonnes a year, is an amount of the unit itself.
    """
    per = _PER.match(text, match.end) if match.unit.kind in ("measure", "duration") else None
    run = per and _UNIT_RUN.match(text, per.end())
    if not run:
        return match
    words = run.group()
    for end in sorted({found.end() for found in _UNIT_ENDS.finditer(words)}, reverse=True):
        divisor = _DIVISORS.get(words[:end])
        if divisor is not None and not words[end : end + 1].isalnum():
            name = f"{match.unit.name} per {divisor}"
            return UnitMatch(Unit(name, "measure"), run.start() + end)
    return match


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


def look_up_currency(sign: str) -> str:
    """The unit of a currency sign or code that stands before a number."""
    known = CURRENCY_SIGNS.get(sign)
    if known is None:  # "aud$", "c $", "usd"
        letters = sign.rstrip("$ ").upper()
        known = CURRENCY_SIGNS.get(f"{letters}$", CURRENCY_SIGNS.get(letters, letters))
    return known


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
