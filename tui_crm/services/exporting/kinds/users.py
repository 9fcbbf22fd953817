"""Users, as they are taken out: everybody who works here, and who did."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import N_
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.services.exporting.shape import Column, Only, Shape
from tui_crm.services.exporting.spreadsheet import CellType
from tui_crm.services.users import UserEntry

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm


def _find(crm: "Crm", text: str, only: Only) -> list[int]:
    del text, only
    return sorted(user.id for user in crm.users.all())


def _read(crm: "Crm", connection: "Connection", ids: Sequence[int]) -> list[UserEntry]:
    del connection
    known = {user.id: user for user in crm.users.all()}
    return [known[key] for key in ids if key in known]


def _object(user: UserEntry) -> dict[str, object]:
    return {
        "id": shown("user", user.id),
        "login": user.login,
        "name": user.name or None,
        "email": user.email or None,
        "team": user.team or None,
        "retired_at": stored_instant(user.retired_at) if user.retired_at else None,
    }


COLUMNS: Final[Mapping[str, Column[UserEntry]]] = {
    "id": Column(lambda user: shown("user", user.id)),
    "login": Column(lambda user: user.login),
    "name": Column(lambda user: user.name),
    "email": Column(lambda user: user.email),
    "team": Column(lambda user: user.team),
    "retired_at": Column(lambda user: user.retired_at, CellType.DATETIME),
}
"""What a row of the table says, a header each."""

SHAPE: Final[Shape[UserEntry]] = Shape(N_("users"), _find, _read, lambda _crm, _connection: COLUMNS, _object)
