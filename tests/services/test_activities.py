"""What happened: with whom, by whom, when; the follow-up in the same operation; and the timeline, newest first."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.conftest import NOW, OpenCrm
from tests.services.example_people import NEXT_WEEK, TOMORROW
from tests.store import changes
from tui_crm.clock import FixedClock
from tui_crm.errors import BadInput, Conflict, NotFound
from tui_crm.models.codes import ActivityKind, Kind, Stage
from tui_crm.models.journey import Asked
from tui_crm.services.crm import Crm


def add(crm: Crm, name: str = "Ann", **said: object) -> int:
    return crm.contacts.add({"name": name, **said}).ids[0]


def test_everything_that_was_said_is_kept(li: Crm) -> None:
    key, other = add(li, company="Acme"), add(li, "Bob")
    done = li.activities.log(
        ActivityKind.CALL, key, others=[other, other, key], outcome="reached", minutes=6, feeling=-2, direction="in",
        channel="phone", objection="price", campaign="spring", subject=" On  price ", text="说\r\n好了",
    )  # fmt: skip
    assert (done.what, len(done.ids)) == ("Logged a call with Ann", 1)
    entry = li.activities.get(done.ids[0])
    assert (entry.kind, entry.contact, entry.contact_id, entry.customer_id) == (
        "call",
        "Ann",
        key,
        li.contacts.meant("Acme"),
    )
    assert (entry.at, entry.by, entry.outcome, entry.minutes, entry.feeling) == (NOW, "li", "reached", 6, -2)
    assert (entry.direction, entry.channel, entry.objection, entry.campaign) == ("in", "phone", "price", "spring")
    assert (entry.subject, entry.text, entry.participants, entry.version) == ("On price", "说\n好了", (other,), 1)


@pytest.mark.parametrize("kind", ActivityKind)
def test_every_kind_is_told_in_words(li: Crm, kind: ActivityKind) -> None:
    done = li.activities.log(kind, add(li))
    assert done.what.endswith(" Ann")
    assert li.activities.get(done.ids[0]).kind == kind


def test_the_follow_up_is_set_in_the_same_operation(li: Crm) -> None:
    key = add(li, company="Acme")
    done = li.activities.log(ActivityKind.MEETING, key, next_step=TOMORROW, next_note="send it")
    assert set(changes(li.database, done.operation_id)) == {("activity", done.ids[0]), ("reminder", done.ids[1])}
    step = li.followups.get(done.ids[1])
    assert (step.contact_id, step.due_on, step.due_time, step.zone) == (
        key,
        date(2026, 11, 22),
        "09:00",
        "Asia/Shanghai",
    )
    assert (step.due_at, step.text, step.owner) == (datetime(2026, 11, 22, 1, 0, tzinfo=UTC), "send it", "li")


def test_an_instant_is_kept_in_utc(li: Crm) -> None:
    at = datetime(2026, 11, 20, 17, 0, tzinfo=NOW.astimezone().tzinfo) + timedelta(hours=0)
    done = li.activities.log(ActivityKind.VISIT, add(li), at=at)
    assert li.activities.get(done.ids[0]).at == at


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"minuts": 3}, "minuts", "there is no field “minuts”"),
        ({"author_id": 1}, "author_id", "there is no field “author_id”"),
        ({"minutes": -1}, "minutes", "“-1” does not do for minutes"),
        ({"minutes": 10**30}, "minutes", "does not do for minutes"),
        ({"feeling": 3}, "feeling", "“3” does not do for feeling"),
        ({"direction": "up"}, "direction", "“up” does not do for direction"),
    ],
)
def test_what_will_not_do_is_told(li: Crm, said: dict[str, object], field: str, sentence: str) -> None:
    key = add(li)
    newest = li.history.newest()
    with pytest.raises(BadInput) as raised:
        li.activities.log(ActivityKind.CALL, key, **said)  # type: ignore[arg-type]
    assert sentence in raised.value.message
    assert raised.value.field == field
    assert li.history.newest() == newest


def test_nothing_is_logged_with_who_is_not_there(li: Crm) -> None:
    key, gone = add(li), add(li, "Gone")
    li.contacts.delete([gone])
    for wrong, told in ((99, "there is no contact c99"), (gone, f"contact c{gone} is in the trash")):
        with pytest.raises(NotFound, match=told):
            li.activities.log(ActivityKind.CALL, wrong)
        with pytest.raises(NotFound, match=told):
            li.activities.log(ActivityKind.CALL, key, others=[wrong], next_step=NEXT_WEEK)
    assert li.activities.of_contact(key) == []
    assert li.followups.find() == []
    with pytest.raises(NotFound, match="there is no activity a99"):
        li.activities.get(99)


def test_a_company_has_what_happened_with_its_people(li: Crm) -> None:
    person, other = add(li, company="Acme"), add(li, "Bob")
    firm = li.contacts.meant("Acme")
    call = li.activities.log(ActivityKind.CALL, person).ids[0]
    meeting = li.activities.log(ActivityKind.MEETING, other, others=[person]).ids[0]
    assert [entry.id for entry in li.activities.of_contact(firm)] == [call]
    assert [entry.id for entry in li.activities.of_contact(person)] == [meeting, call]
    assert [entry.id for entry in li.activities.of_contact(person, limit=1)] == [meeting]
    li.contacts.edit(person, {"company": "Zenith"})
    assert [entry.id for entry in li.activities.of_contact(firm)] == [call]
    assert li.activities.of_contact(li.contacts.meant("Zenith")) == []


def test_the_timeline_is_newest_first(open_crm: OpenCrm) -> None:
    clock_times = [FixedClock(NOW + timedelta(hours=hour)) for hour in range(4)]
    first, second, third, fourth = (open_crm("li", clock=clock) for clock in clock_times)
    key = add(first, stage="new")
    second.activities.log(
        ActivityKind.CALL, key, at=NOW - timedelta(days=3), subject="before", text="we knew each other"
    )
    second.activities.log(ActivityKind.EMAIL, key, outcome="reached", minutes=2, feeling=1, text="hello")
    third.contacts.edit(key, {"note": "x", "emails": ["a@x.cn"]})
    fourth.contacts.set_stage([key], Stage.ACTIVE, why="second order")
    timeline = list(fourth.journey.timeline(key))
    assert [entry.kind for entry in timeline] == ["stage", "change", "email", "stage", "change", "call"]
    assert [entry.at for entry in timeline] == sorted((entry.at for entry in timeline), reverse=True)
    email = timeline[2]
    assert (email.by, email.outcome, email.note, email.minutes, email.feeling) == ("li", "reached", "hello", 2, 1)
    assert timeline[-1].note == "before — we knew each other"
    assert "note" in timeline[1].note
    assert list(fourth.journey.timeline(key, Asked(limit=2))) == timeline[:2]


def test_the_timeline_of_a_person_has_the_stages_of_their_company(li: Crm) -> None:
    person = add(li, company="Acme")
    li.contacts.set_stage([person], Stage.ACTIVE)
    li.contacts.add({"name": "Alone", "kind": Kind.PERSON})
    stages = [entry.outcome for entry in li.journey.timeline(person) if entry.kind == "stage"]
    assert stages == ["active"]
    with pytest.raises(NotFound, match="there is no contact c99"):
        li.journey.timeline(99)


def test_what_was_undone_is_no_past(li: Crm) -> None:
    key = add(li)
    li.activities.log(ActivityKind.CALL, key)
    li.contacts.set_stage([key], Stage.ACTIVE)
    li.history.undo()
    li.history.undo()
    assert {entry.kind for entry in li.journey.timeline(key)} == {"change"}


def test_a_time_on_the_clock_is_the_users(li: Crm) -> None:
    assert TOMORROW.time == time(9, 0)
    assert li.clock.today() == date(2026, 11, 21)


def test_what_is_still_to_come_is_not_logged(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann"}).ids[0]
    with pytest.raises(BadInput, match="must have happened already") as raised:
        li.activities.log(ActivityKind.CALL, key, at=NOW + timedelta(seconds=1))
    assert raised.value.field == "at"
    assert li.activities.log(ActivityKind.CALL, key, at=NOW).ids == (1,)


def test_what_was_logged_is_changed_field_by_field(li: Crm) -> None:
    key = add(li)
    activity = li.activities.log(ActivityKind.CALL, key, outcome="reached", minutes=6, text="price").ids[0]
    earlier = NOW - timedelta(days=2)
    done = li.activities.edit(activity, at=earlier, kind="visit", minutes="", feeling=2, text=" new ")
    assert (done.what, done.ids) == ("Edited what was logged with Ann", (activity,))
    entry = li.activities.get(activity)
    assert (entry.kind, entry.at, entry.outcome, entry.minutes, entry.feeling) == (
        "visit",
        earlier,
        "reached",
        None,
        2,
    )
    assert (entry.text, entry.version) == (" new ", 2)
    assert li.activities.edit(activity, feeling=2).what == "Nothing changed"
    assert [row.last_at for row in li.contacts.rows([key])] == [earlier]


@pytest.mark.parametrize(
    ("said", "field"),
    [({"feeling": 3}, "feeling"), ({"kind": "dance"}, "kind"), ({"contact_id": 2}, "contact_id"), ({"x": 1}, "x")],
)
def test_a_change_that_will_not_do_is_told(li: Crm, said: dict[str, object], field: str) -> None:
    activity = li.activities.log(ActivityKind.CALL, add(li)).ids[0]
    with pytest.raises(BadInput) as raised:
        li.activities.edit(activity, **said)  # type: ignore[arg-type]
    assert raised.value.field == field
    with pytest.raises(BadInput, match="must have happened already"):
        li.activities.edit(activity, at=NOW + timedelta(hours=1))
    with pytest.raises(NotFound, match="a99"):
        li.activities.edit(99, text="x")


def test_two_change_the_same_entry(li: Crm, open_crm: OpenCrm) -> None:
    activity = li.activities.log(ActivityKind.CALL, add(li), text="price").ids[0]
    open_crm("wang").activities.edit(activity, text="theirs")
    with pytest.raises(Conflict) as raised:
        li.activities.edit(activity, text="mine", base=1)
    assert raised.value.fields == {"text": ("price", "mine", "theirs")}
    assert li.activities.edit(activity, minutes=5, base=1).ids == (activity,)
