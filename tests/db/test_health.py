"""The check-up finds what was broken on purpose, says it in a sentence, mends what can be mended, and is then content."""

import re
import stat
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.store import wrong
from tui_crm.db import health, sql
from tui_crm.db.damage import form_of
from tui_crm.db.database import Database
from tui_crm.db.rows import number
from tui_crm.db.sqlite.connection import driver_connection
from tui_crm.errors import BadFile
from tui_crm.models.record import INSTANT, day_of, instant_of
from tui_crm.models.when import When
from tui_crm.services.crm import Crm

pytestmark = pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)


@pytest.fixture
def crm(open_crm: OpenCrm) -> Crm:
    """Return a database with a firm and one of its people, of whom there is an activity and a reminder."""
    crm = open_crm()
    crm.contacts.add({"name": "张伟", "company": "云帆", "tags": ["vip"]})
    return crm


def run(statement: str) -> Callable[[Crm], None]:
    def spoil(crm: Crm) -> None:
        with crm.database.maintain() as connection:
            sql.run(connection, statement)

    return spoil


def without_foreign_keys(crm: Crm) -> None:
    with crm.database.engine.connect() as connection:
        raw = driver_connection(connection)
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("UPDATE relation SET other_id = 99")
        raw.execute("PRAGMA foreign_keys = ON")


INDEXED = "INSERT INTO search_text (search_text, rowid, name, body) VALUES ('delete', 16, 'nothing', 'of this')"
MENDABLE: dict[str, tuple[Callable[[Crm], None], str, str]] = {
    "a wrong summary": (
        run("UPDATE contact_summary SET customer_id = contact_id, last_id = 7"),
        "summaries",
        "2 contacts showed stale figures",
    ),
    "a summary too few": (
        run("DELETE FROM contact_summary WHERE contact_id = 1"),
        "summaries",
        "1 contact showed stale figures",
    ),
    "a summary too many": (
        run("INSERT INTO contact_summary (contact_id, customer_id) VALUES (77, 77)"),
        "summaries",
        "1 contact showed stale figures",
    ),
    "a tag under another one's key": (
        run("UPDATE tag SET name_key = 'c'"),
        "tags",
        "1 tag was not found by its name",
    ),
    "a stale document": (
        run("UPDATE contact SET name = 'Bob' WHERE id = 2"),
        "search index",
        "1 record was not indexed right",
    ),
    "an index that lost words": (run(INDEXED), "search index", "the index does not agree with its words"),
    "a document behind the index's back": (
        run("UPDATE search_document SET body = 'something else' WHERE id = 16"),
        "search index",
        "the index does not agree with its words",
    ),
    "a document too few": (
        run("DELETE FROM search_document WHERE id = 16"),
        "search index",
        "the index does not agree with its words",
    ),
}


@pytest.mark.parametrize("case", MENDABLE)
def test_what_is_derived_is_mended(crm: Crm, case: str) -> None:
    spoil, check, sentence = MENDABLE[case]
    assert wrong(crm.database) == {}
    spoil(crm)
    assert wrong(crm.database) == {check: sentence}
    states = {finding.check: (finding.state, finding.detail) for finding in crm.safety.check_up()}
    assert states.pop(check) == ("repaired", sentence)
    assert {state for state, _detail in states.values()} == {"ok"}
    assert wrong(crm.database) == {}


def test_a_reference_to_nothing_is_told(crm: Crm) -> None:
    without_foreign_keys(crm)
    (finding,) = (finding for finding in crm.safety.check_up() if finding.state == "bad")
    assert (finding.check, finding.detail) == ("references", "1 reference points to nothing")


def test_a_user_in_the_trash_who_is_named_is_told_with_what_to_do(crm: Crm) -> None:
    added = crm.users.add("bob")
    crm.users.edit("bob", team_name="north")
    crm.contacts.edit_many([1, 2], {"owner": "bob"})
    with crm.database.write(crm.actor, "Undid as older versions did") as writing:
        writing.update("user", added.ids[0], {"deleted_at": writing.at})
    (finding,) = (finding for finding in crm.safety.check_up() if finding.state == "bad")
    told = "record names u2, which is in the trash: take back what put it there with crm undo"
    assert (finding.check, finding.detail) == ("references", f"1 {told} op{writing.operation_id}")
    crm.history.undo(writing.operation_id)
    assert wrong(crm.database) == {}
    assert crm.users.logins() == ["bob", "li"]


