"""How one ticket looks at a glance and as a page: what it is, what was promised, what is to be done, how it ended."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.clock import Clock
from tui_crm.i18n import _, pgettext
from tui_crm.models.durations import left_or_late, worked
from tui_crm.models.score import kind_in_words
from tui_crm.models.ticket import (
    CLOCK_LABELS,
    CONFIRMED_LABELS,
    WAYS_IN,
    ClockRun,
    TicketCard,
    TicketRow,
    TicketState,
    urgency,
)
from tui_crm.models.ticket import Clock as Promise
from tui_crm.screens.ticket_texts import (
    URGENCY_ROLES,
    contact_text,
    feeling,
    kind_cell,
    owner_text,
    priority_cell,
    state_badge,
)
from tui_crm.screens.times import Moment, at_time
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from tui_crm.models.score import ScoreEntry
    from tui_crm.screens.ticket_preview import TicketStory

_MINUTE: Final = 60  # seconds


def sections(story: "TicketStory", clock: Clock) -> tuple[CardSection, ...]:
    """Return everything about a ticket but its thread."""
    card, moment = story.card, Moment.of(clock)
    found = (
        _head(card),
        _promises(card, moment),
        _about(card, moment),
        _checklist(card),
        _ending(card),
        _ratings(story.scores, moment),
        _related(card),
    )
    return tuple(section for section in found if section.rows)


def _head(card: TicketCard) -> CardSection:
    row = card.row
    rows = [CardRow((Cell(row.number, Role.MUTED), Cell(row.subject, Role.STRONG)), hanging=True)]
    who = " · ".join(filter(None, (contact_text(row), row.company)))
    rows.append(CardRow((Cell(who),)))
    if row.deleted:
        rows.append(CardRow((Cell(_("in the trash"), Role.ERROR, bold=True),)))
    dot = Cell("·", Role.MUTED)
    rows.append(CardRow((state_badge(row.state), dot, kind_cell(row), dot, priority_cell(row.priority))))
    return CardSection(tuple(rows))


def _about(card: TicketCard, moment: Moment) -> CardSection:
    row, rows = card.row, []
    rows.append(
        CardRow(
            (Cell(owner_text(row), Role.PLAIN if row.owner or row.team else Role.WARNING),),
            pgettext("of a ticket", "owner"),
        )
    )
    rows.append(CardRow((Cell(at_time(row.opened_at.astimezone(moment.now.tzinfo), moment.today)),), _("opened")))
    rows += [
        CardRow((Cell(text),), label)
        for label, text in (
            (_("channel"), _(WAYS_IN[row.channel]) if row.channel in WAYS_IN else row.channel),
            (_("product"), row.product),
        )
        if text
    ]
    return CardSection(tuple(rows))


def _promises(card: TicketCard, moment: Moment) -> CardSection:
    told = tuple(_told(card.clocks))
    rows = [CardRow(run_cells(run, card.row.state, moment), _(CLOCK_LABELS.get(run.clock, run.clock))) for run in told]
    if any(run.due_at is None for run in told):
        rows.append(CardRow((Cell(_("used: working time · left: by the clock"), Role.FAINT),), hanging=True))
    return CardSection(tuple(rows), pgettext("heading of the clocks of a ticket", "PROMISED"))


def _told(runs: Sequence[ClockRun]) -> Iterator[ClockRun]:
    """Yield the runs that matter: of the next responses the last one, and none where nothing is promised."""
    for promise in Promise:
        found = [run for run in runs if run.clock == promise and run.target is not None]
        yield from found[-1:]


def run_cells(run: ClockRun, state: str, moment: Moment) -> tuple[Cell, ...]:
    """Return how a run of a clock stands: what is left, by how much it was missed, how much of it was used.

    Spent is working time, of which nobody knows how many make a day; left is time on the wall.
    """
    target = (run.target or 0) * _MINUTE
    used = _("{spent} of {target}").format(spent=worked(run.spent), target=worked(target))
    if run.ended_at is not None:
        if run.met:
            return Cell(used, Role.SUCCESS), Cell(_("kept"), Role.MUTED)
        missed = _("missed by {time}").format(time=worked(run.spent - target))
        return Cell(used, Role.ERROR), Cell(missed, Role.ERROR, bold=True)
    if run.due_at is None:
        paused = _("paused") if state == TicketState.WAITING else ""
        return Cell(used), Cell(paused, Role.MUTED)
    due = at_time(run.due_at.astimezone(moment.now.tzinfo), moment.today)
    said = left_or_late((run.due_at - moment.now).total_seconds())
    role = URGENCY_ROLES.get(urgency(run.due_at, run.warn_at, moment.now), Role.PLAIN)
    return Cell(said, role, bold=True), Cell(due, Role.MUTED)


def _checklist(card: TicketCard) -> CardSection:
    rows = []
    for check in card.checklist:
        done = check.done_at is not None
        sign = Cell(_("done") if done else _("to do"), Role.SUCCESS if done else Role.ACCENT)
        by = (Cell(f"· {check.done_by}", Role.MUTED),) if done and check.done_by else ()
        rows.append(CardRow((sign, Cell(check.text, Role.MUTED if done else Role.PLAIN), *by)))
    count = sum(check.done_at is not None for check in card.checklist)
    title = pgettext("heading of the lines to tick off", "CHECKLIST")
    return CardSection(tuple(rows), f"{title}  {count}/{len(rows)}")


def _ending(card: TicketCard) -> CardSection:
    row = card.row
    confirmed = _(CONFIRMED_LABELS[row.confirmed]) if row.confirmed in CONFIRMED_LABELS else ""
    said = ((_("cause"), row.cause), (_("remedy"), card.remedy), (_("confirmed"), confirmed))
    rows = tuple(CardRow((Cell(text),), label) for label, text in said if text)
    return CardSection(rows, pgettext("heading of cause and remedy", "HOW IT ENDED"))


def _ratings(scores: "Sequence[ScoreEntry]", moment: Moment) -> CardSection:
    rows = []
    for score in scores:
        role = feeling(score.kind, score.value)
        of = [f"{kind_in_words(kind)} {value}" for kind, value in score.aspects.items()]
        said = " · ".join(filter(None, (score.comment, *of)))
        when = at_time(score.at.astimezone(moment.now.tzinfo), moment.today)
        rows.append(
            CardRow(
                (Cell(str(score.value), role, bold=True), Cell(said), Cell(when, Role.MUTED)), kind_in_words(score.kind)
            )
        )
    return CardSection(tuple(rows), pgettext("heading of how content a customer was", "RATED"))


def _related(card: TicketCard) -> CardSection:
    rows = []
    if card.problem:
        name = Cell(card.problem, Role.SECONDARY)
        helps = Cell(" ".join(card.workaround.split()), Role.MUTED)
        rows.append(CardRow((name, helps) if card.workaround else (name,), _("known problem"), hanging=True))
    rows += [_other(each, _("see also")) for each in card.links]
    rows += [_other(each, _("merged in")) for each in card.merged]
    return CardSection(tuple(rows), pgettext("heading of other tickets", "RELATED"))


def _other(row: TicketRow, label: str) -> CardRow:
    return CardRow((Cell(row.number, Role.MUTED), Cell(row.subject), state_badge(row.state)), label)
