"""A person who is forgotten is in no table, no index, no line of the log and no free page; everybody else stays."""

from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.services.example_people import NEXT_WEEK
from tests.services.write_examples import csv_file
from tests.store import records, wrong
from tui_crm.db import sql
from tui_crm.db.database import Database
from tui_crm.db.sqlite import backup
from tui_crm.drafts import Drafts
from tui_crm.errors import BadInput, Busy, NotFound
from tui_crm.models.codes import ActivityKind, Kind
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions

SECRETS = (
    "Zebediah", "Quillfeather", "Zebbie", "zeb@secret.example", "136 9876 5432", "8613698765432", "wx-zebediah",
    "Larkspur", "limps", "owes", "divorce", "1971-04-05", "Quillmore",
)  # fmt: skip


def fill(crm: Crm) -> int:
    """Let somebody with a secret in every field be worked with; returns their id."""
    crm.custom_fields.add("story")
    key = crm.contacts.add(
        {
            "name": "Zebediah Quillfeather",
            "nickname": "Zebbie",
            "emails": ["zeb@secret.example"],
            "phones": ["136 9876 5432"],
            "handles": [("wechat", "wx-zebediah")],
            "addresses": [{"street": "Larkspur Lane"}],
            "note": "limps",
            "birthday": "1971-04-05",
            "custom": {"story": "owes money"},
            "company": "Acme",
        }
    ).ids[0]
    crm.contacts.edit(key, {"name": "Zebediah Quillmore", "note": "limps a little"})
    crm.activities.log(
        ActivityKind.CALL, key, text="about the divorce", next_step=NEXT_WEEK, next_note="divorce papers"
    )
    crm.followups.edit(1, text="divorce again")
    crm.followups.done(1)
    crm.activities.log(ActivityKind.NOTE, key, text="divorce")
    crm.history.undo()
    crm.contacts.set_stage([key], "active")  # type: ignore[arg-type]
    crm.contacts.delete([key])
    crm.contacts.restore([key])
    return key


def traces(path: Path) -> set[str]:
    content = b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())
    return {secret for secret in SECRETS if secret.encode() in content or secret.lower().encode() in content}


@pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
def test_nothing_is_left_in_the_file(open_crm: OpenCrm, crm_file: Path) -> None:
    crm = open_crm()
    key = fill(crm)
    assert traces(crm_file)
    done = crm.contacts.forget(key)
    assert (done.what, done.ids) == ("Forgot c2", (key,))
    assert done.kept == (f"backups made before still know them: {backup.folder_of(crm_file)}",)
    assert traces(crm_file) == set()
    crm.close()
    assert traces(crm_file) == set()
    with Database(crm_file) as database:
        assert wrong(database) == {}
        assert [row["name"] for (thing, _key), row in records(database).items() if thing == "contact"] == ["Acme"]


def test_nobody_finds_them_any_more(li: Crm) -> None:
    key = fill(li)
    li.contacts.forget(key)
    for who in ("Zebediah Quillmore", "zeb@secret.example", "13698765432", f"c{key}"):
        with pytest.raises(NotFound):
            li.contacts.meant(who)
    with pytest.raises(NotFound):
        li.contacts.card(key)
    assert li.followups.find(done=True) == []
    assert {thing for thing, _key in records(li.database)} == {"user", "contact", "custom_field", "stage_transition"}


def test_the_log_keeps_that_something_was_done(li: Crm) -> None:
    key = fill(li)
    before = [(entry.id, entry.by, entry.at, entry.records) for entry in li.history.list()]
    li.contacts.forget(key)
    told = li.history.list()
    assert [(entry.id, entry.by, entry.at, entry.records) for entry in told][1:] == before
    assert {entry.what for entry in told} >= {"Forgot c2", "Added c2", "Edited c2", "Logged a call with c2", "Done: c2"}


