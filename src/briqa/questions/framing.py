"""Words of a question that say how an answer should look or where it stands, not what about.

"How many cities does the author mention in dollars?": of these only the cities are the topic. No
document needs to bear the others out.
"""

from typing import Final

_WORDS: Final = (
    # the document and its writer
    "report article author authors document documents text paper study survey summary source "
    "section passage cited "
    "mention mentions mentioned say says said state states stated according describe describes "
    "described "
    # the form of the answer
    "name names named title titled called list lists give gives given gave tell tells count "
    "counted number numbers total totals overall altogether figure figures amount amounts value "
    "about approximately exactly explain explained meaning mean means "
    "compare compared comparison versus vs difference differ "
    "more most fewer fewest less least larger largest bigger biggest higher highest smaller "
    "smallest lower lowest greater greatest better best worse worst faster fastest slower longer "
    "longest shorter "
    # verbs and particles that say hardly anything by themselves, and vague words
    "go goes going went gone get gets getting got put puts putting take takes taking took taken "
    "come comes coming came make makes making made keep keeps kept turn turns turned "
    "up down out off over before after since around away back forward onward thanks "
    "ever just only still already also even actually really usually roughly "
    "lot lots kind kinds type types sort sorts thing things way ways one ones "
    # units, which the figures themselves are held against
    "usd dollar dollars rmb yuan cny renminbi euro euros eur percent percentage proportion share "
    "portion yoy km km2 kilometers kilometres tonnes tons "
    # time that isn't a date
    "now today currently current latest recent recently so far till until late early end year "
    "years yearly annual annually date"
)
FRAMING_WORDS: Final = frozenset(_WORDS.split())
