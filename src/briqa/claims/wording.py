"""Words that turn a statement round: opposites, directions, negations, comparisons.

The one thing to know: a clash is told only where one text has a word and the other its opposite,
and neither has both; silence of the source is never a clash. The pairs are of ordinary English,
none of any subject.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.spans import Span

_UP: Final = (
    "rise rises rose risen rising increase increases increased increasing grow grows grew grown "
    "growing growth expand expands expanded expanding expansion climb climbs climbed climbing gain "
    "gains gained gaining up jump jumped surge surged surging soar soared soaring upturn improve "
    "improves improved improving improvement strengthen strengthened accelerate accelerated "
    "widen widened widening double doubled swell swelled raise raised raises upward boost boosted "
    "lengthen lengthened speeded accelerates accelerating acceleration escalate escalated "
    "escalating rebound rebounded strengthens strengthening boosts "
    "boosted boosting raising upgrade upgraded upgrades upgrading intensify intensified "
    "rocketed skyrocketed enlarge enlarges enlarged enlarging enlargement "
)
_DOWN: Final = (
    "fall falls fell fallen falling decrease decreases decreased decreasing decline declines "
    "declined declining shrink shrinks shrank shrunk shrinking shrinkage drop drops dropped "
    "dropping down lose loses lost losing plunge plunged slump slumped contract contracted "
    "contracts contracting contraction worsen worsens worsened worsening weaken weakened slow "
    "slowed slows slowing narrow narrowed narrowing halve halved reduce reduced reduces reducing "
    "reduction cut cuts cutting lower lowered lowers lowering downward decelerate decelerated "
    "shorten shortened shortens dwindle dwindled dip dipped sank sink deteriorate deteriorated "
    "deteriorating deterioration diminish diminished diminishing erode eroded tumble "
    "tumbled plummet plummeted weakens weakening decelerates "
    "decelerating deceleration slowdown slump slumping downgrade downgraded downgrades "
    "downgrading curtail curtailed halving "
)
# Opposites that compare: side by side "A has more than B" is "B has less than A".
_COMPARATIVES: Final = (
    ("more greater", "fewer less"),
    ("higher", "lower"),
    ("larger bigger greater", "smaller"),
    ("longer", "shorter"),
    ("faster quicker", "slower"),
    ("stronger", "weaker"),
    ("better", "worse"),
    ("older", "younger newer"),
    ("earlier", "later"),
    ("cheaper", "dearer costlier"),
    ("richer wealthier", "poorer"),
    ("heavier", "lighter"),
    ("wider", "narrower"),
    ("deeper", "shallower"),
    ("ahead", "behind"),
    ("above", "below"),
    ("before", "after"),
    (
        "exceeded exceeds exceed outnumber outnumbers outnumbered surpass surpasses surpassed "
        "outrank outranks outranked outstrip outstrips outstripped outperform outperforms "
        "outperformed overtake overtakes overtook overtaken outdo outdoes outdid eclipse eclipses "
        "eclipsed dwarf dwarfs dwarfed beat beats beaten",
        "trailed trails trail lagged lags lag short",
    ),
)
_OPPOSITES: Final = (
    (_UP, _DOWN),
    *_COMPARATIVES,
    ("most", "least fewest"),
    ("highest", "lowest"),
    ("largest biggest greatest", "smallest"),
    ("longest", "shortest"),
    ("fastest", "slowest"),
    ("best", "worst"),
    ("oldest", "youngest newest"),
    ("first earliest", "last latest"),
    ("maximum", "minimum"),
    ("import imports imported importing importer", "export exports exported exporting exporter"),
    ("inbound incoming", "outbound outgoing"),
    ("domestic domestically", "foreign overseas abroad international"),
    ("surplus", "deficit shortage"),
    ("gain gains", "loss losses"),
    ("profit profits profitable", "loss losses unprofitable lossmaking"),
    ("positive positively", "negative negatively"),
    ("buy buys bought buying purchase purchased", "sell sells sold selling"),
    ("north northern", "south southern"),
    ("east eastern", "west western"),
    ("upper", "lower"),
    ("major majority", "minor minority"),
    ("public", "private"),
    ("urban", "rural"),
    ("permanent permanently", "temporary temporarily"),
    ("direct directly", "indirect indirectly"),
    ("open opens opened opening", "close closes closed closing"),
    ("start starts started begin begins began beginning", "end ends ended ending finish finished"),
    (
        "allow allows allowed permit permits permitted",
        "ban bans banned prohibit prohibits prohibited forbid forbids forbidden",
    ),
    ("include includes included including", "exclude excludes excluded excluding"),
    (
        "succeed succeeds succeeded succeeding success successful successfully worked",
        "fail fails failed failing failure unsuccessful fell-through falls-through fall-through "
        "fallen-through come-to-nothing came-to-nothing",
    ),
    ("add adds added adding", "remove removes removed removing cut-back cuts-back cutting-back"),
    ("extra additional", "fewer less"),
    (
        "accept accepts accepted approve approves approved",
        "reject rejects rejected refuse refuses refused",
    ),
    ("support supports supported", "oppose opposes opposed"),
    ("able", "unable"),
    ("possible", "impossible"),
    ("sufficient enough", "insufficient"),
    ("legal", "illegal"),
    ("likely", "unlikely"),
    ("complete completed completely", "incomplete partial partially partly"),
    ("often frequently", "rarely seldom"),
    ("always", "never sometimes"),
    ("strong strongly", "weak weakly"),
    ("high", "low"),
    ("large big", "small"),
    ("long", "short"),
    ("fast quick quickly", "slow slowly"),
    ("early", "late"),
    ("young", "old"),
    ("easy easily", "difficult hard"),
    ("cheap", "expensive"),
    ("rich", "poor"),
    ("wet", "dry"),
    ("hot warm", "cold cool"),
    ("safe", "dangerous unsafe"),
    (
        "male man men boy boys husband father son brother he",
        "female woman women girl girls wife mother daughter sister she",
    ),
    ("buyer", "seller"),
    ("employer", "employee"),
    ("borrower debtor", "lender creditor"),
    ("winner winners won win wins", "loser losers"),
    ("maintain maintained", "abandon abandoned"),
    ("join joined", "leave left quit"),
    ("credit credits", "debit debits"),
    ("asset assets", "liability liabilities"),
    ("revenue revenues income", "expense expenses expenditure"),
    ("gross", "net"),
    ("national nationwide", "provincial regional municipal local"),
    ("current", "noncurrent"),
    (
        "enthusiastic enthusiasm enthusiastically eager eagerly keen keenly",
        "indifferent indifference indifferently reluctant reluctance reluctantly apathetic apathy",
    ),
    ("optimistic optimism optimistically", "pessimistic pessimism pessimistically"),
    ("confident confidence", "doubtful doubt doubts"),
    ("willing willingly willingness", "unwilling reluctant refusing"),
    ("abundant abundance plentiful", "scarce scarcity scant"),
    ("ample plenty", "lack lacking insufficient"),
    ("demand", "supply"),
    ("input inputs", "output outputs"),
    ("arrival arrivals arrive arrived arriving", "departure departures depart departed departing"),
    ("enter entered entry entrance", "exit exited leave left departure"),
    ("immigration immigrants", "emigration emigrants"),
    ("inflow inflows", "outflow outflows"),
    ("upstream", "downstream"),
    ("inland", "coastal"),
    ("inside within internal internally", "outside external externally"),
    ("offline", "online"),
    ("advantage advantages benefit benefits", "disadvantage disadvantages drawback drawbacks"),
    ("strength strengths", "weakness weaknesses"),
    ("opportunity opportunities", "threat threats"),
    ("win winning", "lose losing lost"),
    ("invest invested investing investment", "divest divested divesting divestment"),
    ("acquire acquired acquisition acquisitions", "dispose disposed disposal disposals divested"),
    ("hire hired hires hiring recruit recruited", "fire fired dismiss dismissed laid layoffs"),
    (
        "create created creates creating",
        "destroy destroyed destroys destroying eliminate eliminated",
    ),
    ("build built building", "demolish demolished dismantle dismantled"),
    ("introduce introduced introducing", "abolish abolished withdraw withdrew withdrawn repeal"),
    ("encourage encouraged encourages", "discourage discouraged discourages deter deterred"),
    ("promote promoted promotes", "hinder hindered hinders hamper hampered impede impeded"),
    ("enable enabled enables", "prevent prevented prevents"),
    ("facilitate facilitated facilitates", "obstruct obstructed complicate complicated"),
    ("attract attracted attracts attractive", "repel repelled deter deterred unattractive"),
    ("protect protected protects", "endanger endangered harm harmed"),
    ("loosen loosened loosening relax relaxed relaxing", "tighten tightened tightening"),
    ("liberal liberalise liberalize", "restrictive restrict restricted"),
    ("ascending", "descending"),
    ("add added adds adding", "remove removed removes removing subtract subtracted"),
    ("connect connected", "disconnect disconnected separate separated"),
    ("unite united merge merged", "divide divided split"),
    ("centralised centralized", "decentralised decentralized"),
    ("voluntary voluntarily", "mandatory compulsory obligatory"),
    ("formal formally", "informal informally"),
    ("simple", "complex complicated"),
    ("flexible", "rigid"),
    ("stable steady", "volatile unstable"),
    ("absolute absolutely", "relative relatively"),
    ("theoretical", "practical"),
    ("modern", "traditional ancient"),
    ("initial initially", "final finally eventually"),
    ("previous prior preceding past", "next following subsequent future"),
    ("same identical similar alike", "different differing dissimilar"),
    ("full", "empty"),
    ("deep", "shallow"),
    ("wide broad", "narrow"),
    ("heavy", "light"),
    ("thick", "thin"),
    ("near close nearby", "far distant remote"),
    ("left", "right"),
    ("top", "bottom"),
    ("front", "rear back"),
    ("solid", "liquid"),
    ("clean", "dirty polluted"),
    ("renewable", "fossil"),
    ("active", "inactive dormant idle"),
    ("present", "absent"),
    ("guilty", "innocent"),
    ("true", "false"),
    ("agree agreed agrees", "disagree disagreed disagrees differ differed"),
    ("confirm confirmed confirms", "deny denied denies refute refuted"),
    ("remember remembered", "forget forgot forgotten"),
    ("love loved like liked", "hate hated dislike disliked"),
    ("happy pleased satisfied", "sad unhappy dissatisfied disappointed"),
    ("praise praised", "criticise criticised criticize criticized"),
    (
        "continue continued continues",
        "discontinue discontinued cease ceased stop stopped halt halted",
    ),
    ("resume resumed", "suspend suspended"),
    ("comply complied complies compliance", "violate violated violates violation breach breached"),
    ("tax-free exempt", "taxable"),
    ("wholesale", "retail"),
    ("lessor landlord", "lessee tenant"),
    ("parent", "subsidiary"),
    ("principal", "agent"),
    ("payable payables", "receivable receivables"),
    ("deposit deposits deposited", "withdrawal withdrawals"),
    ("appreciate appreciated appreciation", "depreciate depreciated depreciation"),
    ("inflation inflationary", "deflation deflationary"),
    ("boom", "bust recession"),
    ("overestimate overestimated overstated", "underestimate underestimated understated"),
    ("majority-owned", "minority-owned"),
    ("ally allies", "enemy enemies"),
    ("peace", "war"),
)
# A word and the same with a prefix that negates it are opposites: "stable", "unstable". "In-" and
# "dis-" begin many other words ("come", "income"), so their words must end as adjectives do.
_NEGATED: Final = re.compile(
    r"(?:(?:un|non|ir(?=r)|il(?=l))(?P<any>[a-z]{5,})"
    r"|(?:in|im(?=[mpb])|dis)(?P<adjective>[a-z]{3,}(?:able|ible|ent|ant|ate|ive|al|ect|ous|ary|"
    r"ently|antly|ately|ively|ably|ibly|ally|ectly)))"
)
_LEAST_NEGATED: Final = 5
# "More than nine", "less than a third": a figure behind "than" is limited, not compared with.
FIGURE: Final = (
    r"(?:[\d$€£¥]|(?:one|two|three|four|five|six|seven|eight|nine|ten|twice|half|double|doubled|"
    r"triple|tripled|halved)\b|(?:a|an) (?:half|third|quarter|fifth|tenth|dozen|hundred|thousand|"
    r"million|billion|trillion)\b)"
)
_BOUND: Final = re.compile(rf" than {FIGURE}", re.IGNORECASE)
_GREATEST: Final = re.compile(
    r"\b(?:the most|largest|biggest|greatest|highest|longest|fastest|busiest|richest|oldest|"
    r"earliest|first|top|leading|leads|best|strongest|widest|main|foremost|1st|no\. ?1|"
    r"(?:more|larger|higher|bigger|longer|faster) than any|no other|unmatched|ranks? first)\b",
    re.IGNORECASE,
)
_LEAST: Final = re.compile(
    r"\b(?:least|fewest|smallest|lowest|shortest|slowest|weakest|youngest|newest|latest|last|"
    r"worst|(?:fewer|less|smaller|lower|shorter) than any)\b",
    re.IGNORECASE,
)
_ALL: Final = re.compile(
    r"\b(?:all|every|each|both|always|entire(?:ly)?|whole|wholly|exclusively|solely|only|sole|"
    r"none|never|fully|completely)\b",
    re.IGNORECASE,
)
_MOST: Final = re.compile(r"\b(?:most of|most|majority|mostly|mainly|chiefly)\b", re.IGNORECASE)
_RANK: Final = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[2-9]nd|[3-9]rd|\d+th|"
    r"runner-up)\b",
    re.IGNORECASE,
)
# Words of degree by kind; a claim may not say more than its source.
_DEGREES: Final = (_GREATEST, _LEAST, _ALL, _MOST)
# What tells labels of one kind apart: "Q3", "Tier 1", "the second quarter".
_LABEL_NUMBER: Final = re.compile(
    r"[^\W_]*\d[^\W_]*|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b",
    re.IGNORECASE,
)
_NEGATION: Final = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nobody|nothing|without|cannot|lacks?|lacking|lacked|"
    r"fail(?:s|ed)? to|hardly|yet to)\b|n['’]t\b",
    re.IGNORECASE,
)
# Right before the word that it negates.
_NEGATES_NEXT: Final = re.compile(
    r"(?:\b(?:not|never|cannot|fail(?:s|ed)? to|without|no)|n['’]t)"
    r"(?: (?:even|yet|a|an|any|\w+ly))* $",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
# Verbs whose particle makes another verb of them: "fell through" tells of no fall.
_PHRASE: Final = re.compile(
    r"\b(?:f[ae]ll(?:s|en)? through|c[ao]me to nothing|cut(?:s|ting)? back)\b", re.IGNORECASE
)
_THAN: Final = re.compile(
    rf"\bthan\b(?!\s+{FIGURE})|\b(?:exceed(?:s|ed)?|outnumber(?:s|ed)?|surpass(?:es|ed)?|"
    r"outrank(?:s|ed)?|outstrip(?:s|ped)?|outperform(?:s|ed)?|overt(?:akes?|ook|aken)|"
    r"outd(?:o|oes|id)|eclipse[sd]?|dwarf(?:s|ed)?|beat(?:s|en)?|trail(?:s|ed)?|lag(?:s|ged)?)\b"
    r"(?= (?:[a-z’'-]+ ){0,6}(?-i:[A-Z]))|(?<=\bahead )of\b(?= (?-i:[A-Z]))",
    re.IGNORECASE,
)


def _table() -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for pair, sides in enumerate(_OPPOSITES):
        for side, group in enumerate(sides):
            for word in group.split():
                found.setdefault(word, []).append((pair, side))
    return found


# A participle in a compound describes a thing, it tells of no change: "cutting-edge", "growth-led".
_COMPOUND: Final = re.compile(r"[-‐‑](?=[a-z])")
# Verbs have "up" and "down" as particles that tell of no direction.
_PARTICLES: Final = frozenset({"up", "down"})
_PARTICLE_REACH: Final = 24
_BEING: Final = frozenset(
    "is are was were be been being go goes went gone going trend trending move moved moving "
    "sharply slightly significantly considerably markedly also still year quarter month".split()
)
# "Make up 9%", "set up 4 parks": verbs of their own.
_WITH_PARTICLE: Final = frozenset(
    "make makes made making set sets setting take takes took taken taking put puts putting give "
    "gives gave given build builds built start starts started open opens opened sign signs signed "
    "add adds added draw draws drew drawn split splits".split()
)
_OF_CHANGE_BEHIND: Final = re.compile(
    rf" (?:(?:by|about|around|nearly|almost|over|roughly|some|approximately|a|an) )*(?:{FIGURE}|"
    r"(?:by|from|on|sharply|slightly|significantly|strongly|compared|year)\b)|[.,;)]|$",
    re.IGNORECASE,
)
_OF_CHANGE_BEFORE: Final = re.compile(
    r"[,;(—–] ?$|[\d%] ?$|\b(?:percent|million|billion|points?) $"
)
_ATTRIBUTE_BEFORE: Final = re.compile(
    r"\b(?:a|an|the|its|their|at|with|of|for|much|far|even) $", re.IGNORECASE
)
_COMPARED_BEHIND: Final = re.compile(r"[^.;,]*? than\b", re.IGNORECASE)
# So many words on either side of a figure are said of it.
_BESIDE: Final = 2
_SIDES: Final = _table()
# Pairs that turn a statement round wherever they stand in it, by a word of each.
_DECISIVE: Final = frozenset(
    pair
    for word in "succeed accept allow confirm agree comply resume extra".split()
    for pair, _ in _SIDES[word]
)
_COMPARING: Final = range(1, 1 + len(_COMPARATIVES))
DIRECTIONS: Final = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """A word of a claim, and its opposite in the source; both spans count in their own text.

    Attributes:
        claimed: the claim's word.
        found: the source's.
        is_direction: whether they are a rise and a fall, or turn the statement round as surely:
            success and failure, consent and refusal.
        is_comparison: whether they compare, so that swapped sides would make them agree.
    """

    claimed: Span
    found: Span
    is_direction: bool
    is_comparison: bool


@dataclass(frozen=True, slots=True)
class _Turn:
    """A word that has an opposite: of a pair listed, or the same word with a prefix or without."""

    pair: int | str
    side: int
    span: Span


def clashes(claim: str, source: str) -> list[Clash]:
    """The words of a claim whose opposites the source has, and not the words themselves.

    Args:
        claim: the claim.
        source: a sentence of the source, as read.
    """
    ours, theirs = list(_turns(claim)), list(_turns(source))
    found = []
    for turn in ours:
        same = [other for other in theirs if (other.pair, other.side) == (turn.pair, turn.side)]
        against = [other for other in theirs if other.pair == turn.pair and other.side != turn.side]
        both = any(other.pair == turn.pair and other.side != turn.side for other in ours)
        if against and not same and not both:
            found.append(
                Clash(
                    turn.span,
                    against[0].span,
                    turn.pair == DIRECTIONS or turn.pair in _DECISIVE,
                    turn.pair in _COMPARING,
                )
            )
    return found


def turned_at(claim: str, claimed: Span, source: str, found: Span) -> Clash | None:
    """The word right beside a figure of a claim whose opposite stands beside the source's figure.

    "80% more staff" and "80% fewer staff" clash, whatever else both texts say.

    Args:
        claim: the claim.
        claimed: its figure.
        source: a sentence of the source, as read.
        found: the figure there.
    """
    ours, theirs = _beside(claim, claimed), _beside(source, found)
    for turn in ours:
        if any((other.pair, other.side) == (turn.pair, turn.side) for other in theirs):
            continue
        against = [other for other in theirs if other.pair == turn.pair]
        if against:
            return Clash(turn.span, against[0].span, is_direction=True, is_comparison=False)
    return None


def turned_between(claim: str, claimed: Span, source: str, found: Span) -> Clash | None:
    """The opposites among words of a claim and those of the source in whose place they stand.

    Args:
        claim: the claim.
        claimed: its words.
        source: a sentence of the source, as read.
        found: the words there.
    """
    ours = [turn for turn in _turns(claim) if claimed.covers(turn.span)]
    theirs = [turn for turn in _turns(source) if found.covers(turn.span)]
    for turn in ours:
        for other in theirs:
            if turn.pair == other.pair and turn.side != other.side:
                return Clash(turn.span, other.span, is_direction=True, is_comparison=False)
    return None


def renumbered_between(claim: str, claimed: Span, source: str, found: Span) -> Clash | None:
    """A label with another number among words that stand for one another: "Tier 2" for "Tier 1".

    Args:
        claim: the claim.
        claimed: its words.
        source: a sentence of the source, as read.
        found: the words there.
    """
    ours = list(_LABEL_NUMBER.finditer(claim, claimed.start, claimed.end))
    theirs = list(_LABEL_NUMBER.finditer(source, found.start, found.end))
    if not ours or not theirs or ours[0][0].lower() == theirs[0][0].lower():
        return None
    return Clash(
        Span(*ours[0].span()), Span(*theirs[0].span()), is_direction=True, is_comparison=False
    )


def _beside(text: str, figure: Span) -> list[_Turn]:
    """The words with an opposite among the two before a figure and the two behind it."""
    before = list(_WORD.finditer(text, 0, figure.start))[-_BESIDE:]
    behind = list(_WORD.finditer(text, figure.end))[:_BESIDE]
    reach = {match.start() for match in (*before, *behind)}
    return [turn for turn in _turns(text) if turn.span.start in reach]


def _turns(text: str) -> Iterator[_Turn]:
    phrases = list(_PHRASE.finditer(text))
    for match in phrases:
        for pair, side in _SIDES.get(match[0].lower().replace(" ", "-"), ()):
            yield _Turn(pair, side, Span(match.start(), match.end()))
    for match in _WORD.finditer(text):
        if any(_is_other_verb(phrase, match) for phrase in phrases):
            continue
        span = Span(match.start(), match.end())
        negated = _NEGATED.fullmatch(match[0].lower())
        if negated:
            yield _Turn(negated["any"] or negated["adjective"], 1, span)
        elif len(match[0]) >= _LEAST_NEGATED:
            yield _Turn(match[0].lower(), 0, span)
        if _BOUND.match(text, match.end()):
            continue
        if match[0].lower() in _PARTICLES and not _is_directional(text, match):
            continue
        for pair, side in _SIDES.get(match[0].lower(), ()):
            if pair == DIRECTIONS and (
                _COMPOUND.match(text, match.end()) or _is_attribute(text, match)
            ):
                continue
            yield _Turn(pair, side, span)


def _is_attribute(text: str, word: re.Match[str]) -> bool:
    """Whether a word says that something is less, not that it fell: "at a lower cost".

    "A lower number than in 2031" is a fall all the same.
    """
    return (
        word[0].lower() == "lower"
        and _ATTRIBUTE_BEFORE.search(text, 0, word.start()) is not None
        and _COMPARED_BEHIND.match(text, word.end()) is None
    )


def _is_other_verb(phrase: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a word is part of a phrase that means something else; who cuts back cuts."""
    return phrase.start() <= word.start() < phrase.end() and "back" not in phrase[0].lower()


