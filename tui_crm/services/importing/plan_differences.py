"""What is different between what was planned of a row and what would become of it now, said so that a person can look."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tui_crm.i18n import N_, _
from tui_crm.models.ids import shown
from tui_crm.services.importing.report import ALSO_CREATED, PlannedRow

_OUTCOMES: Final = {
    "created": N_("created"),
    "updated": N_("updated"),
    "unchanged": N_("unchanged"),
    "skipped": N_("skipped"),
    "rejected": N_("rejected"),
    ALSO_CREATED: N_("comes along"),
}


def told(row: PlannedRow) -> dict[str, object]:
    """Return what becomes of a row."""
    return {
        "outcome": row.outcome,
        "kind": row.kind,
        "id": None if row.target is None else shown(row.thing, row.target),
        "version": row.version if row.outcome == "updated" else None,
        "name": row.name,
        "changes": row.changes,
    }


def difference(was: Mapping[str, Any] | None, row: PlannedRow | None) -> str:
    """Return what is different with a row by now, "" where nothing is; ``was`` is as :func:`told` it, read from JSON."""
    now = None if row is None else json.loads(json.dumps(told(row)))
    planned, found = (_becomes(each) for each in (was, now))
    if (
        was is None
        or now is None
        or planned != found
        or (was["outcome"] == ALSO_CREATED and was["name"] != now["name"])
    ):
        return _("{planned} when it was planned, {now} now").format(planned=planned, now=found)
    if was["version"] != now["version"]:
        return _("{id} has been changed since it was planned").format(id=now["id"])
    for name in {**was["changes"], **now["changes"]}:
        before, after = was["changes"].get(name), now["changes"].get(name)
        if before != after:
            return _("{field} was to be {planned}, and would be {now} now").format(
                field=name, planned=_change(before), now=_change(after)
            )
    return ""


def _becomes(line: Mapping[str, Any] | None) -> str:
    """Return what becomes of a row, in words."""
    if line is None:
        return "—"
    told = _(_OUTCOMES[str(line["outcome"])])
    if line["outcome"] == ALSO_CREATED:
        return _("{name}: {text}").format(name=line["name"], text=told)
    return told if line["id"] is None else f"{told} ({line['id']})"


def _change(change: Sequence[object] | None) -> str:
    old, new = (_value(each) for each in change or (None, None))
    return new if old == "—" else f"{old} → {new}"


def _value(value: object) -> str:
    return "—" if value in (None, "") else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
