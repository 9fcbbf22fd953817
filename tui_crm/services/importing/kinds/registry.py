"""Which kinds of records can be imported: a line for each, and what else is known of one stands in its module.

The command line makes its verbs, its help and its labels from these lines, so that they load nothing.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_crm.services.importing.kinds.declaring import ImportKind


@dataclass(frozen=True)
class Declared:
    """A kind: ``name`` is its verb and its module, ``thing`` what a row is told as, ``one`` and ``several`` in words.

    Rows of ``are_contacts`` are contacts themselves; those of ``name_contacts`` say whom they are about.
    """

    name: str
    thing: str
    one: str
    several: str
    help: str
    are_contacts: bool = False
    name_contacts: bool = True

    def whole(self) -> "ImportKind":
        """Return all that is declared of it."""
        return cast("ImportKind", import_module(f"{__package__}.{self.name}").KIND)


DECLARED: Final = (
    Declared(
        "contacts", "contact", N_("contact"), N_("contacts"), N_("Import people, with their companies."),
        are_contacts=True,
    ),
    Declared(
        "companies", "contact", N_("company"), N_("companies"), N_("Import companies."), are_contacts=True
    ),
    Declared(
        "activities", "activity", N_("activity"), N_("activities"),
        N_(
            "Import what happened with customers, from tables and mailboxes, each once, with its own author and time.\n\n"
            "Mails go to those on file whom they are from or to; a mail with nobody on file is passed by. The addresses of users"
            " (crm user edit LOGIN --email ADDRESS) tell what was sent from what came in."
        ),
    ),
    Declared(
        "reminders", "reminder", N_("reminder"), N_("reminders"),
        N_("Import what shall happen: due when, with whom, whose it is, also what comes back and what is done already."),
    ),
    Declared(
        "tickets", "ticket", N_("ticket"), N_("tickets"),
        N_("Import tickets with their past: the state they are in, when they came there, and who saw to them."),
    ),
    Declared(
        "scores", "score", N_("score"), N_("scores"),
        N_("Import what customers think of the service: CSAT, NPS, CES and their aspects, one a row or a column each."),
    ),
    Declared(
        "users", "user", N_("user"), N_("users"),
        N_("Import who works here, and who did when things happened: users, each known by login, with their teams."),
        name_contacts=False,
    ),
)  # fmt: skip
"""Every kind, in the order in which help lists them."""


def declared(name: str) -> Declared:
    """Return the line of the kind of that name; raises UsageError."""
    for each in DECLARED:
        if each.name == name:
            return each
    raise UsageError(
        _("“{name}” cannot be imported").format(name=name),
        hint=_("one of: {names}").format(names=_(", ").join(each.name for each in DECLARED)),
    )


def kind_called(name: str) -> "ImportKind":
    """Return all that is declared of the kind of that name; raises UsageError."""
    return declared(name).whole()


def kinds() -> "Iterator[ImportKind]":
    """Yield all that is declared of every kind."""
    return (each.whole() for each in DECLARED)


def of_thing(thing: str) -> "ImportKind":
    """Return the first kind whose rows are told as ``thing``."""
    return next(each for each in DECLARED if each.thing == thing).whole()
