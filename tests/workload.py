"""A busy office at random: every write that the services offer, done to whatever is there, the same for the same seed."""

from collections.abc import Callable, Iterable
from datetime import date, time
from random import Random
from typing import TypeAlias, TypeVar

from tests.ticket_workload import TICKET_ACTIONS
from tui_crm.db import sql
from tui_crm.errors import CrmError
from tui_crm.models.cards import Done
from tui_crm.models.codes import ActivityKind, FieldType, Kind, Stage
from tui_crm.models.when import When
from tui_crm.services.crm import Crm

T = TypeVar("T")
Action: TypeAlias = Callable[["Office"], Done]

NAMES = ("张伟", "李明", "Ann Lee", "Zoë Ng", "欧阳娜娜", "Bob", "O'Neil", "王芳")
FIRMS = ("云帆贸易", "Acme Ltd", "ACME ltd", "上海 Data", "Ünlü GmbH")
TEMPLATES = ("Hello", "Thanks")
TAGS = ("vip", "VIP", "partner", "重要", "x y")
PHONES = ("138 0013 8000", "+86 138 0013 8000", "(030) 123456", "ext 12", "010-8888 6666")
EMAILS = ("ann@x.cn", "Ann@X.cn", "li@ming.cn", "a.b+c@d-e.com")
SEGMENTS = ("Near", "重要客户", "x y")
SEGMENT_FILTERS = (
    "tag:vip",
    "company:acme or -phone:8613",
    "ann note:any",
    "level:A owner:li",
    "stage:lead,active",
    "last_activity:none next:any",
    "x.budget:any",
    "segment:near city:上海",
    "-segment:重要客户 in:any",
)
FIELDS = ("budget", "since", "满意")


class Office:
    """Somebody at work in ``crm``, choosing by ``random``; :meth:`act` does one thing and tells what, None if it could not."""

    def __init__(self, crm: Crm, random: Random) -> None:
        self.crm: Crm = crm
        self.random = random

    def open(self) -> None:
        """Add the first customers."""
        for _count in range(5):
            self.act(add)

    def act(self, action: Action | None = None) -> Done | None:
        """Do one thing; what is refused (a name that is taken, nothing to choose from) is left at that."""
        try:
            done = (action or self.random.choice(ACTIONS))(self)
        except CrmError:
            return None
        return done if done.operation_id is not None else None

    def some(self, table: str, where: str = "deleted_at IS NULL") -> int:
        """Return the id of a row at random, 0 where there is none: nothing has that id."""
        with self.crm.database.read() as connection:
            found = sql.rows(connection, f'SELECT id FROM "{table}" WHERE {where} ORDER BY id')
        return int(str(self.random.choice(found)[0])) if found else 0

    def contacts(self, where: str = "deleted_at IS NULL") -> list[int]:
        """Return up to three contacts."""
        return list(dict.fromkeys(self.some("contact", where) for _count in range(self.random.randint(1, 3))))

    def segment(self) -> str:
        """Return a segment at random, one that is not there where there is none."""
        return self.one(self.crm.segments.names() or SEGMENTS)

    def one(self, choices: Iterable[T]) -> T:
        """Return one of ``choices``."""
        return self.random.choice(list(choices))

    def maybe(self, value: T, nothing: T) -> T:
        """Return ``value`` or ``nothing``."""
        return self.random.choice((value, nothing))

    def day(self) -> When:
        """Return a day, with a time or without."""
        day = date(2026, 11, self.random.randint(1, 30))
        return When(day, self.one((None, time(9, 0), time(17, 30))), self.one(("UTC", "Asia/Shanghai")))


def add(office: Office) -> Done:
    """Add a person or a company, in a company or on its own."""
    said: dict[str, object] = {
        "name": office.one(NAMES),
        "emails": office.maybe([office.one(EMAILS)], []),
        "phones": office.maybe([office.one(PHONES)], []),
        "tags": office.maybe([office.one(TAGS)], []),
    }
    if office.maybe(True, False):
        said |= {"company": office.one(FIRMS), "role": office.maybe("Chef", "")}
    elif office.maybe(True, False):
        said |= {"kind": Kind.COMPANY, "name": office.one(FIRMS)}
    if office.maybe(True, False):
        said |= {"stage": office.one(Stage), "level": office.one("AB"), "owner": "li"}
    return office.crm.contacts.add(said)


def edit(office: Office) -> Done:
    """Change some of a contact's or several contacts' fields."""
    possible: dict[str, object] = {
        "name": office.one(NAMES),
        "note": office.one(("", "a note", "第二")),
        "emails": [office.one(EMAILS) for _count in range(office.random.randint(0, 2))],
        "phones": [office.one(PHONES)],
        "handles": [("wechat", office.one(("lm88", "ZW")))],
        "city": office.one(("上海", "Berlin", "")),
        "company": office.one((*FIRMS, "")),
        "stage": office.one(Stage),
        "level": office.one(("A", "")),
        "owner": office.one(("li", "")),
        "tags": [office.one(TAGS)],
        "do_not_contact": office.maybe(True, False),
        "birthday": office.one(("1990-02-28", "")),
        "kind": office.one(Kind),
    }
    chosen = office.random.sample(sorted(possible), 3)
    return office.crm.contacts.edit_many(office.contacts(), {name: possible[name] for name in chosen})


