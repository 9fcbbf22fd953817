"""Conditions on a table of numbers: whichever way a clause is asked, it holds for the same contacts."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.db.conditions import Binds, Card, Clause, Place, both, distinct, either, negated

CARD = Card("contact o", "o.id", single=True)
PARTS = Place("part p", "p.contact_id", within="p.live = 1")


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        """
        CREATE TABLE contact (id INTEGER PRIMARY KEY, size INTEGER);
        CREATE TABLE part (contact_id INTEGER, live INTEGER, name TEXT);
        """
    )
    for number in range(12):
        connection.execute("INSERT INTO contact VALUES (?, ?)", (number, None if number % 5 == 0 else number % 3))
        for name in "abc"[: number % 4]:
            connection.execute("INSERT INTO part VALUES (?, ?, ?)", (number, number % 2, name))
    yield connection
    connection.close()


def asked(connection: sqlite3.Connection, condition: str, binds: Binds) -> set[int]:
    query = f"SELECT c.id FROM contact c WHERE {condition}"
    return {row[0] for row in connection.execute(query, binds.values)}


def sizes(*values: int) -> set[int]:
    return {number for number in range(12) if number % 5 and number % 3 in values}


def named(name: str) -> set[int]:
    return {number for number in range(12) if number % 2 and name in "abc"[: number % 4]}


def test_a_clause_holds_for_the_contacts_with_such_a_row(connection: sqlite3.Connection) -> None:
    binds = Binds()
    for clause, expected in (
        (CARD.having(f"o.size = {binds.one(2)}"), sizes(2)),
        (CARD.having(f"o.size IN {binds.several([0, 1])}"), sizes(0, 1)),
        (CARD.lacking("o.size"), {0, 5, 10}),
        (PARTS.having(f"p.name = {binds.one('b')}"), named("b")),
        (PARTS.lacking("p.name"), set(range(12)) - named("a")),
    ):
        assert asked(connection, clause.row, binds) == expected
        assert asked(connection, clause.member, binds) == expected
        if clause.ids:
            assert {row[0] for row in connection.execute(clause.ids, binds.values)} == expected


def leaf(number: int) -> Clause:
    return (
        CARD.having("o.size > 0"),
        CARD.lacking("o.size"),
        PARTS.having("p.name = 'b'"),
        PARTS.lacking("p.name"),
        Clause("c.id > 6"),
        CARD.having("o.size = 1"),
    )[number]


CLAUSES = st.recursive(
    st.integers(0, 5).map(leaf),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda clauses: both(clauses, "contact")),
        st.lists(inner, min_size=1, max_size=3).map(either),
        inner.map(negated),
    ),
    max_leaves=6,
)


@given(CLAUSES, CLAUSES)
def test_clauses_combine_as_sets_do(connection: sqlite3.Connection, one: Clause, other: Clause) -> None:
    everybody, binds = set(range(12)), Binds()
    first, second = asked(connection, one.row, binds), asked(connection, other.row, binds)
    for clause, expected in (
        (one, first),
        (negated(one), everybody - first),
        (both([one, other], "contact"), first & second),
        (either([one, other]), first | second),
    ):
        assert asked(connection, clause.row, binds) == asked(connection, clause.member, binds) == expected
        if clause.ids:
            assert {row[0] for row in connection.execute(clause.ids)} == expected


def test_nothing_to_hold_holds_for_everything(connection: sqlite3.Connection) -> None:
    assert (
        asked(connection, both([], "contact").row, Binds())
        == asked(connection, both([], "contact").member, Binds())
        == set(range(12))
    )


def test_a_set_begins_to_answer_at_once_only_where_an_index_gives_it() -> None:
    slow = Card("contact o", "o.id", single=True, indexed=False).having("o.size = 1")
    assert not either([leaf(0), slow]).indexed
    assert either([leaf(0), leaf(2)]).indexed
    assert both([slow, leaf(0)], "contact").ids
    assert not both([slow, slow], "contact").ids
    assert not negated(leaf(0)).ids
    assert CARD.lacking("o.size").ids
    assert not PARTS.lacking("p.name").ids


def test_each_value_gets_a_name_of_its_own() -> None:
    binds = Binds()
    assert [binds.one("a"), binds.several(["b", "a"])] == [":p0", "(:p1, :p2)"]
    assert binds.values == {"p0": "a", "p1": "b", "p2": "a"}


def test_different_values_are_found_by_jumping(connection: sqlite3.Connection) -> None:
    assert [row[0] for row in connection.execute(distinct("part", "name"))] == ["a", "b", "c"]
    assert [row[0] for row in connection.execute(distinct("part", "name", "contact_id = 1"))] == ["a"]
    begun = distinct("part", "name", begun=True)
    assert [row[0] for row in connection.execute(begun, {"low": "b", "high": "c"})] == ["b"]
    assert connection.execute(distinct("part", "name", "contact_id = 99")).fetchall() == []
