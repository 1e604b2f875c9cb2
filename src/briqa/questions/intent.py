"""What a question asks for, read from its words alone; sloppy input is normal.

The patterns are looked for in a fixed order, so that "how many" wins over "which" and a figure
over a text. Case and question marks don't matter, and keywords are as good as a sentence.
"""

import re
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.questions.framing import FRAMING_WORDS
from briqa.questions.question import Operation, Question, Task, Wanted

_I: Final = re.IGNORECASE

_YEAR: Final = lazy_pattern(r"(?<![\w.,$€£¥])(?:1[5-9]|20)\d\d(?![\w%]|[.,]\d)")
_HOW_MANY: Final = lazy_pattern(
    r"\b(?:how many|(?:the |total )?number of|(?:the |total )?count of|no\. of)\s+"
    r"(?P<noun>[^,.?;:()]{1,80})",
    _I,
)
# Keywords put the noun first: "trains number", "projects total", "routes count".
_KEYWORD_COUNT: Final = lazy_pattern(
    r"\b(?P<noun>[^\W\d_]{3,}s)\s+(?:in (?:total|all)|number|total|count|altogether)\b", _I
)
_DATE: Final = lazy_pattern(
    r"^\s*(?:\w+\s+){0,2}when\b(?!\s+it\s+comes)"
    r"|\bwhen\s+(?:is|was|were|did|does|do|has|have|had|will|are|can)\b"
    r"|\b(?:(?:what|which|in which|in what) (?:exact )?(?:year|date|month|day|decade|century)"
    r"|since when|(?:starting|opening|launch|founding|birth|release|start|end) (?:date|year)"
    r"|year of)\b",
    _I,
)
_SHARE: Final = lazy_pattern(
    r"\b(?:percent(?:age)?s?|per cent|share|proportion|fraction)\b|%"
    r"|\b(?:(?:growth|interest|tax|unemployment|exchange|utili[sz]ation|participation|annual|"
    r"effective|discount|inflation|mortality|birth|literacy|yearly) rate|what rate|which rate)\b",
    _I,
)
_MONEY: Final = lazy_pattern(
    r"\b(?:costs?|price|worth|revenues?|turnover|earnings?|income|profits?|salar(?:y|ies)|wages?|"
    r"budget|fees?|spend|spending|spent|pa(?:y|id)|invest(?:ed|ment)?|dollars?|euros?|pounds?|rmb|yuan|usd|"
    r"cny|taxe?s?|money|loans?|debt|expenses?|sales|gdp|premiums?|output value|"
    r"(?:trade|import|export) value|funding|funds?|financ\w+)\b|[$€£¥]",
    _I,
)
_AMOUNT: Final = lazy_pattern(
    r"\b(?:how (?:much|large|big|long|far|high|tall|deep|wide|old|fast|often|heavy)|values?|"
    r"volumes?|amounts?|totals?|sum|size|capacity|area|length|distance|population|growth|"
    r"increase|decrease|throughput|output|trade|mileage|speed|weight|height|depth|age|"
    r"temperature|mu|teu|tons?|tonnes?|km2?|kilomet(?:er|re)s?|hectares?|acres?)\b",
    _I,
)
_HOW_MUCH: Final = lazy_pattern(
    r"\bhow (?:much|large|big|long|far|high|tall|deep|wide|old|fast|heavy)\b", _I
)
_RANK: Final = lazy_pattern(r"\b(?:ranks?|ranked|ranking|what (?:place|position))\b", _I)
_WHO: Final = lazy_pattern(r"^\s*(?:\w+ )?(?:who|whom|whose)\b", _I)
_WHERE: Final = lazy_pattern(
    r"\b(?:where|(?:what|which) (?:place|location|country|city|town|province|state|region|county|"
    r"district|continent|village)|located|location of)\b",
    _I,
)
_WHY: Final = lazy_pattern(
    r"\b(?:why|reasons?|what (?:causes?|caused|makes|made|leads?|led|drives|drove|is driving)|"
    r"because of what|what for|purposes?|what explains)\b",
    _I,
)
_HOW: Final = lazy_pattern(
    r"\bhow (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|to|may|might)\b"
    r"|^\s*how\b|\bin what way\b|\bby what means\b",
    _I,
)
_NAME: Final = lazy_pattern(
    r"\b(?:names?|titles?|called|named|known as|entitled)\b|\b(?:which|what)\s+(?:[^\W\d_]+)", _I
)
_LIST: Final = lazy_pattern(
    r"\b(?:list|lists|enumerate|name (?:all|the|some|two|three|four|five|six|seven)|what are|"
    r"which are|examples? of|such as what)\b",
    _I,
)
_DEFINE_WORD: Final = lazy_pattern(
    r"\b(?:defin(?:e|ed|ition)|meaning|mean|means|meant|stands? for|explain(?:ed)?|"
    r"what counts as|describe)\b",
    _I,
)
_DEFINE: Final = lazy_pattern(
    r"^\s*what(?:'s| is| are| was| were)\s+(?:an?|the|meant)?\s*[^?]{1,60}\??\s*$", _I
)
_YES_NO: Final = lazy_pattern(
    r"^\s*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b", _I
)
_HEAD: Final = lazy_pattern(
    r"\b(?:which|what(?: (?:kinds?|types?|sorts?) of)?|(?:names?|titles?) of(?: the| an?)?|whose)"
    r"\s+(?P<noun>[^,.?;:()]{1,60})",
    _I,
)
# Where a noun phrase behind "how many" or "which" ends: at a verb or preposition.
_NOUN_END: Final = lazy_pattern(
    r"\b(?:is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|should|may|might|"
    r"of|in|on|at|to|for|from|by|with|within|into|over|under|between|among|during|as|than|per|"
    r"that|which|who|there|and|or|the|vs|versus|each|both|respectively)\b",
    _I,
)
_OR_NOUN: Final = lazy_pattern(r"\bor\s+(?P<noun>.+)", _I)
# What ends the noun of "which cities …": a verb, or another noun beside it.
_CLOSING: Final = lazy_pattern(
    r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|and|or", _I
)
_WORD: Final = lazy_pattern(r"[^\W_]+")
_PLURAL: Final = lazy_pattern(r"(?:[^s\W]s|ies|people|children|men|women|media|criteria)$", _I)

