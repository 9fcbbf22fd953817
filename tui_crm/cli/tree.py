"""Which commands there are: nouns and short verbs, declared once, each imported only when it is called."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer._click import Command as AnyCommand
from typer._click import Context as AnyContext
from typer.main import get_group

from tui_crm import i18n
from tui_crm.cli import completion, language, root
from tui_crm.cli.commands import PLAIN, Group
from tui_crm.cli.failures import guarded
from tui_crm.i18n import N_


@dataclass(frozen=True)
class Entry:
    """A first word: its marked one-line ``help``, and the ``module:attribute`` under ``nouns`` that holds its Noun.

    A ``short`` verb stands at the top itself; its Noun holds the command of that name.
    """

    name: str
    where: str
    help: str
    short: bool = False

    def load(self) -> AnyCommand:
        """Import the command."""
        module, _colon, attribute = self.where.partition(":")
        group = get_group(getattr(import_module(f"tui_crm.cli.nouns.{module}"), attribute))
        command = group.commands[self.name] if self.short else group
        command.name = self.name
        command.help = command.help if self.short else self.help
        return command


ENTRIES = (
    Entry("contact", "contact:noun", N_("people")),
    Entry("company", "company:noun", N_("companies")),
    Entry("log", "log:noun", N_("what happened: calls, meetings, visits, e-mails, messages, notes")),
    Entry("call", "call:noun", N_("whom to call next")),
    Entry("due", "due:noun", N_("List the open reminders that are due up to today, soonest first."), short=True),
    Entry("check", "check:noun", N_("what wants attention, for cron")),
    Entry("reminder", "reminder:noun", N_("what shall happen")),
    Entry("ticket", "ticket:noun", N_("what customers ask for")),
    Entry("problem", "problem:noun", N_("known problems, and the tickets they cause")),
    Entry("way", "way:noun", N_("how tickets of each kind go")),
    Entry("message", "message:noun", N_("Write a personal message from a template."), short=True),
    Entry("template", "template:noun", N_("texts of messages")),
    Entry("score", "score:noun", N_("what customers think of the service: CSAT, NPS, CES")),
    Entry("survey", "survey:noun", N_("questions put to many: who was asked, who answered, and what")),
    Entry("tag", "tag:noun", N_("tags")),
    Entry("segment", "segment:noun", N_("contacts that a filter with a name finds")),
    Entry("sla", "sla:noun", N_("what is promised for tickets")),
    Entry("cadence", "cadence:noun", N_("how often one stays in touch")),
    Entry("field", "field:noun", N_("fields of your own")),
    Entry("calendar", "calendar:noun", N_("when the team works: hours, holidays, days off")),
    Entry("user", "user:noun", N_("who works here")),
    Entry("import", "importing:noun", N_("records from files, and past imports")),
    Entry("export", "exporting:noun", N_("records out again, as files")),
    Entry("report", "report:noun", N_("numbers, and the records behind them")),
    Entry("history", "history:noun", N_("List what was done, newest first."), short=True),
    Entry("undo", "history:noun", N_("Take back an operation."), short=True),
    Entry("redo", "history:noun", N_("Do again what you undid last."), short=True),
    Entry("backup", "safety:noun", N_("Back the database up and print where the copy is."), short=True),
    Entry("restore", "safety:noun", N_("Put a backup in the place of the database."), short=True),
    Entry("doctor", "safety:noun", N_("Look the database over and mend what can be mended."), short=True),
    Entry("demo", "demo:noun", N_("Look around in a made-up business."), short=True),
    Entry("config", "config:noun", N_("settings, and where each comes from")),
    Entry("theme", "theme:noun", N_("colours of the screens")),
)


class Root(Group):
    """`crm`: speaks the user's language, knows the first words without importing them, and ends with an exit code."""

    takes = "NOUN VERB ..."
    entries: ClassVar[Mapping[str, Entry]] = {entry.name: entry for entry in ENTRIES}

    def summaries(self) -> Iterable[tuple[str, str]]:
        """Return the name and the marked help line of each first word, in order."""
        return [(entry.name, entry.help) for entry in self.entries.values()]

    def list_commands(self, ctx: AnyContext) -> list[str]:
        """Return the first words, in order."""
        del ctx  # they are the same everywhere
        return list(self.entries)

    def get_command(self, ctx: AnyContext, cmd_name: str) -> AnyCommand | None:
        """Import the command that a first word names."""
        del ctx  # they are the same everywhere
        return self.entries[cmd_name].load() if cmd_name in self.entries else None

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> Any:  # noqa: ANN401 - Typer's own
        """Run one command line and exit."""
        del extra  # all that Typer would be told here is decided
        arguments = sys.argv[1:] if args is None else list(args)
        sys.exit(guarded(lambda: self._run(arguments)))

    def _run(self, arguments: list[str]) -> None:
        i18n.set_language(language.chosen(arguments))
        if completion.is_asked_for():
            raise typer.Exit(completion.answer(self))
        with self.make_context("crm", arguments) as ctx:
            self.invoke(ctx)


app = typer.Typer(
    cls=Root,
    callback=root.start,
    invoke_without_command=True,
    help=N_("A CRM for small teams. Alone it opens the screens; with a noun and a verb it does one thing."),
    **PLAIN,
)
