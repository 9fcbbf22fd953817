"""Which columns the list of follow-ups has, whole or of one day, and which of them stay where it is narrow."""

from tui_crm.i18n import _, pgettext
from tui_crm.widgets.columns import Column


def columns(*, of_a_day: bool, owned: bool) -> tuple[Column, ...]:
    """Return the columns of the list; of one day the time is enough. ``owned``: they may be different people's."""
    when = pgettext("column of the follow-ups of a day", "Time") if of_a_day else _("Due")
    owner = (Column("owner", _("Owner"), 7, priority=5),) if owned else ()
    return (
        Column("due", when, 11 if of_a_day else 14, priority=9),
        Column("who", _("With"), 12 if of_a_day else 16, fraction=3, priority=7),
        Column("what", _("What for"), 14 if of_a_day else 20, fraction=4, priority=8),
        *owner,
        Column("priority", _("Priority"), 8, priority=1),
        Column("place", _("Length and place"), 16, fraction=1, priority=4),
    )
