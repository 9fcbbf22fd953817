"""The words for how a call ended and what was objected: the team chooses them, each with the one key that picks it.

They are written as a setting, ``r=reached,n=no answer``. The usual ones are kept as codes and shown in the user's language;
a team's own are kept and shown as they are.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from string import ascii_lowercase, digits
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from tui_crm.display import measure, safe
from tui_crm.i18n import N_, _

OUTCOMES: Final = ("reached", "no answer", "left message", "wrong number", "call back")
"""How a call usually ends."""

OBJECTIONS: Final = ("price", "timing", "need", "trust", "competitor")
"""What is usually objected."""

OUTCOME_LABELS: Final[Mapping[str, str]] = dict(
    zip(
        OUTCOMES, (N_("reached"), N_("no answer"), N_("left message"), N_("wrong number"), N_("call back")), strict=True
    )
)
OBJECTION_LABELS: Final[Mapping[str, str]] = dict(
    zip(OBJECTIONS, (N_("price"), N_("timing"), N_("need"), N_("trust"), N_("competitor")), strict=True)
)

USUAL: Final[Mapping[str, str]] = {
    "outcomes": "r=reached,n=no answer,m=left message,w=wrong number,b=call back",
    "objections": "p=price,t=timing,n=need,r=trust,c=competitor",
}
"""The settings, as long as a team has none of its own."""

_LABELS: Final[Mapping[str, Mapping[str, str]]] = {"outcomes": OUTCOME_LABELS, "objections": OBJECTION_LABELS}
_MISSED: Final = frozenset({"no answer", "left message", "wrong number", "call back"})
_MOST: Final = 12  # words
_WIDEST: Final = 24  # cells of a word
_BETWEEN: Final = "[,;，；、]"


@dataclass(frozen=True)
class CallWord:
    """A word, as it is kept (``code``), and the ``key`` that picks it: a small letter or a digit."""

    key: str
    code: str

    @property
    def label(self) -> str:
        """What people read, in the user's language."""
        return objection_in_words(self.code) if self.code in OBJECTION_LABELS else outcome_in_words(self.code)


@dataclass(frozen=True)
class CallWords:
    """What the team has chosen."""

    outcomes: tuple[CallWord, ...]
    objections: tuple[CallWord, ...]


def outcome_in_words(code: str) -> str:
    """Return an outcome as people read it; a word that is none of the usual ones as it is."""
    return _(OUTCOME_LABELS.get(code, code))


def objection_in_words(code: str) -> str:
    """Return the same of an objection."""
    return _(OBJECTION_LABELS.get(code, code))


def is_missed(outcome: str) -> bool:
    """Tell whether nobody was spoken with, so that nobody can have objected."""
    return outcome in _MISSED


def checked(setting: str, text: str) -> str:
    """Return words for ``setting`` as they are kept; a usual one may be said in the user's language, and without its key.

    Raises ValueError saying what is wrong.
    """
    labels = {_(label).casefold(): code for code, label in _LABELS[setting].items()}
    return ",".join(f"{word.key}={word.code}" for word in parsed(setting, text, labels))


def parsed(setting: str, text: str, labels: Mapping[str, str] = MappingProxyType({})) -> tuple[CallWord, ...]:
    """Return the words of ``setting``; one without a key gets one. Raises ValueError saying what is wrong."""
    known = {code: code for code in _LABELS[setting]} | dict(labels)
    said = [_split(part, known) for part in re.split(_BETWEEN, normalize("NFC", text)) if part.strip()]
    if not said:
        raise ValueError(_("say at least one word, for example r=reached,n=no answer"))
    if len(said) > _MOST:
        raise ValueError(_("no more than {count} words").format(count=_MOST))
    _check(said)
    taken = {key for key, _code in said if key}
    return tuple(CallWord(key or _free_key(setting, code, taken), code) for key, code in said)


def word_called(words: Iterable[CallWord], said: str) -> CallWord | None:
    """Return the word that somebody means: by its code, what it is called in the user's language, or its key."""
    known = tuple(words)
    spelled = {word.key: word for word in known}
    spelled |= {word.label.casefold(): word for word in known}
    spelled |= {word.code.casefold(): word for word in known}
    return spelled.get(said.strip().casefold())


def read_aloud(setting: str, value: str) -> str:
    """Return what is kept of a ``setting`` as people read it; as it is where it cannot be understood."""
    with suppress(ValueError):
        return told(parsed(setting, value))
    return value


def to_type(setting: str, value: str) -> str:
    """Return it as people write it in their language."""
    with suppress(ValueError):
        return ", ".join(f"{word.key}={word.label}" for word in parsed(setting, value))
    return value


def told(words: Sequence[CallWord]) -> str:
    """Return words with their keys as people read them: ``r reached · n no answer``."""
    return " · ".join(f"{word.key} {word.label}" for word in words)


def _split(part: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Return the key that was said, "" where none was, and the code that is meant. Raises ValueError."""
    key, equals, word = part.replace("＝", "=").partition("=")
    word = " ".join((word if equals else key).split())
    key = normalize("NFKC", key).strip().lower() if equals else ""
    if equals and word and not key:
        raise ValueError(_("before “={word}” a key is missing; without “=” it gets one").format(word=word))
    return key, known.get(word.casefold(), word)


def _check(said: Sequence[tuple[str, str]]) -> None:
    """Raise ValueError where a key or a word does not do, or is there twice."""
    keys, words = [key for key, _code in said if key], [code.casefold() for _key, code in said]
    for key, code in said:
        if key and key not in {*ascii_lowercase, *digits}:
            raise ValueError(_("“{key}” is no key: take a letter from a to z, or a digit").format(key=key))
        if not code or "=" in code:
            raise ValueError(_("after “{key}=” one word is missing").format(key=key))
        if safe(code) != code:
            raise ValueError(_("“{word}” has something in it that cannot be seen").format(word=safe(code)))
        if measure(code) > _WIDEST:
            raise ValueError(_("“{word}” is too long to be seen beside the others").format(word=code))
        if keys.count(key) > 1:
            both = _(", ").join(other for its, other in said if its == key)
            raise ValueError(_("key {key} would pick several: {words}").format(key=key, words=both))
        if words.count(code.casefold()) > 1:
            raise ValueError(_("“{word}” is there twice").format(word=code))


def _free_key(setting: str, code: str, taken: set[str]) -> str:
    usual = [part.split("=") for part in USUAL[setting].split(",")]
    wanted = [key for key, word in usual if word == code]
    letters = [letter for letter in code.casefold() if letter in ascii_lowercase]
    free: str = next(key for key in (*wanted, *letters, *digits[1:], *ascii_lowercase) if key not in taken)
    taken.add(free)
    return free
