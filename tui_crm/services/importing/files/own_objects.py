"""How the objects of our own JSON export become the columns of our own tables, so that they import back as those do.

What follows from other values, or stands in records of other kinds, is left out.
"""

import json
from collections.abc import Callable
from typing import Final

from tui_crm.models.several import listed
from tui_crm.services.importing.files.json_values import Json, Record

_CONTACT = (
    "city email phone customer_id companies people stage_pinned birthday_next last_activity next cadence touch_by"
    " no_next_since deleted version customer_version custom"
)
_TICKET = "customer_id targets awaiting_since merged clocks checklist replies scores"
_ACTIVITY = "customer_id ticket_id"
_SCORE = "customer_id ticket_id activity_id aspects"


def _objects(value: Json) -> list[Record]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _inner(value: Json) -> Record:
    return value if isinstance(value, dict) else {}


def _contact(record: Record) -> Record:
    """Return what a contact has instead: the department in the own company, the own rhythm, and the team's fields."""
    own = (tie for tie in _objects(record["companies"]) if tie.get("id") == record["customer_id"])
    custom = {f"x.{name}": "no" if value is False else value for name, value in _inner(record["custom"]).items()}
    department = next((tie.get("department") for tie in own), None)
    return {"department": department, "own_cadence": None, "cadence": record.get("own_cadence"), **custom}


def _ticket(record: Record) -> Record:
    """Return what a ticket has instead: the promises, the newest answer, lists as our tables write them, and what was said as JSON."""
    moves = [
        " ".join(str(move.get(key) or "") for key in ("at", "to_state", "by")).strip()
        for move in _objects(record["moves"])
    ]
    replies = _objects(record["replies"])
    rated = next((score for score in _objects(record.get("scores")) if score.get("kind") == "csat"), {})
    return {
        "author": record.get("by"),
        "by": None,
        "first_response_at": record.get("first_at"),
        "first_at": None,
        **{f"{name}_target": minutes for name, minutes in _inner(record.get("targets")).items()},
        "rating": rated.get("value"),
        "rating_comment": rated.get("comment"),
        "rated_at": rated.get("at"),
        "merged_into": record.get("merged_into_number"),
        "merged_into_number": None,
        "split_from": record.get("split_from_number"),
        "split_from_number": None,
        "links": "; ".join(str(other.get("number")) for other in _objects(record.get("links"))),
        "moves": "; ".join(moves),
        "thread": json.dumps(replies, ensure_ascii=False) if replies else None,
    }


def _activity(record: Record) -> Record:
    """Return what an activity has instead: those who took part in one text."""
    others = [(str(other.get("name")), str(other.get("id"))) for other in _objects(record["participants"])]
    return {"participants": listed(others)}


def _score(record: Record) -> Record:
    """Return what an answer has instead: a column for each aspect."""
    return _inner(record["aspects"])


_OURS: Final[tuple[tuple[frozenset[str], frozenset[str], Callable[[Record], Record]], ...]] = tuple(
    (frozenset({"id", "customer_id", *keys.split()}), frozenset(left_out.split()), instead)
    for keys, left_out, instead in (
        ("companies people custom stage_pinned", _CONTACT, _contact),
        ("moves clocks replies targets", _TICKET, _ticket),
        ("aspects activity_id", _SCORE, _score),
        ("participants message_id", _ACTIVITY, _activity),
    )
)


def as_columns(record: Record) -> Record:
    """Return an object of our own export as our tables have it, without what is blank; any other as it is."""
    for keys, left_out, instead in _OURS:
        if keys <= record.keys():
            kept = {key: value for key, value in record.items() if key not in left_out}
            found = {**kept, **instead(record)}
            return {key: value for key, value in found.items() if value}
    return record
