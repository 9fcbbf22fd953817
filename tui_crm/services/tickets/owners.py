"""In whose hands a ticket is: a user's, a team's, or nobody's."""

from typing import TYPE_CHECKING

from tui_crm.db import team
from tui_crm.errors import NotFound
from tui_crm.i18n import _
from tui_crm.models.nearest import nearest
from tui_crm.models.ticket import TEAM
from tui_crm.services.people import working_user

if TYPE_CHECKING:
    from sqlalchemy import Connection


def owner_columns(connection: "Connection", who: str) -> dict[str, object]:
    """Return the columns that say whose a ticket is: ``li`` (whatever its team), ``team:support`` (anybody there), "" for nobody.

    Raises NotFound, and BadInput for a user who has left.
    """
    text = who.strip()
    if not text:
        return {"owner_id": None, "team_id": None}
    if text.lower().startswith(TEAM):
        return {"owner_id": None, "team_id": find_team(connection, text[len(TEAM) :])}
    return {"owner_id": working_user(connection, text)}


def find_team(connection: "Connection", name: str) -> int:
    """Return the team with this name. Raises NotFound, which names the nearest one."""
    found = team.team_called(connection, name.strip())
    if found is None:
        known = team.team_names(connection)
        hint = nearest(name.strip(), known) or _("add one with: crm user edit LOGIN --team NAME")
        raise NotFound(_("there is no team “{name}”").format(name=name.strip()), hint=hint)
    return found
