"""A mail is logged with whom it is from or to, once, in its conversation; a mailbox in one operation that undo takes back."""

from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from tests.conftest import NOW, OpenCrm
from tests.store import difference, dump
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.cards import ActivityEntry
from tui_crm.models.codes import Direction
from tui_crm.models.when import When
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions, PlannedRow

KEEP = ImportOptions(keep_good=True)


def mail(
    number: int = 1, sender: str = "ann@acme.com", to: str = "li@us.cn", answers: str = "", **headers: str
) -> bytes:
    said = {"From": sender, "To": to, "Message-ID": f"<{number}@x>", "Subject": f"mail {number}"}
    said |= {"Date": "Fri, 20 Nov 2026 10:00:00 +0000"} | ({"References": answers} if answers else {}) | headers
    return "".join(f"{name}: {value}\n" for name, value in said.items()).encode() + b"\nhello\n"


def mailbox(path: Path, *mails: bytes) -> Path:
    path.write_bytes(b"".join(b"From x Fri Nov 20 10:00:00 2026\n" + each + b"\n" for each in mails))
    return path


@pytest.fixture
def desk(li: Crm) -> Crm:
    """Return a database with Ann (c2) of Acme (c1) and Bo (c3), and the addresses of li and wang."""
    li.contacts.add({"name": "Ann", "company": "Acme", "emails": ["Ann@acme.com"]})
    li.contacts.add({"name": "Bo", "emails": ["bo@b.cn"]})
    li.users.edit("li", email="li@us.cn")
    li.users.add("wang", email="Wang@us.cn")
    return li


def logged(crm: Crm, content: bytes, **said: object) -> ActivityEntry:
    return crm.activities.get(crm.mail.log(content, **said).ids[0])  # type: ignore[arg-type]


def all_of(crm: Crm) -> list[ActivityEntry]:
    return [each for contact in (1, 3) for each in crm.activities.of_contact(contact)]


def test_what_is_kept_of_a_mail(desk: Crm) -> None:
    entry = logged(desk, mail(to="li@us.cn, Bo <bo@b.cn>, x@y.cn"))
    assert (entry.kind, entry.contact_id, entry.customer_id, entry.participants) == ("email", 2, 1, (3,))
    assert (entry.subject, entry.text, entry.by) == ("mail 1", "hello", "li")
    assert entry.at == datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    assert (entry.message_id, entry.thread, entry.direction) == ("1@x", "1@x", "in")


@pytest.mark.parametrize(
    ("sender", "to", "direction", "by", "contact"),
    [
        ("ann@acme.com", "wang@us.cn", Direction.IN, "wang", 2),
        ("WANG@us.cn", "bo@b.cn, ann@acme.com", Direction.OUT, "wang", 3),
        ("stranger@x.cn", "ann@acme.com, wang@us.cn", Direction.IN, "wang", 2),
        ("my@home.cn", "ann@acme.com", Direction.OUT, "li", 2),
        ("ann@acme.com", "bo@b.cn", Direction.IN, "li", 2),
    ],
)
def test_from_whom_to_whom(desk: Crm, sender: str, to: str, direction: Direction, by: str, contact: int) -> None:
    entry = logged(desk, mail(sender=sender, to=to))
    assert (entry.direction, entry.by, entry.contact_id) == (direction, by, contact)


def test_nobody_on_file_is_told_and_nothing_invented(desk: Crm) -> None:
    before = dump(desk.database)
    with pytest.raises(NotFound, match=r"nobody of this mail is on file: x@y\.cn"):
        desk.mail.log(mail(sender="x@y.cn"))
    desk.contacts.delete([3])
    with pytest.raises(NotFound):
        desk.mail.log(mail(sender="bo@b.cn"))
    with pytest.raises(BadInput, match="cannot be logged"):
        desk.mail.log(b"hello")
    desk.history.undo()
    assert difference(before, dump(desk.database)) == {}


def test_the_same_mail_is_logged_once(desk: Crm, open_crm: OpenCrm) -> None:
    first = desk.mail.log(mail())
    again = open_crm("wang").mail.log(mail(Subject="changed on its way"))
    assert (again.operation_id, again.ids, again.what) == (None, first.ids, "this mail was logged before, as a1")
    desk.activities.delete(1)
    with pytest.raises(NotFound, match="in the trash"):
        desk.mail.log(mail())
    desk.history.undo(first.operation_id)
    assert len(all_of(desk)) == 0


def test_what_is_said_beside_counts_more(desk: Crm) -> None:
    day = When(date(2026, 11, 30), None, "UTC")
    done = desk.mail.log(
        mail(), note="urgent!", outcome="reached", subject="prices", others=[3], at=NOW, next_step=day, next_note="call"
    )
    entry, reminder = desk.activities.get(done.ids[0]), desk.followups.get(done.ids[1])
    assert (entry.subject, entry.text, entry.outcome) == ("prices", "urgent!\n\nhello", "reached")
    assert (entry.at, entry.participants) == (NOW, (3,))
    assert (reminder.contact_id, reminder.text, reminder.owner) == (2, "call", "li")
    desk.history.undo()
    assert (all_of(desk), desk.followups.find()) == ([], [])