def test_it_cannot_be_undone(li: Crm) -> None:
    key = fill(li)
    done = li.contacts.forget(key)
    with pytest.raises(NotFound, match=f"op{done.operation_id} changed nothing that can be taken back"):
        li.history.undo(done.operation_id)
    undone = li.history.undo()
    assert undone.kept == (f"op{done.operation_id} cannot be undone: Forgot c2",)
    assert [undone.what, *(li.history.undo().what for _again in range(2))] == [
        "Undid: Moved c2 to active",
        "Undid: Added c2",
        "Undid: Added field x.story",
    ]
    assert li.contacts.rows([1, 2]) == []
    with pytest.raises(NotFound, match="there is nothing to undo") as raised:
        [li.history.undo() for _again in range(9)]
    assert raised.value.hint == f"op{done.operation_id} cannot be undone: Forgot c2"


def test_a_backup_is_made_before(li: Crm, tmp_path: Path) -> None:
    key = fill(li)
    li.contacts.forget(key)
    (made,) = backup.folder_of(li.database.path).glob("*.db")
    copy = tmp_path / "copy.db"
    copy.write_bytes(made.read_bytes())
    with Database(copy) as database:
        assert ("contact", key) in records(database)


def test_what_was_typed_about_them_goes(li: Crm, home: Path) -> None:
    other = li.contacts.add({"name": "Bob"}).ids[0]
    key = fill(li)
    drafts = Drafts(li.database.path, li.clock)
    theirs = (
        f"contact:{key}",
        f"log:{key}",
        f"followup:{key}",
        f"message:{key}_7",
        "reminder:1",
        "repeat:1",
        "activity:1",
    )
    others = (f"contact:{other}", "contact:new", f"message:{other}_{key}", "reminder:9", f"template:{key}")
    for name in (*theirs, *others):
        draft = drafts.open(name)
        draft.keep({"note": "Zebediah"}, {"note": ""}, (1,))
        draft.close()
    folder = home / "state" / "tui-crm" / "drafts"
    (broken,) = folder.glob(f"*/log-{key}.json")
    broken.with_name(f"{broken.name}.unreadable1").write_text("Zebediah")
    assert len(li.contacts.forget(key).kept) == 1
    left = {file.name.partition(".")[0] for file in folder.glob("*/*")}
    assert left == {name.replace(":", "-") for name in others}


def test_everybody_else_keeps_what_is_theirs(li: Crm) -> None:
    other = li.contacts.add({"name": "Bob", "company": "Acme", "note": "knows Zebediah"}).ids[0]
    key = fill(li)
    li.activities.log(ActivityKind.MEETING, other, others=[key], text="with both")
    li.contacts.tag([other, key], add=["vip"])
    with li.database.write(li.actor, "Friends") as writing:
        record = li.contacts.card(other).companies[0]
        ties = ((record.contact_id, "member", None, None, 1), (key, "friend", "old friend", None, 0))
        writing.update("contact", other, {"relations": ties})
    li.contacts.forget(key)
    (meeting,) = li.activities.of_contact(other)
    assert (meeting.text, meeting.participants) == ("with both", ())
    assert [tie.name for tie in li.contacts.card(other).companies] == ["Acme"]
    assert li.contacts.card(other).note == "knows Zebediah"
    assert wrong(li.database) == {}
    tagged = next(entry for entry in li.history.list() if entry.what == "Tagged 2 contacts")
    assert li.history.undo(tagged.id).kept == ()
    assert li.contacts.card(other).row.tags == ()


def test_who_was_merged_into_them_is_forgotten_too(li: Crm, crm_file: Path) -> None:
    key = fill(li)
    twin = li.contacts.add({"name": "Zebediah Q.", "note": "limps"}).ids[0]
    triplet = li.contacts.add({"name": "Zebbie", "note": "limps"}).ids[0]
    li.contacts.merge(twin, [triplet])
    li.contacts.merge(key, [twin])
    bystander = li.contacts.add({"name": "Bob"}).ids[0]
    li.contacts.delete([bystander])
    li.contacts.forget(key)
    assert [row.id for row in li.contacts.rows([key, twin, triplet, bystander])] == [bystander]
    assert traces(crm_file) == set()


def test_who_was_parted_again_is_somebody_else(li: Crm) -> None:
    key = fill(li)
    other = li.contacts.add({"name": "Bob"}).ids[0]
    li.contacts.merge(key, [other])
    li.contacts.unmerge(key)
    li.contacts.forget(key)
    assert [row.id for row in li.contacts.rows([key, other])] == [other]


