"""A plan of an import as a file, on the command line: written instead of carried out, and carried out later."""

from contextlib import closing
from typing import TYPE_CHECKING

from tui_crm.cli.import_reports import ImportReports
from tui_crm.cli.terminal import tell
from tui_crm.database_files import refuse_database
from tui_crm.errors import UsageError
from tui_crm.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.cli.context import Session
    from tui_crm.cli.output import Format
    from tui_crm.services.importing.report import ImportOptions, ImportReport, Listing, Progress


def write_plan(
    session: "Session", kind: str, files: "Sequence[str]", options: "ImportOptions", chosen: "Format"
) -> "list[ImportReport]":
    """Write down what importing the files together would do, and tell how much; a dry run lists the rows as well."""
    place = options.plan
    assert place is not None
    if options.rejects is not None:
        raise UsageError(_("--rejects and --plan do not go together: the plan has the rejected rows, too"))
    refuse_database(place, session.database)  # perhaps one that is still to be made
    told = ImportReports(session, chosen, several=False, dry_run=options.dry_run, names_files=len(files) > 1)
    with session.crm_to_plan() as crm, told:

        def plan(
            file: str, options: "ImportOptions", *, listing: "Listing | None", progress: "Progress"
        ) -> "ImportReport":
            del file  # they are planned together
            with crm.importing.planned_into(place, kind, files, options, progress) as planned:
                if listing is not None:
                    with closing(planned.rows()) as rows:
                        listing(rows)
                return planned.report

        told.run(plan, _(", ").join(files), options)
    tell(_("the plan is in {path}; to carry it out: crm import apply {path}").format(path=place))
    return told.reports


def carry_out(session: "Session", plan: str, chosen: "Format") -> "list[ImportReport]":
    """Carry out a plan that was written down, and tell what came of it."""
    from tui_crm.services.importing.report import ImportOptions  # noqa: PLC0415 - commands load services when they run

    told = ImportReports(session, chosen, several=False, dry_run=False)
    with session.crm_to_fill() as crm, told:

        def apply(
            file: str, options: "ImportOptions", *, listing: "Listing | None", progress: "Progress"
        ) -> "ImportReport":
            del listing, options  # the plan says them
            return crm.importing.apply_plan(file, progress=progress)

        told.run(apply, plan, ImportOptions())
    return told.reports
