"""What the owner of a ticket is told when one of its clocks has come so far: each step once, from now on."""

from typing import TYPE_CHECKING

from tui_crm.errors import CrmError
from tui_crm.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.models.escalation import Escalated
    from tui_crm.services.crm import Crm

_ALL = 100  # percent
_MOST = 3  # tickets that are told by name: they stand over what one types


class RunningLate:
    """Knows up to which step one was told; what was taken before the screens opened is past."""

    def __init__(self) -> None:
        self._last: int | None = None

    def read(self, crm: "Crm") -> "list[Escalated]":
        """Return the user's steps that were not told yet, in a thread of its own; at first none. Raises CrmError."""
        if self._last is None:
            self._last = crm.sla.newest_step()
            return []
        return crm.sla.told_since(self._last)

    def news(self, steps: "Sequence[Escalated]") -> "list[Escalated]":
        """Return those of ``steps`` that were not told yet: they are told now."""
        last = self._last or 0
        found = [step for step in steps if step.id > last]
        self._last = max((step.id for step in found), default=self._last)
        return found


def take_steps(crm: "Crm") -> None:
    """Take the steps whose time has come; where the file cannot be written now, in a minute."""
    try:
        crm.sla.escalate()
    except CrmError:
        return


def lines(steps: "Sequence[Escalated]") -> list[str]:
    """Return how steps are told together: of each clock how far it has come by now, and how many more there are."""
    furthest = {(step.ticket_id, step.clock): step for step in sorted(steps, key=lambda step: step.percent)}
    told = [line(step) for step in sorted(furthest.values(), key=lambda step: step.id)]
    if more := len(told[_MOST:]):
        said = ngettext("and {count} more of your tickets", "and {count} more of your tickets", more)
        return [*told[:_MOST], said.format(count=more)]
    return told


def line(step: "Escalated") -> str:
    """Return how a step is told: what happened with which ticket, of whom, what about."""
    from tui_crm.models.sla_policies import StepAction  # noqa: PLC0415 - seldom wanted
    from tui_crm.models.ticket import CLOCK_LABELS  # noqa: PLC0415 - as above

    clock = _(CLOCK_LABELS[step.clock])
    if step.action == StepAction.REASSIGN:
        told = _("{number} is yours now: {clock} at {percent} %")
    elif step.percent < _ALL:
        told = _("{number}: {percent} % of the time for the {clock} have passed")
    else:
        told = _("{number}: the time for the {clock} has run out")
    said = told.format(number=step.number, clock=clock, percent=step.percent)
    return " · ".join(filter(None, (said, step.contact, step.subject)))
