"""Whom figures are about and what they measure, on sentences of many kinds of text."""

import dataclasses

import pytest

from briqa.quantities import Quantity, find_quantities, parse_quantities, same_measure
from briqa.quantities.roles import SectionHead, add_roles, section_heads
from briqa.spans import Document, SourceFormat
from tests.segment.tokens import cut

# A sentence, how one of its figures begins, and that figure's subject and measure.
CASES = (
    ("Apple sold 217 million iPhones in 2018.", "217", "Apple", "iPhones sold"),
    ("Revenue rose 12% to $4.2 billion.", "12%", None, "growth of revenue"),
    ("Revenue rose 12% to $4.2 billion.", "$4.2 billion", None, "revenue"),
    ("The Company opened 40 stores in 2021.", "40", "the Company", "stores opened"),
    ("Net income of Siemens reached €4.4 billion.", "€4.4", "Siemens", "net income"),
    ("Nokia employs 86,700 people worldwide.", "86,700", "Nokia", "people employed"),
    (
        "In 2020, Volvo Group invested $220 million in new plants.",
        "$220",
        "Volvo Group",
        "invested",
    ),
    ("Operating income decreased by 3% in the quarter.", "3%", None, "decline of operating income"),
    ("Total assets amounted to $12 billion at the end of 2020.", "$12", None, "total assets"),
    ("Tesla paid $35 million in local taxes.", "$35", "Tesla", "local taxes paid"),
    ("Unilever's turnover was €60 billion in 2022.", "€60", "Unilever", "turnover"),
    (
        "Services accounted for 27.3% of the national total.",
        "27.3%",
        None,
        "share of national total",
    ),
    ("Maersk operates a fleet of 700 vessels.", "700", "Maersk", "vessels"),
    ("Bosch has 440 subsidiaries in 60 countries.", "440", "Bosch", "subsidiaries"),
    ("Bosch has 440 subsidiaries in 60 countries.", "60", "Bosch", "countries"),
    ("Ikea opened 4 shops in Oslo and 2 in Bergen.", "4", "Oslo", "shops opened"),
    ("Ikea opened 4 shops in Oslo and 2 in Bergen.", "2", "Bergen", "shops opened"),
    ("Capital expenditure is expected to be $500 million.", "$500", None, "capital expenditure"),
    ("The board approved a $200 million loan.", "$200", None, "loan"),
    ("Nestlé reported sales of CHF 94.4 billion.", "94.4", "Nestlé", "sales"),
    ("Sony recorded an increase of 10.3% in exports.", "10.3%", "Sony", "growth of exports"),
    ("Exports reached 5 million tonnes, up 8%.", "8%", None, "growth of exports"),
    (
        "Lufthansa carried 145 million passengers, up 2.3% from 2018.",
        "2.3%",
        "Lufthansa",
        "growth of passengers carried",
    ),
    (
        "Rotterdam handled 14 million TEU, while Antwerp handled 11 million TEU.",
        "14",
        "Rotterdam",
        "TEU handled",
    ),
    (
        "Rotterdam handled 14 million TEU, while Antwerp handled 11 million TEU.",
        "11",
        "Antwerp",
        "TEU handled",
    ),
    (
        "The average price of crude oil was $80 per barrel.",
        "$80",
        None,
        "average price of crude oil",
    ),
    ("Gross margin fell to 38% from 41%.", "38%", None, "gross margin"),
    ("The dividend of $0.50 per share was paid in May.", "$0.50", None, "dividend"),
    ("Norway covers an area of 385,207 km2.", "385,207", "Norway", "area"),
    ("Norway has a population of 5.4 million.", "5.4", "Norway", "population"),
    ("The population of Iceland is 376,000.", "376,000", "Iceland", "population"),
    ("The Danube passes through 10 countries.", "10", "Danube", "countries"),
    ("Mount Everest is 8,849 m high.", "8,849", "Mount Everest", "height"),
    ("Paris hosted 206 nations at the games.", "206", "Paris", "nations hosted"),
    ("In Kyoto, visitor numbers grew by 6%.", "6%", "Kyoto", "growth of visitor numbers"),
    ("Brazil's coffee exports totalled 39 million bags.", "39", "Brazil", "bags"),
    (
        "The University of Oslo enrolled 27,000 students.",
        "27,000",
        "University of Oslo",
        "students enrolled",
    ),
    ("Canada and Mexico signed 14 agreements.", "14", "Canada and Mexico", "agreements signed"),
    ("Kenya ranks third in exports of tea.", "third", "Kenya", "rank in exports"),
    ("The city of Lyon has 9 districts.", "9", "Lyon", "districts"),
    ("Finland has 187,888 lakes and 179,584 islands.", "179,584", "Finland", "islands"),
    ("About 40% of the workforce is employed in services.", "40%", None, "share of workforce"),
    ("The share of women in parliament rose to 44%.", "44%", None, "share of women"),
    ("Sweden won 9 gold medals.", "9", "Sweden", "gold medals won"),
    ("The bridge is 16 kilometres long.", "16", None, "length"),
    ("Life expectancy in Japan is 84 years.", "84", "Japan", "life expectancy"),
    ("It employs 300 people.", "300", None, "people employed"),
    ("Renault builds cars. It employs 300 people.", "300", "Renault", "people employed"),
    ("Toyota announced investment of $1.3 billion in Kentucky.", "$1.3", "Toyota", "investment"),
    (
        "Airbus delivered 735 aircraft, generating revenue of €65 billion.",
        "€65",
        "Airbus",
        "revenue",
    ),
    ("The fund, managed by BlackRock, holds $5 billion of bonds.", "$5", None, "bonds held"),
    ("Bayer said the deal would create 2,000 jobs.", "2,000", "Bayer", "jobs created"),
    ("Meanwhile, Peru exported 2 million tonnes of copper.", "2", "Peru", "copper exported"),
    ("Trade between the two grew 15% year-on-year.", "15%", None, "growth of trade"),
    (
        "The Ministry of Finance issued bonds worth $3 billion.",
        "$3",
        "Ministry of Finance",
        "worth of bonds",
    ),
    (
        "Spain attracted 83 million tourists, 18% of them from Britain.",
        "83",
        "Spain",
        "tourists attracted",
    ),
    ("The sample contained 412 patients.", "412", None, "patients"),
    ("We recruited 58 volunteers.", "58", None, "volunteers recruited"),
    ("The mean temperature increased by 1.2 °C.", "1.2", None, "growth of mean temperature"),
    ("Accuracy improved from 71% to 83%.", "83%", None, "accuracy"),
    ("Accuracy improved from 71% to 83%.", "71%", None, "accuracy"),
    (
        "The Hubble Space Telescope made 1.5 million observations.",
        "1.5",
        "Hubble Space Telescope",
        "observations",
    ),
    ("Mortality fell by 20% among smokers.", "20%", None, "decline of mortality"),
    ("The probe travelled 4 billion km.", "4", None, "km travelled"),
    ("Of these, 35 species are endangered.", "35", None, "species"),
    ("CERN employs over 2,500 scientists.", "2,500", "CERN", "scientists employed"),
    ("Emissions were cut by 30%.", "30%", None, "decline of emissions"),
    ("In Europe, Volvo sold 5,000 trucks.", "5,000", "Volvo", "trucks sold"),
    ("Acme Inc. reported revenue of $5.1 million.", "$5.1", "Acme Inc.", "revenue"),
    ("Daimler reduced transport time from 55 days to 18 days.", "18", "Daimler", "transport time"),
    ("Daimler reduced transport time from 55 days to 18 days.", "55", "Daimler", "transport time"),
    ("The Bank of Ghana raised its rate by 2%.", "2%", "Bank of Ghana", "growth of rate"),
    (
        "Chile accounts for 28% of the world's copper output.",
        "28%",
        "Chile",
        "share of world's copper output",
    ),
    ("By 2020, the Group had repaid €3 billion.", "€3", "the Group", "repaid"),
    ("The unemployment rate in Spain stood at 12.9%.", "12.9%", "Spain", "unemployment rate"),
    (
        "Samsung's net profit, which had fallen in 2019, reached $22 billion.",
        "$22",
        "Samsung",
        None,
    ),
    ("Tesco has 330,000 employees, of whom 60% are women.", "330,000", "Tesco", "employees"),
    ("The EU population was 447 million.", "447", "EU", "population"),
    (
        "Sales in Germany fell 4% while those in France rose 3%.",
        "4%",
        "Germany",
        "decline of sales",
    ),
    (
        "Shell's capital spending is expected to reach $25 billion.",
        "$25",
        "Shell",
        "capital spending",
    ),
    (
        "The railway carried 1.2 million passengers and 3 million tonnes of freight.",
        "3",
        None,
        "freight",
    ),
    ("Turnout was 68%.", "68%", None, "turnout"),
    ("GDP grew 6.5% in Vietnam.", "6.5%", "Vietnam", "growth of GDP"),
    ("Ericsson, founded in 1876, has 100,000 employees.", "100,000", "Ericsson", "employees"),
    ("More than 300 companies from 40 countries took part.", "300", None, "companies"),
    ("There are 34 ports in Kerala.", "34", "Kerala", "ports"),
    ("Between 2010 and 2020 Ghana built 120 schools.", "120", "Ghana", "schools built"),
    ("The average salary at Google was $120,000.", "$120,000", "Google", "average salary"),
    ("Alibaba's revenue grew 12% and its profit fell 3%.", "3%", "Alibaba", "decline of profit"),
    ("Alibaba's revenue grew 12% and its profit fell 3%.", "12%", "Alibaba", "growth of revenue"),
    ("The African Union has 55 member states.", "55", "African Union", "member states"),
    ("Investment rose by 8%, exports by 12%.", "8%", None, "growth of investment"),
    ("The reactor produced 3 GW of electricity.", "3", None, "electricity produced"),
    ("UNESCO listed 42 sites in Iran.", "42", "UNESCO", "sites listed"),
    ("Philips has cut its staff by 10%.", "10%", "Philips", "decline of staff"),
    ("Novo Nordisk opened shops in Oslo (5) and Bergen (3 shops).", "3", "Bergen", "shops"),
    (
        "Antwerp had 29 routes, with Ghent adding 14 routes and Bruges for 5, linking 30 ports.",
        "5",
        "Bruges",
        "routes added",
    ),
    (
        "Antwerp had 29 routes, with Ghent adding 14 routes and Bruges for 5, linking 30 ports.",
        "30",
        "Antwerp",
        "ports linked",
    ),
    (
        "Walmart operates stores in 19 countries and employs 2.1 million associates.",
        "2.1",
        "Walmart",
        "associates employed",
    ),
    (
        "For the year, net sales increased $48.3 billion, or 12%, compared with 2021.",
        "12%",
        None,
        "growth of net sales",
    ),
    (
        "As of June 30, Microsoft had cash of $104.8 billion and total debt of $47 billion.",
        "$47",
        "Microsoft",
        "total debt",
    ),
    (
        "Germany's exports to China fell by 9% to €97 billion, while imports rose 3%.",
        "€97",
        "Germany",
        "exports",
    ),
    (
        "Germany's exports to China fell by 9% to €97 billion, while imports rose 3%.",
        "3%",
        "Germany",
        "growth of imports",
    ),
    (
        "The trial enrolled 3,000 participants, 45% of whom were women.",
        "45%",
        None,
        "share of participants enrolled",
    ),
    (
        "With 1.4 billion people, India is the second-most populous country.",
        "1.4",
        "India",
        "people",
    ),
    (
        "Italy exported wine worth €7.1 billion; France exported wine worth €11 billion.",
        "€7.1",
        "Italy",
        "worth of wine",
    ),
    (
        "The Group's order backlog stood at €13.2 billion, an increase of 8% over 2020.",
        "8%",
        "the Group",
        "growth of order backlog",
    ),
    ("The fund will invest €300 million in 25 start-ups by 2025.", "€300", None, "invested"),
    (
        "Water levels dropped by 30 cm at Lake Chad.",
        "30 cm",
        "Lake Chad",
        "decline of water levels",
    ),
    ("Tokyo Metro runs 9 lines serving 180 stations.", "180", "Tokyo Metro", "stations served"),
    (
        "By the end of 2021, Huawei's cloud business had served 3,000 customers.",
        "3,000",
        "Huawei",
        "customers served",
    ),
    (
        "The European Central Bank cut its deposit rate by 25 basis points to 3.5%.",
        "3.5%",
        "European Central Bank",
        "deposit rate",
    ),
    (
        "Operating profit at Honda dropped 17% to ¥839 billion.",
        "17%",
        "Honda",
        "decline of operating profit",
    ),
    (
        "Novartis spent $9.1 billion on research, equivalent to 19% of net sales.",
        "19%",
        "Novartis",
        "share of net sales",
    ),
    ("Our capital ratio was 14.2%, compared with 13.8% in 2020.", "13.8%", None, "capital ratio"),
    (
        "Mexico: Exports totalled $450 billion, of which 80% went to Asia.",
        "80%",
        "Mexico",
        "share of exports",
    ),
    (
        "Dubai Airport handled 86 million passengers; Heathrow handled 80 million.",
        "80 million",
        "Heathrow",
        "passengers handled",
    ),
    ("Since 2010, Vietnam has cut poverty from 21% to 5%.", "5%", "Vietnam", "poverty"),
    ("Total revenue: $12 million.", "$12", None, "total revenue"),
    ("Starbucks plans to open 400 stores in Italy by 2025.", "400", "Starbucks", "stores opened"),
    (
        "Kraków, with 780,000 inhabitants, is home to 23 universities.",
        "23",
        "Kraków",
        "universities",
    ),
    ("The bank's loan portfolio includes $5 billion in mortgages.", "$5", None, "mortgages"),
    ("Denmark sold 3 ships worth $90 million.", "$90", "Denmark", "worth of ships"),
    ("Fees at Ghent came to a total of $866 million.", "$866", "Ghent", "fees"),
    ("An increase of $591 million in payments was recorded.", "$591", None, "growth of payments"),
    (
        "Diluted earnings per share of $0.43 were reported.",
        "$0.43",
        None,
        "diluted earnings per share",
    ),
)


