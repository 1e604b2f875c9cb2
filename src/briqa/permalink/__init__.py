"""Links to a span that outlive changes of its document, and never move silently.

`link_to` makes a `Permalink`; `str(link)` and `parse` are its URI form, `to_json` and `from_json`
that of the W3C Web Annotation Data Model, and `resolve` says where a link leads today.
"""

from briqa.permalink.jsonld import from_json, to_json
from briqa.permalink.link import SCHEME, Permalink, Quote, link_to, parse
from briqa.permalink.resolve import Hint, Resolution, Status, resolve

__all__ = [
    "SCHEME",
    "Hint",
    "Permalink",
    "Quote",
    "Resolution",
    "Status",
    "from_json",
    "link_to",
    "parse",
    "resolve",
    "to_json",
]
