"""Worked cases: one table a phenomenon, each row a sentence and the figures that stand in it."""

import pytest

from briqa.quantities import Quantity, parse_quantities

Row = tuple[str, float, str | None]


def rows(text: str) -> list[Row]:
    return [(text[q.span.start : q.span.end], q.value, q.unit) for q in parse_quantities(text)]


def only(text: str) -> Quantity:
    [quantity] = parse_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567 people", 1_234_567),
        ("1 234 567 people", 1_234_567),
        ("1\u00a0234 people", 1_234),
        ("12,34,567 people", 1_234_567),
        ("0.5 km", 0.5),
        ("twenty-five days", 25),
        ("one hundred and three days", 103),
        ("two and a half years", 2.5),
        ("half a million people", 500_000),
        ("a dozen eggs", 12),
        ("two hundred million people", 200_000_000),
        ("2.3 trillion yuan", 2.3e12),
        ("5bn people", 5e9),
        ("250k users", 250_000),
        ("2½ hours", 2.5),
        ("2 1/2 hours", 2.5),
        ("2.5e6 cells", 2_500_000),
        ("3 × 10^8 cells", 3e8),
        ("−5 °C", -5),
        ("minus five degrees", -5),
        ("three dot five percent", 3.5),
        ("twelve dot fifty euros", 12.5),
        ("two dot seventy-five euros", 2.75),
        ("ten dot twelve euros", 10.12),
        ("Twenty dot com firms", 20),
    ],
)
def test_a_number_is_read_exactly(text: str, value: float) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$4.5 billion", 4.5e9, "USD"),
        ("US$20 million", 2e7, "USD"),
        ("$170m", 1.7e8, "USD"),
        ("HK$5.2 million", 5.2e6, "HKD"),
        ("€−119 million", -1.19e8, "EUR"),
        ("$(9.8) million", -9.8e6, "USD"),
        ("£3bn", 3e9, "GBP"),
        ("CNY500m", 5e8, "CNY"),
        ("RMB 500 million", 5e8, "CNY"),
        ("28.18 billion RMB", 28.18e9, "CNY"),
        ("500 yuan", 500, "CNY"),
        ("3.0 million Euro", 3e6, "EUR"),
        ("5 million U.S. dollars", 5e6, "USD"),
        ("300 million pounds", 3e8, "GBP"),
        ("20 pounds", 20, "pound"),
        ("10.3%", 10.3, "percent"),
        ("40 per cent", 40, "percent"),
        ("54 bps", 54, "basis point"),
        ("3 percentage points", 3, "percentage point"),
        ("30 million TEU", 3e7, "TEU"),
        ("1,220 square kilometers", 1220, "km2"),
        ("100 million tons", 1e8, "tonne"),
        ("3,105 mu", 3105, "mu"),
        ("120 m", 120, "metre"),
        ("20-foot containers", 20, "foot"),
        ("8 GWh", 8, "gigawatt-hour"),
        ("55 days", 55, "day"),
        ("three times", 3, "times"),
        ("10-fold", 10, "times"),
    ],
)
def test_a_unit_of_the_tables_is_found(text: str, value: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "span", "noun"),
    [
        ("7 zones are open.", "7 zones", "zone"),
        ("75 international container shipping routes, with more", "75", "route"),
        ("It has 35 Bavarian universities (all public).", "35", "university"),
        ("198 technical support and licensing operations employees", "198", "employee"),
        ("12 sports teams", "12", "team"),
        ("a 12-member board", "12-member", "member"),
        ("160 countries/regions", "160 countries", "country"),
        ("20+ thematic teams", "20+", "team"),
        ("30 or more firms", "30", "firm"),
        ("Two of the largest banks failed.", "Two", "bank"),
        ("35 are developed nations", "35", "nation"),
        ("870 people", "870 people", "person"),
        ("one master plan and other sectors", "one", "plan"),
        ("68,253 RSUs", "68,253 RSUs", "rsu"),
        ("30 consecutive trading days", "30", "day"),
    ],
)
def test_the_counted_noun_is_the_head_behind_its_modifiers(text: str, span: str, noun: str) -> None:
    assert [(row[0], row[2]) for row in rows(text)] == [(span, noun)]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("They ran 1,800 trains in 2021 and 1,395 in 2020.", ["train", None, "train", None]),
        ("It has 22 routes (18 to Spain, 2 to Laos, 2 others).", ["route"] * 4),
        ("It grew from 1.1 trillion yen in 2013 to 2.3 trillion in 2022.", ["JPY", None] * 2),
        ("Trade rose from 627.17 billion to 1,725.93 billion euros.", ["EUR", "EUR"]),
        ("Routes went up: shipping routes increased from 150 to 263.", ["route", "route"]),
        ("They ran fewer trains—only 967 in 2022.", ["train", None]),
        ("It has 21 ports (14 coastal), including five with cranes.", ["port"] * 3),
        ("It enrolled 265 students from 82 countries, with 213 (80%) from Asia.",
         ["student", "country", "student", "percent"]),
        ("They hold 15, 14 and 12 percent.", ["percent"] * 3),
        ("It sold 15 billion yuan (9 billion exports, 6 billion imports).", ["CNY"] * 3),
    ],
)  # fmt: skip
def test_a_unit_left_out_is_carried_over(text: str, units: list[str | None]) -> None:
    assert [quantity.unit for quantity in parse_quantities(text)] == units


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10-12 trains", 10, 12, "train"),
        ("10–12 trains", 10, 12, "train"),
        ("5 to 10 percent", 5, 10, "percent"),
        ("between $5 and $8 million", 5e6, 8e6, "USD"),
        ("$90 million to $100 million", 9e7, 1e8, "USD"),
        ("two or three days", 2, 3, "day"),
        ("one to three years", 1, 3, "year"),
        ("320- to 640-inch mirrors", 320, 640, "inch"),
        ("0.00% to 0.75%", 0, 0.75, "percent"),
    ],
)
def test_a_range_keeps_both_ends(text: str, low: float, high: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.value_low, quantity.value_high, quantity.unit) == (low, high, unit)
    assert quantity.value == low