def test_an_import_that_made_them_can_still_be_undone(li: Crm) -> None:
    li.importing.run("contacts", csv_file(li), ImportOptions())
    li.contacts.forget(li.contacts.meant("张伟"))
    run = li.importing.list()[0]
    assert li.history.undo(run.operation_id).kept == ()
    assert [row.name for row in li.contacts.rows(range(1, 9))] == []
    assert wrong(li.database) == {}


def test_an_activity_of_anothers_gets_its_own_customer(li: Crm) -> None:
    person, other = fill(li), li.contacts.add({"name": "Bob"}).ids[0]
    with li.database.write(li.actor, "Once theirs") as writing:
        writing.create(
            "activity",
            {"kind": "call", "contact_id": other, "customer_id": person, "at": "2026-11-20T08:00:00Z"},
        )
    li.contacts.forget(person)
    assert [entry.customer_id for entry in li.activities.of_contact(other)] == [other]


def test_a_company_and_nobody_are_not_forgotten(li: Crm) -> None:
    firm = li.contacts.add({"name": "Acme", "kind": Kind.COMPANY}).ids[0]
    with pytest.raises(BadInput, match="only a person can be forgotten, and c1 is a company"):
        li.contacts.forget(firm)
    with pytest.raises(NotFound, match="there is no contact c99"):
        li.contacts.forget(99)
    assert not backup.folder_of(li.database.path).exists()


def test_a_file_in_use_may_keep_remains_and_says_so(li: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    key = fill(li)

    def refuse() -> None:
        message = "somebody reads"
        raise Busy(message)

    monkeypatch.setattr(li.database, "compact", refuse)
    done = li.contacts.forget(key)
    assert done.kept[1:] == ("remains of the deleted text may still be in the file: somebody reads",)
    with li.database.read() as connection:
        assert sql.scalar(connection, "SELECT count(*) FROM contact WHERE id = :id", id=key) == 0


def test_one_that_follows_anothers_reminder_stays_theirs(li: Crm) -> None:
    key, other = fill(li), li.contacts.add({"name": "Bob"}).ids[0]
    weekly = li.followups.add(NEXT_WEEK, contact_id=key, repeat="every week").ids[0]
    li.contacts.merge(other, [key])
    li.followups.done(weekly)
    li.contacts.unmerge(other)
    li.contacts.forget(key)
    (follower,) = li.followups.find(done=True)
    assert (follower.contact, follower.repeat) == ("Bob", "FREQ=WEEKLY")
    assert records(li.database)["reminder", follower.id]["repeat_of"] is None
    assert wrong(li.database) == {}


def mail(sender: str, number: str, answers: str = "") -> bytes:
    head = f"From: {sender}\nTo: zeb@secret.example, bob@x.example\nMessage-ID: <{number}>\nReferences: <{answers}>\n"
    return f"{head}Date: Sat, 21 Nov 2026 01:00:00 +0000\nSubject: s\n\ntext\n".encode()


def test_a_conversation_that_goes_on_has_none_of_their_ids(open_crm: OpenCrm, crm_file: Path) -> None:
    crm = open_crm()
    key = crm.contacts.add({"name": "Zebediah", "emails": ["zeb@secret.example"]}).ids[0]
    bob = crm.contacts.add({"name": "Bob", "emails": ["bob@x.example"]}).ids[0]
    late, own = "late@x.example", "bob@x.example"
    crm.mail.log(mail("bob@x.example", late, own))
    crm.mail.log(mail("bob@x.example", own, "Larkspur-1"))
    crm.mail.log(mail("zeb@secret.example", "Larkspur-1"))
    crm.mail.log(mail("bob@x.example", "undone@x.example", "Larkspur-1"))
    crm.history.undo()
    assert {entry.thread for entry in crm.activities.of_contact(bob)} == {"Larkspur-1"}
    crm.contacts.forget(key)
    assert {(entry.message_id, entry.thread) for entry in crm.activities.of_contact(bob)} == {(late, late), (own, late)}
    crm.mail.log(mail("bob@x.example", "new@x.example", own))
    assert {entry.thread for entry in crm.activities.of_contact(bob)} == {late}
    crm.close()
    assert traces(crm_file) == set()
