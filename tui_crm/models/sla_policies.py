"""What is promised to whom: policies for tickets, the one that fits, and the usual ones of a team that has set none yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from tui_crm.i18n import N_
from tui_crm.models.codes import Priority
from tui_crm.models.promised_time import DAY as _DAY
from tui_crm.models.promised_time import HOUR as _HOUR
from tui_crm.models.sla import Targets
from tui_crm.models.ticket import TicketKind


class StepAction(StrEnum):
    """What is done when a clock has come so far."""

    NOTIFY = "notify"
    RAISE = "raise"
    REASSIGN = "reassign"


STEP_LABELS: Final[Mapping[str, str]] = {
    StepAction.NOTIFY: N_("tell the owner"),
    StepAction.RAISE: N_("raise the priority"),
    StepAction.REASSIGN: N_("hand it over"),
}
"""What is done, in marked words."""


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


class Subject(NamedTuple):
    """Which tickets a policy is for: their ``priority``, ``kind`` and customer's ``level``, "" being any."""

    priority: str = ""
    kind: str = ""
    level: str = ""

    def __str__(self) -> str:
        """Return it as it is recorded: ``kind:complaint priority:urgent``, ``any``."""
        said = {"kind": self.kind, "priority": self.priority, "level": self.level}
        return " ".join(f"{name}:{value}" for name, value in said.items() if value) or "any"

    @property
    def key(self) -> tuple[str, ...]:
        """What policies are told apart by: the case of a level does not matter."""
        return tuple(value.casefold() for value in self)


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

    @property
    def subject(self) -> Subject:
        """Which tickets it is for."""
        return Subject(self.priority, self.kind, self.level)

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

    @property
    def place(self) -> tuple[object, ...]:
        """Where it stands in a list: what says least first, then by kind and priority in their own orders."""
        orders = ((self.kind, TicketKind), (self.priority, Priority))
        places = (list(order).index(order(code)) if code in set(order) else -1 for code, order in orders)
        return (*self.weight, *places, self.level.casefold())


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