def test_a_number_that_two_tickets_have_is_told_and_means_the_older_one(crm: Crm) -> None:
    person = crm.contacts.add({"name": "Ann"}).ids[0]
    older, newer = (crm.tickets.open(person, subject=subject).ids[0] for subject in ("one", "two"))
    with crm.database.write(crm.actor, "Undid as older versions did") as writing:
        writing.update("ticket", newer, {"number": "t-1"})
    told = "t1, t2 are all T-1, which means t1 now: name the others by their ids"
    assert wrong(crm.database) == {"ticket numbers": told}
    assert [crm.tickets.meant(text) for text in ("T-1", "t-1", "t2")] == [older, older, newer]
    crm.tickets.delete([older])
    assert wrong(crm.database) == {}
    assert crm.tickets.meant("T-1") == newer


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("repeat_on", "yy", "repeat_on of r1 is “yy”"),
        ("due_on", "2026-02-31", "due_on of r1 is “2026-02-31”"),
        ("due_on", "0000-01-01", "due_on of r1 is “0000-01-01”"),
        ("due_time", "9 am", "due_time of r1 is “9 am”"),
        ("done_at", "2026-11-21", "done_at of r1 is “2026-11-21”"),
        ("minutes", "ten", "minutes of r1 is “ten”"),
    ],
)
def test_a_value_that_nobody_can_read_is_told_where_it_is_needed(crm: Crm, column: str, value: str, told: str) -> None:
    crm.followups.add(When(date(2026, 12, 1), time(9, 30), "UTC"), contact_id=2, text="call", repeat="daily")
    assert wrong(crm.database) == {}
    run(f"UPDATE reminder SET {column} = '{value}'")(crm)
    assert wrong(crm.database)["values"] == told
    if column not in ("minutes", "due_time"):
        with pytest.raises(BadFile, match=re.escape(f"is damaged: {told}")):
            crm.followups.get(1)


@pytest.mark.usefixtures("driver")
def test_what_is_not_there_where_the_program_expects_it_is_a_defect() -> None:
    for read in (number, day_of, instant_of):
        with pytest.raises(AssertionError, match="NULL"):
            read(None)  # type: ignore[arg-type]


def test_a_birthday_that_nobody_can_read_is_told(crm: Crm) -> None:
    run("UPDATE contact SET birthday = 'zz' WHERE id = 2")(crm)
    assert wrong(crm.database)["values"] == "birthday of c2 is “zz”"
    with pytest.raises(BadFile, match="is damaged: birthday of c2 is “zz”"):
        crm.contacts.card(2)


def test_a_word_of_a_newer_program_is_told_where_it_is_needed(crm: Crm) -> None:
    (ticket_id,) = crm.tickets.open(2, subject="help").ids
    run("UPDATE ticket SET state = 'snoozed', kind = 'outage'")(crm)
    assert wrong(crm.database)["values"] == "kind of t1 is “outage”"
    assert [row.state for row in crm.tickets.rows([ticket_id])] == ["snoozed"]
    with pytest.raises(BadFile, match="is damaged: kind of t1 is “outage”"):
        crm.tickets.reply(ticket_id, "yes?")
    run("UPDATE ticket SET state = 'new', kind = 'question', text = x'fffe'")(crm)
    assert "text of t1 is" in wrong(crm.database)["values"]


def test_what_is_an_instant_is_told_by_its_name(crm: Crm) -> None:
    query = "SELECT m.name, t.name FROM sqlite_master m, pragma_table_info(m.name) t WHERE t.type = :type"
    with crm.database.read() as connection:
        instants = {str(row[1]) for row in sql.rows(connection, query, type=f"VARCHAR({INSTANT})")}
    assert {form_of(name) for name in instants - {"last_at", "touch_by"}} == {"%Y-%m-%dT%H:%M:%SZ"}


