"""How a journey or a report leaves the screens as a file: the person says where, a thread writes it, and it is said where it is."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_crm.errors import CrmError, UsageError
from tui_crm.i18n import _
from tui_crm.models.ids import shown
from tui_crm.screens.dialogs.line import LineDialog
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.path_words import is_there, path_meant
from tui_crm.screens.toasts import toast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_crm.models.journey import Asked, Head
    from tui_crm.models.report import Report
    from tui_crm.screens.screen import CrmScreen
    from tui_crm.services.crm import Crm

_UNFIT: Final = frozenset('/\\:*?"<>|.')
_CONTACTS: Final = "contacts"
_LONGEST: Final = 60  # characters of a name in a file's name


def share_journey(screen: "CrmScreen", crm: "Crm", head: "Head", asked: "Asked") -> None:
    """Ask for a file and write the page of a journey into it."""
    question = _("Write this journey as a page to")
    ask_for_file(screen, question, file_name(head), lambda target: crm.journey.share(head.contact_id, target, asked))


def share_report(screen: "CrmScreen", crm: "Crm", report: "Report") -> None:
    """Ask for a file and write a report into it, in the format that its name ends with."""
    question = _("Write this report to (.html, .md, .csv, .tsv, .json, .txt)")
    name = f"{report.name} {report.period.first} {report.period.last}.html"
    ask_for_file(screen, question, name, lambda target: crm.reports.export(report, target))


def share_contacts(screen: "CrmScreen", crm: "Crm", text: str, chosen: "Sequence[int]") -> None:
    """Ask for a file and write the ``chosen`` contacts, or else those that a filter finds, in the format of its name."""

    def write(target: Path) -> list[str]:
        from tui_crm.services.exporting.kinds.registry import declared  # noqa: PLC0415 - only when something goes out
        from tui_crm.services.exporting.report import ExportOptions, format_of  # noqa: PLC0415 - as above
        from tui_crm.services.exporting.telling import told  # noqa: PLC0415 - as above

        formats = declared(_CONTACTS).formats
        written_as = format_of(target)
        if written_as is None or written_as not in formats:
            raise UsageError(
                _("{path}: there is no export in the format “{format}”").format(path=target, format=target.suffix[1:]),
                hint=_("one of: {names}").format(names=_(", ").join(formats)),
            )
        found = chosen or list(crm.contacts.find(crm.contacts.parse(text)))
        return list(told(crm.exporting.run(_CONTACTS, text, target, ExportOptions(written_as), ids=found), written_as))

    day = crm.clock.today().isoformat()
    ask_for_file(screen, _("Write these contacts to (.csv, .xlsx, .vcf, .json, .jsonl)"), f"contacts {day}.csv", write)


def ask_for_file(screen: "CrmScreen", question: str, name: str, writing: "Callable[[Path], object]") -> None:
    """Ask for a file, in the home folder unless a person says otherwise, and have it written in a thread.

    ``writing`` raises CrmError where it cannot; where it returns lines, these are told.
    """

    def write(target: Path) -> None:
        screen.run_worker(partial(_write, screen, writing, target), group="share", thread=True)

    def answered(said: str | None) -> None:
        if said is None or not said.strip():
            return
        target = Path.home() / path_meant(said)
        if not is_there(target):
            write(target)
            return
        if not target.is_file():
            screen.tell_failure(UsageError(_("{path} is not a file").format(path=target), hint=_("name another file")))
            return
        replacing = _("Replace {path}?").format(path=target)
        screen.app.push_screen(Question(replacing), lambda yes: write(target) if yes else None)

    screen.app.push_screen(LineDialog(question, f"~/{name}"), answered)


def file_name(head: "Head") -> str:
    """Return a name for the file of a journey that every system takes: ``Anna Schmidt c42.html``."""
    name = "".join(character for character in head.name if character.isprintable() and character not in _UNFIT)
    return f"{' '.join(name[:_LONGEST].split())} {shown('contact', head.contact_id)}.html".strip()


def _write(screen: "CrmScreen", writing: "Callable[[Path], object]", target: Path) -> None:
    try:
        lines = writing(target)
    except CrmError as error:
        screen.tell_failure(error)
    else:
        told = _("; ").join(lines) if isinstance(lines, list) else _("It is in {file}").format(file=target)
        screen.app.call_from_thread(toast, screen.app, told)
