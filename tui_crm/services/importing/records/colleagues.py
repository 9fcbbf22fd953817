"""Which users and teams rows name: those that are there, by login, e-mail or name, and those that come along."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_crm.db import team
from tui_crm.db.rows import number
from tui_crm.db.sqlite.plan_names import user_key
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.importing.columns.shapes import says_nothing
from tui_crm.services.importing.columns.vocabulary import spelling
from tui_crm.services.importing.records.along import Along

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction

_NOBODY: Final = frozenset(map(spelling, ("unassigned", "no agent", "nobody", "未分配", "未指派", "暂无")))


@dataclass(frozen=True)
class Colleague:
    """A user; ``id`` is 0 of one who comes along. ``has_left`` tells that they are given nothing more."""

    login: str
    id: int = 0
    has_left: bool = False


class Colleagues:
    """The users and teams as they were at the beginning, with those that rows bring along."""

    def __init__(self, connection: "Connection", along: Along) -> None:
        self._called: dict[str, list[Colleague]] = defaultdict(list)
        found = [
            (row, Colleague(row.login, number(row.id), row.retired_at is not None)) for row in team.users(connection)
        ]
        for _row, colleague in found:
            self._called[user_key(colleague.login)] = [colleague]
        logins = set(self._called)
        for row, colleague in sorted(found, key=lambda pair: pair[1].has_left):
            for key in {user_key(row.name), user_key(row.email)} - logins - {""}:
                if not colleague.has_left or key not in self._called:
                    self._called[key].append(colleague)
        self._along = along

    def find(self, values: Mapping[str, object], key: str) -> Colleague | None:
        """Return the user that a row names, None where it names nobody. Raises BadInput where several are called so."""
        text = str(values.get(key, ""))
        if not text or says_nothing(text) or spelling(text) in _NOBODY:
            return None
        found = self._called.get(user_key(text), [])
        if len(found) > 1:
            raise BadInput(_("several users are called “{name}”").format(name=text))
        if found:
            return found[0]
        self._along.comes("user", text)
        return Colleague(text)

    def is_one(self, text: str) -> bool:
        """Tell whether somebody is a user, by login, e-mail or name."""
        return bool(self._called.get(user_key(text)))

    def login(self, user_id: object) -> str | None:
        """Return the login of a user who was there at the beginning, None for nobody."""
        found = (each for called in self._called.values() for each in called if each.id == user_id)
        return next((each.login for each in found), None)

    def user(self, writing: "Transaction", colleague: Colleague | None) -> int | None:
        """Return a user's id; who comes along is made once."""
        if colleague is None:
            return None
        if colleague.id:
            return colleague.id
        known = self._called[user_key(colleague.login)]
        if not known:
            known.append(Colleague(colleague.login, writing.create("user", {"login": colleague.login})))
            self._along.made["user"] += 1
        return known[0].id

    def team_named(self, connection: "Connection", values: Mapping[str, object]) -> str:
        """Return the team that a row names, "" where it names none; one that is not there comes along."""
        text = str(values.get("team", ""))
        if says_nothing(text) or spelling(text) in _NOBODY:
            return ""
        if text and team.team_called(connection, text) is None:
            self._along.comes("team", text)
        return text

    def team(self, writing: "Transaction", name: str) -> int | None:
        """Return the id of the team of a name; one that is not there is made."""
        if not name:
            return None
        found = team.team_called(writing.connection, name)
        if found is None:
            self._along.made["team"] += 1
            found = writing.create("team", {"name": name})
        return found
