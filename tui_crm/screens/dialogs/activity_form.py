"""The forms that log what happened with a contact, and with it what comes next; or change what was logged."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType

from tui_crm.call_timer import CallTimer
from tui_crm.commands import Where, bindings
from tui_crm.drafts import Drafts
from tui_crm.errors import CrmError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import ActivityKind
from tui_crm.screens.dialogs import activity_fields, moments
from tui_crm.screens.dialogs.activity_fields import values_of
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.record_form import Asked, RecordForm
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.services.call_words import team_words
from tui_crm.widgets.form_field import Remark

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tui_crm.call_words import CallWords
    from tui_crm.drafts import Draft
    from tui_crm.models.cards import ActivityEntry, Done
    from tui_crm.services.crm import Crm

_FOLLOW_UP = {"due_on": "next", "due_time": "next"}


def prepared(crm: "Crm", contact_id: int, *, as_call: bool, form: "type[LogForm] | None" = None) -> Prepared:
    """Read what a ``form`` to log a call, or anything, begins with, in a thread. Raises NotFound."""
    kind = ActivityKind.CALL if as_call else None
    row = crm.contacts.card(contact_id).row
    who = " · ".join(filter(None, (row.name, row.company)))
    title = (_("Call with {name}") if kind else _("What happened with {name}?")).format(name=who)
    words, draft = team_words(crm), Drafts(crm.database.path, crm.clock).open(f"log:{contact_id}")
    return Prepared(partial(form or LogForm, crm, title, contact_id, kind, words, draft), draft)


def prepared_edit(crm: "Crm", activity_id: int) -> Prepared:
    """Read what a form to change an activity begins with, in a thread. Raises NotFound."""
    entry, words = crm.activities.get(activity_id), team_words(crm)
    draft = Drafts(crm.database.path, crm.clock).open(f"activity:{activity_id}")
    return Prepared(partial(ActivityForm, crm, entry, words, draft), draft)


class LogForm(FormDialog):
    """Logs something that happened with a contact; the follow-up is set in the same operation.

    Where no next step is left one is asked for one, once; to save again without it is to have none on purpose.
    """

    ENTER_SAVES = True
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.LOG)
    KEYS = {  # noqa: RUF012 - as in Dialog
        **{name: word for name, word in FormDialog.KEYS.items() if name != "dialog.leave"},
        "log.timer": N_("timer"),
        "dialog.leave": N_("close"),
    }

    def __init__(
        self, crm: "Crm", title: str, contact_id: int, kind: ActivityKind | None, words: "CallWords", draft: "Draft"
    ) -> None:
        fields = activity_fields.new(crm, words, with_kind=kind is None)
        begin = {"kind": str(ActivityKind.CALL)}
        super().__init__(title, fields, begin, self._saving, draft=draft, names=_FOLLOW_UP)
        self._crm, self._contact_id, self._kind = crm, contact_id, kind
        self._was_asked = False

    def on_mount(self) -> None:
        """Show the timer, where one runs that an earlier time began."""
        self._second = self.set_interval(1, self._show_timer, pause=True)
        self.call_next(self._show_timer)  # behind the dialog's own handler, which brings the draft back

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        said: dict[str, Any] = dict(values)
        kind = ActivityKind(said.pop("kind", self._kind or ""))
        at, next_, note = (said.pop(key).strip() for key in ("at", "next", "next_note"))
        happened = moments.behind(at, self._crm) if at else None
        due = moments.ahead(next_, self._crm) if next_ else None
        said |= {"next_step": due, "next_note": note, "without_next": self._was_asked and due is None}

        def log(crm: "Crm") -> "Done":
            return crm.activities.log(kind, self._contact_id, at=happened, **said)

        return RunWrite(_("Saving…"), log)

    def save(self) -> None:
        """Have it saved, unless a follow-up is meant that has no date, or none is meant where there is none left."""
        if self._timer.since is not None:
            self.action_timer()
        values = self.form.values
        if values["next"].strip() or self._was_asked:
            super().save()
        elif values["next_note"].strip():
            self.form.go_to("next")
            self.form.tell("next", Remark(_("when shall that be?"), is_error=True))
        else:
            asking: WorkType[None] = self._ask_for_next
            self.run_worker(asking, group="next", exclusive=True)

    async def _ask_for_next(self) -> None:
        try:
            is_wanted = await asyncio.to_thread(self._crm.activities.is_next_wanted, self._contact_id)
        except CrmError as error:
            self.show_failure(error)
            return
        if is_wanted:
            self._was_asked = True
            self.form.go_to("next")
            self.form.tell("next", activity_fields.next_asked())
        else:
            super().save()

    @property
    def _timer(self) -> CallTimer:
        return CallTimer.kept(self.also_kept("timer"), self._crm.clock.now())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether the timer can be started or stopped."""
        return not self.form.disabled if action == "timer" else super().check_action(action, parameters)

    def action_timer(self) -> None:
        """Start the timer; or stop it, and put its minutes in their field."""
        now, timer = self._crm.clock.now(), self._timer
        typed = self.form.values["minutes"].strip()
        if timer.since is None:
            timer = timer.started(now, int(typed) if typed.isdecimal() else 0)
        else:
            timer = timer.stopped(now)
            self.form.fill({"minutes": str(timer.minutes(now))})
        self.keep_also("timer", timer.text)
        self._show_timer()

    def action_discard(self) -> None:
        """Begin anew without what was found, or with it again; the timer is part of it."""
        super().action_discard()
        self._show_timer()

    def _show_timer(self) -> None:
        timer = self._timer
        if timer.since is None:
            self._second.pause()
            self.headline("")
        else:
            self._second.resume()
            self.headline(f"● {timer.shown(self._crm.clock.now())}")


class ActivityForm(RecordForm):
    """Changes what was logged."""

    def __init__(self, crm: "Crm", entry: "ActivityEntry", words: "CallWords", draft: "Draft") -> None:
        asked = Asked(
            _("What was logged with {name}").format(name=entry.contact),
            activity_fields.stored(crm, words, entry),
            values_of(entry, crm.clock),
            entry.version,
        )
        super().__init__(asked, draft, self._now, {})
        self._crm, self._activity_id = crm, entry.id

    def _now(self) -> tuple[Mapping[str, str], int]:
        entry = self._crm.activities.get(self._activity_id)
        return values_of(entry, self._crm.clock), entry.version

    def saving(self, values: Mapping[str, str]) -> RunWrite:
        """Return the write that changes what was changed."""
        changed: dict[str, Any] = {key: values[key] for key in self.form.changed}
        at = changed.pop("at", "").strip()
        happened = moments.behind(at, self._crm) if at else None
        base, activity_id = self.base[0], self._activity_id
        return RunWrite(_("Saving…"), lambda crm: crm.activities.edit(activity_id, at=happened, base=base, **changed))
