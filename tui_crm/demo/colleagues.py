"""What the colleagues of the demo did of late, through the services as anybody does, each deed at its time.

They log what the tales tell of the last two weeks, and tidy up: a duplicate is merged, a slip is undone, somebody who
left a company is taken out of it, a stage is pinned.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any, cast

from tui_crm.actor import Actor, Source
from tui_crm.clock import Clock, FixedClock
from tui_crm.demo import phrases
from tui_crm.demo.cast import Cast, Touch, day_ahead, working_day
from tui_crm.i18n import _
from tui_crm.models.agenda import Section
from tui_crm.models.codes import ActivityKind, Direction, Stage
from tui_crm.models.ids import shown
from tui_crm.models.when import When
from tui_crm.services.crm import Crm

RECENT = timedelta(days=16)
"""What happened since then is logged by who did it."""


@dataclass(frozen=True)
class Written:
    """A customer whose cards are written: their ids."""

    cast: Cast
    id: int
    staff: Sequence[int]

    def contact(self, touch: Touch) -> int:
        """Return with whom something happened."""
        return self.id if touch.person is None else self.staff[touch.person]

    def others(self, touch: Touch) -> list[int]:
        """Return who else took part."""
        return [person for person in self.staff if person != self.contact(touch)] if touch.all_staff else []


@dataclass(frozen=True)
class _Deed:
    """Something that the colleague who plays ``part`` did at a time."""

    at: datetime
    part: str
    do: Callable[[Crm], object]


def is_recent(cast: Cast, touch: Touch, clock: Clock) -> bool:
    """Tell whether a colleague logs what happened in a tale; what the visitor did is in the log as the program's."""
    return bool(cast.key) and (touch.by or cast.owner) != "me" and touch.at > clock.now() - RECENT


def work(
    crm: Crm,
    written: Sequence[Written],
    logins: Mapping[str, str],
    further: Iterable[tuple[datetime, str, Callable[[Crm], object]]] = (),
) -> None:
    """Do what the colleagues did, oldest first; ``logins`` says who plays which part, ``further`` what else was done."""
    tales = {each.cast.key: each for each in written if each.cast.key}
    deeds = [
        *_logged(tales.values(), crm.clock),
        *_tidied(tales, written, crm.clock),
        *_asked(tales, crm.actor.login, crm.clock),
        *_just_now(tales, crm.clock),
        *(_Deed(*each) for each in further),
    ]
    for deed in sorted(deeds, key=lambda each: (each.at, each.part)):
        actor = Actor(logins[deed.part], Source.SCREEN, FixedClock(deed.at, crm.clock.zone))
        deed.do(Crm(crm.database, actor))


def _logged(tales: Iterable[Written], clock: Clock) -> Iterator[_Deed]:
    """Yield what the tales tell of the last days."""
    for tale in tales:
        for touch in tale.cast.story.touches:
            if is_recent(tale.cast, touch, clock):
                yield _Deed(touch.at, touch.by or tale.cast.owner, partial(_log, tale=tale, touch=touch))


def _log(crm: Crm, *, tale: Written, touch: Touch) -> None:
    crm.activities.log(touch.kind, tale.contact(touch), others=tale.others(touch), **cast("dict[str, Any]", touch.said))


def _asked(tales: Mapping[str, Written], me: str, clock: Clock) -> Iterator[_Deed]:
    """Yield what colleagues ask whoever looks at the demo."""
    for days_ago, part, key, text in _QUESTIONS:
        tale = tales[key]
        touch = Touch(ActivityKind.NOTE, _moment(clock, days_ago, "10:40"), None, {"text": f"@{me} {text}"})
        yield _Deed(touch.at, part, partial(_log, tale=tale, touch=touch))


_QUESTIONS = (
    (1, "wang", "designer", "层高四米二那批灯，你认识的厂家还能做吗？"),
    (3, "anna", "framework", "hast du die Maße vom zweiten Stock noch? Sie wollen Abruf 2 vorziehen"),
)


def _just_now(tales: Mapping[str, Written], clock: Clock) -> Iterator[_Deed]:
    """Yield what happened in the last hours."""
    for hours, (key, (kind, said)) in enumerate(_TODAY.items(), 1):
        tale = tales[key]
        touch = Touch(kind, clock.now() - timedelta(hours=hours), 0 if tale.staff else None, dict(said))
        yield _Deed(touch.at, tale.cast.owner, partial(_log, tale=tale, touch=touch))


_TODAY: Mapping[str, tuple[ActivityKind, Mapping[str, object]]] = {
    "fair": (
        ActivityKind.MESSAGE,
        {"direction": Direction.IN, "channel": "wechat", "text": "门卫那边报备好了，周六八点半开北门", "feeling": 1},
    ),
    "framework": (
        ActivityKind.CALL,
        {
            "direction": Direction.IN,
            "outcome": "reached",
            "minutes": 4,
            "text": "fragt, ob Abruf 2 in zwei Fuhren kommt",
        },
    ),
    "designer": (
        ActivityKind.MESSAGE,
        {"direction": Direction.IN, "channel": "wechat", "text": "展厅层高四米二，灯要重新想", "feeling": 0},
    ),
}