def test_a_date_to_come_or_none_is_now(desk: Crm) -> None:
    assert logged(desk, mail(1, Date="Fri, 20 Nov 2099 10:00:00 +0000")).at == NOW
    assert logged(desk, mail(2, Date="soon")).at == NOW


def test_replies_share_a_conversation_in_whatever_order_they_come(li: Crm) -> None:
    li.contacts.add({"name": "Ann", "emails": ["ann@acme.com"]})
    thread = {
        1: mail(1),
        2: mail(2, answers="<1@x>"),
        3: mail(3, **{"In-Reply-To": "<2@x>"}),
        4: mail(4, **{"In-Reply-To": "<3@x>"}),
        9: mail(9),
    }
    for order in Random(7).sample([*permutations((1, 2, 3, 4))], 6):
        made = [li.mail.log(thread[number]).operation_id for number in (*order, 9)]
        found = {entry.message_id: entry.thread for entry in li.activities.of_contact(1)}
        assert found == {"1@x": "1@x", "2@x": "1@x", "3@x": "1@x", "4@x": "1@x", "9@x": "9@x"}, order
        for operation_id in reversed(made):
            li.history.undo(operation_id)


def test_a_mailbox_is_one_operation(desk: Crm, tmp_path: Path) -> None:
    box = mailbox(
        tmp_path / "box",
        mail(2, answers="<1@x>"),
        mail(1, sender="li@us.cn", to="ann@acme.com"),
        mail(1),
        mail(5, sender="x@y.cn"),
    )
    before = dump(desk.database)
    planned: list[PlannedRow] = []
    dry = desk.mail.run(box, ImportOptions(dry_run=True), listing=planned.extend)
    assert difference(before, dump(desk.database)) == {}
    assert [(row.line, row.outcome, row.name) for row in planned] == [
        (1, "created", "Ann"), (11, "created", "Ann"), (20, "unchanged", "Ann"), (29, "skipped", ""),
    ]  # fmt: skip
    report = desk.mail.run(box, ImportOptions())
    assert (report.rows, report.created, report.unchanged, report.skipped, report.rejected) == (4, 2, 1, 1, 0)
    assert (dry.created, dry.unchanged, dry.skipped, dry.applied) == (2, 1, 1, False)
    assert {entry.thread for entry in all_of(desk)} == {"1@x"}
    assert desk.importing.list()[0].kind == "activities"
    again = desk.mail.run(box, ImportOptions())
    assert (again.created, again.unchanged, again.operation_id, again.number) == (0, 3, None, None)
    assert [run.id for run in desk.importing.list()] == [report.number]
    assert report.number is not None
    desk.importing.undo(report.number)
    assert difference(before, dump(desk.database)) == {}


def test_one_that_cannot_be_read_stops_all_unless_the_good_are_kept(desk: Crm, tmp_path: Path) -> None:
    box = mailbox(tmp_path / "box", mail(1), b"no mail\n\nx\n", mail(2))
    refused = desk.mail.run(box, ImportOptions())
    assert (refused.applied, refused.rejected, refused.number) == (False, 1, None)
    assert [(row.line, row.reason[:13]) for row in refused.reasons] == [(10, "it is no mail")]
    assert all_of(desk) == []
    kept = desk.mail.run(box, KEEP)
    assert (kept.applied, kept.created, kept.rejected) == (True, 2, 1)
    with pytest.raises(BadInput, match="no mail in it"):
        desk.mail.run(mailbox(tmp_path / "empty"), KEEP)
    with pytest.raises(BadInput):
        desk.mail.run(tmp_path / "none", KEEP)


def test_a_mailbox_of_many_is_the_same_as_mail_by_mail(
    desk: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_crm.services.importing.records.batches.BATCH", 3)
    rng = Random(5)
    mails = [
        mail(number, sender=rng.choice(["ann@acme.com", "bo@b.cn"]), answers=f"<{rng.randrange(1, number)}@x>" if number > 1 else "")
        for number in range(1, 13)
    ]  # fmt: skip
    rng.shuffle(mails)
    desk.mail.run(mailbox(tmp_path / "box", *mails), KEEP)
    together = sorted((entry.message_id, entry.thread, entry.contact_id) for entry in all_of(desk))
    desk.history.undo()
    for each in mails:
        desk.mail.log(each)
    assert sorted((entry.message_id, entry.thread, entry.contact_id) for entry in all_of(desk)) == together
    assert {thread for _id, thread, _contact in together} == {"1@x"}


def test_the_journey_shows_the_subject(desk: Crm) -> None:
    desk.mail.log(mail(Subject="About the price"))
    (entry,) = (each for each in desk.journey.timeline(2) if each.kind == "email")
    assert (entry.subject, entry.text, entry.direction, entry.thread) == ("About the price", "hello", "in", "1@x")
