"""The form in which a message is read over, goes its way, and is logged with what comes next."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on

from tui_crm.drafts import Drafts
from tui_crm.errors import CrmError
from tui_crm.i18n import N_, _, pgettext
from tui_crm.models.cards import Done
from tui_crm.models.ids import shown
from tui_crm.models.messaging import Channel, Message
from tui_crm.screens.dialogs import moments
from tui_crm.screens.dialogs.sending_form import COMMAND, COPY, MAIL, SendingForm, in_words, ways_for, went, where
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.services.messages import check_whole
from tui_crm.services.survey_messages import Asking
from tui_crm.widgets.form import Form
from tui_crm.widgets.form_field import YES, FieldKind, FormField, Remark, numbered

if TYPE_CHECKING:
    from tui_crm.drafts import Draft
    from tui_crm.models.template import TemplateEntry
    from tui_crm.models.when import When
    from tui_crm.services.crm import Crm
    from tui_crm.settings import UserSettings

_LINES: Final = 10
_FOLLOW_UP: Final = {"due_on": "next", "due_time": "next"}


@dataclass(frozen=True)
class Letter:
    """A message to be read over: as it goes by itself, and as an e-mail; ``ways`` are those that there are."""

    message: Message
    as_mail: Message
    ways: tuple[str, ...]

    def by(self, way: str) -> Message:
        """Return the message as it goes one way."""
        return self.as_mail if way == MAIL else self.message

    @property
    def best(self) -> str:
        """The way that one begins with: what the contact prefers, as far as it can go by itself."""
        if self.message.reach.channel is Channel.EMAIL and MAIL in self.ways:
            return MAIL
        return COMMAND if COMMAND in self.ways else COPY


def prepared_asking(crm: "Crm", settings: "UserSettings", ticket_id: int) -> Prepared:
    """Read the message that asks how a ticket was, in a thread; before it goes, it is kept that they were asked.

    Raises NotFound, and BadInput where nobody is to be asked.
    """
    asked = crm.surveys.to_ask_after(ticket_id)
    by_mail = crm.surveys.to_ask_after(ticket_id, Asking(asked.kind, channel=Channel.EMAIL))
    letter = Letter(asked.message, by_mail.message, ways_for(settings, asked.message, by_mail.message))
    draft = Drafts(crm.database.path, crm.clock).open(f"asking:{asked.contact_id}_{ticket_id}")

    def keep(crm: "Crm", message: Message) -> Done:
        return crm.surveys.ask_after(ticket_id, replace(asked, message=message))

    return Prepared(partial(MessageForm, crm, settings, letter, draft, keep, is_kept_first=True), draft)


def prepared_receipt(crm: "Crm", settings: "UserSettings", ticket_id: int, template: "TemplateEntry") -> Prepared:
    """Read the receipt for a ticket, in a thread; when it goes, it is kept on the ticket.

    Raises NotFound, and BadInput for who is not to be written to.
    """
    message = crm.tickets.receipt(ticket_id, template)
    as_mail = crm.tickets.receipt(ticket_id, template, Channel.EMAIL)
    letter = Letter(message, as_mail, ways_for(settings, message, as_mail))
    draft = Drafts(crm.database.path, crm.clock).open(f"receipt:{ticket_id}_{template.id}")

    def keep(crm: "Crm", message: Message) -> Done:
        return crm.tickets.keep_receipt(ticket_id, message)

    return Prepared(partial(MessageForm, crm, settings, letter, draft, keep), draft)


def prepared(crm: "Crm", settings: "UserSettings", contact_id: int, template: "TemplateEntry") -> Prepared:
    """Read what the form begins with, in a thread. Raises NotFound, and BadInput for who is not to be written to."""
    which = shown("template", template.id)
    message = crm.messages.fill(contact_id, which)
    as_mail = crm.messages.fill(contact_id, which, channel=Channel.EMAIL)
    ways = ways_for(settings, message, as_mail)
    draft = Drafts(crm.database.path, crm.clock).open(f"message:{contact_id}_{template.id}")
    return Prepared(partial(MessageForm, crm, settings, Letter(message, as_mail, ways), draft), draft)


class MessageForm(SendingForm):
    """Shows a message filled in; it can be changed, goes its way when it is saved, and is logged, or kept as ``keep`` does:
    when it went, or first, where nobody is to get it twice.
    """

    ENTER_SAVES: ClassVar[bool] = True
    KEYS = {**SendingForm.KEYS, "form.save": N_("go ahead")}  # noqa: RUF012 - as in Dialog

    def __init__(
        self,
        crm: "Crm",
        settings: "UserSettings",
        letter: Letter,
        draft: "Draft",
        keep: "Callable[[Crm, Message], Done] | None" = None,
        *,
        is_kept_first: bool = False,
    ) -> None:
        values = {"way": letter.best, "subject": letter.as_mail.subject, "text": letter.message.text, "log": YES}
        title = _("Message to {name}").format(name=letter.message.contact)
        fields = (*_going(letter), *(() if keep else _after(crm)))
        begun = {field.key: values[field.key] for field in fields if field.key in values}
        super().__init__(title, fields, begun, self._keeping, draft=draft, names=_FOLLOW_UP)
        self._crm, self._settings, self._letter, self._keep_as = crm, settings, letter, keep
        self._first = crm if is_kept_first else None

    def on_mount(self) -> None:
        """Say what speaks against the message as it is."""
        super().on_mount()
        self._show_subject()
        for field, text in (("subject", self._letter.as_mail.subject), ("text", self._letter.message.text)):
            gaps = [name for name in self._letter.as_mail.missing if f"${name}" in text or f"${{{name}}}" in text]
            if gaps and self.form.values[field] == text:
                told = _("not known: {names}").format(names=" ".join(f"${name}" for name in gaps))
                self.form.tell(field, Remark(told, _("write it in its place"), warns=True))

    @on(Form.Changed)
    def _go_another_way(self, event: Form.Changed) -> None:
        if event.key == "way":
            self._show_subject()

    def _show_subject(self) -> None:
        """Ask for a subject where the message goes as an e-mail."""
        by_mail = self._message.reach.channel is Channel.EMAIL
        self.form.show_only([key for key in self.form.values if by_mail or key != "subject"])

    @property
    def _message(self) -> Message:
        """The message as it stands in the form."""
        values = self.form.values
        message = self._letter.by(values["way"])
        subject = values["subject"].strip() if message.reach.channel is Channel.EMAIL else ""
        return replace(message, subject=subject, text=values["text"], missing=self._letter.as_mail.missing)

    def save(self) -> None:
        """Have the message go its way and be logged, unless something is left open in it, or when the follow-up shall be."""
        values = self.form.values
        if values.get("next_note", "").strip() and not values["next"].strip():
            self.form.go_to("next")
            self.form.tell("next", Remark(_("when shall that be?"), is_error=True))
            return
        message, way = self._message, self.form.values["way"]
        try:
            check_whole(message)
            keeping = self._keeping(self.form.values)
        except CrmError as error:
            self.show_failure(error)
            return
        self.send(message, way, self._settings, keeping, first=self._first)

    def _keeping(self, values: Mapping[str, str]) -> RunWrite:
        """Return the write that keeps what went, as far as one wants that."""
        message, said = self._message, went(self._message, values["way"])
        if (keep_as := self._keep_as) is not None:
            return RunWrite(_("Saving…"), lambda crm: replace(keep_as(crm, message), also=(said,)))
        due = moments.ahead(values["next"], self._crm) if values["next"].strip() else None
        note, is_logged = values["next_note"].strip(), values["log"] == YES

        def keep(crm: "Crm") -> Done:
            if not is_logged:
                return _followed(crm, message, due, note, said)
            return replace(crm.messages.log(message, next_step=due, next_note=note), also=(said,))

        return RunWrite(_("Saving…"), keep)


def _followed(crm: "Crm", message: Message, due: "When | None", note: str, said: str) -> Done:
    """Set the follow-up of a message that is not logged, if one is wanted."""
    if due is None:
        return Done(None, said)
    return replace(crm.followups.add(due, contact_id=message.contact_id, text=note), also=(said,))


def _going(letter: Letter) -> Iterator[FormField]:
    """Yield the fields of a message that goes its way."""
    ways = in_words(letter.ways)
    yield FormField(
        "way", _("goes"), FieldKind.CHOICE, hint=numbered(ways), choices=ways, check=lambda way: where(letter.by(way))
    )
    yield FormField("subject", _("subject"), hint=_("of an e-mail; messages have none"))
    yield FormField("text", _("text"), FieldKind.LINES, lines=_LINES)


def _after(crm: "Crm") -> Iterator[FormField]:
    """Yield the fields of what comes when it went."""
    answers = ((YES, _("yes")), ("", _("no")))
    yield FormField("log", _("log it"), FieldKind.CHOICE, hint=_("keep it in the journey"), choices=answers)
    yield moments.field_ahead("next", crm, pgettext("heading of a part of a form", "NEXT"))
    yield FormField("next_note", _("what for"))
