"""What a shell offers for values that live in the database: tags, users, fields, filters, operations and imports.

Each looks into a database that is there and never makes one; where it cannot be read, nothing is offered.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from tui_crm.call_words import USUAL, CallWord, parsed
from tui_crm.cli.commands import Context
from tui_crm.errors import CrmError
from tui_crm.models.ids import shown
from tui_crm.models.messaging import Occasion
from tui_crm.models.report_period import COMPARISONS, PERIODS
from tui_crm.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_crm.services.crm import Crm

_SORT = "sort:"
_MOST = 50


def tags(ctx: Context) -> list[str]:
    """Return the tags there are."""
    return _looked_up(ctx, lambda crm: (tag.name for tag in crm.tags.all()))


def users(ctx: Context) -> list[str]:
    """Return the logins of everybody who works here."""
    return _looked_up(ctx, lambda crm: crm.users.logins())


def owners(ctx: Context) -> list[str]:
    """Return in whose hands a ticket can be: those who work here, and the teams."""
    return _looked_up(ctx, lambda crm: (*crm.users.logins(), *(f"team:{name}" for name in crm.users.teams())))


def tickets(ctx: Context) -> list[str]:
    """Return the numbers of the tickets that are not closed, those that press first."""
    return _looked_up(ctx, lambda crm: (row.number for row in crm.tickets.rows(_pressing(crm))))


def tickets_and_owners(ctx: Context) -> list[str]:
    """Return tickets, and in whose hands they can be: which of both a word is, is known only at the end of the line."""
    return [*tickets(ctx), *owners(ctx)]


def tickets_and_states(ctx: Context) -> list[str]:
    """Return tickets, and the states that they can go to."""
    from tui_crm.models.ticket import TicketState  # noqa: PLC0415 - other commands complete nothing of tickets

    return [*tickets(ctx), *TicketState]


def causes(ctx: Context) -> list[str]:
    """Return what causes of tickets are called, those of the team's list first."""
    return _looked_up(ctx, lambda crm: crm.tickets.causes())


def custom_fields(ctx: Context) -> list[str]:
    """Return the custom fields as ``--set`` takes them: ``x.budget=``."""
    return _looked_up(ctx, lambda crm: (f"x.{field.name}=" for field in crm.custom_fields.all()))


def field_names(ctx: Context) -> list[str]:
    """Return the names of the custom fields."""
    return _looked_up(ctx, lambda crm: (field.name for field in crm.custom_fields.all()))


def templates(ctx: Context) -> list[str]:
    """Return the names of the templates."""
    return _looked_up(ctx, lambda crm: (template.name for template in crm.templates.all()))


def surveys(ctx: Context) -> list[str]:
    """Return the names of the surveys."""
    return _looked_up(ctx, lambda crm: (survey.name for survey in crm.surveys.all()))


def problems(ctx: Context) -> list[str]:
    """Return the names of the known problems."""
    return _looked_up(ctx, lambda crm: (problem.name for problem in crm.problems.all()))


def receipts(ctx: Context) -> list[str]:
    """Return the names of the templates of receipts, and the word for none."""
    return ["none", *_of_occasion(ctx, Occasion.RECEIPT)]


def answers(ctx: Context) -> list[str]:
    """Return the names of the canned answers."""
    return _of_occasion(ctx, Occasion.ANSWER)


def _of_occasion(ctx: Context, occasion: Occasion) -> list[str]:
    return _looked_up(ctx, lambda crm: (each.name for each in crm.templates.all() if each.occasion == occasion))


def segments(ctx: Context) -> list[str]:
    """Return the names of the segments."""
    return _looked_up(ctx, lambda crm: crm.segments.names())


def levels(ctx: Context) -> list[str]:
    """Return the customer levels of the team."""
    return _looked_up(ctx, lambda crm: crm.settings.get("levels").split(","))


def countries() -> list[str]:
    """Return the countries whose holidays are known."""
    return list(SETTINGS["calendar_country"].choices())


def outcomes(ctx: Context) -> list[str]:
    """Return how a call can end, in the words of the team."""
    return [word.code for word in call_words(ctx, "outcomes")]


def objections(ctx: Context) -> list[str]:
    """Return what can be objected, in the words of the team."""
    return [word.code for word in call_words(ctx, "objections")]


