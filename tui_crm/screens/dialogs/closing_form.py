"""The form that asks for what a ticket's next step needs, and for just that: the cause, the remedy, the customer's word."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from tui_crm.drafts import Drafts
from tui_crm.errors import BadInput, Conflict, CrmError
from tui_crm.i18n import _, ngettext
from tui_crm.models.ticket import TicketState
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.ticket_form import ending_fields
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.screens.ticket_texts import state_word
from tui_crm.widgets.form_field import FormField

if TYPE_CHECKING:
    from tui_crm.drafts import Draft
    from tui_crm.services.crm import Crm


def prepared(crm: "Crm", ids: Sequence[int], state: TicketState, lacking: Sequence[str]) -> Prepared:
    """Read what the form begins with, in a thread. Raises NotFound."""
    asked = [field for field in ending_fields() if field.key in lacking]
    if len(ids) == 1:
        card = crm.tickets.card(ids[0])
        values = {"cause": card.row.cause, "remedy": card.remedy, "confirmed": ""}
        title = _("{number} to {state}: {subject}").format(
            number=card.row.number, state=state_word(state), subject=card.row.subject
        )
        name = f"closing:{ids[0]}"
    else:
        values, name = {}, "closing:several"
        title = ngettext("{count} ticket to {state}", "{count} tickets to {state}", len(ids))
        title = title.format(count=f"{len(ids):,}", state=state_word(state))
    bases = {row.id: row.version for row in crm.tickets.rows(ids)}
    draft = Drafts(crm.database.path, crm.clock).open(name)
    begun = {key: text for key, text in values.items() if key in lacking}
    return Prepared(partial(ClosingForm, title, asked, begun, (bases, state), draft), draft)


class ClosingForm(FormDialog):
    """Moves tickets, with what that needs."""

    ENTER_SAVES = True

    def __init__(
        self,
        title: str,
        asked: Sequence[FormField],
        values: Mapping[str, str],
        step: tuple[Mapping[int, int], TicketState],
        draft: "Draft",
    ) -> None:
        super().__init__(title, asked, values, self._saving, draft=draft)
        (self._bases, self._state), self._ids = step, [*step[0]]

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        ids, state, bases = self._ids, self._state, self._bases
        said: dict[str, Any] = {key: text for key, text in values.items() if text.strip()}
        return RunWrite(_("Moving…"), lambda crm: crm.tickets.move(ids, state, bases=bases, **said))

    def show_failure(self, error: CrmError) -> None:
        """Say why they could not be moved; what a colleague has said meanwhile is replaced by saving again."""
        if isinstance(error, Conflict):
            theirs = _(", ").join(str(value) for _begun, _mine, value in error.fields.values() if value)
            hint = _("theirs: {value}; save again to put yours in its place").format(value=theirs or "—")
            error, self._bases = Conflict(error.message, fields=error.fields, hint=hint), {}
        elif isinstance(error, BadInput):
            error = BadInput(error.message, field=error.field)  # its hint is for the command line
        super().show_failure(error)