def _starting(text: str, figure: str, quantities: tuple[Quantity, ...]) -> Quantity:
    """The first quantity whose text holds `figure`."""
    return next(q for q in quantities if figure in text[q.span.start : q.span.end])


@pytest.mark.parametrize(("text", "figure", "subject", "measure"), CASES)
def test_the_roles_of_a_figure(
    text: str, figure: str, subject: str | None, measure: str | None
) -> None:
    quantity = _starting(text, figure, parse_quantities(text))
    assert (quantity.subject, quantity.measure) == (subject, measure)


def test_a_pronoun_takes_the_subject_of_the_sentence_before() -> None:
    text = "Renault builds cars. It employs 300 people.\n\nThese firms have 40 plants."
    people, plants = parse_quantities(text)
    assert people.subject == "Renault"
    assert plants.subject is None  # another paragraph


REPORT = """# Ports of the North

In the north, Tromsø and Bodø compete. Visitors like Bodø.

## 1.1 Bodø Harbour

The annual volume reached 4 million tonnes, up 5%.

Tromsø: The harbour has 12 quays.

## 1.2 Growing Markets

Turnover reached 3 million tonnes. In 2020, Tromsø opened 2 quays.
"""


def test_a_section_names_the_subject_where_the_sentence_does_not() -> None:
    segmentation = cut(Document("ports.md", REPORT, SourceFormat.MARKDOWN))
    found = {REPORT[q.span.start : q.span.end]: q.subject for q in find_quantities(segmentation)}
    assert found["4 million tonnes"] == "Bodø Harbour"
    assert found["5%"] == "Bodø Harbour"
    assert found["12 quays"] == "Tromsø"
    assert found["3 million tonnes"] is None
    assert found["2 quays"] == "Tromsø"


