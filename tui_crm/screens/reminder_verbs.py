"""What can be done with the reminders of a list: with the one at hand, or with all that are selected, in one operation."""

from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from tui_crm.errors import CrmError
from tui_crm.i18n import _, ngettext
from tui_crm.models.messaging import Occasion
from tui_crm.screens.contact_verbs import ContactVerbs
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.widgets.id_set import IdSet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.models.cards import Done, ReminderEntry
    from tui_crm.models.when import When
    from tui_crm.services.crm import Crm

_NEED_ONE: Final = frozenset({"done", "snooze", "edit_reminder", "hand_over", "weigh", "repeat"})


class ReminderVerbs(ContactVerbs):
    """A screen with a reminder at hand, or with several selected."""

    @abstractmethod
    def reminder_at_hand(self) -> "ReminderEntry | None":
        """Return the reminder that a verb is about; None where there is none."""

    @abstractmethod
    def chosen_reminders(self) -> IdSet:
        """Return the reminders that a verb is about: those selected, or else the one at hand."""

    def left(self, ids: IdSet) -> None:
        """Know that these reminders were answered, so that the cursor need not follow them."""

    def contact_at_hand(self) -> int | None:
        """Return the contact of the reminder at hand."""
        entry = self.reminder_at_hand()
        return None if entry is None else entry.contact_id

    def occasion_at_hand(self) -> str:
        """Return what one would write for about a reminder."""
        return Occasion.FOLLOW_UP

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        if action in _NEED_ONE or action == "delete":
            entry = self.reminder_at_hand()
            return entry is not None and (action != "snooze" or entry.done_at is None)
        if action == "remind":
            return self.crm is not None
        return super().check_action(action, parameters)

    def action_done(self) -> None:
        """Mark the chosen reminders done; where the one at hand is done they are open again."""
        entry, chosen = self.reminder_at_hand(), self.chosen_reminders()
        if entry is not None and entry.done_at is not None:
            question = ngettext("Reopen {count} follow-up?", "Reopen {count} follow-ups?", len(chosen))
            self._answer(chosen, question, _("Reopening…"), lambda crm: crm.followups.reopen(*chosen))
        elif entry is not None:
            question = ngettext("Mark {count} follow-up done?", "Mark {count} follow-ups done?", len(chosen))
            self._answer(chosen, question, _("Marking done…"), lambda crm: crm.followups.done(*chosen))

    def action_delete(self) -> None:
        """Put the chosen reminders in the trash."""
        chosen = self.chosen_reminders()
        question = ngettext("Delete {count} follow-up?", "Delete {count} follow-ups?", len(chosen))
        self._answer(chosen, question, _("Deleting…"), lambda crm: crm.followups.delete(*chosen))

    def action_snooze(self) -> None:
        """Ask until when to put the chosen reminders off."""
        from tui_crm.screens.dialogs.snoozing import Snoozing  # noqa: PLC0415 - a dialog is loaded when it opens

        assert self.crm is not None
        chosen = self.chosen_reminders()

        def put_off(due: "When | None") -> None:
            if due is not None:
                question = ngettext("Put {count} follow-up off?", "Put {count} follow-ups off?", len(chosen))
                self._answer(chosen, question, _("Putting off…"), lambda crm: crm.followups.snooze_many([*chosen], due))

        self.app.push_screen(Snoozing(self._said(chosen), self.crm), put_off)

    def action_hand_over(self) -> None:
        """Ask whose the chosen reminders shall be."""
        from tui_crm.screens.dialogs.handing_over import HandingOver  # noqa: PLC0415 - as above

        assert self.crm is not None
        chosen = self.chosen_reminders()
        try:
            logins = self.crm.users.logins()
        except CrmError as error:
            self.tell_failure(error)
            return

        def hand_over(owner: str | None) -> None:
            if owner is not None:
                question = ngettext("Hand {count} follow-up over?", "Hand {count} follow-ups over?", len(chosen))
                self._answer(
                    chosen, question, _("Saving…"), lambda crm: crm.followups.edit_many([*chosen], owner=owner)
                )

        self.app.push_screen(HandingOver(self._said(chosen), logins, self.crm.actor.login), hand_over)

    def action_weigh(self) -> None:
        """Ask how much the chosen reminders matter."""
        from tui_crm.screens.dialogs.weighing import Weighing  # noqa: PLC0415 - as above

        entry, chosen = self.reminder_at_hand(), self.chosen_reminders()
        assert entry is not None

        def weigh(priority: str | None) -> None:
            if priority is not None:
                question = ngettext("Change {count} follow-up?", "Change {count} follow-ups?", len(chosen))
                self._answer(
                    chosen, question, _("Saving…"), lambda crm: crm.followups.edit_many([*chosen], priority=priority)
                )

        self.app.push_screen(Weighing(entry.priority), weigh)

    def action_edit_reminder(self) -> None:
        """Open the form of the reminder at hand."""
        entry = self.reminder_at_hand()
        assert entry is not None

        def prepare(crm: "Crm") -> Prepared:
            from tui_crm.screens.dialogs import reminder_form  # noqa: PLC0415 - as above

            return reminder_form.prepared_edit(crm, entry.id)

        self.open_form(prepare)

    def action_repeat(self) -> None:
        """Ask on which days the reminder at hand comes back."""
        entry = self.reminder_at_hand()
        assert entry is not None

        def prepare(crm: "Crm") -> Prepared:
            from tui_crm.screens.dialogs import reminder_form  # noqa: PLC0415 - as above

            return reminder_form.prepared_repeat(crm, entry.id)

        self.open_form(prepare)

    def action_remind(self) -> None:
        """Open a form to set a reminder that is about no contact."""
        day = self.day_at_hand()

        def prepare(crm: "Crm") -> Prepared:
            from tui_crm.screens.dialogs import reminder_form  # noqa: PLC0415 - as above

            return reminder_form.prepared(crm, (), day=day)

        self.open_form(prepare)

    def _said(self, chosen: IdSet) -> str:
        """Return what a question about the chosen reminders names."""
        from tui_crm.screens.followup_texts import in_short  # noqa: PLC0415 - behind the first paint

        entry = self.reminder_at_hand()
        first = "" if entry is None else " · ".join(filter(None, (entry.contact, entry.text)))
        return in_short(first, len(chosen))

    def _answer(self, chosen: IdSet, question: str, label: str, call: "Callable[[Crm], Done]") -> None:
        """Have the chosen reminders changed; the cursor stays at its place where they go."""

        def replied(result: "Done | CrmError") -> bool:
            if not isinstance(result, CrmError):
                self.left(chosen)
            return False

        self.write_many(chosen, question, RunWrite(label, call, reply=replied))
