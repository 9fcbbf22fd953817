"""To whom reminders are given, typed as a login."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_crm.errors import CrmError
from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.line import AskedLine
from tui_crm.screens.dialogs.owners import check_owner, login_meant
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.form_field import begun_like
from tui_crm.widgets.safe_text import safe_content


class HandingOver(AskedLine[str]):
    """Asks whose ``what`` shall be, one of ``logins``; the answer is empty for nobody's. ``me`` is who asks."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "filter.submit": N_("hand over"),
        "filter.complete": N_("complete"),
        "dialog.leave": N_("close"),
    }

    def __init__(self, what: str, logins: Sequence[str], me: str) -> None:
        question = _("Whose shall it be? {what}").format(what=what) if what else _("Whose shall it be?")
        hint = _("a login, or me; empty: nobody’s")
        super().__init__(question, FilterInput(complete=begun_like(logins), placeholder=hint))
        self._me = me
        self._check = check_owner(logins, me)
        known = _("known users: {names}").format(names=", ".join(logins) or "—")
        self._said = Static(safe_content(known, "$muted"))

    def below(self) -> Iterator[Widget]:
        """Yield who there is."""
        yield self._said

    @on(Input.Changed)
    def _stay(self, event: Input.Changed) -> None:
        event.stop()

    def submit(self, text: str) -> None:
        """Answer the login that is meant, or say that nobody has it."""
        try:
            if text.strip():
                self._check(text)
        except CrmError as error:
            self._said.update(safe_content(error.message, "$error"))
        else:
            self.dismiss(login_meant(text, self._me))
