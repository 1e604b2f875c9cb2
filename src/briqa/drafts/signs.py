"""The wordings by which a sentence of a draft shows what it is; `needs_source` asks for them.

The one thing to know: all of them are tried at one sentence on one line, most at its beginning
only, and every repetition is bounded. Straight apostrophes only; case counts where names do.
"""

import re
from typing import Final

# The parts that a text has, by number; the grammar of figures may take "Chapter 4 turns" for turns.
OWN_PARTS: Final = re.compile(
    r"\b(?:sections?|chapters?|parts?|appendix|figures?|tables?|equations?) [0-9]+(?:\.[0-9]+)*",
    re.IGNORECASE,
)
DIGITS: Final = re.compile(r"[0-9][0-9.,]*")
WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
# A name inside a sentence; "I" isn't one, nor is what follows a colon or a quotation mark.
NAME: Final = re.compile(r"(?<=[\w,;)] )(?!I\b|I')[A-ZÀ-Þ][\w'-]*")
QUOTED: Final = re.compile(r"“[^“”]{1,600}”|\"[^\"]{1,600}\"|«[^«»]{1,600}»|„[^„“”]{1,600}[“”]")
UNITS_OF_TEXT: Final = frozenset(
    "question point reason section chapter part step way objection argument example aim view "
    "issue theme thing remark claim answer problem difficulty hypothesis case group letter "
    "paragraph page essay paper study time once contribution caveat".split()
)


def _any(words: str) -> str:
    """One of some words; `/` parts them where they hold blanks."""
    found = words.split("/") if "/" in words else words.split()
    return f"(?:{'|'.join(part.strip() for part in found)})"


def _starting(*openings: str) -> re.Pattern[str]:
    """What a sentence may begin with, behind words that only lead to it."""
    return re.compile(f"{_LEAD}(?:{'|'.join(openings)})", re.IGNORECASE)


def _anywhere(*wordings: str) -> re.Pattern[str]:
    return re.compile("|".join(wordings), re.IGNORECASE)


_SELF: Final = "(?:i|we)"
_SAID: Final = _any("noted mentioned discussed shown argued seen stated described explained said")
_LEADING_WORDS: Final = _any(
    "and but so yet or however thus hence therefore then still now here again first(?:ly)? "
    "second(?:ly)? third(?:ly)? next finally lastly moreover furthermore instead accordingly "
    "nevertheless nonetheless rather likewise similarly also"
)
_LEADING_CLAUSES: Final = _any(
    "for now/to begin with/in short/in sum/to sum up/in conclusion/to conclude/in the end/"
    "for this reason/for these reasons/that said/having said (?:that|this)/in fact/at first sight/"
    rf"as (?:{_SAID}|we (?:saw|have seen)) (?:above|below|before|earlier|already)/"
    r"with (?:this|that|these \w+) in mind/in other words/of course/"
    "(?:after|following|before|building on|having|for) [^,]{1,60}"
)
_LEAD: Final = rf"^(?:{_LEADING_WORDS},? |{_LEADING_CLAUSES}, ){{0,2}}"

_TEXT: Final = _any(
    "paper article essay thesis dissertation report study chapter section subsection part "
    "paragraph appendix book review work discussion analysis argument pages? volume"
)
_TELLS: Final = _any(
    "shows?/describes?/presents?/discuss(?:es)?/examines?/explores?/explains?/introduces?/"
    "outlines?/reviews?/summari[sz]es?/turns?/asks?/argues?/analy[sz]es?/looks?/deals?/traces?/"
    "considers?/develops?/offers?/provides?/sets? out/lays? out/begins?/starts?/proceeds?/"
    "address(?:es)?/investigates?/concludes?/focus(?:es)?/seeks?/aims?/attempts?/tries/makes?/"
    "compares?/draws?/returns?/builds?/takes? up/covers?/gives?/contributes?/moves?/will/"
    r"(?:does|do) not/has (?:shown|argued|traced|set out|discussed|presented|examined)/"
    "(?:is|are) (?:organi[sz]ed|structured|divided|devoted|concerned|about|limited)"
)
_OPINED: Final = _any(
    "believe/think/argue/contend/suggest/maintain/propose/feel/hope/doubt/suspect/submit/hold/"
    "wish/prefer/regard/(?:dis)?agree/claim/insist/find it/see no/see this/take the view/"
    "would (?:argue|suggest|say|claim|rather|like|prefer)/"
    "(?:am|are) (?:not )?(?:convinced|persuaded|of the opinion|inclined|skeptical|sceptical|"
    "certain|sure|afraid)/(?:do not|don't|cannot|can't) (?:think|believe|agree|accept|see)"
)
_ADVERB: Final = (
    f"(?:{_any('also therefore thus firmly strongly still do personally only then')} )?"
)
_SPEAKERS: Final = _any(
    "stud(?:y|ies) research surveys? data evidence experiments? reports? findings polls? trials? "
    "work literature statistics records sources analys[ei]s reviews?"
)
_REPORTS: Final = _any(
    "shows? showed shown suggests? suggested finds? found indicates? indicated reports? reported "
    "reveals? revealed demonstrates? demonstrated confirms? confirmed argues? argued claims? "
    "claimed holds? estimates? estimated says? warns? warned agrees? agreed doubts? believes? "
    "maintains? links? linked notes noted observed observes"
)
_PEOPLE: Final = _any(
    "researchers scientists scholars economists historians experts critics authors observers "
    "analysts doctors engineers psychologists sociologists philosophers biologists officials "
    "many some most others commentators journalists linguists archaeologists geologists"
)
_THINKING: Final = _any(
    "reasons? points? questions? objections? steps examples? issues? remarks? considerations? "
    "arguments? conclusions? observations? caveats?"
)
_DISCOURSE: Final = _any(
    "say see tell judge know imagine accept deny avoid dismiss believe test explain answer "
    "understand overstate measure ask argue conclude assume suppose think note read"
)
_GENERAL_WE: Final = (
    f"(?:{_any('now all also often still usually')} )?"
    + _any(
        "know live eat use breathe sleep need see hear learn consume produce spend depend inherit "
        "lose burn waste remember forget share grow tend can cannot have are all"
    )
    + r"\b"
)

