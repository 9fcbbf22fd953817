"""How tickets of each kind go: where they start, whose they are, what closing asks for, and what comes after."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tui_crm.db import service_ways
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.service_way_fields import WayFields
from tui_crm.models.service_ways import Way
from tui_crm.models.ticket import TICKET_KIND_LABELS, TicketKind
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user
from tui_crm.services.tickets.owners import owner_columns
from tui_crm.services.validation import bad_input

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


class ServiceWays:
    """The service ways of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[Way]:
        """Return the way of every kind, the usual one where the team has said nothing of it."""
        with self._crm.database.read() as connection:
            return list(service_ways.ways(connection).values())

    def of(self, kind: str) -> Way:
        """Return the way of a kind. Raises NotFound where there is no such kind."""
        with self._crm.database.read() as connection:
            return _of(service_ways.ways(connection), kind)

    def set(self, kind: str, *, owner: str | None = None, base: int | None = None, **said: object) -> Done:
        """Change what is named of the way of a kind: fields of ``WayFields``, and the ``owner`` (``li``, ``team:support``, "").

        The lines of the checklist are one text. ``base`` is the version one started from. Tickets that are open stay as
        they are. Raises NotFound, BadInput, Conflict.
        """
        unknown = said.keys() - WayFields.model_fields.keys()
        if unknown:
            raise BadInput(_("there is no field “{name}”").format(name=min(unknown)), field=min(unknown))
        _of({each: Way(each) for each in TicketKind}, kind)
        ensure_user(self._crm)
        label, arguments = N_("Set the service way of: {kind}"), _kind_of(kind)
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            way = service_ways.ways(writing.connection)[kind]
            was = _columns(way)
            changes = _checked(way, said) | ({} if owner is None else owner_columns(writing.connection, owner))
            if way.id is not None:
                is_another = writing.update("service_way", way.id, changes, base=base)
            elif is_another := any(was[name] != value for name, value in changes.items()):
                writing.create("service_way", {"kind": kind, **was, **changes})
            if not is_another:
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, arguments))

    def reset(self, kind: str) -> Done:
        """Let the way of a kind be the usual one again. Raises NotFound."""
        self.of(kind)
        ensure_user(self._crm)
        label, arguments = N_("Set the usual service way of: {kind}"), _kind_of(kind)
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            way = service_ways.ways(writing.connection)[kind]
            if way.id is None:
                return Done(None, _("Nothing changed"))
            writing.remove("service_way", [way.id])
        return Done(writing.operation_id, told(label, arguments))


def _of(ways: Mapping[str, Way], kind: str) -> Way:
    if kind not in ways:
        kinds = ", ".join(TicketKind)
        raise NotFound(
            _("there is no kind of tickets “{kind}”").format(kind=kind),
            hint=_("there are: {names}").format(names=kinds),
        )
    return ways[kind]


def _kind_of(kind: str) -> dict[str, object]:
    return {"kind": {"label": TICKET_KIND_LABELS[kind], "arguments": {}}}


def _columns(way: Way) -> dict[str, object]:
    """Return a way as its columns, but for its kind."""
    return {
        "priority": str(way.priority),
        "owner_id": way.owner_id,
        "team_id": way.team_id,
        "aftercare_days": way.aftercare_days,
        "needs_cause": way.needs_cause,
        "needs_remedy": way.needs_remedy,
        "needs_confirmation": way.needs_confirmation,
        "checklist": "\n".join(way.checklist) or None,
    }


def _checked(way: Way, said: Mapping[str, object]) -> dict[str, object]:
    """Return the columns of what is said of a way, cleaned. Raises BadInput naming the field."""
    given = {name: None if value == "" else value for name, value in said.items()}
    try:
        whole = WayFields.model_validate({**_columns(way), **given}).model_dump(mode="json")
    except ValidationError as error:
        raise bad_input(error) from error
    spared = [name for name in ("needs_cause", "needs_remedy") if name in said and not whole[name]]
    if way.kind == TicketKind.COMPLAINT and spared:
        raise BadInput(_("a complaint is never closed without its cause and its remedy"), field=spared[0])
    return {name: whole[name] or (None if name == "checklist" else whole[name]) for name in said}
