"""What call mode says: whom one calls, how far one is and how fast, what happened meanwhile, and at the end what was done."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui_crm.call_words import outcome_in_words
from tui_crm.commands import COMMANDS
from tui_crm.display import measure, safe
from tui_crm.i18n import _, ngettext
from tui_crm.models.calling import LeftOut, left_out_words
from tui_crm.models.codes import PLACE_LABELS, Kind
from tui_crm.screens.stages import activity_word
from tui_crm.screens.times import at_time
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from datetime import datetime

    from tui_crm.clock import Clock
    from tui_crm.models.calling import CallProgress, CallSummary
    from tui_crm.models.cards import ActivityEntry, ContactCard

_MINUTE = 60.0  # seconds


def who(card: "ContactCard", width: int) -> Sequence[tuple[Cell, ...]]:
    """Return whom one calls: the name, the numbers, as what and where; on two lines where one of ``width`` has no room."""
    row = card.row
    place = (row.role, row.company, row.city) if row.kind == Kind.PERSON else (card.industry, row.city)
    cells = [Cell(row.name, Role.STRONG, bold=True)]
    for phone in card.phones:
        cells += [
            Cell(phone.value, Role.ACCENT, bold=True),
            Cell(_(PLACE_LABELS.get(phone.label, phone.label)), Role.MUTED),
        ]
    first = tuple(cell for cell in cells if cell.text)
    where = Cell(" · ".join(filter(None, place)), Role.MUTED)
    if not where.text:
        return [first]
    taken = sum(measure(safe(cell.text)) + 1 for cell in (*first, where)) - 1
    return [(*first, where)] if taken <= width else [first, (where,)]


def standing(progress: "CallProgress") -> tuple[Cell, ...]:
    """Return how far one is, how fast, and who was left out why."""
    total = f"{progress.total:,}"
    if progress.place:
        place = _("{place} of {total}").format(place=f"{progress.place:,}", total=total)
    else:
        place = ngettext("{count} contact", "{count} contacts", progress.total).format(count=total)
    return (Cell(place), Cell(" · ".join(("", *_counts(progress))).strip(), Role.MUTED))


def _counts(progress: "CallProgress") -> Iterator[str]:
    yield _("called {count}").format(count=f"{progress.called:,}")
    if progress.per_hour is not None:
        yield _("{count} an hour").format(count=f"{progress.per_hour:,}")
    if progress.skipped:
        yield _("skipped {count}").format(count=f"{progress.skipped:,}")
    if progress.later:
        yield _("later {count}").format(count=f"{progress.later:,}")
    if progress.left_out:
        yield _("left out: {reasons}").format(reasons=left_out_words(progress.left_out))


def resumed(begun: "datetime", clock: "Clock") -> Cell:
    """Return that one goes on where one stopped."""
    when = at_time(begun.astimezone(clock.zone), clock.today())
    told = _("going on with the list begun {when} · {leave} {key} begins anew")
    keys = {"leave": COMMANDS["dialog.leave"].first_key, "key": COMMANDS["calling.anew"].first_key}
    return Cell(told.format(when=when, **keys), Role.ACCENT)


def meanwhile(entries: "Iterable[ActivityEntry]", clock: "Clock") -> tuple[Cell, ...]:
    """Return what others have logged with the contact while one had it."""
    return tuple(Cell(_logged(entry, clock), Role.WARNING) for entry in entries)


def _logged(entry: "ActivityEntry", clock: "Clock") -> str:
    when = at_time(entry.at.astimezone(clock.zone), clock.today())
    said = " · ".join(filter(None, (activity_word(entry.kind)[0], outcome_in_words(entry.outcome), entry.text)))
    return _("meanwhile {who}, {when}: {what}").format(who=entry.by, when=when, what=" ".join(said.split()))


def over(progress: "CallProgress") -> Cell:
    """Return that nobody is left to call."""
    if progress.left_out.get(LeftOut.TAKEN):
        return Cell(_("Nobody is left but those with a colleague."), Role.STRONG, bold=True)
    return Cell(_("Nobody is left to call."), Role.STRONG, bold=True)


def summed_up(progress: "CallProgress", summary: "CallSummary") -> Sequence[CardSection]:
    """Return what was done with the list, and what one can do now."""
    minutes = progress.seconds / _MINUTE
    facts = (
        (_("calls"), f"{summary.calls:,}"),
        *((outcome_in_words(outcome) or "—", f"{count:,}") for outcome, count in summary.outcomes.items()),
        (_("follow-ups set"), f"{summary.followups:,}"),
        (_("minutes on the phone"), f"{summary.minutes:,}" if summary.minutes else ""),
        (_("skipped"), f"{progress.skipped:,}" if progress.skipped else ""),
        (_("left out"), left_out_words(progress.left_out)),
        (_("pace"), _pace(progress.per_hour, round(minutes))),
    )
    return (
        CardSection(tuple(CardRow((Cell(value),), label) for label, value in facts if value)),
        CardSection(tuple(CardRow((Cell(line, Role.MUTED),)) for line in _ways(progress))),
    )


def _pace(per_hour: int | None, minutes: int) -> str:
    if per_hour is None:
        return ""
    pace = _("{count} an hour").format(count=f"{per_hour:,}")
    took = ngettext("in {count} minute", "in {count} minutes", minutes).format(count=f"{minutes:,}")
    return f"{pace} · {took}"


def _ways(progress: "CallProgress") -> Iterator[str]:
    if progress.left_out.get(LeftOut.TAKEN):
        told = _("{key} looks again whether a colleague has let somebody go.")
        yield told.format(key=COMMANDS["calling.log"].first_key)
    told = _("{key} leaves · {anew} goes through the list anew.")
    yield told.format(key=COMMANDS["calling.leave"].first_key, anew=COMMANDS["calling.anew"].first_key)
