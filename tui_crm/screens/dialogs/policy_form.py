"""What is promised for tickets: the list of policies, the form that changes one, and what that would come to, asked first."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from tui_crm.drafts import Drafts
from tui_crm.errors import BadInput, CrmError
from tui_crm.i18n import N_, _, ngettext, pgettext
from tui_crm.models.codes import PRIORITY_LABELS
from tui_crm.models.durations import worked
from tui_crm.models.promised_time import parse_promise, written_promise
from tui_crm.models.sla_outlook import Kept, Outlook
from tui_crm.models.sla_policies import Policy, Subject
from tui_crm.models.ticket import CLOCK_LABELS, TICKET_KIND_LABELS, Clock
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.dialogs.record_form import Asked, RecordForm
from tui_crm.screens.dialogs.things import Things
from tui_crm.screens.messages import RunWrite
from tui_crm.services.sla.policies import Said
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.form_field import YES, FieldKind, FormField, begun_like, numbered

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tui_crm.services.crm import Crm

_MINUTE: Final = 60  # seconds
_TIMES: Final = {
    Clock.FIRST: N_("First response"),
    Clock.NEXT: N_("Next response"),
    Clock.RESOLUTION: N_("Resolution"),
}


@dataclass(frozen=True)
class Listed:
    """A policy with its steps as they are written, and its place in the list, since a usual one has no id."""

    id: int
    policy: Policy
    steps: tuple[str, ...]


class PolicyForm(RecordForm):
    """Asks for a new policy, or for what is another by now of ``listed``; ``levels`` are offered."""

    ENTER_SAVES = False

    def __init__(self, crm: "Crm", listed: Listed | None, levels: Sequence[str]) -> None:
        self._crm, self._listed = crm, listed
        self._weighed: Mapping[Clock, str] | None = None
        subject = listed.policy.subject if listed else None
        title = _("New promise") if subject is None else _("Promised for {whom}").format(whom=whom(subject))
        draft = Drafts(crm.database.path, crm.clock).open(f"sla:{'new' if subject is None else subject}")
        version = (listed.policy.version or 0) if listed else 0
        asked = Asked(title, fields(levels, new=listed is None), values_of(listed), version)
        super().__init__(asked, draft, self._now, {})

    def _now(self) -> tuple[Mapping[str, str], int]:
        assert self._listed is not None
        policy = self._crm.sla.policy(self._listed.policy.subject)
        return values_of(Listed(0, policy, self._crm.sla.steps(policy.steps))), policy.version or 0

    def _subject(self, values: Mapping[str, str]) -> Subject:
        if self._listed is not None:
            return self._listed.policy.subject
        return Subject(values["priority"], values["kind"], values["level"])

    def _times(self, values: Mapping[str, str]) -> dict[Clock, str]:
        """Return the times that are said, which of a new policy are all."""
        said = (clock for clock in Clock if self._listed is None or clock in self.form.changed)
        return {clock: values[clock].strip() or "none" for clock in said}

    def saving(self, values: Mapping[str, str]) -> RunWrite:
        """Return the write that promises what was said."""
        is_said = self._listed is None or "steps" in self.form.changed
        steps = values["steps"].replace("，", ",").replace("、", ",").split(",") if is_said else None
        subject, said = self._subject(values), Said(self._times(values), steps)
        apply, base = values["apply"] == YES, self.base[0] or None
        return RunWrite(_("Saving…"), lambda crm: crm.sla.set(subject, said, apply=apply, base=base))

    def save(self) -> None:
        """Have it saved; where other times are promised, after saying what that would come to."""
        times = self._times(self.form.values)
        if not times or times == self._weighed:
            super().save()
            return
        weighing: WorkType[None] = partial(self._weigh, times)
        self.run_worker(weighing, group="weighing", exclusive=True)

    async def _weigh(self, times: Mapping[Clock, str]) -> None:
        subject = self._subject(self.form.values)
        try:
            found = await asyncio.to_thread(self._crm.sla.what_if, subject, Said(times))
        except CrmError as error:
            self.show_failure(error)
            return

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
            if yes:
                self._weighed = times
                self.save()

        if told := outlook_told(found):
            self.app.push_screen(Question(_("Save it?"), told), answered)
        else:
            answered(yes=True)


def fields(levels: Sequence[str], *, new: bool) -> tuple[FormField, ...]:
    """Return the fields of a policy; for which tickets it is, is said of a ``new`` one alone."""
    kinds = [("", _("any")), *((code, _(word)) for code, word in TICKET_KIND_LABELS.items())]
    priorities = [("", _("any")), *((code, _(word)) for code, word in PRIORITY_LABELS.items())]
    subject = (
        FormField("kind", _("Kind"), FieldKind.CHOICE, hint=numbered(kinds), choices=kinds),
        FormField("priority", _("Priority"), FieldKind.CHOICE, hint=numbered(priorities), choices=priorities),
        FormField("level", _("Level"), hint=_("of the customer; nothing: any"), complete=begun_like(levels)),
    )
    hint = _("30m, 4h or 2d (days of 8 hours of work); nothing: no promise")
    yes_or_no = [("", _("no")), (YES, _("yes"))]
    return (
        *(subject if new else ()),
        *(FormField(clock, _(title), hint=hint, check=_check) for clock, title in _TIMES.items()),
        FormField("steps", _("Steps"), hint=_("75:notify, 100:raise, 100:reassign:li, 150:reassign:team:support")),
        FormField(
            "apply",
            _("Open tickets"),
            FieldKind.CHOICE,
            hint=_("whether it holds for tickets that are open, too"),
            choices=yes_or_no,
        ),
    )


def _check(text: str) -> str:
    """Tell a time in words. Raises BadInput."""
    try:
        minutes = parse_promise(text)
    except ValueError as error:
        raise BadInput(str(error)) from error
    return _("no promise") if minutes is None else worked(minutes * _MINUTE)


def values_of(listed: Listed | None) -> dict[str, str]:
    """Return the texts of a form about a policy, by field."""
    if listed is None:
        return {"steps": "75:notify, 100:notify, 100:raise"}
    targets = listed.policy.targets
    times = {str(clock): targets.of(clock) for clock in Clock}
    said = {name: "" if minutes is None else written_promise(minutes) for name, minutes in times.items()}
    return {**said, "steps": ", ".join(listed.steps), "apply": ""}


def whom(subject: Subject) -> str:
    """Return which tickets a policy is for, in words."""
    said = (
        _(TICKET_KIND_LABELS[subject.kind]) if subject.kind else "",
        _(PRIORITY_LABELS[subject.priority]) if subject.priority else "",
        subject.level,
    )
    return " · ".join(filter(None, said)) or _("any ticket")


def outlook_told(found: Outlook) -> list[str]:
    """Return what a change would come to, nothing where it would change nothing."""
    lines = []
    if found.tickets:
        told = ngettext(
            "{count} open ticket would have another promise: {due} due earlier or later, {missed} late by it, {saved} late no more.",
            "{count} open tickets would have another promise: {due} due earlier or later, {missed} late by it, {saved} late no more.",
            found.tickets,
        )
        lines.append(told.format(count=found.tickets, due=found.due_otherwise, missed=found.missed, saved=found.saved))
    past = [each for each in found.past if each.was.runs or each.would_be.runs]
    if past:
        lines.append(_("Kept in the last {days} days, and how it would have been:").format(days=found.days))
        lines += [
            _("{who}: {what}").format(
                who=_(CLOCK_LABELS[each.clock]), what=f"{_part(each.was)} → {_part(each.would_be)}"
            )
            for each in past
        ]
    return lines


def _part(kept: Kept) -> str:
    if kept.percent is None:
        return "—"
    return _("{percent} % of {count}").format(percent=kept.percent, count=f"{kept.runs:,}")


class PolicyList(Things[Listed]):
    """What is promised, the policies that say least first."""

    TITLE = N_("SLA policies")
    EMPTY = ""

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        return (
            Column("whom", _("For"), 14, fraction=2, priority=9),
            Column("first", _("First"), 10, align="right", priority=8),
            Column("next", pgettext("a promised time", "Next"), 10, align="right", priority=7),
            Column("resolution", _("Resolution"), 10, align="right", priority=8),
            Column("steps", _("Steps"), 12, fraction=3, priority=5),
        )

    def read(self) -> Sequence[Listed]:
        """Return the policies, with the levels there are for the form."""
        self._levels = [level.strip() for level in self.crm.settings.get("levels").split(",")]
        found = self.crm.sla.policies()
        return [Listed(place, each, self.crm.sla.steps(each.steps)) for place, each in enumerate(found, start=1)]

    def cells(self, thing: Listed) -> Sequence[Cell]:
        """Return the cells of a policy; a usual one is muted."""
        role = Role.PLAIN if thing.policy.id else Role.MUTED
        times = (thing.policy.targets.of(clock) for clock in Clock)
        return (
            Cell(whom(thing.policy.subject), Role.STRONG),
            *(Cell("—" if minutes is None else worked(minutes * _MINUTE), role) for minutes in times),
            Cell(", ".join(thing.steps), Role.MUTED),
        )

    def form(self, thing: Listed | None) -> PolicyForm:
        """Return the form that changes a policy or adds one."""
        return PolicyForm(self.crm, thing, self._levels)

    def take_out(self, thing: Listed) -> None:
        """Remove a policy, after asking."""
        subject = thing.policy.subject
        question = _("Promise nothing of its own any more for: {whom}?").format(whom=whom(subject))
        write = RunWrite(_("Removing…"), lambda crm: crm.sla.remove(subject))
        self.remove_after(question, write)
