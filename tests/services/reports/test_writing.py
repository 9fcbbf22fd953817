"""How reports are written: each format says every number, and none lets a text out of its place."""

import csv
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest

from tests.payloads import PAYLOADS
from tui_crm import i18n
from tui_crm.db import sql
from tui_crm.display import measure
from tui_crm.errors import UsageError
from tui_crm.models.codes import ActivityKind
from tui_crm.models.report import Asked, Report
from tui_crm.models.spreadsheet import unguard_cell
from tui_crm.models.when import When
from tui_crm.services.crm import Crm
from tui_crm.services.reports.layout import Room, layout, line_text
from tui_crm.services.reports.registry import REPORTS
from tui_crm.services.reports.texts import value_text
from tui_crm.services.reports.writing import ReportFormat, format_of, write_report

HOSTILE = ["=HYPERLINK(1)", "</script><b>&", "a|b`*_", "![i](//z)", "tab\tand\nline", *PAYLOADS]


@pytest.fixture
def crm(li: Crm) -> Crm:
    """Return a small business with texts that nobody should trust."""
    for number, text in enumerate(HOSTILE):
        contact = li.contacts.add({"kind": "company", "name": f"N{number}", "source": text, "owner": "li"}).ids[0]
        li.activities.log(ActivityKind.CALL, contact, outcome=text)
    li.followups.add(When(li.clock.today(), None, "UTC"), contact_id=1)
    return li


def written(report: Report, chosen: ReportFormat) -> str:
    stream = StringIO()
    write_report(stream, report, chosen)
    return stream.getvalue()


@pytest.mark.parametrize("name", REPORTS)
def test_machine_formats_say_every_number(crm: Crm, name: str) -> None:
    report = crm.reports.ask(name, Asked(compare="previous"))
    numbers = {number.key: number for *_place, number in report.numbers()}
    rows = list(csv.DictReader(StringIO(written(report, ReportFormat.CSV))))
    assert [unguard_cell(row["key"]) for row in rows] == list(numbers)
    lines = [json.loads(line) for line in written(report, ReportFormat.JSONL).splitlines()]
    for row, line in zip(rows, lines, strict=True):
        number = numbers[line["key"]]
        assert line["value"] == number.value
        assert line["before"] == number.before
        assert row["value"] == ("" if line["value"] is None else str(line["value"]))
        assert unguard_cell(row["label"]) == line["label"]
    whole = json.loads(written(report, ReportFormat.JSON))
    said = [number for table in whole["tables"] for row in table["rows"] for number in row["numbers"]]
    assert [number["key"] for number in said] == list(numbers)
    tsv = written(report, ReportFormat.TSV).splitlines()
    assert {line.count("\t") for line in tsv} == {12}
    assert len(tsv) == len(numbers) + 1


def test_a_spreadsheet_runs_nothing(crm: Crm) -> None:
    text = written(crm.reports.ask("activity"), ReportFormat.CSV)
    for row in csv.reader(StringIO(text)):
        assert not any(cell.startswith("=") for cell in row)


def test_markdown_stays_in_its_tables(crm: Crm) -> None:
    lines = written(crm.reports.ask("activity", Asked(compare="previous")), ReportFormat.MD).splitlines()
    for at, line in enumerate(lines):
        if line.startswith("| ---"):
            wide = len(re.findall(r"(?<!\\)\|", line))
            while at < len(lines) and lines[at].startswith("|"):
                assert len(re.findall(r"(?<!\\)\|", lines[at])) == wide
                at += 1  # noqa: PLW2901 - on to the end of this table
    assert "a\\|b\\`\\*\\_" in "\n".join(lines)
    assert "</script>" not in "\n".join(lines)
    assert "!\\[i\\](//z)" in "\n".join(lines)


