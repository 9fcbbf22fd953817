"""The numbers of every report, worked out record by record in plain Python from the raw records and the raw log.

For each key of a number: the ids of the records behind it, or for what is no count the value.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from tests.store import records
from tui_crm.db import sql
from tui_crm.db.database import Database
from tui_crm.models.span import Period

Values = Mapping[str, Any]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass
class Told:
    """What a report should tell: ``ids`` by the key of a number, ``values`` of those that are no counts."""

    ids: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    values: dict[str, float] = field(default_factory=dict)

    def value(self, key: str) -> float | None:
        if key in self.values:
            return self.values[key]
        return None if key in {"total.kept_share", "total.delay"} else len(self.ids[key])


@dataclass(frozen=True)
class Business:
    """Everything in a database, as it is read; ``zone`` is where days begin, ``promises`` what was promised by whom."""

    things: Mapping[str, Mapping[int, Values]]
    promises: "Mapping[int, Promise]"
    zone: ZoneInfo
    now: datetime

    @classmethod
    def read(cls, database: Database, zone: ZoneInfo, now: datetime) -> "Business":
        things: dict[str, dict[int, Values]] = defaultdict(dict)
        for (thing, key), values in records(database).items():
            things[thing][key] = values
        return cls(things, _promises(database, things["reminder"]), zone, now)

    def wall(self, instant: str) -> datetime:
        return datetime.fromisoformat(instant).astimezone(self.zone)

    def day(self, instant: str) -> date:
        return self.wall(instant).date()

    def is_live(self, contact: int) -> bool:
        return not self.things["contact"][contact]["deleted_at"]

    def is_customer(self, key: int) -> bool:
        card = self.things["contact"][key]
        firms = (relation[0] for relation in card["relations"] if relation[1] == "member")
        others = self.things["contact"]
        belongs = any(others[firm]["kind"] == "company" and self.is_live(firm) for firm in firms)
        return card["kind"] == "company" or not belongs

    def told(self, name: str, period: Period, chosen: set[int] | None, owner: int | None) -> Told:
        """Return what a report tells of ``chosen`` contacts (all outside the trash, where None) and of an owner."""
        counts = {"activity": self._activity, "followups": self._followups, "customers": self._customers}
        told = Told()
        for key, whose, contact, places in counts[name](period, told):
            among = contact in chosen if chosen is not None else contact is None or self.is_live(contact)
            if among and (owner is None or whose == owner):
                for place in places:
                    told.ids[place].add(key)
        if name == "followups":
            self._measure(told)
        return told

    def _activity(self, period: Period, _told: Told) -> "Iterator[Found]":
        for key, values in self.things["activity"].items():
            wall = self.wall(values["at"])
            if period.first <= wall.date() <= period.last and not values["deleted_at"] and values["kind"] != "system":
                who = values["author_id"]
                yield key, who, values["contact_id"], (
                    "total.count",
                    f"person.count.{user(who)}",
                    f"kind.count.{values['kind']}",
                    f"outcome.count.{values['outcome'] or ''}",
                    f"when.{wall.hour}.{WEEKDAYS[wall.weekday()]}",
                )  # fmt: skip

    def _followups(self, period: Period, _told: Told) -> "Iterator[Found]":
        for key, values in self.things["reminder"].items():
            due = self.promises[key].due
            if period.first <= due <= period.last and not values["deleted_at"]:
                state, who = self._state(values, due), user(values["owner_id"])
                places = ["total.due", f"total.{state}", f"person.due.{who}", f"person.{state}.{who}"]
                places += ["total.put_off"] if self.promises[key].moves else []
                yield key, values["owner_id"], values["contact_id"], tuple(places)
        for key in self._silent():
            who = self.things["contact"][key]["owner_id"]
            yield key, who, key, ("customers.without_next", f"silent.without_next.{user(who)}")

    def _state(self, values: Values, due: date) -> str:
        if values["done_at"]:
            return "kept" if self.day(values["done_at"]) <= due else "late"
        if values["due_time"] and values["zone"]:
            moment = datetime.fromisoformat(f"{values['due_on']}T{values['due_time']}").replace(
                tzinfo=ZoneInfo(values["zone"])
            )
            return "overdue" if moment + timedelta(minutes=values["minutes"] or 0) < self.now else "ahead"
        return "overdue" if due < self.now.astimezone(self.zone).date() else "ahead"

    def _silent(self) -> Iterator[int]:
        waiting = {
            contact
            for values in self.things["reminder"].values()
            if not values["done_at"] and not values["deleted_at"]
            for contact in (values["contact_id"], values["customer_id"])
        }
        for key, card in self.things["contact"].items():
            tended = card["stage"] != "churned" and not card["do_not_contact"] and not card["no_next_since"]
            if tended and self.is_customer(key) and key not in waiting:
                yield key

    def _measure(self, told: Told) -> None:
        """Work out what is no count; the records behind it are those it is taken over."""
        kept, late, overdue = (told.ids[f"total.{state}"] for state in ("kept", "late", "overdue"))
        told.ids["total.kept_share"] = kept | late | overdue
        if told.ids["total.kept_share"]:
            told.values["total.kept_share"] = round(100 * len(kept) / len(kept | late | overdue), 1)
        told.ids["total.delay"] = set(late)
        if late:
            told.values["total.delay"] = median(self._delay(key) for key in late)
        told.ids["total.times_put_off"] = set(told.ids["total.put_off"])
        told.values["total.times_put_off"] = sum(self.promises[key].moves for key in told.ids["total.put_off"])

    def _delay(self, key: int) -> int:
        return (self.day(self.things["reminder"][key]["done_at"]) - self.promises[key].due).days

    def _customers(self, period: Period, _told: Told) -> "Iterator[Found]":
        for key, card in self.things["contact"].items():
            added = self.day(card["created_at"])
            if added > period.last or not self.is_customer(key):
                continue
            who = card["owner_id"]
            rows = (
                ("total", None),
                ("stage", card["stage"]),
                ("level", card["level"] or ""),
                ("source", card["source"] or ""),
                ("owner", user(who)),
            )
            columns = ("count", "new") if added >= period.first else ("count",)
            places = [
                f"{table}.{column}" + ("" if row is None else f".{row}") for table, row in rows for column in columns
            ]
            yield key, who, key, (*places, *([f"month.new.{added:%Y-%m}"] if added >= period.first else []))


Found = tuple[int, int | None, int | None, tuple[str, ...]]


def user(key: int | None) -> str:
    return f"u{key}" if key else ""


@dataclass(frozen=True)
class Promise:
    """When a reminder was due when it was done (an open one is due), and how often it was moved later until then."""

    due: date
    moves: int


def _promises(database: Database, reminders: Mapping[int, Values]) -> dict[int, Promise]:
    """Return what was promised with each reminder, its raw log read backwards from what stands on it now."""
    query = (
        "SELECT c.record_id, c.fields, o.reverts_id IS NULL AND o.reverted_by_id IS NULL FROM change c"
        " JOIN operation o ON o.id = c.operation_id WHERE c.thing = 'reminder' AND c.action = 'update' ORDER BY o.id DESC"
    )
    logs: dict[int, list[tuple[Values, bool]]] = defaultdict(list)
    with database.read() as connection:
        for key, stored, stands in sql.rows(connection, query):
            logs[int(str(key))].append((json.loads(str(stored)), bool(stands)))
    return {key: _promise(values, logs[key]) for key, values in reminders.items()}


def _promise(values: Values, log: list[tuple[Values, bool]]) -> Promise:
    """Return what was promised; ``log`` has what changed, the newest first, and whether that still stands."""
    due, moves, promised = values["due_on"], 0, not values["done_at"]
    for fields, stands in log:
        promised = promised or "done_at" in fields
        days, times = fields.get("due_on"), fields.get("due_time")
        if not promised and days:
            due = days[0]
        later = days[1] > days[0] if days else bool(times and None not in times and times[1] > times[0])
        moves += promised and stands and later
    return Promise(date.fromisoformat(due), moves)
