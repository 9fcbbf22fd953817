"""Rows come under their header; what is no data is passed over and counted, and nothing else."""

import tracemalloc
from pathlib import Path

import pytest

from tests.services.importing.conftest import WriteFile
from tui_crm.errors import BadInput, UsageError
from tui_crm.services.importing.files.reading import Skipped, open_rows
from tui_crm.services.importing.files.tables import ReadOptions


def _rows(path: Path, **options: int) -> tuple[tuple[str, ...], list[tuple[int, list[str]]], Skipped]:
    with open_rows(path, ReadOptions(**options)) as source:  # type: ignore[arg-type]
        rows = list(source)
        return source.header, rows, source.skipped


def test_rows_stand_under_the_header(write_file: WriteFile) -> None:
    header, rows, skipped = _rows(write_file("Name,Email\nAnna,a@b.example\nBen,\n"))
    assert header == ("Name", "Email")
    assert rows == [(2, ["Anna", "a@b.example"]), (3, ["Ben", ""])]
    assert skipped == Skipped()


def test_blank_rows_are_counted_and_short_and_long_ones_fitted(write_file: WriteFile) -> None:
    text = "Name,Email,Phone\n\nAnna\n,,\n , ,\t\nBen,b,1,,\nCleo,c,2,more,\n"
    _header, rows, skipped = _rows(write_file(text))
    assert rows == [(3, ["Anna", "", ""]), (6, ["Ben", "b", "1"]), (7, ["Cleo", "c", "2", "more"])]
    assert skipped == Skipped(blank=3)


def test_a_preamble_is_passed_over(write_file: WriteFile) -> None:
    with open_rows(write_file("填写须知：,,\n\n1. 必填,,\n*姓名,手机,备注\n张伟,1,\n")) as source:
        assert (source.header_line, source.preamble, list(source)) == (4, 2, [(5, ["张伟", "1", ""])])


def test_the_header_can_be_named_by_its_line(write_file: WriteFile) -> None:
    path = write_file("Name,Email\nWho,Where\nAnna,a\n")
    header, rows, _skipped = _rows(path, header_row=2)
    assert (header, rows) == (("Who", "Where"), [(3, ["Anna", "a"])])
    with pytest.raises(UsageError, match=r"people\.csv: no row begins in line 9"):
        open_rows(path, ReadOptions(header_row=9))


FOOTERS = [
    '\n\n"Customer list"\n"Copyright (c) 2000-2024 salesforce.com, inc."\n',
    "合计：3人,,\n制表人：王芳,,\n",
    "Total,,12\n",
    "合计,,1200.50元\n",
    "合计,5家,\n",
    "Total,-,共 3 人\n",
    "共 12 条记录,,\n",
    "\nExported on 2024-03-05,,\n",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_footers_are_no_data(write_file: WriteFile, footer: str) -> None:
    _header, rows, skipped = _rows(write_file(f"姓名,公司,电话\n张伟,海明,1\n{footer}"))
    assert rows == [(2, ["张伟", "海明", "1"])]
    assert len(skipped.footers) == len([line for line in footer.split("\n") if line])


@pytest.mark.parametrize(
    "row",
    ["打印店小王,,13800138000", "统计局,,", "TotalEnergies,,1", "Total,Anna,1", "张伟,,", "张伟", "合计,海明,"],
)
def test_the_last_row_of_people_is_data(write_file: WriteFile, row: str) -> None:
    _header, rows, skipped = _rows(write_file(f"姓名,公司,电话\n李娜,海明,2\n{row}\n"))
    assert [line for line, _cells in rows] == [2, 3]
    assert skipped.footers == ()


def test_what_looks_like_a_footer_in_the_middle_is_data(write_file: WriteFile) -> None:
    text = "姓名,公司,电话\n张伟,海明,1\n\n只有名字\n合计：1人,,\n李娜,海明,2\n"
    _header, rows, skipped = _rows(write_file(text))
    assert [cells[0] for _line, cells in rows] == ["张伟", "只有名字", "合计：1人", "李娜"]
    assert skipped == Skipped(blank=1)


def test_more_lone_cells_than_footers_have_are_data(write_file: WriteFile) -> None:
    names = "".join(f"名字{n}\n" for n in range(25))
    _header, rows, skipped = _rows(write_file(f"姓名,公司,电话\n张伟,海明,1\n\n{names}"))
    assert len(rows) + len(skipped.footers) == 26
    assert len(rows) >= 21


def test_a_narrow_table_has_no_footers(write_file: WriteFile) -> None:
    _header, rows, _skipped = _rows(write_file("姓名,电话\n张伟,1\n\n合计：1人\n"))
    assert rows == [(2, ["张伟", "1"]), (4, ["合计：1人", ""])]


def test_rows_can_be_read_again_and_while_they_are_read(write_file: WriteFile) -> None:
    with open_rows(write_file("Name,Email\n" + "Anna,a\n\n" * 500)) as source:
        inside = [sum(1 for _row in source) for _row, _number in zip(source, range(3), strict=False)]
        assert inside == [500, 500, 500]
        assert len(list(source)) == 500
        assert source.skipped.blank == 500


@pytest.mark.parametrize("content", ["", "\n\n", ",,\n"])
def test_an_empty_file_is_said(write_file: WriteFile, content: str) -> None:
    with pytest.raises(BadInput, match=r"people\.csv is empty"):
        open_rows(write_file(content))


@pytest.mark.parametrize("magic", [b"%PDF-1.7", b"<html>"])
def test_a_file_of_another_kind_says_what_to_do(write_file: WriteFile, magic: bytes) -> None:
    with pytest.raises(BadInput, match=r"people\.csv is a .* (CSV|XLSX)"):
        open_rows(write_file(magic))


def test_memory_does_not_grow_with_the_file(write_file: WriteFile) -> None:
    path = write_file("Name,Email,Note\n" + f"Anna,a@b.example,{'x' * 500}\n" * 20_000)
    with open_rows(path) as source:
        tracemalloc.start()
        rows = sum(1 for _row in source)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert rows == 20_000
    assert peak < 2 * 1024 * 1024 < path.stat().st_size
