"""Text like that of yearly reports, of any length, and questions about it: fixed by a seed.

Nothing in it is true, and no other text was copied, so it can be made anywhere and shown to anyone.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

YEARS = range(2004, 2025)
_ONSETS = "b br d dr f fl g gr h k kl l m n p pr r s sk st t tr v w".split()
_VOWELS = "a e i o u ae ei ou".split()
_CODAS = "l m n r s th nd rk rn ld".split()
_ENDINGS = "holm ford mouth stead ness field wick haven moor gate burg dale".split()
_SECTIONS_A_PLACE = 4
_PARAGRAPHS = (2, 4)
_SENTENCES = (3, 5)
_QUESTIONS_EVERY = 7


@dataclass(frozen=True, slots=True)
class _Topic:
    title: str
    things: tuple[str, ...]
    units: tuple[str, ...]
    actors: tuple[str, ...]
    works: tuple[str, ...]


def _topic(title: str, things: str, units: str, actors: str, works: str) -> _Topic:
    parts = (
        tuple(part.strip() for part in text.split(",")) for text in (things, units, actors, works)
    )
    return _Topic(title, *parts)


_TOPICS = (
    _topic(
        "Freight",
        "containers, wagons, lorries, barges, parcels, pallets, sea routes, berths",
        "tonnes of timber, tonnes of grain, tonnes of steel, million euros of cargo",
        "harbour board, shipping office, customs house, rail company, pilots' guild",
        "deepened the northern channel, leased two cranes, moved the weighbridge, paved the yard",
    ),
    _topic(
        "Schools",
        "pupils, classrooms, teachers, apprentices, libraries, scholarships, nurseries",
        "hours of lessons, euros for each pupil, square metres of workshops",
        "school council, teachers' college, education office, parents' union",
        "repaired the gymnasium roof, opened an evening course, printed new atlases, hired tutors",
    ),
    _topic(
        "Energy",
        "turbines, boilers, substations, heat pumps, solar roofs, charging points, meters",
        "megawatts of wind power, gigawatt hours of electricity, tonnes of coal",
        "grid operator, municipal utility, turbine maker, mining authority",
        "closed the oldest boiler, laid a cable under the bay, tested batteries, insulated pipes",
    ),
    _topic(
        "Water",
        "wells, pumps, reservoirs, households, leaks, filters, fountains",
        "cubic metres of water, kilometres of sewers, litres a day",
        "water board, river agency, laboratory, dyke association",
        "relined the main tunnel, raised the dam, cleaned the filters, mapped every spring",
    ),
    _topic(
        "Tourism",
        "visitors, hotel beds, guided walks, ferries, campsites, museums, cycle tours",
        "overnight stays, euros a visit, kilometres of footpaths",
        "visitors' bureau, hotel union, museum trust, ferry line",
        "signposted the cliff path, restored the lighthouse, renamed the fair",
    ),
    _topic(
        "Housing",
        "flats, tenants, building permits, houses, lifts, vacant lots, cooperatives",
        "square metres of floor, euros of rent, hectares of building land",
        "housing office, tenants' union, builders' chamber, land registry",
        "rezoned the old brewery, capped the rents, pulled down the barracks, surveyed the quarter",
    ),
    _topic(
        "Health",
        "patients, nurses, hospital beds, clinics, vaccinations, ambulances, surgeons",
        "days of waiting, euros of drugs, thousand litres of blood",
        "hospital trust, health insurer, nursing school, district physician",
        "merged two wards, moved the pharmacy, trained midwives, digitised the records",
    ),
    _topic(
        "Farming",
        "dairy farms, cows, orchards, beehives, tractors, greenhouses, seed banks",
        "hectares of barley, tonnes of potatoes, thousand litres of milk",
        "farmers' union, seed cooperative, veterinary office, land bank",
        "drained the lower meadows, planted hedges, changed the rotation, shared the harvesters",
    ),
    _topic(
        "Research",
        "patents, laboratories, doctoral students, sensors, journals, spin-offs, telescopes",
        "million euros of grants, hours of computing, kilograms of samples",
        "university senate, institute of marine science, patent office, academy",
        "published the tide tables, built a clean room, calibrated the sensors, founded a journal",
    ),
    _topic(
        "Roads",
        "bridges, buses, cyclists, road signs, accidents, parking spaces, tram stops",
        "kilometres of road, thousand passengers, tonnes of asphalt",
        "road authority, transit agency, bridge inspectorate, tram company",
        "resurfaced the ring road, narrowed the avenue, replaced the signals, widened the viaduct",
    ),
)
_MOODS = (
    "slow steady modest sharp gradual late broad narrow patient costly lasting brief "
    "sudden welcome hesitant vigorous"
).split()
_CAUSES = (
    "a mild winter",
    "higher wages",
    "the new tariff",
    "a strike in spring",
    "cheaper fuel",
    "an ageing fleet",
    "the flood of the year before",
    "a change in the law",
    "better forecasts",
    "the lack of skilled workers",
    "rising interest rates",
    "an agreement with the neighbouring district",
)
_VIEWS = (
    "expects a {mood} recovery once {cause} is behind it",
    "puts the {mood} change down to {cause}",
    "warned that {cause} could undo much of this",
    "sees a {mood} trend, and {cause} as its main reason",
    "doubts that {cause} alone explains so {mood} a turn",
)


@dataclass(frozen=True, slots=True)
class Invented:
    """A text in Markdown, and questions that it answers, in the order of their answers."""

    text: str
    questions: tuple[str, ...]


def invent(characters: int, *, seed: int = 0) -> Invented:
    """Makes a text of at least so many characters.

    Args:
        characters: the least length; the last chapter is finished.
        seed: fixes every choice.
    """
    chance = random.Random(seed)
    parts: list[str] = ["# Yearly report of the coastal districts"]
    questions: list[str] = []
    length = len(parts[0])
    while length < characters:
        chapter = list(_chapter(chance, questions))
        parts += chapter
        length += sum(len(part) + 2 for part in chapter)
    return Invented("\n\n".join(parts) + "\n", tuple(questions[::_QUESTIONS_EVERY]))


def change_figures(text: str, share: float) -> str:
    """The text with one digit changed in so many of its paragraphs, evenly spread.

    Args:
        text: paragraphs between blank lines.
        share: of those paragraphs that have a figure, from 0 to 1.
    """
    paragraphs = text.split("\n\n")
    with_figures = [place for place, each in enumerate(paragraphs) if _changed(each) != each]
    wanted = max(1, round(share * len(with_figures)))
    for turn in range(wanted):
        place = with_figures[(2 * turn + 1) * len(with_figures) // (2 * wanted)]
        paragraphs[place] = _changed(paragraphs[place])
    return "\n\n".join(paragraphs)


def _changed(paragraph: str) -> str:
    if paragraph.startswith("#"):
        return paragraph
    return re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), paragraph, count=1)


def _chapter(chance: random.Random, questions: list[str]) -> Iterator[str]:
    place = _name(chance)
    yield f"## {place}"
    for topic in chance.sample(_TOPICS, _SECTIONS_A_PLACE):
        yield f"### {topic.title} in {place}"
        for _ in range(chance.randint(*_PARAGRAPHS)):
            sentences = [
                _sentence(chance, place, topic, questions)
                for _ in range(chance.randint(*_SENTENCES))
            ]
            yield " ".join(sentences)


def _name(chance: random.Random) -> str:
    syllables = [
        chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
        for _ in range(chance.randint(1, 2))
    ]
    return ("".join(syllables) + chance.choice(_ENDINGS)).capitalize()


def _sentence(chance: random.Random, place: str, topic: _Topic, questions: list[str]) -> str:
    year, earlier = chance.choice(YEARS), chance.choice(YEARS)
    thing, other = chance.sample(topic.things, 2)
    unit, actor, work = (chance.choice(each) for each in (topic.units, topic.actors, topic.works))
    mood, cause, firm = chance.choice(_MOODS), chance.choice(_CAUSES), _name(chance)
    count, amount, percent = (
        chance.randint(12, 9800),
        chance.randint(2, 990),
        chance.randint(11, 480) / 10,
    )
    form = chance.randrange(6)
    if form == 0:
        questions.append(f"How many {thing} did {place} have in {year}?")
        return (
            f"In {year} {place} counted {count:,} {thing}, {percent}% more than in {earlier}, "
            f"which the {actor} of {firm} puts down to {cause}."
        )
    if form == 1:
        questions.append(f"By how much did the number of {thing} in {place} change in {year}?")
        return (
            f"The number of {thing} {chance.choice(('rose', 'fell'))} by {percent}% in {year}, "
            f"a {mood} change after {cause}, while that of {other} stayed at {count:,}."
        )
    if form == 2:
        questions.append(f"What did the {actor} of {place} report about {other} in {year}?")
        return (
            f"The {actor} reported {amount} {unit} for {year} and {count:,} {other}; "
            f"{firm} alone had a share of {percent}%."
        )
    if form == 3:
        view = chance.choice(_VIEWS).format(mood=mood, cause=cause)
        return f"Dr {_name(chance)} of the {actor} {view}."
    if form == 4:
        questions.append(f"Who {work} in {place}?")
        return (
            f"Between {min(year, earlier)} and {max(year, earlier)} the {actor} {work} "
            f"at a cost of €{amount}.{chance.randint(1, 9)} million, half of it paid by {firm}."
        )
    return (
        f"Of the {count:,} {thing} in the district, {chance.randint(3, 97)}% belong to {firm}, "
        f"and the rest to {chance.randint(2, 60)} smaller owners whose {mood} plans depend on "
        f"{cause}."
    )
