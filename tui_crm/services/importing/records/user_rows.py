"""What becomes of the rows of users: each known again by login."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_crm.db import team
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.records.earlier import Earlier
from tui_crm.services.importing.records.records import Decision, ReadRow, Records
from tui_crm.services.importing.report import ImportOptions
from tui_crm.services.users import check_login, checked_user

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class Plan:
    """What is written of a row: ``said`` are columns; ``team`` is a name, "" for none that is said."""

    said: Mapping[str, object]
    team: str


class UserRows(Records):
    """One pass over rows of users."""

    def __init__(
        self, crm: "Crm", options: ImportOptions, connection: "Connection", again: Callable[[], Iterator[ReadRow]]
    ) -> None:
        super().__init__(crm, options, connection, again)
        self._there = {str(row.login).lower(): row._asdict() for row in team.users(connection)}
        self._earlier = Earlier()

    def decide(self, connection: "Connection", row: ReadRow) -> Decision:
        """Return what becomes of a row. Raises BadInput with why it is rejected."""
        values = row.values
        said = checked_user({name: values[name] for name in ("login", "name", "email") if name in values})
        said = {name: value for name, value in said.items() if name in values}
        login = str(said["login"])
        if found := self._earlier.find(row.line, row.file, login.lower()):
            raise BadInput(_("{place} is about the same user").format(place=found[0].place))
        plan = Plan(said | self._gone(values), self.colleagues.team_named(connection, values))
        there = self._there.get(login.lower())
        if there is None:
            check_login(login)
            return Decision(row.line, "created", login, None, _told(plan), plan=plan)
        target = int(str(there["id"]))
        if self.options.on_match is OnMatch.CREATE:
            raise BadInput(_("there is a user “{login}” already").format(login=login))
        if self.options.on_match is OnMatch.SKIP:
            return Decision(row.line, "skipped", login, target)
        changes = self._changes(there, plan, row.blanks)
        chosen = Plan({name: new for name, (_old, new) in changes.items() if name != "team"}, plan.team)
        if "team" not in changes:
            chosen = Plan(chosen.said, "")
        return Decision(
            row.line, "updated" if changes else "unchanged", login, target, changes, plan=chosen if changes else None
        )

    def _gone(self, values: Mapping[str, object]) -> dict[str, object]:
        """Return since when somebody is gone, now where only that is said. Raises BadInput."""
        since = values.get("retired", False)
        if since is False:
            return {}
        if str(since) > self.now and since is not True:
            raise BadInput(_("that is still to come"))
        return {"retired_at": self.now if since is True else str(since)}

    def _changes(
        self, there: Mapping[str, object], plan: Plan, blanks: tuple[str, ...]
    ) -> dict[str, tuple[object, object]]:
        """Return what a row says otherwise than what is known. Raises BadInput for who would have to hand everything over."""
        if plan.said.get("retired_at") and there["retired_at"] is None:
            message = _("{login} works here: crm user retire hands over what they have")
            raise BadInput(message.format(login=there["login"]))
        known = {name: there[name] or None for name in ("name", "email", "team")}
        said = {**{name: plan.said[name] for name in ("name", "email") if name in plan.said}, "team": plan.team}
        new = {name: value for name, value in said.items() if value and not _is_same(name, value, known[name])}
        return self.wins.changes(new, known, blanks)

    def write(self, writing: "Transaction", decision: Decision) -> None:
        """Write a new user, or what changes of one."""
        plan = decision.plan
        assert isinstance(plan, Plan)
        record = {**plan.said, **({"team_id": self.colleagues.team(writing, plan.team)} if plan.team else {})}
        if decision.target is None:
            writing.create("user", record)
        else:
            writing.update("user", decision.target, record)


def _is_same(name: str, new: object, known: object) -> bool:
    return str(new).casefold() == str(known).casefold() if name == "team" else new == known


def _told(plan: Plan) -> Mapping[str, tuple[object, object]]:
    """Return what a new user is made with, in words."""
    told = {**plan.said, "team": plan.team}
    return {name: (None, value) for name, value in told.items() if value}
