"""What a form asks of something that happened: first what is said after every call, then what is said now and then."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_crm.call_words import is_missed, told
from tui_crm.errors import BadInput
from tui_crm.i18n import _, pgettext
from tui_crm.models.codes import (
    ACTIVITY_LABELS,
    DIRECTION_LABELS,
    FEELING_LABELS,
    LOGGED,
    ActivityKind,
)
from tui_crm.screens.dialogs import moments
from tui_crm.widgets.form_field import FieldKind, FormField, Remark, numbered

if TYPE_CHECKING:
    from tui_crm.call_words import CallWord, CallWords
    from tui_crm.clock import Clock
    from tui_crm.models.cards import ActivityEntry
    from tui_crm.services.crm import Crm

_NOBODY_SAID: Final = ("", "—")
_LONGEST: Final = 7 * 24 * 60  # minutes


def new(crm: "Crm", words: "CallWords", *, with_kind: bool) -> tuple[FormField, ...]:
    """Return the fields to log something new, and what comes next: from when that shall be on, enter saves."""
    kind = [_kind(LOGGED)] if with_kind else []
    more = _more(crm, pgettext("heading of a part of a form", "MORE"))
    ending = (replace(field, ends=True) for field in (*_next(crm), *more))
    return (*kind, *said(words), _note(), *ending)


def stored(crm: "Crm", words: "CallWords", entry: "ActivityEntry") -> tuple[FormField, ...]:
    """Return the fields to change ``entry``."""
    known = LOGGED if entry.kind in LOGGED else (*LOGGED, ActivityKind(entry.kind))
    return (_kind(known), *said(words), _note(), *_more(crm, ""))


def said(words: "CallWords") -> Iterator[FormField]:
    """Yield what one key each is asked of a call: how it ended and, where somebody was spoken with, what they objected."""
    yield _by_key("outcome", _("outcome"), words.outcomes)
    objection = _by_key("objection", _("objection"), words.objections)
    skipped = _("{keys} · enter: none").format(keys=objection.hint)
    yield replace(objection, hint=skipped, passed=lambda values: is_missed(values["outcome"]))


def values_of(entry: "ActivityEntry", clock: "Clock") -> dict[str, str]:
    """Return the texts of a form about ``entry``, by field."""
    said = {
        name: str(getattr(entry, name)) for name in ("kind", "outcome", "text", "objection", "direction", "subject")
    }
    said |= {name: "" if (number := getattr(entry, name)) is None else str(number) for name in ("minutes", "feeling")}
    return said | {"at": entry.at.astimezone(clock.zone).strftime("%Y-%m-%d %H:%M")}


def _kind(kinds: Sequence[ActivityKind]) -> FormField:
    words = [(str(kind), _(ACTIVITY_LABELS[kind])) for kind in kinds]
    return FormField("kind", _("kind"), FieldKind.CHOICE, hint=numbered(words), choices=words)


def next_asked() -> Remark:
    """Return what asks for the next step where none is left."""
    return Remark(_("nothing is planned"), _("say when, or enter again: no next step, on purpose"), warns=True)


def _by_key(key: str, label: str, words: "Sequence[CallWord]") -> FormField:
    choices = (_NOBODY_SAID, *((word.code, word.label) for word in words))
    keys = {word.key: word.code for word in words}
    return FormField(key, label, FieldKind.CHOICE, hint=told(words), choices=choices, keys=keys)


def _choice(key: str, label: str, words: Sequence[tuple[str, str]]) -> FormField:
    return FormField(key, label, FieldKind.CHOICE, hint=numbered(words), choices=(_NOBODY_SAID, *words))


def _note() -> FormField:
    return FormField("text", _("note"), FieldKind.LINES, hint=_("@name asks a colleague to look at it"))


def _next(crm: "Crm") -> Iterator[FormField]:
    when = moments.field_ahead("next", crm, pgettext("heading of a part of a form", "NEXT"))
    yield replace(when, hint=_("enter saves · {hint}").format(hint=when.hint))
    yield FormField("next_note", _("what for"))


def _more(crm: "Crm", heading: str) -> Iterator[FormField]:
    feelings = [(str(number), _(word)) for number, word in FEELING_LABELS.items()]
    ways = [(str(code), _(word)) for code, word in DIRECTION_LABELS.items()]
    yield FormField("minutes", _("minutes"), heading=heading, check=minutes)
    yield _choice("feeling", _("feeling"), feelings)
    yield _choice("direction", _("direction"), ways)
    yield FormField("subject", _("subject"))
    hint = _("now, if nothing is said; in words: {examples}").format(examples=_("yesterday 3pm, 10 minutes ago"))
    yield FormField("at", _("happened"), hint=hint, complete=moments.complete_behind, check=moments.check_behind(crm))


def minutes(text: str) -> str:
    """Check a number of minutes. Raises BadInput."""
    if not (text.strip().isdecimal() and len(text.strip()) < 6 and int(text) <= _LONGEST):  # noqa: PLR2004 - digits
        message = _("“{text}” is no number of minutes").format(text=text.strip())
        raise BadInput(message, field="minutes", hint=_("expected: {values}").format(values=f"0 … {_LONGEST:,}"))
    return ""
