"""What filters over contacts look among: those in the list, by name, unless one speaks of the trash."""

from typing import Final

from tui_crm.db.filter_sql import Records
from tui_crm.db.segments import expanded
from tui_crm.db.sqlite.search import CONTACT

CONTACTS: Final = Records(
    table="contact",
    number=CONTACT,
    usual={("in",): "c.deleted_at IS NULL"},
    order=("c.name_key", "c.id"),
    written_out=expanded,
    many=True,
)
"""People and companies, with the filters of segments in their place."""