_COMPARE: Final = lazy_pattern(
    r"\b(?:vs?|versus)\b\.?|\bcompar(?:e|es|ed|ing|ison)\b|\bdiffer(?:s|ence|ences)?\b"
    r"|\b(?:more|fewer|less|larger|bigger|higher|smaller|lower|greater|better|longer|shorter|"
    r"older|younger|faster|earlier|later)\b[^?]*\b(?:than|or)\b"
    r"|\b(?:which|who)\b[^?]*\b(?:more|fewer|less|larger|bigger|higher|smaller|lower|greater|"
    r"most|largest|fewest)\b[^?]*(?:,| or )",
    _I,
)
_MORE: Final = lazy_pattern(
    r"\b(?:more|most|fewer|fewest|less|least)\s+(?P<noun>[^,.?;:()]{1,60})", _I
)
_TREND: Final = lazy_pattern(
    r"\b(?:over (?:time|the years)|trends?|evol(?:ve|ved|ution)|chang(?:e|ed|ing)|develop(?:ed)? "
    r"(?:since|over|between|from)|mov(?:ed?|ing) (?:since|over|between)|how (?:has|have|did) [^?]* "
    r"(?:moved?|grown?|grow|risen?|rise|fallen?|fall|develop(?:ed)?|changed?|increased?|"
    r"decreased?|declined?|expand(?:ed)?))\b"
    r"|\bfrom (?:1[5-9]|20)\d\d\b",
    _I,
)
# Sides of a comparison that aren't years: without them two years make a trend.
_SIDES: Final = lazy_pattern(
    r"\b(?:or|than)\b|\b(?:vs?|versus)\b\.?\s+(?!(?:1[5-9]|20)\d\d\b|now\b)", _I
)
_FIRST: Final = (
    (Wanted.REASON, re.compile(r"\bwhy\b", _I)),
    (Wanted.DATE, _DATE),
    (Wanted.PERSON, _WHO),
    (Wanted.RANK, _RANK),
    (Wanted.SHARE, _SHARE),
)
_LATER: Final = (
    (Wanted.REASON, _WHY),
    (Wanted.MANNER, _HOW),
    (Wanted.YES_NO, _YES_NO),
)
# Nouns and verbs of change, as a question has them.
_CHANGE: Final = (
    r"(?:changes?|increases?|decreases?|growth|declines?|drops?|rises?|falls?|reductions?|"
    r"differences?|movements?|variations?|gains?)"
)
_MOVE: Final = (
    r"(?:chang(?:e|ed)|grow|grown|increased?|rise|risen|fall|fallen|decreased?|declined?|"
    r"drop(?:ped)?|expand(?:ed)?|shrink|shrunk|go(?:ne)? (?:up|down))"
)
_PERCENT: Final = r"(?:percent(?:age)?\b|per cent\b|%)(?! points?\b)"
# In this order: "the percentage change in the average price" asks for the growth.
_OPERATIONS: Final = (
    (
        Operation.ANNUAL_GROWTH,
        re.compile(
            r"\b(?:cagr|compound(?:ed)? annual|(?:average|mean) (?:annual|yearly) "
            rf"(?:rate of )?{_CHANGE}|annuali[sz]ed {_CHANGE})\b",
            _I,
        ),
    ),
    (
        Operation.GROWTH,
        re.compile(
            rf"(?:\b|(?=%))(?:{_PERCENT}|relative|proportional) (?:[\w-]+ )?{_CHANGE}\b"
            rf"|\bgrowth rate\b|\brate of {_CHANGE}\b|\bby (?:what|how many|how much) {_PERCENT}"
            rf"|\b(?:what|how many|how much) {_PERCENT} [^?]*\b{_MOVE}\b"
            rf"|\b{_CHANGE} (?:in|as an?|by) {_PERCENT}(?! of\b)|\bin {_PERCENT} terms\b",
            _I,
        ),
    ),
    (
        Operation.AVERAGE,
        re.compile(
            r"\b(?:is|was|are|were|be|'s|calculate|compute|find)\s+(?:the )?(?:[\w.]+['’]s? )?"
            r"(?:[0-9]{4} )?(?:average|mean)\b|^\s*(?:the )?average\b|\b(?:average|mean) of\b"
            r"|\bon average\b",
            _I,
        ),
    ),
    (
        Operation.SHARE,
        re.compile(
            rf"\b(?:what|which) (?:share|proportion|fraction|{_PERCENT}) of\b"
            rf"|\b(?:as|in) (?:an? |the )?(?:share|proportion|fraction|{_PERCENT}) (?:of|to)\b"
            rf"|(?:\b|(?=%))(?:share|proportion|fraction|{_PERCENT}) [^?]*?"
            r"\b(?:of|in|to|over|among|within|against) (?:the |its |their |our )?"
            r"(?:total|all|overall|whole|entire|combined)\b",
            _I,
        ),
    ),
    (
        Operation.RATIO,
        re.compile(
            r"\b(?:how many times|ratio (?:of [^?]* to|between)|[^\W\d_]+[- ]to[- ][^\W\d_]+ ratio|"
            r"times as (?:many|much|large|big|high))\b",
            _I,
        ),
    ),
    (
        Operation.DIFFERENCE,
        re.compile(
            r"\b(?:how (?:many|much) (?:more|fewer|less|larger|bigger|higher|lower|greater|longer)|"
            r"differences?|by how (?:many|much)|(?:gap|margin|spread) between)\b"
            # Also as heads of tables have it: "the increase / (decrease) in".
            rf"|\b(?:the|an?|what|net|total|absolute) (?:[\w-]+ ){{0,2}}?{_CHANGE}"
            r"(?: ?/ ?\(?\w+\)?)? (?:in|of|between|from|for)\b"
            rf"|\bhow (?:much|many)\b[^?]*\b{_MOVE}\b",
            _I,
        ),
    ),
    (
        Operation.SUM,
        re.compile(
            r"\b(?:combined|altogether|together|sum|in total|in aggregate|cumulative(?:ly)?|"
            r"total of|add(?:ed)? up)\b"
            r"|\btotals?\b[^?]*\b(?:of|from|by|for|in|over)\b[^?]*\band\b"
            r"(?![^?]*\brespectively\b)"
            r"|\btotals?\b[^?]*\b(?:from|between|over|across) [^?]{0,20}?[0-9]{4}\b",
            _I,
        ),
    ),
)
# What such a question asks for isn't computed, whatever else its words say.
_NOT_COMPUTED: Final = frozenset(
    {Wanted.REASON, Wanted.MANNER, Wanted.DATE, Wanted.PERSON, Wanted.PLACE}
)
_UNITS: Final = (
    ("USD", re.compile(r"\b(?:us )?dollars?\b|\busd\b|\$", _I)),
    ("CNY", re.compile(r"\b(?:rmb|yuan|cny|renminbi)\b|¥", _I)),
    ("EUR", re.compile(r"\beuros?\b|\beur\b|€", _I)),
    ("GBP", re.compile(r"\bpounds? sterling\b|\bgbp\b|£", _I)),
    ("JPY", re.compile(r"\byen\b|\bjpy\b", _I)),
    ("TEU", re.compile(r"\bteus?\b", _I)),
    ("%", re.compile(r"\bpercent(?:ages?)?\b|\bper cent\b|%", _I)),
)
_UP: Final = lazy_pattern(
    r"\b(?:grow(?:th|n|s)?|grew|increas\w+|ris(?:e|en|es|ing)|rose|gain\w*|expan\w+|surg\w+|up)\b",
    _I,
)
_DOWN: Final = lazy_pattern(
    r"\b(?:declin\w+|decreas\w+|fall(?:s|en)?|fell|drop\w*|shrink\w*|shrank|reduc\w+|"
    r"cut|cuts|down|loss|lost)\b",
    _I,
)
_HIGH: Final = lazy_pattern(
    r"\b(?:faster|fastest|most|largest|biggest|highest|greatest|longest|best|top|maximum|more|larger|bigger|"
    r"higher|greater|better|longer)\b",
    _I,
)
_LOW: Final = lazy_pattern(
    r"\b(?:fewest|least|smallest|lowest|shortest|worst|minimum|fewer|less|smaller|lower|shorter)\b",
    _I,
)