def test_an_increase_to_a_level_is_no_range() -> None:
    by, to = parse_quantities("Costs increased $8.6 million to $16.7 million.")
    assert (by.value, by.direction, to.value) == (8.6e6, "up", 16.7e6)


@pytest.mark.parametrize(
    ("text", "year", "period"),
    [
        ("in 2022", 2022, "2022"),
        ("August 2020", 2020, "2020-08"),
        ("November 18, 2014", 2014, "2014-11-18"),
        ("18 November 2014", 2014, "2014-11-18"),
        ("2014-11-18", 2014, "2014-11-18"),
        ("by end-2022", 2022, "2022-12-31"),
        ("by the end of 2022", 2022, "2022-12-31"),
        ("since 2017", 2017, "2017/"),
        ("FY18", 2018, "2018"),
        ("Q4 2019", 2019, "2019"),
        ("the 1980s", 1980, "1980/1989"),
        ("2017/18", 2017, "2017/2018"),
        ("(1031–1095)", 1031, "1031/1095"),
        ("in 1636", 1636, "1636"),
        ("44 BC", -44, "-0044"),
    ],
)
def test_a_date_has_its_year_and_its_period(text: str, year: int, period: str) -> None:
    quantity = only(text)
    assert (quantity.kind, quantity.value, quantity.period) == ("date", year, period)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They operated 2000 trains.", "count"),
        ("The 2022 results were good.", "date"),
        ("It ranked 4th globally.", "ordinal"),
        ("the third-largest port", "ordinal"),
        ("two-thirds of the firms", "ratio"),
        ("a ratio of 3:1", "ratio"),
        ("It tripled.", "ratio"),
        ("10 years ago", "duration"),
    ],
)
def test_the_kind_follows_from_form_and_place(text: str, kind: str) -> None:
    assert only(text).kind == kind


def test_brackets_are_a_minus_sign_only_in_figures() -> None:
    assert [q.value for q in parse_quantities("Corporate debt 1,242 (267) 84,858")] == [
        1242, -267, 84858,
    ]  # fmt: skip
    assert [q.value for q in parse_quantities("5 billion RMB (27.3%) were paid")] == [5e9, 27.3]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Net cash used in investing 65 (114) (71)\nNet cash", [65, -114, -71]),
        ("Convertible notes 76,384 — —", [76384]),
        ("Thomas Smith 225,000 150 0 100", [225000, 150, 0, 100]),
        ("Interest expense 596 717 750 826", [596, 717, 750, 826]),
        ("Total other income, net $ (10) $ 243 (104)%", [-10, 243, -104]),
    ],
)
def test_every_cell_of_a_table_row_is_a_figure(text: str, values: list[float]) -> None:
    assert [quantity.value for quantity in parse_quantities(text)] == values


def test_a_currency_sign_before_the_next_cell_belongs_to_that_cell() -> None:
    assert rows("Total 142,674 $ 85,877") == [
        ("142,674", 142674, None),
        ("$ 85,877", 85877, "USD"),
    ]


def test_a_plus_between_number_and_scale_stays_in_the_span() -> None:
    text = "driving $4.5+ billion in investment"
    assert rows(text) == [("$4.5+ billion", 4.5e9, "USD")]
    assert only(text).bound == "at_least"


