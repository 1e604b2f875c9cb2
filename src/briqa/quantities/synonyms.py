"""Nouns of ordinary English that count the same things.

The one thing to know: likeness in meaning doesn't tell a synonym from a neighbour (the encoder has
"firms" as near to "enterprises" as "cities" to "countries"), so those that reports use for one
another are listed. None belongs to any one report.
"""

from typing import Final

_GROUPS: Final = (
    "firm company enterprise business corporation",
    "person people individual human resident inhabitant",
    "worker employee staffer labourer laborer",
    "job post position vacancy",
    "country nation state",
    "ship vessel boat",
    "car vehicle automobile",
    "route line service connection link",
    "student learner pupil",
    "university college institution",
    "customer client consumer shopper buyer",
    "traveller traveler passenger",
    "visitor guest tourist",
    "house home dwelling",
    "site location place",
    "program programme project scheme",
    "department division unit",
    "store shop outlet",
    "plant factory",
    "port harbour harbor seaport",
    "city town municipality",
    "journey trip voyage",
    "school academy",
    "agreement deal accord contract",
    "meeting session",
    "death fatality",
    "doctor physician",
    "farmer grower",
    "film movie",
    "road highway",
    "tonne ton",
    "bank lender",
    "share stock",
)
_GROUP_OF: Final = {noun: number for number, group in enumerate(_GROUPS) for noun in group.split()}


def are_synonyms(one: str, other: str) -> bool:
    """Whether two nouns, singular and in lower case, are the same or listed together."""
    return one == other or (one in _GROUP_OF and _GROUP_OF[one] == _GROUP_OF.get(other))


def synonyms_of(noun: str) -> tuple[str, ...]:
    """The nouns listed together with one, singular and in lower case; none for most.

    >>> synonyms_of("ship")
    ('vessel', 'boat')
    """
    group = _GROUPS[_GROUP_OF[noun]].split() if noun in _GROUP_OF else ()
    return tuple(other for other in group if other != noun)
