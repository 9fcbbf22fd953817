"""Which of a contact's words are searched: its names, its companies' names, and the text of its card.

The rule of what a term matches is in ``models/matching.py``; this module says which fields take part.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui_crm.models.matching import BREAK, index_body, index_name
from tui_crm.models.phones import Phone

_TEXTS = ("website", "industry", "needs", "note")

FIELDS = frozenset(
    {"kind", "name", "nickname", "emails", "phones", "handles", "addresses", "relations", "tags", *_TEXTS}
)
"""The fields of a contact that take part."""


class SearchDocument(NamedTuple):
    """Folded words with a space between: of the contact's own names, and of everything else."""

    name: str
    body: str


def document(
    values: Mapping[str, object], companies: str, tags: Iterable[str], phones: Iterable[Phone]
) -> SearchDocument:
    """Return the search document of a contact record, given its companies' names as ``index_name`` made them, the names
    of its tags, and its phones parsed.
    """
    names = [str(values[field]) for field in ("name", "nickname") if values.get(field)]
    texts = [str(address) for address, _label in _pairs(values, "emails")]
    texts += [str(value) for _service, value in _pairs(values, "handles")]
    for address in _pairs(values, "addresses"):
        texts += [str(part) for part in address[1:] if part]
    texts += [str(relation[2]) for relation in _pairs(values, "relations") if relation[2]]
    texts += [str(values[field]) for field in _TEXTS if values.get(field)]
    texts += tags
    body = index_body(texts, phones)
    own = index_name(names, person=values.get("kind", "person") == "person")
    return SearchDocument(own, f"{companies} {BREAK} {body}" if companies else body)


def _pairs(values: Mapping[str, object], name: str) -> tuple[tuple[object, ...], ...]:
    found = values.get(name)
    return found if isinstance(found, tuple) else ()
