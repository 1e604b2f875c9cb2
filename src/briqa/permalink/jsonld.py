"""Links as JSON-LD of the W3C Web Annotation Data Model (W3C Recommendation, 23 February 2017).

The one thing to know: both count positions in code points, so offsets go over as they are. The
model has no field for a hash of the source; schema.org's `sha256` stands in the target.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

from briqa.errors import LinkError
from briqa.permalink.link import SCHEME, Permalink, Quote
from briqa.spans import Span

_CONTEXT: Final = (
    "http://www.w3.org/ns/anno.jsonld",
    {"sha256": "https://schema.org/sha256"},
)
_POSITION: Final = "TextPositionSelector"
_QUOTE: Final = "TextQuoteSelector"


def to_json(link: Permalink) -> dict[str, object]:
    """An annotation whose target is the link's span."""
    selectors: list[dict[str, object]] = [
        {"type": _POSITION, "start": link.span.start, "end": link.span.end}
    ]
    if link.quote is not None:
        quote = link.quote
        selectors.append(
            {
                "type": _QUOTE,
                "exact": quote.exact,
                "prefix": quote.prefix,
                "suffix": quote.suffix,
            }
        )
    target: dict[str, object] = {
        "type": "SpecificResource",
        "source": link.source,
        "selector": selectors,
    }
    if link.sha256 is not None:
        target["sha256"] = link.sha256
    return {"@context": list(_CONTEXT), "id": str(link), "type": "Annotation", "target": target}


def from_json(value: object) -> Permalink:
    """Reads an annotation, or its target alone; other selectors and fields are passed over.

    Raises:
        LinkError: when it has no position in a document of briqa, or contradicts itself.
    """
    target = _object(value)
    if "target" in target:
        target = _object(target["target"])
    source = target.get("source")
    if not isinstance(source, str) or not source.startswith(SCHEME):
        raise LinkError("annotation", f"its source doesn't begin with {SCHEME!r}; check the file")
    selectors = target.get("selector")
    found = {
        selector.get("type"): selector
        for selector in map(_object, selectors if isinstance(selectors, list) else [selectors])
    }
    position, quote, sha256 = found.get(_POSITION), found.get(_QUOTE), target.get("sha256")
    if position is None:
        raise LinkError("annotation", f"it has no {_POSITION}; make the link anew")
    if sha256 is not None and not isinstance(sha256, str):
        raise LinkError("annotation", "its sha256 isn't a text; make the link anew")
    try:
        return Permalink(
            unquote(source.removeprefix(SCHEME), errors="strict"),
            Span(_number(position, "start"), _number(position, "end")),
            None if quote is None else _quote(quote),
            sha256,
        )
    except ValueError as error:
        raise LinkError("annotation", f"{error}; make the link anew") from error


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise LinkError("annotation", "isn't an annotation of a span; make the link anew")
    return value


def _quote(selector: Mapping[str, object]) -> Quote:
    return Quote(
        _text(selector, "exact"),
        _text(selector, "prefix", otherwise=""),
        _text(selector, "suffix", otherwise=""),
    )


def _number(selector: Mapping[str, object], name: str) -> int:
    value = selector.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise LinkError("annotation", f"its {name} isn't a whole number; make the link anew")
    return value


def _text(selector: Mapping[str, object], name: str, *, otherwise: str | None = None) -> str:
    value = selector.get(name, otherwise)
    if not isinstance(value, str):
        raise LinkError("annotation", f"its {name} isn't a text; make the link anew")
    return value
