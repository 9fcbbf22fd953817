"""The codes that stored values are kept as, and the marked words that people read for them.

They stand apart from the tables, so that a help page can name them without loading the database's libraries.
"""

from collections.abc import Mapping
from enum import StrEnum

from tui_crm.actor import Source
from tui_crm.i18n import N_, _
from tui_crm.models.record_labels import FIELD_LABELS


class Kind(StrEnum):
    """What a card describes, as in vCard's KIND."""

    PERSON = "person"
    COMPANY = "company"


class Stage(StrEnum):
    """Lifecycle stages of a customer, in their order."""

    LEAD = "lead"
    NEW = "new"
    ACTIVE = "active"
    DORMANT = "dormant"
    CHURNED = "churned"


BACKWARDS = tuple(
    (was, to)
    for place, was in enumerate(Stage)
    for to in tuple(Stage)[:place]
    if (was, to) not in {(Stage.DORMANT, Stage.ACTIVE), (Stage.CHURNED, Stage.ACTIVE)}
)
"""Steps back to an earlier stage, from and to; who was lost and is active again has gone on."""

TENDED = (Stage.LEAD, Stage.NEW, Stage.ACTIVE, Stage.DORMANT)
"""The stages in which a customer should always have a next step."""


class Consent(StrEnum):
    """Whether the contact agreed to be written to."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class Gender(StrEnum):
    """As on the card; absent where nobody said."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class ActivityKind(StrEnum):
    """What happened."""

    CALL = "call"
    MEETING = "meeting"
    VISIT = "visit"
    EMAIL = "email"
    MESSAGE = "message"
    NOTE = "note"
    SURVEY = "survey"
    SYSTEM = "system"


LOGGED = (
    ActivityKind.CALL,
    ActivityKind.MEETING,
    ActivityKind.VISIT,
    ActivityKind.EMAIL,
    ActivityKind.MESSAGE,
    ActivityKind.NOTE,
)
"""The kinds that people log by hand."""


class Direction(StrEnum):
    """Who came to whom."""

    IN = "in"
    OUT = "out"


class Priority(StrEnum):
    """How much a reminder matters, in rising order."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class DayChoice(StrEnum):
    """What the team has made of a day of its calendar."""

    OFF = "off"
    WORK = "work"


class FieldType(StrEnum):
    """What a custom field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    CHOICE = "choice"


KIND_LABELS: Mapping[str, str] = {Kind.PERSON: N_("person"), Kind.COMPANY: N_("company")}
STAGE_LABELS: Mapping[str, str] = {
    Stage.LEAD: N_("lead"),
    Stage.NEW: N_("new"),
    Stage.ACTIVE: N_("active"),
    Stage.DORMANT: N_("dormant"),
    Stage.CHURNED: N_("churned"),
}
CONSENT_LABELS: Mapping[str, str] = {Consent.GIVEN: N_("given"), Consent.WITHDRAWN: N_("withdrawn")}
GENDER_LABELS: Mapping[str, str] = {Gender.FEMALE: N_("female"), Gender.MALE: N_("male"), Gender.OTHER: N_("other")}
ACTIVITY_LABELS: Mapping[str, str] = {
    ActivityKind.CALL: N_("call"),
    ActivityKind.MEETING: N_("meeting"),
    ActivityKind.VISIT: N_("visit"),
    ActivityKind.EMAIL: N_("mail"),
    ActivityKind.MESSAGE: N_("message"),
    ActivityKind.NOTE: N_("note"),
    ActivityKind.SURVEY: N_("survey"),
    ActivityKind.SYSTEM: N_("system"),
}
DIRECTION_LABELS: Mapping[str, str] = {Direction.IN: N_("incoming"), Direction.OUT: N_("outgoing")}
FEELING_LABELS: Mapping[int, str] = {
    -2: N_("very bad"),
    -1: N_("bad"),
    0: N_("neutral"),
    1: N_("good"),
    2: N_("very good"),
}
"""How something felt to whoever logged it."""

PRIORITY_LABELS: Mapping[str, str] = {
    Priority.LOW: N_("low"),
    Priority.NORMAL: N_("normal"),
    Priority.HIGH: N_("high"),
    Priority.URGENT: N_("urgent"),
}
DAY_LABELS: Mapping[str, str] = {DayChoice.OFF: N_("day off"), DayChoice.WORK: N_("working day")}
FIELD_TYPE_LABELS: Mapping[str, str] = {
    FieldType.TEXT: N_("text"),
    FieldType.NUMBER: N_("number"),
    FieldType.DATE: N_("date"),
    FieldType.BOOL: N_("yes or no"),
    FieldType.CHOICE: N_("choice"),
}

PLACE_LABELS: Mapping[str, str] = {
    "work": N_("work"),
    "home": N_("home"),
    "mobile": N_("mobile"),
    "main": N_("main"),
    "fax": N_("fax"),
    "home fax": N_("home fax"),
    "pager": N_("pager"),
    "other": N_("other"),
}
"""What an e-mail, a phone or an address is for, where it is one of the usual words; any other label is kept as it is."""

SERVICE_LABELS: Mapping[str, str] = {
    "wechat": N_("WeChat"),
    "wecom": N_("WeCom"),
    "dingtalk": N_("DingTalk"),
    "feishu": N_("Feishu"),
}
"""Services that people have accounts with, where Chinese calls them otherwise; any other is kept as it is."""

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
"""The days of the week, from the one that ``date.weekday()`` calls 0."""

SOURCE_LABELS: Mapping[str, str] = {
    Source.CLI: N_("command line"),
    Source.SCREEN: N_("screens"),
    Source.IMPORT: N_("import"),
    Source.SYSTEM: N_("the program"),
}
"""Where operations come from."""

CONTACT_FIELD_LABELS: Mapping[str, str] = {
    "kind": N_("kind"),
    "name": N_("name"),
    "family_name": N_("family name"),
    "given_name": N_("given name"),
    "nickname": N_("nickname"),
    "gender": N_("gender"),
    "owner_id": N_("owner"),
    "source": N_("source"),
    "level": N_("level"),
    "stage": N_("stage"),
    "stage_pinned": N_("stage pinned"),
    "channel": N_("channel"),
    "consent": N_("consent"),
    "do_not_contact": N_("do not contact"),
    "industry": N_("industry"),
    "website": N_("website"),
    "birthday": N_("birthday"),
    "cadence": N_("cadence"),
    "needs": N_("needs"),
    "note": N_("note"),
    "no_next_since": N_("no next step on purpose since"),
    "emails": N_("e-mail"),
    "phones": N_("phone"),
    "handles": N_("accounts"),
    "addresses": N_("address"),
    "relations": N_("company"),
    "tags": N_("tags"),
    "custom": N_("custom fields"),
    "created_at": N_("created at"),
    "deleted_at": N_("in the trash"),
}
"""What the fields of a contact's record are called."""


def field_in_words(thing: str, name: str) -> str:
    """Return what a field of a ``thing``'s record is called in the user's language, its name where it has no label."""
    labels = CONTACT_FIELD_LABELS if thing == "contact" else FIELD_LABELS.get(thing, {})
    return _(labels[name]) if name in labels else name
