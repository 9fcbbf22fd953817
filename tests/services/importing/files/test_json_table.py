"""JSON is read record by record, whatever stands around them; what is no JSON is told by its line, at once."""

import itertools
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.importing.conftest import WriteFile
from tui_crm import i18n
from tui_crm.errors import BadInput
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.files.json_columns import columns_of
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.files.tables import ReadOptions
from tui_crm.services.importing.report import ImportOptions

ANNA = {"name": "Anna", "phone": 13800138000, "vip": True, "note": None}
BEN = {"name": "Ben", "city": "Kiel"}


def read(path: Path, options: ReadOptions = ReadOptions()) -> tuple[str, list[dict[str, str]]]:  # noqa: B008
    with open_rows(path, options) as source:
        assert list(source) == list(source)
        rows = [dict(zip(source.header, cells, strict=True)) for _line, cells in source]
        return source.table.format, rows


ROWS = [
    {"name": "Anna", "phone": "13800138000", "vip": "true", "note": "", "city": ""},
    {"name": "Ben", "phone": "", "vip": "", "note": "", "city": "Kiel"},
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (json.dumps([ANNA, BEN]), "json"),
        (json.dumps([ANNA, BEN], indent=2), "json"),
        (json.dumps({"count": 2, "contacts": [ANNA, BEN], "next": {"page": 2}}), "json"),
        (f"\n{json.dumps(ANNA)}\r\n\n{json.dumps(BEN)}\n", "jsonl"),
        (json.dumps(ANNA) + json.dumps(BEN), "jsonl"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_records_stand_in_a_list_in_an_object_or_each_for_itself(
    write_file: WriteFile, text: str, found: str, encoding: str
) -> None:
    assert read(write_file(text, encoding)) == (found, ROWS)


def test_one_record_is_a_table_of_its_own_even_with_a_list_in_it(write_file: WriteFile) -> None:
    record = {"name": "Anna", "emails": [{"value": "a@b.example"}]}
    rows = [{"name": "Anna", "emails 1 - value": "a@b.example"}]
    assert read(write_file(json.dumps(record))) == ("json", rows)
    assert read(write_file(json.dumps(record), name="one.jsonl")) == ("jsonl", rows)


def test_what_is_nested_gets_headers_of_its_own() -> None:
    record = json.loads(
        '{"a": {"b": {"c": "1"}}, "tags": ["x", "", "y"], "points": [["1", "2"], ["3"]], "none": [], "empty": {},'
        ' "mail": [{"at": {"home": "z"}}, "plain", {"at": null}]}'
    )
    assert columns_of(record) == {
        "a.b.c": "1",
        "tags": "x ::: y",
        "points": "1 ::: 2 ::: 3",
        "mail 1 - at.home": "z",
        "mail 2 - at": "",
        "mail": "plain",
    }


def test_numbers_are_as_they_are_written(write_file: WriteFile) -> None:
    text = '{"name": "A", "a": 12345678901234567890.10, "b": 5.0, "c": 1.5E+3, "d": -0}'
    assert read(write_file(text))[1] == [
        {"name": "A", "a": "12345678901234567890.10", "b": "5", "c": "1.5E+3", "d": "-0"}
    ]


def test_lines_are_those_of_the_file_and_records_are_counted_where_they_share_one(write_file: WriteFile) -> None:
    for text, lines in (
        (json.dumps([ANNA, BEN], indent=1), [2, 8]),
        (f"{json.dumps(ANNA)}\n\n{json.dumps(BEN)}\n", [1, 3]),
        (json.dumps([ANNA, BEN]), [1, 2]),
    ):
        with open_rows(write_file(text)) as source:
            assert [line for line, _cells in source] == lines


GOOD = '{"name": "Anna"}\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'{GOOD}{{"name": "Ben",}}\n', "line 2: this is no JSON from column 16 on"),
        (f'{GOOD}{{"name": "Ben"\n{GOOD}', "line 3: this is no JSON from column 1 on"),
        (f'{GOOD}{{"name": "Be', "line 2: the file breaks off"),
        (f'[{GOOD},{{"name": "Ben"}}', "line 2: a comma, or the end of the list"),
        (f"[{GOOD}] x", "line 2: nothing should stand behind"),
        (f"{GOOD}7\n", "line 2: a record should stand here"),
        (f"[{GOOD}, 7]", "line 2: a record should stand here"),
        (f'{GOOD}{{"name": "a", "b": 1, "name": "c"}}', "line 2: “name” stands twice"),
        (f'{GOOD}{{"a": {{"b": 1}}, "a.b": 2}}', r"line 2: “a\.b” stands twice"),
        (f'{GOOD}{{"name": NaN}}', "line 2: NaN is no number"),
        (f'{GOOD}{{"name": -Infinity}}', "line 2: -Infinity is no number"),
        (f'{GOOD}{{"name": "\\ud800"}}', "line 2: half a character stands under “name”"),
        (f'{GOOD}{{"n": {"9" * 100_000}}}', "line 2: a number with more than 100 digits"),
        (GOOD + '{"a":' * 100_000, "line 2: objects are nested too deeply"),
        (GOOD + '{"a":' * 9 + "1" + "}" * 9, "line 2: objects are nested too deeply"),
        (f'{GOOD}{{"name": {"[" * 100_000}', "line 2: objects are nested too deeply"),
        (f'{GOOD}{{"name": "{"x" * 5_000_000}"}}', "line 2: what begins here has more than 4194304 characters"),
        (f'{GOOD}{{"name": "{"x" * 2_000_000}"}}', "line 2: “name” has more than 1048576 characters"),
        (GOOD + "".join(f'{{"k{n}": 1}}\n' for n in range(2100)), "line 2001: the records have more than 2000"),
        ('{"contacts": [{"name": "a"}],\n"items": [{"name": "b"}]}', "line 2: this is a second list"),
        ("[]", "is empty"),
        ('{"contacts": []}', "is empty"),
    ],
    ids=itertools.count(),
)
def test_what_cannot_be_read_is_told_in_one_sentence_with_its_line(write_file: WriteFile, text: str, told: str) -> None:
    with pytest.raises(BadInput, match=f"people\\.json.* {told}") as raised:
        open_rows(write_file(text, name="people.json"))
    assert len(raised.value.message) < 200


