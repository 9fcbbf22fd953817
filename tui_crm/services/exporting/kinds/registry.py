"""Which kinds of records can be taken out, and in which formats: a line for each; the rest of one stands in its module.

The command line makes its verbs and their help from these lines, so that they load nothing.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast

from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.services.exporting.report import ExportFormat

if TYPE_CHECKING:
    from tui_crm.services.exporting.shape import Shape

_TABLES: Final = (ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.JSON, ExportFormat.JSONL)


@dataclass(frozen=True)
class Declared:
    """A kind: ``name`` is its verb and its module, ``formats`` are those that it is written in."""

    name: str
    help: str
    formats: tuple[ExportFormat, ...] = _TABLES

    def whole(self) -> "Shape[Any]":
        """Return all that is declared of it."""
        return cast("Shape[Any]", import_module(f"{__package__}.{self.name}").SHAPE)


DECLARED: Final = (
    Declared(
        "contacts", N_("Export people, or what a filter finds; as vcf for address books."), (*_TABLES, ExportFormat.VCF)
    ),
    Declared(
        "companies", N_("Export companies, or what a filter finds; as vcf for address books."),
        (*_TABLES, ExportFormat.VCF),
    ),
    Declared(
        "activities",
        N_("Export what happened, the oldest first: with everybody, or with the customers that a filter over contacts finds."),
    ),
    Declared(
        "reminders",
        N_(
            "Export the open reminders, soonest first; as ics they are a calendar to subscribe to.\n\n"
            "In a calendar each keeps its id, so that what is written anew brings it up to date."
        ),
        (*_TABLES, ExportFormat.ICS),
    ),
    Declared(
        "tickets",
        N_(
            "Export tickets, closed and merged ones too, or what a filter finds.\n\n"
            "JSON has everything that happened to each: states, words, clocks, checklist, scores. CSV has a line a ticket,"
            " which crm import tickets reads."
        ),
    ),
    Declared("scores", N_("Export what customers think of the service, the oldest answer first, each with its aspects.")),
    Declared("users", N_("Export who works here and who did, with their teams.")),
)  # fmt: skip
"""Every kind, in the order in which help lists them."""


def declared(name: str) -> Declared:
    """Return the line of the kind of that name; raises UsageError."""
    for each in DECLARED:
        if each.name == name:
            return each
    raise UsageError(
        _("“{name}” cannot be exported").format(name=name),
        hint=_("one of: {names}").format(names=_(", ").join(each.name for each in DECLARED)),
    )
