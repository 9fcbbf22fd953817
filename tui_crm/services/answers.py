"""What a customer answered, written: checked, with its aspects, and with the follow-up that a low answer asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from tui_crm.db import calendar_days, scores, team, tickets
from tui_crm.db.rows import number
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.codes import Priority, Stage
from tui_crm.models.ids import shown
from tui_crm.models.score import ASKED, ASPECTS, SCORE_LABELS, ScoreKind, checked, is_low, kind_in_words
from tui_crm.models.text import clean
from tui_crm.services.labels import told
from tui_crm.settings import NEVER

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.records import Values
    from tui_crm.db.transaction import Transaction

_LIMITS: Final = {ScoreKind.CSAT: "low_csat", ScoreKind.NPS: "low_nps", ScoreKind.CES: "hard_ces"}
_FOLLOW_UP: Final = N_("{kind} {value}: ask what went wrong")
_FOLLOW_UP_SAID: Final = N_("{kind} {value}: “{comment}”")


@dataclass(frozen=True)
class Answer:
    """An answer, checked: its ``kind`` is one of ``ASKED``; ``at`` is an instant as stored; ``aspects`` are by kind."""

    kind: ScoreKind
    value: int
    at: str
    comment: str = ""
    aspects: Mapping[str, int] = field(default_factory=dict)
    ticket_id: int | None = None
    activity_id: int | None = None
    stage: str = ""
    invitation_id: int | None = None


def answer(
    kind: str, value: int, at: str, *, comment: str = "", aspects: Mapping[str, int] | None = None, stage: str = ""
) -> Answer:
    """Return an answer with everything on its scale and cleaned. Raises BadInput naming the field."""
    if kind not in ASKED:
        names = ", ".join(ASKED)
        raise BadInput(
            _("“{kind}” is nothing that is asked; there are {names}").format(kind=kind, names=names), field="kind"
        )
    if stage and stage not in set(Stage):
        raise BadInput(_("there is no stage “{stage}”").format(stage=stage), field="stage")
    known = checked_aspects(aspects or {})
    return Answer(ScoreKind(kind), checked(kind, value), at, clean(comment).strip(), known, stage=stage)


def checked_aspects(said: Mapping[str, int]) -> dict[str, int]:
    """Return aspects that are on their scales. Raises BadInput naming the first that is not."""
    if unknown := set(said) - set(ASPECTS):
        raise BadInput(
            _("“{name}” is no aspect; there are {names}").format(name=min(unknown), names=", ".join(ASPECTS))
        )
    return {kind: checked(kind, said[kind]) for kind in ASPECTS if kind in said}


def write_answer(
    writing: "Transaction", given: Answer, contact_id: int, customer_id: int, author: int, today: date
) -> tuple[list[int], tuple[str, ...]]:
    """Write an answer with its aspects, and the follow-up where it is low; returns the scores' ids and what is told of that."""
    made = written(writing, given, contact_id, customer_id, author)
    return made, follow_up(writing, writing.record("score", made[0]), author, today)


def written(writing: "Transaction", given: Answer, contact_id: int, customer_id: int, author: int | None) -> list[int]:
    """Write an answer with its aspects, and nothing that follows; returns the scores' ids."""
    values: dict[str, object] = {
        "kind": str(given.kind),
        "value": given.value,
        "comment": given.comment or None,
        "contact_id": contact_id,
        "customer_id": customer_id,
        "ticket_id": given.ticket_id,
        "activity_id": given.activity_id,
        "stage": given.stage or None,
        "at": given.at,
        "author_id": author,
        "invitation_id": given.invitation_id,
    }
    made = writing.create("score", values)
    beside = writing.create_many("score", [aspect_values(values, made, *each) for each in given.aspects.items()])
    return [made, *beside]


def aspect_values(answer_values: "Mapping[str, object]", answer_id: int, kind: str, value: int) -> "Values":
    """Return the record of an aspect: it shares with its answer whose it is, of what, and when."""
    shared = ("contact_id", "customer_id", "ticket_id", "activity_id", "stage", "at", "author_id", "invitation_id")
    return {"kind": str(kind), "value": value, "of_id": answer_id, **{name: answer_values[name] for name in shared}}


def limit(connection: "Connection", kind: str) -> int | None:
    """Return from which value on an answer of a kind asks for a follow-up, as the team has set it; None for never."""
    value = team.setting(connection, _LIMITS[ScoreKind(kind)])
    return None if value == NEVER else int(value)


def follow_up(writing: "Transaction", values: "Mapping[str, object]", author: int, today: date) -> tuple[str, ...]:
    """Set the follow-up that a low answer, with these values, asks for, with whoever has to see to it; returns what is told.

    That is the owner of the ticket, else of the customer, else ``author``. It is due on the first working day from ``today`` on.
    """
    connection, kind, value = writing.connection, str(values["kind"]), number(values["value"])
    if not is_low(kind, value, limit(connection, kind)):
        return ()
    ticket = writing.record("ticket", number(values["ticket_id"])) if values.get("ticket_id") else {}
    due = calendar_days.calendar(connection).next_working_day(today)
    owner = (
        scores.working_owner(connection, ticket.get("owner_id"))
        or tickets.owner_of(connection, number(values["customer_id"]))
        or author
    )
    reminder = {
        "contact_id": values["contact_id"],
        "customer_id": values["customer_id"],
        "ticket_id": values.get("ticket_id"),
        "owner_id": owner,
        "due_on": due.isoformat(),
        "priority": str(Priority.HIGH),
        "text": _in_short(values, ticket),
    }
    made = writing.create("reminder", reminder)
    message = _("{kind} {value} is low: follow-up {id} for {owner} on {date}")
    return (
        message.format(
            kind=kind_in_words(kind),
            value=value,
            id=shown("reminder", made),
            owner=team.login_of(connection, owner),
            date=due.isoformat(),
        ),
    )


def _in_short(values: "Mapping[str, object]", ticket: "Mapping[str, object]") -> str:
    """Return what a follow-up is for: on which ticket, which answer, and what was said."""
    kind = {"label": SCORE_LABELS[str(values["kind"])], "arguments": {}}
    comment = values.get("comment")
    said = {"kind": kind, "value": values["value"], "comment": comment}
    what = told(_FOLLOW_UP_SAID if comment else _FOLLOW_UP, said)
    return f"{ticket['number']} · {what}" if ticket else what
