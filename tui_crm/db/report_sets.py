"""Which sets of records reports count, and in which dimensions their records can be told apart: contacts and what was done.

A record of a contact in the trash does not count, unless the filter asks for the trash; one of no contact counts where
there is no filter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tui_crm.db.no_next import SILENT, tended
from tui_crm.db.overdue import is_overdue
from tui_crm.db.promises import DUE, PUT_OFF
from tui_crm.models.codes import ActivityKind
from tui_crm.models.report import NOBODY


@dataclass(frozen=True)
class Facts:
    """A set of records of one ``thing``: what stands behind FROM, the record's ``alias``, the column of its owner.

    ``within`` is what must hold of each, ``contact`` how the condition on its contact is put (``{}`` in its place, that
    contact is ``c``), ``newest`` by what they are sorted. ``dimensions`` are expressions by name. In any of these the
    function ``worked`` may stand (``db/sqlite/functions.py``) where ``by_calendar``.
    """

    thing: str
    source: str
    alias: str
    owner: str
    within: str
    contact: str
    newest: str
    dimensions: Mapping[str, str] = field(default_factory=dict)
    by_calendar: bool = False


OF_CONTACT: Final = "{alias}.contact_id IN (SELECT c.id FROM contact c WHERE {{}})"
_CARDS: Final = "contact_summary s CROSS JOIN contact c ON c.id = s.contact_id"

# {local[COLUMN]} stands for what turns the instant in a column into the wall time of the report's zone
_DONE_ON: Final = "date(r.done_at, {local[r.done_at]})"
_DELAY: Final = f"CAST(julianday({_DONE_ON}) - julianday({DUE}) AS INTEGER)"
_STATE: Final = f"""CASE WHEN r.done_at IS NOT NULL THEN CASE WHEN {_DONE_ON} <= {DUE} THEN 'kept' ELSE 'late' END
    WHEN {is_overdue("r", ":now", ":today")} THEN 'overdue' ELSE 'ahead' END"""

CONTACT_FACTS: Final[Mapping[str, Facts]] = {
    "activities": Facts(
        thing="activity",
        source="activity a",
        alias="a",
        owner="a.author_id",
        within=f"a.at >= :since AND a.at < :until AND a.deleted_at IS NULL AND a.kind <> '{ActivityKind.SYSTEM}'",
        contact=OF_CONTACT.format(alias="a"),
        newest="a.at",
        dimensions={
            "person": f"coalesce(a.author_id, {NOBODY})",
            "kind": "a.kind",
            "outcome": "coalesce(a.outcome, '')",
            "weekday": "(CAST(strftime('%w', a.at, {local[a.at]}) AS INTEGER) + 6) % 7",
            "hour": "CAST(strftime('%H', a.at, {local[a.at]}) AS INTEGER)",
        },
    ),
    "reminders": Facts(
        thing="reminder",
        source="reminder r",
        alias="r",
        owner="r.owner_id",
        within=f"r.deleted_at IS NULL AND {DUE} BETWEEN :first AND :last",
        contact=OF_CONTACT.format(alias="r"),
        newest="r.due_key",
        dimensions={
            "person": f"coalesce(r.owner_id, {NOBODY})",
            "state": _STATE,
            "delay": f"CASE WHEN r.done_at IS NULL THEN 0 ELSE max(0, {_DELAY}) END",
            "put_off": PUT_OFF,
            "moved": f"{PUT_OFF} > 0",
        },
    ),
    "customers": Facts(
        thing="contact",
        source=_CARDS,
        alias="c",
        owner="c.owner_id",
        within="s.customer_id = s.contact_id AND c.created_at < :until",
        contact="{}",
        newest="c.created_at",
        dimensions={
            "person": f"coalesce(c.owner_id, {NOBODY})",
            "stage": "c.stage",
            "level": "coalesce(c.level, '')",
            "source": "coalesce(c.source, '')",
            "is_new": "c.created_at >= :since",
            "month": "CASE WHEN c.created_at >= :since THEN strftime('%Y-%m', c.created_at, {local[c.created_at]}) ELSE '' END",
        },
    ),
    "silent": Facts(
        thing="contact",
        source=_CARDS,
        alias="c",
        owner="c.owner_id",
        within=f"{SILENT} AND {tended('c')}",
        contact="{}",
        newest="coalesce(s.last_at, '')",
        dimensions={"person": f"coalesce(c.owner_id, {NOBODY})", "stage": "c.stage"},
    ),
}
"""What there is of contacts and what was done, by name."""
