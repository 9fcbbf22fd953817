"""What Today says in words: the headings of its sections, why it is empty, and which command does the same."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import _, ngettext, pgettext
from tui_crm.models.agenda import DAYS_AHEAD, TENDED, AgendaLine, AgendaPage, Section
from tui_crm.models.ids import shown
from tui_crm.models.messaging import Occasion
from tui_crm.screens.contact_texts import list_command, shell_command
from tui_crm.screens.times import long_date
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_ROLES: Final[Mapping[Section, Role]] = {Section.OVERDUE: Role.ERROR, Section.TODAY: Role.ACCENT}


def heading(page: AgendaPage) -> tuple[Cell, ...]:
    """Return the heading of a section: its name, and how many things wait there."""
    return Cell(_title(page.section), _ROLES.get(page.section, Role.MUTED), bold=True), Cell(
        str(page.tally), Role.MUTED
    )


def _title(section: Section) -> str:
    match section:
        case Section.OVERDUE:
            return pgettext("heading in Today", "OVERDUE")
        case Section.TODAY:
            return pgettext("heading in Today", "TODAY")
        case Section.WEEK:
            return pgettext("heading in Today", "NEXT 7 DAYS")
        case Section.SILENT:
            return pgettext("heading in Today", "NO NEXT STEP")
        case Section.BIRTHDAYS:
            return pgettext("heading in Today", "BIRTHDAYS")
        case Section.MENTIONS:
            return pgettext("heading in Today", "MENTIONS")


def more(page: AgendaPage) -> tuple[Cell, ...]:
    """Return the line that says how many more there are than are shown, nothing where all are."""
    hidden = page.tally.number - len(page.lines)
    if hidden <= 0:
        return ()
    count = f"{hidden:,}{'+' if page.tally.more else ''}"
    return (Cell("… " + ngettext("{count} more", "{count} more", hidden).format(count=count), Role.MUTED),)


def occasion(line: AgendaLine | None) -> str:
    """Return for which occasion one would write about a line; "" where it could be any."""
    if line is None or line.section is Section.MENTIONS:
        return ""
    return Occasion.GREETING if line.section is Section.BIRTHDAYS else Occasion.FOLLOW_UP


def title(crm: "Crm", *, everybody: bool) -> tuple[str, str]:
    """Return what stands above the list: which day it is, and whose."""
    today = crm.clock.today()
    whose = _("what waits for everybody") if everybody else _("what waits for {login}").format(login=crm.actor.login)
    return long_date(today, today), whose


def empty_lines(*, everybody: bool) -> tuple[Cell, ...]:
    """Return what Today says when nothing waits: what it is for, and what fills it."""
    blank = Cell("")
    what_for = _(
        "Here stands what needs an answer: reminders that are due, customers of yours\n"
        "without a next step, birthdays of the week, and where a colleague names you\n"
        "with @. F sets a reminder of your own, f one with a contact; in a shell:"
    )
    others = () if everybody else (blank, Cell(_("w shows what waits for everybody."), Role.MUTED))
    return (
        Cell(_("Nothing waits today."), Role.STRONG),
        blank,
        *(Cell(line, Role.MUTED) for line in what_for.splitlines()),
        blank,
        Cell("  crm reminder add WHO tomorrow --note TEXT", Role.PRIMARY),
        *others,
    )


def command(crm: "Crm", line: AgendaLine | None, *, everybody: bool) -> str:
    """Return the command that answers a line or prints what it is among; without a line, what is due."""
    owner: Sequence[str] = () if everybody else ("--owner", "me")
    if line is None:
        return shell_command(crm, "due", *owner)
    if line.is_reminder:
        return shell_command(crm, "reminder", "done", shown("reminder", line.id))
    mine = "" if everybody else " owner:me"
    if line.section is Section.SILENT:
        return list_command(crm, f"next:none dnc:no stage:{','.join(TENDED)}{mine} sort:last_activity")
    if line.section is Section.BIRTHDAYS:
        return list_command(crm, f"birthday:today..+{DAYS_AHEAD}d{mine}")
    if line.contact_id is None:
        return shell_command(crm, "reminder", "list")
    return shell_command(crm, "contact", "timeline", shown("contact", line.contact_id))
