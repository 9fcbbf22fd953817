"""What is shown of a message: for people as a letter, with its address above, for machines as a record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id, Nested, Text, Texts
from tui_crm.cli.output import Format
from tui_crm.cli.shown.activities import NEXT
from tui_crm.display import safe
from tui_crm.i18n import N_, _
from tui_crm.models.codes import SERVICE_LABELS
from tui_crm.models.ids import shown
from tui_crm.models.messaging import CHANNEL_LABELS, OCCASION_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_crm.cli.context import Session
    from tui_crm.cli.terminal import Sink
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.models.messaging import Message


@dataclass(frozen=True)
class Written:
    """A message, and where it was logged: the activity's number and the follow-up, None where it was not."""

    message: "Message"
    activity_id: int | None = None
    follow_up: "ReminderEntry | None" = None


# The one id is that of what was logged: a message has none itself.
MESSAGE: tuple[Column[Written], ...] = (
    Column("template", N_("template"), value=lambda written: written.message.template),
    Column("occasion", N_("occasion"), Text(OCCASION_LABELS), lambda written: written.message.occasion),
    Column("contact", N_("contact"), value=lambda written: written.message.contact),
    Column(
        "contact_id", N_("contact"), value=lambda written: shown("contact", written.message.contact_id), in_table=False
    ),
    Column("channel", N_("channel"), Text(CHANNEL_LABELS), lambda written: written.message.reach.channel),
    Column("service", N_("service"), Text(SERVICE_LABELS), lambda written: written.message.reach.service or None),
    Column("to", N_("to"), value=lambda written: written.message.reach.address or None),
    Column("subject", N_("subject"), value=lambda written: written.message.subject or None),
    Column("text", N_("text"), value=lambda written: written.message.text),
    Column("missing", N_("not known"), Texts(), lambda written: written.message.missing),
    Column("logged", N_("logged"), Id("activity"), lambda written: written.activity_id),
    Column("next", N_("next"), Nested(NEXT), lambda written: written.follow_up),
)


def show(session: "Session", written: Written, chosen: Format) -> None:
    """Print a message in the format that was chosen."""
    if chosen is Format.TABLE:
        write_letter(session.out, written.message)
    else:
        session.show(written, MESSAGE, chosen)


def write_letter(sink: "Sink", message: "Message") -> None:
    """Print a message as a letter, with its address above."""
    for line in letter_lines(message):
        sink.line(safe(line))


def letter_lines(message: "Message") -> "Iterator[str]":
    """Yield a message line by line, with its address above."""
    reach = message.reach
    service = _(SERVICE_LABELS.get(reach.service, reach.service))
    address = " ".join(filter(None, (service, reach.address)))
    heads = ((_("To"), address or message.contact), (_("Subject"), message.subject))
    yield from (_("{name}: {text}").format(name=name, text=text) for name, text in heads if text)
    yield ""
    yield from message.text.split("\n")
