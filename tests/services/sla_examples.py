"""One example of each write function of what is promised for tickets."""

from collections.abc import Callable

from tests.services.example_people import YESTERDAY, Examples, bob
from tests.services.ticket_examples import incident
from tui_crm.models.cards import Done
from tui_crm.models.sla_policies import Subject
from tui_crm.models.ticket import Clock
from tui_crm.services.crm import Crm
from tui_crm.services.sla.policies import Said

SLA_EXAMPLES = Examples()
example = SLA_EXAMPLES.enter

QUICK = Said({Clock.FIRST: "30m", Clock.RESOLUTION: "4h"}, ("75:notify", "100:reassign:team:support"))


def desk(crm: Crm) -> None:
    """Let there be a team for what runs late, and two open tickets."""
    incident(crm)
    crm.users.edit("li", team_name="support")
    crm.tickets.open(bob(crm), subject="where is it?")


@example("sla.set")
def _(crm: Crm) -> Callable[[], Done]:
    desk(crm)
    return lambda: crm.sla.set(Subject(), QUICK, apply=True)


@example("sla.remove")
def _(crm: Crm) -> Callable[[], Done]:
    desk(crm)
    crm.sla.set(Subject(kind="incident"), QUICK, apply=True)
    return lambda: crm.sla.remove(Subject(kind="incident"), apply=True)


@example("sla.escalate")
def _(crm: Crm) -> Callable[[], Done]:
    desk(crm)
    said = Said({Clock.FIRST: "70m", Clock.RESOLUTION: "4h"}, ("75:notify", "80:reassign:team:support"))
    crm.sla.set(Subject(), said, apply=True)  # an hour of the 70 minutes was yesterday, the rest is on Monday
    late = crm.tickets.open(bob(crm), subject="and where is mine?", at=YESTERDAY).ids[0]
    assert crm.tickets.card(late).first_minutes == 70
    return crm.sla.escalate
