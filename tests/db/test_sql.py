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


def test_any_number_of_ids_is_asked_for_a_chunk_at_a_time(crm_file: Path) -> None:
    ids = range(2 * sql.CHUNK + 1)
    assert [len(piece) for piece in sql.chunks(ids)] == [sql.CHUNK, sql.CHUNK, 1]
    with Database(crm_file) as database, database.read() as connection:
        query = "SELECT value, :more FROM json_each('[3, 1, 1000]') WHERE value IN :ids"
        assert [tuple(row) for row in sql.rows_of(connection, query, ids, more="x")] == [
            (3, "x"),
            (1, "x"),
            (1000, "x"),
        ]
        assert sql.rows_of(connection, query, [], more="x") == []


def test_many_counts_nothing_for_no_values(crm_file: Path) -> None:
    with Database(crm_file) as database, database.maintain() as connection:
        sql.many(connection, "no statement at all", [])
        sql.many(
            connection, "INSERT INTO search_document (id, name, body) VALUES (?, ?, ?)", [(8, "a", ""), (16, "b", "")]
        )
        assert sql.run(connection, "DELETE FROM search_document") == 2
