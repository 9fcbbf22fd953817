"""What waits in a section of Today, and the few words that put it there."""

from collections.abc import Sequence
from datetime import time, timedelta

from tests.conftest import NOW
from tui_crm.models.agenda import AgendaLine, Section, Tally
from tui_crm.models.codes import ActivityKind
from tui_crm.models.when import When
from tui_crm.services.crm import Crm

TODAY = NOW.date()
DAY = timedelta(days=1)


def on(days: int, at: str = "", zone: str = "UTC") -> When:
    """Return a moment so many days from today."""
    return When(TODAY + days * DAY, time.fromisoformat(at) if at else None, zone)


def add(crm: Crm, name: str = "Ann", **said: object) -> int:
    return crm.contacts.add({"name": name, **said}).ids[0]


def call(crm: Crm, contact_id: int, days_ago: int = 0, text: str = "") -> int:
    return crm.activities.log(ActivityKind.CALL, contact_id, at=NOW - days_ago * DAY, text=text).ids[0]


def lines(crm: Crm, section: Section, *, everybody: bool = False) -> Sequence[AgendaLine]:
    (page,) = (page for page in crm.today.pages(everybody=everybody) if page.section is section)
    assert page.tally == Tally(len(page.lines))
    return page.lines


def names(crm: Crm, section: Section, *, everybody: bool = False) -> list[str]:
    return [line.name for line in lines(crm, section, everybody=everybody)]


def texts(crm: Crm, section: Section, *, everybody: bool = False) -> list[str]:
    return [line.text for line in lines(crm, section, everybody=everybody)]
