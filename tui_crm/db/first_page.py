"""Which records come first in what a filter finds, told at once even among a million contacts.

Each way among these does a bounded amount of work, and what it gives is the beginning of the whole result:

- a search ranks its head: names that begin with what was typed, other hits in names, hits elsewhere;
- where some condition holds for few contacts, they are looked at;
- else the first contacts in the order asked for are looked at, and the page may stay shorter than it could be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tui_crm.db.conditions import Clause
from tui_crm.db.field_kinds import BEYOND
from tui_crm.db.filter_sql import Asked, SortedBy, terms_of
from tui_crm.db.sqlite.search import CONTACT, KINDS
from tui_crm.models.folding import is_single
from tui_crm.models.matching import LONGEST_RUN
from tui_crm.models.names import name_key

HEAD: Final = 200
"""How many contacts at most a search puts before the others."""

NEAR: Final = 10_000
"""How many contacts are looked at in the order asked for."""

_HITS: Final = 2_000  # hits of a search looked at
_RANKED: Final = 400  # hits put in order


@dataclass(frozen=True)
class Beginning:
    """The first ids of a result, and whether they are all of it."""

    ids: Sequence[int]
    whole: bool

    def cut(self, limit: int) -> "Beginning":
        """Return at most ``limit`` of the ids."""
        return Beginning(self.ids[:limit], self.whole and len(self.ids) <= limit)


def first_ids(asked: Asked, limit: int) -> Beginning:
    """Return the first ids of the result, at most ``limit``; a search gives HEAD at most."""
    if asked.ranked:
        return head(asked).cut(limit)
    few = asked.few(asked.everything)
    if few is None and asked.among.many and asked.live and _end(asked, "1"):
        return _in_order(asked, limit, asked.sorts, "1").cut(limit)
    statement = f"{asked.selected('c.id', asked.where(few))} ORDER BY {asked.order} LIMIT {limit + 1}"
    return Beginning(asked.ids(statement), whole=True).cut(limit)


def head(asked: Asked) -> Beginning:
    """Return the best hits of a search, at most HEAD, best first."""
    few = asked.few(asked.conditions)
    best = _names_beginning(asked, few) if asked.live else []
    whole = False
    for index in ("search_name", "search_text"):
        if len(best) < HEAD:
            hits = _hits(asked, index, few, known=best)
            best, whole = [*best, *hits.ids], hits.whole
    return Beginning(best, whole).cut(HEAD)


def _names_beginning(asked: Asked, few: Clause | None) -> list[int]:
    """Return contacts whose name begins with the words of the search, by name.

    Only where that alone makes them match: one word, words of Latin letters, or Chinese characters.
    """
    assert asked.words is not None
    terms = terms_of(asked.words)
    words = [word for term in terms for word in term.words]
    latin = len(terms) <= LONGEST_RUN and all(word.isascii() and word.isalpha() for word in words)
    if not (len(words) == 1 or latin or all(map(is_single, words))):
        return []
    found: list[int] = []
    for key in sorted({name_key(" ".join(words), person=person) for person in (True, False)}):
        within = f"name_key >= {asked.binds.one(key)} AND name_key < {asked.binds.one(key + BEYOND)}"
        found += _by_name(asked, HEAD, within=within, few=few).ids
    return found


def _hits(asked: Asked, index: str, few: Clause | None, known: Sequence[int]) -> Beginning:
    """Return hits of the search in ``index`` beside those ``known``, by name.

    Looked at are all hits among the few if there are, else the first ones in the index, until there are HEAD.
    """
    match = f"{index} MATCH {asked.expression} AND rowid % {KINDS} = {CONTACT}"
    if few:
        match += f" AND rowid / {KINDS} IN ({few.ids})"
    hits = asked.run(f"SELECT rowid / {KINDS} FROM {index} WHERE {match}")
    chunks = iter(lambda: hits.fetchmany(_RANKED), [])
    others, found, whole = set(known), list[tuple[str, int]](), False
    for chunk in islice(chunks, None if few else _HITS // _RANKED):
        found += _present(asked, [row[0] for row in chunk if row[0] not in others], few)
        if len(found) + len(known) >= HEAD:
            break
    else:
        whole = next(chunks, None) is None
    hits.close()
    return Beginning([number for _name, number in sorted(found)], whole)


def _present(asked: Asked, ids: Sequence[int], few: Clause | None) -> Sequence[tuple[str, int]]:
    """Return those of ``ids`` that the conditions hold for, with the keys of their names."""
    hit = f"json_each({asked.binds.one(str(ids))}) h CROSS JOIN contact c ON c.id = h.value"
    found: Sequence[tuple[str, int]] = asked.run(
        f"SELECT c.name_key, c.id FROM {hit} WHERE {asked.rows(apart=few)}"
    ).fetchall()
    return found


def _by_name(asked: Asked, limit: int, *, extra: str = "1", within: str = "1", few: Clause | None = None) -> Beginning:
    """Return contacts that ``extra`` holds for in the order of names: of the ``few``, or of those that come first.

    ``within`` is a condition on the keys of names.
    """
    conditions = [asked.rows(apart=few), extra, within]
    end = None if few else _end(asked, within)
    if few:
        conditions.append(few.member)
    if end:
        conditions.append(f"(c.name_key, c.id) < ({asked.binds.one(end[0])}, {asked.binds.one(end[1])})")
    where = " AND ".join(f"({condition})" for condition in conditions)
    statement = f"SELECT c.id FROM contact c WHERE {where} ORDER BY c.name_key, c.id LIMIT {limit + 1}"
    return Beginning(asked.ids(statement), whole=end is None).cut(limit)


def _end(asked: Asked, within: str) -> tuple[str, int] | None:
    """Return the name and id of the first contact that is too far down to be looked at, None where there is none."""
    live = f"SELECT name_key, id FROM contact WHERE deleted_at IS NULL AND {within}"
    found = asked.run(f"{live} ORDER BY name_key, id LIMIT 1 OFFSET {NEAR}").fetchone()
    return (found[0], found[1]) if found else None


def _in_order(asked: Asked, limit: int, sorts: Sequence[SortedBy], extra: str) -> Beginning:
    """Return the beginning of a long result, of contacts that ``extra`` holds for, in the order of ``sorts``."""
    if not sorts:
        return _by_name(asked, limit, extra=extra)
    way = _grouped if sorts[0].sorting.groups else _walked
    return way(asked, limit, sorts, extra)


def _grouped(asked: Asked, limit: int, sorts: Sequence[SortedBy], extra: str) -> Beginning:
    """Return the contacts of one key after the other."""
    first, *others = sorts
    found: list[int] = []
    groups = first.sorting.groups
    for key in reversed(groups) if first.descending else groups:
        same = f"{extra} AND {first.sorting.key} = {asked.binds.one(key)}"
        group = _in_order(asked, limit, others, same)
        found += group.ids
        if len(found) > limit or not group.whole:
            return Beginning(found, whole=False)
    return Beginning(found, whole=True)


def _walked(asked: Asked, limit: int, sorts: Sequence[SortedBy], extra: str) -> Beginning:
    """Return contacts along the index of the key, up to those that share the last key looked at, and then these."""
    (sorting, down), *others = sorts
    direction, sign, last = ("DESC", ">", "min") if down else ("ASC", "<", "max")
    near = f"SELECT id, k FROM ({sorting.walk}) ORDER BY k {direction} LIMIT {NEAR}"
    ((count, edge),) = asked.run(f"SELECT count(*), {last}(k) FROM ({near})").fetchall()
    whole, mark = count < NEAR, asked.binds.one(edge)
    before = "1" if whole else f"w.k {sign} {mark}"
    found = asked.ids(
        f"SELECT c.id FROM ({near}) w CROSS JOIN contact c ON c.id = w.id WHERE {before} AND {asked.rows()} AND {extra}"
        f" ORDER BY {asked.ordered((f'w.k {direction}', *(key.term for key in others)))} LIMIT {limit + 1}"
    )
    if len(found) > limit:
        return Beginning(found, whole=False)
    same = f"{sorting.key} IS NULL" if whole else f"{sorting.key} = {mark}"
    rest = _in_order(asked, limit, others, f"{extra} AND {same}")
    return Beginning([*found, *rest.ids], whole and rest.whole)
