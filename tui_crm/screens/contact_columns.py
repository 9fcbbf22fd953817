"""Which columns the list of contacts has, and which of them stay where it is narrow."""

from collections.abc import Mapping
from typing import Final

from tui_crm.i18n import _
from tui_crm.widgets.columns import Column

FIELDS: Final[Mapping[str, str]] = {
    "name": "name",
    "company": "company",
    "stage": "stage",
    "level": "level",
    "city": "city",
    "owner": "owner",
    "touched": "last_activity",
    "next": "next",
    "touch_by": "touch_by",
}
"""The fields of the filter language that the columns show, by the columns' keys."""


def columns() -> tuple[Column, ...]:
    """Return the columns of the list, titles in the user's language; where it is narrow city, level and owner go first."""
    return (
        Column("name", _("Name"), 18, fraction=3, priority=9),
        Column("company", _("Company"), 16, fraction=4, priority=5),
        Column("stage", _("Stage"), 10, priority=7),
        Column("level", _("Level"), 5, priority=2),
        Column("city", _("City"), 22, priority=1),
        Column("owner", _("Owner"), 7, fraction=1, priority=3),
        Column("touched", _("Touched"), 8, priority=6),
        Column("next", _("Next"), 11, priority=8),
        Column("touch_by", _("In touch by"), 11, priority=0),
    )
