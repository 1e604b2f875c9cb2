"""The version of what is read of words and aliases; each index that is opened is asked for it."""

from typing import Final

# Raise it with any change of what is read: indexes made by another version are refused.
LEXICON_VERSION: Final = 2
