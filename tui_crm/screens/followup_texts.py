"""What the screen of follow-ups says in words: which are shown, why there are none, and which command prints them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from tui_crm.commands import COMMANDS
from tui_crm.i18n import N_, _, ngettext, pgettext
from tui_crm.models.worklist import Whose
from tui_crm.screens.contact_texts import key_lines, shell_command
from tui_crm.screens.followup_view import Look, View
from tui_crm.screens.times import day_and_month, long_date, month
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_SHOWN: Final[Mapping[tuple[Whose, bool], str]] = {
    (Whose.MINE, False): N_("open follow-ups of {login}"),
    (Whose.EVERYBODY, False): N_("open follow-ups of everybody"),
    (Whose.NOBODY, False): N_("open follow-ups that are nobody’s"),
    (Whose.MINE, True): N_("follow-ups of {login} that are done"),
    (Whose.EVERYBODY, True): N_("follow-ups of everybody that are done"),
    (Whose.NOBODY, True): N_("nobody’s follow-ups that are done"),
}


def period(look: Look) -> str:
    """Return what stands on top: the month, the week, or that it is a list."""
    match look.view:
        case View.MONTH:
            form = pgettext("the title of a month", "{month} {year}")
            return form.format(month=month(look.day), year=f"{look.day.year:04}")
        case View.WEEK:
            return _from_to(look.first, look.last)
    return _("Follow-ups")


def _from_to(first: date, last: date) -> str:
    """Return the days of a week with their year, or their years."""
    days = {"first": day_and_month(first), "last": day_and_month(last)}
    if first.year == last.year:
        form = pgettext("from one day to another of a year", "{first} – {last} {year}")
        return form.format(**days, year=f"{last.year:04}")
    form = pgettext("from one day to another of the next year", "{first} {year} – {last} {next_year}")
    return form.format(**days, year=f"{first.year:04}", next_year=f"{last.year:04}")


def shown(look: Look, login: str, count: str) -> str:
    """Return which reminders are shown, and how many."""
    return f"{_(_SHOWN[look.worklist.whose, look.worklist.done]).format(login=login)} · {count}"


def selected(count: int) -> str:
    """Return how many are selected, wherever they are shown; empty where none is."""
    return " · " + ngettext("{count} selected", "{count} selected", count).format(count=f"{count:,}") if count else ""


def empty_lines(look: Look, today: date) -> tuple[Cell, ...]:
    """Return what an empty list says: why, and what fills it."""
    blank = Cell("")
    if look.worklist.text.strip() and not look.is_calendar:
        way = _("{key} in the list takes the filter back.").format(key=COMMANDS["followups.clear"].first_key)
        return Cell(_("No follow-up fits these words."), Role.STRONG), blank, Cell(way, Role.MUTED)
    if look.worklist.done:
        return Cell(_("Nothing was done then.") if look.is_calendar else _("Nothing was done yet."), Role.STRONG), blank
    if look.is_calendar:
        nothing = _("Nothing on {day}.").format(day=long_date(look.day, today))
        way = _("{key} sets a reminder on this day.").format(key=COMMANDS["followups.remind"].first_key)
        return Cell(nothing, Role.STRONG), Cell(way, Role.MUTED)
    what_for = _("Here stands what shall happen next with your customers: what it is, with whom,\nwhen and whose.")
    others = {"followups.whose": N_("shows those of everybody, then those that are nobody’s")}
    return (
        Cell(_("No follow-up is open."), Role.STRONG),
        blank,
        *(Cell(line, Role.MUTED) for line in what_for.splitlines()),
        *how_to_set("followups.remind", others if look.worklist.whose is Whose.MINE else {}),
    )


def how_to_set(remind: str, others: Mapping[str, str]) -> tuple[Cell, ...]:
    """Return what an empty list of reminders says of how one is set: by which keys, and in a shell.

    ``remind`` is the id of the command for one about no contact; ``others`` tell of more keys by the ids of commands.
    """
    blank = Cell("")
    keys = {remind: N_("sets a reminder of your own"), "contact.follow_up": N_("sets one with a contact, on any list")}
    return (
        blank,
        *key_lines({**keys, **others}),
        blank,
        Cell(_("Or in a shell:"), Role.MUTED),
        blank,
        Cell("  crm reminder add WHO tomorrow --note TEXT", Role.PRIMARY),
    )


def in_short(first: str, count: int) -> str:
    """Return what a question is about: ``first``, or how many."""
    return (
        first if count <= 1 else ngettext("{count} follow-up", "{count} follow-ups", count).format(count=f"{count:,}")
    )


def command(crm: "Crm", look: Look) -> str:
    """Return the command that prints what is shown."""
    worklist = look.worklist
    owners: Mapping[Whose, Sequence[str]] = {Whose.MINE: ("--owner", "me"), Whose.NOBODY: ("--owner", "-")}
    words = ["reminder", "list", *owners.get(worklist.whose, ())]
    if worklist.done:
        words.append("--done")
    elif look.is_calendar:
        words += ["--since", look.first.isoformat(), "--until", look.last.isoformat()]
    return shell_command(crm, *words, *(("--", worklist.text.strip()) if worklist.text.strip() else ()))
