"""Who works here: a list of users, and the forms that add, change and retire one."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.things import Things
from tui_crm.screens.messages import RunWrite
from tui_crm.services.users import UserEntry
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.form_field import FieldKind, FormField, begun_like

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


class UserForm(FormDialog):
    """Asks who a new user is, or what is another by now of ``user``; ``teams`` are offered."""

    def __init__(self, user: UserEntry | None, teams: Sequence[str]) -> None:
        self._user = user
        fields = (
            FormField("login", _("Login"), hint=_("the name at the computer, by which the program knows somebody")),
            FormField("name", _("Name"), hint=_("what people call them")),
            FormField("email", _("E-mail")),
            FormField("team", _("Team"), hint=_("a team that is not there yet is made"), complete=begun_like(teams)),
        )
        values = {"login": user.login, "name": user.name, "email": user.email, "team": user.team} if user else {}
        super().__init__(user.login if user else _("New user"), fields, values, self._saving)

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        user, said = self._user, {name: values[name].strip() for name in ("login", "name", "email")}
        team = values["team"].strip()

        def write(crm: "Crm") -> Done:
            if user is None:
                return crm.users.add(said["login"], team_name=team, name=said["name"], email=said["email"])
            return crm.users.edit(user.login, team_name=team, **said)

        return RunWrite(_("Saving…"), write)


class Handover(FormDialog):
    """Asks who takes over what belongs to a user who leaves."""

    def __init__(self, user: UserEntry, heirs: Sequence[str]) -> None:
        self._login = user.login
        title = _("{login} leaves: who takes over {count} customers and the open reminders?")
        field = FormField(
            "to",
            _("Takes over"),
            FieldKind.CHOICE,
            hint=_("one operation, which undo takes back"),
            choices=tuple((login, login) for login in heirs),
        )
        super().__init__(
            title.format(login=user.login, count=f"{user.owned:,}"), (field,), {"to": heirs[0]}, self._saving
        )

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        return RunWrite(_("Handing over…"), lambda crm: crm.users.retire(self._login, to=values["to"]))


class UserList(Things[UserEntry]):
    """Everybody who works here or did."""

    TITLE = N_("Users and teams")
    EMPTY = N_("Nobody yet: whoever writes something first is the first user.")
    KEYS: ClassVar[Mapping[str, str]] = {**Things.KEYS, "things.delete": N_("retire")}

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        return (
            Column("login", _("Login"), 10, fraction=1, priority=9),
            Column("name", _("Name"), 12, fraction=2, priority=5),
            Column("team", _("Team"), 8, fraction=1, priority=4),
            Column("owned", _("Customers"), 9, align="right", priority=6),
            Column("state", "", 8, priority=7),
        )

    def read(self) -> Sequence[UserEntry]:
        """Return the users there are."""
        return self.crm.users.all()

    def cells(self, thing: UserEntry) -> Sequence[Cell]:
        """Return the cells of a user."""
        gone = thing.retired_at is not None
        return (
            Cell(thing.login, Role.MUTED if gone else Role.STRONG),
            Cell(thing.name, Role.MUTED if gone else Role.PLAIN),
            Cell(thing.team, Role.MUTED),
            Cell(f"{thing.owned:,}", Role.MUTED),
            Cell(_("retired"), Role.MUTED) if gone else Cell(""),
        )

    def form(self, thing: UserEntry | None) -> FormDialog:
        """Return the form that changes a user or adds one."""
        return UserForm(thing, sorted({user.team for user in self.things if user.team}))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether somebody can be retired here, which takes somebody else who takes over."""
        if action == "delete":
            return self.here is not None and self.here.retired_at is None and bool(self._heirs(self.here))
        return super().check_action(action, parameters)

    def _heirs(self, user: UserEntry) -> list[str]:
        return [each.login for each in self.things if each.retired_at is None and each.id != user.id]

    def take_out(self, thing: UserEntry) -> None:
        """Ask who takes over, and retire a user."""
        self.ask(Handover(thing, self._heirs(thing)))
