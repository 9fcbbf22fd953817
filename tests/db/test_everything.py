"""What makes up everything: every table is exported, or it is said why not, so that a new one cannot be forgotten."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from tui_crm.db import sql
from tui_crm.db.database import Database
from tui_crm.db.everything import DERIVED, ELSEWHERE, LAST_IDS, PARTS, READ_FROM, Part, closed, read
from tui_crm.db.migrating import MIGRATIONS
from tui_crm.db.refilling import columns_of
from tui_crm.models.tables import METADATA
from tui_crm.services.crm import Crm

OF_RECORDS = {part.table.strip('"'): part for part in PARTS if part.table != LAST_IDS}
OF_COLLECTIONS = {each.table: each for part in PARTS if part.kind for each in part.kind.collections}


def test_every_table_is_exported_or_derived_or_elsewhere(li: Crm) -> None:
    with li.database.read() as connection:
        found = {str(row[0]) for row in sql.rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    own = {name for name in found if not name.startswith(("search_name_", "search_text_"))}
    assert own == OF_RECORDS.keys() | OF_COLLECTIONS.keys() | DERIVED.keys() | ELSEWHERE.keys()


@pytest.mark.parametrize("table", [*OF_RECORDS, *OF_COLLECTIONS])
def test_every_column_is_exported_or_derived(table: str) -> None:
    columns = set(METADATA.tables[table].columns.keys())
    if table in OF_COLLECTIONS:
        collection = OF_COLLECTIONS[table]
        place = {"position"} if collection.ordered else set()
        assert columns == {collection.owner, *place, *collection.columns, *collection.derived}
    else:
        part = OF_RECORDS[table]
        assert columns == {*part.columns, *(part.kind.derived if part.kind else ())}
        assert set(part.key) <= set(part.columns)


def test_files_are_called_by_what_is_in_them() -> None:
    files = [part.file for part in PARTS]
    assert len(set(files)) == len(files)
    wanted = {"contacts.jsonl", "activities.jsonl", "calendar_days.jsonl", "sla_policies.jsonl", "changes.jsonl"}
    assert wanted <= set(files)


def operations() -> Part:
    return next(part for part in PARTS if part.table == "operation")


@pytest.mark.parametrize(
    ("stored", "exported"),
    [
        ('{"name": "李"}', {"name": "李"}),
        ('{"name":"a"}', '{"name":"a"}'),
        ('{"name": "\\u674e"}', '{"name": "\\u674e"}'),
        ("[1, 2.50]", "[1, 2.50]"),
        ('"text"', '"text"'),
        ("broken", "broken"),
    ],
)
def test_nested_json_is_opened_where_it_would_be_closed_the_same(li: Crm, stored: str, exported: object) -> None:
    with li.database.maintain() as connection:
        sql.run(
            connection,
            "INSERT INTO operation (at, login, source, label, arguments, records) VALUES ('', 'li', 'cli', 'x', :stored, 0)",
            stored=stored,
        )
    with li.database.read() as connection:
        (row,) = read(connection, operations())
    assert row["arguments"] == exported
    assert row["arguments"] == stored or closed(row["arguments"], operations().nested["arguments"]) == stored


def test_last_ids_tell_of_rows_that_are_gone(li: Crm) -> None:
    done = [li.tags.add(name) for name in ("gone", "gone too", "kept")]
    li.history.undo(done[2].operation_id)
    li.tags.delete("gone too")
    with li.database.read() as connection:
        assert list(read(connection, PARTS[-1])) == [{"table": "tag", "last": 3}]


def test_what_columns_hold(crm_file: Path) -> None:
    with Database(crm_file) as database, database.read() as connection:
        kept = columns_of(connection, "contact")
        assert (kept["name"].type, kept["name"].needed) == ("TEXT", True)
        assert (kept["stage_pinned"].type, kept["note"].needed) == ("INTEGER", False)
        assert columns_of(connection, '"user"')["login"].needed
        assert columns_of(connection, "import_run")["seconds"].type == "FLOAT"


def test_what_an_older_program_exported_still_fits(crm_file: Path) -> None:
    """A revision that does more than add tables and columns that may be blank has to raise READ_FROM."""
    tables = sorted(OF_RECORDS.keys() | OF_COLLECTIONS.keys())
    with Database(crm_file) as database, database.read() as connection:
        after = {table: columns_of(connection, table) for table in tables}
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, READ_FROM)
        before = {table: kept for table in tables if (kept := columns_of(connection, table))}
    engine.dispose()
    assert {"contact", "contact_email", "ticket"} <= before.keys()
    for table, kept in before.items():
        derived = OF_COLLECTIONS[table].derived if table in OF_COLLECTIONS else kind_derived(table)
        assert kept.keys() <= after[table].keys(), table
        new = after[table].keys() - kept.keys() - set(derived)
        assert {name for name in new if after[table][name].needed} == set(), table


def kind_derived(table: str) -> tuple[str, ...]:
    kind = OF_RECORDS[table].kind
    return kind.derived if kind else ()
