"""Statements take named values, and lists for IN lists."""

from pathlib import Path

from tui_crm.db import sql
from tui_crm.db.database import Database


def test_a_list_stands_for_an_in_list(crm_file: Path) -> None:
    with Database(crm_file) as database, database.read() as connection:
        query = "SELECT value FROM json_each('[1, 2, 3, 4]') WHERE value IN :some AND value <> :not_this"
        assert [row[0] for row in sql.rows(connection, query, some=[1, 3, 4, 9], not_this=4)] == [1, 3]
        assert sql.rows(connection, query, some=[], not_this=4) == []


def test_nothing_found_is_none(crm_file: Path) -> None:
    with Database(crm_file) as database, database.read() as connection:
        assert sql.row(connection, "SELECT 1 WHERE :no", no=0) is None
        assert sql.scalar(connection, "SELECT 1 WHERE :no", no=0) is None
        assert sql.scalar(connection, "SELECT :yes", yes=7) == 7


def test_chunks_are_whole_and_in_order() -> None:
    assert [list(piece) for piece in sql.chunks(range(5), 2)] == [[0, 1], [2, 3], [4]]
    assert list(sql.chunks([], 2)) == []


def test_many_counts_nothing_for_no_values(crm_file: Path) -> None:
    with Database(crm_file) as database, database.maintain() as connection:
        sql.many(connection, "no statement at all", [])
        sql.many(
            connection, "INSERT INTO search_document (id, name, body) VALUES (?, ?, ?)", [(8, "a", ""), (16, "b", "")]
        )
        assert sql.run(connection, "DELETE FROM search_document") == 2
