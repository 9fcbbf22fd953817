"""Surveys: a question put to those whom a filter finds, or to whoever had a ticket closed; who answered, and what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from tui_crm.db import rows, scores, surveys
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.folding import label_key
from tui_crm.models.ids import number_of, shown
from tui_crm.models.messaging import Channel
from tui_crm.models.nearest import nearest
from tui_crm.models.score import ASKED, GROUPS, SCORE_LABELS, ScoreKind, Wanted, share
from tui_crm.models.survey import Answers, Asked, InvitationEntry, Plan, SurveyEntry, SurveyFields, SurveyResult
from tui_crm.services import answers, survey_plans
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user, live_lines
from tui_crm.services.survey_messages import Asking
from tui_crm.services.survey_sending import Sending
from tui_crm.services.tickets.moving import moment
from tui_crm.services.tickets.presence import unmerged
from tui_crm.services.validation import bad_input

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.models.messaging import Message
    from tui_crm.services.crm import Crm

_ASKED: Final = (N_("Asked {name} in survey {survey}"), N_("Asked {count} contacts in survey {survey}"))
_REMINDED: Final = (N_("Reminded {name} of survey {survey}"), N_("Reminded {count} contacts of survey {survey}"))
"""How it is told: of one, and of several."""


class Surveys:
    """The surveys of an open CRM, and whom one asks after closing a ticket.

    Asking has two steps: a plan, which writes nothing, tells who would get which message and who would not; whatever of
    it went its way is then written down.
    """

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[SurveyEntry]:
        """Return every survey, those that go on first, the newest first."""
        with self._crm.database.read() as connection:
            return surveys.all_of(connection)

    def get(self, which: str) -> SurveyEntry:
        """Return the survey that a name or an id means. Raises NotFound, which names the nearest one."""
        known, number = self.all(), number_of("survey", which)
        by_name = [each for each in known if label_key(each.name) == label_key(which)]
        for each in (*(each for each in known if each.id == number), *by_name):
            return each
        hint = nearest(which, (each.name for each in known)) or _("see: crm survey list")
        raise NotFound(_("there is no survey “{name}”").format(name=which), hint=hint)

    def add(self, name: str, kind: str, text: str, *, template: str = "") -> Done:
        """Make a survey of a kind (csat, nps, ces) for those whom the filter ``text`` finds, with a template or the one that fits.

        It asks nobody yet. Raises BadInput, NotFound for the template, UsageError for the filter.
        """
        values = self._checked(name, kind, text)
        values["template_id"] = self._template(template)
        ensure_user(self._crm)
        label, arguments = N_("Added survey {survey}"), {"survey": values["name"]}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            _check_free(writing, str(values["name"]))
            made = writing.create("survey", values)
        return Done(writing.operation_id, told(label, arguments), (made,))

    def edit(
        self,
        which: str,
        *,
        name: str | None = None,
        text: str | None = None,
        template: str | None = None,
        base: int | None = None,
    ) -> Done:
        """Change a survey’s name, filter or template ("" for the one that fits). Raises as :meth:`add` does, and Conflict."""
        entry = self.get(which)
        whole = self._checked(entry.name if name is None else name, entry.kind, entry.filter if text is None else text)
        said = {"name": name, "filter": text}
        changes = {field: whole[field] for field, value in said.items() if value is not None}
        if template is not None:
            changes["template_id"] = self._template(template)
        ensure_user(self._crm)
        label, arguments = N_("Edited survey {survey}"), {"survey": entry.name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            _check_free(writing, str(whole["name"]), but=entry.id)
            if not writing.update("survey", entry.id, changes, base=base):
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, arguments), (entry.id,))

    def end(self, which: str) -> Done:
        """End a survey: it asks and reminds nobody any more; answers that still come are kept. Raises NotFound."""
        return self._set(which, N_("Ended survey {survey}"), "ended_at")

    def delete(self, which: str) -> Done:
        """Put a survey in the trash; what was answered stays, and undo brings it back. Raises NotFound."""
        return self._set(which, N_("Deleted survey {survey}"), "deleted_at")

    def _set(self, which: str, label: str, column: str) -> Done:
        entry = self.get(which)
        if column == "ended_at" and entry.ended_at is not None:
            return Done(None, _("Nothing changed"))
        ensure_user(self._crm)
        arguments = {"survey": entry.name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            writing.update("survey", entry.id, {column: writing.at})
        return Done(writing.operation_id, told(label, arguments), (entry.id,))

    def to_ask(self, which: str, channel: Channel | None = None) -> Plan:
        """Return whom a survey would ask now, and who is left out. Raises NotFound, BadInput where it is over, UsageError."""
        return survey_plans.to_ask(self._crm, self._going_on(which), channel)

    def ask(self, which: str | SurveyEntry, people: Sequence[Asked]) -> Done:
        """Write down that these were asked, in one operation; who was asked by somebody else meanwhile is left out.

        ``ids`` are the invitations. Raises NotFound, BadInput where it is over.
        """
        entry, me = self._meant(which), ensure_user(self._crm)
        with self._crm.database.write(self._crm.actor, _ASKED[0], {"survey": entry.name}) as writing:
            _check_going_on(writing, entry)
            fresh = survey_plans.askable_of(writing.connection, self._crm, entry.id, people)
            lines = live_lines(writing.connection, [each.contact_id for each in fresh])
            records = [
                _invitation(each, line.customer_id, entry.kind, me, writing.at, survey_id=entry.id)
                for each, line in zip(fresh, lines, strict=True)
            ]
            made = writing.create_many("invitation", records)
            writing.label, said = _label(_ASKED, fresh)
            writing.arguments |= said
        return _done(writing, made)

    def to_remind(self, which: str, channel: Channel | None = None) -> Plan:
        """Return who would be reminded now, and who is left out. Raises NotFound, BadInput where it is over."""
        return survey_plans.to_remind(self._crm, self._going_on(which), channel)

    def remind(self, which: str | SurveyEntry, people: Sequence[Asked]) -> Done:
        """Write down that these were reminded, in one operation; who was reminded by somebody else meanwhile, or has
        answered, is left out.

        ``ids`` are the invitations. Raises NotFound, BadInput where it is over.
        """
        entry = self._meant(which)
        ensure_user(self._crm)
        with self._crm.database.write(self._crm.actor, _REMINDED[0], {"survey": entry.name}) as writing:
            _check_going_on(writing, entry)
            fresh = survey_plans.remindable_of(writing.connection, self._crm, entry.id, people)
            records = rows.load(writing.connection, "invitation", [each.invitation_id or 0 for each in fresh])
            changes = {
                key: {"reminded_at": writing.at, "reminders": rows.number(record["reminders"]) + 1}
                for key, record in records.items()
            }
            changed = writing.update_many("invitation", changes)
            writing.label, said = _label(_REMINDED, fresh)
            writing.arguments |= said
        return _done(writing, changed)

    def sending(self, which: str, send: Callable[["Message"], None], *, reminds: bool = False) -> Sending:
        """Return what writes to those of a plan, one by one, their messages going by ``send``. Raises NotFound, BadInput."""
        write, entry = self.remind if reminds else self.ask, self._going_on(which)
        return Sending(self._crm, lambda people: write(entry, people), send)

    def in_words(self, which: str, people: Sequence[Asked], *, reminds: bool = False) -> str:
        """Return the sentence that says that these were asked, or reminded. Raises NotFound."""
        label, said = _label(_REMINDED if reminds else _ASKED, people)
        return told(label, {"survey": self.get(which).name, **said}) if people else _("Nothing changed")

    def contacts_of(self, done: Done) -> set[int]:
        """Return whom an asking or reminding, which :meth:`ask` and :meth:`remind` return, has written down."""
        with self._crm.database.read() as connection:
            return {each.contact_id for each in surveys.invitations(connection, done.ids)}

    def answer(
        self,
        which: str,
        contact_id: int,
        value: int,
        *,
        comment: str = "",
        aspects: Mapping[str, int] | None = None,
        at: datetime | None = None,
    ) -> Done:
        """Keep what somebody answered to a survey that asked them. A low answer sets a follow-up, told in ``also``.

        ``ids`` are the score's and its aspects'. Raises NotFound, BadInput where they were not asked, or have answered.
        """
        entry = self.get(which)
        stamp = moment(at, self._crm.clock.now())
        given = answers.answer(entry.kind, value, stamp, comment=comment, aspects=aspects)
        me, today = ensure_user(self._crm), self._crm.clock.today()
        label = N_("Noted {kind} {value} from {name} in survey {survey}")
        with self._crm.database.write(self._crm.actor, label, {"survey": entry.name}) as writing:
            (line,) = live_lines(writing.connection, [contact_id])
            invited = _unanswered(writing.connection, entry, contact_id, line.name)
            kind = {"label": SCORE_LABELS[entry.kind], "arguments": {}}
            writing.arguments |= {"kind": kind, "value": value, "name": line.name}
            given = replace(given, invitation_id=invited)
            made, also = answers.write_answer(writing, given, line.id, line.customer_id, me, today)
        return Done(writing.operation_id, told(label, writing.arguments), tuple(made), also=also)

    def results(self, which: str) -> SurveyResult:
        """Return what came back of a survey. Raises NotFound."""
        entry = self.get(which)
        with self._crm.database.read() as connection:
            found = scores.entries(connection, scores.ids_wanted(connection, Wanted(survey_id=entry.id)))
            waiting = surveys.invitations(connection, surveys.waiting(connection, survey_id=entry.id))
        groups = [(group, tuple(each for each in found if each.value in group.values)) for group in GROUPS[entry.kind]]
        said = tuple(Answers(group, these, share(len(these), len(found))) for group, these in groups)
        return SurveyResult(entry, said, tuple(waiting))

    def waiting(
        self, *, which: str = "", ticket_id: int | None = None, contact_id: int | None = None
    ) -> list[InvitationEntry]:
        """Return who was asked and has not answered, the longest waiting first: by any survey or after any closing, or by
        the survey ``which``, about a ticket, or a contact alone. Raises NotFound.
        """
        survey_id = self.get(which).id if which else None
        with self._crm.database.read() as connection:
            found = surveys.waiting(connection, survey_id=survey_id, ticket_id=ticket_id, contact_id=contact_id)
            return surveys.invitations(connection, found)

    def to_ask_after(self, ticket_id: int, asking: Asking | None = None) -> Asked:
        """Return whom one asks after closing a ticket, and with which message. Raises what ``survey_plans.after_closing`` does."""
        return survey_plans.after_closing(self._crm, ticket_id, asking)

    def ask_after(self, ticket_id: int, asked: Asked) -> Done:
        """Write down that somebody was asked how a ticket was. Raises NotFound, BadInput where they were since it was closed."""
        me = ensure_user(self._crm)
        label = N_("Asked {name} how {number} was")
        with self._crm.database.write(self._crm.actor, label) as writing:
            survey_plans.check_askable(writing.connection, ticket_id, writing.at)
            ticket = unmerged(writing, ticket_id)
            writing.arguments |= {"name": asked.contact, "number": ticket["number"], "ticket": ticket_id}
            customer = rows.number(ticket["customer_id"])
            record = _invitation(asked, customer, ScoreKind.CSAT, me, writing.at, ticket_id=ticket_id)
            made = writing.create("invitation", record)
        return Done(writing.operation_id, told(label, writing.arguments), (made,))

    def _checked(self, name: str, kind: str, text: str) -> dict[str, object]:
        """Return a survey's fields, cleaned. Raises BadInput naming the field, UsageError for the filter."""
        if kind not in ASKED:
            raise BadInput(_("a survey asks for one of: {names}").format(names=", ".join(ASKED)), field="kind")
        if not label_key(name):
            raise BadInput(_("a survey needs a name with a letter or a digit in it"), field="name")
        wanted = self._crm.contacts.unsorted_text(text)
        if not wanted:
            hint = _("for example {example}").format(example="stage:active")
            raise BadInput(_("a survey needs a filter: whom does it ask?"), field="filter", hint=hint)
        try:
            return SurveyFields(name=name, kind=ScoreKind(kind), filter=wanted).model_dump(mode="json")
        except ValidationError as error:
            raise bad_input(error) from error

    def _template(self, which: str) -> int | None:
        return self._crm.templates.get(which).id if which.strip() else None

    def _going_on(self, which: str) -> SurveyEntry:
        entry = self.get(which)
        if entry.ended_at is not None:
            raise _over(entry.name)
        return entry

    def _meant(self, which: str | SurveyEntry) -> SurveyEntry:
        return which if isinstance(which, SurveyEntry) else self._going_on(which)


