"""Which files are no tables of text, told by their first bytes, and what to do with each: none is shown as if it were one."""

import codecs
import re
from pathlib import Path

from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _

_SPREADSHEET = N_("{file} is a spreadsheet; save it as CSV (UTF-8) and import that")
_VCARD = N_("{file} is a vCard file, which is not read yet; import a CSV file")
_JSON = N_("{file} is a JSON file, which is not read yet; import a CSV file")
_BEGINNINGS = {
    b"PK\x03\x04": _SPREADSHEET,
    b"\xd0\xcf\x11\xe0": _SPREADSHEET,
    b"%PDF": N_("{file} is a PDF document; export a CSV file from where it came"),
    b"BEGIN:VCARD": _VCARD,
    b"begin:vcard": _VCARD,
}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OBJECTS = re.compile(rb'\[?\s*\{\s*(?:"|\}|\Z)|\[\s*\]\s*\Z')
_SUFFIXES = {".json", ".jsonl", ".ndjson"}


def refuse_other_format(name: str, head: bytes) -> None:
    """Raise BadInput where a file of this ``name`` that begins with ``head`` is no table of text; it names the format."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    text = head.replace(b"\0", b"").lstrip()
    told = next((told for beginning, told in _BEGINNINGS.items() if head.startswith(beginning)), None)
    if told is None and (_OBJECTS.match(text) or (_is_json_by_name(name) and text[:1] in {b"[", b"{"})):
        told = _JSON
    if told is not None:
        raise BadInput(_(told).format(file=name))


def _is_json_by_name(name: str) -> bool:
    return Path(name).suffix.lower() in _SUFFIXES
