"""The words of the import: fields, parts of fields, outcomes, and values as people read them."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import N_, NP_, _
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from tui_crm.services.importing.columns.mapping import Mappable

_DETAILS: Final = {
    "street": N_("street"),
    "street2": N_("street, second line"),
    "street3": N_("street, third line"),
    "district": N_("district"),
    "city": N_("city"),
    "region": N_("region"),
    "postal_code": N_("postal code"),
    "country": N_("country"),
    "formatted": N_("whole, in one cell"),
    "work": N_("work"),
    "home": N_("home"),
    "mobile": N_("mobile"),
    "main": N_("main one"),
    "other": N_("other one"),
    "fax": N_("fax"),
    "car": N_("car"),
    "pager": N_("pager"),
    "home fax": N_("home fax"),
    "mailing": N_("mailing"),
    "billing": N_("billing"),
    "shipping": N_("shipping"),
    "wechat": N_("WeChat"),
    "wecom": N_("WeCom"),
    "dingtalk": N_("DingTalk"),
    "weibo": N_("Weibo"),
    "year": N_("year"),
    "month": N_("month"),
    "lunar": N_("by the lunar calendar"),
    "card": N_("in a list of companies"),
    "clock": N_("time of day"),
    "seconds": N_("in seconds"),
    "active": N_("active instead"),
}
"""What parts and labels of fields are called."""

THERE: Final = {
    "contacts": "contacts",
    "companies": "contacts",
    "activities": "contacts",
    "reminders": "followups",
    "tickets": "tickets",
    "scores": "reports",
    "users": "settings",
}
"""The mode in which one sees what was imported, by its kind."""

_NOTE = re.compile(r"\s*(?:[:：（]|\s\().*", re.DOTALL)

OUTCOMES: Final[Mapping[str, tuple[str, str, Role]]] = {
    "created": (N_("New"), NP_("what becomes of a row", "new"), Role.SUCCESS),
    "updated": (N_("Changed"), N_("changed"), Role.ACCENT),
    "unchanged": (N_("As they were"), N_("as it was"), Role.MUTED),
    "skipped": (N_("Passed by"), N_("passed by"), Role.MUTED),
    "rejected": (N_("Rejected"), N_("rejected"), Role.ERROR),
    "also_created": (N_("Come along"), N_("comes along"), Role.SECONDARY),
}
"""What becomes of rows: what they are called together, what one is, and its colour."""


def outcome_cell(outcome: str) -> Cell:
    """Return what becomes of a row as a cell."""
    _several, one, role = OUTCOMES[outcome]
    return Cell(_(one), role, mark="●", mark_role=role)


def field_name(field: "Mappable") -> str:
    """Return what a field is called; else what is said of it without what it can be, which stands behind."""
    return field.title or _NOTE.sub("", field.help) or field.help


def detail_name(detail: str) -> str:
    """Return what a part or a label of a field is called."""
    return _(_DETAILS[detail]) if detail in _DETAILS else detail


def target_name(target: str, fields: "Mapping[str, Mappable]") -> str:
    """Return what a column fills in words: ``email.work`` is an e-mail address, at work."""
    if target in fields:
        return field_name(fields[target])
    name, _dot, details = target.partition(".")
    if name not in fields:
        return target
    told = map(detail_name, filter(None, details.split(".")))
    return " · ".join((field_name(fields[name]), *told))


def samples_text(samples: tuple[str, ...], most: int) -> str:
    """Return the first ``most`` values on one line."""
    return " · ".join(samples[:most])
