"""What a row says of a ticket's way: which states it came into and when, and whether state and times agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from tui_crm.errors import BadInput
from tui_crm.i18n import NP_, _
from tui_crm.models.record import instant_of, stored_instant
from tui_crm.models.ticket import LIVE, OVER, TICKET_STATE_LABELS, TicketState

_TIMES: Final = {
    "opened": NP_("it was", "opened"),
    "first_response": NP_("it was", "first answered"),
    "resolved": NP_("it was", "resolved"),
    "closed": NP_("it was", "closed"),
    "updated": NP_("it was", "changed last"),
    "rated": NP_("it was", "rated"),
}


class Step(NamedTuple):
    """A ticket comes into a state, at an instant as stored; ``by`` is the login of who moved it, "" where nobody says."""

    at: str
    state: TicketState
    by: str = ""


@dataclass(frozen=True)
class Story:
    """A ticket's way: opened, then its steps in order. ``answered`` is its first answer, ``said`` that the row gives a state."""

    opened: str
    steps: tuple[Step, ...]
    answered: str | None
    said: bool

    @property
    def state(self) -> TicketState:
        """The state that it is in."""
        return self.steps[-1].state if self.steps else TicketState.NEW

    @property
    def over_since(self) -> str:
        """Since when it is resolved or closed, as stored; "" where it is not."""
        since = ""
        for step in self.steps:
            since = "" if step.state not in OVER else since or step.at
        return since


def story(values: Mapping[str, object], now: str, known: str = "") -> Story:
    """Return the way that a row's state and times tell; ``known`` is when the ticket was opened that is there already.

    Raises BadInput where they do not agree.
    """
    times = {name: str(values[name]) for name in _TIMES if name in values}
    waited = values.get("first_response_after")
    if known:
        times.setdefault("opened", known)
    if isinstance(waited, int) and "first_response" not in times and "opened" in times:
        times["first_response"] = stored_instant(instant_of(times["opened"]) + timedelta(minutes=waited))
    steps = _listed(values)
    opened = times.get("opened") or (steps[0].at if steps else "")
    if not opened and times.keys() & {"first_response", "resolved", "closed"}:
        raise BadInput(_("nothing says when it was opened"))
    times["opened"] = opened = opened or now
    _check(times, steps, now)
    answered = times.get("first_response")
    state = TicketState(str(values["state"])) if "state" in values else None
    told = steps[1:] if steps else _told(state, times, merged="merged_into" in values)
    found = Story(opened, told, answered, said=bool(state or steps or told))
    if state is not None and found.state is not state:
        raise BadInput(
            _("it is {state}, but the last state that it came into is {other}").format(
                state=_named(state), other=_named(found.state)
            )
        )
    if "merged_into" in values and found.state is not TicketState.CLOSED:
        text = _("it is {state}, but was merged into {other}")
        raise BadInput(text.format(state=_named(found.state), other=values["merged_into"]))
    return found


def _listed(values: Mapping[str, object]) -> tuple[Step, ...]:
    """Return the steps of our own export; the first one is the opening."""
    moves = values.get("moves")
    steps = (
        tuple(Step(at, TicketState(state), by) for at, state, by in moves) if isinstance(moves, list | tuple) else ()
    )
    if steps and steps[0].state is not TicketState.NEW:
        raise BadInput(_("the states that it came into do not begin with its opening"))
    return steps


def _check(times: Mapping[str, str], steps: tuple[Step, ...], now: str) -> None:
    """Raise BadInput where something is still to come, or comes before what it follows."""
    for name, at in (*times.items(), *((str(step.state), step.at) for step in steps)):
        if at > now:
            raise BadInput(_("it was {event} at {at}, which is still to come").format(event=_event(name), at=at))
        if at < times["opened"]:
            raise BadInput(
                _("it was {event} at {at}, before it was opened at {opened}").format(
                    event=_event(name), at=at, opened=times["opened"]
                )
            )
    if "resolved" in times and "closed" in times and times["closed"] < times["resolved"]:
        raise BadInput(
            _("it was closed at {at}, before it was resolved at {resolved}").format(
                at=times["closed"], resolved=times["resolved"]
            )
        )
    if [step.at for step in steps] != sorted(step.at for step in steps):
        raise BadInput(_("the states that it came into are not in the order of their times"))


def _told(state: TicketState | None, times: Mapping[str, str], *, merged: bool) -> tuple[Step, ...]:
    """Return the steps that a state and the times beside it tell."""
    if state is None:
        state = _by_times(times, merged=merged)
    _check_state(state, times)
    answered = times.get("first_response", "")
    last = times.get("updated") or answered or times["opened"]
    ends = [times[name] for name in ("resolved", "closed") if name in times]
    steps = []
    if answered and (not ends or answered <= ends[0]) and state is not TicketState.NEW:
        steps.append(Step(answered, TicketState.OPEN))
    if state is TicketState.OPEN and not answered:
        steps.append(Step(times["opened"], TicketState.OPEN))
    if state is TicketState.WAITING:
        steps.append(Step(max(last, answered), TicketState.WAITING))
    if state in OVER and "resolved" in times:
        steps.append(Step(times["resolved"], TicketState.RESOLVED))
    if state is TicketState.RESOLVED and "resolved" not in times:
        steps.append(Step(max(times["updated"], answered), TicketState.RESOLVED))
    if state is TicketState.CLOSED:
        closed = times.get("closed") or times.get("resolved") or max(times["updated"], answered)
        steps.append(Step(closed, TicketState.CLOSED))
    return tuple(steps)


def _by_times(times: Mapping[str, str], *, merged: bool) -> TicketState:
    if merged or "closed" in times:
        return TicketState.CLOSED
    if "resolved" in times:
        return TicketState.RESOLVED
    return TicketState.OPEN if "first_response" in times else TicketState.NEW


def _check_state(state: TicketState, times: Mapping[str, str]) -> None:
    """Raise BadInput where a state and the times beside it contradict each other."""
    wrong = {
        TicketState.NEW: ("first_response", "resolved", "closed"),
        TicketState.OPEN: ("resolved", "closed"),
        TicketState.WAITING: ("resolved", "closed"),
        TicketState.RESOLVED: ("closed",),
        TicketState.CLOSED: (),
    }[state]
    for name in wrong:
        if name in times:
            raise BadInput(
                _("it is {state}, but was {event} at {at}").format(
                    state=_named(state), event=_event(name), at=times[name]
                )
            )
    if state not in LIVE and not times.keys() & {"resolved", "closed", "updated"}:
        raise BadInput(_("it is {state}, and nothing says since when").format(state=_named(state)))


def _named(state: TicketState) -> str:
    return _(TICKET_STATE_LABELS[state])


def _event(name: str) -> str:
    return _(_TIMES[name]) if name in _TIMES else _named(TicketState(name))