def _is_directional(text: str, particle: re.Match[str]) -> bool:
    """Whether "up" or "down" tells a direction; not in "sign up for" or "up to 9"."""
    before = _WORD.findall(text, max(0, particle.start() - _PARTICLE_REACH), particle.start())
    if before and before[-1].lower() in _WITH_PARTICLE:
        return False
    return bool(
        _OF_CHANGE_BEHIND.match(text, particle.end())
        or _OF_CHANGE_BEFORE.search(text, 0, particle.start())
        or (before and before[-1].lower() in _BEING)
    )


@dataclass(frozen=True, slots=True)
class Degree:
    """A word of degree in a claim ("largest", "all"), and what the source has of the kind.

    Attributes:
        claimed: the claim's word.
        found: a word of the same kind in the source, or a rank that rules it out; None without.
        is_ruled_out: whether the source gives another rank.
        is_extreme: whether it is the greatest or the least.
        is_majority: whether it is "most of".
    """

    claimed: Span
    found: Span | None
    is_ruled_out: bool
    is_extreme: bool
    is_majority: bool


def degrees(claim: str, source: str) -> list[Degree]:
    """The words of degree of a claim, each kind once, beside those of a sentence.

    Args:
        claim: the claim.
        source: a sentence of the source, as read.
    """
    found = []
    for kind in _DEGREES:
        ours, theirs = kind.search(claim), kind.search(source)
        if ours is None:
            continue
        rank = _RANK.search(source) if theirs is None and kind is _GREATEST else None
        at = theirs or rank
        found.append(
            Degree(
                Span(ours.start(), ours.end()),
                Span(at.start(), at.end()) if at else None,
                rank is not None and _RANK.search(claim) is None,
                is_extreme=kind in (_GREATEST, _LEAST),
                is_majority=kind is _MOST,
            )
        )
    return found


