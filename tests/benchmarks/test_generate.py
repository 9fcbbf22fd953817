"""The file that is imported."""

import csv
from collections import Counter
from pathlib import Path

from benchmarks import generate
from benchmarks.bench import Bench
from tui_crm.models.emails import email_key
from tui_crm.models.phones import parse_phone

EMAIL, MOBILE, LANDLINE = (generate.HEADER.index(name) for name in ("Email", "Mobile Phone Number", "Phone Number"))


def _key(row: tuple[str, ...]) -> str:
    return email_key(row[EMAIL]) or parse_phone(row[MOBILE] or row[LANDLINE], "CN").e164 or ""


def test_the_file_has_a_header_and_as_many_rows_as_asked_for(tmp_path: Path) -> None:
    generate.write_csv(tmp_path / "a.csv", 250)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == generate.HEADER
    assert len(rows) == 250
    assert {len(row) for row in rows} == {len(header)}


def test_the_same_for_a_size() -> None:
    assert list(generate.rows(400)) == list(generate.rows(400))


def test_three_in_a_hundred_were_there_before_and_say_nothing_new() -> None:
    rows = list(generate.rows(2000))
    keys = [_key(row) for row in rows]
    again = [at for at, key in enumerate(keys) if key in keys[:at]]
    assert len(again) == 60 == 2000 - generate.different(2000)
    for at in again:
        first = rows[keys.index(keys[at])]
        differing = [
            name
            for name, old, new in zip(generate.HEADER, first, rows[at], strict=True)
            if new and old.casefold().replace(" ", "") != new.casefold()
        ]
        assert set(differing) <= {"Record ID", *_with_spaces(first)}


def _with_spaces(row: tuple[str, ...]) -> set[str]:
    return {name for name, cell in zip(generate.HEADER, row, strict=True) if " " in cell}


def test_all_the_others_are_the_first_made_up_contacts_out_of_order() -> None:
    ids = Counter(_key(row) for row in generate.rows(1000))
    assert len(ids) == 970
    lands = Counter(row[generate.HEADER.index("Country/Region")] for row in generate.rows(1000))
    assert 180 <= lands["中国"] <= 220
    first = [row[generate.HEADER.index("Country/Region")] for row in generate.rows(1000)][:10]
    assert len(set(first)) > 2


def test_a_size_that_is_no_hundred(bench: Bench) -> None:
    assert len(list(generate.rows(bench.size + 7))) == bench.size + 7
