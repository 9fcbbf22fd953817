"""How often one stays in touch: with the customers of a level, with whoever has a tag, with whom a segment finds; with one
contact its card says it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tui_crm.db import cadences
from tui_crm.errors import BadInput, NotFound, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.cadence import checked_days
from tui_crm.models.cards import Done
from tui_crm.services.contact_input import known_tags, level_meant
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.segments import Kept
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

_KINDS: Final = ("tag", "level", "segment")
_MOST_SEGMENTS: Final = 100  # SQLite takes the least of 127 at once


@dataclass(frozen=True)
class CadenceEntry:
    """In how many ``days`` one shall be in touch again with those who have a ``tag``, whose ``level`` it is, or whom a
    ``segment`` finds.
    """

    id: int
    tag: str
    level: str
    segment: str
    days: int
    version: int
    contacts: int

    @property
    def subject(self) -> str:
        """What it holds for, as it is said: ``tag:vip``, ``level:A``, ``segment:VIPs``."""
        named = {"tag": self.tag, "level": self.level, "segment": self.segment}
        return next(f"{kind}:{name}" for kind, name in named.items() if name)


class Cadences:
    """The cadences of an open CRM. Where several hold for a contact the shortest does, unless its card has its own."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[CadenceEntry]:
        """Return every cadence of a level, tag or segment."""
        with self._crm.database.read() as connection:
            found = [CadenceEntry(**row._asdict()) for row in cadences.cadences(connection)]
            return [_counted(connection, entry) for entry in found]

    def set(self, subject: str, days: int) -> Done:
        """Let one be in touch every so many days with ``tag:vip``, ``level:A`` or ``segment:VIPs``.

        Raises BadInput, NotFound.
        """
        checked_days(days, "days")
        ensure_user(self._crm)
        label, arguments = (
            N_("Stay in touch with {subject} every {days} days"),
            {"subject": subject.strip(), "days": days},
        )
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            values = _subject(writing, subject)
            if "segment_id" in values:
                _check_segment(writing, subject)
            found = keep(writing, values, days)
            if found is None:
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, arguments), (found,))

    def remove(self, subject: str) -> Done:
        """Let nothing hold for a tag, level or segment any more. Raises BadInput, NotFound."""
        ensure_user(self._crm)
        label, arguments = N_("Stay in touch with {subject} no more"), {"subject": subject.strip()}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            found = let_go(writing, _subject(writing, subject))
            if found is None:
                message = _("there is no cadence for {subject}").format(subject=subject.strip())
                raise NotFound(message, hint=_("see: crm cadence list"))
        return Done(writing.operation_id, told(label, arguments), (found,))


def keep(writing: "Transaction", subject: Mapping[str, object], days: int) -> int | None:
    """Let one be in touch every so many days with a ``tag_id``, ``level`` or ``segment_id``; returns the id of what was
    written, None where it was so already. Raises BadInput where it would be one segment too many.
    """
    found = cadences.id_of(writing.connection, _key(subject))
    if found is not None:
        return found if writing.update("cadence", found, {"days": days}) else None
    if "segment_id" in subject and len(cadences.of_segments(writing.connection)) >= _MOST_SEGMENTS:
        message = _("at most {count} segments can have a cadence").format(count=_MOST_SEGMENTS)
        raise BadInput(message, hint=_("see: crm cadence list"), field="cadence")
    return writing.create("cadence", {**subject, "days": days})


def let_go(writing: "Transaction", subject: Mapping[str, object]) -> int | None:
    """Let nothing hold for a subject any more; returns the id of what held, None where nothing did."""
    found = cadences.id_of(writing.connection, _key(subject))
    if found is not None:
        writing.remove("cadence", [found])
    return found


def _counted(connection: "Connection", entry: CadenceEntry) -> CadenceEntry:
    if not entry.segment:
        return entry
    from tui_crm.db.cadence_segments import held  # noqa: PLC0415 - the language of filters, which few need here

    return replace(entry, contacts=held(connection, entry.segment))


def _subject(writing: "Transaction", text: str) -> dict[str, object]:
    kind, _colon, name = text.strip().partition(":")
    if kind not in _KINDS or not name.strip():
        raise BadInput(
            _("“{text}” is no tag, level or segment").format(text=text),
            hint=_(
                "for example: tag:vip, level:A or segment:VIPs; of one contact its card says it:"
                " crm contact edit WHO --cadence 30"
            ),
            field="subject",
        )
    if kind == "segment":
        return {"segment_id": _segment(writing, name).id}
    if kind == "level":
        return {"level": level_meant(writing.connection, name.strip())}
    return {"tag_id": known_tags(writing, [name])[0]}


def _segment(writing: "Transaction", name: str) -> "Kept":
    from tui_crm.services.segments import segment_meant  # noqa: PLC0415 - the language of filters

    return segment_meant(writing.connection, name)


def _check_segment(writing: "Transaction", text: str) -> None:
    """Raise BadInput where a segment cannot have a cadence."""
    from tui_crm.services.segments import check_lasting  # noqa: PLC0415 - as above

    try:
        check_lasting(writing.connection, _segment(writing, text.partition(":")[2]).name)
    except UsageError as error:
        raise BadInput(error.message, hint=error.hint, field="subject") from error


def _key(values: Mapping[str, object]) -> str:
    ((field, value),) = values.items()
    return f"{field.removesuffix('_id')}:{value}"
