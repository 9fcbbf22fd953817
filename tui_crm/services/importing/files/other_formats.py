"""Which files are no tables of text, told by their first bytes, and what to do with each: none is shown as if it were one."""

import re

from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.services.importing.files.input_file import plain_start

_WEB_PAGE = N_(
    "{file} is a web page (HTML) with a spreadsheet's name; open it in a spreadsheet program and save it as XLSX"
)
_XML = N_("{file} is an XML file, not a table; open it in a spreadsheet program and save it as XLSX")
_PACKED = N_("{file} is compressed; unpack it first")
_BEGINNINGS = {
    b"\x1f\x8b": _PACKED,
    b"BZh91AY&SY": _PACKED,
    b"\xfd7zXZ": _PACKED,
    b"(\xb5/\xfd": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"Rar!\x1a": _PACKED,
    b"%PDF": N_("{file} is a PDF document; export a CSV file from where it came"),
}
_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|style|body|table)\b",
    re.IGNORECASE | re.DOTALL,
)


def refuse_other_format(name: str, head: bytes) -> None:
    """Raise BadInput where a file of this ``name`` that begins with ``head`` is no table of text; it names the format."""
    text = plain_start(head)
    told = next((told for start, told in _BEGINNINGS.items() if head.startswith(start) or text.startswith(start)), None)
    if told is None and text.startswith(b"<"):
        told = _WEB_PAGE if _HTML.match(text) else _XML if text.startswith(b"<?xml") else None
    if told is not None:
        raise BadInput(_(told).format(file=name))
