"""`crm export`: records out again, as files that other programs and our own import read."""

from collections.abc import Mapping
from typing import Any

from tui_crm.cli import filtering
from tui_crm.cli.binding import bound, gathering
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.everything import export_all
from tui_crm.cli.exporting.options import FINDERS, asked, options_for, written_as
from tui_crm.cli.terminal import tell
from tui_crm.i18n import _
from tui_crm.services.exporting.kinds.registry import DECLARED, Declared
from tui_crm.services.exporting.report import ExportFormat

noun = Noun()


def export(ctx: Context, kind: Declared, said: Mapping[str, Any]) -> None:
    """Export records of ``kind`` as it is ``said``."""
    session = ctx.session
    options = written_as(kind, said)
    is_text = options.format is not ExportFormat.XLSX
    output = said.get("output")
    target = session.out.target(output) if is_text else session.out.binary_target(output)
    with session.crm(create=False) as crm, session.progress(_("exporting")) as bar:
        text = " ".join(said.get("words", ()))
        if kind.name in FINDERS:
            finder = getattr(crm, FINDERS[kind.name])
            filtering.tell_doubts(finder, finder.parse(text))
        report = crm.exporting.run(kind.name, text, target, options, only=asked(session, crm, said), progress=bar)
    if not said.get("quiet"):
        from tui_crm.services.exporting.telling import told  # noqa: PLC0415 - commands load services when they run

        tell(*told(report, options.format))


for _declared in DECLARED:
    noun.verb(_declared.name)(bound(gathering(export, "said", options_for(_declared)), _declared.help, kind=_declared))
noun.verb("all")(export_all)
