"""How a message goes its way from the command line: into the clipboard, to the mail program, to a command of one's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli.terminal import tell
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.messaging import Channel

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.messaging import Message

ChannelOption = Annotated[
    Channel | None, typer.Option("--channel", help=N_("which way it goes; as the contact prefers, if left out"))
]
ValueOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help=N_("what a placeholder stands for, where the card does not say")),
]
CopyOption = Annotated[bool, typer.Option("--copy", help=N_("put the text into the terminal’s clipboard"))]
OpenOption = Annotated[bool, typer.Option("--open", help=N_("open it in the mail program, ready to be sent"))]
SendOption = Annotated[bool, typer.Option("--send", help=N_("hand it to the command of setting message_command"))]


@dataclass(frozen=True)
class Ways:
    """What is to be done with a message beside printing it. Raises UsageError where it is to go two ways."""

    copy: bool
    open: bool
    send: bool

    def __post_init__(self) -> None:
        if [self.copy, self.open, self.send].count(True) > 1:
            raise UsageError(_("a message goes one way: --copy, --open or --send"))

    @property
    def is_any(self) -> bool:
        """Whether there is anything to do."""
        return self.copy or self.open or self.send


def check_ways(ways: Ways, channel: Channel | None) -> None:
    """Raise UsageError where the options that say which way a message goes contradict each other."""
    if ways.open and channel is Channel.MESSAGE:
        raise UsageError(_("--open opens an e-mail, and --channel says otherwise"))


def named(pair: str) -> tuple[str, str]:
    """Return the placeholder and the value of ``--set NAME=VALUE``. Raises UsageError."""
    name, sign, value = pair.partition("=")
    if not sign:
        raise UsageError(
            _("“{value}” for {option} is no name and value").format(value=pair, option="--set"),
            hint=_("for example {example}").format(example="company=Acme"),
        )
    return name.strip().removeprefix("$"), value.strip()


def say_it(missing: Sequence[str]) -> str:
    """Return the hint that says how to say what a placeholder stands for."""
    return _("say it with: --set {name}=…").format(name=missing[0])


def send_on(
    session: "Session", filled: "Message", ways: Ways, hint_for: Callable[[Sequence[str]], str] = say_it
) -> None:
    """Do with a message what was said. Raises BadInput where something is left open in it, and what the way raises.

    ``hint_for`` gives the hint for placeholders of which nothing is known.
    """
    from tui_crm.services import handing_over  # noqa: PLC0415 - a message that is only printed goes nowhere
    from tui_crm.services.messages import check_whole  # noqa: PLC0415 - as above

    try:
        check_whole(filled)
    except BadInput as error:
        hint = hint_for(filled.missing) if filled.missing else error.hint
        raise BadInput(error.message, hint=hint, field=error.field) from error
    if ways.copy:
        from tui_crm.cli.clipboard import copy  # noqa: PLC0415 - as above

        copy(filled.text)
        tell(_("Copied the message to {name}").format(name=filled.contact))
    elif ways.open:
        handing_over.open_mail(filled)
        tell(_("Opened the e-mail to {name}").format(name=filled.contact))
    elif ways.send:
        handing_over.hand_over(filled, session.settings)
        tell(_("Handed the message to {name} over").format(name=filled.contact))


def signs(names: Sequence[str]) -> str:
    """Return placeholders as they stand in a text."""
    return " ".join(f"${name}" for name in names)
