"""A file is read as what it is; a format that a person names has to be true, and so do the options."""

import pytest

from tests.services.importing.conftest import WriteFile
from tui_crm.errors import BadInput, UsageError
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.files.formats import READERS
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.files.tables import ReadOptions

TABS = "name\tnote\nAnna\ta, b\n"


def test_every_format_has_one_reader_and_the_last_takes_any_text() -> None:
    read = [each for reader in READERS for each in reader.formats]
    assert sorted(read) == sorted({*FileFormat} - {FileFormat.MBOX, FileFormat.EML})  # mails are no tables
    assert READERS[-1].accepts(b"")


@pytest.mark.parametrize(("text", "found"), [(TABS, FileFormat.TSV), ("name,note\nAnna,x\n", FileFormat.CSV)])
def test_the_format_is_found_whatever_the_name(write_file: WriteFile, text: str, found: FileFormat) -> None:
    with open_rows(write_file(text, name="list.txt")) as source:
        assert source.table.format == found


def test_a_tsv_that_is_asked_for_is_one(write_file: WriteFile) -> None:
    asked = ReadOptions(file_format=FileFormat.TSV)
    with open_rows(write_file(TABS), asked) as source:
        assert list(source) == [(2, ["Anna", "a, b"])]
    with pytest.raises(BadInput, match=r"people\.csv is no TSV file"):
        open_rows(write_file("name,note\nAnna,x\n"), asked)
    with pytest.raises(UsageError, match="by tabs, not by --delimiter"):
        open_rows(write_file(TABS), ReadOptions(file_format=FileFormat.TSV, delimiter=";"))


def test_an_option_that_says_nothing_of_the_format_is_refused(write_file: WriteFile) -> None:
    with pytest.raises(UsageError, match="--sheet says nothing of a CSV file"):
        open_rows(write_file(TABS), ReadOptions(sheet="2"))
