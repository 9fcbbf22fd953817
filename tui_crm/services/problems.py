"""Known problems: named once, collecting the tickets that they cause, and solved for all of these together."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tui_crm.db import problems
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.cards import Done
from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.folding import label_key
from tui_crm.models.ids import number_of
from tui_crm.models.messaging import Occasion
from tui_crm.models.nearest import nearest
from tui_crm.models.placeholders import check, fill, placeholders_in
from tui_crm.models.problem import ProblemEntry, ProblemFields
from tui_crm.models.record import stored_instant
from tui_crm.models.template import TemplateEntry
from tui_crm.models.ticket import TicketState
from tui_crm.services.activities import checked as checked_activity
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user
from tui_crm.services.tickets.moving import Step, move
from tui_crm.services.tickets.presence import unmerged
from tui_crm.services.tickets.replying import write_word
from tui_crm.services.validation import bad_input

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm


class Problems:
    """The known problems of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[ProblemEntry]:
        """Return every known problem: those that are not solved first, with the most live tickets first."""
        with self._crm.database.read() as connection:
            return problems.all_of(connection)

    def get(self, which: str) -> ProblemEntry:
        """Return the known problem that a name or an id means. Raises NotFound, which names the nearest one."""
        with self._crm.database.read() as connection:
            return problem_meant(connection, which)

    def tickets(self, which: str) -> list[int]:
        """Return the tickets that a known problem has collected, the oldest first. Raises NotFound."""
        with self._crm.database.read() as connection:
            return problems.tickets_of(connection, problem_meant(connection, which).id)

    def add(self, name: str, **said: str) -> Done:
        """Name a problem; ``said`` has fields of ``ProblemFields``: text, workaround. Raises BadInput."""
        values = _checked({**said, "name": name})
        ensure_user(self._crm)
        label, arguments = N_("Added known problem {problem}"), {"problem": values["name"]}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            _check_free(writing, str(values["name"]))
            made = writing.create("problem", values)
        return Done(writing.operation_id, told(label, arguments), (made,))

    def edit(self, which: str, *, base: int | None = None, **said: str) -> Done:
        """Change what is named of a known problem, its name too; an empty text clears. ``base`` is the version one started from.

        Raises NotFound, BadInput, Conflict.
        """
        entry = self.get(which)
        values = _checked({"name": entry.name, **said})
        changes = {name: values[name] for name in said}
        return self._write(entry, N_("Edited known problem {problem}"), changes, base=base)

    def reopen(self, which: str) -> Done:
        """Say that a known problem is not solved after all; its tickets stay as they are. Raises NotFound."""
        return self._write(self.get(which), N_("Known problem {problem} is not solved after all"), {"solved_at": None})

    def _write(
        self, entry: ProblemEntry, label: str, changes: Mapping[str, object], *, base: int | None = None
    ) -> Done:
        ensure_user(self._crm)
        arguments = {"problem": entry.name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            _check_free(writing, str(changes.get("name", entry.name)), but=entry.id)
            if not writing.update("problem", entry.id, changes, base=base):
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, arguments), (entry.id,))

    def collect(self, which: str, ids: Sequence[int], *, creates: bool = False) -> Done:
        """Say of tickets that a known problem is behind them; where it ``creates``, one that has no such name is named.

        Raises NotFound, and BadInput for a merged ticket.
        """
        ensure_user(self._crm)
        wanted = list(dict.fromkeys(ids))
        one, several = N_("{number} is due to {problem}"), N_("{count} tickets are due to {problem}")
        with self._crm.database.write(self._crm.actor, one if len(wanted) == 1 else several) as writing:
            if creates and problems.id_called(writing.connection, which) is None:
                writing.create("problem", _checked({"name": which}))
            entry = problem_meant(writing.connection, which)
            records = [unmerged(writing, key) for key in wanted]
            writing.arguments |= {"problem": entry.name, "count": len(wanted)}
            writing.arguments |= {"number": records[0]["number"]} if records else {}
            changed = writing.update_many("ticket", {key: {"problem_id": entry.id} for key in wanted})
        if not changed:
            return Done(None, _("Nothing changed"))
        also = (_("it is solved already"),) if entry.solved_at else ()
        return Done(writing.operation_id, told(writing.label, writing.arguments), tuple(changed), also=also)

    def solve(self, which: str, *, resolve: bool = False, answer: str = "") -> Done:
        """Say that a known problem is solved; its live tickets get an ``answer`` and are resolved in the same operation.

        What the answer leaves open (``$name``, ``$number``) is filled in for each. Where they do, it is their cause unless
        another one is said. ``ids`` of the answer are the problem and those tickets. Raises NotFound, and BadInput where it is
        solved already, or the answer says what is not known of one of them.
        """
        check(answer, "answer")
        ready = {key: self._filled(key, answer) for key in self._live(which)} if placeholders_in(answer) else {}
        me = ensure_user(self._crm)
        with self._crm.database.write(self._crm.actor, N_("Solved known problem {problem}")) as writing:
            entry = problem_meant(writing.connection, which)
            if entry.solved_at is not None:
                raise BadInput(_("“{name}” is solved already").format(name=entry.name))
            writing.arguments["problem"] = entry.name
            writing.update("problem", entry.id, {"solved_at": writing.at})
            live = problems.tickets_of(writing.connection, entry.id, live=True)
            for key in live if resolve or answer.strip() else ():
                text = ready.get(key) or self._filled(key, answer)
                self._settle(writing, key, entry, me, resolve=resolve, answer=text)
        return Done(
            writing.operation_id,
            told(writing.label, writing.arguments),
            (entry.id, *live),
            also=_told(live, resolve=resolve, answer=answer),
        )

    def _live(self, which: str) -> list[int]:
        """Return the tickets of a known problem that somebody must still see to. Raises NotFound."""
        with self._crm.database.read() as connection:
            return problems.tickets_of(connection, problem_meant(connection, which).id, live=True)

    def _filled(self, ticket_id: int, answer: str) -> str:
        """Return an answer filled in for a ticket. Raises BadInput, which names the ticket, for what is not known of it."""
        if not placeholders_in(answer):
            return fill(answer, {}).text
        filled = self._crm.tickets.filled(ticket_id, TemplateEntry(0, "", Occasion.ANSWER, "", "", "", answer, 0))
        if filled.missing:
            (row,) = self._crm.tickets.rows([ticket_id])
            signs = _(", ").join(f"${name}" for name in filled.missing)
            message = _("the answer on {number} is not whole: it still says {names}").format(
                number=row.number, names=signs
            )
            raise BadInput(message, hint=_("put it on the card, or say it otherwise"), field="answer")
        return filled.text

    def _settle(
        self, writing: Transaction, ticket_id: int, entry: ProblemEntry, me: int, *, resolve: bool, answer: str
    ) -> None:
        record, today = writing.record("ticket", ticket_id), self._crm.clock.today()
        now = stored_instant(self._crm.clock.now())
        if not record["cause"]:
            writing.update("ticket", ticket_id, {"cause": entry.name})
        if answer.strip():
            said = {"text": answer, "direction": str(Direction.OUT)}
            known = {"kind": ActivityKind.MESSAGE, "contact_id": record["contact_id"], "at": now}
            write_word(writing, ticket_id, record, checked_activity(said, **known), author=me, today=today)
        if resolve:
            step = Step(TicketState.RESOLVED, now, me, told(writing.label, writing.arguments))
            move(writing, ticket_id, writing.record("ticket", ticket_id), step, today)

    def delete(self, which: str) -> Done:
        """Put a known problem in the trash; its tickets are due to none then, until an undo. Raises NotFound."""
        entry = self.get(which)
        ensure_user(self._crm)
        label, arguments = N_("Deleted known problem {problem}"), {"problem": entry.name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            held = problems.all_tickets_of(writing.connection, entry.id)
            writing.update_many("ticket", {key: {"problem_id": None} for key in held})
            writing.update("problem", entry.id, {"deleted_at": writing.at})
        return Done(writing.operation_id, told(label, arguments), (entry.id,))


def problem_meant(connection: "Connection", which: str) -> ProblemEntry:
    """Return the known problem that a name or an id means. Raises NotFound, which names the nearest one."""
    known = problems.all_of(connection)
    number = number_of("problem", which)
    by_name = [each for each in known if label_key(each.name) == label_key(which)]
    for each in (*by_name, *(each for each in known if each.id == number)):
        return each
    near = nearest(which, (each.name for each in known))
    hint = near or _("add one with: crm problem add NAME")
    raise NotFound(_("there is no known problem “{name}”").format(name=which), hint=hint)


def due_to(connection: "Connection", problem: object) -> dict[str, object]:
    """Return the column that says which known problem is behind a ticket, of a name, "" for none; nothing where none is said.

    Raises NotFound.
    """
    if problem is None:
        return {}
    return {"problem_id": problem_meant(connection, str(problem)).id if str(problem).strip() else None}


def _told(live: Sequence[int], *, resolve: bool, answer: str) -> tuple[str, ...]:
    """Return what became of the tickets that somebody must still see to."""
    count = len(live)
    if not live:
        return ()
    if resolve:
        return (ngettext("{count} ticket is resolved", "{count} tickets are resolved", count).format(count=count),)
    if answer.strip():
        return (ngettext("{count} ticket is answered", "{count} tickets are answered", count).format(count=count),)
    return (ngettext("{count} ticket is still open", "{count} tickets are still open", count).format(count=count),)


def _checked(said: Mapping[str, str]) -> dict[str, object]:
    """Return a known problem's fields, cleaned. Raises BadInput naming the field."""
    if unknown := said.keys() - ProblemFields.model_fields.keys():
        raise BadInput(_("there is no field “{name}”").format(name=min(unknown)), field=min(unknown))
    if not label_key(said["name"]):
        raise BadInput(_("a known problem needs a name with a letter or a digit in it"), field="name")
    try:
        return ProblemFields.model_validate({name: value for name, value in said.items() if value}).model_dump()
    except ValidationError as error:
        raise bad_input(error) from error


def _check_free(writing: Transaction, name: str, *, but: int = 0) -> None:
    """Raise BadInput where another known problem than ``but`` has the name."""
    if problems.id_called(writing.connection, name) not in {None, but}:
        raise BadInput(_("there is a known problem “{name}” already").format(name=name), field="name")
