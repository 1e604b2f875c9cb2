"""How the reading process and its parent talk: frames of a length and a pickle, over pipes."""

import pickle
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from briqa.spans import SourceFormat

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """One file to read as `source_format`; the answer is a `Document` or a `SourceError`."""

    path: Path
    docid: str
    source_format: SourceFormat


def write_frame(stream: IO[bytes], value: object) -> None:
    """Sends one value."""
    payload = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes]) -> object | None:
    """Receives one value; None when the other side has gone, even amid a frame."""
    header = stream.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(header)
    payload = stream.read(length)
    if len(payload) < length:
        return None
    value: object = pickle.loads(payload)
    return value
