"""Delimiter and quoting are judged right on known files, on clumsy ones, and on whatever a csv writer writes."""

import csv
import io
import json
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.errors import UsageError
from tui_crm.services.importing.files.dialect import Dialect, asked_delimiter, declared_delimiter, dialect_of
from tui_crm.services.importing.files.reading import open_rows

SPECTRUM = Path(__file__).parents[5] / "shared" / "corpora" / "csv-spectrum"
KNOWN = sorted(path.stem for path in (SPECTRUM / "csvs").glob("*.csv"))


def _cut(text: str, dialect: Dialect) -> list[list[str]]:
    return [row for row in dialect.rows(iter(io.StringIO(text, newline=""))) if row]


@pytest.mark.skipif(not KNOWN, reason="the shared corpora are not here")
@pytest.mark.parametrize("name", KNOWN)
def test_the_known_files_are_read_right(name: str) -> None:
    with open_rows(SPECTRUM / "csvs" / f"{name}.csv") as source:
        found = [dict(zip(source.header, row, strict=True)) for _line, row in source]
    answer = json.loads((SPECTRUM / "json" / f"{name}.json").read_bytes().decode().replace("\\r\\n", "\\n"))
    expected = [answer] if isinstance(answer, dict) else answer
    if name == "location_coordinates":
        expected[0]["Contact Phone Number"] = "2095257564"  # the answer is wrong upstream
    assert [{key: value.replace("\r\n", "\n") for key, value in row.items()} for row in found] == expected


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("a,b\n1,2\n", Dialect(",")),
        ("a;b\n1,5;2,5\n3,5;4,5\n", Dialect(";")),
        ("Name;Adresse;Tel\nMüller, Hans;Hauptstr. 1, Berlin;1\nFalk, Otto;Am Kai 2, Kiel;2\n", Dialect(";")),
        ("name\tcity\nAnna, B\tKiel; Nord\nBen\tBonn\n", Dialect("\t")),
        ("name|phone\nAnna|1\nBen|2\n", Dialect("|")),
        ("name,tags,site\nAnna,a|b,x\nBen,c|d,y\n", Dialect(",")),
        ("name,note\nAnna,one;two;three\nBen,x\n", Dialect(",")),
        ("name\nAnna\nBen\n", Dialect(",")),
        ("", Dialect(",")),
        ('a, "b, c", d\ne, "f, g", h\n', Dialect(",", skip_space=True)),
        ("'a, x','b'\n'c, y','d'\n'e','f'\n", Dialect(",", quote="'")),
        ('"He said \\"hi, you\\"",x\n"plain",y\n"a \\"b, c\\" d",z\n', Dialect(",", escape="\\")),
        ('name\theight\nAnna\t"tall\nBen\t"short\nCleo\tmiddle\n', Dialect("\t", quote="")),
        ("name,note\nO'Brien,it's\nD'Arcy,don't\n", Dialect(",")),
        ('Notes:\n"A sentence, with commas, and more."\n\nFirst,Last,URL\nA,B,C\nD,E,F\nG,H,I\n', Dialect(",")),
        ("填写须知：,,\n姓名,电话,备注\n张伟,1,a；b\n", Dialect(",")),
    ],
)
def test_the_delimiter_and_the_quotes_are_found(text: str, dialect: Dialect) -> None:
    assert dialect_of(text, whole=True) == dialect


def test_a_cut_sample_is_not_judged_by_its_end() -> None:
    text = "a,b,c\n" + '1,"x, y",3\n' * 50 + '1,"never clo'
    assert dialect_of(text, whole=False) == Dialect(",")


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="'") | st.sampled_from('",;|\t\n'),
    max_size=12,
).map(str.strip)
TABLE = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(
    TABLE,
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_reads_back_with_its_delimiter_known(
    table: list[list[str]], delimiter: str, quoting: Literal[0, 1], line_end: str
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator=line_end).writerows(table)
    text = written.getvalue()
    dialect = dialect_of(text, whole=True, delimiter=delimiter)
    assert _cut(text, dialect) == table


NAME = st.sampled_from(["Anna Smith", "Brandt, Lena", "张伟", "O'Brien", 'Ben "Big" Cole', "Müller; Co", ""])
CONTACT = st.tuples(NAME, st.sampled_from(["a@b.example", "", "c@d.example"]), st.sampled_from(["138", "+49 30 1", ""]))


@given(st.lists(CONTACT, min_size=1, max_size=20), st.sampled_from(",;\t|"))
def test_a_list_of_people_tells_its_delimiter(people: list[tuple[str, ...]], delimiter: str) -> None:
    table = [["name", "email", "phone"], *map(list, people)]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(table)
    text = written.getvalue()
    assert _cut(text, dialect_of(text, whole=True)) == table


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [("sep=;\r\n", ";"), ('"sep=|"\n', "|"), ("SEP=\t\n", "\t"), ("sep,name", None), ("name;sep=;", None)],
)
def test_excel_may_declare_the_delimiter(line: str, delimiter: str | None) -> None:
    assert declared_delimiter(line) == delimiter


@pytest.mark.parametrize(
    ("text", "delimiter"), [(";", ";"), ("tab", "\t"), ("\\t", "\t"), ("Semicolon", ";"), ("，", "，")]
)
def test_a_delimiter_can_be_asked_for(text: str, delimiter: str) -> None:
    assert asked_delimiter(text) == delimiter


@pytest.mark.parametrize("text", ["", "ab", '"', "\n"])
def test_what_is_no_delimiter_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no delimiter"):
        asked_delimiter(text)
