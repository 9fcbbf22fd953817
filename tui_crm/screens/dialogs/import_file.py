"""Which file to import: its path is asked for, what it would do is shown, and only then it is done."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_crm.errors import BadInput, CrmError
from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.line import AskedLine
from tui_crm.screens.import_words import counts_text, plan_lines, rows_text
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.path_words import path_meant, path_words
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.safe_text import safe_content

if TYPE_CHECKING:
    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm
    from tui_crm.services.importing.planned import Planned as PlannedImport

_KIND: Final = "contacts"


_State = tuple[int, ...]  # which file it is, and since when it is as it is


def _state_of(path: Path) -> _State:
    try:
        found = path.stat()
    except (OSError, ValueError):  # what is wrong with it is told when it is read
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


@dataclass
class _Plan:
    """What importing a file would do, held until ``block`` is closed."""

    planned: "PlannedImport"
    block: ExitStack


class _GivenUp(CrmError):
    """Nobody wants to know any more what a file would do."""


class ImportFile(AskedLine[None]):
    """Asks which file to import into ``crm``: enter reads it and shows what it would do, enter again does it."""

    KEYS: ClassVar[Mapping[str, str]] = {
        "filter.submit": N_("read, then import"),
        "filter.complete": N_("complete"),
        "dialog.leave": N_("close"),
    }

    @dataclass
    class Read(Message):
        """So many rows of the file were read so far."""

        label: str
        rows: int

    @dataclass
    class Planned(Message):
        """What importing ``path`` would do, or why it cannot be imported."""

        path: Path
        state: _State
        result: "_Plan | CrmError"

    def __init__(self, crm: "Crm") -> None:
        line = FilterInput(complete=path_words, placeholder=_("for example: ~/Downloads/contacts.csv"))
        super().__init__(_("Import contacts from a file"), line)
        self._crm = crm
        self._told = Static()
        self._plan: tuple[Path, _State, _Plan] | None = None
        self._working = False

    def below(self) -> Iterator[Widget]:
        """Yield what is said of the file."""
        yield self._told

    def on_mount(self) -> None:
        """Say what can be read."""
        self._tell(
            _("CSV, XLSX, JSON or vCard, as Excel, Outlook, phones … write it."),
            _("Nothing is written before you have seen what it would do."),
            style="$muted",
        )

    def _tell(self, *lines: str, style: str = "") -> None:
        self._told.update(Content("\n").join(safe_content(line, style) for line in lines))

    @on(Input.Changed)
    def _forget_plan(self, event: Input.Changed) -> None:
        event.stop()
        if self._plan is not None:
            self._let_go()
            self._tell("")

    def on_unmount(self) -> None:
        """Let go of a plan that nobody carried out."""
        self._let_go()

    def _let_go(self) -> None:
        if self._plan is not None:
            self._plan[2].block.close()
            self._plan = None

    def submit(self, text: str) -> None:
        """Read the file that ``text`` names; import it, where that is told already."""
        path = path_meant(text)
        if self._working or not text.strip():
            return
        if self._plan is not None and self._plan[0] == path:
            self._import(*self._plan)
        else:
            self._let_go()
            self._working = True
            self._tell(_("Reading…"), style="$muted")
            self.run_worker(partial(self._read, path), thread=True, exclusive=True)

    def _read(self, path: Path) -> None:
        """Find out what importing a file would do, in a thread."""
        from tui_crm.services.importing.report import ImportOptions  # noqa: PLC0415 - few people come by here

        def progress(rows: int) -> None:
            if not self.is_attached:
                raise _GivenUp(_("given up"))
            self.post_message(self.Read(_("Reading…"), rows))

        state = _state_of(path)
        try:
            if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises of a name that is too long
                raise BadInput(_("there is no file {path}").format(path=path))
            block = ExitStack()
            plan = self._crm.importing.planned(_KIND, path, ImportOptions(keep_good=True), progress)
            result: _Plan | CrmError = _Plan(block.enter_context(plan), block)
        except CrmError as error:
            result = error
        self.post_message(self.Planned(path, state, result))

    @on(Read)
    def _show_progress(self, event: Read) -> None:
        if self._working:
            self._tell(f"{event.label} {rows_text(event.rows)}", style="$muted")

    @on(Planned)
    def _show_plan(self, event: Planned) -> None:
        self._working = False
        if isinstance(event.result, CrmError):
            self._fail(event.result)
            return
        self._plan = (event.path, event.state, event.result)
        report = event.result.planned.report
        offer = _("Enter imports it.") if report.created or report.updated else _("There is nothing to import.")
        self._tell(*plan_lines(report), "", offer)

    def _fail(self, error: CrmError) -> None:
        self._let_go()
        self._tell(*filter(None, (error.message, _said_here(error.hint))), style="$error")
        self.line.focus()

    def _import(self, path: Path, state: _State, plan: _Plan) -> None:
        report = plan.planned.report
        if not (report.created or report.updated):
            return
        self._working = True
        self._plan = None  # whoever writes lets go of it
        label = _("Importing {file}…").format(file=path.name)
        self._tell(label, style="$muted")
        self.post_message(RunWrite(label, partial(_imported, path, state, plan), reply=self._replied))

    def _replied(self, result: "Done | CrmError") -> bool:
        """Close where it is done; else say why not."""
        self._working = False
        if not self.is_attached:
            return False
        if isinstance(result, CrmError):
            self._fail(result)
            return True
        if self.is_current:
            self.dismiss(None)
        return False


def _said_here(hint: str) -> str:
    """Return a hint as it is said on the screen, which has none of the options of the command line."""
    return _("in a shell: {hint}").format(hint=hint) if "--" in hint else hint


def _imported(path: Path, state: _State, plan: _Plan, _crm: "Crm") -> "Done":
    """Carry a plan out, in the thread that writes; what the file has of bad rows stands beside it then."""
    from tui_crm.models.cards import Done  # noqa: PLC0415 - loaded with the services

    with plan.block:
        if _state_of(path) != state:
            hint = _("Enter reads it again.")
            raise BadInput(_("{file} has changed since it was read").format(file=path.name), hint=hint)
        report = plan.planned.apply()
    told = _("Imported {file}: {counts}").format(file=path.name, counts=counts_text(report))
    kept = (_("rejected rows: {path}").format(path=report.rejects),) if report.rejects else ()
    return Done(report.operation_id, told, kept=kept)
