"""`crm template`: the texts of messages, with placeholders for what differs from one contact to the next."""

from enum import StrEnum
from typing import Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.commands import Context, Noun, see_help
from tui_crm.cli.options import BaseOption, FormatOption, NewFormatOption, YesOption
from tui_crm.cli.output import Format
from tui_crm.cli.piped import text_said
from tui_crm.cli.shown.templates import LISTED, PLACEHOLDER, TEMPLATE
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import LANGUAGES, N_, _, language
from tui_crm.models.messaging import Channel, Occasion
from tui_crm.models.placeholders import PLACEHOLDERS

noun = Noun()


class AnyChannel(StrEnum):
    """The channels that a template can be for."""

    ANY = "any"
    EMAIL = Channel.EMAIL.value
    MESSAGE = Channel.MESSAGE.value


class AnyLanguage(StrEnum):
    """The languages that a template can be written in."""

    ANY = "any"
    ENGLISH = "en"
    CHINESE = "zh_CN"


NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help=N_("a template, or its id"), autocompletion=completing.templates)
]
OccasionOption = Annotated[Occasion | None, typer.Option("--occasion", "-o", help=N_("for which occasion"))]
ChannelOption = Annotated[AnyChannel | None, typer.Option("--channel", help=N_("which way it goes"))]
LanguageOption = Annotated[AnyLanguage | None, typer.Option("--language", help=N_("in which language it is written"))]
SubjectOption = Annotated[str | None, typer.Option("--subject", metavar="TEXT", help=N_("the subject of an e-mail"))]
TextOption = Annotated[
    str | None,
    typer.Option("--text", metavar="TEXT", help=N_("the text, such as 'Dear $salutation, …'; - reads it from a pipe")),
]


@noun.verb("add")
def add(
    ctx: Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=N_("what it shall be called"))] = None,
    occasion: OccasionOption = None,
    text: TextOption = None,
    subject: SubjectOption = None,
    channel: ChannelOption = None,
    written_in: LanguageOption = None,
    starter: Annotated[
        bool, typer.Option("--starter", help=N_("make the usual ones in your language, or in that of --language"))
    ] = False,
    chosen: NewFormatOption = Format.IDS,
) -> None:
    """Make a template; crm template placeholders lists what it can leave open."""
    said = _said(occasion=occasion, text=text, subject=subject, channel=channel, language=written_in)
    if starter:
        if name is not None or said.keys() - {"language"}:
            raise UsageError(_("--starter makes templates that are written already"), hint=see_help(ctx))
        with ctx.session.crm(create=True) as crm:
            done = crm.templates.add_starters(said.get("language") or language())
            tell(done.what)
            made = sorted((entry for entry in crm.templates.all() if entry.id in done.ids), key=lambda entry: entry.id)
            ctx.session.show_list(made, LISTED, chosen)
        return
    missing = [word for word, value in (("NAME", name), ("--occasion", occasion), ("--text", text)) if value is None]
    if name is None or missing:
        raise UsageError(_("{parameter} is missing").format(parameter=missing[0]), hint=see_help(ctx))
    with ctx.session.crm(create=True) as crm:
        done = crm.templates.add(name, **said)
        tell(done.what)
        ctx.session.show_made(crm.templates.all(), done, TEMPLATE, chosen)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List the templates."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.templates.all(), LISTED, chosen)


@noun.verb("show")
def show(ctx: Context, name: NameArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show a template."""
    with ctx.session.crm() as crm:
        ctx.session.show(crm.templates.get(name), TEMPLATE, chosen)


@noun.verb("edit")
def edit(
    ctx: Context,
    name: NameArgument,
    new: Annotated[str | None, typer.Option("--name", metavar="NAME", help=N_("its new name"))] = None,
    occasion: OccasionOption = None,
    text: TextOption = None,
    subject: SubjectOption = None,
    channel: ChannelOption = None,
    written_in: LanguageOption = None,
    base: BaseOption = None,
) -> None:
    """Change what is named of a template; an empty subject clears."""
    said = _said(name=new, occasion=occasion, text=text, subject=subject, channel=channel, language=written_in)
    if not said:
        raise UsageError(_("nothing is said that should change"), hint=see_help(ctx))
    with ctx.session.crm() as crm:
        tell(crm.templates.edit(name, base=base, **said).what)


@noun.verb("delete")
def delete(ctx: Context, name: NameArgument, yes: YesOption = False) -> None:
    """Delete a template; crm undo brings it back."""
    with ctx.session.crm() as crm:
        found = crm.templates.get(name)
        ctx.session.confirm(_("delete template {name}?").format(name=found.name), yes=yes)
        tell(crm.templates.delete(found.name).what)


@noun.verb("placeholders")
def placeholders(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List what a template can leave open, to be filled in for each contact."""
    ctx.session.show_list(PLACEHOLDERS.items(), PLACEHOLDER, chosen)


def _said(**given: str | None) -> dict[str, str]:
    """Return what was said; "any" is nothing in particular, and the text may come from a pipe."""
    said = {name: str(value) for name, value in given.items() if value is not None}
    for name in said.keys() & {"channel", "language"}:
        said[name] = "" if said[name] == AnyChannel.ANY else said[name]
    if "text" in said:
        said["text"] = text_said(said["text"])
    assert said.get("language", "") in {"", *LANGUAGES}
    return said
