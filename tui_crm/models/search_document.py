"""Which words of a record are searched: of a contact its names, its companies' names, and the text of its card; of a
ticket its number and what was said.

The rule of what a term matches is in ``models/matching.py``; this module says which fields take part.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from tui_crm.models.matching import BREAK, index_body, index_name
from tui_crm.models.phones import Phone

_TEXTS = ("website", "industry", "needs", "note")

FIELDS = frozenset(
    {"kind", "name", "nickname", "emails", "phones", "handles", "addresses", "relations", "tags", *_TEXTS}
)
"""The fields of a contact that take part."""

LONGEST_SAID: Final = 20_000
"""How many characters of one text on a ticket are searched."""


class SearchDocument(NamedTuple):
    """Folded words with a space between: of the record's own names, and of everything else."""

    name: str
    body: str


def document(
    values: Mapping[str, object], companies: str, tags: Iterable[str], phones: Iterable[Phone]
) -> SearchDocument:
    """Return the search document of a contact record, given its companies' names as ``index_name`` made them, the names
    of its tags, and its phones parsed.
    """
    get = values.get
    names = [str(get("name")), str(get("nickname"))] if get("nickname") else [str(get("name") or "")]
    texts = [str(address[0]) for address in _listed(get("emails"))]
    texts += [str(handle[1]) for handle in _listed(get("handles"))]
    for address in _listed(get("addresses")):
        texts += [str(part) for part in address[1:] if part]
    texts += [str(relation[2]) for relation in _listed(get("relations")) if relation[2]]
    texts += [str(said) for said in map(get, _TEXTS) if said]
    texts += tags
    body = index_body(texts, phones)
    own = index_name(names, person=get("kind", "person") == "person")
    return SearchDocument(own, f"{companies} {BREAK} {body}" if companies else body)


def _listed(values: object) -> tuple[tuple[object, ...], ...]:
    return values if isinstance(values, tuple) else ()


def ticket_document(number: str, own: Iterable[str], said: Iterable[str]) -> SearchDocument:
    """Return the search document of a ticket: its number, its ``own`` texts, and those of the messages on it.

    Of each the first LONGEST_SAID characters count, of a message without the lines that quote an earlier one.
    """
    texts = (text[:LONGEST_SAID] for text in (*own, *map(_unquoted, said)))
    return SearchDocument(index_body((number,), ()), index_body(texts, ()))


def _unquoted(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith(">"))