def test_a_tag_in_the_trash_may_still_be_named(crm: Crm) -> None:
    crm.tags.delete("vip")
    assert wrong(crm.database) == {}


@pytest.mark.parametrize(
    ("folder", "before", "after"),
    [
        (0o700, 0o644, 0o600),
        (0o700, 0o640, 0o600),
        (0o755, 0o666, 0o600),
        (0o2770, 0o600, 0o660),
        (0o2770, 0o666, 0o660),
        (0o700, 0o600, None),
        (0o2770, 0o660, None),
    ],
)
def test_permissions(crm: Crm, folder: int, before: int, after: int | None) -> None:
    path = crm.database.path
    path.parent.chmod(folder)
    path.chmod(before)
    sentence = f"the file was {before:o}, should be {after:o}" if after else ""
    assert health.permissions(crm.database, repair=False) == ("permissions", sentence, False)
    assert stat.S_IMODE(path.stat().st_mode) == before
    assert health.permissions(crm.database, repair=True) == ("permissions", sentence, bool(after))
    assert stat.S_IMODE(path.stat().st_mode) == (after or before)


def damage(database: Database, table: str, begin: int) -> None:
    database.compact()
    with database.read() as connection:
        page = int(str(sql.scalar(connection, "SELECT rootpage FROM sqlite_master WHERE name = :name", name=table)))
    database.close()
    content = bytearray(database.path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[(page - 1) * size + begin : page * size] = b"\xff" * (size - begin)
    database.path.write_bytes(content)


@pytest.mark.parametrize("begin", [0, 8], ids=["a page that cannot be read", "cells that cannot be read"])
def test_damage_is_told_and_what_is_derived_left_alone(crm: Crm, open_crm: OpenCrm, begin: int) -> None:
    damage(crm.database, "change", begin)
    findings = {finding.check: finding for finding in open_crm().safety.check_up()}
    assert findings["integrity"].state == "bad"
    assert list(findings) == ["library", "journal", "permissions", "integrity"]


def test_a_read_only_file_is_looked_over(crm: Crm, crm_file: Path, open_crm: OpenCrm) -> None:
    run("UPDATE contact SET name = 'Bob' WHERE id = 2")(crm)
    crm.close()
    crm_file.chmod(0o444)
    before = crm_file.read_bytes()
    findings = {finding.check: (finding.state, finding.detail) for finding in open_crm().safety.check_up()}
    assert findings["search index"] == ("bad", "1 record was not indexed right")
    assert findings["summaries"] == ("ok", "nothing wrong")
    assert findings["permissions"] == ("repaired", "the file was 444, should be 400")
    assert (crm_file.read_bytes(), stat.S_IMODE(crm_file.stat().st_mode)) == (before, 0o400)


def test_the_journal_of_a_read_only_file_is_told_as_it_is(crm: Crm, crm_file: Path, open_crm: OpenCrm) -> None:
    crm.database.compact()
    (writable,) = (finding for finding in crm.safety.check_up() if finding.check == "journal")
    crm.close()
    crm_file.chmod(0o400)
    findings = {finding.check: finding for finding in open_crm().safety.check_up()}
    assert findings["journal"] == writable
    assert findings["permissions"].state == "ok"


def test_permissions_that_cannot_be_mended_stay_bad(crm: Crm, crm_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _mode: int) -> None:
        raise PermissionError

    crm_file.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", refuse)
    assert health.permissions(crm.database, repair=True)[1:] == ("the file was 644, should be 600", False)


def test_nothing_is_mended_unasked(crm: Crm) -> None:
    run("UPDATE contact SET name = 'Bob' WHERE id = 2")(crm)
    for _again in range(2):
        states = [finding.state for finding in crm.safety.check_up(repair=False)]
        assert states.count("bad") == 1


def test_a_check_that_could_not_run_is_no_verdict(crm: Crm) -> None:
    with crm.database.engine.connect() as connection:
        driver_connection(connection).execute("PRAGMA query_only = ON")
    with pytest.raises(BadFile, match="is read-only"):
        health.search(crm.database, repair=False)
