"""The schema is the same wherever it is written down: in the models, in the migrations and in the records' columns."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import tui_crm.db
from tests.conftest import CHECKOUT
from tui_crm.db.database import Database
from tui_crm.db.records import RECORD_TYPES
from tui_crm.db.schema import NEWEST, REVISIONS
from tui_crm.models.tables import METADATA

MIGRATIONS = Path(tui_crm.db.__file__).parent / "migrations"
MADE_BY_SQL = ("search_name", "search_text", "alembic_version")


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


def test_the_migrations_make_what_the_models_say(crm_file: Path) -> None:
    with Database(crm_file) as database, database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, *_: not str(name).startswith(MADE_BY_SQL)}
        )
        assert compare_metadata(context, METADATA) == []


def test_the_revisions_are_those_of_the_migrations() -> None:
    found = [script.revision for script in scripts().walk_revisions()]
    assert list(REVISIONS) == found[::-1]
    assert scripts().get_heads() == [NEWEST]


def test_a_new_file_has_the_newest_revision(crm_file: Path) -> None:
    with Database(crm_file) as database, database.read() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == NEWEST


@pytest.mark.parametrize("thing", RECORD_TYPES)
def test_a_record_has_the_columns_of_its_table(thing: str) -> None:
    kind = RECORD_TYPES[thing]
    columns = METADATA.tables[kind.table.strip('"')].columns
    assert {"id", "version", *kind.columns, *kind.derived} == set(columns.keys())


COLLECTIONS = [(kind.thing, part.name) for kind in RECORD_TYPES.values() for part in kind.collections]


@pytest.mark.parametrize(("thing", "name"), COLLECTIONS)
def test_a_collection_has_the_columns_of_its_table(thing: str, name: str) -> None:
    part = RECORD_TYPES[thing].collection(name)
    assert part is not None
    columns = METADATA.tables[part.table].columns
    place = ["position"] if part.ordered else []
    assert {part.owner, *place, *part.columns, *part.derived} == set(columns.keys())
    assert set(part.key) <= {*part.columns, *part.derived}


def test_every_table_of_a_thing_is_recorded() -> None:
    recorded = {kind.table.strip('"') for kind in RECORD_TYPES.values()}
    recorded |= {part.table for kind in RECORD_TYPES.values() for part in kind.collections}
    others = {"operation", "change", "import_run", "origin", "contact_summary", "search_document"}
    others |= {"ticket_clock", "ticket_summary"}
    assert recorded | others == set(METADATA.tables)


def test_a_record_names_only_earlier_kinds_or_its_own() -> None:
    order = {kind.table.strip('"'): place for place, kind in enumerate(RECORD_TYPES.values())}
    for kind in RECORD_TYPES.values():
        for table in (kind.table.strip('"'), *(part.table for part in kind.collections)):
            targets = {key.column.table.name for key in METADATA.tables[table].foreign_keys}
            assert all(order[target] <= order[kind.table.strip('"')] for target in targets & order.keys())


def test_a_stock_sqlite_reads_the_schema(crm_file: Path) -> None:
    import sqlite3  # noqa: PLC0415 - the standard library's own, whatever the program uses

    connection = sqlite3.connect(f"file:{crm_file}?mode=ro&immutable=1", uri=True)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


FRESH = """
import sys
from pathlib import Path
from tui_crm.db.database import Database
Database(Path(sys.argv[1])).close()
print(*sorted(name for name in ("alembic", "sqlmodel", "textual") if name in sys.modules))
"""


def test_a_file_that_is_up_to_date_needs_no_alembic(crm_file: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FRESH, str(crm_file)], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == ""
