"""Which format a file has: what its first bytes tell, or what a person said, which has to be true."""

from typing import Final

from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.files.json_table import is_json, is_named_json, open_json
from tui_crm.services.importing.files.other_formats import refuse_other_format
from tui_crm.services.importing.files.spreadsheet import BEGINNINGS, open_spreadsheet
from tui_crm.services.importing.files.tables import Reader, ReadOptions, Table, not_as_asked
from tui_crm.services.importing.files.text_table import open_text

READERS: Final[tuple[Reader, ...]] = (
    Reader(
        (FileFormat.XLSX, FileFormat.XLS, FileFormat.ODS),
        lambda head: head.startswith(BEGINNINGS),
        open_spreadsheet,
        takes=frozenset({"sheet", "header_row"}),
    ),
    Reader(
        (FileFormat.JSON, FileFormat.JSONL),
        is_json,
        open_json,
        takes=frozenset({"encoding"}),
        is_named=is_named_json,
    ),
    Reader(
        (FileFormat.CSV, FileFormat.TSV),
        lambda _head: True,
        open_text,
        takes=frozenset({"encoding", "delimiter", "header_row"}),
    ),
)
"""The formats that can be read; the first that accepts a file reads it, and the last takes any text."""

HEAD: Final = 1 << 12
"""So many bytes of a file tell its format."""

_FLAGS: Final = {"delimiter": "--delimiter", "sheet": "--sheet", "header_row": "--header-row", "encoding": "--encoding"}


def table_of(file: InputFile, options: ReadOptions) -> Table:
    """Return the table in a file. Raises UsageError for an option that its format has no use for, BadInput."""
    head = file.view().read(HEAD)
    refuse_other_format(file.name, head)
    reader = next((reader for reader in READERS if reader.is_named(file.name, head)), None) or next(
        reader for reader in READERS if reader.accepts(head)
    )
    asked = options.file_format
    if asked is not None and asked not in reader.formats:
        raise not_as_asked(file.name, asked, reader.formats)
    for name, flag in _FLAGS.items():
        if getattr(options, name) is not None and name not in reader.takes:
            raise UsageError(
                _("{option} says nothing of a {format} file").format(option=flag, format=reader.formats[0].upper())
            )
    return reader.opens(file, options)
