"""Countries with the adjectives made of them, and the words by which a source means its own.

The one thing to know: "Denmark's Maersk" is the Danish Maersk, and "the most in the nation" is the
most in China where the claim says so. Both hold of any report; no other names are listed.
"""

import re
from functools import lru_cache
from typing import Final

_COUNTRIES: Final = (
    "Argentina Argentine Argentinian",
    "Australia Australian",
    "Austria Austrian",
    "Belarus Belarusian Belarussian",
    "Belgium Belgian",
    "Brazil Brazilian",
    "Britain British UK",
    "Bulgaria Bulgarian",
    "Cambodia Cambodian",
    "Canada Canadian",
    "Chile Chilean",
    "China Chinese",
    "Colombia Colombian",
    "Croatia Croatian",
    "Cuba Cuban",
    "Denmark Danish",
    "Egypt Egyptian",
    "Estonia Estonian",
    "Ethiopia Ethiopian",
    "Finland Finnish",
    "France French",
    "Germany German",
    "Greece Greek",
    "Hungary Hungarian",
    "Iceland Icelandic",
    "India Indian",
    "Indonesia Indonesian",
    "Iran Iranian",
    "Iraq Iraqi",
    "Ireland Irish",
    "Israel Israeli",
    "Italy Italian",
    "Japan Japanese",
    "Kazakhstan Kazakh Kazakhstani",
    "Kenya Kenyan",
    "Korea Korean",
    "Laos Laotian Lao",
    "Latvia Latvian",
    "Lithuania Lithuanian",
    "Malaysia Malaysian",
    "Mexico Mexican",
    "Mongolia Mongolian",
    "Morocco Moroccan",
    "Myanmar Burmese",
    "Nepal Nepalese Nepali",
    "Netherlands Dutch Holland",
    "Nigeria Nigerian",
    "Norway Norwegian",
    "Pakistan Pakistani",
    "Peru Peruvian",
    "Philippines Philippine Filipino",
    "Poland Polish",
    "Portugal Portuguese",
    "Romania Romanian",
    "Russia Russian",
    "Serbia Serbian",
    "Singapore Singaporean",
    "Slovakia Slovak",
    "Slovenia Slovenian Slovene",
    "Spain Spanish",
    "Sweden Swedish",
    "Switzerland Swiss",
    "Thailand Thai",
    "Turkey Turkish",
    "Ukraine Ukrainian",
    "Uzbekistan Uzbek",
    "Vietnam Vietnamese",
)
_GROUP_OF: Final = {word: group for group in _COUNTRIES for word in group.split()}
_CONTINENTS: Final = frozenset(
    "Africa African America American Asia Asian Europe European Eurasia Oceania Sino Euro".split()
)
_NATION: Final = (
    r"nationally|nationwide|countrywide|in the (?:country|nation)|the (?:country|nation)['’]s|"
    r"national (?:average|total|level of|figure)"
)
_NATION_WIDE: Final = re.compile(rf"\b(?:{_NATION})", re.IGNORECASE)
_NATIONAL: Final = re.compile(
    rf"\b(?:{_NATION}|nation(?:al)?\b|domestic(?:ally)?\b)", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+")


def country_in(name: str) -> str | None:
    """The country that a name is, or is an adjective of; None for any other name.

    >>> country_in("Danish")
    'Denmark'
    """
    words = _WORD.findall(name)
    return _GROUP_OF[words[0]].split()[0] if len(words) == 1 and words[0] in _GROUP_OF else None


def is_between_countries(name: str) -> bool:
    """Whether a name joins countries or continents, and so tells a kind, not a place.

    >>> is_between_countries("China-Europe"), is_between_countries("Ningbo-Zhoushan")
    (True, False)
    """
    parts = [part for part in _WORD.findall(name) if part.lower() != "and"]
    return (
        "-" in name
        and len(parts) > 1
        and all(part in _GROUP_OF or part in _CONTINENTS for part in parts)
    )


@lru_cache(maxsize=256)
def _forms(country: str) -> re.Pattern[str]:
    group = next(group for group in _COUNTRIES if group.startswith(f"{country} "))
    return re.compile(rf"\b(?:{'|'.join(group.split())})\b")


def find_country(country: str, text: str) -> re.Match[str] | None:
    """Where a text names a country, in any form.

    Args:
        country: as `country_in` gives it.
        text: the text.
    """
    return _forms(country).search(text)


def find_nation(text: str, *, ranked: bool) -> re.Match[str] | None:
    """Where a text speaks of its own country without naming it: "the most nationwide".

    Args:
        text: the text.
        ranked: whether a rank is spoken of, where "national" alone says so.
    """
    return (_NATIONAL if ranked else _NATION_WIDE).search(text)