def set_custom(office: Office) -> Done:
    """Give a contact a value of a custom field."""
    field = office.one(FIELDS)
    return office.crm.contacts.edit(office.some("contact"), {"custom": {field: office.one(("12", "1", "yes", ""))}})


def log(office: Office) -> Done:
    """Log an activity, with participants and a follow-up at times."""
    others = [key for key in office.contacts() if key]
    step = office.maybe(office.day(), None)
    kind = office.one(ActivityKind)
    contact = office.some("contact")
    is_last = step is None and len(others) > 1
    return office.crm.activities.log(kind, contact, others=others, next_step=step, without_next=is_last, text="said")


def name_filter(office: Office) -> Done:
    """Make a segment."""
    return office.crm.segments.add(office.one(SEGMENTS), office.one(SEGMENT_FILTERS))


def retire(office: Office) -> Done:
    """Let somebody go."""
    return office.crm.users.retire(f"u{office.some('user')}", to=f"u{office.some('user')}")


def merge(office: Office) -> Done:
    """Make contacts one."""
    keep, *others = office.contacts()
    return office.crm.contacts.merge(keep, others)


REPEATS = (
    "every day",
    "每周一三五",
    "on the last friday of every month",
    "每年农历八月十五",
    "3 days after it is done",
    "every week, 2 times",
)

ACTIONS: tuple[Action, ...] = (
    add,
    add,
    edit,
    edit,
    set_custom,
    log,
    merge,
    retire,
    lambda office: office.crm.contacts.delete(office.contacts()),
    lambda office: office.crm.contacts.restore(office.contacts("deleted_at IS NOT NULL")),
    lambda office: office.crm.contacts.tag(office.contacts(), add=[office.one(TAGS)]),
    lambda office: office.crm.contacts.tag(office.contacts(), remove=[office.one(TAGS)]),
    lambda office: office.crm.contacts.set_stage(office.contacts(), office.one(Stage), pinned=office.maybe(True, None)),
    lambda office: office.crm.followups.add(office.day(), contact_id=office.some("contact"), text="call"),
    lambda office: office.crm.cadences.set(f"tag:{office.one(TAGS)}", office.one((7, 30, 90))),
    lambda office: office.crm.cadences.set(f"level:{office.one(('A', 'B'))}", office.one((7, 30, 90))),
    lambda office: office.crm.cadences.set(f"segment:{office.segment()}", office.one((5, 20, 40))),
    lambda office: office.crm.cadences.remove(f"tag:{office.one(TAGS)}"),
    lambda office: office.crm.cadences.remove(f"segment:{office.segment()}"),
    lambda office: office.crm.contacts.edit(office.some("contact"), {"cadence": office.one((14, ""))}),
    lambda office: office.crm.followups.add(office.day(), text="again", repeat=office.one(REPEATS)),
    lambda office: office.crm.followups.edit(office.some("reminder"), repeat=office.one(("", *REPEATS))),
    lambda office: office.crm.followups.edit(office.some("reminder"), due=office.day(), text=office.one(("", "mail"))),
    lambda office: office.crm.followups.done(office.some("reminder")),
    lambda office: office.crm.followups.reopen(office.some("reminder")),
    lambda office: office.crm.followups.snooze(office.some("reminder"), office.day()),
    lambda office: office.crm.followups.delete(office.some("reminder")),
    lambda office: office.crm.users.add(
        office.one(("wang", "Wang", "zhao", "ärger")), team_name=office.one(("", "North"))
    ),
    lambda office: office.crm.users.edit(
        f"u{office.some('user')}", name=office.one(NAMES), team_name=office.one(("", "S"))
    ),
    lambda office: office.crm.tags.add(office.one(TAGS)),
    lambda office: office.crm.tags.rename(office.one(TAGS), office.one(TAGS)),
    lambda office: office.crm.tags.delete(office.one(TAGS)),
    lambda office: office.crm.custom_fields.add(
        office.one(FIELDS), kind=office.one((FieldType.TEXT, FieldType.NUMBER))
    ),
    lambda office: office.crm.custom_fields.rename(office.one(FIELDS), office.one(FIELDS)),
    lambda office: office.crm.custom_fields.delete(office.one(FIELDS)),
    lambda office: office.crm.templates.add(office.one(TEMPLATES), occasion="greeting", text=office.one(("$me", "Hi"))),
    lambda office: office.crm.templates.edit(office.one(TEMPLATES), name=office.one(TEMPLATES), subject="$company"),
    lambda office: office.crm.templates.delete(office.one(TEMPLATES)),
    name_filter,
    name_filter,
    lambda office: office.crm.segments.edit(office.segment(), office.one(SEGMENT_FILTERS)),
    lambda office: office.crm.segments.rename(office.segment(), office.one(SEGMENTS)),
    lambda office: office.crm.segments.remove(office.segment()),
    lambda office: office.crm.settings.set("phone_region", office.one(("CN", "DE", None))),
    lambda office: office.crm.settings.set("levels", office.one(("A,B", "A,B,C", None))),
    *TICKET_ACTIONS,
)
"""Everything that can be done, what is common twice."""


def take_back(office: Office) -> Done:
    """Undo the newest operation, or any other; redo."""
    history = office.crm.history
    match office.random.randrange(3):
        case 0:
            return history.undo()
        case 1:
            return history.redo()
        case _:
            return history.undo(office.some("operation", "1"))