def read_question(text: str) -> Question:
    """Reads a question from its words alone: what is wanted, not of whom.

    >>> read_question("How many foreign trade routes has the port opened?").counted
    ('foreign', 'trade', 'routes')
    >>> read_question("what share of the cargo is local").wanted
    <Wanted.SHARE: 'share'>
    >>> read_question("output of the Haiphong zone vs the Rayong zone").task
    <Task.COMPARE: 'compare'>
    """
    many = _HOW_MANY.search(text) or _KEYWORD_COUNT.search(text)
    years = tuple(dict.fromkeys(_YEAR.findall(text)))
    task = _task(text, years)
    counted = _phrase(many["noun"]) if many else _compared_count(text, task)
    head = _HEAD.search(text)
    head_words = _phrase(head["noun"]) if head and not many else ()
    wanted = _wanted(text, counted=bool(many), head=head_words)
    return Question(
        text,
        wanted,
        task=task,
        operation=_operation(text, wanted),
        counted=counted,
        alternative=_alternative(many["noun"]) if many else (),
        head=head_words,
        unit=next((unit for unit, words in _UNITS if words.search(text)), None),
        years=years,
        direction=_either(text, ("up", _UP), ("down", _DOWN)),
        extreme=_either(text, ("high", _HIGH), ("low", _LOW)),
    )


