"""Files of every kind that contradict themselves, name the same records twice, and are bad in places; and how they are imported."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tui_crm.models.codes import ActivityKind
from tui_crm.models.when import When
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.kinds.registry import kind_called
from tui_crm.services.importing.report import ImportOptions

if TYPE_CHECKING:
    from collections.abc import Callable

Row: TypeAlias = dict[str, str]


@dataclass(frozen=True)
class Case:
    """A file that comes ``first``, and the ``rows`` of the one that the laws are about, imported with ``options``."""

    first: list[Row]
    rows: list[Row]
    options: ImportOptions


def _one_of(*words: str) -> SearchStrategy[str]:
    return st.sampled_from(words)


NAMES: Final = _one_of("Ann Bell", "Bo Li", "Cy", "王芳", "Ann Bell ", "Dan", "")
EMAILS: Final = _one_of("", "ann@x.com", "bo@y.cn", "ANN@x.com", "cy@z.org", "new@n.org", "gone@n.org", "no address")
PHONES: Final = _one_of("", "13800138000", "+86 138 0013 8000", "13900139000")
COMPANIES: Final = _one_of("", "Acme", "acme", "Acme Ltd", "Zeta", "Yuma Ltd", "Twin")
WHOM: Final = {"Contact": NAMES, "Email": EMAILS}
USERS: Final = _one_of("", "wang", "zhao", "qian")
PAST: Final = _one_of("", "2026-11-02 09:00", "2026-11-03 09:00", "2026-11-04", "soon")

ROWS: Final[dict[str, dict[str, SearchStrategy[str]]]] = {
    "contacts": {
        "Name": NAMES, "Email": EMAILS, "Phone": PHONES, "Company": COMPANIES, "Title": _one_of("", "CEO", "Buyer"),
        "Owner": USERS, "Level": _one_of("", "A", "B"), "Stage": _one_of("", "new", "customer", "lost"),
        "Tags": _one_of("", "vip", "VIP, fair"), "Note": _one_of("", "hello", "bye"), "Shoe": _one_of("", "42", "43"),
    },
    "companies": {
        "Company": COMPANIES, "Email": EMAILS, "Phone": PHONES, "Website": _one_of("", "acme.com", "acme.org"),
        "Owner": USERS, "Level": _one_of("", "A", "B"), "Note": _one_of("", "hello", "bye"), "Shoe": _one_of("", "42", "43"),
    },
    "activities": {
        **WHOM, "Company": COMPANIES, "Type": _one_of("", "call", "meeting", "note", "email", "dance"), "Date": PAST,
        "Direction": _one_of("", "in", "out"), "Outcome": _one_of("", "reached", "no answer"), "Minutes": _one_of("", "5", "9"),
        "Author": USERS, "Subject": _one_of("", "Price", "Order"), "Text": _one_of("", "hello", "bye"),
        "Participants": _one_of("", "Bo Li", "Cy, Ann Bell"), "Ticket": _one_of("", "", "T1", "999"),
    },
    "reminders": {
        **WHOM, "Company": COMPANIES, "Due": _one_of("", "2026-12-01", "2026-12-01 10:00", "2026-12-02", "soon"),
        "Text": _one_of("", "call", "send"), "Owner": USERS, "Priority": _one_of("", "High", "Low"),
        "Minutes": _one_of("", "5", "9"), "Place": _one_of("", "here", "there"), "Repeat": _one_of("", "every week", "often"),
        "Done at": _one_of("", "2026-11-04 09:00"), "Ticket": _one_of("", "", "T1", "999"),
    },
    "tickets": {
        "ID": _one_of("", "101", "102", "103", "104"), **WHOM, "Subject": _one_of("", "Fire", "Water", "Air"),
        "Status": _one_of("", "New", "Open", "Solved"), "Priority": _one_of("", "High", "Low"), "Assignee": USERS,
        "Group": _one_of("", "North", "South"), "Created at": PAST, "Solved at": _one_of("", "2026-11-04 09:00"),
        "Rating": _one_of("", "5", "2"), "Problem": _one_of("", "Leak"),
    },
    "scores": {
        **WHOM, "NPS": _one_of("", "9", "3", "11"), "CSAT": _one_of("", "5", "2"), "Comment": _one_of("", "fine", "not so fine"),
        "Date": _one_of("2026-11-02", "2026-11-03", ""), "Ticket": _one_of("", "", "T1", "999"),
    },
    "users": {
        "Login": _one_of("", "wang", "zhao", "WANG", "sun", "no login"), "Name": NAMES, "Email": EMAILS,
        "Team": _one_of("", "North", "north", "South"), "Left": _one_of("", "no", "yes", "2026-11-01"),
    },
}  # fmt: skip
"""The columns of a file of each kind, with what stands in them."""

THINGS: Final = {
    "contacts": "contact", "companies": "contact", "activities": "activity", "reminders": "reminder", "tickets": "ticket",
    "scores": "score", "users": "user",
}  # fmt: skip


def _options(kind: str) -> SearchStrategy[ImportOptions]:
    fields = kind_called(kind).columns.changing
    rule = st.tuples(st.sampled_from(fields), _one_of("overwrite", "fill", "never")).map("=".join)
    seldom = st.sampled_from([False, False, True])
    said: dict[str, SearchStrategy[Any]] = {
        "keep_good": st.sampled_from([True, True, True, False]),
        "on_match": st.sampled_from([OnMatch.UPDATE, OnMatch.UPDATE, OnMatch.FILL, OnMatch.SKIP, OnMatch.CREATE]),
        "source": _one_of("", "", "fair"),
        "create_contacts": st.booleans(),
        "rules": st.lists(rule, max_size=1).map(tuple),
        "blanks_erase": seldom,
    }
    if THINGS[kind] == "contact":
        said |= {"keep_columns": seldom, "stage_back": seldom}
    return st.fixed_dictionaries(said).map(lambda words: _that_go_together(ImportOptions(**words)))


def _that_go_together(options: ImportOptions) -> ImportOptions:
    """Leave out what is refused beside how a row meets what is there."""
    changes, wins = options.on_match in {OnMatch.UPDATE, OnMatch.FILL}, options.on_match is OnMatch.UPDATE
    return replace(
        options,
        rules=options.rules if changes else (),
        stage_back=options.stage_back and changes,
        blanks_erase=options.blanks_erase and wins,
    )


def cases(kind: str) -> SearchStrategy[Case]:
    """Return files of a kind, of a few rows each, for the half of which the database has something from a file before."""
    row = st.fixed_dictionaries(ROWS[kind])
    return st.builds(Case, st.lists(row, max_size=6), st.lists(row, min_size=1, max_size=10), _options(kind))


def fill(crm: Crm) -> None:
    """Put some of those in whom the files name, with others who are called alike, were merged, or are in the trash."""
    crm.settings.set("phone_region", "CN")
    crm.users.add("zhao", team_name="North")
    add: Callable[[dict[str, object]], int] = lambda said: crm.contacts.add(said).ids[0]  # noqa: E731 - a word for it
    ann = add({"name": "Ann Bell", "emails": ["ann@x.com"], "company": "Acme", "role": "CEO", "note": "hello"})
    add({"name": "Bo Li", "phones": ["13900139000"]})
    for name in ("Twin", "Twin"):
        add({"name": name, "kind": "company"})
    cy, other = add({"name": "Cy"}), add({"name": "Cy Old", "emails": ["cy@z.org"]})
    crm.contacts.merge(cy, [other])
    crm.contacts.delete([add({"name": "Yuma Ltd", "kind": "company"}), add({"name": "Dan", "emails": ["gone@n.org"]})])
    crm.tickets.open(ann, subject="Fire", number="T1")
    crm.activities.log(ActivityKind.CALL, ann, subject="Price", without_next=True)
    crm.followups.add(When(crm.clock.today(), None, "Asia/Shanghai"), contact_id=ann, text="call")
