"""How a tale that is told in days before today becomes a customer with moments, stages and reminders."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from tui_crm.clock import Clock
from tui_crm.demo import phrases
from tui_crm.demo.cast import (
    CHURNED_AFTER,
    DORMANT_AFTER,
    Cast,
    Member,
    Promise,
    Step,
    Story,
    Touch,
    day_ahead,
    in_mail,
    working_day,
)
from tui_crm.demo.tale import Birthday, Entry, Next, Person, Tale
from tui_crm.demo.tales_west import WESTERN_TALES
from tui_crm.demo.tales_zh import CHINESE_TALES
from tui_crm.i18n import _
from tui_crm.models.birthday.lunar import months_of
from tui_crm.models.codes import ActivityKind, Kind, Stage
from tui_crm.models.when import When


def casts_of_tales(clock: Clock, login: str) -> list[Cast]:
    """Return the customers whose stories are told by hand, for the visitor ``login``."""
    return [_cast(tale, clock, login) for tale in (*CHINESE_TALES, *WESTERN_TALES)]


def _cast(tale: Tale, clock: Clock, login: str) -> Cast:
    people = [_member(person, tale, clock) for person in tale.people]
    story = _story(tale, clock, login)
    if tale.company is None:
        return Cast(people[0], (), tale.ends, tale.owner, story, {}, tale.key)
    said = {**_about(tale), **_placed(tale.company, "work"), "kind": Kind.COMPANY, "note": tale.note}
    return Cast(
        Member(said, tale.tags), tuple(people), tale.ends, tale.owner, story, _custom(tale, clock.today()), tale.key
    )


def _about(tale: Tale) -> dict[str, object]:
    return {"stage": tale.ends, "level": tale.level, "source": _(tale.source)}


def _placed(said: Mapping[str, object], label: str) -> dict[str, object]:
    """Return what is said with its street and city as an address."""
    rest = {name: value for name, value in said.items() if name not in ("street", "city")}
    if "city" in said:
        rest["addresses"] = [{"label": label, "street": said.get("street", ""), "city": said["city"]}]
    return rest


def _member(person: Person, tale: Tale, clock: Clock) -> Member:
    said = _placed(person.said, "home")
    if person.birthday is not None:
        said["birthday"] = birthday_of(person.birthday, clock.today())
    if tale.company is None:
        return Member(said | _about(tale) | {"note": tale.note}, tale.tags)
    return Member(said, role=person.role)


def birthday_of(birthday: Birthday, today: date) -> str:
    """Return a birthday as a card has it, from when it is celebrated next."""
    day = today + timedelta(days=birthday.ahead)
    if not birthday.lunar:
        last = monthrange(birthday.year, day.month)[1]  # 29 February is not in every year of birth
        return f"{birthday.year}-{day.month:02}-{min(day.day, last):02}"
    month = next(each for year in (day.year, day.year - 1) for each in reversed(months_of(year)) if each.first <= day)
    leap = "L" if month.leap else ""
    return f"lunar:{birthday.year}-{leap}{month.month:02}-{(day - month.first).days + 1:02}"


def _custom(tale: Tale, today: date) -> dict[str, str]:
    """Return the values of custom fields; a renewal is told in days from today."""
    values = dict(tale.custom)
    if "renewal" in values:
        values["renewal"] = (today + timedelta(days=int(values["renewal"]))).isoformat()
    return values


def _story(tale: Tale, clock: Clock, login: str) -> Story:
    moments = list(_moments(tale.entries, clock))
    story = Story(moments[0])
    for entry, at in zip(tale.entries, moments, strict=True):
        story.touches.append(_touch(entry, at, tale, login))
    story.steps.extend(_steps(tale.entries, moments, clock.now()))
    story.promises.extend(_promise(each, clock) for each in tale.nexts)
    return story


def _moments(entries: Sequence[Entry], clock: Clock) -> Iterator[datetime]:
    """Yield when the entries happened, in their order: what people do is moved off weekends."""
    before = None
    for entry in entries:
        day = clock.today() - timedelta(days=entry.ago)
        if entry.kind is not ActivityKind.SYSTEM:
            day = working_day(day)
        moment = datetime.combine(day, time.fromisoformat(entry.time), clock.zone)
        if before is not None and moment <= before:
            moment = before + timedelta(minutes=35)
        yield moment
        before = moment


def _touch(entry: Entry, at: datetime, tale: Tale, login: str) -> Touch:
    said = {**entry.said, **in_mail(entry.text.replace("{me}", login))}
    if "campaign" in said:
        said["campaign"] = _(str(said["campaign"]))
    by = "me" if entry.by == "{me}" else entry.by
    return Touch(entry.kind, at, entry.person if tale.company else None, said, entry.all_staff, by)


def _steps(entries: Sequence[Entry], moments: Sequence[datetime], now: datetime) -> Iterator[Step]:
    """Yield the changes of stage: those the entries tell, and the silences between them."""
    stage = Stage.LEAD
    for place, (entry, at) in enumerate(zip(entries, moments, strict=True)):
        if entry.stage is not None:
            back = stage in (Stage.DORMANT, Stage.CHURNED)
            yield Step(stage, entry.stage, at, phrases.WON_BACK if back else phrases.WHY[entry.stage])
            stage = entry.stage
        until = moments[place + 1] if place + 1 < len(moments) else now
        if stage is Stage.ACTIVE and until - at >= DORMANT_AFTER:
            yield Step(stage, Stage.DORMANT, at + DORMANT_AFTER, phrases.WHY[Stage.DORMANT])
            stage = Stage.DORMANT
        if stage is Stage.DORMANT and until - at >= CHURNED_AFTER:
            yield Step(stage, Stage.CHURNED, at + CHURNED_AFTER, phrases.WHY[Stage.CHURNED])
            stage = Stage.CHURNED


def _promise(each: Next, clock: Clock) -> Promise:
    wall = time.fromisoformat(each.time) if each.time else None
    due = When(day_ahead(each.ahead, clock), wall, clock.zone.key)
    return Promise(due, each.text, each.priority, each.minutes, each.place, each.person)
