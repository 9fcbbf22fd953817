"""What a form asks of something that happened: first what is said after every call, then what is said now and then."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.errors import BadInput
from tui_crm.i18n import _, pgettext
from tui_crm.models.codes import (
    ACTIVITY_LABELS,
    DIRECTION_LABELS,
    FEELING_LABELS,
    LOGGED,
    OUTCOMES,
    ActivityKind,
)
from tui_crm.screens.dialogs import moments
from tui_crm.screens.stages import outcome_word
from tui_crm.widgets.form_field import FieldKind, FormField, begun_like, numbered

if TYPE_CHECKING:
    from tui_crm.clock import Clock
    from tui_crm.models.cards import ActivityEntry
    from tui_crm.services.activities import Usual

_OWN_OUTCOMES: Final = 3  # of the team's own, offered beside the usual ones
_NOBODY_SAID: Final = ("", "—")
_LONGEST: Final = 7 * 24 * 60  # minutes


def new(clock: "Clock", usual: "Usual", *, with_kind: bool) -> tuple[FormField, ...]:
    """Return the fields to log something new, and what comes next."""
    kind = [_kind(LOGGED)] if with_kind else []
    return (
        *kind,
        _outcome(usual, ""),
        _note(),
        *_next(clock),
        *_more(usual, clock, pgettext("heading of a part of a form", "MORE")),
    )


def stored(clock: "Clock", usual: "Usual", entry: "ActivityEntry") -> tuple[FormField, ...]:
    """Return the fields to change ``entry``."""
    known = LOGGED if entry.kind in LOGGED else (*LOGGED, ActivityKind(entry.kind))
    return (_kind(known), _outcome(usual, entry.outcome), _note(), *_more(usual, clock, ""))


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


def _outcome(usual: "Usual", kept: str) -> FormField:
    own = [word for word in usual.outcomes if word not in OUTCOMES][:_OWN_OUTCOMES]
    known = dict.fromkeys((*OUTCOMES, *own, *filter(None, [kept])))
    words = [(word, outcome_word(word)) for word in known]
    return _choice("outcome", _("outcome"), words)


def _choice(key: str, label: str, words: Sequence[tuple[str, str]]) -> FormField:
    return FormField(key, label, FieldKind.CHOICE, hint=numbered(words), choices=(_NOBODY_SAID, *words))


def _note() -> FormField:
    return FormField("text", _("note"), FieldKind.LINES, hint=_("@name asks a colleague to look at it"))


def _next(clock: "Clock") -> Iterator[FormField]:
    yield moments.field_ahead("next", clock, pgettext("heading of a part of a form", "NEXT"))
    yield FormField("next_note", _("what for"))


def _more(usual: "Usual", clock: "Clock", heading: str) -> Iterator[FormField]:
    feelings = [(str(number), _(word)) for number, word in FEELING_LABELS.items()]
    ways = [(str(code), _(word)) for code, word in DIRECTION_LABELS.items()]
    yield FormField("minutes", _("minutes"), heading=heading, check=minutes)
    yield _choice("feeling", _("feeling"), feelings)
    yield FormField("objection", _("objection"), hint=_("what they objected to"), complete=begun_like(usual.objections))
    yield _choice("direction", _("direction"), ways)
    yield FormField("subject", _("subject"))
    hint = _("now, if nothing is said; in words: {examples}").format(examples=_("yesterday 3pm, 10 minutes ago"))
    yield FormField("at", _("happened"), hint=hint, complete=moments.complete_behind, check=moments.check_behind(clock))


def minutes(text: str) -> str:
    """Check a number of minutes. Raises BadInput."""
    if not (text.strip().isdecimal() and len(text.strip()) < 6 and int(text) <= _LONGEST):  # noqa: PLR2004 - digits
        message = _("“{text}” is no number of minutes").format(text=text.strip())
        raise BadInput(message, field="minutes", hint=_("expected: {values}").format(values=f"0 … {_LONGEST:,}"))
    return ""
