"""A form that changes a record with fields of one value each: where somebody else has changed the same ones meanwhile,
one is asked which of both shall stand.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tui_crm.errors import Conflict, CrmError
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.widgets.form_field import FormField, Remark

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tui_crm.drafts import Draft
    from tui_crm.screens.messages import RunWrite

Reading = Callable[[], tuple[Mapping[str, str], int]]
"""Reads, in a thread, the texts of the fields as they are now, and the record's version. Raises NotFound."""


@dataclass(frozen=True)
class Asked:
    """What a form about a record begins with: its ``title``, its ``fields`` and their ``values``, at which ``version``."""

    title: str
    fields: Sequence[FormField]
    values: Mapping[str, str]
    version: int


class RecordForm(FormDialog):
    """Asks for what is ``asked``; ``read`` tells how the record is by now."""

    ENTER_SAVES = True

    def __init__(self, asked: Asked, draft: "Draft", read: Reading, names: Mapping[str, str]) -> None:
        super().__init__(
            asked.title, asked.fields, asked.values, self.saving, draft=draft, base=(asked.version,), names=names
        )
        self._asked = asked
        self._read = read

    @abstractmethod
    def saving(self, values: Mapping[str, str]) -> "RunWrite":
        """Return the write that changes what was changed in the form, from the version that one saw."""

    def show_failure(self, error: CrmError) -> None:
        """Say why it could not be saved; where somebody else has saved meanwhile, ask which of both to keep."""
        if isinstance(error, Conflict):
            self.form.say(Remark())
            resolving: WorkType[None] = partial(self._resolve, error)
            self.run_worker(resolving, group="conflict", exclusive=True)
        else:
            super().show_failure(error)

    async def _resolve(self, error: Conflict) -> None:
        from tui_crm.screens.dialogs.conflict import Conflicting, clashes  # noqa: PLC0415 - few people meet one

        try:
            theirs, version = await asyncio.to_thread(self._read)
        except CrmError as gone:
            super().show_failure(gone)
            return
        found = clashes(self._asked.fields, self.form, theirs)

        def answered(mine: Sequence[str] | None) -> None:
            if mine is None:
                super(RecordForm, self).show_failure(error)
                return
            leaving = {clash.key for clash in found} - {*mine}
            kept = {key: text for key, text in self.form.changed.items() if key not in leaving}
            self.begin_at(theirs, (version,))
            self.form.fill(kept)
            self.save()

        if found:
            self.app.push_screen(Conflicting(self._asked.title, found), answered)
        else:
            answered(())
