"""What a test of a filter is in SQL: once as a condition on a contact at hand, once as the set of contacts it holds for.

The first is quick where most contacts match, the second where few do; ``db/finding.py`` chooses.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_OWN = re.compile(r"\bo\.")


@dataclass(frozen=True)
class Clause:
    """A condition on the contact ``c``, and (where an index can tell) the query for the ids of all it holds for."""

    row: str
    ids: str | None = None


class Binds:
    """The values of a statement: each gets a name of its own."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    def one(self, value: object) -> str:
        """Return the mark that stands for ``value`` in the statement."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def several(self, values: Iterable[object]) -> str:
        """Return the marks that stand for ``values``, for an ``IN`` list."""
        return f"({', '.join(self.one(value) for value in values)})"


@dataclass(frozen=True)
class Place:
    """Where the rows are that a field's value is in: ``source`` is what stands behind FROM, ``owner`` the contact's id.

    ``within`` is what else must hold of such a row; ``single`` where each contact has exactly one, so that a missing
    value is a row too.
    """

    source: str
    owner: str
    within: str = ""
    single: bool = False

    def having(self, condition: str) -> Clause:
        """Return the clause for contacts with a row that ``condition`` holds for."""
        return Clause(self._exists(condition), self.ids(condition))

    def ids(self, condition: str) -> str:
        """Return the query for the contacts with a row that ``condition`` holds for."""
        return f"SELECT {self.owner} FROM {self.source} WHERE {self._all(condition)}"

    def lacking(self, column: str) -> Clause:
        """Return the clause for contacts without a value in ``column``."""
        if self.single:
            return self.having(f"{column} IS NULL")
        return Clause(f"NOT {self._exists(f'{column} IS NOT NULL')}")

    def _exists(self, condition: str) -> str:
        return f"EXISTS (SELECT 1 FROM {self.source} WHERE {self.owner} = c.id AND {self._all(condition)})"

    def _all(self, condition: str) -> str:
        return f"{self.within} AND {condition}" if self.within else condition


class Card(Place):
    """The contact's own row, called ``o`` in conditions, which are read on ``c`` without another look-up."""

    def having(self, condition: str) -> Clause:
        """Return the clause for contacts that ``condition`` holds for."""
        return Clause(_OWN.sub("c.", condition), self.ids(condition))


CARD = Card("contact o", "o.id", single=True)
SUMMARY = Place("contact_summary s", "s.contact_id", single=True)
CUSTOMER = Place("contact_summary s JOIN contact k ON k.id = s.customer_id", "s.contact_id", single=True)
EMAILS = Place("contact_email e", "e.contact_id")
PHONES = Place("contact_phone p", "p.contact_id")
HANDLES = Place("contact_handle h", "h.contact_id")
MEMBERSHIPS = Place("relation r", "r.contact_id", within="r.kind = 'member'")
ADDRESSES = Place("contact_address a", "a.contact_id")
TAGS = Place("contact_tag t JOIN tag g ON g.id = t.tag_id AND g.deleted_at IS NULL", "t.contact_id")
COMPANIES = Place(
    "relation r JOIN contact f ON f.id = r.other_id AND r.kind = 'member' AND f.kind = 'company'"
    " AND f.deleted_at IS NULL",
    "r.contact_id",
)


def either(clauses: Sequence[Clause]) -> Clause:
    """Return what holds where one of ``clauses``, at least one, does."""
    if len(clauses) == 1:
        return clauses[0]
    sets = [clause.ids for clause in clauses if clause.ids]
    row = " OR ".join(f"({clause.row})" for clause in clauses)
    return Clause(row, " UNION ".join(sets) if len(sets) == len(clauses) else None)


def handles_of(service: str) -> Place:
    """Return where the handles of a declared ``service`` are."""
    return Place(HANDLES.source, HANDLES.owner, within=f"h.service = '{service}'")


def custom_values(field_id: int) -> Place:
    """Return where the values of a custom field are."""
    return Place("custom_value v", "v.contact_id", within=f"v.field_id = {field_id:d}")


def distinct(table: str, column: str) -> str:
    """Return the query for the different values ``v`` of an indexed column, found by jumping from each to the next."""
    first = f"SELECT min({column}) FROM {table}"
    following = f"SELECT (SELECT min({column}) FROM {table} WHERE {column} > v) FROM seen WHERE v IS NOT NULL"
    return f"WITH RECURSIVE seen(v) AS ({first} UNION ALL {following}) SELECT v FROM seen WHERE v IS NOT NULL"
