"""How a ticket comes to be: what is said of it, checked; its number, whose it is, and what is promised."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from pydantic import ValidationError

from tui_crm.db import service_ways, team, tickets
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.text import clean_line
from tui_crm.models.ticket import TicketKind, TicketState
from tui_crm.models.ticket_fields import TicketFields
from tui_crm.services.tickets.changing import complaint_owner
from tui_crm.services.tickets.moving import note_move
from tui_crm.services.tickets.owners import find_team, owner_columns
from tui_crm.services.tickets.promises import promised
from tui_crm.services.validation import bad_input

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Asker(Protocol):
    """Who asks, with the customer that they belong to."""

    @property
    def id(self) -> int: ...  # noqa: D102 - the class says it
    @property
    def customer_id(self) -> int: ...  # noqa: D102


def checked(said: Mapping[str, object], *, complete: bool = True) -> dict[str, object]:
    """Return what is said of a ticket, cleaned: fields of ``TicketFields`` and no others; an empty value clears.

    What is not said is left out, but for a new, ``complete`` one. Raises BadInput naming the field.
    """
    unknown = said.keys() - TicketFields.model_fields.keys()
    if unknown:
        raise BadInput(_("there is no field “{name}”").format(name=min(unknown)), field=min(unknown))
    given = {name: value for name, value in said.items() if value not in (None, "")}
    if not complete and "subject" not in said:
        given["subject"] = "-"  # not said, so not written either
    try:
        whole = TicketFields.model_validate(given).model_dump(mode="json")
    except ValidationError as error:
        raise bad_input(error) from error
    return whole if complete else {name: whole[name] for name in said}


def whose(connection: "Connection", owner: str | None, team: str | None) -> dict[str, object]:
    """Return the columns that say whose a ticket is, of what is said. Raises NotFound, BadInput."""
    columns = {} if owner is None else owner_columns(connection, owner)
    if team is not None:
        columns["team_id"] = find_team(connection, team) if team.strip() else None
    return columns


def write_new(
    writing: Transaction,
    line: Asker,
    said: Mapping[str, object],
    author: int | None,
    *,
    owned: Mapping[str, object],
    number: str = "",
    opened_at: str = "",
    **further: object,
) -> int:
    """Write a ticket of a contact with what is ``said``, as :func:`checked` returns it, and its first state.

    Its kind's way says where it starts and who gets it unless that is said; a complaint has an owner at once.
    ``owned`` are columns of :func:`whose`. Raises BadInput for a number that is taken.
    """
    way = service_ways.ways(writing.connection)[str(said["kind"])]
    values: dict[str, object] = {
        "priority": way.priority,
        "checklist": tuple((line, None, None) for line in way.checklist),
        **said,
        "contact_id": line.id,
        "customer_id": line.customer_id,
        "owner_id": way.owner_id,
        "team_id": way.team_id,
        "author_id": author,
        "state": str(TicketState.NEW),
        "number": _number(writing, number),
        "opened_at": opened_at or writing.at,
        **further,
        **owned,
    }
    if values["kind"] == TicketKind.COMPLAINT and values["owner_id"] is None and "owner_id" not in owned:
        brings = team.user_with_login(writing.connection, writing.actor.login)
        values["owner_id"] = complaint_owner(writing.connection, values, author or brings)
    values |= promised(writing.connection, values)
    ticket_id = writing.create("ticket", values)
    note_move(writing, ticket_id, None, TicketState.NEW, at=str(values["opened_at"]), author=author)
    return ticket_id


def _number(writing: Transaction, wanted: str) -> str:
    """Return the number that a new ticket gets: the ``wanted`` one, else the usual one. Raises BadInput where it is taken."""
    given = clean_line(wanted)
    if given:
        check_free(writing.connection, given)
        return given
    usual = f"T-{writing.next_id('ticket')}"
    number, step = usual, 2
    while tickets.numbered(writing.connection, number) is not None:
        number, step = f"{usual}-{step}", step + 1
    return number


def check_free(connection: "Connection", number: str) -> None:
    """Raise BadInput where a ticket outside the trash has this number."""
    if tickets.numbered(connection, number) is not None:
        raise BadInput(_("there is a ticket {number} already").format(number=number), field="number")
