"""What the members of a dimension are called: by people, in their language, and by machines, for good."""

from collections.abc import Callable, Mapping
from typing import Final

from tui_crm.call_words import OUTCOME_LABELS
from tui_crm.i18n import _
from tui_crm.models.codes import ACTIVITY_LABELS, PRIORITY_LABELS, STAGE_LABELS, WEEKDAYS
from tui_crm.models.ids import shown
from tui_crm.models.report import NOBODY, Member
from tui_crm.models.score import SCORE_LABELS
from tui_crm.models.ticket import AGES, CLOCK_LABELS, TICKET_KIND_LABELS, TICKET_STATE_LABELS, WAYS_IN

_WEEKDAY_KEYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Labels:
    """The labels of members; ``logins`` has what users are called."""

    def __init__(self, logins: Mapping[int, str]) -> None:
        self._logins = logins
        self._labels: Mapping[str, Callable[[Member], str]] = {
            "person": self._person,
            "kind": lambda member: _coded(ACTIVITY_LABELS, member),
            "outcome": lambda member: _coded(OUTCOME_LABELS, member),
            "stage": lambda member: _coded(STAGE_LABELS, member),
            "weekday": lambda member: _(WEEKDAYS[int(member)]),
            "ticket_kind": lambda member: _coded(TICKET_KIND_LABELS, member),
            "ticket_state": lambda member: _coded(TICKET_STATE_LABELS, member),
            "ticket_channel": lambda member: _coded(WAYS_IN, member),
            "priority": lambda member: _coded(PRIORITY_LABELS, member),
            "clock": lambda member: _coded(CLOCK_LABELS, member),
            "score_kind": lambda member: _coded(SCORE_LABELS, member),
            "age": lambda member: _age(int(member)),
        }

    def of(self, dimension: str) -> Callable[[Member], str]:
        """Return what gives a member of ``dimension`` its label."""
        return self._labels.get(dimension, _said)

    def _person(self, member: Member) -> str:
        return _("nobody") if member == NOBODY else self._logins.get(int(member), shown("user", int(member)))


def _coded(labels: Mapping[str, str], member: Member) -> str:
    return _(labels[str(member)]) if str(member) in labels else _said(member)


def _said(member: Member) -> str:
    return str(member) or _("not said")


def _age(band: int) -> str:
    """Return what a band of age is called, in days."""
    if band == len(AGES):
        return _("{days} d and more").format(days=AGES[-1])
    if band == 0:
        return _("less than {days} d").format(days=AGES[0])
    return _("{first} d to {last} d").format(first=AGES[band - 1], last=AGES[band])


def key_of(dimension: str, member: Member) -> str:
    """Return the stable name of a member: a user's id, ``mon``, the day on which a band of age begins, a code or the text
    itself; "" where nothing is said.
    """
    if dimension == "person":
        return "" if member == NOBODY else shown("user", int(member))
    if dimension == "age":
        return str((0, *AGES)[int(member)])
    return _WEEKDAY_KEYS[int(member)] if dimension == "weekday" else str(member)
