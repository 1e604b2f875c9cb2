"""Which kind of vector index is made of how many rows, and how good it has to be."""

from typing import Final, Literal

from briqa.values import dataclass

VectorKind = Literal["flat", "rabitq", "ivf"]
"""An exact scan; a scan of codes; codes in inverted lists. Both of codes rescore exactly."""
VectorChoice = Literal["auto", "flat", "rabitq", "ivf"]
"""What a user asks for: a kind, or the one that suits the size."""
VECTOR_CHOICES: Final[tuple[VectorChoice, ...]] = ("auto", "flat", "rabitq", "ivf")

# What is taken where a kind finds too little of what an exact scan finds.
MORE_EXACT: Final[dict[VectorKind, VectorKind]] = {"ivf": "rabitq", "rabitq": "flat"}


@dataclass(frozen=True, slots=True)
class VectorSettings:
    """The bounds between the kinds; those of the product are the defaults (`bench/vectors.py`).

    Attributes:
        flat_limit: the most live rows that are scanned exactly.
        rabitq_limit: the most whose codes are scanned, all of them.
        recall: the least share of the ten best that each kind has to find, on rows held back.
        held_back: how many rows are held back as queries for that.
        depths: how many of the best by their codes may be rescored exactly, ascending.
        most_dead: the largest share of removed rows that a file may carry along.
        slack: a kind that is there is kept while a number of rows that differs by this share would
            get it, so that no document near a bound makes all rows be coded anew, to and fro.
    """

    flat_limit: int = 50_000
    rabitq_limit: int = 1_000_000
    rabitq_recall: float = 0.99
    ivf_recall: float = 0.99
    held_back: int = 200
    depths: tuple[int, ...] = (100, 200, 400, 800, 1600)
    most_dead: float = 0.25
    slack: float = 0.2

    def wanted(
        self, choice: VectorChoice, live_rows: int, *, last: VectorKind | None = None
    ) -> VectorKind:
        """The kind to begin with for so many live rows.

        Args:
            choice: what the user asked for.
            live_rows: how many there are.
            last: the kind that was wanted last; None where there are no files yet.
        """
        if choice != "auto":
            return choice
        about = (live_rows * (1 - self.slack), live_rows * (1 + self.slack))
        if last is not None and last in map(self._suiting, about):
            return last
        return self._suiting(live_rows)

    def _suiting(self, live_rows: float) -> VectorKind:
        if live_rows <= self.flat_limit:
            return "flat"
        return "rabitq" if live_rows <= self.rabitq_limit else "ivf"

    def least_recall(self, kind: VectorKind) -> float:
        """The recall@10 that a kind has to reach; an exact scan finds everything."""
        return {"flat": 1.0, "rabitq": self.rabitq_recall, "ivf": self.ivf_recall}[kind]


DEFAULT_VECTORS: Final = VectorSettings()
