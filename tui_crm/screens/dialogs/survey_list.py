"""The surveys of the team: a list of them, the form that adds or changes one, asking and reminding, and what came back."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui_crm.commands import Where, bindings
from tui_crm.display import safe
from tui_crm.drafts import Drafts
from tui_crm.errors import BadInput, CrmError, UsageError
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.cards import Done
from tui_crm.models.codes import SERVICE_LABELS
from tui_crm.models.ids import shown
from tui_crm.models.messaging import Message, Occasion
from tui_crm.models.score import ASKED, kind_in_words
from tui_crm.models.survey import Asked, Plan, SurveyEntry, SurveyResult
from tui_crm.screens.dialogs import rating_form, segment_form
from tui_crm.screens.dialogs.chooser import Choice, Chooser
from tui_crm.screens.dialogs.question import Question
from tui_crm.screens.dialogs.record_form import Asked as AskedFor
from tui_crm.screens.dialogs.record_form import RecordForm
from tui_crm.screens.dialogs.things import Things
from tui_crm.screens.messages import ReadFailed, RunWrite
from tui_crm.screens.own_settings import own_settings
from tui_crm.screens.toasts import toast
from tui_crm.services import handing_over
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.form_field import FieldKind, FormField, numbered

if TYPE_CHECKING:
    from textual.worker import WorkType

    from tui_crm.screens.prepared import Prepared
    from tui_crm.services.crm import Crm
    from tui_crm.settings import UserSettings


class SurveyForm(RecordForm):
    """Asks for a new survey, or for what is another by now of ``survey``; ``templates`` are those that ask."""

    def __init__(self, crm: "Crm", survey: SurveyEntry | None, templates: Sequence[str]) -> None:
        self._crm, self._survey = crm, survey
        draft = Drafts(crm.database.path, crm.clock).open(f"survey:{survey.id if survey else 'new'}")
        title = _("New survey") if survey is None else _("Survey {name}").format(name=survey.name)
        asked = AskedFor(title, _fields(crm, survey, templates), _values(survey), survey.version if survey else 0)
        super().__init__(asked, draft, self._now, {})

    def _now(self) -> tuple[Mapping[str, str], int]:
        assert self._survey is not None
        entry = self._crm.surveys.get(shown("survey", self._survey.id))
        return _values(entry), entry.version

    def saving(self, values: Mapping[str, str]) -> RunWrite:
        """Return the write that makes the survey, or changes what was changed of it."""
        survey, base = self._survey, self.base[0]
        changed = {key: values[key] for key in self.form.changed}

        def write(crm: "Crm") -> Done:
            try:
                if survey is None:
                    said = (values["name"], values["kind"], values["filter"])
                    return crm.surveys.add(*said, template=values["template"])
                return crm.surveys.edit(
                    shown("survey", survey.id),
                    name=changed.get("name"),
                    text=changed.get("filter"),
                    template=changed.get("template"),
                    base=base,
                )
            except UsageError as error:
                raise BadInput(error.message, hint=error.hint, field="filter") from error

        return RunWrite(_("Saving…"), write)


def _fields(crm: "Crm", survey: SurveyEntry | None, templates: Sequence[str]) -> tuple[FormField, ...]:
    """Return the fields of a survey; what it asks is said of a new one alone."""
    name, filter_, *_rest = segment_form.fields(crm)
    kinds = [(str(kind), kind_in_words(kind)) for kind in ASKED]
    offered = [("", _("the one that fits")), *((each, each) for each in templates)]
    asks = FormField("kind", _("Asks"), FieldKind.CHOICE, hint=numbered(kinds), choices=kinds)
    template = FormField("template", _("Template"), FieldKind.CHOICE, hint=numbered(offered), choices=offered)
    named = FormField("name", name.label, hint=_("what it is called, such as Autumn"))
    return (named, *(() if survey else (asks,)), filter_, template)


def _values(survey: SurveyEntry | None) -> dict[str, str]:
    if survey is None:
        return {"kind": str(ASKED[1])}
    return {"name": survey.name, "filter": survey.filter, "template": survey.template}


class SurveyList(Things[SurveyEntry]):
    """The surveys of the team."""

    TITLE = N_("Surveys")
    EMPTY = N_("No surveys yet: {key} adds one, a question to those whom a filter finds.")
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.SURVEYS)
    KEYS: ClassVar[Mapping[str, str]] = {
        "list.open": N_("results"),
        "things.new": N_("add"),
        "surveys.ask": N_("ask"),
        "surveys.remind": N_("remind"),
        "things.edit": N_("change"),
        "things.delete": N_("remove"),
        "things.undo": N_("undo"),
        "dialog.leave": N_("close"),
    }

    def __init__(self, crm: "Crm") -> None:
        super().__init__(crm)
        self._templates: Sequence[str] = ()

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        return (
            Column("name", _("Survey"), 14, fraction=2, priority=9),
            Column("kind", _("Asks"), 10, priority=7),
            Column("filter", _("Filter"), 14, fraction=2, priority=4),
            Column("asked", _("Invited"), 7, align="right", priority=6),
            Column("rate", _("Answered"), 8, align="right", priority=8),
            Column("result", _("Result"), 8, align="right", priority=8),
        )

    def read(self) -> Sequence[SurveyEntry]:
        """Return the surveys there are."""
        self._templates = [each.name for each in self.crm.templates.all() if each.occasion == Occasion.SURVEY]
        return self.crm.surveys.all()

    def cells(self, thing: SurveyEntry) -> Sequence[Cell]:
        """Return the cells of a survey; one that is over is muted."""
        role = Role.MUTED if thing.ended_at else Role.PLAIN
        return (
            Cell(thing.name, Role.MUTED if thing.ended_at else Role.STRONG),
            Cell(kind_in_words(thing.kind), role),
            Cell(thing.filter, Role.MUTED),
            Cell(f"{thing.asked:,}", role),
            Cell("" if thing.rate is None else _("{number} %").format(number=thing.rate), role),
            Cell(thing.result, Role.ACCENT if thing.figure is not None else role),
        )

    def form(self, thing: SurveyEntry | None) -> SurveyForm:
        """Return the form that changes a survey or adds one."""
        return SurveyForm(self.crm, thing, self._templates)

    def take_out(self, thing: SurveyEntry) -> None:
        """Remove a survey, after asking."""
        question = _("Remove survey {name}? What was answered stays.").format(name=thing.name)
        write = RunWrite(_("Removing…"), lambda crm: crm.surveys.delete(shown("survey", thing.id)))
        self.remove_after(question, write)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether there is a survey that goes on."""
        if action in {"ask_them", "remind_them"}:
            return self.here is not None and self.here.ended_at is None
        return super().check_action(action, parameters)

    def open_one(self) -> None:
        """Show what came back of the survey under the cursor."""
        if self.here is not None:
            self._read_first(partial(_results, which=shown("survey", self.here.id)), self._show_results)

    def _show_results(self, result: SurveyResult) -> None:
        if not result.survey.asked:
            toast(self.app, _("Nobody has been asked yet."))
            return
        waiting = {f"i{each.id}": each for each in result.waiting}
        scores = {f"s{each.id}": each for said in result.answers for each in said.scores}

        def chosen(key: str | None) -> None:
            if key in waiting:
                self._open_form(lambda crm: rating_form.prepared_answer(crm, waiting[key]))
            elif key in scores:
                self._open_form(lambda crm: rating_form.prepared_edit(crm, scores[key].id))

        self.app.push_screen(Chooser(_people(result), _head(result)), chosen)

    def _open_form(self, prepare: "Callable[[Crm], Prepared]") -> None:
        self._read_first(prepare, lambda form: self.ask(form.make()))

    def action_ask_them(self) -> None:
        """Ask whom the survey under the cursor finds, after saying how many that are, and who is left out."""
        self._plan(_to_ask, _asking)

    def action_remind_them(self) -> None:
        """Remind those who have not answered, after saying how many that are."""
        self._plan(_to_remind, _reminding, reminds=True)

    def _plan(
        self, read: "Callable[[Crm, str], Plan]", question: Callable[[int], str], *, reminds: bool = False
    ) -> None:
        if self.here is None:
            return
        which = shown("survey", self.here.id)
        settings = own_settings(self.app).read_again()

        def tell(plan: Plan) -> None:
            left = [
                _("{count} left out: {why}").format(count=count, why=why)
                for why, count in Counter(each.why for each in plan.left_out).most_common()
            ]
            if not plan.people:
                toast(self.app, " · ".join([_("There is nobody to write to now."), *left]))
                return
            is_sent = handing_over.is_configured(settings)
            way = (
                _("The messages are handed to your command.")
                if is_sent
                else _("The messages are copied into the clipboard, one below the other, for you to send.")
            )

            def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
                if yes and is_sent:
                    going: WorkType[None] = partial(self._hand_over, which, plan, settings, reminds=reminds)
                    self.app.run_worker(going, group="message")
                elif yes:
                    self._copy(which, plan, reminds=reminds)

            self.app.push_screen(Question(question(len(plan.people)), [*left, way]), answered)

        self._read_first(lambda crm: read(crm, which), tell)

    async def _hand_over(self, which: str, plan: Plan, settings: "UserSettings", *, reminds: bool) -> None:
        """Hand the messages over one by one, each written down first, up to one that could not be; then tell whose went."""
        send = partial(handing_over.hand_over, settings=settings)
        try:
            sending = await asyncio.to_thread(self.crm.surveys.sending, which, send, reminds=reminds)
        except CrmError as error:
            self.post_message(ReadFailed(error))
            return
        try:
            for each in plan.people:
                await asyncio.to_thread(sending.write_to, each)
        except CrmError as error:
            self.post_message(ReadFailed(error))
        told = partial(_told, which, sending.went, reminds=reminds)
        self.write(RunWrite(_("Saving…"), told))

    def _copy(self, which: str, plan: Plan, *, reminds: bool) -> None:
        """Write down who is asked, and copy the messages to those whom nobody else has asked meanwhile."""
        carried_out = plan

        def write(crm: "Crm") -> Done:
            nonlocal carried_out
            done = (crm.surveys.remind if reminds else crm.surveys.ask)(which, plan.people)
            carried_out = plan.without_others(crm.surveys.contacts_of(done))
            return done

        def copy(done: Done | CrmError) -> bool:
            if not isinstance(done, CrmError) and carried_out.people:
                self.app.copy_to_clipboard(_letters(carried_out))
            return False

        self.write(RunWrite(_("Saving…"), write, reply=copy))

    def _read_first(self, read: "Callable[[Crm], object]", then: "Callable[..., None]") -> None:
        """Read something in a thread, and go on with it where this list is still there."""

        async def reading() -> None:
            try:
                found = await asyncio.to_thread(read, self.crm)
            except CrmError as error:
                self.post_message(ReadFailed(error))
                return
            if self.is_attached:
                then(found)

        work: WorkType[None] = reading
        self.run_worker(work, group="survey", exclusive=True)


