from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from briqa.encoder import SentenceTransformerEncoder
from briqa.encoder.word_ids import WordIds
from tests.strategies import texts


@given(
    texts()
    | st.lists(st.sampled_from(["port", "Ürümqi", "[SEP]", "中欧", "U.K.'s", ""])).map(" ".join)
)
def test_a_text_is_cut_as_the_tokenizer_cuts_it(
    encoder: SentenceTransformerEncoder, text: str
) -> None:
    tokenizer = encoder.runtime.tokenizer
    cut = WordIds(tokenizer)
    assert cut.whole(text) == tokenizer.encode(text).ids
    assert cut.of(text) == tokenizer.encode(text, add_special_tokens=False).ids


def test_another_sort_of_tokenizer_cuts_a_text_whole() -> None:
    # Its only token has a space in it.
    tokenizer = Tokenizer(WordLevel({"a a": 0, "?": 1}, unk_token="?"))
    assert WordIds(tokenizer).of("a a") == WordIds(tokenizer).whole("a a") == [0]
