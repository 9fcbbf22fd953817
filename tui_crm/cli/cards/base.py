"""How a save says at which versions it read a card: ``--base 3``, or ``--base 3/7`` with its customer's behind a slash."""

import re
from typing import Annotated, NamedTuple

import typer

from tui_crm.cli.values import HIGHEST
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _

_SHAPE = re.compile(r"0*([1-9]\d{0,9})(?:/0*([1-9]\d{0,9}))?")


class Base(NamedTuple):
    """The version that a card was read at, and its customer's where that was said."""

    version: int
    customer: int | None


def base_in(text: str) -> Base:
    """Return what ``--base`` says. Raises UsageError."""
    shape = _SHAPE.fullmatch(text.strip())
    if shape is None or any(int(part) > HIGHEST for part in shape.groups() if part):
        raise UsageError(
            _("“{value}” for --base is no version, and no version/customer version").format(value=text),
            hint=_("for example {example}").format(example="--base 3, --base 3/7"),
        )
    return Base(int(shape[1]), int(shape[2]) if shape[2] else None)


CardBaseOption = Annotated[
    Base | None,
    typer.Option(
        "--base",
        metavar="VERSION[/CUSTOMER_VERSION]",
        parser=base_in,
        help=N_("the versions it was read at: refuse what others changed since"),
    ),
]
