"""Tickets that have to do with each other: made one, tied together, or put down to a known problem, from any screen with one."""

from functools import partial
from typing import TYPE_CHECKING

from tui_crm.i18n import _, ngettext
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.ticket_texts import state_word
from tui_crm.widgets.id_set import IdSet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_crm.models.cards import Done
    from tui_crm.models.problem import ProblemEntry
    from tui_crm.models.ticket import TicketRow
    from tui_crm.screens.dialogs.chooser import Choice
    from tui_crm.screens.ticket_preview import TicketStory
    from tui_crm.screens.ticket_verbs import TicketVerbs
    from tui_crm.services.crm import Crm

    _Chosen = Callable[[int, Sequence[TicketRow]], None]

_NEW, _NONE = "new", "none"
_ONE, _ALL = "one", "all"


def merge(screen: "TicketVerbs") -> None:
    """Ask which of the selected tickets is kept; or of one, into which other of its customer it goes."""
    chosen = [*screen.chosen_tickets()]

    def join(into: int, rows: "Sequence[TicketRow]") -> None:
        others = [key for key in chosen if key != into]
        question = ngettext("Merge {count} ticket?", "Merge {count} tickets?", len(chosen))
        anyway = len(chosen) > 1 and len({row.customer_id for row in rows}) > 1
        write = RunWrite(_("Merging…"), lambda crm: crm.tickets.merge(into, others, anyway=anyway))

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
            if yes:
                screen.write_many(IdSet(chosen), question, write)

        if anyway:
            from tui_crm.screens.dialogs.question import Question  # noqa: PLC0415 - loaded when it opens

            asked = Question(_("They are of different customers. Merge them all the same?"))
            screen.app.push_screen(asked, answered)
        else:
            answered(True)

    title = _("Which one is kept?") if len(chosen) > 1 else _("Merge it into")
    _choose(screen, chosen, title, join)


def link(screen: "TicketVerbs") -> None:
    """Tie the selected tickets to the one that is chosen of them; or the one at hand to another of its customer."""
    chosen = [*screen.chosen_tickets()]

    def tie(other: int, _rows: "Sequence[TicketRow]") -> None:
        others = [key for key in chosen if key != other]
        write = RunWrite(_("Saving…"), lambda crm: crm.tickets.link(other, others))
        screen.write_many(IdSet(chosen), ngettext("Link {count} ticket?", "Link {count} tickets?", len(chosen)), write)

    _choose(screen, chosen, _("Link it to"), tie)


def _choose(screen: "TicketVerbs", chosen: "Sequence[int]", title: str, then: "_Chosen") -> None:
    """Ask for one of several tickets, or, beside a single one, for another of its customer; ``then`` gets all of them too."""
    assert screen.crm is not None

    def ask(rows: "Sequence[TicketRow]") -> None:
        from tui_crm.screens.dialogs.chooser import Choice, Chooser  # noqa: PLC0415 - loaded when it opens

        if not rows:
            screen.notify(
                _("There is no other ticket of this customer; on the board space selects those of others"), markup=False
            )
            return
        choices = [
            Choice(str(row.id), row.number, f"{row.subject} · {row.contact}", state_word(row.state)) for row in rows
        ]

        def answered(key: int) -> None:
            then(key, rows)

        screen.app.push_screen(Chooser(choices, (title, "", "")), partial(_answered, answered))

    screen.read_first(screen.crm, partial(_among, ids=chosen), ask)


def _answered(then: "Callable[[int], None]", answer: str | None) -> None:
    if answer is not None:
        then(int(answer))


def _among(crm: "Crm", ids: "Sequence[int]") -> "Sequence[TicketRow]":
    return crm.tickets.rows(ids) if len(ids) > 1 else crm.tickets.beside(ids[0])


def split(screen: "TicketVerbs", story: "TicketStory", place: int) -> None:
    """Ask whether one word of a thread moves to a ticket of its own, or all from there on, and what that is about."""
    from tui_crm.screens.dialogs.chooser import Choice, Chooser  # noqa: PLC0415 - loaded when it opens
    from tui_crm.screens.dialogs.line import LineDialog  # noqa: PLC0415 - as above

    ticket_id, moved = story.card.row.id, [entry.id for entry in story.thread[place:]]
    at_hand = story.thread[place]
    first = next(filter(None, (at_hand.subject, *(line.strip() for line in at_hand.text.split("\n")))), "")

    def asked(answer: str | None) -> None:
        if answer is None:
            return
        words = moved if answer == _ALL else moved[:1]

        def part(subject: str | None) -> None:
            if subject is not None:
                call = partial(_parted, ticket_id=ticket_id, words=words, subject=subject)
                screen.post_message(RunWrite(_("Saving…"), call))

        screen.app.push_screen(LineDialog(_("What is the new ticket about?"), first), part)

    choices = [Choice(_ONE, _("this alone"), first)]
    if len(moved) > 1:
        what = ngettext("{count} entry", "{count} entries", len(moved)).format(count=f"{len(moved):,}")
        choices.append(Choice(_ALL, _("all from here on"), what))
    screen.app.push_screen(Chooser(choices, (_("Split off"), "", "")), asked)


def _parted(crm: "Crm", ticket_id: int, words: "Sequence[int]", subject: str) -> "Done":
    return crm.tickets.split(ticket_id, words, subject=subject)


def choose_problem(screen: "TicketVerbs") -> None:
    """Ask which known problem is behind the chosen tickets: one there is, a new one, or none."""
    assert screen.crm is not None
    chosen = screen.chosen_tickets()

    def write(call: "Callable[[Crm], Done]") -> None:
        question = ngettext("Change {count} ticket?", "Change {count} tickets?", len(chosen))
        screen.write_many(chosen, question, RunWrite(_("Saving…"), call))

    def named(name: str | None) -> None:
        if name is not None and name.strip():
            write(lambda crm: crm.problems.collect(name, [*chosen], creates=True))

    def answered(answer: str | None) -> None:
        from tui_crm.screens.dialogs.line import LineDialog  # noqa: PLC0415 - loaded when it opens

        if answer == _NEW:
            screen.app.push_screen(LineDialog(_("What shall the known problem be called?"), ""), named)
        elif answer == _NONE:
            write(lambda crm: crm.tickets.edit_many([*chosen], problem=""))
        elif answer is not None:
            write(lambda crm: crm.problems.collect(answer, [*chosen]))

    def ask(known: "Sequence[ProblemEntry]") -> None:
        from tui_crm.screens.dialogs.chooser import Chooser  # noqa: PLC0415 - loaded when it opens

        screen.app.push_screen(Chooser(_choices(known), (_("Known problem"), "", "")), answered)

    screen.read_first(screen.crm, lambda crm: crm.problems.all(), ask)


def _choices(known: "Sequence[ProblemEntry]") -> "list[Choice]":
    from tui_crm.models.ids import shown  # noqa: PLC0415 - behind the first paint
    from tui_crm.screens.dialogs.chooser import Choice  # noqa: PLC0415 - as above

    found = [
        Choice(
            shown("problem", each.id),
            each.name,
            _("it is solved already") if each.solved_at else each.workaround,
            ngettext("{count} ticket", "{count} tickets", each.live).format(count=f"{each.live:,}"),
        )
        for each in known
    ]
    return [
        *found,
        Choice(_NEW, _("a new one"), _("give it a name")),
        Choice(_NONE, _("none"), _("no problem is known")),
    ]
