"""The databases that are measured."""

from benchmarks import databases, generate
from benchmarks.bench import Bench


def test_a_database_holds_what_the_file_says(bench: Bench) -> None:
    with databases.open_crm(databases.database_of(bench, bench.size)) as crm:
        assert len(crm.contacts.find(crm.contacts.parse(""))) == generate.different(bench.size)


def test_a_database_is_made_once(bench: Bench) -> None:
    first = databases.database_of(bench, bench.size).stat()
    assert databases.database_of(bench, bench.size).stat().st_mtime_ns == first.st_mtime_ns


def test_what_older_code_has_made_goes(bench: Bench) -> None:
    outdated = bench.cache / "contacts-40-000000000000.db"
    outdated.touch()
    made = databases.database_of(bench, 40)
    assert sorted(bench.cache.glob("contacts-40-*.db")) == [made] != [outdated]


def test_a_copy_may_be_written_to(bench: Bench) -> None:
    kept = databases.database_of(bench, bench.size).read_bytes()
    with databases.open_crm(databases.copy_of(bench, bench.size, "copy.db")) as crm:
        crm.contacts.edit(1, {"note": "changed"})
    assert databases.database_of(bench, bench.size).read_bytes() == kept


def test_a_list_without_contacts(bench: Bench) -> None:
    with databases.open_crm(databases.database_of(bench, 0)) as crm:
        assert not crm.contacts.find(crm.contacts.parse(""))
