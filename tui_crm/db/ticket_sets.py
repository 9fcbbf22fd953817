"""Which sets of tickets, of times on them and of answers reports count, and in which dimensions they can be told apart.

A ticket that went into another, or is in the trash, counts nowhere; nor does an answer about one in the trash. Times are in
seconds of working time. Owner, kind, product and cause are those of the ticket now.
"""

from collections.abc import Mapping
from typing import Final

from tui_crm.db.report_sets import OF_CONTACT, Facts
from tui_crm.db.ticket_states import LIVE_STATES
from tui_crm.models.report import NOBODY
from tui_crm.models.ticket import AGES

_OPEN: Final = f"t.state IN {LIVE_STATES}"
_THERE: Final = "t.deleted_at IS NULL AND +t.merged_into_id IS NULL"
_PERIOD: Final = "{at} >= :since AND {at} < :until"
_MONTH: Final = "strftime('%Y-%m', {at}, {{local[{at}]}})"

_OF_TICKET: Final = {
    "person": f"coalesce(t.owner_id, {NOBODY})",
    "ticket_kind": "coalesce(t.kind, '')",
    "priority": "t.priority",
    "product": "coalesce(t.product, '')",
    "cause": "coalesce(t.cause, '')",
    "ticket_channel": "coalesce(t.channel, '')",
}

_DAYS: Final = "(julianday(:now) - julianday(t.opened_at))"
_BANDS: Final = " ".join(f"WHEN {_DAYS} < {days} THEN {place}" for place, days in enumerate(AGES))

_LAST_MOVE: Final = (
    "(SELECT max(m.effective_at) FROM ticket_transition m WHERE m.ticket_id = t.id AND m.deleted_at IS NULL)"
)
_STAYS: Final = """(SELECT m.ticket_id, m.to_state AS state, m.effective_at AS since,
    lead(m.effective_at) OVER (PARTITION BY m.ticket_id ORDER BY m.effective_at, m.id) AS until
    FROM ticket_transition m WHERE m.deleted_at IS NULL) y"""

_OUT: Final = "coalesce(k.ended_at, k.due_at)"


def _tickets(
    source: str, within: str, newest: str, dimensions: Mapping[str, str], *, by_calendar: bool = False
) -> Facts:
    return Facts(
        thing="ticket",
        source=source,
        alias="t",
        owner="t.owner_id",
        within=f"{_THERE} AND {within}",
        contact=OF_CONTACT.format(alias="t"),
        newest=newest,
        dimensions={**_OF_TICKET, **dimensions},
        by_calendar=by_calendar,
    )


TICKET_FACTS: Final[Mapping[str, Facts]] = {
    "opened_tickets": _tickets(
        "ticket t", _PERIOD.format(at="t.opened_at"), "t.opened_at", {"month": _MONTH.format(at="t.opened_at")}
    ),
    "solved_tickets": _tickets(
        "ticket t CROSS JOIN ticket_summary s ON s.ticket_id = t.id",
        _PERIOD.format(at="s.resolved_at"),
        "s.resolved_at",
        {"month": _MONTH.format(at="s.resolved_at")},
    ),
    "open_tickets": _tickets(
        "ticket t",
        _OPEN,
        "t.opened_at",
        {
            "age": f"CASE {_BANDS} ELSE {len(AGES)} END",
            "ticket_state": "t.state",
            "stood": f"worked({_LAST_MOVE}, :now)",
        },
        by_calendar=True,
    ),
    "clocks": _tickets(
        "ticket_clock k CROSS JOIN ticket t ON t.id = k.ticket_id",
        f"(k.ended_at IS NOT NULL OR k.due_at < :now) AND {_PERIOD.format(at=_OUT)}",
        _OUT,
        {
            "clock": "k.clock",
            "ended": "k.ended_at IS NOT NULL",
            "kept": "CASE WHEN k.target IS NULL THEN 'unpromised' WHEN k.met = 1 THEN 'kept' ELSE 'broken' END",
            "spent": "k.spent",
            "month": _MONTH.format(at=_OUT),
        },
    ),
    "stays": _tickets(
        f"{_STAYS} CROSS JOIN ticket t ON t.id = y.ticket_id",
        f"y.state <> 'closed' AND {_PERIOD.format(at='y.until')}",
        "y.until",
        {"ticket_state": "y.state", "stayed": "worked(y.since, y.until)"},
        by_calendar=True,
    ),
    "scores": Facts(
        thing="score",
        source="score v LEFT JOIN ticket t ON t.id = v.ticket_id JOIN contact k ON k.id = v.customer_id",
        alias="v",
        owner="coalesce(t.owner_id, k.owner_id)",
        within=f"v.deleted_at IS NULL AND t.deleted_at IS NULL AND {_PERIOD.format(at='v.at')}",
        contact=OF_CONTACT.format(alias="v"),
        newest="v.at",
        dimensions={
            **_OF_TICKET,
            "person": f"coalesce(t.owner_id, k.owner_id, {NOBODY})",
            "score_kind": "v.kind",
            "value": "v.value",
            "month": _MONTH.format(at="v.at"),
        },
    ),
}
"""What there is of tickets and answers, by name."""
