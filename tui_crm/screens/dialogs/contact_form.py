"""The form that makes or changes a person or a company."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on

from tui_crm.drafts import ABOUT_CONTACTS, Draft, Drafts
from tui_crm.errors import Ambiguous, Conflict, CrmError
from tui_crm.i18n import _, ngettext
from tui_crm.models.codes import Kind, Stage
from tui_crm.models.ids import number_of, shown
from tui_crm.models.value_lists import parts, with_label
from tui_crm.screens.dialogs.contact_fields import Desk, fields
from tui_crm.screens.dialogs.contact_values import OF_PERSONS, Said, Typed, values_of
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.services.past import may_move
from tui_crm.widgets.form import Form
from tui_crm.widgets.form_field import Remark

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tui_crm.models.cards import ContactCard, ContactRow, Done
    from tui_crm.services.crm import Crm
    from tui_crm.services.lookalikes import Lookalikes

_LOOKED_AT: Final = ("name", "emails", "phones", "company", "tags")
_NAMES: Final = {
    "owner_id": "owner",
    "email": "emails",
    "phone": "phones",
    "addresses": "street",
    "relations": "company",
    "add_companies": "companies",
    "remove_companies": "companies",
}
_NEW: Final = {"kind": str(Kind.PERSON), "stage": str(Stage.LEAD)}


def opened(crm: "Crm", contact_id: int | None) -> tuple[Desk, Draft]:
    """Return what a form about a contact (None: a new one) begins with; call it in a thread. Raises NotFound."""
    desk = Desk.read(crm, contact_id)
    drafts = Drafts(crm.database.path, crm.clock)
    drafts.sweep(partial(_is_gone, crm))
    return desk, drafts.open("contact:new" if contact_id is None else f"contact:{contact_id}")


def prepared(crm: "Crm", contact_id: int | None = None, said: str = "") -> "Prepared":
    """Return the form of a contact (None: a new one, who was looked for by ``said``). Raises NotFound."""
    desk, draft = opened(crm, contact_id)
    return Prepared(partial(ContactForm, desk, draft, _read_as(said)), draft)


def _read_as(said: str) -> Mapping[str, str]:
    """Return in which field a word belongs by which somebody was looked for in vain."""
    if not said:
        return {}
    field = "emails" if "@" in said else "name" if any(map(str.isalpha, said)) else "phones"
    return {field: said}


def _is_gone(crm: "Crm", key: str) -> bool:
    thing, _colon, rest = key.partition(":")
    number = rest.partition("_")[0]
    return thing in ABOUT_CONTACTS and number.isdecimal() and not crm.contacts.rows([int(number)])


class ContactForm(FormDialog):
    """Asks for everything that can be said of a contact; while one types it says who is on file already."""

    FIRST = "name"

    def __init__(self, desk: Desk, draft: Draft, said: Mapping[str, str] | None = None) -> None:
        self._desk = desk
        self._known = {} if draft.found else said or {}
        card = desk.card
        super().__init__(
            f"{card.row.name}  {shown('contact', card.row.id)}" if card else _("New contact"),
            fields(desk),
            values_of(card) if card else _NEW,
            self._saving,
            draft=draft,
            base=_versions(card),
            names=_NAMES,
        )

    def on_mount(self) -> None:
        """Show the fields that a contact of this kind has, and what is known of a new one."""
        self._show_fields()
        self.form.fill(self._known)

    def _show_fields(self) -> None:
        hidden = OF_PERSONS if self._typed.kind == Kind.COMPANY else frozenset()
        self.form.show_only(self.form.values.keys() - hidden)

    @property
    def _typed(self) -> Typed:
        return Typed(self.form.values, self.form.begun, self._desk.card, self._desk.crm.actor.login)

    @on(Form.Changed)
    def _look_up(self, event: Form.Changed) -> None:
        if event.key == "kind":
            self._show_fields()
        if event.key in {*_LOOKED_AT, "kind"}:
            looking: WorkType[None] = self._look
            self.run_worker(looking, group="look", exclusive=True)

    async def _look(self) -> None:
        """Say who looks like what is typed; a newer text cancels this, so that no stale answer comes."""
        typed = self._typed
        changed = {key: typed.values[key] for key in _LOOKED_AT if key in typed.changed}
        said: Said = {"name": changed.get("name", ""), "company": changed.get("company", ""), "kind": typed.kind}
        said |= {
            key: [with_label(part)[0] for part in parts(changed.get(key, ""))] for key in ("emails", "phones", "tags")
        }
        card = self._desk.card
        try:
            found = await asyncio.to_thread(self._desk.crm.contacts.lookalikes, said, card.row.id if card else None)
        except CrmError:  # of a file that is busy: it is only a hint
            return
        for key, remark in _remarks(found, str(said["company"])).items():
            self.form.tell(key, remark)

    def save(self) -> None:
        """Have it saved, after asking what becomes of the past where a person gets another company."""
        card, said = self._desk.card, self._typed.said()
        if card is not None and may_move(said, card):
            asking: WorkType[None] = partial(self._ask_for_past, card)
            self.run_worker(asking, group="past", exclusive=True)
        else:
            super().save()

    async def _ask_for_past(self, card: "ContactCard") -> None:
        from tui_crm.screens.dialogs.question import Question  # noqa: PLC0415 - a dialog is loaded when it opens

        try:
            count = await asyncio.to_thread(self._desk.crm.contacts.past_of, card.row.id)
        except CrmError as error:
            self.show_failure(error)
            return

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
            if yes is not None:
                self.write(self._saving(self.form.values, move_past=yes))

        text = ngettext("{count} entry of the past", "{count} entries of the past", count).format(count=f"{count:,}")
        if count:
            self.app.push_screen(Question(_("{entries}: move with them?").format(entries=text)), answered)
        else:
            answered(False)

    def _saving(self, values: Mapping[str, str], *, move_past: bool = False) -> RunWrite:
        """Return the write that adds the contact, or changes it from the versions that one saw."""
        typed, base = replace(self._typed, values=values), self.base
        said, card = typed.said(), self._desk.card

        def write(crm: "Crm") -> "Done":
            if card is None:
                return crm.contacts.add(said)
            return crm.contacts.edit(card.row.id, said, base=base[0], customer_base=base[1], move_past=move_past)

        return RunWrite(_("Saving…"), write)

    def field_of(self, error: CrmError) -> str | None:
        """Return the field that is to blame; only the name of a company can fit several."""
        return "company" if isinstance(error, Ambiguous) else super().field_of(error)

    def show_failure(self, error: CrmError) -> None:
        """Say why it could not be saved; where somebody else has saved meanwhile, ask which of both to keep."""
        self.form.say(Remark())
        if isinstance(error, Conflict) and self._desk.card is not None:
            resolving: WorkType[None] = partial(self._resolve, self._desk.card.row.id, error)
            self.run_worker(resolving, group="conflict", exclusive=True)
        elif isinstance(error, Ambiguous):
            fits = " · ".join(" ".join(candidate) for candidate in error.candidates)
            super().show_failure(Ambiguous(error.message, candidates=error.candidates, hint=f"{error.hint}: {fits}"))
        else:
            super().show_failure(error)

    async def _resolve(self, contact_id: int, error: Conflict) -> None:
        from tui_crm.screens.dialogs.conflict import Conflicting, clashes  # noqa: PLC0415 - as above

        try:
            card = await asyncio.to_thread(self._desk.crm.contacts.card, contact_id)
        except CrmError as gone:
            super().show_failure(gone)
            return
        theirs = values_of(card)
        found = clashes(fields(self._desk), self._typed, theirs)

        def answered(mine: Sequence[str] | None) -> None:
            if mine is None:
                super(ContactForm, self).show_failure(error)
                return
            clashing = {clash.key for clash in found}
            self._begin_at(card, theirs, keeping=(self._typed.changed.keys() - clashing) | {*mine})
            if found:
                self.save()
            else:
                super(ContactForm, self).show_failure(error)

        if found:
            self.app.push_screen(Conflicting(card.row.name, found), answered)
        else:
            answered(())

    def _begin_at(self, card: "ContactCard", theirs: Mapping[str, str], keeping: set[str]) -> None:
        """Go on from the card as it is now, but for the fields that one is ``keeping`` as they stand here."""
        mine = {key: text for key, text in self.form.values.items() if key in keeping}
        self._desk = replace(self._desk, card=card)
        self.begin_at(theirs, _versions(card))
        self.form.fill(mine)


def _versions(card: "ContactCard | None") -> tuple[int, ...]:
    return (card.version, card.customer_version) if card else ()


def _remarks(found: "Lookalikes", company: str) -> dict[str, Remark]:
    """Return what is to be said of the fields."""
    remarks = {
        "name": _on_file(found.names, _("on file: {who}")),
        "emails": _on_file(found.emails, _("{who} has it")),
        "phones": _on_file(found.phones, _("{who} has it")),
        "company": Remark(),
        "tags": Remark(_("new: {tags}").format(tags=_(", ").join(found.new_tags))) if found.new_tags else Remark(),
    }
    if found.companies is not None:
        remarks["company"] = _company(found.companies, company)
    return remarks


def _company(fits: "Sequence[ContactRow]", text: str) -> Remark:
    if len(fits) > 1:
        who = ", ".join(shown("contact", each.id) for each in fits)
        return Remark(
            _("there are {count}: {who}").format(count=len(fits), who=who), _("name one by its id"), is_error=True
        )
    if fits:
        return Remark(" · ".join(filter(None, (shown("contact", fits[0].id), fits[0].name, fits[0].city))))
    if number_of("contact", text) is not None:
        return Remark(_("there is no contact {id}").format(id=text), is_error=True)
    return Remark(_("new: made when you save"), warns=True)


def _on_file(who: "Sequence[ContactRow]", text: str) -> Remark:
    if not who:
        return Remark()
    names = [" ".join(filter(None, (shown("contact", each.id), each.name, each.company))) for each in who]
    return Remark(text.format(who=_(", ").join(names)), warns=True)
