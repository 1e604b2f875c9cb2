"""True sentences said otherwise: what is claimed stays the same, so the verdict must too.

The one thing to know: each rule applies only where it surely keeps the meaning and the grammar;
a rule that doesn't apply gives nothing, rather than the sentence as it is.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from briqa.quantities import parse_quantities

Rule = Callable[[str], str | None]
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SCALES: Final = MappingProxyType({"thousand": 3, "million": 6, "billion": 9, "trillion": 12})
_SMALLER: Final = MappingProxyType({"billion": "million", "trillion": "billion"})
_NUMBER_WORDS: Final = "zero one two three four five six seven eight nine ten eleven twelve".split()


def paraphrases(sentence: str) -> dict[str, str]:
    """The name of each rule that applies → the sentence said otherwise; "identity" always.

    >>> paraphrases("In 2019, Ferrytown dug 12 wells.")["leading adverbial moved"]
    'Ferrytown dug 12 wells in 2019.'
    """
    said = {"identity": sentence}
    for name, rule in RULES.items():
        changed = rule(sentence)
        if changed is not None and changed != sentence:
            said[name] = changed
    return said


def _substitution(*pairs: tuple[str, str]) -> Rule:
    compiled = [(re.compile(pattern), replacement) for pattern, replacement in pairs]

    def substitute(sentence: str) -> str | None:
        # All are found in the sentence as it is, so that none undoes another.
        edits = sorted(
            (match.start(), match.end(), match.expand(replacement))
            for pattern, replacement in compiled
            for match in pattern.finditer(sentence)
        )
        pieces, behind = [], 0
        for start, end, new in edits:
            if start >= behind:
                pieces += [sentence[behind:start], new]
                behind = end
        return "".join([*pieces, sentence[behind:]]) if edits else None

    return substitute


# --- figures -------------------------------------------------------------------------------------

_SCALED = re.compile(
    r"(?<![\w.,])(?P<number>\d[\d,]*(?:\.\d+)?) (?P<scale>million|billion|trillion)\b"
)


_RANGE_BEFORE = re.compile(r"\d (?:to|and|or|[-–]) [$€£]?$|\d[-–][$€£]?$")


def _written_out(sentence: str) -> str | None:
    """1.5 million → 1,500,000."""

    def write(match: re.Match[str]) -> str:
        if _RANGE_BEFORE.search(sentence, 0, match.start()):
            return match[0]  # the other end of the range would lose its scale
        value = Decimal(match["number"].replace(",", "")) * 10 ** _SCALES[match["scale"]]
        return f"{value:,.0f}" if value == value.to_integral_value() else match[0]

    return _SCALED.sub(write, sentence)


def _smaller_scale(sentence: str) -> str | None:
    """2.3 billion → 2,300 million."""

    def write(match: re.Match[str]) -> str:
        if match["scale"] not in _SMALLER or _RANGE_BEFORE.search(sentence, 0, match.start()):
            return match[0]
        value = Decimal(match["number"].replace(",", "")) * 1000
        shown = f"{value:,f}".rstrip("0").rstrip(".") if "." in f"{value}" else f"{value:,}"
        return f"{shown} {_SMALLER[match['scale']]}"

    return _SCALED.sub(write, sentence)


_SMALL_COUNT = re.compile(r"(\d{1,2})(?= [a-z])(?! (?:and|to|thousand|(?:m|b|tr)illion)\b)")
_LABEL = re.compile(r"(?:[Ss]cope|[Pp]hase|[Ll]evel|[Tt]ower|\d,? and) $")


def _number_words(sentence: str) -> str | None:
    """4 ports → four ports."""
    for quantity in reversed(parse_quantities(sentence)):
        start, end = quantity.span.start, quantity.span.end
        number = _SMALL_COUNT.match(sentence[start:end])
        is_small = number is not None and 2 <= int(number[1]) < len(_NUMBER_WORDS)
        is_label = _LABEL.search(sentence[:start]) is not None
        if (
            number is not None
            and is_small
            and not is_label
            and quantity.kind == "count"
            and not quantity.is_range
        ):
            word = _NUMBER_WORDS[int(number[1])]
            word = word.capitalize() if start == 0 else word
            sentence = sentence[:start] + word + sentence[start + number.end() :]
    return sentence


# --- order and clauses ---------------------------------------------------------------------------

_LEADING = re.compile(
    r"(?P<adverbial>(?:In|During|By|Since|As of|At the end of|By the end of|Over|For)"
    r"(?: (?:the|fiscal|year|years|end|of|quarter|first|second|third|fourth|[Ff]iscal|"
    rf"(?:{_MONTHS})(?: \d{{1,2}},)?|decade|ended|20\d\d|19\d\d))+), (?P<rest>[^;:]+)\."
)
_TRAILING = re.compile(
    r"(?P<rest>(?:[A-Z]|\$)[^;:,]+) (?P<adverbial>(?:in|during|since|by the end of) "
    r"(?:(?:fiscal|the fiscal year|the year) )?(?:20|19)\d\d)\."
)
# Words that begin a sentence and are no names, which would keep their capital behind a comma.
_PLAIN_OPENINGS = frozenset(
    "The We Our A An Its Net Total Sales Revenue Revenues Cash Cost Gross Interest Income "
    "Operating Research Selling General Other All Most".split()
)
# With a second clause in it, an adverbial that is moved would go with one of them alone.
_CLAUSES = re.compile(
    r"\b(?:which|who|while|whereas|but|that|compared)\b|, (?:and|of|respectively|[a-z]+ing)\b|"
    r"\band (?:it|they|we|its|their|our|[A-Z]|[a-z]+ed\b)"
)
_APPOSITIVE = re.compile(
    r"(?P<name>\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*), (?:a|an|the|one of|our|its) "
    r"(?:(?!\b(?:and|or|which|is|was|has|had|the)\b)[^,;:.()]){3,60}, "
    r"(?=(?:is|was|has|had|will|ran|runs|were|are|concentrates?|takes?|succeeded|rose|fell|"
    r"increased|decreased)\b)"
)
_SECOND_CLAUSE = re.compile(
    r"^(?P<first>[^;]{25,}?)(?:; |, and (?=(?:it|they|he|she|we|the (?:company|zone|rest|area))\b))"
)


def _leading_moved(sentence: str) -> str | None:
    match = _LEADING.fullmatch(sentence)
    if match is None or _CLAUSES.search(match["rest"]) or re.search(r"\b20\d\d\b", match["rest"]):
        return None
    rest, adverbial = match["rest"], match["adverbial"]
    return f"{_opened(rest)} {adverbial[0].lower()}{adverbial[1:]}."


def _trailing_moved(sentence: str) -> str | None:
    match = _TRAILING.fullmatch(sentence)
    if match is None or _CLAUSES.search(match["rest"]) or re.search(r"\d{4}", match["rest"]):
        return None
    adverbial, rest = match["adverbial"], match["rest"]
    # Only a word that is surely no name loses its capital.
    if rest.split()[0] in _PLAIN_OPENINGS:
        rest = rest[0].lower() + rest[1:]
    return f"{_opened(adverbial)}, {rest}."


def _opened(text: str) -> str:
    return text[0].upper() + text[1:]


def _appositive_dropped(sentence: str) -> str | None:
    return _APPOSITIVE.sub(r"\g<name> ", sentence)


def _first_clause(sentence: str) -> str | None:
    """The first of two clauses alone; the whole sentence bears it out."""
    match = _SECOND_CLAUSE.match(sentence)
    if match is None or match["first"].count("(") != match["first"].count(")"):
        return None
    if ":" in match["first"] or match["first"].count('"') % 2:
        return None
    return f"{match['first'].rstrip(',')}."


_ACTIVE = re.compile(
    r"(?P<adverbial>(?:In|During|By|On) [^,]{3,40}(?:, \d{4})?, )?"
    r"(?P<subject>(?:We|[Tt]he Company|(?:[A-Z][\w’'-]+(?: |(?=['’]s))){1,5}(?:['’]s [A-Z]\w+ )?))"
    r" ?(?P<verb>acquired|handled|launched|established|built|completed|recorded|issued|"
    r"repurchased|hosted|sold|purchased|adopted|founded|recognized|signed) "
    r"(?P<object>(?=an? |the |all |its |[$€£]?\d)(?:(?! (?:and|which|that|of which|to|from|by|"
    r"as|with|for|in|on|at|during|under)\b)"
    r"[^,;:.\"“”]|[.,]\d)+)(?P<rest>(?: (?:in|on|for|during|under|at) [^,;:]*?)?)\."
)


def _passive(sentence: str) -> str | None:
    """Ferrytown dug wells → Wells were dug by Ferrytown."""
    match = _ACTIVE.fullmatch(sentence)
    if match is None:
        return None
    subject, patient = match["subject"].strip(), match["object"]
    subject = {"We": "us", "The Company": "the Company"}.get(subject, subject)
    head = re.split(r" (?:of|related|attributable)\b", patient)[0]
    is_money = re.match(r"[$€£]", patient) is not None
    is_plural = not is_money and head.endswith("s") and re.match(r"(?:an?|one) ", patient) is None
    was = "were" if is_plural else "was"
    said = f"{patient} {was} {match['verb']} by {subject}{match['rest']}."
    return f"{match['adverbial']}{said}" if match["adverbial"] else _opened(said)


RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "other verb": _substitution(
            (r"\bincreased by(?= [$€£]?\d)", "rose by"),
            (r"\bincreased(?= (?:to|from) [$€£]?\d)", "rose"),
            (r"\bincreased(?= (?:approximately )?[$€£]?\d)", "went up by"),
            (r"\bdecreased by(?= [$€£]?\d)", "fell by"),
            (r"\bdecreased(?= (?:to|from) [$€£]?\d)", "fell"),
            (r"\bdecreased(?= (?:approximately )?[$€£]?\d)", "went down by"),
            (r"\bdeclined by(?= [$€£]?\d)", "fell by"),
            (r"\bgrew by(?= [$€£]?\d)", "increased by"),
            (r"\brose from(?= [$€£]?\d)", "climbed from"),
            (r"\bgrew (from|to)(?= [$€£]?\d)", r"increased \1"),
            (r"\ban increase of\b", "a rise of"),
            (r"\ba decrease of\b", "a drop of"),
            (r"\bwas comprised of\b", "consisted of"),
        ),
        "synonym": _substitution(
            (r"\bset up\b", "established"),
            (r"\b(?:amounted to|totaled)(?= [$€£]?\d)", "came to"),
            (r"\bcame to(?= [$€£]?\d)", "amounted to"),
            (r"\b(?:as )?compared (?:to|with)\b", "versus"),
            (r"\b(?:primarily|principally) (?=due|because|related|driven)", "mainly "),
            (r"\bdue to\b", "because of"),
            (r"\bpartially offset by\b", "partly offset by"),
            (r"\b(has|have) built\b(?! on)", r"\1 constructed"),
            (r"\bran (?=\d)", "operated "),
            (r"\bis run by\b", "is operated by"),
            (r"\bhas opened\b", "has launched"),
            (r"\bprovides (?=\d)", "offers "),
            (r"\bputting (?=[$€£]?\d[\d. a-z]*RMB into)", "investing "),
            (r"\bwas founded by\b", "was established by"),
        ),
        "currency": _substitution(
            (r"\bRMB\b", "yuan"),
            (
                r"(?<!\w)(?<!\ba )\$(\d[\d,.]*\d|\d)(?![\w+]|[.,]\d)"
                r"( (?:million|billion|trillion|thousand))?",
                r"\1\2 dollars",
            ),
            (
                r"(?<!\w)(?<!\ba )€ ?(\d[\d,.]*\d|\d)(?![\w+]|[.,]\d)"
                r"( (?:thousand|(?:m|b|tr)illion))?",
                r"\1\2 euros",
            ),
        ),
        "percent": _substitution((r"(?<=\d)%", " percent")),
        "percent sign": _substitution((r"(?<=\d) (?:percent|per cent)\b", "%")),
        "written out": _written_out,
        "smaller scale": _smaller_scale,
        "number words": _number_words,
        "bound": _substitution(
            (r"\b[Aa]pproximately(?= [$€£]?\d)", "about"),
            (r"\bmore than(?= [$€£]?\d)", "over"),
            (r"(?<!extend )\bover(?= [$€£]?\d[\d,]*\b(?! years| months))", "more than"),
            (r"\bnearly(?= [$€£]?\d)", "almost"),
            (r"(?<=\d)\+(?= [a-z])(?! (?:m|b|tr)illion)", " or more"),
        ),
        "unit": _substitution(
            (r"\bsquare kilometers\b", "km2"),
            (r"\bkilometers\b", "km"),
            (r"\btons\b", "tonnes"),
            (r"\benterprises\b", "firms"),
            (r"\bbasis points\b", "bps"),
        ),
        "date": _substitution((rf"\b({_MONTHS}) (\d{{1,2}}), ((?:19|20)\d\d)\b", r"\2 \1 \3")),
        "leading adverbial moved": _leading_moved,
        "trailing adverbial moved": _trailing_moved,
        "appositive dropped": _appositive_dropped,
        "first clause": _first_clause,
        "passive": _passive,
    }
)
