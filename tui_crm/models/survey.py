"""Surveys: a question that is put to many; who was asked it, who was left out and why, and what came back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from pydantic import BaseModel

from tui_crm.i18n import N_, _
from tui_crm.models.field_texts import Name
from tui_crm.models.messaging import Message
from tui_crm.models.score import Group, ScoreEntry, ScoreKind, measure_in_words, share


class SurveyFields(BaseModel):
    """What a person says of a survey."""

    name: Name
    kind: ScoreKind
    filter: str


@dataclass(frozen=True)
class SurveyEntry:
    """A survey; ``asked`` counts the invitations, ``answered`` those of them that were answered, and ``figure`` is what
    the answers come to (see :func:`tui_crm.models.score.measure`). ``template`` is a name, empty where the usual text does.
    """

    id: int
    name: str
    kind: str
    filter: str
    template: str
    ended_at: datetime | None
    created_at: datetime
    version: int
    asked: int
    answered: int
    figure: float | None

    @property
    def rate(self) -> int | None:
        """How many of those who were asked answered, in whole percent."""
        return share(self.answered, self.asked)

    @property
    def result(self) -> str:
        """The figure as people read it."""
        return measure_in_words(self.kind, self.figure)


@dataclass(frozen=True)
class InvitationEntry:
    """Somebody who was asked: in a ``survey`` (its name), or about a ``ticket`` (its number) after it was closed."""

    id: int
    survey_id: int | None
    survey: str
    ticket_id: int | None
    ticket: str
    subject: str
    contact_id: int
    contact: str
    customer_id: int
    company: str
    kind: str
    channel: str
    asked_at: datetime
    reminded_at: datetime | None
    reminders: int
    by: str

    @property
    def last_at(self) -> datetime:
        """When they were last written to about it."""
        return self.reminded_at or self.asked_at


class Reason(StrEnum):
    """Why somebody is not asked, or not reminded."""

    DO_NOT_CONTACT = "do_not_contact"
    WITHDRAWN = "withdrawn"
    RESTING = "resting"
    NOT_KNOWN = "not_known"
    NO_ADDRESS = "no_address"
    OFTEN = "often"
    LATELY = "lately"
    MEANWHILE = "meanwhile"


REASON_LABELS: Final[Mapping[str, str]] = {
    Reason.DO_NOT_CONTACT: N_("not to be contacted"),
    Reason.WITHDRAWN: N_("consent withdrawn"),
    Reason.RESTING: N_("asked by a survey lately"),
    Reason.NOT_KNOWN: N_("the message needs what is not known of them"),
    Reason.NO_ADDRESS: N_("no address to write to"),
    Reason.OFTEN: N_("reminded often enough"),
    Reason.LATELY: N_("written to about it in the last days"),
    Reason.MEANWHILE: N_("written to by somebody else meanwhile, or answered"),
}

REMINDED_AFTER: Final = 3
"""How many days somebody is left alone after they were asked, or reminded."""


@dataclass(frozen=True)
class Asked:
    """Somebody who is to be asked or reminded: with the ``message``, and the kind of answer.

    ``invitation_id`` is what they are reminded of; of whom is asked, the last time that the survey did, None for never.
    """

    contact_id: int
    contact: str
    message: Message
    invitation_id: int | None = None
    kind: str = ScoreKind.CSAT


@dataclass(frozen=True)
class LeftOut:
    """Somebody who is not, and why."""

    contact_id: int
    contact: str
    reason: Reason

    @property
    def why(self) -> str:
        """The reason in the user's language."""
        return _(REASON_LABELS[self.reason])


@dataclass(frozen=True)
class Plan:
    """Whom a survey would ask or remind, and who is left out."""

    people: tuple[Asked, ...]
    left_out: tuple[LeftOut, ...] = ()

    def without_others(self, written: Collection[int]) -> "Plan":
        """Return the plan as it was carried out where these contacts alone were written to: others were quicker."""
        people = tuple(each for each in self.people if each.contact_id in written)
        late = (each for each in self.people if each.contact_id not in written)
        left = (LeftOut(each.contact_id, each.contact, Reason.MEANWHILE) for each in late)
        return Plan(people, (*self.left_out, *left))


@dataclass(frozen=True)
class Answers:
    """The answers to a survey that mean the same, the newest first, and how many percent of all they are."""

    group: Group
    scores: tuple[ScoreEntry, ...]
    percent: int | None


@dataclass(frozen=True)
class SurveyResult:
    """What came back of a survey: its answers in groups, and who has not answered."""

    survey: SurveyEntry
    answers: tuple[Answers, ...]
    waiting: tuple[InvitationEntry, ...]
