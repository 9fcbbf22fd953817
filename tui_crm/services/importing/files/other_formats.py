"""Which files are no tables of text, told by their first bytes, and what to do with each: none is shown as if it were one."""

from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.services.importing.files.input_file import plain_start

_SPREADSHEET = N_("{file} is a spreadsheet; save it as CSV (UTF-8) and import that")
_VCARD = N_("{file} is a vCard file, which is not read yet; import a CSV file")
_BEGINNINGS = {
    b"PK\x03\x04": _SPREADSHEET,
    b"\xd0\xcf\x11\xe0": _SPREADSHEET,
    b"%PDF": N_("{file} is a PDF document; export a CSV file from where it came"),
    b"BEGIN:VCARD": _VCARD,
    b"begin:vcard": _VCARD,
}


def refuse_other_format(name: str, head: bytes) -> None:
    """Raise BadInput where a file of this ``name`` that begins with ``head`` is no table of text; it names the format."""
    text = plain_start(head)
    told = next((told for start, told in _BEGINNINGS.items() if head.startswith(start) or text.startswith(start)), None)
    if told is not None:
        raise BadInput(_(told).format(file=name))
