"""Who works here: users and teams, and handing everything over when somebody leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tui_crm.db import team
from tui_crm.db.records import RECORD_TYPES, as_tuples
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.ids import number_of
from tui_crm.models.record import instant_of
from tui_crm.models.team import TeamFields, UserFields
from tui_crm.models.viewpoint import ME
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user, find_user
from tui_crm.services.validation import bad_input

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class UserEntry:
    """A user; ``owned`` counts the customers they own, ``retired_at`` tells since when they are gone."""

    id: int
    login: str
    name: str
    email: str
    team: str
    retired_at: datetime | None
    owned: int
    version: int


class Users:
    """The users of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[UserEntry]:
        """Return every user, by login."""
        with self._crm.database.read() as connection:
            return [
                UserEntry(**{**row._asdict(), "retired_at": instant_of(row.retired_at) if row.retired_at else None})
                for row in team.users(connection)
            ]

    def logins(self) -> list[str]:
        """Return the logins of everybody who works here now."""
        with self._crm.database.read() as connection:
            return team.logins(connection)

    def teams(self) -> list[str]:
        """Return what the teams are called."""
        with self._crm.database.read() as connection:
            return team.team_names(connection)

    def add(self, login: str, *, team_name: str = "", **said: str) -> Done:
        """Add a user; ``said`` has name and email, a team that does not exist yet is made."""
        values = checked_user({**said, "login": login})
        check_login(str(values["login"]))
        label = N_("Added user {login}")
        with self._crm.database.write(self._crm.actor, label, {"login": values["login"]}) as writing:
            _check_free(writing, str(values["login"]))
            if team_name:
                values["team_id"] = _team(writing, team_name)
            user_id = writing.create("user", values)
        return Done(writing.operation_id, told(label, writing.arguments), (user_id,))

    def edit(self, who: str, *, team_name: str | None = None, **said: str) -> Done:
        """Change what is named of a user: login, name, email, team (an empty text clears)."""
        ensure_user(self._crm)
        given = {name: value or None for name, value in said.items()}
        checked = checked_user({"login": "-", **given})
        with self._crm.database.write(self._crm.actor, N_("Edited user {login}")) as writing:
            user_id = find_user(writing.connection, who)
            writing.arguments["login"] = team.login_of(writing.connection, user_id)
            changes: dict[str, object] = {name: checked[name] for name in given}
            if "login" in changes:
                check_login(str(changes["login"]))
            if "login" in changes and team.user_with_login(writing.connection, str(changes["login"])) != user_id:
                _check_free(writing, str(changes["login"]))
            if team_name is not None:
                changes["team_id"] = _team(writing, team_name) if team_name else None
            if not writing.update("user", user_id, changes):
                return Done(None, _("Nothing changed"))
            if "login" in changes:
                from tui_crm.services.segment_words import rename_value  # noqa: PLC0415 - the language of filters

                rename_value(writing, "owner", str(writing.arguments["login"]), str(changes["login"]))
        return Done(writing.operation_id, told(writing.label, writing.arguments), (user_id,))

    def retire(self, who: str, *, to: str) -> Done:
        """Retire a user and hand their customers, open reminders and tickets to another one, in one operation.

        Whatever would be given to them from now on, by a service way or an SLA policy, is given to the other one, too.
        """
        ensure_user(self._crm)
        with self._crm.database.write(self._crm.actor, N_("Retired {login}; {to} takes over")) as writing:
            leaving, heir = find_user(writing.connection, who), find_user(writing.connection, to)
            login, heir_login = (team.login_of(writing.connection, key) for key in (leaving, heir))
            writing.arguments |= {"login": login, "to": heir_login}
            if leaving == heir:
                raise BadInput(_("somebody else has to take over"), hint=_("name them with --to"))
            for key, name in ((leaving, login), (heir, heir_login)):
                if team.is_retired(writing.connection, key):
                    raise BadInput(_("{login} is retired").format(login=name))
            writing.update("user", leaving, {"retired_at": writing.at})
            owned = team.owned_by(writing.connection, leaving)
            writing.update_many("contact", {key: {"owner_id": heir} for key in owned})
            waiting = team.open_reminders_of(writing.connection, leaving)
            writing.update_many("reminder", {key: {"owner_id": heir} for key in waiting})
            _hand_over_service(writing, leaving, heir)
        return Done(writing.operation_id, told(writing.label, writing.arguments), (leaving, *owned))


def _hand_over_service(writing: Transaction, leaving: int, heir: int) -> None:
    """Give the tickets that are not closed, the service ways and the steps of policies of one user to another."""
    in_hand = team.tickets_in_hand(writing.connection, leaving)
    writing.update_many("ticket", {key: {"owner_id": heir} for key in in_hand})
    ways = team.ways_to(writing.connection, leaving)
    writing.update_many("service_way", {key: {"owner_id": heir} for key in ways})
    part = RECORD_TYPES["sla_policy"].collection("steps")
    assert part is not None
    at = part.columns.index("user_id")
    for key in team.policies_naming(writing.connection, leaving):
        steps = as_tuples(writing.record("sla_policy", key)["steps"])
        become = tuple((*step[:at], heir, *step[at + 1 :]) if step[at] == leaving else step for step in steps)
        writing.update("sla_policy", key, {"steps": become})


def checked_user(said: Mapping[str, object]) -> dict[str, object]:
    """Return a user's login, name and e-mail, cleaned; raises BadInput naming the field."""
    unknown = said.keys() - {"login", "name", "email"}
    if unknown:
        raise BadInput(_("there is no field “{name}”").format(name=min(unknown)), field=min(unknown))
    try:
        return UserFields.model_validate(said).model_dump(mode="json")
    except ValidationError as error:
        raise bad_input(error) from error


def check_login(login: str) -> None:
    """Raise BadInput for a login that means somebody else wherever a user is named."""
    if login.lower() in ME or number_of("user", login) is not None:
        raise BadInput(
            _("“{login}” cannot be a login: it means somebody else already").format(login=login),
            field="login",
            hint=_("{words} mean whoever works, and u12 is an id").format(words=", ".join(ME)),
        )


def _check_free(writing: Transaction, login: str) -> None:
    if team.user_with_login(writing.connection, login) is not None:
        raise BadInput(_("there is a user “{login}” already").format(login=login), field="login")


def _team(writing: Transaction, name: str) -> int:
    try:
        values = TeamFields.model_validate({"name": name}).model_dump()
    except ValidationError as error:
        raise bad_input(error) from error
    found = team.team_called(writing.connection, values["name"])
    return found if found is not None else writing.create("team", values)
