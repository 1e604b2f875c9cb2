"""The tokens of the texts of questions: with the library's tokenizer, or without loading it."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from briqa.encoder.word_ids import WordIds
from briqa.encoder.word_pieces import WordPieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class Tokens:
    """What a tokenizer makes of texts.

    Args:
        library: gives the library's tokenizer, which neither cuts nor pads.
        pieces: reads plain texts as it does; None to give it all of them.
    """

    def __init__(
        self, library: "Callable[[], Tokenizer]", pieces: WordPieces | None = None
    ) -> None:
        self._library = library
        self._pieces = pieces

    def ids(self, text: str, *, special: bool = True) -> list[int]:
        """The ids of a text's tokens.

        Args:
            text: the text.
            special: with the tokens that stand before and after each text.
        """
        found = None if self._pieces is None else self._pieces.ids(text, special=special)
        if found is None:
            found = self._words.whole(text) if special else self._words.of(text)
        return found

    @cached_property
    def _words(self) -> WordIds:
        return WordIds(self._library())

    def id_of(self, token: str) -> int | None:
        """The id of a token; None if there is none."""
        known = self._library().token_to_id if self._pieces is None else self._pieces.id_of
        return known(token)
