"""Names as files write them, to people and institutions."""

import re
from collections.abc import Iterable

from briqa.bibliography.work import Person, is_east_asian

# Words that only an institution's name has.
_INSTITUTION = re.compile(
    r"\b(?:academy|agency|assembly|association|authority|bank|board|bureau|cent(?:er|re)|college"
    r"|commission|committee|company|conference|consortium|corp(?:oration)?|council|court"
    r"|department|federation|foundation|fund|government|group|inc|institut[eo]?|laborator(?:y|ies)"
    r"|library|limited|ltd|llc|ministry|museum|office|organi[sz]ation|parliament|partners|press"
    r"|project|school|secretariat|service|society|statistics|team|trust|union|university)\b\.?"
    r"|\b(?:of|for|and) (?:the )?[A-Z]|^the ",
    re.IGNORECASE,
)
_INSTITUTION_EAST_ASIAN = re.compile(
    r"(?:局|部|院|所|大学|公司|委员会|协会|中心|银行|政府|集团|学会)$"
)
_PARTICLES = frozenset(
    "af al ap av da das de dei del della den der des di do dos du el la las le los op ten ter"
    " van von vom zu zum zur 't".split()
)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*;\s*|\s+and\s+|\s*&\s*|\s*[、；，]\s*")
# The commonest Chinese family names in pinyin: "Hu Biliang" has its family name first.
_PINYIN_FAMILIES = frozenset(
    "bai cai cao chen cheng cui dai deng ding dong du duan fan fang feng fu gao gong gu guo han hao"
    " he hou hu huang jia jiang jin kong lei li liang liao lin liu long lu luo lv ma mao meng pan"
    " peng qian qiao qin qiu ren shao shen shi song su sun tan tang tao tian wan wang wei wen wu"
    " xia xiao xie xiong xu xue yan yang yao ye yi yin yu yuan zeng zhang zhao zheng zhong zhou zhu"
    " zou ouyang sima".split()
)
_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL = (
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ao|an|ei|en|er|ia|ie|in|iu|ou|ua|ui"
    "|un|uo|ue|ve|a|e|i|o|u|v)"
)
_PINYIN_GIVEN = re.compile(rf"{_INITIAL}{_FINAL}(?:['’-]?{_INITIAL}{_FINAL})?", re.IGNORECASE)
_SPACED_HAN = re.compile(r"[\u3400-\u9fff]+ [\u3400-\u9fff]+")
_DOUBLE_HAN = frozenset(("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "夏侯", "皇甫", "慕容"))


def read_people(names: Iterable[str]) -> tuple[Person, ...]:
    """The people of several fields, each of which may name several."""
    return tuple(
        person for field in names for name in _separate(field) if (person := read_person(name))
    )


def read_person(name: str) -> Person | None:
    """One person or institution; None for a blank name.

    >>> read_person("Jan van der Berg")
    Person(family='Berg', given='Jan', particle='van der', suffix=None, literal=None)
    >>> read_person("World Harbour Agency")
    Person(family=None, given=None, particle=None, suffix=None, literal='World Harbour Agency')
    """
    name = " ".join(name.split()).strip(" ,;")
    if not name:
        return None
    if is_east_asian(name):
        return _east_asian(name)
    if "," in name:
        return _inverted([part.strip() for part in name.split(",")])
    words = name.split()
    if _INSTITUTION.search(name) or len(words) == 1:
        return Person(literal=name)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else None
    if _is_pinyin(words):
        return Person(family=words[0], given=words[1])
    at = next((i for i, word in enumerate(words[1:-1], 1) if word in _PARTICLES), len(words) - 1)
    particle = " ".join(words[at:-1])
    return Person(
        family=words[-1], given=" ".join(words[:at]), particle=particle or None, suffix=suffix
    )


def _separate(field: str) -> list[str]:
    """The single names of a field; commas separate only what can't be inverted names."""
    if _INSTITUTION.search(field) and ";" not in field and not _several_people(field):
        return [field]
    names: list[str] = []
    for part in _SEPARATOR.split(field):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        whole = len(pieces) > 2 and not any(_SUFFIX.fullmatch(piece) for piece in pieces)
        full = len(pieces) == 2 and all(len(piece.split()) > 1 for piece in pieces)
        names += pieces if whole or full else [part]
    return names


def _several_people(field: str) -> bool:
    """Whether "and" or commas stand between what are people, not in one institution's name."""
    parts = [part for piece in _SEPARATOR.split(field) for part in piece.split(",")]
    return len(parts) > 1 and not any(_INSTITUTION.search(part) for part in parts if part.strip())


def _inverted(parts: list[str]) -> Person:
    """A name with its family first, as "Okafor, Ada, Jr." has it."""
    suffix = next((part for part in parts[1:] if _SUFFIX.fullmatch(part)), None)
    given = " ".join(part for part in parts[1:] if part and part != suffix)
    words = parts[0].split()
    at = 0
    while at < len(words) - 1 and words[at].lower() in _PARTICLES and words[at][0].islower():
        at += 1
    return Person(
        family=" ".join(words[at:]) or None,
        given=given or None,
        particle=" ".join(words[:at]) or None,
        suffix=suffix,
    )


def _east_asian(name: str) -> Person:
    """A name in Chinese or alike: the family name is one character, or a known pair."""
    if _INSTITUTION_EAST_ASIAN.search(name) or len(name.replace(" ", "")) > 4:
        return Person(literal=name)
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
        return Person(family=family, given=given or None)
    if _SPACED_HAN.fullmatch(name):
        family, given = name.split(" ")
        return Person(family=family, given=given)
    length = 2 if name[:2] in _DOUBLE_HAN else 1
    return Person(family=name[:length], given=name[length:] or None)


def _is_pinyin(words: list[str]) -> bool:
    """Whether a name in Latin letters is Chinese with its family name first."""
    if len(words) != 2:
        return False
    first, last = (word.lower() for word in words)
    return (
        first in _PINYIN_FAMILIES
        and last not in _PINYIN_FAMILIES
        and _PINYIN_GIVEN.fullmatch(last) is not None
    )
