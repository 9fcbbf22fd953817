"""How a person is really forgotten, on their request: no table, no index, no line of the log keeps what is known of them.

Only the fact that something was changed stays in the log, under the id. What was merged into the person goes too. It
cannot be undone; a backup is made before, and that and older ones still hold the person. Drafts about them go, too.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from tui_crm.db import contacts, forgetting, forgetting_threads, rows
from tui_crm.db.records import RECORD_TYPES, Values
from tui_crm.db.references import Reference, holders_of, references
from tui_crm.db.sqlite import backup, search
from tui_crm.drafts import ABOUT_CONTACTS, ABOUT_TICKETS, Drafts
from tui_crm.errors import BadInput, Busy, NotFound, OutputFailed
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.codes import Kind
from tui_crm.models.ids import shown
from tui_crm.services.labels import told
from tui_crm.services.merging import MERGED
from tui_crm.services.people import ensure_user

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

FORGOT = N_("Forgot {id}")
"""The label of the one operation that cannot be taken back."""
_Victims: TypeAlias = dict[str, set[int]]
"""The ids of what was deleted, by thing."""

_SHORTEST_PART = 2
"""From how many characters on a name is looked for within longer texts."""


def forget(crm: "Crm", contact_id: int) -> Done:
    """Delete everything that is known of a person. Raises NotFound, BadInput for a company, OutputFailed.

    ``kept`` of the answer names where the person is still known: the backups.
    """
    ensure_user(crm)
    with crm.database.read() as connection:
        _check_person(rows.load(connection, "contact", [contact_id]).get(contact_id), contact_id)
    crm.safety.back_up()
    shown_id = shown("contact", contact_id)
    with crm.database.write(crm.actor, FORGOT, {"id": shown_id}) as writing:
        people = _with_merged(writing, contact_id)
        instead = dict.fromkeys(_names(writing, people), shown_id) | _ticket_ids(writing, people)
        victims = _erase(writing, people)
        for thing, ids in victims.items():
            forgetting.clean_changes(writing.connection, thing, sorted(ids))
        _clean_arguments(writing, victims, instead, shown_id)
    kept = [_("backups made before still know them: {folder}").format(folder=backup.folder_of(crm.database.path))]
    kept += _wipe(crm)
    kept += _without_drafts(crm, people, victims)
    return Done(writing.operation_id, told(FORGOT, writing.arguments), (contact_id,), tuple(kept))


def _check_person(record: Values | None, contact_id: int) -> None:
    if record is None:
        raise NotFound(_("there is no contact {id}").format(id=shown("contact", contact_id)))
    if record["kind"] != Kind.PERSON:
        raise BadInput(
            _("only a person can be forgotten, and {id} is a company").format(id=shown("contact", contact_id)),
            hint=_("delete it, and forget its people"),
        )


def _with_merged(writing: "Transaction", contact_id: int) -> list[int]:
    """Return the person with everybody who was merged into them."""
    people, todo = [contact_id], [contact_id]
    while todo:
        fresh = [key for key in forgetting.merged_into(writing.connection, todo.pop(), MERGED) if key not in people]
        people += fresh
        todo += fresh
    return people


def _names(writing: "Transaction", people: Sequence[int]) -> list[str]:
    names = forgetting.names_in_log(writing.connection, people)
    for record in rows.load(writing.connection, "contact", people).values():
        names |= forgetting.names_in(record)
    return sorted(names, key=len, reverse=True)


def _ticket_ids(writing: "Transaction", people: Sequence[int]) -> dict[str, str]:
    """Return what stands for the numbers of their tickets: one that came from elsewhere may say anything."""
    found = forgetting.ticket_numbers(writing.connection, people)
    return {text: shown("ticket", key) for text, key in found.items()}


def _erase(writing: "Transaction", people: Sequence[int]) -> _Victims:
    """Delete the records about these people and whatever else names them; returns the deleted ones' ids by thing.

    Their tickets go whole: what is left of one would still tell who asked, by its customer and its times.
    """
    victims: _Victims = {thing: set() for thing in RECORD_TYPES}
    forgetting.defer_references(writing.connection)
    mails: set[str] = set()
    known = references(writing.connection)
    for reference in (each for each in known if each.target == "contact"):
        holders = holders_of(writing.connection, reference, people)
        if reference.field == "contact_id":
            if reference.holder.thing == "activity":
                mails = forgetting_threads.ids_of(writing.connection, holders)
            _take_out(writing, known, reference.holder.thing, holders, victims)
        else:
            _let_go(writing, reference, holders, frozenset(people))
    writing.erase("contact", people)
    victims["contact"].update(people)
    forgetting_threads.rename(writing.connection, mails)
    _note_gone(writing, known, victims)
    return victims


def _take_out(
    writing: "Transaction", known: Sequence[Reference], thing: str, ids: Sequence[int], victims: _Victims
) -> None:
    """Delete records with those that are nothing without them; what stays names them no longer.

    Of a repeat, one may be another's since a merge was taken back.
    """
    gone = frozenset(ids)
    for reference in (each for each in known if each.target == thing):
        holder = reference.holder.thing
        stays = [key for key in holders_of(writing.connection, reference, ids) if holder != thing or key not in gone]
        if _goes_along(reference):
            _take_out(writing, known, holder, stays, victims)
        else:
            records = rows.load(writing.connection, holder, stays)
            field = reference.field
            writing.update_many(
                holder, {key: {field: reference.without(record[field], gone)} for key, record in records.items()}
            )
    writing.erase(thing, ids)
    victims[thing].update(ids)


def _goes_along(reference: Reference) -> bool:
    """Tell whether a record goes with what it names: one that needs it, and the call about a ticket, which says its subject."""
    return reference.required or (reference.holder.thing, reference.field) == ("reminder", "ticket_id")


def _note_gone(writing: "Transaction", known: Sequence[Reference], victims: _Victims) -> None:
    """Add the records that went with such things before, and are in the log alone."""
    for reference in known:  # tickets come before what goes along with them
        thing, column = reference.holder.thing, reference.column
        if reference.collection is None and (column == "contact_id" or _goes_along(reference)):
            named = sorted(victims[reference.target])
            victims[thing].update(forgetting.gone_records_of(writing.connection, thing, column, named))


def _let_go(writing: "Transaction", reference: Reference, holders: Sequence[int], people: frozenset[int]) -> None:
    """Let records about others no longer name these people; an activity of another's is their own customer's then."""
    thing = reference.holder.thing
    records = rows.load(writing.connection, thing, [key for key in holders if thing != "contact" or key not in people])
    changes: dict[int, Values] = {}
    for key, record in records.items():
        if reference.collection is not None:
            changes[key] = {reference.field: reference.without(record[reference.field], people)}
        elif (other := record.get("contact_id")) is not None:
            own = rows.number(other)
            changes[key] = {reference.field: contacts.customers_of(writing.connection, [own])[own]}
    writing.update_many(thing, changes)


def _clean_arguments(writing: "Transaction", victims: _Victims, instead: Mapping[str, str], shown_id: str) -> None:
    """Let the log tell operations by ids: ``instead`` says which stands for which name or number."""

    def clean(argument: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        if argument == "what" or value in instead:
            return instead.get(value, shown_id)
        for name, become in instead.items():
            value = value.replace(name, become) if len(name) >= _SHORTEST_PART else value
        return value

    forgetting.clean_arguments(writing.connection, victims, clean)


def _without_drafts(crm: "Crm", people: Sequence[int], victims: _Victims) -> list[str]:
    """Remove what somebody typed about them and did not save, on this account; returns what could not be done, in words."""
    about: dict[str, Sequence[int]] = dict.fromkeys(ABOUT_CONTACTS, people)
    about |= {thing: sorted(victims[thing]) for thing in ("activity", "reminder")}
    about |= dict.fromkeys(ABOUT_TICKETS, sorted(victims["ticket"]))
    about["repeat"], about["rating"] = about["reminder"], about["ticket"]
    left = Drafts(crm.database.path, crm.clock).remove(about)
    return [_("a draft about them could not be removed: {path}").format(path=path) for path in left]


def _wipe(crm: "Crm") -> list[str]:
    """Rid the file of the remains that deleting leaves in it; returns what could not be done, in words."""
    try:
        with crm.database.maintain() as connection:
            search.optimize(connection)
        crm.database.compact()
    except (Busy, OutputFailed) as error:
        return [_("remains of the deleted text may still be in the file: {reason}").format(reason=error.message)]
    return []