def call_words(ctx: Context, setting: str) -> "Sequence[CallWord]":
    """Return the words of the team that ``setting`` keeps; the usual ones where they cannot be read."""
    kept = _looked_up(ctx, lambda crm: [crm.settings.get(setting)])
    with suppress(ValueError):
        return parsed(setting, "".join(kept))
    return parsed(setting, USUAL[setting])


def filters(ctx: Context, incomplete: str) -> list[str]:
    """Return how the last word of a filter may go on."""
    return _looked_up(ctx, lambda crm: crm.contacts.completions(incomplete, len(incomplete)))


def ticket_filters(ctx: Context, incomplete: str) -> list[str]:
    """Return how the last word of a filter over tickets may go on."""
    return _looked_up(ctx, lambda crm: crm.tickets.completions(incomplete, len(incomplete)))


def ticket_sorts(ctx: Context, incomplete: str) -> list[str]:
    """Return how the fields to sort tickets by may go on."""
    text = f"{_SORT}{incomplete}"
    return _looked_up(ctx, lambda crm: (word.removeprefix(_SORT) for word in crm.tickets.completions(text, len(text))))


def sorts(ctx: Context, incomplete: str) -> list[str]:
    """Return how the fields to sort by may go on."""
    text = f"{_SORT}{incomplete}"
    return _looked_up(ctx, lambda crm: (word.removeprefix(_SORT) for word in crm.contacts.completions(text, len(text))))


def operations(ctx: Context) -> list[str]:
    """Return the newest operations that changed something and are not undone."""
    return _looked_up(
        ctx,
        lambda crm: (
            shown("operation", entry.id) for entry in crm.history.list() if entry.state == "done" and entry.records
        ),
    )


def import_profiles(ctx: Context) -> list[str]:
    """Return the import profiles."""
    return _looked_up(ctx, lambda crm: (profile.name for profile in crm.import_profiles.all()))


def imports(ctx: Context) -> list[str]:
    """Return the newest imports."""
    return _looked_up(ctx, lambda crm: (shown("import", run.id) for run in crm.importing.list()[:_MOST]))


def periods(incomplete: str) -> list[str]:
    """Return periods of reports that people often want."""
    return [period for period in PERIODS if period.startswith(incomplete)]


def comparisons(incomplete: str) -> list[str]:
    """Return what reports can be compared with."""
    return [word for word in (*COMPARISONS, *PERIODS) if word.startswith(incomplete)]


def numbers(ctx: Context, incomplete: str) -> list[str]:
    """Return the keys of the numbers of the report that is called."""
    found = _looked_up(ctx, lambda crm: (each.key for *_place, each in crm.reports.ask(str(ctx.info_name)).numbers()))
    return [key for key in found if key.startswith(incomplete)]


def kinds() -> list[str]:
    """Return the kinds of records that can be imported."""
    from tui_crm.services.importing.kinds.registry import DECLARED  # noqa: PLC0415 - as above

    return [kind.name for kind in DECLARED]


def mappings(ctx: Context, incomplete: str) -> list[str]:
    """Return the fields that a column of an import can be, behind its header and ``=``: ``Mobile=phone``."""
    header, sign, _target = incomplete.rpartition("=")
    if not sign:
        return []
    return _looked_up(ctx, lambda crm: (f"{header}={field.name}" for field in crm.importing.fields(str(ctx.info_name))))


def import_rules(ctx: Context, incomplete: str) -> list[str]:
    """Return the rules of the fields that an import changes: ``phone=fill``."""
    from tui_crm.services.importing.choices import Rule  # noqa: PLC0415 - commands load services when they run

    name, sign, _rule = incomplete.rpartition("=")
    if sign:
        return [f"{name}={rule}" for rule in Rule]
    return _looked_up(ctx, lambda crm: (f"{field}=" for field in crm.importing.changing(str(ctx.info_name))))


def _pressing(crm: "Crm") -> "Sequence[int]":
    return crm.tickets.first_page(crm.tickets.parse(""), _MOST).ids


def _looked_up(ctx: Context, look_up: "Callable[[Crm], Iterable[str]]") -> list[str]:
    try:
        with ctx.session.crm(create=False) as crm:
            return list(look_up(crm))
    except CrmError:
        return []
