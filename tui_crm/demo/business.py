"""How the demo is made: a small business of four people and three hundred customers, written by the services' own rules.

What lies weeks back goes in as one operation of the program's own, dated a year ago, so that "undo" takes back what the
visitor did and not the whole business; what colleagues did of late stands in the log as theirs, at its time.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from tui_crm.actor import Actor, Source
from tui_crm.clock import Clock, FixedClock
from tui_crm.db.transaction import Transaction
from tui_crm.demo import phrases
from tui_crm.demo.cast import Cast, Member, Story
from tui_crm.demo.colleagues import Written, is_recent, work
from tui_crm.demo.everyday import casts_of_everyday
from tui_crm.demo.helpdesk import deeds_of, write_desk
from tui_crm.demo.people import TAGS
from tui_crm.demo.telling import casts_of_tales
from tui_crm.errors import BadInput
from tui_crm.i18n import LANGUAGES, N_, _
from tui_crm.models.codes import DayChoice
from tui_crm.models.record import stored_instant
from tui_crm.services import activities, contact_input, followups
from tui_crm.services.crm import Crm
from tui_crm.services.people import ensure_user
from tui_crm.services.starter_templates import starters

FILE_NAME = "demo.db"

_COLLEAGUES = (("li", "李娜"), ("anna", "Anna Berg"), ("wang", "王强"), ("tom", "Tom Reed"))
_TEAM_SIZE = 4
_FRIDAY = 4
_A_YEAR = timedelta(days=371)


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
    machine = Actor(crm.actor.login, Source.SYSTEM, FixedClock(crm.clock.now() - _A_YEAR, crm.clock.zone))
    me = ensure_user(Crm(crm.database, machine))
    logins = colleagues(crm.actor.login)
    casts = [*casts_of_tales(crm.clock, crm.actor.login), *casts_of_everyday(crm.clock)]
    with crm.database.write(machine, N_("Demo data")) as writing:
        users, service = _write_team(writing, me, logins)
        writing.create_many("template", [values for code in LANGUAGES for values in starters(code)])
        writing.create_many("calendar_day", _own_days(crm.clock.today()))
        written = _write_contacts(writing, casts, users)
        _write_stories(writing, written, users, crm.clock)
        desk = write_desk(writing, written, users, service, crm.clock)
    work(crm, written, logins, deeds_of(desk, crm.clock))


def colleagues(login: str) -> dict[str, str]:
    """Return who plays which part of the tales: li, anna and wang, or tom for whom the visitor ``login`` is."""
    spare = _COLLEAGUES[-1][0]
    return {part: spare if part == login else part for part, _name in _COLLEAGUES[: _TEAM_SIZE - 1]}


def _write_team(writing: Transaction, me: int, logins: Mapping[str, str]) -> tuple[dict[str, int], int]:
    """Write teams and colleagues; returns the users' ids by the parts they play, and the team for service."""
    sales, service = writing.create_many("team", [{"name": _(name)} for name in (phrases.SALES, phrases.SERVICE)])
    names = dict(_COLLEAGUES)
    people: list[dict[str, object]] = [
        {
            "login": login,
            "name": names[login],
            "email": f"{login}@tui-crm.example",
            "team_id": service if part == "anna" else sales,
        }
        for part, login in logins.items()
    ]
    writing.update("user", me, {"team_id": sales})
    return {"me": me, **dict(zip(logins, writing.create_many("user", people), strict=True))}, service


def _own_days(today: date) -> list[dict[str, object]]:
    """Return a Friday that the team has off, two to three weeks from now, and a Saturday before it on which it works."""
    friday = today + timedelta(days=21 - (today.weekday() - _FRIDAY) % 7)
    saturday = friday - timedelta(days=6)
    return [
        {"day": saturday.isoformat(), "kind": DayChoice.WORK, "name": _(phrases.STOCKTAKING), "hours": "09:00-12:00"},
        {"day": friday.isoformat(), "kind": DayChoice.OFF, "name": _(phrases.OUTING)},
    ]


def _write_contacts(writing: Transaction, casts: Sequence[Cast], users: Mapping[str, int]) -> list[Written]:
    """Write the cards of all customers and of the people in companies."""
    tags = {name: contact_input.tag_ids(writing, [_(name)])[0] for name in TAGS}
    fields = dict(
        zip(
            phrases.FIELDS,
            writing.create_many(
                "custom_field",
                [
                    {"name": name, "type": kind, "label": _(label), "choices": choices or None}
                    for name, (kind, label, choices) in phrases.FIELDS.items()
                ],
            ),
            strict=True,
        )
    )
    heads = [
        _card(cast.head, tags, cast.story)
        | {
            "owner_id": users[cast.owner] if cast.owner else None,
            "custom": tuple((fields[name], value) for name, value in cast.custom.items()),
        }
        for cast in casts
    ]
    ids = writing.create_many("contact", heads)
    staff = [
        _card(person, tags, cast.story)
        | {"relations": ((company, "member", person.role or None, person.department or None, 1),)}
        for cast, company in zip(casts, ids, strict=True)
        for person in cast.staff
    ]
    staff_ids = iter(writing.create_many("contact", staff))
    return [
        Written(cast, number, [next(staff_ids) for _person in cast.staff])
        for cast, number in zip(casts, ids, strict=True)
    ]


def _card(member: Member, tags: Mapping[str, int], story: Story) -> dict[str, object]:
    values = contact_input.checked(member.said, complete=True)
    values["tags"] = tuple((tags[tag],) for tag in member.tags)
    values["created_at"] = stored_instant(story.began)
    return values


def _write_stories(writing: Transaction, written: Sequence[Written], users: Mapping[str, int], clock: Clock) -> None:
    writing.create_many("activity", [values for each in written for values in _activities(each, users, clock)])
    writing.create_many("stage_transition", [values for each in written for values in _transitions(writing, each)])
    writing.create_many("reminder", [values for each in written for values in _reminders(each, users)])


def _activities(of: Written, users: Mapping[str, int], clock: Clock) -> list[dict[str, object]]:
    made = []
    somebody = list(users.values())
    for touch in of.cast.story.touches:
        if is_recent(of.cast, touch, clock):
            continue  # its author logs it
        contact_id = of.contact(touch)
        at = stored_instant(touch.at)
        said = activities.checked(touch.said, kind=touch.kind, contact_id=contact_id, at=at)
        owner = users.get(touch.by or of.cast.owner) or somebody[touch.at.day % len(somebody)]
        others = tuple((person,) for person in of.others(touch))
        made.append({**said, "author_id": owner, "customer_id": of.id, "participants": others, "created_at": at})
    return made


def _transitions(writing: Transaction, of: Written) -> list[dict[str, object]]:
    return [
        {
            "contact_id": of.id,
            "from_stage": step.was,
            "to_stage": step.now,
            "effective_at": stored_instant(step.at),
            "recorded_at": writing.at,
            "why": step.why,
            "operation_id": writing.operation_id,
        }
        for step in of.cast.story.steps
    ]


def _reminders(of: Written, users: Mapping[str, int]) -> list[dict[str, object]]:
    made = []
    for promise in of.cast.story.promises:
        values = followups.reminder_values(
            promise.due, text=promise.text, priority=promise.priority, minutes=promise.minutes, place=promise.place
        )
        done = stored_instant(promise.done_at) if promise.done_at else None
        person = of.staff[promise.person] if of.staff else of.id
        owner = users.get(of.cast.owner, users["me"])
        made.append(values | {"contact_id": person, "customer_id": of.id, "owner_id": owner, "done_at": done})
    return made
