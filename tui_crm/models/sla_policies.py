"""What is promised to whom: policies for tickets, the one that fits, and the usual ones of a team that has set none yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tui_crm.models.codes import Priority
from tui_crm.models.sla import Targets
from tui_crm.models.ticket import TicketKind

_HOUR: Final = 60
_DAY: Final = 8 * _HOUR
"""A working day, in minutes."""


class StepAction(StrEnum):
    """What is done when a clock has come so far."""

    NOTIFY = "notify"
    RAISE = "raise"
    REASSIGN = "reassign"


@dataclass(frozen=True)
class Step:
    """What is done when ``percent`` of a promised time have passed; ``user_id`` or ``team_id`` is who gets the ticket."""

    percent: int
    action: StepAction
    user_id: int | None = None
    team_id: int | None = None


WARNING: Final = Step(75, StepAction.NOTIFY)
BREACH: Final = Step(100, StepAction.NOTIFY)
USUAL_STEPS: Final = (WARNING, BREACH, Step(100, StepAction.RAISE))


@dataclass(frozen=True)
class Policy:
    """A policy: it fits tickets of the ``priority``, the ``kind`` and the customer's ``level`` that it names, "" being any.

    ``id`` is None, and so is ``version``, of a usual one that nobody has written down.
    """

    priority: str
    kind: str
    level: str
    targets: Targets
    steps: tuple[Step, ...] = USUAL_STEPS
    id: int | None = None
    version: int | None = None

    def fits(self, priority: str, kind: str, level: str) -> bool:
        """Tell whether it holds for a ticket; levels are compared whatever their case."""
        return (
            self.priority in {"", priority}
            and self.kind in {"", kind}
            and self.level.casefold() in {"", level.casefold()}
        )

    @property
    def weight(self) -> tuple[int, bool, bool, bool]:
        """How much it says: the more, the rather it holds; of equals one that names the kind, then the level."""
        said = (bool(self.kind), bool(self.level), bool(self.priority))
        return (sum(said), *said)


USUAL_POLICIES: Final = (
    Policy("", "", "", Targets(_DAY, _DAY, 5 * _DAY)),
    Policy(Priority.LOW, "", "", Targets(2 * _DAY, 2 * _DAY, 10 * _DAY)),
    Policy(Priority.HIGH, "", "", Targets(2 * _HOUR, 4 * _HOUR, 2 * _DAY)),
    Policy(Priority.URGENT, "", "", Targets(_HOUR, 2 * _HOUR, _DAY)),
    Policy("", TicketKind.COMPLAINT, "", Targets(_HOUR, 2 * _HOUR, 2 * _DAY)),
    Policy(Priority.URGENT, TicketKind.COMPLAINT, "", Targets(_HOUR // 2, _HOUR, _DAY)),
    Policy("", TicketKind.SUGGESTION, "", Targets(3 * _DAY, 5 * _DAY, None)),
)
"""What holds while a team has no policy of its own; a working day is eight hours."""


def fitting(policies: Iterable[Policy], priority: str, kind: str, level: str) -> Policy | None:
    """Return the policy that says most of those that fit a ticket, None where none does."""
    return max(
        (each for each in policies if each.fits(priority, kind, level)), key=lambda one: one.weight, default=None
    )