def _invitation(
    asked: Asked,
    customer_id: int,
    kind: str,
    author: int,
    at: str,
    *,
    survey_id: int | None = None,
    ticket_id: int | None = None,
) -> dict[str, object]:
    return {
        "survey_id": survey_id,
        "ticket_id": ticket_id,
        "contact_id": asked.contact_id,
        "customer_id": customer_id,
        "kind": str(kind),
        "channel": asked.message.reach.service or str(asked.message.reach.channel),
        "asked_at": at,
        "reminders": 0,
        "author_id": author,
    }


def _label(labels: tuple[str, str], people: Sequence[Asked]) -> tuple[str, dict[str, object]]:
    """Return how an operation tells whom it is about: one by name, several by their number."""
    one, several = labels
    return (one, {"name": people[0].contact}) if len(people) == 1 else (several, {"count": len(people)})


def _check_going_on(writing: "Transaction", entry: SurveyEntry) -> None:
    """Raise NotFound or BadInput where a survey was deleted or ended since it was read."""
    record = writing.record("survey", entry.id)
    if record["deleted_at"] is not None:
        raise NotFound(_("there is no survey “{name}”").format(name=entry.name), hint=_("see: crm survey list"))
    if record["ended_at"] is not None:
        raise _over(entry.name)


def _over(name: str) -> BadInput:
    return BadInput(_("survey {name} is over").format(name=name))