def _alternative(noun: str) -> tuple[str, ...]:
    """The words of the noun behind an "or" right after the one counted, up to its first plural."""
    behind = _OR_NOUN.search(noun)
    if behind is None or len(_phrase(noun)) < len(_WORD.findall(noun[: behind.start()])):
        return ()
    words = _phrase(behind["noun"])
    plural = next((at for at, word in enumerate(words) if _PLURAL.search(word)), -1)
    return words[: plural + 1]


def _compared_count(text: str, task: Task) -> tuple[str, ...]:
    """What is counted on both sides of a comparison: "who has more trains"."""
    more = _MORE.search(text) if task is Task.COMPARE else None
    words = _phrase(more["noun"]) if more else ()
    is_amount = any(_MONEY.fullmatch(word) or _AMOUNT.fullmatch(word) for word in words)
    return () if is_amount else words


def is_thing(word: str) -> bool:
    """Whether a word names what is counted or measured: a plural or an amount.

    >>> is_thing("routes"), is_thing("volume"), is_thing("decade")
    (True, True, False)
    """
    return word not in FRAMING_WORDS and bool(
        _PLURAL.search(word) or _AMOUNT.fullmatch(word) or _MONEY.fullmatch(word)
    )


def amount_wanted(text: str) -> Wanted:
    """The kind of amount that a question asks for, given that it asks for one."""
    if _SHARE.search(text):
        return Wanted.SHARE
    return Wanted.MONEY if _MONEY.search(text) else Wanted.NUMBER


