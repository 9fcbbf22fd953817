"""Files made to make a reader hang or eat memory are refused in a sentence: by bounds, of which none depends on a clock."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tui_crm.errors import BadInput
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions

COLUMNS = 100_000
EVIL: dict[str, tuple[Callable[[], bytes], str]] = {
    "columns.csv": (lambda: b"name" + b",c" * COLUMNS + b"\nAnn\n", "line 1: more than 2000 columns"),
    "blanks.csv": (lambda: b"name" + b"," * COLUMNS + b"\nAnn\n", "line 1: more than 2000 columns"),
    "keys.jsonl": (
        lambda: b'{"name": "a"' + b"".join(b', "%d": 1' % n for n in range(COLUMNS // 10)) + b"}",
        "line 1: the records have more than 2000 different keys",
    ),
    "zeros.csv": (lambda: b"name\n" + b"Ann," * 100 + bytes(1 << 21), "line 2, column 401: a zero byte"),
    "long.csv": (lambda: b"name\n" + b"x" * (1 << 21), "line 2: a cell that begins here has more than 1048576 characters"),
    "quote.csv": (lambda: b'name,city\n"' + b"a,b\n" * 300_000, "line 2: a cell that begins here has more than 1048576 characters"),
    "nested.json": (lambda: b"[" * 100_000, "line 1: objects are nested too deeply"),
    "packed.csv": (lambda: b"\x1f\x8b\x08" + bytes(100), "is compressed; unpack it first"),
}  # fmt: skip


@pytest.mark.parametrize("name", EVIL)
def test_it_is_refused_in_a_sentence(li: Crm, tmp_path: Path, name: str) -> None:
    content, sentence = EVIL[name]
    (tmp_path / name).write_bytes(content())
    with pytest.raises(BadInput) as caught:
        li.importing.run("contacts", tmp_path / name, ImportOptions())
    assert caught.value.message.endswith(sentence)
    assert (li.importing.list(), len(caught.value.message) < 400) == ([], True)


def test_a_card_of_parameters_alone_is_no_card(li: Crm, tmp_path: Path) -> None:
    place = tmp_path / "x.vcf"
    place.write_bytes(b"BEGIN:VCARD\nVERSION:3.0\nFN" + b";TYPE=a" * COLUMNS + b":Ann\nEND:VCARD\n")
    (row,) = li.importing.run("contacts", place, ImportOptions()).reasons
    assert row.reason == "“FN;TYPE=a;TYPE=a;TYPE=a;TYPE=a;TYPE=a;TY” is no property of a card"


def test_a_device_without_end_is_no_text(li: Crm) -> None:
    with pytest.raises(BadInput, match="/dev/zero, line 1, column 1: a zero byte"):
        li.importing.run("contacts", "/dev/zero", ImportOptions())


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda place: place.mkdir(), "Is a directory"),
        (lambda place: place.symlink_to(place), "Too many levels of symbolic links"),
    ],
)
def test_what_cannot_be_read_says_so(li: Crm, tmp_path: Path, make: Callable[[Path], None], sentence: str) -> None:
    place = tmp_path / "x.csv"
    make(place)
    with pytest.raises(BadInput, match=sentence):
        li.importing.run("contacts", place, ImportOptions())


def test_of_a_sparse_file_no_more_is_read_than_tells_that_it_is_no_text(
    li: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "sparse.csv"
    place.write_bytes(b"name\nAnn\n")
    os.truncate(place, 1 << 32)
    reads = count()
    from tui_crm.services.importing.files import input_file  # noqa: PLC0415 - whose reads are counted

    original = input_file._View.readinto

    def counted(view: input_file._View, buffer: memoryview) -> int:
        next(reads)
        return original(view, buffer)

    monkeypatch.setattr(input_file._View, "readinto", counted)
    with pytest.raises(BadInput, match="line 3, column 1: a zero byte"):
        li.importing.run("contacts", place, ImportOptions())
    assert next(reads) < 1000