def negations(text: str) -> list[Span]:
    """The words of a text that negate."""
    return [Span(match.start(), match.end()) for match in _NEGATION.finditer(text)]


def direction_of(text: str) -> str | None:
    """The direction of a text's words, "up" or "down"; None where they have both or none."""
    sides = {turn.side for turn in _turns(text) if turn.pair == DIRECTIONS}
    return {frozenset({0}): "up", frozenset({1}): "down"}.get(frozenset(sides))


def directions(text: str) -> Iterator[tuple[Span, bool]]:
    """The words of a rise or a fall, each with whether it is a rise, in order.

    What "did not grow" is said of has no rise, so it counts with the falls.
    """
    for turn in _turns(text):
        if turn.pair == DIRECTIONS:
            is_negated = bool(_NEGATES_NEXT.search(text, 0, turn.span.start))
            yield turn.span, (turn.side == 0) != is_negated


def comparatives(text: str) -> Iterator[tuple[Span, bool]]:
    """The words that compare, each with whether it says more, in order."""
    return ((turn.span, turn.side == 0) for turn in _turns(text) if turn.pair in _COMPARING)


def has_direction(text: str) -> bool:
    """Whether a text has any word of a rise or a fall."""
    return any(turn.pair == DIRECTIONS for turn in _turns(text))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison by "than": what stands before and behind it, and the word that compares."""

    left: Span
    right: Span
    word: Span
    is_greater: bool


def comparison_of(text: str) -> Comparison | None:
    """The comparison that a text states by "than"; None without one that has an opposite."""
    than = _THAN.search(text)
    if than is None or than.start() == 0 or than.end() >= len(text):
        return None
    before = [
        turn for turn in _turns(text) if turn.pair in _COMPARING and turn.span.start <= than.start()
    ]
    if not before:
        return None
    word = before[-1]
    return Comparison(Span(0, than.start()), Span(than.end(), len(text)), word.span, word.side == 0)


def opposite_comparisons(claim: str, source: str, names: Sequence[tuple[str, str]]) -> bool | None:
    """Whether two comparisons of the same sides say the opposite; None if they don't compare so.

    Args:
        claim: the claim.
        source: the source's sentence, as read.
        names: names that both texts have: as in the claim, and as in the source.
    """
    ours, theirs = comparison_of(claim), comparison_of(source)
    if ours is None or theirs is None:
        return None
    for left, left_found in names:
        at, found = claim.find(left), source.find(left_found)
        if at < 0 or found < 0:
            continue
        same_side = (at < ours.left.end) == (found < theirs.left.end)
        return (ours.is_greater == theirs.is_greater) != same_side
    return None


def is_order_kept(claim: str, clash: Clash, source: str, names: Sequence[tuple[str, str]]) -> bool:
    """Whether a clash of "before" and "after" is none: "A before B" is "B after A".

    Args:
        claim: the claim.
        clash: the clash.
        source: the source's sentence, as read.
        names: names that both texts have: as in the claim, and as in the source.
    """
    word = claim[clash.claimed.start : clash.claimed.end].lower()
    if word not in ("before", "after"):
        return False
    behind = [pair for pair in names if claim.find(pair[0]) >= clash.claimed.end]
    return bool(behind) and all(0 <= source.find(found) < clash.found.start for _, found in behind)
