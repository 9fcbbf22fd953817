"""Every format prints lists and records, and the same data prints the same bytes."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cli.sinks import pipe, text_of
from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Id
from tui_crm.cli.output import Format, write_list, write_record

UTC = ZoneInfo("UTC")
COLUMNS: tuple[Column[dict[str, Any]], ...] = (Column("id", "id", Id("contact")), Column("name", "name"))
LI, WANG = {"id": 1, "name": "Li"}, {"id": 2, "name": "王芳"}

LISTS = {
    Format.TABLE: "id  name\nc1  Li\nc2  王芳\n",
    Format.JSON: '[\n{"id": "c1", "name": "Li"},\n{"id": "c2", "name": "王芳"}\n]\n',
    Format.JSONL: '{"id": "c1", "name": "Li"}\n{"id": "c2", "name": "王芳"}\n',
    Format.CSV: "id,name\nc1,Li\nc2,王芳\n",
    Format.TSV: "id\tname\nc1\tLi\nc2\t王芳\n",
    Format.IDS: "c1\nc2\n",
    Format.MD: "| id | name |\n| --- | --- |\n| c1 | Li |\n| c2 | 王芳 |\n",
}
RECORDS = {
    Format.TABLE: "id    c1\nname  Li\n",
    Format.JSON: '{\n  "id": "c1",\n  "name": "Li"\n}\n',
    Format.JSONL: '{"id": "c1", "name": "Li"}\n',
    Format.CSV: "id,name\nc1,Li\n",
    Format.TSV: "id\tname\nc1\tLi\n",
    Format.IDS: "c1\n",
    Format.MD: "| field | value |\n| --- | --- |\n| id | c1 |\n| name | Li |\n",
}


@pytest.mark.parametrize("chosen", Format)
def test_a_list(chosen: Format) -> None:
    sink = pipe()
    write_list(sink, iter([LI, WANG]), COLUMNS, chosen, UTC)
    assert text_of(sink) == LISTS[chosen]


@pytest.mark.parametrize("chosen", Format)
def test_a_record(chosen: Format) -> None:
    sink = pipe()
    write_record(sink, LI, COLUMNS, chosen, UTC)
    assert text_of(sink) == RECORDS[chosen]


def test_one_record_in_json_is_the_object_that_a_list_holds() -> None:
    assert json.loads(RECORDS[Format.JSON]) == json.loads(LISTS[Format.JSON])[0]
