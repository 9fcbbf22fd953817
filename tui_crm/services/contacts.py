"""What can be done with contacts: add, edit, delete, restore, tag; find them and look at them.

A person in a company shows the company's owner, level and stage, and changing these on the person changes the company.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_crm.db import contacts, rows
from tui_crm.db.records import as_tuples
from tui_crm.db.transaction import Transaction
from tui_crm.errors import NotFound, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.cards import ContactCard, ContactRow, Done, DuplicateGroup
from tui_crm.models.codes import STAGE_LABELS, Kind, Stage
from tui_crm.models.contact import ContactFields
from tui_crm.models.ids import number_of, shown
from tui_crm.services import contact_input, forgetting, lookalikes, merging, past
from tui_crm.services.card_bases import bases_of
from tui_crm.services.contact_input import CUSTOMER_FIELDS, Said, says
from tui_crm.services.finding import Finder
from tui_crm.services.labels import told
from tui_crm.services.lookalikes import Lookalikes
from tui_crm.services.people import BOTH, ensure_user, find_contact, merged_into, present

if TYPE_CHECKING:
    from tui_crm.services.contact_vocabulary import ContactVocabulary
    from tui_crm.services.crm import Crm


_DECIDING = ("kind", "relations")
"""Fields that decide to which customer a contact belongs."""


class Contacts(Finder):
    """People and companies of an open CRM. Every write is one operation and returns what it did."""

    def __init__(self, crm: "Crm") -> None:
        super().__init__(crm)
        self._crm = crm

    def vocabulary(self) -> "ContactVocabulary":
        """Return the words that filters over contacts are made of, as they are now."""
        from tui_crm.services.contact_vocabulary import ContactVocabulary  # noqa: PLC0415 - many commands do without

        return ContactVocabulary(self._crm)

    def meant(self, who: str, kinds: Sequence[Kind] = BOTH) -> int:
        """Return the one contact that an id, e-mail, phone or name means. Raises NotFound, Ambiguous."""
        return find_contact(self._crm, who, kinds)

    def rows(self, ids: Sequence[int]) -> list[ContactRow]:
        """Return the lines of these contacts in this order; ids that are gone are left out."""
        with self._crm.database.read() as connection:
            return contacts.rows_for(connection, ids)

    def cards(self, ids: Sequence[int]) -> list[ContactCard]:
        """Return the whole cards of these contacts in this order; ids that are gone are left out."""
        with self._crm.database.read() as connection:
            return contacts.cards_for(connection, ids, self._crm.clock.today())

    def card(self, contact_id: int) -> ContactCard:
        """Return the whole card of one contact, in the trash or not. Raises NotFound."""
        found = self.cards([contact_id])
        if not found:
            raise NotFound(_("there is no contact {id}").format(id=shown("contact", contact_id)))
        return found[0]

    def merged_into(self, contact_id: int) -> int | None:
        """Return the contact that one in the trash was merged into, None where it was not."""
        with self._crm.database.read() as connection:
            return merged_into(connection, contact_id)

    def lookalikes(self, said: Said, but: int | None = None) -> Lookalikes:
        """Return who is on file that looks like what is ``said`` of a contact other than ``but``; quick."""
        return lookalikes.found(self._crm, said, but)

    def add(self, said: Said) -> Done:
        """Add a contact; ``said`` is described in ``contact_input``. Raises BadInput, Ambiguous, NotFound."""
        values = contact_input.checked(said, complete=True)
        ensure_user(self._crm)
        label = N_("Added {name}")
        with self._crm.database.write(self._crm.actor, label, {"name": values["name"]}) as writing:
            contact_input.resolved(writing, said, values)
            contact_id = self._create(writing, said, values)
            also = _founded(writing, [contact_id])
        return Done(writing.operation_id, told(label, writing.arguments), (contact_id,), also=also)

    def _create(self, writing: Transaction, said: Said, values: dict[str, object]) -> int:
        shared = {name: values[name] for name in CUSTOMER_FIELDS if values.get("relations") and says(said, name)}
        own = {name: ContactFields.model_fields[name].default for name in shared}
        contact_id = writing.create("contact", {**values, **own})
        if shared:
            self.write_changes(writing, {contact_id: shared})
        elif values.get("stage", Stage.LEAD) != Stage.LEAD:
            note_transition(writing, contact_id, None, str(values["stage"]), N_("set by hand"))
        return contact_id

    def edit(
        self,
        contact_id: int,
        said: Said,
        *,
        base: int | None = None,
        customer_base: int | None = None,
        move_past: bool = False,
    ) -> Done:
        """Change what ``said`` names of a contact; stage, owner and level change on its customer.

        ``base`` and ``customer_base`` are the versions of the card that the edit started from; with ``move_past`` what
        happened counts for the company that is joined, or for the person who leaves one. Raises BadInput, NotFound,
        UsageError where a ``base`` comes without the ``customer_base`` that the save needs, and Conflict where somebody
        else changed the same fields since.
        """

        def bases(writing: Transaction) -> Mapping[int, int]:
            return bases_of(writing, contact_id, said, base, customer_base)

        return self._edit([contact_id], said, bases, move_past=move_past)

    def past_of(self, contact_id: int) -> int:
        """Return how many records about a contact (activities, tickets …) count for its customer: what ``move_past`` moves."""
        with self._crm.database.read() as connection:
            return past.size(connection, contact_id)

    def edit_many(
        self, ids: Sequence[int], said: Said, *, bases: Mapping[int, int] | None = None, move_past: bool = False
    ) -> Done:
        """Change the same fields of several contacts in one operation; ``bases`` are versions the edit started from."""
        return self._edit(ids, said, lambda _writing: bases or {}, move_past=move_past)

    def _edit(
        self, ids: Sequence[int], said: Said, bases: Callable[[Transaction], Mapping[int, int]], *, move_past: bool
    ) -> Done:
        values = contact_input.checked(said, complete=False)
        ensure_user(self._crm)
        label, arguments = self._label(ids, N_("Edited {name}"), N_("Edited {count} contacts"))
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            before = present(writing, ids)
            read_at = bases(writing)
            customers = contacts.customers_of(writing.connection, ids) if move_past else {}
            changes = {
                contact_id: contact_input.resolved(writing, said, dict(values), record)
                for contact_id, record in before.items()
            }
            changed = self.write_changes(writing, changes, read_at)
            past.move(writing, customers)
            also = _founded(writing, ids)
        return replace(self._done(writing, changed), also=also)

    def write_changes(
        self,
        writing: Transaction,
        changes: Mapping[int, dict[str, object]],
        bases: Mapping[int, int] | None = None,
        why: str = N_("set by hand"),
    ) -> list[int]:
        """Write ``changes``, those of customers on the customers; a change of stage is a transition with its ``why``.

        Returns the ids of the contacts that differed. What decides who the customer is comes first.
        """
        ties = {key: {name: values[name] for name in _DECIDING if name in values} for key, values in changes.items()}
        changed = writing.update_many("contact", {key: values for key, values in ties.items() if values}, bases=bases)
        customers = contacts.customers_of(writing.connection, list(changes))
        redirected: dict[int, dict[str, object]] = {}
        for contact_id, values in changes.items():
            for name, value in values.items():
                holder = customers[contact_id] if name in CUSTOMER_FIELDS else contact_id
                redirected.setdefault(holder, {})[name] = value
        staged = [key for key, values in redirected.items() if "stage" in values]
        stages = {key: str(record["stage"]) for key, record in rows.load(writing.connection, "contact", staged).items()}
        changed += writing.update_many("contact", redirected, bases=bases)
        for customer, was in stages.items():
            if (now := str(redirected[customer]["stage"])) != was:
                note_transition(writing, customer, was, now, why)
        return list(dict.fromkeys(changed))

    def delete(self, ids: Sequence[int]) -> Done:
        """Put contacts in the trash."""
        label, arguments = self._label(ids, N_("Deleted {name}"), N_("Deleted {count} contacts"))
        return self._set_deleted(ids, label, arguments, deleted=True)

    def restore(self, ids: Sequence[int]) -> Done:
        """Take contacts out of the trash."""
        label, arguments = self._label(ids, N_("Restored {name}"), N_("Restored {count} contacts"))
        return self._set_deleted(ids, label, arguments, deleted=False)

    def _set_deleted(self, ids: Sequence[int], label: str, arguments: dict[str, object], *, deleted: bool) -> Done:
        ensure_user(self._crm)
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            before = present(writing, ids, trash=not deleted)
            mark = writing.at if deleted else None
            changed = writing.update_many("contact", {key: {"deleted_at": mark} for key in before})
        return self._done(writing, changed)

    def tag(self, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> Done:
        """Put tags on contacts and take others off, in one operation; tags that do not exist yet are made."""
        add, remove = list(add), list(remove)
        ensure_user(self._crm)
        label, arguments = self._label(ids, N_("Tagged {name}"), N_("Tagged {count} contacts"))
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            before = present(writing, ids)
            known = contact_input.known_tags(writing, remove)
            off, on = set(known), contact_input.tag_ids(writing, add)
            changes = {}
            for contact_id, record in before.items():
                kept = [tag for (tag,) in as_tuples(record["tags"]) if tag not in off]
                changes[contact_id] = {"tags": tuple((tag,) for tag in dict.fromkeys([*kept, *on]))}
            changed = writing.update_many("contact", changes)
        return self._done(writing, changed)

    def merge(self, keep: int, others: Sequence[int]) -> Done:
        """Make several contacts of one kind one; the others go to the trash. Raises NotFound, BadInput."""
        return merging.merge(self._crm, keep, others)

    def unmerge(self, contact_id: int) -> Done:
        """Take the newest merge back that a contact took part in. Raises NotFound."""
        return merging.unmerge(self._crm, contact_id)

    def duplicates(self, limit: int = 50, kinds: Sequence[Kind] = BOTH) -> list[DuplicateGroup]:
        """Return groups of contacts of one kind that may be one: same e-mail, same phone, or same name in one company."""
        return merging.duplicate_groups(self._crm, kinds, limit)

    def forget(self, contact_id: int) -> Done:
        """Really delete a person, with the log's memory of them, after a backup; it cannot be undone.

        Raises NotFound, BadInput for a company, OutputFailed.
        """
        return forgetting.forget(self._crm, contact_id)

    def _label(self, ids: Sequence[int], one: str, several: str) -> tuple[str, dict[str, object]]:
        if len(ids) == 1:
            found = self.rows(ids)
            return one, {"name": found[0].name if found else shown("contact", ids[0]), "contact": ids[0]}
        return several, {"count": len(ids)}

    @staticmethod
    def _done(writing: Transaction, changed: Sequence[int]) -> Done:
        if not changed:
            return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(writing.label, writing.arguments), tuple(changed))

    def set_stage(self, ids: Sequence[int], stage: Stage, *, why: str = "", pinned: bool | None = None) -> Done:
        """Move customers to a lifecycle stage by hand, for the reason ``why``; ``pinned`` keeps rules from moving them."""
        ensure_user(self._crm)
        label, arguments = self._label(ids, N_("Moved {name} to {stage}"), N_("Moved {count} contacts to {stage}"))
        arguments["stage"] = {"label": STAGE_LABELS[stage], "arguments": {}}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            present(writing, ids)
            values: dict[str, object] = {"stage": str(stage)} | (
                {} if pinned is None else {"stage_pinned": int(pinned)}
            )
            changed = self.write_changes(writing, {key: dict(values) for key in ids}, why=why or N_("set by hand"))
        return self._done(writing, changed)


def _founded(writing: Transaction, known: Sequence[int]) -> tuple[str, ...]:
    """Return what companies were made on the way, in words: a mistyped name founds one, too."""
    made = [key for key in writing.made("contact") if key not in known]
    records = rows.load(writing.connection, "contact", made)
    text = _("made a new company: {name} ({id})")
    return tuple(text.format(name=record["name"], id=shown("contact", key)) for key, record in records.items())


def note_transition(writing: Transaction, contact_id: int, was: str | None, now: str, why: str) -> None:
    """Write a customer's step from one stage to another; ``why`` is a message of the catalogue or a person's words."""
    writing.create(
        "stage_transition",
        {
            "contact_id": contact_id,
            "from_stage": was,
            "to_stage": now,
            "effective_at": writing.at,
            "recorded_at": writing.at,
            "why": why,
            "operation_id": writing.operation_id,
        },
    )


def trashed(who: str) -> int:
    """Return the contact in the trash that an id means. Raises UsageError for what is no id."""
    number = number_of("contact", who)
    if number is None:
        raise UsageError(_("name what to restore by its id, for example c42"), hint=_("see: crm contact list in:trash"))
    return number
