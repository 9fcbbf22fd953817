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

_ROLES: Final[Mapping[Section, Role]] = {
    Section.OVERDUE: Role.ERROR,
    Section.TODAY: Role.ACCENT,
    Section.APPOINTMENTS: Role.ACCENT,
}
_TO_GREET: Final = frozenset({Section.BIRTHDAYS, Section.HOLIDAYS})


def in_order(pages: Sequence[AgendaPage]) -> list[AgendaPage]:
    """Return the sections in the order they are shown."""
    order = list(Section)
    return sorted(pages, key=lambda page: order.index(page.section))


def heading(page: AgendaPage) -> tuple[Cell, ...]:
    """Return the heading of a section: its name, and how many things wait there."""
    return Cell(_title(page.section), _ROLES.get(page.section, Role.MUTED), bold=True), Cell(
        str(page.tally), Role.MUTED
    )


def _title(section: Section) -> str:
    return {
        Section.OVERDUE: pgettext("heading in Today", "OVERDUE"),
        Section.TODAY: pgettext("heading in Today", "TODAY"),
        Section.APPOINTMENTS: pgettext("heading in Today", "APPOINTMENTS"),
        Section.WEEK: pgettext("heading in Today", "NEXT 7 DAYS"),
        Section.SILENT: pgettext("heading in Today", "NO NEXT STEP"),
        Section.BIRTHDAYS: pgettext("heading in Today", "BIRTHDAYS"),
        Section.HOLIDAYS: pgettext("heading in Today", "HOLIDAYS TO GREET"),
        Section.MENTIONS: pgettext("heading in Today", "MENTIONS"),
    }[section]


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
    return Occasion.GREETING if line.section in _TO_GREET else Occasion.FOLLOW_UP


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
        "without a next step, birthdays and holidays of the week, and where a colleague\n"
        "names you with @. F sets a reminder of your own, f one with a contact;\n"
        "in a shell:"
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
    mine = "" if everybody else " owner:me"
    match line:
        case None:
            return shell_command(crm, "due", *(() if everybody else ("--owner", "me")))
        case AgendaLine(section=Section.SILENT):
            return list_command(crm, f"next:none dnc:no stage:{','.join(TENDED)}{mine} sort:last_activity")
        case AgendaLine(section=Section.BIRTHDAYS):
            return list_command(crm, f"birthday:today..+{DAYS_AHEAD}d{mine}")
    return shell_command(crm, *_answering(line))


def _answering(line: AgendaLine) -> Sequence[str]:
    """Return the words of the command that answers one line by itself."""
    if line.is_reminder:
        return "reminder", "done", shown("reminder", line.id)
    if line.section is Section.HOLIDAYS and line.day is not None:
        return "reminder", "add", "-", line.day.isoformat(), "--note", greeting(line)
    if line.contact_id is None:
        return "reminder", "list"
    return "contact", "timeline", shown("contact", line.contact_id)


def greeting(line: AgendaLine) -> str:
    """Return what the reminder of a holiday is for; it names the holiday, which is planned by that."""
    return _("greet customers: {holiday}").format(holiday=line.name)
