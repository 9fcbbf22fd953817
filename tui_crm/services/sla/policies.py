"""How a team changes what it promises: which tickets a policy is for, its times and steps, as people write them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from tui_crm.db import sla_policies
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.codes import Priority
from tui_crm.models.promised_time import parse_promise
from tui_crm.models.sla import NO_TARGETS, Targets
from tui_crm.models.sla_policies import USUAL_POLICIES, USUAL_STEPS, Policy, Step, StepAction, Subject
from tui_crm.models.ticket import Clock, TicketKind
from tui_crm.services.contact_input import level_meant
from tui_crm.services.tickets.owners import owner_columns
from tui_crm.services.tickets.promises import target_columns

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction

MOST_PERCENT: Final = 1000
"""A step is taken no later than when ten times the promised time has passed."""


@dataclass(frozen=True)
class Said:
    """What is said of a policy: ``times`` by clock, as they are written, and ``steps`` (None: as they are), as written, too."""

    times: Mapping[Clock, str] = field(default_factory=dict)
    steps: Sequence[str] | None = None


def checked_subject(connection: "Connection", subject: Subject) -> Subject:
    """Return the subject as it is kept. Raises BadInput for a priority, kind or level that there is not."""
    for name, value, known in (("priority", subject.priority, Priority), ("kind", subject.kind, TicketKind)):
        if value and value not in set(known):
            message = _("“{value}” is none of {names}").format(value=value, names=", ".join(known))
            raise BadInput(message, field=name)
    level = subject.level.strip()
    return subject._replace(level=level_meant(connection, level) if level else "")


def changed(connection: "Connection", policy: Policy, said: Said) -> Policy:
    """Return a policy with what is said of it. Raises BadInput, NotFound."""
    times = {clock: _time(clock, text) for clock, text in said.times.items()}
    targets = Targets(**{str(clock): times.get(clock, policy.targets.of(clock)) for clock in Clock})
    steps = policy.steps if said.steps is None else read_steps(connection, said.steps)
    return replace(policy, targets=targets, steps=steps)


def _time(clock: Clock, text: str) -> int | None:
    try:
        return parse_promise(text)
    except ValueError as error:
        raise BadInput(str(error), field=str(clock)) from error


def read_steps(connection: "Connection", texts: Sequence[str]) -> tuple[Step, ...]:
    """Read steps such as ``75:notify``, ``100:raise``, ``100:reassign:li``, ``150:reassign:team:support``; none of none.

    Raises BadInput, NotFound.
    """
    found = [_step(connection, text) for text in texts if text.strip() and text.strip().lower() != "none"]
    once = {(step.percent, step.action): step for step in found}
    if len(once) < len(found):
        raise BadInput(_("the same is to be done twice at one time"), field="steps")
    return tuple(once[key] for key in sorted(once, key=lambda key: (key[0], [*StepAction].index(key[1]))))


def _step(connection: "Connection", text: str) -> Step:
    percent, _colon, rest = text.strip().replace("：", ":").partition(":")
    action, _colon, who = rest.partition(":")
    number = percent.strip().rstrip("%％")
    if action.strip().lower() not in set(StepAction) or not number.isascii() or not number.isdigit():
        raise BadInput(
            _("“{text}” is no step").format(text=text.strip()),
            hint=_("for example: 75:notify, 100:raise, 100:reassign:li or 150:reassign:team:support"),
            field="steps",
        )
    if not 1 <= int(number) <= MOST_PERCENT:
        raise BadInput(_("a step is taken at 1 to {most} percent").format(most=MOST_PERCENT), field="steps")
    step = Step(int(number), StepAction(action.strip().lower()))
    if step.action is StepAction.REASSIGN:
        return _reassigning(connection, step, who)
    if who.strip():
        raise BadInput(_("only who hands it over says to whom: 100:reassign:li"), field="steps")
    return step


def _reassigning(connection: "Connection", step: Step, who: str) -> Step:
    if not who.strip():
        raise BadInput(_("to whom? For example 100:reassign:li or 100:reassign:team:support"), field="steps")
    columns = owner_columns(connection, who)
    user, team = columns.get("owner_id"), columns.get("team_id")
    return replace(
        step, user_id=user if isinstance(user, int) else None, team_id=team if isinstance(team, int) else None
    )


def written_steps(connection: "Connection", steps: Sequence[Step]) -> tuple[str, ...]:
    """Return steps as :func:`read_steps` reads them."""
    names = sla_policies.names(connection)
    return tuple(_written(step, names) for step in steps)


def _written(step: Step, names: Mapping[tuple[str, int], str]) -> str:
    words = [str(step.percent), str(step.action)]
    if step.user_id is not None:
        words.append(names.get(("user", step.user_id), ""))
    elif step.team_id is not None:
        words += ["team", names.get(("team", step.team_id), "")]
    return ":".join(words)


def new_policy(subject: Subject) -> Policy:
    """Return a policy that promises nothing yet."""
    return Policy(*subject, targets=NO_TARGETS, steps=USUAL_STEPS)


def with_policy(policies: Sequence[Policy], policy: Policy) -> tuple[Policy, ...]:
    """Return policies of which one has been changed, or added."""
    return (*without(policies, policy.subject), policy)


def without(policies: Sequence[Policy], subject: Subject) -> tuple[Policy, ...]:
    """Return policies but that of a subject; where none is left the usual ones hold."""
    return tuple(each for each in policies if each.subject.key != subject.key) or USUAL_POLICIES


def columns(policy: Policy) -> dict[str, object]:
    """Return a policy as its record has it."""
    return {
        "priority": policy.priority or None,
        "kind": policy.kind or None,
        "level": policy.level or None,
        **target_columns(policy.targets),
        "steps": tuple((step.percent, str(step.action), step.user_id, step.team_id) for step in policy.steps),
    }


def write_usual_down(writing: "Transaction") -> bool:
    """Let the team have the usual policies of its own where it has none yet; tells whether it had none."""
    if sla_policies.own_policies(writing.connection):
        return False
    writing.create_many("sla_policy", [columns(policy) for policy in USUAL_POLICIES])
    return True
