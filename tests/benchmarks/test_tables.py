"""Tables of figures."""

import pytest

from benchmarks import tables


def test_columns_line_up_by_cells(capsys: pytest.CaptureFixture[str]) -> None:
    tables.show("Import", ("", "time"), [("张伟", "9.0 s"), ("crm", "12.5 s")])
    assert capsys.readouterr().out == "\nImport\n          time\n  张伟   9.0 s\n  crm   12.5 s\n"


def test_figures_with_their_units() -> None:
    assert (tables.ms(1.23456), tables.times(1.2)) == ("1,234.6 ms", "1.20 ×")
