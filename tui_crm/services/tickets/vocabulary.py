"""Which fields, and which values of them, filters over tickets can speak of now."""

from collections.abc import Mapping

from tui_crm.db import team
from tui_crm.db.field_kinds import FieldKind
from tui_crm.db.filter_fields import Field
from tui_crm.db.filter_sql import Records
from tui_crm.db.ticket_fields import TICKET_FIELDS, TICKETS
from tui_crm.db.ticket_kinds import Owner, Team
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.nearest import nearest
from tui_crm.models.ticket import TEAM
from tui_crm.services.vocabulary import Vocabulary


class TicketVocabulary(Vocabulary):
    """The fields of tickets."""

    @property
    def among(self) -> Records:
        """Tickets."""
        return TICKETS

    @property
    def declared(self) -> Mapping[str, Field]:
        """Every field of tickets, by name."""
        return TICKET_FIELDS

    def _known(self, kind: FieldKind, value: str) -> str | None:
        """Return how the tag, user or team that ``value`` means is called; None where there is none."""
        named = _team(kind, value)
        if named is None:
            return super()._known(kind, value)
        with self._crm.database.read() as connection:
            found = team.team_called(connection, named)
            called = next(
                (name for name in team.team_names(connection) if found and name.lower() == named.lower()), None
            )
        if called is None:
            return None
        return f"{TEAM}{called}" if isinstance(kind, Owner) else called

    def _doubt(self, kind: FieldKind, value: str, text: str) -> UsageError:
        named = _team(kind, value)
        if named is None:
            return super()._doubt(kind, value, text)
        with self._crm.database.read() as connection:
            hint = nearest(named, team.team_names(connection))
        said = _("there is no team “{name}”").format(name=named)
        return UsageError(said, hint=hint, text=text, at=text.casefold().find(named.casefold()))


def _team(kind: FieldKind, value: str) -> str | None:
    """Return the name of the team that ``value`` means, None where it means none."""
    if isinstance(kind, Team):
        return value
    return value[len(TEAM) :] if isinstance(kind, Owner) and value.startswith(TEAM) else None