def _tidied(tales: Mapping[str, Written], written: Sequence[Written], clock: Clock) -> Iterator[_Deed]:
    """Yield what was put in order: departures, duplicates, slips, tags, pins, reminders."""
    at = partial(_moment, clock)
    yield _Deed(at(44, "11:20"), "wang", partial(_take_out, tale=tales["buyer"]))
    yield _Deed(at(12, "09:40"), "anna", partial(_add_again, tale=tales["complaint"]))
    yield _Deed(at(11, "16:05"), "anna", partial(_merge_newest, tale=tales["complaint"]))
    slip = [each.id for each in written if not each.cast.key][10:14]
    yield _Deed(at(10, "15:12"), "wang", lambda crm: crm.contacts.delete(slip))
    yield _Deed(at(10, "15:14"), "wang", lambda crm: crm.history.undo())
    kiel = tales["framework"].id
    yield _Deed(at(7, "10:30"), "anna", lambda crm: crm.contacts.set_stage([kiel], Stage.ACTIVE, pinned=True))
    guests = [tales[key].id for key in ("slipping", "designer", "buyer", "price")]
    yield _Deed(at(6, "17:20"), "li", lambda crm: crm.contacts.tag(guests, add=[_(phrases.INVITED)]))
    cafe = tales["slipping"].id
    yield _Deed(
        at(5, "14:45"), "li", lambda crm: crm.contacts.edit(cafe, {"note": "二店租约明年三月到期，可能关掉一家。"})
    )
    yield _Deed(at(3, "09:05"), "wang", _put_off)
    lyon = tales["returned"].id
    yield _Deed(at(2, "11:00"), "anna", lambda crm: crm.contacts.tag([lyon], add=[_("wholesale")]))
    yield _Deed(at(2, "11:02"), "anna", lambda crm: crm.history.undo())
    yield _Deed(at(2, "11:30"), "anna", lambda crm: crm.history.redo())
    yield _Deed(at(8, "09:15"), "li", lambda crm: crm.cadences.set("level:A", 21))
    yield _Deed(
        at(8, "09:20"),
        "li",
        lambda crm: crm.segments.add(_("Key accounts"), "level:A stage:active,new", cadence="14"),
    )
    yield _Deed(at(8, "09:25"), "li", lambda crm: crm.segments.add(_("Gone quiet"), "stage:dormant last_activity:>60d"))
    trade = 'tag:"{tag}" next:none'.format(tag=_("wholesale"))
    yield _Deed(at(4, "10:15"), "anna", lambda crm: crm.segments.add(_("Trade without a plan"), trade))
    yield _Deed(at(2, "15:20"), "anna", partial(_come_back, text="every 2 weeks"))
    yield _Deed(at(2, "16:40"), "li", partial(_come_back, text="每月最后一个星期五"))
    others = {each.id for each in written if not each.cast.key}
    yield _Deed(at(2, "16:10"), "wang", partial(_leave_alone, among=others))
    yield _Deed(at(1, "17:30"), "li", _finish)


def _moment(clock: Clock, days_ago: int, wall: str) -> datetime:
    day = working_day(clock.today() - timedelta(days=days_ago))
    return datetime.combine(day, time.fromisoformat(wall), clock.zone)


def _leave_alone(crm: Crm, *, among: Collection[int]) -> None:
    """Call the customer ``among`` some who was silent longest, who needs nothing: there is no next step, on purpose."""
    silent = next(page.lines for page in crm.today.pages() if page.section is Section.SILENT)
    longest = next(line.id for line in silent if line.id in among)
    crm.activities.log(
        ActivityKind.CALL, longest, outcome="reached", objection="need", direction="out", minutes=3, without_next=True
    )


def _take_out(crm: Crm, *, tale: Written) -> None:
    crm.contacts.edit(tale.staff[0], {"remove_companies": [shown("contact", tale.id)]})


def _add_again(crm: Crm, *, tale: Written) -> None:
    """Add somebody who is there already, from the signature of an e-mail."""
    told = tale.cast.staff[0].said
    address = f"a.schmidt@{str(tale.cast.head.said['website']).removeprefix('www.')}"
    crm.contacts.add(
        {
            "name": told["name"],
            "emails": [(address, "work")],
            "phones": told["phones"],
            "company": shown("contact", tale.id),
        }
    )


def _merge_newest(crm: Crm, *, tale: Written) -> None:
    """Make the one who was added again one with who was there."""
    kept = tale.staff[0]
    groups = [[row.id for row in group.contacts] for group in crm.contacts.duplicates()]
    same = next(ids for ids in groups if kept in ids)
    crm.contacts.merge(kept, [key for key in same if key != kept])


def _put_off(crm: Crm) -> None:
    """Put off the reminder that waits longest, to next week."""
    oldest = crm.followups.find(owner=crm.actor.login)[0]
    crm.followups.snooze(oldest.id, When(day_ahead(4, crm.clock), None, crm.clock.zone.key))


def _come_back(crm: Crm, *, text: str) -> None:
    """Let the last reminder of one's own come back, and the last one of somebody who has none that does yet."""
    owners = {entry.owner: entry for entry in crm.followups.find()}
    visitors = [
        entry for login, entry in owners.items() if login not in {"li", "anna", "wang", "tom"} and not entry.repeat
    ]
    chosen = [owners[crm.actor.login], *visitors[:1]]
    crm.followups.edit_many([entry.id for entry in chosen], repeat=text)


def _finish(crm: Crm) -> None:
    """Do the reminder that waits longest."""
    crm.followups.done(crm.followups.find(owner=crm.actor.login)[0].id)
