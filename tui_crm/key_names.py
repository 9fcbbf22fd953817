"""Which keys there are, and how each is written: Textual would take any word for a key and never hear it.

A key is written as people call it: ``G``, ``?``, ``ctrl+f``, ``esc``, ``f5``. Its canonical form is the name that Textual
gives to the key when it is pressed.
"""

import string
import unicodedata
from collections.abc import Sequence
from typing import Final

from tui_crm.i18n import _

_WORDS: Final = "escape enter tab space backspace delete insert home end pageup pagedown up down left right"
_NAMED: Final = frozenset(_WORDS.split()) | {f"f{number}" for number in range(1, 25)}
_ALSO: Final = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}
_MODIFIERS: Final = {"ctrl": "ctrl", "control": "ctrl", "alt": "alt", "option": "alt", "shift": "shift"}
_SENT_AS: Final = {"i": "tab", "m": "enter", "h": "backspace", "left_square_bracket": "escape", "@": "ctrl+space"}
_SHORTER: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}  # what Textual calls these, in place of their names in Unicode


def _name(character: str) -> str:
    """Return what Textual calls the key of a character: a letter or digit by itself, anything else by its name."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name)


_PUNCTUATION: Final = {_name(character): character for character in string.punctuation}
_SHOWN: Final = {"escape": "esc", "delete": "del", "pagedown": "pgdn", "pageup": "pgup", "down": "↓", "up": "↑"} | {
    "left": "←", "right": "→", **_PUNCTUATION
}  # fmt: skip


def shown(key: str) -> str:
    """Return a key in its canonical form as people call it."""
    *modifiers, base = key.split("+") if len(key) > 1 else (key,)
    return "+".join((*modifiers, _SHOWN.get(base, base)))


def canonical(text: str) -> str:
    """Return a key in its canonical form. Raises ValueError with a translated reason where there is no such key."""
    said = text.strip()
    *before, base = (*said[:-2].split("+"), "+") if said == "+" or said.endswith("++") else said.split("+")
    modifiers = sorted({_modifier(each.strip().lower(), said) for each in before if each.strip()})
    base = _ALSO.get(base.strip().lower(), base.strip())
    if base.lower() in _NAMED:
        return "+".join((*modifiers, base.lower()))
    base = _PUNCTUATION.get(base.lower(), base)
    if len(base) != 1 or not (base.isalnum() or base in string.punctuation):
        raise ValueError(_unknown(said))
    return _of_character(base, modifiers, said)


def _of_character(character: str, modifiers: Sequence[str], said: str) -> str:
    if not modifiers:
        return _name(character)
    if list(modifiers) == ["shift"]:
        if len(character.upper()) > 1 or not character.isalpha():
            raise ValueError(_("“{key}” is written as the character itself, for example ?").format(key=said))
        return character.upper()
    if "ctrl" not in modifiers and character.isupper():
        modifiers = sorted({*modifiers, "shift"})
    name = _name(character.lower() if len(character.lower()) == 1 else character)
    if list(modifiers) == ["ctrl"] and name in _SENT_AS:
        raise ValueError(_("terminals send “{key}” as {other}").format(key=said, other=_SENT_AS[name]))
    return "+".join((*modifiers, name))


def _modifier(word: str, said: str) -> str:
    if word not in _MODIFIERS:
        raise ValueError(_unknown(said))
    return _MODIFIERS[word]


def _unknown(said: str) -> str:
    from tui_crm.models.nearest import nearest  # noqa: PLC0415 - only a mistake needs it

    sentence = _("there is no key “{key}”").format(key=said)
    hint = nearest(said, (*_NAMED, *_ALSO, *_PUNCTUATION))
    return "; ".join(filter(None, (sentence, hint)))