def _done(writing: "Transaction", ids: Sequence[int]) -> Done:
    if not ids:
        return Done(None, _("Nothing changed"))
    return Done(writing.operation_id, told(writing.label, writing.arguments), tuple(ids))


def _check_free(writing: "Transaction", name: str, *, but: int = 0) -> None:
    if surveys.id_called(writing.connection, name) not in {None, but}:
        raise BadInput(_("there is a survey “{name}” already").format(name=name), field="name")


def _unanswered(connection: "Connection", survey: SurveyEntry, contact_id: int, name: str) -> int:
    """Return the invitation that somebody answers now. Raises BadInput where there is none, or where it is answered."""
    invited = surveys.invited(connection, survey.id, contact_id)
    if invited is None:
        command = f"crm score add {shown('contact', contact_id)} --{survey.kind} …"
        raise BadInput(
            _("survey {survey} has not asked {name}").format(survey=survey.name, name=name),
            hint=_("keep what was said anyway with: {command}").format(command=command),
        )
    before = surveys.answer_to(connection, invited)
    if before is not None:
        raise BadInput(
            _("{name} has answered survey {survey}: {id}").format(
                name=name, survey=survey.name, id=shown("score", before)
            ),
            hint=_("change it with: crm score edit {id}").format(id=shown("score", before)),
        )
    return invited
