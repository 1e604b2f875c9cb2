"""The words that say first or last of all, as patterns, for claims and sources alike.

The one thing to know: both sides read the same words, so that a copied sentence has its rank.
"""

from typing import Final

from briqa.claims.wording import FIGURE

# "The top five" are no first rank.
TOP: Final = (
    r"(?:largest|biggest|greatest|highest|longest|fastest|busiest|richest|wealthiest|strongest|"
    r"best|widest|heaviest|tallest|deepest|foremost|leading|number one|no\. ?1|"
    rf"top(?! (?:of\b|{FIGURE})))"
)
BOTTOM: Final = (
    r"(?:fewest|smallest|lowest|shortest|slowest|poorest|weakest|worst|narrowest|lightest)"
)
