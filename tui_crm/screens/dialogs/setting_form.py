"""The form that changes one setting: what may be said there is offered, and checked while it is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_crm import call_words
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.cards import Done
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.settings_lines import HELPS, TITLES, Line, in_words, overruled_by
from tui_crm.services import preferences
from tui_crm.settings import SETTINGS, Scope, UserSettings, store
from tui_crm.widgets.form_field import FieldKind, FormField

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_FEW = 6  # choices that stand side by side
_OFFERED = 20


class SettingForm(FormDialog):
    """Asks for the value of the setting of ``line``; ``choices`` are the values there are, none where there is no end."""

    def __init__(self, line: Line, settings: UserSettings, choices: Sequence[str]) -> None:
        assert line.setting is not None
        name = line.key
        self._setting = name
        self._settings = settings
        few = tuple((choice, in_words(name, choice)) for choice in choices) if 0 < len(choices) <= _FEW else ()
        field = FormField(
            "value",
            line.title,
            FieldKind.CHOICE if few else FieldKind.LINE,
            hint=overruled_by(line) or _(HELPS[name]),
            choices=few,
            complete=None if few or not choices else lambda text, at: offered(choices, text, at),
            check=None if few else self._understood,
        )
        super().__init__(
            line.title, (field,), {"value": as_typed(name, line.setting.value)}, self._saving, names={"": "value"}
        )

    def _understood(self, text: str) -> str:
        try:
            kept = SETTINGS[self._setting].check(text)
        except ValueError as error:
            raise BadInput(str(error), field="value") from error
        if self._setting == "database":
            kept = preferences.lasting(self._setting, text)
        return "" if text.strip() in {kept, as_typed(self._setting, kept)} else in_words(self._setting, kept)

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        return changing(self._setting, values["value"].strip() or None, self._settings)


def changing(name: str, text: str | None, settings: UserSettings) -> RunWrite:
    """Return the write that gives a setting a value, or with None its default."""

    def write(crm: "Crm") -> Done:
        if SETTINGS[name].scope is Scope.DATABASE:
            done = crm.settings.set(name, text)
            return done if done.operation_id is None else replace(done, what=_now(name, crm.settings.get(name)))
        store(settings.file, name, None if text is None else preferences.lasting(name, text))
        return Done(None, _now(name, preferences.own(settings.read_again(), name).value))

    return RunWrite(_("Saving…"), write)


def as_typed(name: str, value: str) -> str:
    """Return the value of a setting as people write it in their language."""
    return call_words.to_type(name, value) if name in call_words.USUAL else value


def _now(name: str, value: str) -> str:
    """Return what a setting is by now, called as on the screen."""
    return _("{setting}: {value}").format(setting=_(TITLES[name]), value=in_words(name, value) or "—")


def offered(choices: Sequence[str], text: str, at: int) -> list[str]:
    """Return the values that what was typed may become: those that begin so, then those that have it anywhere."""
    begun = text[:at].strip().casefold()
    if not begun:
        return []
    fitting = [choice for choice in choices if begun in choice.casefold()]
    return sorted(fitting, key=lambda choice: not choice.casefold().startswith(begun))[:_OFFERED]
