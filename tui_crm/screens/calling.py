"""Call mode: the contacts of a list one at a time, each with what was last said, the form of the call open below.

Nothing goes on by itself: the next contact comes when a call is saved or a key says so, and what is typed is kept.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui_crm.commands import Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.models.ids import shown
from tui_crm.screens import calling_texts
from tui_crm.screens.contact_card import Story, for_call
from tui_crm.screens.contact_preview import read_story
from tui_crm.screens.contact_texts import shell_command
from tui_crm.screens.contact_verbs import ContactVerbs
from tui_crm.screens.messages import OPENING
from tui_crm.screens.toasts import toast
from tui_crm.widgets.card import Card
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.headline import Headline

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tui_crm.models.calling import CallProgress, CallSummary
    from tui_crm.models.cards import Done
    from tui_crm.screens.call_list import CallList
    from tui_crm.screens.dialogs.call_form import CallForm
    from tui_crm.screens.prepared import Prepared
    from tui_crm.services.calling import CallQueue
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes

_RECENT: Final = 12  # activities that are shown


@dataclass(frozen=True)
class _Turn:
    """What one has now: a contact with its ``story`` and the ``form`` of its call; at the end of the list a ``summary``.

    ``may_go_on`` says whether looking for the next one could find somebody.
    """

    queue: "CallQueue"
    progress: "CallProgress"
    story: Story | None = None
    form: "Prepared | None" = None
    summary: "CallSummary | None" = None
    may_go_on: bool = True

    @classmethod
    def over(cls, queue: "CallQueue") -> "_Turn":
        """Return what one has at the end of the list, in a thread. Raises CrmError."""
        return cls(queue, queue.progress(), summary=queue.summary(), may_go_on=queue.may_go_on())

    def give_up(self) -> None:
        """Let go of everything: nobody wants it any more."""
        self.queue.close()
        if self.form is not None:
            self.form.draft.close()


_Step = Callable[["CallQueue"], int | None]


class CallScreen(ContactVerbs):
    """Calls the contacts of a list, opened over the screen of ``mode``."""

    PLACES = (Where.CALLING, Where.CONTACT, Where.EVERYWHERE)
    CSS_PATH = "calling.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CALLING)

    def __init__(self, note: str, calls: "CallList", mode: str) -> None:
        self.MODE = mode  # type: ignore[misc]  # the tab of the screen one came from stays the active one
        super().__init__(note)
        self._calls = calls
        self._turn: _Turn | None = None
        self._is_moving = False
        self._known: frozenset[int] = frozenset()
        self._told: tuple[Cell, ...] = ()
        self._news: tuple[Cell, ...] = ()
        self._number = 0
        self._head = Headline()
        self._who = Card()
        self._said = Card()
        self._who.id, self._said.id = "who", "said"

    def body(self) -> ComposeResult:
        """Compose whom one calls, and below that where things stand beside what was said."""
        yield self._head
        with Horizontal(id="calls"):
            yield self._who
            yield self._said

    def opened(self, crm: "Crm") -> None:  # noqa: ARG002 - it is this screen's by now
        """Begin with the list as ``crm`` has it."""
        self._let_go()
        self._move(lambda queue: queue.next(), self._calls)

    def on_unmount(self) -> None:
        """Let others have the contact."""
        self._let_go()

    def _let_go(self) -> None:
        if self._turn is not None:
            self._turn.queue.close()
            self._turn = None

    def _move(self, step: _Step, begin: "CallList | None" = None) -> None:
        """Take a step through the queue in a thread, and show where one is then; typing waits for it."""
        if self.crm is None or self._is_moving or (begin is None and self._turn is None):
            return
        self._is_moving = True
        moving: WorkType[None] = partial(self._moved, self.crm, step, begin)
        self.app.run_worker(moving, group=OPENING)

    async def _moved(self, crm: "Crm", step: _Step, begin: "CallList | None") -> None:
        before = self._turn
        try:
            turn = await asyncio.to_thread(self._taken, crm, step, begin, before)
        except CrmError as error:
            self.tell_failure(error)
            if self._turn is None:
                self.action_leave()
            return
        finally:
            self._is_moving = False
        if not self.is_attached or self.crm is not crm:
            turn.give_up()
            if self.is_attached and self.crm is not None:
                self.opened(self.crm)
            return
        self._show(turn, crm)
        if turn.form is not None:
            await self._ask(turn.form)

    @staticmethod
    def _taken(crm: "Crm", step: _Step, begin: "CallList | None", before: _Turn | None) -> _Turn:
        """Take a step, in a thread. Raises CrmError."""
        if begin is None:
            assert before is not None
            return _after(crm, before.queue, step)
        queue = begin(crm)
        try:
            return _after(crm, queue, step)
        except CrmError:
            queue.close()
            raise

    def _show(self, turn: _Turn, crm: "Crm") -> None:
        if turn.queue.resumed is not None and self._turn is None:
            self._told = (calling_texts.resumed(turn.queue.resumed, crm.clock),)
        self._turn, self._number, self._news = turn, 0, ()
        self._known = frozenset(entry.id for entry in turn.story.recent) if turn.story is not None else frozenset()
        self._draw(crm)

    def on_resize(self) -> None:
        """Say as much on a line as there is room for."""
        if self.crm is not None and self._turn is not None:
            self._draw(self.crm)

    def _draw(self, crm: "Crm") -> None:
        """Draw where one is, with the news of the contact."""
        turn = self._turn
        assert turn is not None
        progress = turn.queue.progress()
        self.set_class(turn.story is None, "-over")
        if turn.story is not None:
            beside, said = for_call(turn.story, crm.clock)
            first = calling_texts.who(turn.story.card, self.size.width - 2)
        else:
            assert turn.summary is not None
            beside, said = (), tuple(calling_texts.summed_up(progress, turn.summary))
            first = [(calling_texts.over(progress),)]
        last = self._news or self._told
        self._head.show(*first, calling_texts.standing(progress), *([last] if last else []))
        self._who.show(beside)
        self._said.show(said)
        self.show_keys()

    async def _ask(self, prepared: "Prepared") -> None:
        """Open the form of the call, which was made ready."""
        from tui_crm.screens.dialogs.call_form import CallForm  # noqa: PLC0415 - as above

        form = prepared.make()
        assert isinstance(form, CallForm)
        if not self.is_current or self._turn is None:
            prepared.draft.close()
            return
        form.copy_number = self.action_copy_number
        form.has_before = self._turn.queue.can_go_back
        await self.app.push_screen(form, partial(self._answered, form))

    def _answered(self, form: "CallForm", done: "Done | None") -> None:
        """Go on once the call is logged, or as the person wished; else stay with the contact."""
        turn = self._turn
        if turn is None:
            return
        if done is not None:
            turn.queue.logged(done.ids[0])
            self._told = tuple(Cell(line, Role.MUTED) for line in (done.what, *done.also))
            self._move(lambda queue: queue.next())
        elif form.wish is not None:
            form.wish(self)
        else:
            self.show_keys()

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002 - a contact's story is of all kinds of things
        """Read the contact again, since a colleague may have changed it."""
        if self.crm is not None and self._turn is not None and not self._is_moving:
            reading: WorkType[None] = partial(self._read_again, self.crm, self._turn)
            self.run_worker(reading, group="calls", exclusive=True)

    async def _read_again(self, crm: "Crm", turn: _Turn) -> None:
        try:
            here = self.contact_at_hand()
            story = None if here is None else await asyncio.to_thread(read_story, crm, here, _RECENT)
            again = replace(turn, story=story) if story else await asyncio.to_thread(_Turn.over, turn.queue)
        except CrmError as error:
            self.tell_failure(error)
            return
        if self._turn is not turn or self._is_moving or (here is not None and story is None):
            return
        self._turn = again
        fresh = [] if story is None else [entry for entry in story.recent if entry.id not in self._known]
        others = [entry for entry in fresh if entry.by != crm.actor.login]
        self._news = calling_texts.meanwhile(others, crm.clock)
        self._draw(crm)

    def contact_at_hand(self) -> int | None:
        """Return the contact that one has."""
        return None if self._turn is None or self._turn.story is None else self._turn.story.card.row.id

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        match action:
            case "log_call":
                return self._turn is not None and self._turn.may_go_on
            case "begin_anew":
                return self._turn is not None
            case "skip" | "later" | "copy_number" | "copy_command":
                return self.contact_at_hand() is not None
            case "one_back":
                return self._turn is not None and self._turn.queue.can_go_back
            case _:
                return super().check_action(action, parameters)

    def action_log_call(self) -> None:
        """Log the call with this contact; at the end of the list look again."""
        self._move(lambda queue: queue.next() if queue.here is None else queue.here)

    def action_call(self) -> None:
        """Log the call, as everywhere."""
        self.action_log_call()

    def action_skip(self) -> None:
        """Go on without a call."""
        self._go_on(lambda queue: queue.skip())

    def action_later(self) -> None:
        """Come back to this contact when the others are done."""
        self._go_on(lambda queue: queue.later())

    def action_one_back(self) -> None:
        """Go back to the contact before."""
        self._go_on(lambda queue: queue.back())

    def action_begin_anew(self) -> None:
        """Go through the list from its beginning."""
        self._go_on(lambda queue: queue.begin_anew())

    def _go_on(self, step: _Step) -> None:
        self._told = ()
        self._move(step)

    def action_copy_number(self) -> None:
        """Copy a phone number of the contact; again, the next one."""
        turn = self._turn
        if turn is None or turn.story is None or not (phones := turn.story.card.phones):
            return
        self.copy(phones[self._number % len(phones)].value)
        self._number += 1

    def action_copy_command(self) -> None:
        """Copy the command that logs a call with the contact."""
        here = self.contact_at_hand()
        assert self.crm is not None
        assert here is not None
        self.copy(shell_command(self.crm, "log", "call", shown("contact", here)))

    def action_leave(self) -> None:
        """Leave call mode; others can have the contact."""
        if self.is_current:
            if self._turn is not None and self._turn.story is not None:
                toast(self.app, _("Call mode goes on from here when you open it again."))
            self.dismiss()


def _after(crm: "Crm", queue: "CallQueue", step: _Step) -> _Turn:
    """Return what one has behind a step, in a thread. Raises CrmError."""
    from tui_crm.screens.dialogs import call_form  # noqa: PLC0415 - a dialog is loaded when it opens

    contact_id = step(queue)
    while contact_id is not None:
        story = read_story(crm, contact_id, _RECENT)
        if story is not None:
            return _Turn(queue, queue.progress(), story, call_form.ready(crm, contact_id))
        contact_id = queue.next()
    return _Turn.over(queue)
