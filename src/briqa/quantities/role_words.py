"""The closed word classes by which roles are read: verbs of value and change, prepositions.

The one thing to know: these are words of English grammar and of amounts, never of a subject
matter. A verb that isn't listed is told by its ending.
"""

from typing import Final

from briqa.quantities.numbers import CARDINALS
from briqa.quantities.quantity import Direction
from briqa.words import FUNCTION_WORDS


def word_set(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())


MONTHS: Final = word_set(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday q1 q2 q3 q4 h1 h2 fy"
)
DETERMINERS: Final = word_set(
    "the a an its their his her our my your this these that those all each every such both another"
)
AUXILIARIES: Final = word_set(
    "is are was were be been being has have had having will would can could may might must shall"
    " should does did do"
)
# Verbs between what is measured and its amount: "exports reached 5 million".
VALUE_VERBS: Final = word_set(
    "is are was were be been being reach reaches reached reaching total totals totaled totalled"
    " totaling totalling amount amounts amounted amounting hit hits stand stands stood standing"
    " exceed exceeds exceeded exceeding surpass surpassed surpassing rise rises rose risen rising"
    " grow grows grew grown growing increase increases increased increasing fall falls fell fallen"
    " falling decline declines declined declining decrease decreases decreased decreasing drop"
    " drops dropped dropping climb climbs climbed climbing jump jumped jumping surge surged surging"
    " soar soared shrink shrank shrunk expand expanded expanding equal equals equalled average"
    " averages averaged averaging double doubled triple tripled remain remained come came top"
    " topped slip slipped gain gained advanced plunged tumbled slumped accelerated slowed"
    " contracted narrowed widened improved rebounded peaked slow widen"
    " narrow accelerate slip improve"
)
LIGHT_VERBS: Final = (
    VALUE_VERBS
    | AUXILIARIES
    | word_set(
        "includes included including include contains contained containing with comprises comprised"
        " comprising features featured got made makes making takes took taken taking gets continued"
        " compared based related ranked ranks ranking represents represented representing accounts"
        " accounted accounting according following followed generates generated generating recorded"
        " estimated valued reported expected projected"
    )
)
IRREGULAR_PASTS: Final = word_set(
    "built sold bought sent paid spent held won lost led drew drawn made took taken gave given left"
    " kept met brought taught cut shut laid lent driven drove written wrote shown ran flew saw"
    " began grew began became came went rose fell stood hit set put found spread said"
)
PARTICIPLE_OF: Final = {
    "paying": "paid", "pays": "paid", "driving": "driven", "drives": "driven", "drove": "driven",
    "building": "built", "builds": "built", "selling": "sold", "sells": "sold",
    "buying": "bought", "buys": "bought", "sending": "sent", "sends": "sent",
    "spending": "spent", "spends": "spent", "holding": "held", "holds": "held",
    "winning": "won", "wins": "won", "losing": "lost", "loses": "lost", "bringing": "brought",
    "brings": "brought", "teaching": "taught", "teaches": "taught", "lending": "lent",
    "lends": "lent", "running": "run", "runs": "run", "ran": "run", "giving": "given",
    "gives": "given", "gave": "given", "drawing": "drawn", "draws": "drawn", "drew": "drawn",
    "seeing": "seen", "sees": "seen", "cutting": "cut", "cuts": "cut", "planning": "planned",
    "shipping": "shipped", "ships": "shipped", "writing": "written", "wrote": "written",
}  # fmt: skip
# Words that may stand between a figure and the word that governs it.
SKIPPED: Final = word_set(
    "over about to at by from nearly almost approximately around roughly some more than as much"
    " many just only another an a total estimated up least most the further"
    " record its their combined fully also close under below above approx less fewer no additional"
    " into on"
)
DIRECTED: Final = word_set("to at by from into on")
CHANGE_NOUNS: Final = word_set(
    "growth increase increases rise gain jump surge decline declines decrease decreases drop fall"
    " reduction reductions improvement expansion contraction higher lower"
)
CHANGE_ADVERBS: Final = word_set(
    "year-on-year year-over-year annually month-on-month yoy y/y annual average yearly quarterly"
)
PREPOSITIONS: Final = word_set(
    "of in on at to for from by with within into onto under between among through across during"
    " since as than about via per over above below against around near after before until towards"
    " toward including excluding despite without plus minus up down"
)
CONJUNCTIONS: Final = word_set("and or but nor while whereas although though because if that which")
PLACE_PREPOSITIONS: Final = word_set("in at across within throughout")
# What a clause may begin behind.
OPENERS: Final = word_set(", ; : — – ( and while whereas but as with that where yet then so")
PRONOUNS: Final = word_set("it they these its their this he she his her those both such we our")
# The pronouns that take the subject of the sentence before.
POINTING: Final = word_set("it they these its their he she his her")
NOT_NAMES: Final = (
    FUNCTION_WORDS
    | MONTHS
    | PREPOSITIONS
    | CONJUNCTIONS
    | word_set(
        "however meanwhile moreover furthermore additionally also since total overall according"
        " after before until currently today now one two three four five six seven eight nine ten"
        " both each"
        " every another other others more most many several few here there then thus hence so yet"
        " still once given compared including i.e e.g fig figure table chapter section note notes"
        " source sources no nos rmb usd cny eur gbp teu first second third last next"
        " inc llc ltd corp plc co"
    )
)
# Verbs that change their object: "cut staff by 80%", "raised output from 5 to 8 tonnes".
CHANGE_VERBS: Final = word_set(
    "increase increases increased increasing reduce reduces reduced reducing cut cuts cutting raise"
    " raises raised raising lower lowers lowered lowering expand expands expanded expanding boost"
    " boosts boosted boosting improve improves improved improving decrease decreases decreased"
    " decreasing grow grows grew growing shorten shortens shortened shortening extend extends"
    " extended extending double doubled doubling shrink shrank slash slashed slashing trim trimmed"
    " bring brings brought bringing"
)
EXPECTED: Final = word_set("to expected projected estimated forecast likely set due not")
# Common nouns that stand for a name behind an article: "the Company".
ROLE_NOUNS: Final = word_set(
    "company group bank fund board corporation ministry government city port province university"
    " commission council authority agency department institute association union state partnership"
    " trust firm party bureau committee"
)
# What the base form of a verb follows: "will create", "to create".
BEFORE_BASE: Final = word_set("to will would can could may might must shall should")
CHANGES: Final[dict[Direction, str]] = {"up": "growth", "down": "decline"}
MOVES: Final = CHANGE_VERBS | word_set(
    "rise rises rose risen rising fall falls fell fallen falling drop drops dropped dropping climb"
    " climbed climbing jump jumped jumping surge surged decline declined declining gained"
)
SUMS: Final = word_set("total sum maximum minimum")
# Verb forms that are as often nouns: "the total", "an increase".
NOUN_VERBS: Final = word_set(
    "total totals amount amounts average increase increases rise fall decline drop gain jump top"
    " record stand equal advance"
)
TIMES: Final = word_set(
    "quarter year years period month months week weeks decade half day days century season"
)
SCALE_WORDS: Final = word_set(
    "million billion trillion thousand hundred dozen dozens millions billions m bn tn mn k hundreds"
    " thousands percent per cent percentage points point rmb yuan usd dollars euros cny"
) | frozenset(CARDINALS)
POSSESSIVES: Final = ("'s", "’s", "s'", "s’")
NAME_LINKS: Final = word_set("of and & for de la du von van the")

