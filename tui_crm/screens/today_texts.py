"""What Today says in words: the headings of its sections, why it is empty, and which command does the same."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import N_, _, ngettext, pgettext
from tui_crm.models.agenda import DAYS_AHEAD, AgendaLine, AgendaPage, Section
from tui_crm.models.codes import TENDED
from tui_crm.models.ids import shown
from tui_crm.models.messaging import Occasion
from tui_crm.screens.contact_texts import list_command, shell_command
from tui_crm.screens.followup_texts import how_to_set
from tui_crm.screens.times import long_date
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_ROLES: Final[Mapping[Section, Role]] = {
    Section.SLA: Role.ERROR,
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
        Section.SLA: pgettext("heading in Today", "SLA AT RISK"),
        Section.OVERDUE: pgettext("heading in Today", "OVERDUE"),
        Section.TODAY: pgettext("heading in Today", "TODAY"),
        Section.APPOINTMENTS: pgettext("heading in Today", "APPOINTMENTS"),
        Section.WEEK: pgettext("heading in Today", "NEXT 7 DAYS"),
        Section.CADENCE: pgettext("heading in Today", "TIME TO GET IN TOUCH"),
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
        "Here stands what needs an answer: tickets whose promised time runs out,\n"
        "reminders that are due, whom it is time to be in touch with again, customers\n"
        "of yours without a next step, birthdays and holidays of the week, and where a\n"
        "colleague names you with @."
    )
    others = {} if everybody else {"today.whose": N_("shows what waits for everybody")}
    return (
        Cell(_("Nothing waits today."), Role.STRONG),
        blank,
        *(Cell(line, Role.MUTED) for line in what_for.splitlines()),
        *how_to_set("today.remind", others),
    )


def filter_of(section: Section | None, *, everybody: bool) -> str:
    """Return the filter of the contacts that a section is about; "" where it is about something else."""
    late = "touch_by:<=today"
    said = {
        Section.CADENCE: f"{late} next:none{{mine}} sort:touch_by",
        Section.SILENT: "customer:yes next:none -next:on-purpose dnc:no "
        f"stage:{','.join(TENDED)} -{late}{{mine}} sort:last_activity",
        Section.BIRTHDAYS: f"birthday:today..+{DAYS_AHEAD}d dnc:no{{mine}}",
    }
    return said.get(section, "").format(mine="" if everybody else " owner:me") if section else ""


def command(crm: "Crm", section: Section | None, line: AgendaLine | None, *, everybody: bool) -> str:
    """Return the command that prints what a section has, or what a line without such a section is about."""
    if wanted := filter_of(section, everybody=everybody):
        return list_command(crm, wanted)
    if line is not None and section is Section.HOLIDAYS and line.day is not None:
        return shell_command(crm, "calendar", "show", f"{line.day:%Y-%m}")
    if line is not None and section is Section.MENTIONS and line.contact_id is not None:
        prints = "show" if line.thing == "contact" else "timeline"
        return shell_command(crm, "contact", prints, shown("contact", line.contact_id))
    mine = () if everybody else ("--owner", "me")
    if section is Section.SLA:
        return shell_command(crm, "check", "sla", *mine)
    if section is Section.MENTIONS:
        return shell_command(crm, "reminder", "list")
    return shell_command(crm, "due", *(("--until", f"+{DAYS_AHEAD}d") if section is Section.WEEK else ()), *mine)


def greeting(line: AgendaLine) -> str:
    """Return what the reminder of a holiday is for; it names the holiday, which is planned by that."""
    return _("greet customers: {holiday}").format(holiday=line.name)
