"""The import of a file, step by step: which file, what its columns are, what it would do, and what came of it.

Whatever was chosen stays when one goes back, and nothing is written before the plan was shown.
"""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.screens.contact_texts import shell_command
from tui_crm.screens.dialogs.line import LineDialog
from tui_crm.screens.import_words import counts_text
from tui_crm.screens.importing.answers import Asked, asked
from tui_crm.screens.importing.column_lines import GO_ON, lacking, lines
from tui_crm.screens.importing.columns_step import ColumnsStep
from tui_crm.screens.importing.file_step import FileStep
from tui_crm.screens.importing.plan_step import PlanStep
from tui_crm.screens.importing.reading import Attempt, Changed, GivenUp, Looked, look_with_fields, plan
from tui_crm.screens.importing.step_screen import StepScreen
from tui_crm.screens.importing.steps import At
from tui_crm.screens.importing.wanted import Wanted
from tui_crm.screens.importing.words import THERE
from tui_crm.screens.messages import RunWrite, ShowThere
from tui_crm.screens.path_words import path_meant
from tui_crm.screens.toasts import toast
from tui_crm.widgets.filter_input import FilterInput

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes
    from tui_crm.services.importing.previewing import Preview
    from tui_crm.services.importing.report import ImportReport


class ImportWizard(StepScreen):
    """Imports a file, opened over the screen of ``mode``."""

    def opened(self, crm: "Crm") -> None:  # noqa: ARG002 - what is imported goes into it
        """Begin with the file."""
        self._give_up()
        self._looked = None
        self._show_step(At.FILE)

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002
        """Leave the plan as it is: where others overtake it, it is made anew as it is carried out."""
        return

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        match action:
            case "next":
                return self.at in (At.FILE, At.COLUMNS, At.PLAN) and self.may_go_on
            case "copy_command":
                return self.at in (At.COLUMNS, At.PLAN)
            case "outcome":
                return self.at is At.PLAN and not self._is_working
            case "close":
                return self.at is At.DONE
            case "kinds":
                return self.at is At.FILE
            case _:
                return super().check_action(action, parameters)

    # going on and back

    async def action_next(self) -> None:
        """Go on to the next step."""
        if self._is_working or self.crm is None:
            return
        if self.at is At.FILE:
            self._look_at_file()
        elif self.at is At.COLUMNS:
            self._make_plan()
        elif self.at is At.PLAN:
            self._write()

    def action_back(self) -> None:
        """Stop what is being done, or go back one step; from the first one leave."""
        if self._is_working:
            self._give_up()
            if self.at is At.WRITING:
                self.done.tell(_("It is given up: nothing is written."))
                return
            self._is_working = False
            self._step_tells()
        elif self.at in (At.FILE, At.DONE):
            self.dismiss(None)
        elif self.at is At.PLAN and self._looked is not None and self._looked.preview is not None:
            self._give_up()
            self._show_step(At.COLUMNS)
        else:
            self._give_up()
            self._show_step(At.FILE)

    def _step_tells(self) -> None:
        """Say of the step what is to be said while nothing is being done."""
        if self.at is At.COLUMNS:
            self.columns.tell_line()
        else:
            self.file.say_what_can_be_read()
        self.show_keys()

    def action_kinds(self) -> None:
        """Go to the kinds of records."""
        self.file.row.focus()

    def action_outcome(self, step: int) -> None:
        """Show the rows with the next outcome, or the one before."""
        self.plan.turn(step)

    def action_copy_command(self) -> None:
        """Copy the command that does the same in a shell."""
        if self.crm is not None:
            self.copy(shell_command(self.crm, *self.wanted.words()))

    def action_close(self) -> None:
        """Close, and show what was imported."""
        mode, text = THERE[self.wanted.kind], ""
        source = str(self.wanted.said.get("source", ""))
        if mode == "contacts" and source and not self._is_undone and self._report is not None and self._report.created:
            text = f'source:"{source}"' if '"' not in source else ""
        app = self.app
        self.dismiss(None)
        app.post_message(ShowThere(mode, lambda screen: screen.look_for(text) if text else None))

    @on(FilterInput.Left)
    def _leave_line(self, event: FilterInput.Left) -> None:
        event.stop()
        self.action_back()

    @on(Input.Submitted)
    async def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_next()

    @on(FileStep.Changed)
    def _begin_anew(self, event: FileStep.Changed) -> None:
        """Give up what is being read: it is another file, or is read as something else."""
        event.stop()
        if self._is_working:
            self._give_up()
            self._is_working = False

    @on(ColumnsStep.Chosen)
    async def _change_line(self, event: ColumnsStep.Chosen) -> None:
        event.stop()
        looked = self._looked
        preview = looked.preview if looked else None
        if self._is_working or looked is None or preview is None or self.crm is None:
            return
        if event.line.key == GO_ON:
            self._make_plan()
        elif event.line.key == "save":
            self._save_profile(preview)
        else:
            answer = asked(event.line, preview, self.wanted, looked.options, self._fields)
            if isinstance(answer, Wanted):
                self._want(answer)
            elif answer is not None:
                self._ask(answer)

    @on(ColumnsStep.Moved)
    def _call_enter(self, event: ColumnsStep.Moved) -> None:
        event.stop()
        self.show_keys()

    def _ask(self, asks: Asked) -> None:
        def answered(text: str | None) -> None:
            if text is not None:
                self._want(asks.answered(text))

        self.app.push_screen(asks.dialog, answered)

    def _save_profile(self, preview: "Preview") -> None:
        """Ask for a name, and keep under it what is said of the file."""
        wanted = self.wanted

        def saved(name: str, result: "Done | CrmError") -> bool:
            if isinstance(result, CrmError) or not self.is_attached:
                return False
            self.wanted = replace(self.wanted, profile=name)
            self._show_columns()
            return False

        def named(text: str | None) -> None:
            if text and text.strip():
                headers = [column.header for column in preview.columns]

                def save(crm: "Crm") -> "Done":
                    return crm.import_profiles.save(text, wanted.kind, wanted.options(crm), headers)

                self.post_message(RunWrite(_("Saving…"), save, reply=partial(saved, text.strip())))

        self.app.push_screen(LineDialog(_("What shall the profile be called?"), wanted.profile), named)

    def _want(self, wanted: Wanted) -> None:
        """Look at the file again with something else said of it."""
        if wanted != self.wanted:
            before, self.wanted = self.wanted, wanted
            self._look(before)

    @on(PlanStep.Agreed)
    async def _agree(self, event: PlanStep.Agreed) -> None:
        event.stop()
        await self.action_next()

    def _look_at_file(self) -> None:
        text = self.file.line.value
        if text.strip():
            before = self.wanted
            self.wanted = self.wanted.of_kind(self.file.kind).of_file(path_meant(text))
            self._look(before)

    def _look(self, before: Wanted) -> None:
        attempt = self._begin(_("Reading…"))
        looking: WorkType[None] = partial(self._looked_at, attempt, before)
        self.run_worker(looking, group="import")

    async def _looked_at(self, attempt: Attempt, before: Wanted) -> None:
        assert self.crm is not None
        is_alike = replace(before, targets={}) == replace(self.wanted, targets={})
        looking = partial(look_with_fields, self.crm, self.wanted, attempt, self._looked if is_alike else None)
        came = await self._in_thread(attempt, looking)
        if came is None:
            if attempt is self._attempt and self.at is At.COLUMNS:
                self.wanted = before  # given up: it is not wanted after all
            return
        if isinstance(came, CrmError):
            if self.at is At.COLUMNS:
                self.wanted = before  # what cannot be meant is not wanted any more
            self._step.tell_failure(came)
            self.show_keys()
            return
        self._looked, self._fields = came
        preview = self._looked.preview
        if preview is None:
            self._make_plan()
            return
        if self.at is At.COLUMNS:
            self._show_columns()
        else:
            self._show_step(At.COLUMNS)
            self._show_columns(onto=GO_ON)
            self.columns.point_at_question()

    def _show_columns(self, *, onto: str = "") -> None:
        from tui_crm.services.importing.kinds.registry import declared  # noqa: PLC0415 - as above

        looked, kind = self._looked, declared(self.wanted.kind)
        assert looked is not None
        assert looked.preview is not None
        found = lines(looked.preview, self.wanted, looked.options, kind, self._fields)
        self.columns.show(found, onto=onto)
        self.show_keys()

    def _make_plan(self) -> None:
        assert self._looked is not None
        preview = self._looked.preview
        if preview is not None:
            if self.columns.point_at_question():
                return
            if preview.lacking:
                self.columns.tell(lacking(preview), style="$error")
                return
        attempt = self._begin(_("Working out what it would do…"))
        planning: WorkType[None] = partial(self._planned, attempt, self._looked)
        self.run_worker(planning, group="import")

    async def _planned(self, attempt: Attempt, looked: Looked) -> None:
        assert self.crm is not None
        came = await self._in_thread(attempt, partial(plan, self.crm, self.wanted, looked.state, attempt))
        if isinstance(came, Changed):
            self._look(self.wanted)
            toast(self.app, came.message, _("It is looked at anew."), severity="warning")
        elif isinstance(came, CrmError):
            if self.at is At.PLAN:
                self._show_step(At.FILE if looked.preview is None else At.COLUMNS)
            self._step.tell_failure(came)
            self.show_keys()
        elif attempt.plan is not None and not attempt.is_given_up:
            report = attempt.plan.report
            self._show_step(At.PLAN)
            self.plan.show(attempt.plan, writes=bool(report.created or report.updated))
            self.show_keys()

    # writing

    def _write(self) -> None:
        attempt = self._attempt
        if attempt is None or attempt.plan is None:
            return
        report = attempt.plan.report
        if not (report.created or report.updated):
            return
        self._show_step(At.WRITING)
        self._is_working = True
        self._show_writing(0)
        self.done.tell(_("Until it is done escape gives it up, and nothing is written."))
        assert self.wanted.path is not None
        label = _("Importing {file}…").format(file=self.wanted.path.name)
        outcome: list[ImportReport] = []
        write = partial(_written, attempt, self.wanted.path.name, outcome)
        self.post_message(RunWrite(label, write, reply=partial(self._replied, outcome), is_told=True))
        self.show_keys()

    def _replied(self, outcome: "list[ImportReport]", result: "Done | CrmError") -> bool:
        """Show what came of it, or why nothing did."""
        self._is_working = False
        self._give_up()
        if not self.is_attached:
            if not isinstance(result, CrmError):
                toast(self.app, result.what, *result.kept)
            return isinstance(result, GivenUp)
        if not isinstance(result, CrmError):
            self._report = outcome[0]
            self._show_step(At.DONE)
            self._show_result()
            return False
        looked = self._looked
        has_columns = looked is not None and looked.preview is not None and not isinstance(result, Changed)
        self._show_step(At.COLUMNS if has_columns else At.FILE)
        if isinstance(result, GivenUp):
            self._step.tell(_("It is given up: nothing is written."))
        elif isinstance(result, Changed):
            self._step.tell(result.message, _("Enter reads it again."), style="$error")
        else:
            self._step.tell_failure(result)
        return True

    def _show_result(self) -> None:
        assert self._report is not None
        assert self.wanted.path is not None
        self.done.show_result(self._report, self.wanted.path, undone=self._is_undone)
        told = _("ctrl+r brings it back.") if self._is_undone else _("Enter shows what was imported, u takes it back.")
        self.done.tell(told)
        self.show_keys()

    def undo(self) -> None:
        """Take the import back, once it is done; before, what the person did last."""
        self._turn_back(undone=True)

    def redo(self) -> None:
        """Bring the import back, where it was taken back."""
        self._turn_back(undone=False)

    def _turn_back(self, *, undone: bool) -> None:
        report = self._report
        if self.at is not At.DONE or report is None or report.operation_id is None:
            super().undo() if undone else super().redo()
            return
        operation = report.operation_id
        if undone == self._is_undone:
            return

        def turned(result: "Done | CrmError") -> bool:
            if not isinstance(result, CrmError) and self.is_attached:
                self._is_undone = undone
                self._show_result()
            return False

        def turn(crm: "Crm") -> "Done":
            return crm.history.undo(operation) if undone else crm.history.redo(operation)

        label, back = (_("Undoing…"), "app.redo") if undone else (_("Redoing…"), "app.undo")
        self.post_message(RunWrite(label, turn, back=back, reply=turned))


def _written(attempt: Attempt, name: str, outcome: "list[ImportReport]", _crm: "Crm") -> "Done":
    """Carry a plan out, in the thread that writes."""
    from tui_crm.models.cards import Done  # noqa: PLC0415 - loaded with the services

    if attempt.plan is None:
        raise GivenUp
    report = attempt.plan.apply(attempt)
    outcome.append(report)
    told = _("Imported {file}: {counts}").format(file=name, counts=counts_text(report))
    kept = (_("rejected rows: {path}").format(path=report.rejects),) if report.rejects else ()
    return Done(report.operation_id, told, kept=kept)