def test_a_file_is_no_json_by_its_name_alone(write_file: WriteFile) -> None:
    assert read(write_file("name,city\nAnna,Kiel\n", name="x.json"))[0] == "csv"
    with pytest.raises(BadInput, match=r"x\.json, line 1: a record should stand here"):
        open_rows(write_file("[1, 2]", name="x.json"))
    with pytest.raises(BadInput, match=r"people\.csv is no JSON file, but JSONL"):
        open_rows(write_file(GOOD * 2), ReadOptions(file_format=FileFormat.JSON))
    with pytest.raises(BadInput, match=r"people\.csv is no CSV file, but JSON"):
        open_rows(write_file(GOOD), ReadOptions(file_format=FileFormat.CSV))


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_rejected_records_come_back_as_they_were(li: Crm, tmp_path: Path, form: str, language: str) -> None:
    records = [{"name": "Anna", "emails": [{"value": "a@b.example"}]}]
    records += [{"name": "Ben", "emails": [{"value": "nowhere", "n": 1.50}], "value": "", "line": None}]  # type: ignore[dict-item]
    lines = [json.dumps(record).replace("1.5", "1.50") for record in records]
    file = tmp_path / f"people.{form}"
    file.write_text("\n".join(lines) if form == "jsonl" else f"[{', '.join(lines)}]", encoding="utf-8")
    i18n.set_language(language)
    report = li.importing.run("contacts", file, ImportOptions(keep_good=True))
    assert report.rejects == tmp_path / f"people.rejects.{form}"
    text = report.rejects.read_text(encoding="utf-8")
    back = json.loads(text)
    (told,) = back if form == "json" else [back]
    assert '"n": 1.50' in text
    assert list(told)[:4] == ["name", "emails", "value", "line"]
    assert list(told.values())[4:7] == ["2", "emails 1 - value", "nowhere"]
    i18n.set_language("en")
    again = li.importing.run("contacts", report.rejects, ImportOptions(keep_good=True))
    assert again.rejects is not None
    assert len(json.loads(again.rejects.read_text(encoding="utf-8").strip("[]\n"))) == 8
    report.rejects.write_text(text.replace("nowhere", "ben@b.example"), encoding="utf-8")
    mended = li.importing.run("contacts", report.rejects, ImportOptions())
    assert (mended.created, [column.header for column in mended.unmapped]) == (1, ["emails 1 - n", "value", "line"])


def test_memory_does_not_grow_with_the_file(write_file: WriteFile) -> None:
    path = write_file("[" + ",\n".join([json.dumps({"name": "Anna", "note": "x" * 2_000})] * 2_000) + "]")
    tracemalloc.start()
    with open_rows(path) as source:
        rows = sum(1 for _row in source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == 2_000
    assert peak < 3 * 1024 * 1024 < path.stat().st_size


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=5)
RECORDS = st.lists(
    st.dictionaries(TEXT, TEXT | st.integers() | st.booleans(), min_size=1, max_size=4), min_size=1, max_size=5
)


@given(RECORDS, st.sampled_from([None, 1]))
@settings(max_examples=30)
def test_flat_records_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]], indent: int | None
) -> None:
    path = tmp_path_factory.getbasetemp() / "flat.json"
    path.write_text(json.dumps(records, indent=indent), encoding="utf-8")
    with open_rows(path) as source:
        header = source.table.header
        assert header is not None
        read = [dict(zip(header, cells, strict=True)) for _line, cells in source.table.records()]
    for record, found in zip(records, read, strict=True):
        said = {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in record.items()}
        assert {key: text for key, text in found.items() if text} == said
