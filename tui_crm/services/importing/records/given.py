"""What a row says that a customer thinks: an answer that is new, or what it changes of one on file."""

from collections.abc import Container
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from tui_crm.db import rows, scores
from tui_crm.services.answers import Answer, aspect_values, written
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.collisions import Collisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.records import Values
    from tui_crm.db.transaction import Transaction


class Columns(NamedTuple):
    """What the columns of an answer are called."""

    value: str = "value"
    comment: str = "comment"


@dataclass(frozen=True)
class Given:
    """An answer; ``there`` is the one on file that it is, ``was`` its value, with what ``changes`` of it and which ``aspects`` are others."""

    answer: Answer
    there: int | None = None
    was: int | None = None
    changes: "Values" = field(default_factory=dict)
    aspects: dict[str, int] = field(default_factory=dict)

    @property
    def outcome(self) -> str:
        """What becomes of it."""
        if self.there is None:
            return "created"
        return "updated" if self.changes or self.aspects else "unchanged"


def weighed(
    connection: "Connection",
    answer: Answer,
    there: int | None,
    wins: Collisions,
    row: "Columns",
    blanks: Container[str] = (),
) -> Given:
    """Return what becomes of an answer where ``there`` is the one on file; a gap is a comment or an aspect.

    ``row`` tells what the columns of its value and its comment are called.
    """
    if there is None or wins.mode is OnMatch.CREATE:
        return Given(answer)
    record = rows.load(connection, "score", [there])[there]
    known = {kind: value for kind, (_key, value) in scores.aspects(connection, [there]).get(there, {}).items()}
    said: dict[str, object] = {row.value: answer.value, **({row.comment: answer.comment} if answer.comment else {})}
    was = {row.value: record["value"], row.comment: record["comment"]}
    erased = [row.comment] if row.comment in blanks else []
    differing = wins.changes(said, was, erased)
    columns = {row.value: "value", row.comment: "comment"}
    changes = {columns[name]: new for name, (_old, new) in differing.items()}
    aspects = {kind: answer.aspects[kind] for kind in wins.changes(answer.aspects, known)}
    return Given(answer, there, rows.number(record["value"]), changes, aspects)


def write(
    writing: "Transaction", given: Given, contact_id: int, customer_id: int, author: int | None, ticket_id: int | None
) -> None:
    """Write an answer, or what changes of one; nothing follows from one that was low long ago."""
    if given.there is None:
        written(writing, replace(given.answer, ticket_id=ticket_id), contact_id, customer_id, author)
        return
    writing.update("score", given.there, given.changes)
    record = writing.record("score", given.there)
    known = scores.aspects(writing.connection, [given.there]).get(given.there, {})
    for kind, value in given.aspects.items():
        if kind in known:
            writing.update("score", known[kind][0], {"value": value})
        else:
            writing.create("score", aspect_values(record, given.there, kind, value))
