"""Which of a contact's words are searched: its names, its companies' names, and the text of its card.

The rule of what a term matches is in ``models/matching.py``; this module says which fields take part.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui_crm.models.matching import BREAK, index_body, index_name
from tui_crm.models.phones import parse_phone

_TEXTS = ("website", "industry", "needs", "note")


class SearchDocument(NamedTuple):
    """Folded words with a space between: of the contact's own names, and of everything else."""

    name: str
    body: str


def document(
    values: Mapping[str, object], companies: Iterable[str], tags: Iterable[str], region: str
) -> SearchDocument:
    """Return the search document of a contact record with its companies' and tags' names."""
    names = [str(values[field]) for field in ("name", "nickname") if values.get(field)]
    texts = [str(address) for address, _label in _pairs(values, "emails")]
    texts += [str(value) for _service, value in _pairs(values, "handles")]
    for address in _pairs(values, "addresses"):
        texts += [str(part) for part in address[1:] if part]
    texts += [str(relation[2]) for relation in _pairs(values, "relations") if relation[2]]
    texts += [str(values[field]) for field in _TEXTS if values.get(field)]
    texts += tags
    phones = [parse_phone(str(number), region) for number, _label in _pairs(values, "phones")]
    body = index_body(texts, phones)
    firms = index_name(companies, person=False)
    return SearchDocument(
        index_name(names, person=values["kind"] == "person"), f"{firms} {BREAK} {body}" if firms else body
    )


def _pairs(values: Mapping[str, object], name: str) -> tuple[tuple[object, ...], ...]:
    found = values.get(name)
    return found if isinstance(found, tuple) else ()
