"""The wordings by which a sentence of a draft shows what it is; `needs_source` asks for them.

The one thing to know: all of them are tried at one sentence on one line, most at its beginning
only, and every repetition is bounded.
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
QUOTED: Final = re.compile(r"“[^“”]{1,600}”|\"[^\"]{1,600}\"|«[^«»]{1,600}»|„[^„“”]{1,600}[“”]")
UNITS_OF_TEXT: Final = frozenset(
    "question point reason section chapter part step way objection argument example aim view "
    "issue theme thing remark claim answer problem difficulty hypothesis case group "
    "paragraph page essay paper study time once".split()
)

# What may stand in front of the words that decide: "However, …", "In this light, …".
_LEAD: Final = (
    r"^(?:(?:and|but|so|yet|or|however|thus|hence|therefore|then|still|now|here|again|"
    r"first(?:ly)?|second(?:ly)?|third(?:ly)?|next|finally|lastly|moreover|furthermore|instead|"
    r"accordingly|nevertheless|nonetheless|rather|likewise|similarly|for now|to begin with|"
    r"in short|in sum|to sum up|in conclusion|for this reason|for these reasons|"
    r"with (?:this|that|these \w+) in mind|"
    r"(?:after|following|before|building on) [^,]{1,60}),? )?"
)
_TEXT: Final = (
    r"(?:paper|article|essay|thesis|dissertation|report|study|chapter|section|subsection|part|"
    r"paragraph|appendix|book|review|work|discussion|analysis|argument|pages?|pages|volume)"
)
_TELLS: Final = (
    r"(?:shows?|describes?|presents?|discuss(?:es)?|examines?|explores?|explains?|introduces?|"
    r"outlines?|reviews?|summari[sz]es?|turns?|asks?|argues?|analy[sz]es?|looks?|deals?|traces?|"
    r"considers?|develops?|offers?|provides?|sets? out|lays? out|begins?|starts?|proceeds?|"
    r"addresses|address|investigates?|concludes?|focus(?:es)?|is (?:organi[sz]ed|structured|"
    r"divided|"
    r"devoted|concerned|about)|are (?:organi[sz]ed|structured|devoted)|seeks?|aims?|attempts?|"
    r"tries|compares?|draws?|returns?|builds?|takes? up|covers?|gives?|contributes?|moves?|"
    r"will \w+)"
)
_HOLDS: Final = (
    r"(?:believe|think|argue|contend|suggest|maintain|propose|feel|hope|doubt|suspect|submit|"
    r"hold|wish|prefer|regard|would (?:argue|suggest|say|claim|rather|like|prefer)|"
    r"(?:am|are) (?:not )?(?:convinced|persuaded|of the opinion|inclined|sceptical|skeptical|"
    r"certain|sure|afraid)|(?:do not|don't|cannot|can't) (?:think|believe|agree|accept|see)|"
    r"(?:dis)?agree|find it|see no|claim|take the view|insist|see this)"
)
_ADVERB: Final = (
    r"(?:(?:also|therefore|thus|firmly|strongly|still|do|personally|rather|only|then) )?"
)
_SPEAKERS: Final = (
    r"(?:study|studies|research|surveys?|survey data|data|evidence|experiments?|reports?|findings|"
    r"polls?|trials?|work|literature|statistics|records|sources|analys[ei]s|reviews?)"
)
_REPORTS: Final = (
    r"(?:shows?|showed|shown|suggests?|suggested|finds?|found|indicates?|indicated|reports?|"
    r"reported|reveals?|revealed|demonstrates?|demonstrated|confirms?|confirmed|argues?|argued|"
    r"claims?|claimed|holds?|estimates?|estimated|says?|warns?|warned|agrees?|agreed|doubts?|"
    r"believes?|maintains?|links?|linked|notes|noted|observed|observes)"
)
_PEOPLE: Final = (
    r"(?:researchers|scientists|scholars|economists|historians|experts|critics|authors|observers|"
    r"analysts|doctors|engineers|psychologists|sociologists|philosophers|biologists|officials|"
    r"many|some|most|others|commentators|journalists|linguists|archaeologists|geologists)"
)
_OWN_SUBJECT: Final = r"(?:i|we)"
_GENERIC_WE: Final = (
    r"(?:(?:now|all|also|often|still|usually) )?(?:know|live|eat|use|breathe|sleep|need|see|hear|"
    r"learn|consume|produce|spend|depend|inherit|"
    r"lose|burn|waste|remember|forget|share|grow|tend|can|cannot|have|are|all)\b"
)
ATTRIBUTION: Final = re.compile(
    rf"\baccording to (?!(?:me|my|us|our)\b)"
    rf"|\b{_SPEAKERS} (?:\w+ ){{0,3}}?(?:has |have |had )?(?:consistently |also |"
    rf"long )?{_REPORTS}\b"
    rf"|\b{_PEOPLE} (?:of (?:the |this )?\w+ |\w+ ){{0,1}}(?:have |has )?{_REPORTS}\b"
    r"|\bit (?:has|had) (?:\w+ )?been (?:shown|argued|found|suggested|claimed|reported|observed)"
    r"|\bit is (?:widely|commonly|generally|often) (?:believed|thought|held|known|assumed|accepted)"
    r"|\bit is (?:well )?(?:known|estimated|reported|said|claimed|thought) that",
    re.IGNORECASE,
)
THIRD_PERSON: Final = re.compile(
    r"(?<![.!?] )(?:^|\b)(?!(?:I|We|It|This|That|These|Those|Section|Chapter|Part|Appendix|The|"
    r"There)\b)"
    r"[A-ZÀ-Þ][\w'-]+ (?:argues|argued|claims|claimed|showed|shows|found|reported|reports|writes|"
    r"wrote|notes|noted|observed|suggests|suggested|maintains|maintained|estimated) (?:that|how|"
    r"why)\b"
)
OPINION: Final = re.compile(
    rf"{_LEAD}(?:(?:in|to|for) (?:my|our) (?:\w+ )?(?:view|opinion|judge?ment|mind|eyes|reading)\b"
    rf"|{_OWN_SUBJECT} {_ADVERB}{_HOLDS}\b"
    r"|(?:personally|perhaps|maybe|arguably|hopefully|unfortunately, i)\b"
    r"|it (?:seems|appears|strikes)(?: to)? (?:me|us)\b|it is (?:my|our) (?:view|belief|"
    r"contention)\b"
    r"|(?:my|our) (?:own )?(?:view|position|opinion|contention|sympath\w+|claim|hope|answer)\b)"
    r"|,? (?:in|to) (?:my|our) (?:view|opinion|eyes|mind|judge?ment)\b",
    re.IGNORECASE,
)
NORM: Final = re.compile(
    rf"{_LEAD}(?:ideally,|(?:[\w'-]+ ){{1,8}}?(?:should|ought to|deserves?(?= (?:to|a|an|better|"
    rf"more)\b))\b)",
    re.IGNORECASE,
)
PLAN: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:this|the (?:present|following|next|last|first|second|third|fourth|fifth|final|previous|"
    rf"preceding|remaining|current|concluding|opening|rest of (?:the|this)|remainder of (?:the|"
    rf"this))"
    rf"|the (?:remainder|rest) of (?:this|the)|each|our) (?:\w+ )?{_TEXT} (?:of (?:the|"
    rf"this) {_TEXT} )?"
    rf"(?:then |first |also |briefly |therefore |thus )?{_TELLS}\b(?! by\b)"
    rf"|(?:section|chapter|part|appendix|figure|table) [0-9ivx]+[a-z]?(?:\.[0-9]+)*,? "
    rf"(?:then |first |also |briefly )?{_TELLS}\b"
    rf"|(?:section|chapter|part)s [0-9ivx]+ (?:and|to) [0-9ivx]+ "
    rf"|in (?:this|the (?:next|following|present|last|final|first|second|third)) {_TEXT},? "
    rf"{_OWN_SUBJECT}\b"
    r"|in what follows|the (?:structure|plan|outline|organi[sz]ation|scope) of (?:this|the) "
    rf"(?:\w+ )?{_TEXT}\b"
    rf"|(?:the|our|my) (?:main |first |second |central |overall )?(?:aim|purpose|goal|objective|"
    rf"task|"
    rf"focus) (?:of (?:this|the) (?:\w+ )?{_TEXT} )?(?:is|here is)\b"
    rf"|below,? {_OWN_SUBJECT}\b|{_OWN_SUBJECT} (?:will )?(?:then |first |now |next |also )?"
    r"(?:conclude|begin|start|turn|proceed|return|end|close|set out|discuss|describe|review|"
    r"outline|"
    r"summari[sz]e|present|consider|examine|explore|address|come back|show|compare|explain)\b"
    r")",
    re.IGNORECASE,
)
DEFINITION: Final = re.compile(
    rf"{_LEAD}(?:by [^,]{{1,60}},? {_OWN_SUBJECT} (?:mean|understand|refer)"
    rf"|{_OWN_SUBJECT} (?:define|call|use the (?:word|term)|speak of|use|refer to|take)\b"
    rf"(?=.*\b(?:as|for|in|the|to mean|when)\b)"
    rf"|(?:in|throughout|for the purposes? of) (?:this|the) (?:\w+ )?(?:{_TEXT}|text),? "
    r"(?:the (?:terms?|words?|expressions?|names?)|names?|terms?|words?|translations?)\b"
    r"|(?:here|hereafter),? (?:the )?(?:term|word)\b"
    r"|the (?:term|word|expression) ['‘“\"]?[\w -]{1,40}['’”\"]? is used here\b)",
    re.IGNORECASE,
)
TRANSITION: Final = re.compile(
    rf"{_LEAD}(?:let (?:us|me)\b|so much for\b"
    r"|(?:this|that|which|these \w+|it) (?:brings?|leads?|takes?|returns?) (?:us|me|back)\b"
    r"|(?:this|that) (?:leads|points) to (?:a|an|the|another|our) (?:\w+ )?(?:question|difficulty|"
    r"problem|objection|point|issue|conclusion|thought)\b"
    r"|(?:the|these|those|two|three|several|some|a few|a number of|many|further) (?:\w+ )?"
    r"(?:reasons?|points?|questions?|objections?|steps|examples?|issues?|remarks?|considerations?|"
    r"arguments?|conclusions?|observations?) (?:is|are|follows?|arises?|remains?|suggests? "
    r"(?:itself|themselves)|can be (?:given|made|asked|raised|drawn)|need)\b(?! (?:by|from) [A-Z])"
    r"|there (?:are|is) (?:\w+ ){1,3}?(?:ways?|reasons?|points?|questions?|objections?|senses|"
    r"possibilities|things) (?:to|in which|for|that|why|here)\b"
    r"|as (?:noted|mentioned|discussed|shown|argued|seen|we (?:saw|have seen)|stated|described|"
    r"explained) (?:above|below|before|earlier|already|in)\b"
    r"|more (?:on|about|of) (?:this|that)\b|enough (?:of|about|said)\b"
    r"|(?:more|much|little|something|a word) (?:needs to|must|can|could|remains to|"
    r"is to) be said\b|to (?:this|these|that) \w+ (?:we|i)\b)",
    re.IGNORECASE,
)
IMPERATIVE: Final = re.compile(
    rf"{_LEAD}(?:(?:the )?readers? (?:may|might|can|will|familiar|who|interested|is|are)\b|"
    rf"thank you\b"
    r"|(?:please )?(?:consider|imagine|note|suppose|see|compare|recall|remember|observe|assume|"
    r"think of|take(?= (?:the|a|an|for|this|another|my|our)\b)|look(?= (?:at|again|closely)\b)|"
    r"notice|picture|ask yourself|keep in mind|bear in mind|do not|don't|let(?= (?:the|x|"
    r"n)\b.* be\b)|"
    r"try|read(?= (?:the|this|on)\b)|contrast|turn(?= (?:to|now)\b)|skip|"
    r"refer(?= to\b))\b(?! (?:is|was|"
    r"were|are)\b))",
    re.IGNORECASE,
)
OWN: Final = re.compile(
    rf"{_LEAD}(?:{_OWN_SUBJECT} (?!{_GENERIC_WE})\w+"
    rf"|{_OWN_SUBJECT} (?:have|are|can|cannot) (?:\w+ )?(?:grateful|indebted|used|chosen|tried|"
    rf"collected|"
    r"interviewed|excluded|only|not|thank|included|seen|argued|shown|said|done|been|made)\b"
    r"|[^,;:]{1,80}, i (?!am told)[a-z]+ |my\b|our (?:data|sample|interviews?|results?|findings|"
    r"method|approach|respondents|informants|"
    r"participants|survey|fieldwork|material|corpus|analysis|model|thanks|own)\b)",
    re.IGNORECASE,
)
COMMENTS: Final = re.compile(
    rf"{_LEAD}(?:(?:this|that|these|those|it|such (?:a |an )?\w+|the (?:picture|matter|point|"
    rf"case|issue|"
    r"question|answer|truth|story)(?: here)?|much of this|all this|none of this|neither \w+) "
    r"(?:is|are|was|were|may be|might be|seems?|remains?|would be) "
    r"(?:(?:not|hardly|no|only|also|perhaps|indeed|an?|the|very|quite|rather|more|far|itself|of "
    r"course|itself|always|still|too|by no means|in itself|most) ){0,4}"
    r"(?:surpris\w+|interesting|important|crucial|difficult\w*|hard|easy|simple|complicated|"
    r"complex|"
    r"mixed|clear\w*|unclear|true|false|curious|strange|odd|striking|remarkable|worth|enough|whole|"
    r"unfair|fair|wrong|right|different|another|tempting|puzzling|obvious|plain|mistake|pity|"
    r"matter|open|familiar|problem|question|understandable|reasonable|natural|encouraging|"
    r"disappointing|alarming|telling|debatable|contested|subtle|serious|real)\b"
    r"(?! (?:is|was|were|for the|because|since|to note|in the)\b)(?!.*\bthat \w)"
    r"|whether [^,]{1,80} (?:is|remains) (?:an(?:other)?|a different|open|unclear|the)\b"
    r"|nothing could be\b|so far,? so good\b|not (?:quite|entirely|so)\b)",
    re.IGNORECASE,
)
