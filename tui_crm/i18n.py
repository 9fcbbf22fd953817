"""In which language the program speaks: gettext catalogues, chosen once per process.

``_`` translates, ``N_`` marks a message that is translated where it is shown (tables made at import time), ``ngettext``
picks the plural. The catalogue's source is ``locale/<language>/LC_MESSAGES/crm.po``; ``make locale`` compiles it.
"""

import gettext
import locale
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
LOCALE_DIR = Path(__file__).parent / "locale"

_CONTEXT = "\x04"  # stands between a context and its message, in catalogues too

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def set_language(code: str) -> None:
    """Speak ``code`` (a key of LANGUAGES) from now on; an unknown code speaks English."""
    global _translations, _language  # noqa: PLW0603 - one process speaks one language
    _language = code if code in LANGUAGES else "en"
    _translations = gettext.translation("crm", LOCALE_DIR, languages=[_language], fallback=True)


def language() -> str:
    """Return the code of the language in use, a key of LANGUAGES."""
    return _language


def matching_language(tag: str) -> str | None:
    """Return the language that serves a locale tag such as ``zh_CN.UTF-8`` or ``zh-Hans``, None where none does."""
    primary = tag.replace("-", "_").split(".")[0].split("_")[0].lower()
    if primary == "zh":
        return "zh_CN"
    return "en" if primary in {"en", "c", "posix"} else None


def language_of_environment(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language the environment asks for (LC_ALL, LC_MESSAGES, LANG), English where it says nothing."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if tag := environ.get(name):
            return matching_language(tag) or "en"
    tag = locale.getlocale()[0] or ""
    return matching_language(tag) or "en"


def _(message: str) -> str:
    """Translate ``message``, marked with ``N_`` or ``NP_``."""
    return _translations.gettext(message).rpartition(_CONTEXT)[2] if message else ""


def in_every_language(message: str) -> frozenset[str]:
    """Return ``message`` as each language says it: what a file says that was written in any of them."""
    return frozenset(
        gettext.translation("crm", LOCALE_DIR, languages=[code], fallback=True).gettext(message) for code in LANGUAGES
    )


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate the form of a message that fits ``count``; the caller fills ``{count}`` in."""
    return _translations.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Translate ``message`` where one English word needs several translations, told apart by ``context``."""
    return _translations.pgettext(context, message)


def NP_(context: str, message: str) -> str:  # noqa: N802 - like N_
    """Mark ``message`` where one English word needs several translations, told apart by ``context``; ``_`` translates it."""
    return f"{context}{_CONTEXT}{message}"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark ``message`` for the catalogue; it is translated where it is shown."""
    return message