def _phrase(noun: str) -> tuple[str, ...]:
    """The words of a noun phrase, up to the verb or preposition behind it."""
    phrase = _NOUN_END.split(noun, maxsplit=1)[0]
    return tuple(word.lower() for word in _WORD.findall(phrase))


def _wanted(text: str, *, counted: bool, head: tuple[str, ...]) -> Wanted:
    if counted:
        return Wanted.NUMBER
    for wanted, words in _FIRST:
        if words.search(text):
            return wanted
    if _HOW_MUCH.search(text):
        return Wanted.MONEY if _MONEY.search(text) else Wanted.NUMBER
    asks_amount = any(_AMOUNT.fullmatch(word) or _MONEY.fullmatch(word) for word in head)
    if _DEFINE_WORD.search(text):
        return Wanted.DEFINITION
    if _LIST.search(text) or (head and not asks_amount and _is_plural(text, head)):
        return Wanted.LIST
    if _WHERE.search(text):
        return Wanted.PLACE
    if head and not asks_amount and _NAME.search(text):
        return Wanted.NAME
    for wanted, words in _LATER:
        if words.search(text):
            return wanted
    if _MONEY.search(text):
        return Wanted.MONEY
    if _AMOUNT.search(text):
        return Wanted.NUMBER
    return Wanted.DEFINITION if _DEFINE.search(text) else Wanted.TEXT


def _is_plural(text: str, head: tuple[str, ...]) -> bool:
    """Whether several things are asked for: "which cities does …", "which cities pooled …".

    Where neither a verb nor "and" ends it, its last word may be one ("which insurer runs the …").
    """
    ends = re.search(rf"\b{re.escape(head[-1])}\b\s*(?P<next>\w*)", text, _I)
    closed = ends is not None and (not ends["next"] or _CLOSING.fullmatch(ends["next"]))
    return any(_PLURAL.search(word) for word in (head[-1:] if closed else head[:-1]))


def _operation(text: str, wanted: Wanted) -> Operation | None:
    if wanted in _NOT_COMPUTED:
        return None
    return next((which for which, words in _OPERATIONS if words.search(text)), None)


def _task(text: str, years: tuple[str, ...]) -> Task:
    if _COMPARE.search(text):
        return Task.TREND if len(years) > 1 and not _SIDES.search(text) else Task.COMPARE
    return Task.TREND if len(years) > 1 or _TREND.search(text) else Task.FIND


def _either(
    text: str, first: tuple[str, re.Pattern[str]], second: tuple[str, re.Pattern[str]]
) -> str | None:
    """The name of the one pattern that is found; None for both or neither."""
    found = [name for name, words in (first, second) if words.search(text)]
    return found[0] if len(found) == 1 else None
