"""What can be said of an answer on the command line: the options that several nouns share, each declared once."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli.terminal import tell
from tui_crm.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_crm.models.cards import Done

CommentOption = Annotated[str | None, typer.Option("--comment", metavar="TEXT", help=N_("what the customer says"))]
SpeedOption = Annotated[int | None, typer.Option("--speed", metavar="N", help=N_("how fast it went: 1 to 5"))]
AttitudeOption = Annotated[int | None, typer.Option("--attitude", metavar="N", help=N_("how friendly it was: 1 to 5"))]
AbilityOption = Annotated[int | None, typer.Option("--ability", metavar="N", help=N_("how able it was: 1 to 5"))]
GivenAtOption = Annotated[
    str | None,
    typer.Option("--at", metavar="WHEN", help=N_("when the answer was given, such as yesterday 3pm; now, if left out")),
]


def aspects_said(speed: int | None, attitude: int | None, ability: int | None) -> "Mapping[str, int]":
    """Return the aspects that were said, by kind."""
    said = {"speed": speed, "attitude": attitude, "ability": ability}
    return {name: value for name, value in said.items() if value is not None}


def tell_done(done: "Done") -> None:
    """Say what was written, and the follow-up that a low answer has set."""
    tell(done.what, *done.also)
