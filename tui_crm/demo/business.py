"""How the demo is made: a small business of four people and three hundred customers, written by the services' own rules.

Everything goes in as one operation of the program's own, so that "undo" takes back what the visitor did and not the
whole business; what colleagues did after that stands in the log as theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tui_crm.actor import Actor, Source
from tui_crm.clock import Clock, FixedClock
from tui_crm.db.transaction import Transaction
from tui_crm.demo import phrases
from tui_crm.demo.customers import Customer, customers, employees, said_of
from tui_crm.demo.people import Profile
from tui_crm.demo.story import Story, story
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.codes import ActivityKind, FieldType, Stage
from tui_crm.models.record import stored_instant
from tui_crm.services import activities, contact_input, followups
from tui_crm.services.crm import Crm
from tui_crm.services.people import ensure_user

FILE_NAME = "demo.db"

_COLLEAGUES = (("li", "李娜"), ("anna", "Anna Berg"), ("wang", "王强"), ("tom", "Tom Reed"))
_TEAM_SIZE = 4
_UNOWNED_LEADS = 15


def demo_database(folder: Path, clock: Clock, login: str = "demo") -> Path:
    """Make the demo for ``login`` as a new file in ``folder`` and return its path. Raises BadInput where there is one."""
    path = folder / FILE_NAME
    if path.exists():
        raise BadInput(_("there is a {path} already").format(path=path), hint=_("name another folder"))
    with Crm.open(path, login=login, source=Source.SYSTEM, clock=clock) as crm:
        fill(crm)
    return path


def fill(crm: Crm) -> None:
    """Fill an empty CRM with the demo business, whose year ends at the clock's now; the same for a clock and a login."""
    machine = _earlier(crm, crm.actor.login, Source.SYSTEM, hours=_TEAM_SIZE)
    me = ensure_user(Crm(crm.database, machine))
    hired = [each for each in _COLLEAGUES if each[0] != crm.actor.login][: _TEAM_SIZE - 1]
    with crm.database.write(machine, N_("Demo data")) as writing:
        users = [me, *writing.create_many("user", [_user(*each) for each in hired])]
        written = _write_contacts(writing, users, crm.clock)
        _write_stories(writing, written, users)
    called = [each for each in written if each.customer.stage is Stage.ACTIVE and each.customer.staff]
    for hours, (login, _name) in enumerate(hired, 1):
        _work(Crm(crm.database, _earlier(crm, login, Source.SCREEN, hours=_TEAM_SIZE - hours)), called[hours])


def _earlier(crm: Crm, login: str, source: Source, *, hours: int) -> Actor:
    return Actor(login, source, FixedClock(crm.clock.now() - timedelta(hours=hours), crm.clock.zone))


def _user(login: str, name: str) -> dict[str, object]:
    return {"login": login, "name": name, "email": f"{login}@tui-crm.example"}


@dataclass(frozen=True)
class _Written:
    """A customer whose cards are written: their ids, and the owner's."""

    customer: Customer
    story: Story
    id: int
    staff: Sequence[int]
    owner: int | None


def _write_contacts(writing: Transaction, users: Sequence[int], clock: Clock) -> list[_Written]:
    """Write the cards of all customers and of the people in companies."""
    tags = {name: contact_input.tag_ids(writing, [_(label)])[0] for name, label in phrases.TAGS.items()}
    size = writing.create("custom_field", {"name": "employees", "label": _("employees"), "type": FieldType.NUMBER})
    everybody = [(each, story(each, clock), _owner(each, users)) for each in customers()]
    cards = [
        _card(customer.profile, customer.stage, tags, told)
        | {"owner_id": owner, "custom": ((size, str(employees(customer))),) if customer.staff else ()}
        for customer, told, owner in everybody
    ]
    ids = writing.create_many("contact", cards)
    staff = [
        _card(person, None, tags, told)
        | {"relations": ((company, "member", person.role, person.department or None, 1),)}
        for (customer, told, _owner_id), company in zip(everybody, ids, strict=True)
        for person in customer.staff
    ]
    staff_ids = iter(writing.create_many("contact", staff))
    return [
        _Written(customer, told, number, [next(staff_ids) for _person in customer.staff], owner)
        for (customer, told, owner), number in zip(everybody, ids, strict=True)
    ]


def _owner(customer: Customer, users: Sequence[int]) -> int | None:
    unowned = customer.stage is Stage.LEAD and customer.dice.happens(_UNOWNED_LEADS)
    return None if unowned else customer.dice.pick(users)


def _card(profile: Profile, stage: Stage | None, tags: dict[str, int], told: Story) -> dict[str, object]:
    values = contact_input.checked(said_of(profile, stage), complete=True)
    values["tags"] = tuple((tags[tag],) for tag in profile.standing.tags)
    values["created_at"] = stored_instant(told.began)
    return values


def _write_stories(writing: Transaction, written: Sequence[_Written], users: Sequence[int]) -> None:
    writing.create_many("activity", [values for each in written for values in _activities(each, users)])
    writing.create_many("stage_transition", [values for each in written for values in _transitions(writing, each)])
    writing.create_many("reminder", [values for each in written for values in _reminders(each, users)])


def _activities(of: _Written, users: Sequence[int]) -> list[dict[str, object]]:
    made = []
    for touch in of.story.touches:
        contact_id = of.id if touch.person is None else of.staff[touch.person]
        others = tuple((person,) for person in of.staff if person != contact_id) if touch.all_staff else ()
        at = stored_instant(touch.at)
        said = activities.checked({**touch.said, "kind": touch.kind, "contact_id": contact_id, "at": at})
        author = of.owner or users[touch.at.day % len(users)]
        made.append({**said, "author_id": author, "customer_id": of.id, "participants": others, "created_at": at})
    return made


def _transitions(writing: Transaction, of: _Written) -> list[dict[str, object]]:
    return [
        {
            "contact_id": of.id,
            "from_stage": step.was,
            "to_stage": step.now,
            "effective_at": stored_instant(step.at),
            "recorded_at": writing.at,
            "why": phrases.WHY[step.now],
            "operation_id": writing.operation_id,
        }
        for step in of.story.steps
    ]


def _reminders(of: _Written, users: Sequence[int]) -> list[dict[str, object]]:
    made = []
    for promise in of.story.promises:
        values = followups.reminder_values(
            promise.due, text=promise.text, priority=promise.priority, minutes=promise.minutes
        )
        done = stored_instant(promise.done_at) if promise.done_at else None
        person = of.staff[0] if of.staff else of.id
        values |= {"contact_id": person, "customer_id": of.id, "owner_id": of.owner or users[0], "done_at": done}
        made.append(values)
    return made


def _work(crm: Crm, of: _Written) -> None:
    """Do what a colleague did a while ago: log a call, and note what came of it on the card."""
    _feeling, text = phrases.CALLS["reached"][0]
    crm.activities.log(ActivityKind.CALL, of.staff[0], outcome="reached", minutes=6, feeling=2, text=_(text))
    crm.contacts.edit(of.id, {"needs": _(phrases.NEEDS)})
