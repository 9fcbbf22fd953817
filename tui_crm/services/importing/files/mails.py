"""Is a file a mailbox, and an import one that takes mails? What its first bytes tell, its name, or what a person said."""

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.files.formats import HEAD
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.report import ImportOptions

if TYPE_CHECKING:
    from tui_crm.services.importing.kinds.declaring import ImportKind

_FORMATS: Final = (FileFormat.MBOX, FileFormat.EML)
_SUFFIXES: Final = frozenset({".mbox", ".eml"})
_FLAGS: Final = {
    "rejects": "--rejects",
    "overrides": "--map",
    "encoding": "--encoding",
    "delimiter": "--delimiter",
    "sheet": "--sheet",
    "header_row": "--header-row",
    "date_order": "--date-order",
}


def are_mails(kind: "ImportKind", file: InputFile, options: ImportOptions) -> bool:
    """Tell whether a file has mails that become records of a kind. Raises UsageError for an option that is for tables only."""
    if not kind.reads_mails or not _is_mail_file(file, options.file_format):
        return False
    for name, flag in _FLAGS.items():
        if getattr(options, name) not in (None, ()):
            raise UsageError(_("{option} says nothing of a {format} file").format(option=flag, format="MBOX"))
    return True


def _is_mail_file(file: InputFile, said: FileFormat | None) -> bool:
    if said is not None:
        return said in _FORMATS
    from tui_crm.services.mail.mailbox import is_mailbox  # noqa: PLC0415 - other kinds have no mails

    return PurePath(file.name).suffix.lower() in _SUFFIXES or is_mailbox(file.view().read(HEAD))
