"""The forms that keep what a customer thinks: how a ticket was, and what somebody answered to a survey."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from tui_crm.drafts import Drafts
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.ids import shown
from tui_crm.models.score import ASPECTS, SCALES, SCORE_LABELS, ScoreKind, checked, group_of
from tui_crm.screens.dialogs.form_dialog import FormDialog, Save
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.widgets.form_field import FieldKind, FormField

if TYPE_CHECKING:
    from tui_crm.drafts import Draft
    from tui_crm.models.cards import Done
    from tui_crm.models.score import ScoreEntry
    from tui_crm.models.survey import InvitationEntry
    from tui_crm.services.crm import Crm


def prepared(crm: "Crm", ticket_id: int) -> Prepared:
    """Read how a ticket was rated since it was resolved, in a thread. Raises NotFound, and BadInput where it was not yet."""
    row = crm.tickets.card(ticket_id).row
    rated = crm.scores.rating(ticket_id)
    title = _("How was {number}? {subject}").format(number=row.number, subject=row.subject)
    draft = Drafts(crm.database.path, crm.clock).open(f"rating:{ticket_id}")

    def saving(values: Mapping[str, str]) -> RunWrite:
        value, comment, aspects = _said(ScoreKind.CSAT, values)

        def write(crm: "Crm") -> "Done":
            if rated is None:
                known = {name: each for name, each in aspects.items() if each is not None}
                return crm.scores.add(ScoreKind.CSAT, value, ticket_id=ticket_id, comment=comment, aspects=known)
            return _edited(crm, given=rated, value=value, comment=comment, aspects=aspects)

        return RunWrite(_("Saving…"), write)

    return Prepared(partial(RatingForm, title, ScoreKind.CSAT, rated, saving, draft), draft)


def prepared_edit(crm: "Crm", score_id: int) -> Prepared:
    """Read an answer that is to be changed, in a thread. Raises NotFound."""
    given = crm.scores.get(score_id)
    title = _("{kind} from {name}").format(kind=_(SCORE_LABELS[given.kind]), name=given.contact)
    draft = Drafts(crm.database.path, crm.clock).open(f"answer:{given.contact_id}_s{score_id}")

    def saving(values: Mapping[str, str]) -> RunWrite:
        value, comment, aspects = _said(given.kind, values)
        said = partial(_edited, given=given, value=value, comment=comment, aspects=aspects)
        return RunWrite(_("Saving…"), said)

    return Prepared(partial(RatingForm, title, given.kind, given, saving, draft), draft)


def _edited(crm: "Crm", *, given: "ScoreEntry", value: int, comment: str, aspects: Mapping[str, int | None]) -> "Done":
    return crm.scores.edit(given.id, value=value, comment=comment, aspects=aspects, base=given.version)


def prepared_answer(crm: "Crm", invitation: "InvitationEntry") -> Prepared:
    """Make ready to keep what somebody answers who was asked in a survey."""
    survey = crm.surveys.get(shown("survey", invitation.survey_id or 0))
    title = _("{name} answers {survey}").format(name=invitation.contact, survey=survey.name)
    key = f"answer:{invitation.contact_id}_{survey.id}"
    draft = Drafts(crm.database.path, crm.clock).open(key)

    def saving(values: Mapping[str, str]) -> RunWrite:
        value, comment, aspects = _said(survey.kind, values)
        known = {name: each for name, each in aspects.items() if each is not None}
        which, who = shown("survey", survey.id), invitation.contact_id
        answered = partial(_answered, which=which, who=who, value=value, comment=comment, aspects=known)
        return RunWrite(_("Saving…"), answered)

    return Prepared(partial(RatingForm, title, survey.kind, None, saving, draft), draft)


def _answered(crm: "Crm", *, which: str, who: int, value: int, comment: str, aspects: Mapping[str, int]) -> "Done":
    return crm.surveys.answer(which, who, value, comment=comment, aspects=aspects)


class RatingForm(FormDialog):
    """Asks for an answer of a kind with its aspects, which begins as it was given before."""

    ENTER_SAVES = True

    def __init__(
        self,
        title: str,
        kind: str,
        given: "ScoreEntry | None",
        saving: Save,
        draft: "Draft",
    ) -> None:
        super().__init__(title, _fields(kind), _values(given), saving, draft=draft)


def _values(given: "ScoreEntry | None") -> dict[str, str]:
    if given is None:
        return {}
    aspects = {name: str(value) for name, value in given.aspects.items()}
    return {"value": str(given.value), "comment": given.comment, **aspects}


def _fields(kind: str) -> tuple[FormField, ...]:
    """Return the fields of an answer: its value on the kind's scale, what was said, and the aspects."""
    hints = {
        ScoreKind.CSAT: _("1 (very dissatisfied) to 5 (very satisfied)"),
        ScoreKind.NPS: _("0 (not at all likely to recommend us) to 10 (extremely likely)"),
        ScoreKind.CES: _("1 (very easy) to 7 (very hard)"),
    }
    marks = [("", "—"), *((str(value), str(value)) for value in SCALES[ScoreKind.SPEED])]
    keys = {str(value): str(value) for value in SCALES[ScoreKind.SPEED]}
    return (
        FormField("value", _(SCORE_LABELS[kind]), hint=hints[ScoreKind(kind)], check=partial(_check, kind)),
        FormField("comment", _("comment"), FieldKind.LINES, hint=_("what the customer says")),
        *(
            FormField(aspect, _(SCORE_LABELS[aspect]), FieldKind.CHOICE, hint="1–5", choices=marks, keys=keys)
            for aspect in ASPECTS
        ),
    )


def _check(kind: str, text: str) -> str:
    """Return what a value means, in words. Raises BadInput where the scale does not have it."""
    group = group_of(kind, _value(kind, text))
    return _(group.label) if group else ""


def _value(kind: str, text: str) -> int:
    scale, word = SCALES[kind], text.strip()
    if not word.isdecimal() or len(word) > len(str(scale[-1])):
        message = _("say a whole number from {first} to {last}")
        raise BadInput(message.format(first=scale[0], last=scale[-1]), field="value")
    return checked(kind, int(word))


def _said(kind: str, values: Mapping[str, str]) -> tuple[int, str, dict[str, int | None]]:
    """Return what a form says: the value, the comment, and each aspect, None where nothing is said of it."""
    aspects = {str(aspect): int(values[aspect]) if values[aspect] else None for aspect in ASPECTS}
    return _value(kind, values["value"]), values["comment"].strip(), aspects
