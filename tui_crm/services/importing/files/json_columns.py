"""How an object of JSON becomes cells under headers: ``a.b`` for an object in it, ``emails 1 - address`` for a list of them."""

import re
from typing import Final

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.spreadsheet import literal_cell
from tui_crm.services.importing.files.json_values import Json, Number, Record
from tui_crm.services.importing.files.tables import LONGEST_CELL

DEEPEST: Final = 8
"""How many objects may stand in each other."""

_WHOLE = re.compile(r"(-?\d+)\.0")
_SURROGATE = re.compile("[\ud800-\udfff]")


def columns_of(record: Record) -> dict[str, str]:
    """Return the cells of an object by their headers, in its order.

    Values of a list are joined by `` ::: ``; a list or an object with nothing in it is no column. Raises BadInput, which
    says what is wrong but not where.
    """
    found: dict[str, str] = {}
    _put_object("", record, found, 1)
    return found


def _put_object(prefix: str, record: Record, found: dict[str, str], depth: int) -> None:
    if depth > DEEPEST:
        raise BadInput(_("objects are nested too deeply"))
    for key, value in record.items():
        _put(f"{prefix}{key}", value, found, depth)


def _put(header: str, value: Json, found: dict[str, str], depth: int) -> None:
    if isinstance(value, dict):
        _put_object(f"{header}.", value, found, depth + 1)
        return
    if isinstance(value, list):
        objects = [item for item in value if isinstance(item, dict)]
        for number, item in enumerate(objects, 1):
            _put_object(f"{header} {number} - ", item, found, depth + 1)
        if len(objects) == len(value):
            return
    if header in found:
        raise BadInput(_("“{key}” stands twice in one object").format(key=header))
    text = _text(value, depth)
    if len(text) > LONGEST_CELL:
        raise BadInput(_("“{key}” has more than {count} characters").format(key=header, count=LONGEST_CELL))
    if _SURROGATE.search(text):
        raise BadInput(_("half a character stands under “{key}”").format(key=header))
    found[header] = text


def _text(value: Json, depth: int) -> str:
    """Return what a cell says; of a number without decimals, no ``.0``."""
    if isinstance(value, list):
        if depth > DEEPEST:
            raise BadInput(_("objects are nested too deeply"))
        return " ::: ".join(filter(None, (_text(item, depth + 1) for item in value if not isinstance(item, dict))))
    if isinstance(value, Number):
        whole = _WHOLE.fullmatch(value)
        return whole[1] if whole else str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return literal_cell(value) if isinstance(value, str) else ""
