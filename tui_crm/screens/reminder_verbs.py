"""What can be done with reminders wherever they stand: with the one at hand, or with all selected, in one operation."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_crm.errors import CrmError
from tui_crm.i18n import _, ngettext
from tui_crm.screens.contact_verbs import ContactVerbs
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.widgets.id_set import IdSet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_crm.models.cards import Done, ReminderEntry
    from tui_crm.models.when import When
    from tui_crm.services.crm import Crm

_NEED_ONE: Final = frozenset({"done", "snooze", "edit_reminder", "hand_over", "weigh", "repeat"})


@dataclass(frozen=True)
class ReminderAtHand:
    """The reminder that a verb is about; ``said`` is what a question names it by."""

    id: int
    said: str
    is_done: bool = False
    priority: str = ""
    contact_id: int | None = None

    @classmethod
    def of(cls, entry: "ReminderEntry") -> "ReminderAtHand":
        """Return what a list shows of a reminder."""
        said = " · ".join(filter(None, (entry.contact, entry.text)))
        return cls(entry.id, said, entry.done_at is not None, entry.priority, entry.contact_id)


class ReminderVerbs(ContactVerbs):
    """A screen with a reminder at hand, or with several selected."""

    @abstractmethod
    def reminder_at_hand(self) -> ReminderAtHand | None:
        """Return the reminder that a verb is about; None where there is none."""

    def chosen_reminders(self) -> IdSet:
        """Return the reminders that a verb is about: those selected, or else the one at hand."""
        here = self.reminder_at_hand()
        return IdSet(() if here is None else (here.id,))

    def contact_at_hand(self) -> int | None:
        """Return the contact of the reminder at hand."""
        here = self.reminder_at_hand()
        return None if here is None else here.contact_id

    def occasion_at_hand(self) -> str:
        """Return what one would write for about the reminder at hand."""
        from tui_crm.models.messaging import Occasion  # noqa: PLC0415 - behind the first paint

        return super().occasion_at_hand() if self.reminder_at_hand() is None else Occasion.FOLLOW_UP

    def text_at_hand(self) -> str:
        """Return what a new reminder about no contact is for, unless one says otherwise."""
        return ""

    def answering(self, ids: IdSet) -> None:
        """Know that these reminders are being answered and may go, so that the cursor need not follow them."""

    def answered(self, ids: IdSet, *, changed: bool) -> None:
        """Know that they were ``changed``, or could not be."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        if action in _NEED_ONE:
            here = self.reminder_at_hand()
            return here is not None and (action != "snooze" or not here.is_done)
        if action == "delete" and self.reminder_at_hand() is not None:
            return True
        if action == "remind":
            return self.crm is not None
        return super().check_action(action, parameters)

    def action_done(self) -> None:
        """Mark the chosen reminders done; where the one at hand is done they are open again."""
        here, chosen = self.reminder_at_hand(), self.chosen_reminders()
        if here is not None and here.is_done:
            question = ngettext("Reopen {count} follow-up?", "Reopen {count} follow-ups?", len(chosen))
            self._answer(chosen, question, _("Reopening…"), lambda crm: crm.followups.reopen(*chosen))
        elif here is not None:
            question = ngettext("Mark {count} follow-up done?", "Mark {count} follow-ups done?", len(chosen))
            self._answer(chosen, question, _("Marking done…"), lambda crm: crm.followups.done(*chosen))

    def action_delete(self) -> None:
        """Put the chosen reminders in the trash; where there are none, the chosen contacts."""
        chosen = self.chosen_reminders()
        if not chosen:
            super().action_delete()
            return
        question = ngettext("Delete {count} follow-up?", "Delete {count} follow-ups?", len(chosen))
        self._answer(chosen, question, _("Deleting…"), lambda crm: crm.followups.delete(*chosen))

    def action_snooze(self) -> None:
        """Ask until when to put the chosen reminders off."""
        assert self.crm is not None
        crm, chosen, said = self.crm, self.chosen_reminders(), self._said(self.chosen_reminders())

        def put_off(due: "When | None") -> None:
            if due is not None:
                question = ngettext("Put {count} follow-up off?", "Put {count} follow-ups off?", len(chosen))
                self._answer(chosen, question, _("Putting off…"), lambda crm: crm.followups.snooze_many([*chosen], due))

        def ask(alone: "Sequence[ReminderEntry]") -> None:
            from tui_crm.screens.dialogs.snoozing import Snoozing  # noqa: PLC0415 - a dialog is loaded when it opens

            self.app.push_screen(Snoozing(said, crm, next(iter(alone), None)), put_off)

        self.read_first(crm, lambda crm: crm.followups.rows([*chosen]) if len(chosen) == 1 else [], ask)

    def action_hand_over(self) -> None:
        """Ask whose the chosen reminders shall be."""
        assert self.crm is not None
        crm, chosen, said = self.crm, self.chosen_reminders(), self._said(self.chosen_reminders())

        def hand_over(owner: str | None) -> None:
            if owner is not None:
                question = ngettext("Hand {count} follow-up over?", "Hand {count} follow-ups over?", len(chosen))
                self._answer(
                    chosen, question, _("Saving…"), lambda crm: crm.followups.edit_many([*chosen], owner=owner)
                )

        def ask(logins: "Sequence[str]") -> None:
            from tui_crm.screens.dialogs.handing_over import HandingOver  # noqa: PLC0415 - as above

            self.app.push_screen(HandingOver(said, logins, crm.actor.login), hand_over)

        self.read_first(crm, lambda crm: crm.users.logins(), ask)

    def action_weigh(self) -> None:
        """Ask how much the chosen reminders matter."""
        from tui_crm.screens.dialogs.weighing import Weighing  # noqa: PLC0415 - as above

        here, chosen = self.reminder_at_hand(), self.chosen_reminders()
        assert here is not None

        def weigh(priority: str | None) -> None:
            if priority is not None:
                question = ngettext("Change {count} follow-up?", "Change {count} follow-ups?", len(chosen))
                self._answer(
                    chosen, question, _("Saving…"), lambda crm: crm.followups.edit_many([*chosen], priority=priority)
                )

        self.app.push_screen(Weighing(here.priority), weigh)

    def action_edit_reminder(self) -> None:
        """Open the form of the reminder at hand."""
        here = self.reminder_at_hand()
        assert here is not None

        def prepare(crm: "Crm") -> Prepared:
            from tui_crm.screens.dialogs import reminder_form  # noqa: PLC0415 - as above

            return reminder_form.prepared_edit(crm, here.id)

        self.open_form(prepare)

    def action_repeat(self) -> None:
        """Ask on which days the reminder at hand comes back."""
        here = self.reminder_at_hand()
        assert here is not None

        def prepare(crm: "Crm") -> Prepared:
            from tui_crm.screens.dialogs import reminder_form  # noqa: PLC0415 - as above

            return reminder_form.prepared_repeat(crm, here.id)

        self.open_form(prepare)

    def action_remind(self) -> None:
        """Open a form to set a reminder that is about no contact."""
        day, text = self.day_at_hand(), self.text_at_hand()

        def prepare(crm: "Crm") -> Prepared:
            from tui_crm.screens.dialogs import reminder_form  # noqa: PLC0415 - as above

            return reminder_form.prepared(crm, (), day=day, text=text)

        self.open_form(prepare)

    def _said(self, chosen: IdSet) -> str:
        """Return what a question about the chosen reminders names."""
        from tui_crm.screens.followup_texts import in_short  # noqa: PLC0415 - behind the first paint

        here = self.reminder_at_hand()
        return in_short("" if here is None else here.said, len(chosen))

    def _answer(self, chosen: IdSet, question: str, label: str, call: "Callable[[Crm], Done]") -> None:
        """Have the chosen reminders changed, after asking where they are many."""

        def replied(result: "Done | CrmError") -> bool:
            self.answered(chosen, changed=not isinstance(result, CrmError))
            return False

        def write_it() -> None:
            self.answering(chosen)
            self.forget_chosen()
            self.post_message(RunWrite(label, call, reply=replied))

        self.asked_first(chosen, question, write_it)