AREAS: Final = word_set("km2 m2 hectare acre mu ft2 mi2")
# What the adjective behind a length says was measured: "16 km long".
DIMENSIONS: Final = {
    "long": "length",
    "wide": "width",
    "high": "height",
    "tall": "height",
    "deep": "depth",
    "thick": "thickness",
}
# Words behind an amount that name nothing: "5 years ago".
NO_NOUNS: Final = word_set(
    "ago long wide high tall deep old each more less away apart thick heavy worth later earlier"
    " annually yearly today alone combined nationally globally together apiece ahead behind only"
)
SET_ASIDE: Final = word_set("of the these those its their all our other or more such")
ENDS_NOUNS: Final = (
    (PREPOSITIONS | DETERMINERS | AUXILIARIES | CONJUNCTIONS | PRONOUNS)
    | word_set("respectively annually nationally globally worldwide year-on-year also not last")
) - {"and"}
BREAKS: Final = word_set("while whereas but although though because that which where when who if")


def has_digit(word: str) -> bool:
    """Whether a word holds a digit."""
    return any(character.isdigit() for character in word)


def participle(verb: str) -> str | None:
    """The past participle of a verb form; None for what is no verb or says little by itself."""
    if verb in PARTICIPLE_OF:
        return PARTICIPLE_OF[verb]
    if verb in LIGHT_VERBS or verb in NOT_NAMES or not verb.isalpha():
        return None
    if verb in IRREGULAR_PASTS or (verb.endswith("ed") and len(verb) > 4):
        return verb
    if verb.endswith("ying") and len(verb) > 5 and verb[-5] not in "aeiou":
        return verb[:-4] + "ied"
    if verb.endswith("ing") and len(verb) > 5:
        return verb[:-3] + "ed"
    if verb.endswith("es") and len(verb) > 4:
        return verb[:-2] + "ed"
    if verb.endswith("s") and len(verb) > 3 and not verb.endswith("ss"):
        return verb[:-1] + "ed"
    return None


def participle_of_base(verb: str) -> str | None:
    """The past participle of a verb in its base form ("to create" → "created")."""
    known = PARTICIPLE_OF.get(f"{verb}s")
    if known is not None or f"{verb}s" in LIGHT_VERBS or verb in LIGHT_VERBS | NOT_NAMES:
        return known
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def without_change(measure: str) -> str | None:
    """A measure without "growth of" at its front, so that changes don't pile up."""
    for word in ("growth", "decline"):
        if measure == word:
            return None
        measure = measure.removeprefix(f"{word} of ")
    return measure


def without_possessive(name: str) -> str:
    """A name without its 's or, behind an s, its apostrophe."""
    if name[-1] in "'’":
        return name[:-1]
    return name[:-2] if name.endswith(("'s", "’s")) else name
