"""Which format a file has: what its first bytes tell, or what a person said, which has to be true."""

from itertools import chain
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
from tui_crm.services.importing.files.vcard_table import is_named_vcard, is_vcard, open_cards

READERS: Final[tuple[Reader, ...]] = (
    Reader((FileFormat.VCF,), is_vcard, open_cards, takes=frozenset({"encoding"}), is_named=is_named_vcard),
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
    known = (reader for reader in READERS[:-1] if reader.accepts(head))
    named = (reader for reader in READERS[:-1] if reader.is_named(file.name, head))
    reader = next(chain(known, named, READERS[-1:]))
    asked = options.file_format
    if asked is not None and asked not in reader.formats:
        raise not_as_asked(file.name, asked, reader.formats)
    for name, flag in _FLAGS.items():
        if getattr(options, name) is not None and name not in reader.takes:
            raise UsageError(
                _("{option} says nothing of a {format} file").format(option=flag, format=reader.formats[0].upper())
            )
    return reader.opens(file, options)