def test_an_escaped_dollar_leaves_the_backslash_outside() -> None:
    assert rows(r"worth \$97.26 million") == [("$97.26 million", 97.26e6, "USD")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost 5 dollars 50 cents.", 5.5, "USD"),
        ("It cost 15 dollars and 50.", 15.5, "USD"),
        ("It cost 10 pounds and 20 pence.", 10.2, "GBP"),
        ("He is 6 feet 3 inches tall.", 6.25, "foot"),
        ("a board 5 ft 6 in long", 5.5, "foot"),
        ("a 1/4 inch gap", 0.25, "inch"),
        ("a board 2 1/2 in thick", 2.5, "inch"),
        ('a 9" plate', 9, "inch"),
        ("a dividend of 12.4p", 12.4, "penny"),
        ("It cost 5 pounds.", 5, "GBP"),
        ("It weighs 5 pounds.", 5, "pound"),
        ("1.234,5 euros", 1234.5, "EUR"),
        ("3,5 million euros", 3.5e6, "EUR"),
        ("a loss of 30 MUSD", 3e7, "USD"),
        ("MEUR 60 of orders", 6e7, "EUR"),
        ("75 USD million", 7.5e7, "USD"),
        ("aud$ 15", 15, "AUD"),
        ("10 rmb", 10, "CNY"),
        ("420 million Danish kroner", 4.2e8, "DKK"),
        ("1,015 francs", 1015, "franc"),
        ("35 lakh rupees", 3.5e6, "INR"),
        ("₡100", 100, "CRC"),
        ("10 l/km", 10, "litre per kilometre"),
        ("3 mg/L", 3, "milligram per litre"),
        ("5 tonnes per year", 5, "tonne"),
        ("weight 20 (kg)", 20, "kilogram"),
        ("a mean age of 62.4 (SD 9.1) years", 62.4, "year"),
        ("100 percentage", 100, "percent"),
        ("4 km squared", 4, "km2"),
        ("1.7 eV", 1.7, "electronvolt"),
        ("4,200 full-time (and part-time) workers", 4200, "worker"),
        ("1,100, mostly temporary, jobs", 1100, "job"),
        ("a population of 5,751", 5751, "person"),
        ("its population was 5,751", 5751, "person"),
    ],
)  # fmt: skip
def test_a_unit_is_found_by_sign_name_or_place(text: str, value: float, unit: str | None) -> None:
    found = parse_quantities(text)[0]
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    "text",
    ["20 in 2021", "We have 20 in April", 'he said "we are 8"', "a 1080p screen", "6.30 p.m."],
)
def test_in_and_p_and_quotes_are_seldom_units(text: str) -> None:
    assert not {q.unit for q in parse_quantities(text)} & {"inch", "penny"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two million and a half", 2.5e6),
        ("3 million and a half", 3.5e6),
        ("two million and three fifths", 2.6e6),
        ("one billion and a half million", 1.0005e9),
        ("a quarter million", 250_000),
        ("three quarters of a million", 750_000),
        ("twenty-three fifths", 4.6),
        ("one twenty-fifth", 0.04),
        ("two and fifty-four hundredths", 2.54),
        ("-4/5", -0.8),
        ("one in five households", 0.2),
        ("3 out of 10 cities", 0.3),
        ("one hundred and twentieth", 120),
        ("its twenty-fifth meeting", 25),
        ("fifty - two", 52),
        ("minus one", -1),
        ("10^6 cells", 1e6),
        ("10⁻⁶ mol", 1e-6),
        ("2.5^-1", 0.4),
        ("1 over 3", 1 / 3),
        ("more than half people came", 0.5),
    ],
)
def test_parts_shares_and_long_ordinals(text: str, value: float) -> None:
    assert only(text).value == pytest.approx(value)


def test_a_part_counts_what_its_whole_counts() -> None:
    assert rows("14 of the 22 schools") == [("14", 14, "school"), ("22 schools", 22, "school")]


def test_quarters_behind_past_are_times_not_parts() -> None:
    assert only("in the past three quarters").unit == "quarter"


@pytest.mark.parametrize("text", ["Age: 38, Male", "She is aged 38.", "at the age of 38"])
def test_an_age_is_in_years(text: str) -> None:
    found = only(text)
    assert (found.value, found.unit, found.kind) == (38, "year", "duration")


@pytest.mark.parametrize("text", ["Page: 38", "packaged 38", "an age of 380", "aged 38 to 40"])
def test_other_numbers_are_no_ages(text: str) -> None:
    assert only(text).unit is None
