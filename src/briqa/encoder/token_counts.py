"""How many tokens texts have, told by their words, which are the same again and again.

The one thing to know: a tokenizer of BERT's sort cuts at each space before anything else, and what
it makes of a word depends on no other. So a word is cut once, whatever it stands in; a tokenizer of
another sort cuts each text whole.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# So many words take some 10 MB.
_KEPT: Final = 100_000


class TokenCounts:
    """Counts tokens, special ones left out.

    Args:
        tokenizer: the tokenizer, which doesn't cut texts off.
    """

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        self._cuts_at_spaces = cuts_at_spaces(tokenizer)
        self._by_word: dict[str, int] = {}

    def of(self, text: str) -> int:
        """The number of a text's tokens."""
        if not self._cuts_at_spaces:
            return self._cut(text)
        if len(self._by_word) > _KEPT:
            self._by_word.clear()
        known = self._by_word
        total = 0
        for word in text.split(" "):
            count = known.get(word)
            if count is None:
                count = known[word] = self._cut(word)
            total += count
        return total

    def _cut(self, text: str) -> int:
        return len(self._tokenizer.encode(text, add_special_tokens=False))


def cuts_at_spaces(tokenizer: "Tokenizer") -> bool:
    """Whether what a tokenizer makes of a text is what it makes of its words, cut at spaces.

    Args:
        tokenizer: the tokenizer.
    """
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    return (
        isinstance(tokenizer.normalizer, BertNormalizer)
        and isinstance(tokenizer.pre_tokenizer, BertPreTokenizer)
        and not any(" " in added.content for added in tokenizer.get_added_tokens_decoder().values())
    )
