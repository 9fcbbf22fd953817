"""Values of custom fields: text that is checked by the field's type and kept in one canonical form."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.codes import FieldType
from tui_crm.models.text import clean

Typed: TypeAlias = str | int | float | bool
"""A value of a custom field as the type that it has in JSON."""

_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?\Z")
_DIGITS = 28
"""How many digits a number may have, before and behind the point."""

_YES = frozenset({"yes", "y", "true", "1", "on", "是", "对", "有"})
_NO = frozenset({"no", "n", "false", "0", "off", "否", "不", "无"})


def canonical(text: str, field_type: str, choices: str, name: str) -> str:
    """Return ``text`` as a value of the type: plain decimal, ISO date, ``yes``/``no``, one of ``choices`` (commas between).

    Raises BadInput naming the field.
    """
    value = clean(text).strip()
    match field_type:
        case FieldType.NUMBER:
            return _number(value, name)
        case FieldType.DATE:
            try:
                return date.fromisoformat(value).isoformat()
            except ValueError as error:
                raise _wrong(value, name, _("a date such as 2026-11-21")) from error
        case FieldType.BOOL:
            if value.lower() in _YES | _NO:
                return "yes" if value.lower() in _YES else "no"
            raise _wrong(value, name, _("yes or no"))
        case FieldType.CHOICE:
            known = {choice.strip().casefold(): choice.strip() for choice in choices.split(",")}
            if value.casefold() in known:
                return known[value.casefold()]
            raise _wrong(value, name, choices)
    return value


def typed(value: str, field_type: str) -> Typed:
    """Return a canonical value as JSON has it: a number is a number, yes or no a boolean; dates are text there.

    A number with a point is what a reader of JSON makes of it, a double.
    """
    match field_type:
        case FieldType.NUMBER:
            return float(value) if "." in value else int(value)
        case FieldType.BOOL:
            return value == "yes"
    return value


def _number(value: str, name: str) -> str:
    try:
        number = Decimal(value.replace(",", "") if _GROUPED.match(value) else value)
    except InvalidOperation as error:
        raise _wrong(value, name, _("a number")) from error
    if not number.is_finite() or len(number.as_tuple().digits) > _DIGITS or abs(number.adjusted()) > _DIGITS:
        raise _wrong(value, name, _("a number"))
    return f"{number.normalize():f}"


def _wrong(value: str, name: str, expected: str) -> BadInput:
    message = _("“{value}” does not do for {field}: expected {expected}")
    return BadInput(message.format(value=value, field=f"x.{name.removeprefix('x.')}", expected=expected), field=name)
