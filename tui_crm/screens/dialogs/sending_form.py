"""A form whose message goes its way when it is saved: into the clipboard, into the mail program, to a command of one's own."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from tui_crm.errors import CrmError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import SERVICE_LABELS
from tui_crm.models.messaging import Message
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.messages import RunWrite
from tui_crm.services import handing_over
from tui_crm.services.written_first import taken_back_unless_gone

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm
    from tui_crm.settings import UserSettings

COPY, MAIL, COMMAND = "copy", "mail", "command"
"""The ways a message goes: into the clipboard, into the mail program, to the command that is configured."""

_WORDS: Final = {COPY: N_("copy"), MAIL: N_("open in mail"), COMMAND: N_("to the command")}


class SendingForm(FormDialog):
    """Has a message go its way and be kept then; where it cannot go, nothing is kept, and what was typed stays."""

    _gone: tuple[Message, str] | None = None

    def send(
        self, message: Message, way: str, settings: "UserSettings", keeping: RunWrite, *, first: "Crm | None" = None
    ) -> None:
        """Have a message go its way, then have it kept; one that went and could not be kept does not go again.

        With ``first``, the CRM that keeps it, it is kept before it goes, so that two who send it at once do not both.
        """
        if self._gone == (message, way):
            self.write(keeping)
            return
        self.wait(_("The message goes its way…"))
        going: WorkType[None] = partial(
            self._go, message, way, partial(_let_go, message, way, settings), keeping, first
        )
        self.app.run_worker(going, group="message")

    async def _go(
        self, message: Message, way: str, go: Callable[[], None], keeping: RunWrite, first: "Crm | None"
    ) -> None:
        """Have the message go its way and have it kept; where it cannot, nothing is."""
        try:
            if first is None:
                await asyncio.to_thread(go)
            else:
                done = await asyncio.to_thread(_kept_first, first, keeping.call, go)
                keeping.call = lambda _crm: done
        except CrmError as error:
            self.stop_waiting(error)
            return
        if way == COPY:
            self.app.copy_to_clipboard(message.text)
        self._gone = message, way
        self.write(keeping)

    def action_leave(self) -> None:
        """Close the form, but not while the message is on its way: it would not be logged."""
        if self.check_action("save", ()):
            super().action_leave()


def _let_go(message: Message, way: str, settings: "UserSettings") -> None:
    """Let a message go its way, as far as that needs no screen. Raises what the way does."""
    if way == MAIL:
        handing_over.open_mail(message)
    elif way == COMMAND:
        handing_over.hand_over(message, settings)


def _kept_first(crm: "Crm", keep: "Callable[[Crm], Done]", go: Callable[[], None]) -> "Done":
    done = keep(crm)
    with taken_back_unless_gone(crm, done):
        go()
    return done


def ways_for(settings: "UserSettings", message: Message, as_mail: Message) -> tuple[str, ...]:
    """Return the ways that a message can go, and as an e-mail."""
    ways = [COPY]
    if as_mail.reach.address:
        ways.append(MAIL)
    if message.reach.address and handing_over.is_configured(settings):
        ways.append(COMMAND)
    return tuple(ways)


def in_words(ways: Iterable[str]) -> list[tuple[str, str]]:
    """Return ways as a form offers them."""
    return [(way, _(_WORDS[way])) for way in ways]


def went(message: Message, way: str) -> str:
    """Return what is said of a message that went its way."""
    match way:
        case "mail":
            return _("Opened the e-mail to {name}").format(name=message.contact)
        case "command":
            return _("Handed the message to {name} over").format(name=message.contact)
        case _:
            return _("Copied the message to {name}").format(name=message.contact)


def where(message: Message) -> str:
    """Return where a message goes, and what speaks against that."""
    reach = message.reach
    service = _(SERVICE_LABELS.get(reach.service, reach.service))
    address = " ".join(filter(None, (service, reach.address))) if reach.address else ""
    return " · ".join(filter(None, (address, *message.warnings)))
