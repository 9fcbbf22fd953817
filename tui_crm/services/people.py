"""Who is meant: a user by login or id, a contact by id, e-mail, phone or name; and the user that a login stands for."""

import json
from collections.abc import Sequence
from dataclasses import replace
from shlex import quote
from typing import TYPE_CHECKING

from tui_crm.actor import Actor, Source
from tui_crm.db import contacts, operations, rows, team
from tui_crm.db.records import Values
from tui_crm.errors import Ambiguous, BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.codes import Kind
from tui_crm.models.ids import number_of, shown

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.models.cards import ContactRow
    from tui_crm.services.crm import Crm

BOTH = (Kind.PERSON, Kind.COMPANY)


def find_contact(crm: "Crm", who: str, kinds: Sequence[Kind] = BOTH) -> int:
    """Return the one live contact that ``who`` means. Raises NotFound, or Ambiguous with the candidates."""
    with crm.database.read() as connection:
        number = number_of("contact", who)
        if number is not None:
            if number in contacts.live_ids(connection, [number]):
                return number
            raise not_live(connection, number)
        found = contacts.ids_meant(connection, who.strip(), crm.settings.get("phone_region"), kinds)
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(
                _("no contact fits “{who}”").format(who=who),
                hint=_("look with: crm contact list {who}").format(who=quote(who)) if who.strip() else "",
            )
        lines = contacts.rows_for(connection, found)
        raise Ambiguous(
            _("“{who}” fits {count} contacts").format(who=who, count=len(found)),
            candidates=[
                (shown("contact", line.id), " · ".join(filter(None, (line.name, line.company, line.email, line.phone))))
                for line in lines
            ],
            hint=_("name one by its id"),
        )


def not_live(connection: "Connection", number: int) -> NotFound:
    """Return what is said where a contact with this number should be outside the trash and is not."""
    name = shown("contact", number)
    if (other := merged_into(connection, number)) is not None:
        hint = _("part them with: crm contact unmerge {id}").format(id=name)
        text = _("contact {id} was merged into {other}")
        return NotFound(text.format(id=name, other=shown("contact", other)), hint=hint)
    if contacts.rows_for(connection, [number]):
        hint = _("take it out with: crm contact restore {id}").format(id=name)
        return NotFound(_("contact {id} is in the trash").format(id=name), hint=hint)
    return NotFound(_("there is no contact {id}").format(id=name))


def live_lines(connection: "Connection", ids: Sequence[int]) -> "list[ContactRow]":
    """Return the lines of contacts that are outside the trash, in this order. Raises NotFound for the first that is not."""
    lines = {line.id: line for line in contacts.rows_for(connection, ids)}
    for number in ids:
        if number not in lines or lines[number].deleted:
            raise not_live(connection, number)
    return [lines[number] for number in ids]


def merged_into(connection: "Connection", number: int) -> int | None:
    """Return the contact that one in the trash was merged into, None where it was not."""
    from tui_crm.services.merging import MERGED  # noqa: PLC0415 - merging finds people itself

    found = operations.newest_labelled(connection, MERGED, number)
    if found is None or number in contacts.live_ids(connection, [number]):
        return None
    _label, arguments, _undone = operations.describe(connection, found) or ("", "{}", False)
    other = json.loads(arguments).get("contact")
    return other if isinstance(other, int) and other != number else None


def present(writing: "Transaction", ids: Sequence[int], *, trash: bool = False) -> dict[int, Values]:
    """Return the records of contacts that are outside the trash, or in it. Raises NotFound naming the first that is not."""
    found = rows.load(writing.connection, "contact", ids)
    for contact_id in ids:
        is_in_trash = contact_id in found and found[contact_id]["deleted_at"] is not None
        if contact_id not in found or (is_in_trash and not trash):
            raise not_live(writing.connection, contact_id)
        if trash and not is_in_trash:
            raise NotFound(_("contact {id} is not in the trash").format(id=shown("contact", contact_id)))
    return found


def user_meant(connection: "Connection", who: str) -> int | None:
    """Return the user that a login, a name or an id means, retired or not; None where there is none."""
    number = number_of("user", who)
    return team.user_by_id(connection, number) if number is not None else team.user_called(connection, who)


def find_user(connection: "Connection", who: str) -> int:
    """Return the user that a login, a name or an id means, retired or not. Raises NotFound."""
    found = user_meant(connection, who)
    if found is None:
        known = ", ".join(team.logins(connection))
        raise NotFound(
            _("there is no user “{who}”").format(who=who),
            hint=_("known users: {names}; add one with: crm user add LOGIN").format(names=known or "—"),
        )
    return found


def working_user(connection: "Connection", who: str) -> int:
    """Return the user that ``who`` means, to whom something shall be given. Raises NotFound, and BadInput for one who has left."""
    user_id = find_user(connection, who)
    if team.is_retired(connection, user_id):
        raise BadInput(
            _("{login} has left and is given nothing more").format(login=team.login_of(connection, user_id)),
            field="owner",
            hint=_("known users: {names}").format(names=", ".join(team.logins(connection)) or "—"),
        )
    return user_id


def ensure_user(crm: "Crm") -> int:
    """Return the id of the user at the keyboard, made on their first write (an operation of the program's own).

    From then on the login is the one the file knows, whatever the case of its letters was said in.
    """
    with crm.database.read() as connection:
        found = team.user_with_login(connection, crm.actor.login)
        known = crm.actor.login if found is None else team.login_of(connection, found)
    if found is not None:
        if known != crm.actor.login:
            crm.actor = replace(crm.actor, login=known)
        return found
    machine = Actor(crm.actor.login, Source.SYSTEM, crm.clock)
    with crm.database.write(machine, N_("New user {login}"), {"login": crm.actor.login}) as writing:
        found = team.user_with_login(writing.connection, crm.actor.login)
        return found if found is not None else writing.create("user", {"login": crm.actor.login})