ATTRIBUTION: Final = _anywhere(
    r"\baccording to (?!(?:me|my|us|our)\b)",
    rf"\b{_SPEAKERS} (?:\w+ ){{0,3}}?(?:has |have |had )?(?:consistently |also |long )?"
    rf"(?<!to ){_REPORTS}\b",
    rf"\b{_PEOPLE} (?:of (?:the |this )?\w+ |\w+ )?(?:have |has )?{_REPORTS}\b",
    r"\bit (?:has|had) (?:\w+ )?been (?:shown|argued|found|suggested|claimed|reported|observed)",
    r"\bit is (?:widely|commonly|generally|often) (?:believed|thought|held|known|assumed|"
    r"accepted|said|claimed)",
    r"\bit is (?:well )?(?:known|estimated|reported|said|claimed|thought) that",
    rf"\b{_SELF} (?:was|were) told\b",
)
THIRD_PERSON: Final = re.compile(
    rf"\b(?!{_any('I We It This That These Those Section Chapter Part Appendix The There')}\b)"
    r"[A-ZÀ-Þ][\w'-]+ "
    + _any(
        "argues argued claims claimed showed shows found reported reports writes wrote notes "
        "noted observed suggests suggested maintains maintained estimated"
    )
    + r" (?:that|how|why)\b"
)
OPINION: Final = _anywhere(
    _LEAD + r"(?:in|to|for) (?:my|our) (?:\w+ )?(?:view|opinion|judge?ment|mind|eyes|reading|"
    r"experience)\b",
    rf"{_LEAD}{_SELF} {_ADVERB}{_OPINED}\b",
    _LEAD + r"(?:personally|arguably|hopefully),",
    _LEAD + r"it (?:seems|appears|strikes)(?: to)? (?:me|us)\b",
    _LEAD + r"it is (?:my|our) (?:view|belief|contention|hope)\b",
    _LEAD + r"(?:my|our) (?:own )?(?:view|position|opinion|contention|claim|hope|answer)\b"
    r"(?! rests)",
    r",? (?:in|to) (?:my|our) (?:view|opinion|eyes|mind|judge?ment)\b",
    r", it seems to me,",
)
HEDGE: Final = _starting(
    r"(?:perhaps|maybe)\b",
    r"(?:one|some|someone|you|a (?:critic|reader|sceptic)|the reader) (?:might|may|could|can|will) "
    r"(?:\w+ )?(?:object|argue|say|wonder|reply|ask|think|respond|go further)\b",
    r"it (?:might|may|could|can) be (?:objected|argued|said|asked|replied|thought)\b",
    r"if (?:this|that) is (?:right|so|true|correct)\b",
)
NORM: Final = _starting(
    r"ideally,",
    r"(?:(?!that |which |who )[\w'-]+ ){1,8}?(?:should|ought to)\b(?! (?:not )?(?:have [a-z]+ed\b|"
    r"have been\b|hide\b))",
    r"[\w' -]{1,80} deserves? (?:to|a|an|better|more)\b",
    r"(?:we|one) must\b",
    r"we need (?:to|an?) (?:new|better|different|more|rethink|ask|think|understand|change)\b",
    r"it is (?:high )?time (?:to|for|that)\b",
)
_WHICH: Final = _any(
    "present following next last first second third fourth fifth final previous preceding "
    "remaining current concluding opening"
)
_GIVEN: Final = _any(
    "given found discussed presented described treated listed shown explained summari[sz]ed "
    "reported considered addressed told invented"
)
PLAN: Final = _starting(
    rf"(?:this|each|our|the {_WHICH}|the (?:remainder|rest) of (?:this|the))"
    rf" (?:\w+ )?{_TEXT} (?:of (?:the|this) {_TEXT} )?"
    rf"(?:{_any('then first also briefly therefore thus')} )?{_TELLS}\b(?! by\b)",
    rf"(?:section|chapter|part|appendix|figure|table) [0-9ivx]+[a-z]?(?:\.[0-9]+)*,? "
    rf"(?:then |first |also |briefly )?{_TELLS}\b",
    r"(?:sections|chapters|parts) [0-9ivx]+ (?:and|to) [0-9ivx]+ ",
    rf"in (?:this|the {_WHICH}) {_TEXT},? {_SELF}\b",
    r"in what follows\b",
    r"what (?:follows|i have in mind|is at stake here|matters here) is\b",
    rf"the (?:structure|plan|outline|organi[sz]ation|scope) of (?:this|the) (?:\w+ )?{_TEXT}\b",
    rf"(?:the|our|my) (?:main |first |second |central |overall )?"
    rf"(?:aim|purpose|goal|objective|task|focus) (?:of (?:this|the|my|our) (?:\w+ )?{_TEXT} )?"
    r"(?:is|here is)\b",
    rf"below,? {_SELF}\b",
    r"for reasons of (?:space|time|clarity)\b",
    rf"{_SELF} (?:will |shall )?(?:then |first |now |next |also )?"
    + _any(
        "conclude/begin/start/turn/proceed/return/end/close/set out/discuss/describe/review/"
        "outline/summari[sz]e/present/consider/examine/explore/address/come (?:back|now|to)/show/"
        "compare/explain/leave"
    )
    + r"\b",
    rf"[\w' -]{{1,80}} (?:is|are|was|were) {_GIVEN}"
    rf" (?:only )?(?:here|below|above|elsewhere|in (?:the|an?|this) (?:\w+ )?{_TEXT})\b",
    rf"the (?:argument|claim|point|thesis|idea) of (?:this|the|my) {_TEXT} (?:is|can)\b",
)
DEFINITION: Final = _starting(
    rf"by [^,]{{1,60}},? {_SELF} (?:mean|understand|refer)",
    rf"{_SELF} (?:define|call|use the (?:word|term)|speak of|use|refer to|take)\b"
    r"(?=.*\b(?:as|for|in|the|to mean|when)\b)",
    rf"(?:in|throughout|for the purposes? of) (?:this|the) (?:\w+ )?(?:{_TEXT}|text),? "
    r"(?:the (?:terms?|words?|expressions?|names?)|names?|terms?|words?|translations?)\b",
    r"the (?:term|word|expression) ['‘“\"]?[\w -]{1,40}['’”\"]? is used here\b",
)
TRANSITION: Final = _starting(
    r"let (?:us|me) (?:now |first |then |briefly |also )?"
    + _any("turn return look begin start consider explain move take add ask be come go suppose see")
    + r"\b",
    r"so much for\b",
    r"(?:this|that|which|these \w+|it) (?:brings?|leads?|takes?|returns?) (?:us|me|back)\b",
    r"(?:this|that) (?:leads|points) to (?:a|an|the|another|our) (?:\w+ )?"
    r"(?:question|difficulty|problem|objection|point|issue|conclusion|thought)\b",
    r"(?:this|that) raises (?:a|an|the|another|further|some) ",
    r"(?:this|that|it) matters for \w+ reasons?\b",
    r"this is (?:not to (?:say|deny|suggest)|where)\b",
    r"(?:the|these|those|two|three|several|some|a few|a number of|many|further) (?:\w+ )?"
    rf"{_THINKING} "
    + _any(
        r"(?:is|are) (?:as follows|these|twofold|threefold|simple|clear|obvious|many|plain|taken|"
        r"dealt|considered|addressed|discussed|in order|easy|open)/arises?/remains?/"
        r"follows?(?: from (?:this|that|these|it))?(?=[.:]|$)/suggests? (?:itself|themselves)/"
        "can be (?:given|made|asked|raised|drawn)"
    )
    + r"\b",
    r"there (?:are|is) (?:\w+ ){1,3}?(?:ways?|reasons?|points?|questions?|objections?|senses|"
    r"possibilities) (?:to "
    + _any("read see think approach answer put interpret understand look respond take consider ask")
    + r"|in which we|for this|here)\b",
    r"there is no (?:easy|simple|single|clear|obvious) (?:answer|way|solution)\b",
    r"more (?:on|about|of) (?:this|that)\b",
    r"enough (?:of|about|said)\b",
    r"(?:more|much|little|something|a word) (?:needs to|must|can|could|remains to|is to) be "
    r"(?:said|done)\b",
    r"to (?:this|these|that) \w+ (?:we|i)\b",
    r"to put (?:it|this) (?:differently|simply|briefly|bluntly)\b",
    r"[\w' -]{1,60} (?:is|are) in order(?=\.|$)",
    r"it (?:remains to be seen|goes without saying|comes down to)\b",
)
FUTURE: Final = _starting(
    r"(?:more|further|future|additional) (?:\w+ ){0,2}(?:research|work|stud(?:y|ies)|data|"
    r"analysis|experiments) (?:is|are|could|should|might|may|will|would) ",
)
_THINGS_AHEAD: Final = _any(
    "the an? this that these those how what why who for also again now him her them it us instead "
    "my our your"
)
IMPERATIVE: Final = _starting(
    r"(?:dear |the )?readers?,? (?:bear|may|might|can|will|familiar|who|interested|is|are)\b",
    r"you (?:may|might|can|will)\b",
    r"(?:thank you|bear with|take care to|think of|ask yourself|keep in mind|bear in mind|look at|"
    r"look again|do not|don't|turn to|refer to|read on|skip (?:the|this))\b",
    r"(?:please )?(?:consider|imagine|compare|contrast|picture|assume|suppose|recall|remember|"
    rf"observe|note|notice|see|take|read|try) (?!that\b){_THINGS_AHEAD}\b",
    r"(?:imagine|suppose|assume),? (?:that|for)\b",
)
OWN: Final = _starting(
    rf"{_SELF} (?!{_GENERAL_WE})\w+",
    rf"{_SELF} (?:have|are|can|cannot) (?:\w+ )?"
    + _any(
        "grateful indebted used chosen tried collected interviewed excluded only not thank "
        "included seen argued shown said done been made"
    )
    + r"\b",
    r"[^,;:]{1,80}, i [a-z]+ ",
    r"my\b(?! claim rests)",
    r"our "
    + _any(
        "data sample interviews? results? findings method approach respondents informants "
        "participants survey fieldwork material corpus analysis model thanks own"
    )
    + r"\b",
    r"(?:the |all )?"
    + _any(
        "interviews? participants respondents informants questionnaires? recordings transcripts "
        "translations names"
    )
    + r" (?:\w+ )?(?:were|have been|are) "
    + _any(
        "transcribed coded recorded changed anonymi[sz]ed recruited asked translated mine "
        "interviewed conducted held analy[sz]ed"
    )
    + r"\b",
    r"participation was\b",
    r"the authors? (?:declares?|thanks?|acknowledges?)\b",
    r"thanks (?:are due|to|go)\b",
)
_JUDGED: Final = _any(
    r"surpris\w+ interesting important crucial difficult\w* hard easy simple complicated complex "
    r"mixed clear\w* unclear true false curious strange odd striking remarkable worth enough "
    "unfair fair wrong right different another tempting puzzling obvious plain pity familiar "
    "understandable reasonable natural encouraging disappointing alarming telling debatable "
    "contested subtle serious real mistaken modest"
)
_THOUGHT: Final = _any(
    "distinction question point claim objection problem matter thing reading mistake step issue "
    "argument story truth side answer"
)
_MODIFIERS: Final = (
    r"(?:(?:not|hardly|no|only|also|perhaps|indeed|an?|the|one|very|quite|rather|more|far|itself|"
    r"of course|always|still|too|by no means|in itself|most|whole) ){0,4}"
)
COMMENT: Final = _starting(
    r"(?:(?:this|that|these|those|it|such (?:a |an )?\w+|much of this|all this|none of this"
    r"|the (?:picture|matter|point|case|issue|question|answer|truth|story)(?: here)?"
    r"|the (?:limits?|strengths?|weakness(?:es)?|merits?|advantages?) of (?:this|the) \w+"
    r"|whether [^,]{1,80}) "
    r"(?:is|are|was|were|may be|might be|seems?|remains?|would be|looks(?: like)?) )"
    rf"{_MODIFIERS}(?:{_JUDGED}(?: {_THOUGHT}s?)?|{_THOUGHT}s?|open|a contradiction)"
    rf"(?=[.,;!:]|$| (?:than (?:that|this|it)|enough|in itself|here|at all|of (?:the|this) matter|"
    rf"to {_DISCOURSE}\b))",
    r"nothing could be\b",
    r"so far,? so good\b",
    r"not (?:quite|entirely|so)\b",
    r"(?:this|that|such an?) (?:objection|argument|reasoning|reply|reading|claim|worry) "
    r"(?:misses|fails|overlooks|ignores|assumes|rests|holds|seems|is)\b",
)