class Page(HTMLParser):
    """What stands on a page: its tags, all closed, and its text."""

    VOID = frozenset({"meta", "rect"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_page_is_whole_and_loads_nothing(crm: Crm, name: str, language: str) -> None:
    i18n.set_language(language)
    report = crm.reports.ask(name, Asked(compare="previous"))
    page = Page(written(report, ReportFormat.HTML))
    assert page.open == []
    assert {tag for tag, _attributes in page.tags}.isdisjoint({"script", "img", "link", "iframe", "b", "a"})
    assert not {name for _tag, attributes in page.tags for name in attributes} & {"href", "src", "style", "onclick"}
    for *_place, number in report.numbers():
        assert value_text(number) in page.text
    for tag, attributes in page.tags:
        if tag == "svg":
            assert attributes.get("role") == "img" or report.name, attributes
    assert report.title in page.text


def test_lines_fit_a_terminal_and_say_every_number_that_is_not_0(crm: Crm) -> None:
    for name in REPORTS:
        report = crm.reports.ask(name, Asked(compare="previous"))
        for width in (60, 80, 200):
            lines = layout(report, Room(width))
            shown = {piece.number.key for line in lines for piece in line if piece.number}
            told = {number.key for *_place, number in report.numbers() if number.value}
            assert told <= shown
            assert max(measure(line_text(line)) for line in lines[3:]) <= width


def test_what_does_not_fit_side_by_side_stands_one_below_the_other(crm: Crm) -> None:
    report = crm.reports.ask("followups", Asked(compare="previous"))
    (people,) = (table for table in report.tables if table.name == "person")
    numbers = tuple(replace(number, value=1_234_567, before=7_654_321) for number in people.rows[0].numbers)
    great = replace(report, tables=(replace(people, rows=(replace(people.rows[0], numbers=numbers),)),))
    lines = layout(great, Room(80))[4:]
    assert [line_text(line)[:22].rstrip() for line in lines[::2]] == [
        "By person · due", "By person · kept", "By person · late", "By person · overdue", "By person · still ahead"[:22],
    ]  # fmt: skip
    assert max(measure(line_text(line)) for line in lines) <= 80
    assert len([piece for line in lines for piece in line if piece.number]) == len(numbers)


def test_a_table_without_rows_has_no_heads_of_columns(li: Crm) -> None:
    report = li.reports.ask("followups", Asked(compare="previous"))
    assert not report.tables[1].rows
    lines = [line_text(line) for line in layout(report, Room(80))]
    assert f"{report.tables[1].title}  —" in lines


def test_plain_lines_have_words_and_no_drawings(crm: Crm) -> None:
    report = crm.reports.ask("activity")
    text = "\n".join(map(line_text, layout(report, Room(80, plain=True))))
    assert not set(text) & set("▰▱")
    assert f"Sat 9: {len(HOSTILE)};" in text


def test_the_same_moment_gives_the_same_bytes(crm: Crm) -> None:
    for chosen in ReportFormat:
        first, again = (written(crm.reports.ask("followups"), chosen) for _time in range(2))
        assert first == again


def test_a_zone_that_only_another_machine_knows_is_told(crm: Crm) -> None:
    crm.settings.set("calendar_zone", "Europe/Berlin")
    with crm.database.write(crm.actor, "by a newer machine") as writing:
        sql.run(writing.connection, "UPDATE setting SET value = 'Mars/Base' WHERE name = 'calendar_zone'")
    with pytest.raises(UsageError, match="“Mars/Base” does not do for setting calendar_zone"):
        crm.reports.ask("activity")


def test_a_file_is_written_in_the_format_that_its_name_ends_with(crm: Crm, tmp_path: Path) -> None:
    report = crm.reports.ask("customers")
    for end, beginning in (
        ("html", "<!doctype html>"),
        ("md", "# Customers"),
        ("CSV", "report,"),
        ("txt", "Customers"),
    ):
        crm.reports.export(report, tmp_path / f"report.{end}")
        assert (tmp_path / f"report.{end}").read_text(encoding="utf-8").startswith(beginning)
    with pytest.raises(UsageError, match="is not written so"):
        format_of(tmp_path / "report.pdf")
