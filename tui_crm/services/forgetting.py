"""How a person is really forgotten, on their request: no table, no index, no line of the log keeps what is known of them.

Only the fact that something was changed stays in the log, under the id. What was merged into the person goes too. It
cannot be undone; a backup is made before, and that and older ones still hold the person. Drafts about them go, too.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_crm.db import contacts, forgetting, forgetting_threads, rows
from tui_crm.db.records import RECORD_TYPES, Values
from tui_crm.db.references import Reference, holders_of, references
from tui_crm.db.sqlite import backup, search
from tui_crm.drafts import ABOUT_CONTACTS, Drafts
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
        names = _names(writing, people)
        victims = _erase(writing, people)
        for thing, ids in victims.items():
            forgetting.clean_changes(writing.connection, thing, ids)
        _clean_arguments(writing, victims, names, shown_id)
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


def _erase(writing: "Transaction", people: Sequence[int]) -> dict[str, list[int]]:
    """Delete the records about these people and whatever else names them; returns the deleted ones' ids by thing."""
    victims: dict[str, list[int]] = {"contact": list(people)}
    for thing, kind in RECORD_TYPES.items():
        if "contact_id" in kind.columns:
            victims[thing] = forgetting.gone_records_of(writing.connection, thing, people)
    forgetting.defer_references(writing.connection)
    mails: set[str] = set()
    known = references(writing.connection)
    for reference in (each for each in known if each.target == "contact"):
        holders = holders_of(writing.connection, reference, people)
        if reference.field == "contact_id":
            if reference.holder.thing == "activity":
                mails = forgetting_threads.ids_of(writing.connection, holders)
            _part(writing, [each for each in known if each.target == reference.holder.thing], holders)
            writing.erase(reference.holder.thing, holders)
            victims[reference.holder.thing] += holders
        else:
            _let_go(writing, reference, holders, frozenset(people))
    writing.erase("contact", people)
    forgetting_threads.rename(writing.connection, mails)
    return victims


def _part(writing: "Transaction", known: Sequence[Reference], ids: Sequence[int]) -> None:
    """Let what stays no longer name these records: of a repeat, one may be another's since a merge was taken back."""
    gone = frozenset(ids)
    for reference in known:
        thing = reference.holder.thing
        stays = [key for key in holders_of(writing.connection, reference, ids) if key not in gone]
        records = rows.load(writing.connection, thing, stays)
        field = reference.field
        writing.update_many(
            thing, {key: {field: reference.without(record[field], gone)} for key, record in records.items()}
        )


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


def _clean_arguments(
    writing: "Transaction", victims: dict[str, list[int]], names: Sequence[str], shown_id: str
) -> None:
    def clean(argument: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        if argument == "what" or value in names:
            return shown_id
        for name in names:
            value = value.replace(name, shown_id) if len(name) >= _SHORTEST_PART else value
        return value

    forgetting.clean_arguments(writing.connection, victims, clean)


def _without_drafts(crm: "Crm", people: Sequence[int], victims: dict[str, list[int]]) -> list[str]:
    """Remove what somebody typed about them and did not save, on this account; returns what could not be done, in words."""
    about: dict[str, Sequence[int]] = dict.fromkeys(ABOUT_CONTACTS, people)
    about |= {"activity": victims["activity"], "reminder": victims["reminder"], "repeat": victims["reminder"]}
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
