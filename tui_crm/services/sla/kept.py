"""How promises were kept in some days: by clock, and by whose or what the tickets are."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui_crm.db import sla_facts
from tui_crm.models.record import stored_instant
from tui_crm.models.sla_outlook import Kept
from tui_crm.models.ticket import Clock

if TYPE_CHECKING:
    from sqlalchemy import Connection

ORDER: Final = tuple(Clock)


def kept(
    connection: "Connection",
    since: datetime,
    until: datetime,
    now: datetime,
    by: str = "",
    ids: Sequence[int] | None = None,
) -> list[Kept]:
    """Return how many runs that ended from ``since`` to before ``until`` kept their promise, of some tickets where said.

    A run that is over its time and goes on counts as missed where it ran out in these days: it will end so, too. Each run
    counts once. ``by`` is one of ``sla_facts.SUBJECTS``, or "" for all together. Raises KeyError.
    """
    met: dict[tuple[str, Clock], list[int]] = {}
    values = (stored_instant(since), stored_instant(until), stored_instant(now))
    for clock, subject, is_met, count in sla_facts.judged(connection, *values, by, ids):
        met.setdefault((subject, clock), [0, 0])[0 if is_met else 1] += count
    keys = sorted(met, key=lambda key: (key[0], ORDER.index(key[1])))
    return [Kept(key[1], met[key][0], met[key][1], key[0]) for key in keys]
