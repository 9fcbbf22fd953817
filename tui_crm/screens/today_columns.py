"""Which columns the list of what waits has, and which of them stay where it is narrow."""

from tui_crm.i18n import _, pgettext
from tui_crm.widgets.columns import Column


def columns(*, everybody: bool) -> tuple[Column, ...]:
    """Return the columns of the list; whose it is matters where everybody's is shown."""
    owner = (Column("person", _("Owner"), 7, priority=5),) if everybody else ()
    return (
        Column("when", pgettext("column of Today", "When"), 14, priority=8),
        Column("who", pgettext("column of Today", "Who"), 22, fraction=3, priority=9),
        Column("what", pgettext("column of Today", "What"), 20, fraction=4, priority=7),
        Column("touched", _("Touched"), 8, priority=4),
        *owner,
    )
