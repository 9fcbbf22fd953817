"""A screen over which forms are opened, and whose verbs may be about many records: what is prepared, and what is asked first."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from tui_crm.errors import CrmError
from tui_crm.screens.messages import OPENING, RunWrite
from tui_crm.screens.screen import CrmScreen
from tui_crm.widgets.id_set import IdSet

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from textual.worker import WorkType

    from tui_crm.models.cards import Done
    from tui_crm.screens.prepared import Prepared
    from tui_crm.services.crm import Crm

    Preparing: TypeAlias = Callable[[Crm], Prepared]

_MANY: Final = 100  # records; before more of them are changed a question is asked


class FormScreen(CrmScreen):
    """A screen with records of some sort, one at hand or several selected."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self._is_opening = False

    def forget_chosen(self) -> None:
        """Take the selection back, since its verb is done."""

    def open_form(self, prepare: "Preparing", *, done: "Callable[[Done], None] | None" = None) -> None:
        """Open the form that ``prepare`` makes ready in a thread, and call ``done`` once it is saved.

        A worker of the app's does it, which nothing stops: a form that nobody got would keep its draft from all others.
        """
        if not self._is_opening:
            self._is_opening = True
            opening: WorkType[None] = partial(self._open_form, prepare, done)
            self.app.run_worker(opening, group=OPENING)

    async def _open_form(self, prepare: "Preparing", done: "Callable[[Done], None] | None") -> None:
        assert self.crm is not None
        try:
            form = await asyncio.to_thread(prepare, self.crm)
        except CrmError as error:
            self.tell_failure(error)
            return
        finally:
            self._is_opening = False

        def saved(result: "Done | None") -> None:
            if result is not None and done is not None:
                done(result)

        if self.is_current:
            await self.app.push_screen(form.make(), saved)
        else:
            form.draft.close()

    def write_many(self, chosen: IdSet, question: str, write: RunWrite) -> None:
        """Have something written, after asking ``question`` (with a ``{count}``) where many contacts are concerned."""

        def write_it() -> None:
            self.forget_chosen()
            self.post_message(write)

        self.asked_first(chosen, question, write_it)

    def asked_first(self, chosen: IdSet, question: str, act: "Callable[[], None]") -> None:
        """Do something at once, or after asking ``question`` (with a ``{count}``) where there are many."""
        from tui_crm.screens.dialogs.question import Question  # noqa: PLC0415 - as above

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
            if yes:
                act()

        if len(chosen) < _MANY:
            act()
        else:
            self.app.push_screen(Question(question.format(count=f"{len(chosen):,}")), answered)
