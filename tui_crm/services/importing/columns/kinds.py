"""Which kinds of records can be imported. A new kind is declared in a module of its own and named here."""

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.services.importing.columns.contact_fields import COMPANIES, CONTACTS
from tui_crm.services.importing.columns.fields import Kind
from tui_crm.services.importing.columns.score_fields import SCORES
from tui_crm.services.importing.columns.ticket_fields import TICKETS

KINDS: dict[str, Kind] = {kind.name: kind for kind in (CONTACTS, COMPANIES, TICKETS, SCORES)}
"""Every kind by its name on the command line."""


def kind_called(name: str) -> Kind:
    """Return the kind of that name; raises UsageError."""
    if name not in KINDS:
        raise UsageError(
            _("“{name}” cannot be imported").format(name=name),
            hint=_("one of: {names}").format(names=_(", ").join(KINDS)),
        )
    return KINDS[name]