def _results(crm: "Crm", which: str) -> SurveyResult:
    return crm.surveys.results(which)


def _to_ask(crm: "Crm", which: str) -> Plan:
    return crm.surveys.to_ask(which)


def _to_remind(crm: "Crm", which: str) -> Plan:
    return crm.surveys.to_remind(which)


def _told(which: str, people: Sequence[Asked], crm: "Crm", *, reminds: bool) -> Done:
    """Return what was done where these were written to: each in an operation of its own, so that none takes all back."""
    return Done(None, crm.surveys.in_words(which, people, reminds=reminds))


def _asking(count: int) -> str:
    return ngettext("Ask {count} contact?", "Ask {count} contacts?", count).format(count=f"{count:,}")


def _reminding(count: int) -> str:
    return ngettext("Remind {count} contact?", "Remind {count} contacts?", count).format(count=f"{count:,}")


def _head(result: SurveyResult) -> tuple[str, str, str]:
    """Return what stands above those who were asked: the figure, and how many gave each sort of answer."""
    figure = f"{kind_in_words(result.survey.kind)} {result.survey.result or '—'}"
    groups = " · ".join(f"{_range(each.group.values)}: {len(each.scores)}" for each in result.answers)
    return figure, groups, ""


def _range(values: range) -> str:
    return f"{values[0]}–{values[-1]}" if len(values) > 1 else str(values[0])


def _people(result: SurveyResult) -> list[Choice]:
    """Return who answered and who did not yet, those that one may still hear from first."""
    open_ = [
        Choice(
            f"i{each.id}", each.contact, _("asked {day}: enter keeps an answer").format(day=each.asked_at.date()), "—"
        )
        for each in result.waiting
    ]
    said = [each for group in result.answers for each in group.scores]
    return open_ + [Choice(f"s{each.id}", each.contact, each.comment, str(each.value)) for each in said]


def _letters(plan: Plan) -> str:
    """Return all messages as one text, each with where it goes above."""
    return "\n\n────\n\n".join(_letter(each.message) for each in plan.people)


def _letter(message: Message) -> str:
    service = _(SERVICE_LABELS.get(message.reach.service, message.reach.service))
    address = safe(" ".join(filter(None, (message.contact, service, message.reach.address))))
    return "\n".join(filter(None, (address, message.subject, "", message.text)))
