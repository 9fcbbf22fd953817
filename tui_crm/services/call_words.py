"""Which words the team has for the end of a call and for objections, and which of them somebody means."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.call_words import CallWord, CallWords, parsed, told, word_called
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.nearest import nearest

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_UNKNOWN: Final = {
    "outcomes": N_("there is no outcome “{word}”: {known}"),
    "objections": N_("there is no objection “{word}”: {known}"),
}


def team_words(crm: "Crm") -> CallWords:
    """Return the outcomes and the objections of the team. Raises UsageError where what is kept of them is unreadable."""
    return CallWords(_words(crm, "outcomes"), _words(crm, "objections"))


def outcome_meant(crm: "Crm", said: str) -> str:
    """Return the code of the outcome that somebody means. Raises UsageError naming the nearest one."""
    return _meant("outcomes", team_words(crm).outcomes, said)


def objection_meant(crm: "Crm", said: str) -> str:
    """Return the code of the objection that somebody means. Raises UsageError naming the nearest one."""
    return _meant("objections", team_words(crm).objections, said)


def _words(crm: "Crm", setting: str) -> tuple[CallWord, ...]:
    kept = crm.settings.value(setting)
    try:
        return parsed(setting, kept.value)
    except ValueError as error:
        message = _("“{value}” does not do for setting {name}{place}: {reason}")
        place = f" ({kept.where})" if kept.where else ""
        raise UsageError(message.format(value=kept.value, name=setting, place=place, reason=error)) from error


def _meant(setting: str, words: Sequence[CallWord], said: str) -> str:
    if not said.strip():
        return ""
    word = word_called(words, said)
    if word is None:
        near = nearest(said, [name for each in words for name in (each.code, each.label)])
        more = _("crm config set {setting} … gives your team more").format(setting=setting)
        raise UsageError(_(_UNKNOWN[setting]).format(word=said.strip(), known=told(words)), hint=near or more)
    return word.code