def test_section_heads_are_those_in_force_innermost_first() -> None:
    heads = section_heads(
        [(0, 50, "Whole", False), (10, 30, "Part", False), (10, 20, "Head", True)]
    )
    assert heads == (
        SectionHead(0, (("Whole", False),)),
        SectionHead(10, (("Head", True), ("Part", False), ("Whole", False))),
        SectionHead(20, (("Part", False), ("Whole", False))),
        SectionHead(30, (("Whole", False),)),
        SectionHead(50, ()),
    )


def test_a_figure_that_has_a_role_is_left_as_it_is() -> None:
    text = "Nokia employs 86,700 people."
    [plain] = parse_quantities(text)
    cell = dataclasses.replace(plain, subject=None, measure="staff")
    assert add_roles(text, [cell]) == (cell,)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("volume of imports", "import volume", True),
        ("trains operated", "operated trains", True),
        ("import volume", "export volume", False),
        ("growth of exports", "exports", False),
        ("companies", "company", True),
        (None, "company", False),
        (None, None, False),
    ],
)
def test_same_measure_compares_content_words(a: str | None, b: str | None, *, same: bool) -> None:
    assert same_measure(a, b) is same


def test_a_measure_is_short() -> None:
    for text, _, _, _ in CASES:
        for quantity in parse_quantities(text):
            assert quantity.measure is None or len(quantity.measure.split()) <= 8


def test_the_label_of_a_field_is_what_its_figures_measure() -> None:
    [speed] = parse_quantities("Wind speed: 8 knots")
    assert (speed.subject, speed.measure) == (None, "wind speed")


def test_what_stands_in_brackets_behind_a_figure_tells_it_from_its_neighbours() -> None:
    found = parse_quantities("Flight time: 28 hours (all aircraft), 24 hours (this model)")
    assert [figure.measure for figure in found] == [
        "flight time (all aircraft)",
        "flight time (this model)",
    ]


def test_a_name_before_a_colon_is_whom_the_figure_is_about() -> None:
    [trains] = parse_quantities("We saw Hong Kong. Then:\nHong Kong: 16 trains a week")
    assert trains.measure == "trains"
