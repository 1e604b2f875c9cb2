"""What a model reads of short texts, put together of their words, which come again and again.

As in `token_counts`: a tokenizer of BERT's sort cuts at each space before anything else, so that a
word is cut once, whatever it stands in; a tokenizer of another sort cuts each text whole.
"""

from typing import TYPE_CHECKING, Final

from briqa.encoder.token_counts import cuts_at_spaces

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# So many words take some 10 MB.
_KEPT: Final = 50_000
# Special tokens: one before a text and one behind it, as BERT has them.
_AROUND: Final = 2


class WordIds:
    """Cuts texts into token ids.

    Args:
        tokenizer: the tokenizer, which neither cuts texts off nor pads them.
    """

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self._tokenizer = tokenizer
        self._cuts_at_spaces = cuts_at_spaces(tokenizer)
        self._around = tokenizer.encode("").ids
        self._by_word: dict[str, tuple[int, ...]] = {}

    def of(self, text: str) -> list[int]:
        """The ids of a text's tokens, special ones left out."""
        if not self._cuts_at_spaces:
            return list(self._tokenizer.encode(text, add_special_tokens=False).ids)
        if len(self._by_word) > _KEPT:
            self._by_word.clear()
        known = self._by_word
        found: list[int] = []
        for word in text.split(" "):
            ids = known.get(word)
            if ids is None:
                cut = self._tokenizer.encode(word, add_special_tokens=False)
                ids = known[word] = tuple(cut.ids)
            found.extend(ids)
        return found

    def whole(self, text: str) -> list[int]:
        """The same with the special tokens that the model reads around a text."""
        if not self._cuts_at_spaces or len(self._around) != _AROUND:
            return list(self._tokenizer.encode(text).ids)
        first, last = self._around
        return [first, *self.of(text), last]
