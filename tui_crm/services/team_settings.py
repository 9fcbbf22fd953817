"""Settings that belong to the team and live in the database; changing one is an operation like any other."""

from typing import TYPE_CHECKING

from tui_crm.db import team
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user
from tui_crm.settings import SETTINGS, Origin, Scope, Value, checked, named

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


class TeamSettings:
    """The team's settings of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def value(self, name: str) -> Value:
        """Return a team setting with its origin. Raises UsageError where ``name`` is none."""
        setting = named(name)
        if setting.scope is not Scope.DATABASE:
            raise UsageError(_("{name} is a setting of yours, not of the team").format(name=name))
        with self._crm.database.read() as connection:
            stored = team.settings(connection).get(name)
        if stored is None:
            return Value(setting, setting.default, Origin.DEFAULT)
        return Value(setting, stored[1], Origin.DATABASE, str(self._crm.database.path))

    def get(self, name: str) -> str:
        """Return just the value of a team setting."""
        return self.value(name).value

    def all(self) -> list[Value]:
        """Return every team setting."""
        return [self.value(name) for name, setting in SETTINGS.items() if setting.scope is Scope.DATABASE]

    def set(self, name: str, text: str | None) -> Done:
        """Set a team setting, or with None go back to its default. Raises UsageError where the value is bad."""
        self.value(name)
        value = None if text is None else checked(name, text)
        ensure_user(self._crm)
        label = N_("Set {setting} to {value}")
        arguments = {"setting": name, "value": value or SETTINGS[name].default}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            stored = team.settings(writing.connection).get(name)
            if stored is None and value is not None:
                writing.create("setting", {"name": name, "value": value})
            elif stored is not None and value is None:
                writing.remove("setting", [stored[0]])
            elif stored is None or not writing.update("setting", stored[0], {"value": value}):
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, writing.arguments))
