"""What the screen of a journey says in words: whose it is and how it stands, what it is for, and the command that tells it."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tui_crm.commands import COMMANDS
from tui_crm.display import measure, safe
from tui_crm.i18n import _
from tui_crm.models.ids import shown
from tui_crm.models.journey import JOURNEY_KINDS, Head, Outline, StageStep
from tui_crm.models.journey_words import rhythm_of
from tui_crm.screens.contact_texts import shell_command
from tui_crm.screens.journey_rows import kind_cell
from tui_crm.screens.stages import stage_badge
from tui_crm.screens.times import short_date
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.word_row import Word

if TYPE_CHECKING:
    from tui_crm.clock import Clock
    from tui_crm.services.crm import Crm


def who(head: Head) -> list[Cell]:
    """Return whose journey it is."""
    cells = [Cell(head.name, Role.STRONG)]
    if said := " · ".join(filter(None, (head.role, head.company))):
        cells.append(Cell(said, Role.MUTED))
    cells.append(Cell(shown("contact", head.contact_id), Role.MUTED))
    if head.deleted:
        cells.append(Cell(_("in the trash"), Role.ERROR, bold=True))
    return cells


def standing(head: Head, clock: "Clock", width: int) -> list[Cell]:
    """Return the way through the stages (the earlier steps give way to ``width`` cells), and the rhythm of touches."""
    rhythm = Cell(f"· {said}", _tone(head)) if (said := rhythm_of(head)) else None
    way = [_step(step, clock) for step in head.stages]
    now = way[-1] if way else []
    if now:
        now[0] = Cell(now[0].text, now[0].mark_role, bold=True, mark=now[0].mark, mark_role=now[0].mark_role)
    if head.pinned:
        now.append(Cell(_("pinned"), Role.MUTED))
    tail = [rhythm] if rhythm else []
    while len(way) > 1 and _length([*_joined(way), *tail]) > width:
        del way[0]
    return [*_joined(way), *tail]


def _tone(head: Head) -> Role:
    lasting = any(silence.until is None for silence in head.silences)
    return Role.WARNING if lasting else Role.MUTED


def _joined(way: list[list[Cell]]) -> list[Cell]:
    cells: list[Cell] = []
    for number, step in enumerate(way):
        cells += [Cell("→", Role.MUTED), *step] if number else step
    return cells


def _length(cells: list[Cell]) -> int:
    return sum(measure(safe(cell.text)) + (2 if cell.mark else 0) + 1 for cell in cells)


def _step(step: StageStep, clock: "Clock") -> list[Cell]:
    badge = stage_badge(step.stage, Role.MUTED)
    if step.since is None:
        return [badge]
    return [badge, Cell(short_date(_day(step.since, clock), clock.today()), Role.MUTED)]


def _day(moment: int, clock: "Clock") -> date:
    return datetime.fromtimestamp(moment, UTC).astimezone(clock.zone).date()


def kind_words(outline: Outline, chosen: Collection[str]) -> Iterator[Word]:
    """Yield the kinds that a journey has, with their counts, and those that are chosen."""
    counts = outline.counts()
    for kind in JOURNEY_KINDS:
        if kind in counts or kind in chosen:
            cell = kind_cell(kind)
            yield Word(kind, cell.text, f"{counts.get(kind, 0):,}", cell.role, chosen=kind in chosen)


def nobody_lines(offered: str) -> tuple[Cell, ...]:
    """Return what stands where no customer was chosen; ``offered`` is the name of the one looked at last."""
    what_for = _(
        "A journey is the story of one customer on one line: what lies ahead above now,\n"
        "below it every call, visit and mail, the stages, the feelings, the silences."
    )
    lines = [Cell(_("No customer chosen yet."), Role.STRONG), Cell("")]
    lines += [Cell(line, Role.MUTED) for line in what_for.splitlines()]
    way = _("{key} shows the contacts; {open} there opens the journey of one.")
    keys = {"key": COMMANDS["go.contacts"].first_key, "open": COMMANDS["list.open"].first_key}
    lines += [Cell(""), Cell(way.format(**keys))]
    if offered:
        last = _("{key} opens the one looked at last: {name}")
        key = COMMANDS["journey.offered"].first_key
        lines.append(Cell(last.format(key=key, name=offered), Role.PRIMARY))
    return tuple(lines)


def empty_lines(*, narrowed: bool) -> tuple[Cell, ...]:
    """Return what stands where there are no entries: because of what is asked for, or because nothing happened."""
    if narrowed:
        way = _("{key} takes the search back, then the kinds.").format(key=COMMANDS["journey.clear"].first_key)
        return (Cell(_("Nothing here fits."), Role.STRONG), Cell(""), Cell(way, Role.MUTED))
    return (Cell(_("Nothing has happened yet."), Role.STRONG),)


def timeline_command(crm: "Crm", contact_id: int, kinds: Collection[str], search: str) -> str:
    """Return the command that tells what the screen shows."""
    words = ["contact", "timeline", shown("contact", contact_id), "--future"]
    for kind in JOURNEY_KINDS:
        words += ["--kind", kind] if kind in kinds else []
    return shell_command(crm, *words, *(("--search", search) if search.strip() else ()))
