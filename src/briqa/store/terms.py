"""The lexical index: which passages hold a question's stems; the one place for tantivy.

It only finds passages that may suit. How well they do is reckoned from the stems in the store
(`retrieve/lexical.py`), since tantivy's own statistics still count what was removed.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tantivy import DocAddress, Index, Query, Schema

# Raise it with any change of what is put into the index.
TERMS_FORMAT = 1
_ID, _STEMS = "id", "stems"
# Stands between the words of a heading and before the body, so that only words of the body are
# neighbours. No stem has such a sign.
_GAP = " | "
# The memory for what isn't written yet. About a fifth of a million passages fit, and the fewer
# parts an index has the faster it answers.
_WRITER_BYTES = 256_000_000
# So many times as many hits as are wanted are looked at: first, and where too many are alike.
_DEPTHS = (2, 16)
# tantivy adds in float32 and in any order, so scores that are this near may be the same.
_SUM_NOISE = 1e-5

StemRow = tuple[int, str, str]
"""A passage's id, and the stems of its heading path and of its body, a space between them."""


class TermIndex:
    """Which passages hold some stems. Made once and never changed."""

    def __init__(self, index: "Index") -> None:
        self._schema: Schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def open(cls, folder: Path) -> "TermIndex":
        """Opens an index on the disk.

        Raises:
            OSError, ValueError: when it can't be read.
        """
        import tantivy  # here, so that commands that search nothing don't wait for it

        return cls(tantivy.Index.open(str(folder)))

    @classmethod
    def fill(
        cls, folder: Path | None, rows: Iterable[StemRow], removed: Iterable[int] = ()
    ) -> "TermIndex":
        """Changes the index in a folder, an empty one where there is none yet.

        Args:
            folder: the folder; None for an index in memory.
            rows: the passages to add.
            removed: the ids of those to take out.

        Raises:
            OSError, ValueError: when it can't be read or written.
        """
        import tantivy

        schema = _schema()
        index = tantivy.Index(schema, path=str(folder)) if folder else tantivy.Index(schema)
        # One thread, so that passages stand in the order of their ids.
        writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for passage_id in removed:
            writer.delete_documents_by_term(_ID, passage_id)
        for passage_id, heading, body in rows:
            document = tantivy.Document()
            document.add_integer(_ID, passage_id)
            document.add_text(_STEMS, _GAP.join([*heading.split(), body]))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index)

    def __len__(self) -> int:
        return self._searcher.num_docs

    def best(self, stems: Iterable[str], enough: int) -> list[int]:
        """The passages that suit some stems best by tantivy's BM25, in no order.

        Which of many with the same score come first depends on how the index has grown. So those
        that have the score of the last one found are left out, as long as enough are left.

        Args:
            stems: the stems; a passage has to hold one of them.
            enough: how many are wanted; several times as many come, where there are so many.
        """
        query = self._any_of(stems)
        ids: list[int] = []
        for limit in (depth * enough for depth in _DEPTHS):
            hits = self._searcher.search(query, limit=limit, count=False).hits
            ids = self._ids([address for _, address in hits])
            if len(hits) < limit:
                break
            edge = hits[-1][0] * (1 + _SUM_NOISE)
            above = [found for found, (score, _) in zip(ids, hits, strict=True) if score > edge]
            if len(above) >= enough:
                return above
        return ids

    def passages_with_pair(self, first: str, second: str) -> int:
        """In how many passages the first stem stands right before the second in the body."""
        found = self._searcher.search(self._pair(first, second), limit=1, count=True)
        return int(found.count)  # type: ignore[attr-defined]  # its stub leaves it out

    def having_pair(self, first: str, second: str, limit: int) -> list[int]:
        """Such passages, in no order; some of them where there are more than the limit."""
        found = self._searcher.search(self._pair(first, second), limit=limit, count=False)
        return self._ids([address for _, address in found.hits])

    def _pair(self, first: str, second: str) -> "Query":
        from tantivy import Query

        return Query.phrase_query(self._schema, _STEMS, [first, second])

    def _any_of(self, stems: Iterable[str]) -> "Query":
        from tantivy import Occur, Query

        return Query.boolean_query(
            [
                (Occur.Should, Query.term_query(self._schema, _STEMS, stem, index_option="freq"))
                for stem in dict.fromkeys(stems)
            ]
        )

    def _ids(self, addresses: "list[DocAddress]") -> list[int]:
        return [int(found or 0) for found in self._searcher.fast_field_values(_ID, addresses)]


def _schema() -> "Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    # Signed: the binding looks for no unsigned number among what is to be deleted.
    builder.add_integer_field(_ID, indexed=True, fast=True)
    builder.add_text_field(_STEMS, tokenizer_name="whitespace", index_option="position")
    return builder.build()
