import json
from dataclasses import asdict

from briqa.spans import Metadata, Publication
from briqa.store.records import read_metadata


def test_metadata_comes_back_as_it_was_kept() -> None:
    publication = Publication(authors=("Okafor, Ada",), editors=("Berg, Jan",), publisher="Quay")
    metadata = Metadata(title="Tides", publication=publication)
    assert read_metadata(json.dumps(asdict(metadata))) == metadata


def test_metadata_kept_before_there_was_a_publication_is_read() -> None:
    kept = asdict(Metadata(title="Tides"))
    del kept["publication"]
    assert read_metadata(json.dumps(kept)) == Metadata(title="Tides")
