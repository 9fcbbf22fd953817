"""One import of contacts: planned from a staged file, then applied in one transaction, or not at all."""

from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_crm.actor import Actor, Source
from tui_crm.db.sqlite import bulk
from tui_crm.errors import Busy, Conflict
from tui_crm.i18n import _
from tui_crm.services.importing.contacts.applying import Applier, check_fields, make_fields
from tui_crm.services.importing.contacts.plan import ContactPlan
from tui_crm.services.importing.files import rejects
from tui_crm.services.importing.kept_rows import KeptRows, arguments_of
from tui_crm.services.importing.noting import LABEL, note
from tui_crm.services.importing.planned import REPLANS, Again, Planned
from tui_crm.services.importing.report import ImportOptions, ImportReport, PlannedRow, Progress
from tui_crm.services.people import ensure_user

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractContextManager

    from tui_crm.services.crm import Crm
    from tui_crm.services.importing.files.reading import RowSource


class ContactImport(Planned):
    """The import of one file; ``folder`` is a temporary one. It reads and decides when it is made."""

    def __init__(
        self,
        crm: "Crm",
        kind: str,
        source: "RowSource | KeptRows",
        options: ImportOptions,
        folder: Path,
        progress: Progress | None = None,
    ) -> None:
        began = crm.clock.elapsed()
        self._crm = crm
        self._kind = kind
        self._source = source
        self._plan = ContactPlan(crm, kind, source, options, folder)
        self.options = self._plan.options
        try:
            self._plan.stage(progress)
            self.report = self._plan.decide()
        except BaseException:
            self.close()
            raise
        self._planning = crm.clock.elapsed() - began
        self.report = replace(self.report, seconds=round(self._planning, 2))

    def rows(self, outcomes: Collection[str] | None = None, start: int = 0) -> "Generator[PlannedRow, None, None]":
        """Yield the rows with what becomes of them, then what comes along, but for the first ``start``."""
        return self._plan.rows(outcomes, start)

    def rejects_place(self) -> Path | None:
        """Return where rejected rows would go as things are; None where they stay in the file."""
        source = self._source
        return None if isinstance(source, KeptRows) else rejects.place_for(source, self.options.rejects)

    def close(self) -> None:
        """Let go of the staging file."""
        self._plan.close()

    def apply(self, again: Again | None = None, progress: Progress | None = None) -> ImportReport:
        """Apply the plan; where somebody has overtaken it, plan again."""
        began = self._crm.clock.elapsed()
        if not self.report.rows or self.refuses():
            return self.refused()
        me = ensure_user(self._crm)
        for _attempt in range(REPLANS):
            with self._rejects_kept() as place:
                applied = self._write(me, began, progress)
            if applied is not None:
                return replace(applied, rejects=place)
            if place is not None:
                rejects.take_back(place)
            self.report = replace(self._plan.decide(), seconds=self.report.seconds)
            if again is not None:
                again()
            if self.refuses():
                return self.refused()
        raise Busy(
            _("others keep changing the contacts that {file} is about").format(file=self.report.file),
            hint=_("nothing was written; try again in a moment"),
        )

    def _write(self, me: int, began: float, progress: Progress | None) -> ImportReport | None:
        """Write everything in one transaction; None where the plan was overtaken."""
        crm, plan = self._crm, self._plan
        machine = Actor(crm.actor.login, Source.IMPORT, crm.clock)
        with crm.database.write(machine, LABEL, arguments_of(self._source), stage=plan.staging.path) as writing:
            if writing.region != plan.setting.region:
                raise Conflict(_("the team's phone region was changed meanwhile"), hint=_("import the file again"))
            check_fields(writing, plan.setting.fields.values())
            if bulk.overtaken(writing, plan.seen, me):
                return None
            made = make_fields(writing, plan.new_fields)
            came = Applier(crm, writing, plan.last, me, made, self.options.source).apply(progress)
            applied = replace(
                self.report, dry_run=False, applied=True, also_created=came | plan.fields_to_come, operation_id=writing.flush(),
                seconds=round(self._planning + crm.clock.elapsed() - began, 2),
            )  # fmt: skip
            return replace(applied, number=note(crm, writing, self._kind, applied, self.options.source))

    def _rejects_kept(self) -> "AbstractContextManager[Path | None]":
        return self._plan.rejects_kept() if self.report.rejected else nullcontext()
