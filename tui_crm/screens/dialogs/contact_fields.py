"""What a form asks of a person or a company: every field with what it suggests, checks and understands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_crm.errors import CrmError, NotFound
from tui_crm.i18n import _, pgettext
from tui_crm.models.birthday import in_words, parse_birthday
from tui_crm.models.cadence import days_in
from tui_crm.models.codes import (
    CONSENT_LABELS,
    CONTACT_FIELD_LABELS,
    GENDER_LABELS,
    KIND_LABELS,
    STAGE_LABELS,
    FieldType,
    Kind,
)
from tui_crm.models.custom import canonical
from tui_crm.models.emails import check_email
from tui_crm.models.phones import parse_phone
from tui_crm.models.value_lists import SEPARATORS, line_of, parts, with_label
from tui_crm.screens.dialogs.contact_values import accounts
from tui_crm.screens.dialogs.owners import check_owner
from tui_crm.screens.times import long_date
from tui_crm.widgets.form_field import YES, Check, FieldKind, FormField
from tui_crm.widgets.line_input import Complete

if TYPE_CHECKING:
    from tui_crm.models.cards import ContactCard
    from tui_crm.services.crm import Crm
    from tui_crm.services.custom_fields import DeclaredField


@dataclass(frozen=True)
class Desk:
    """What a form about a contact needs of the database: the card (None: a new contact) and the team's own words."""

    crm: "Crm"
    card: "ContactCard | None"
    levels: Sequence[str]
    logins: Sequence[str]
    custom: "Sequence[DeclaredField]"
    region: str

    @classmethod
    def read(cls, crm: "Crm", contact_id: int | None) -> "Desk":
        """Read it, in a thread. Raises NotFound where the contact is gone, or in the trash."""
        card = None if contact_id is None else crm.contacts.card(contact_id)
        if card is not None and card.row.deleted:
            raise NotFound(_("{name} is in the trash").format(name=card.row.name))
        _warm(region := crm.settings.get("phone_region"))
        levels = [level.strip() for level in crm.settings.get("levels").split(",")]
        return cls(crm, card, levels, crm.users.logins(), crm.custom_fields.declared(), region)

    @property
    def shares(self) -> str:
        """The name of the company whose owner, level and stage are the person's; "" where they are the contact's own."""
        return self.card.row.company if self.card and self.card.row.customer_id != self.card.row.id else ""


def _warm(region: str) -> None:
    """Load, while nobody waits, what the first check of a phone or a lunar birthday would load."""
    parse_phone("12", region)
    in_words(parse_birthday("农历八月十五"))


def fields(desk: Desk) -> tuple[FormField, ...]:
    """Return the fields of a form about any contact, persons and companies alike."""
    return (*_who(desk), *_reach(desk), *_standing(desk), *_words(), *_more(desk), *_place(desk), *_own(desk))


def label(name: str) -> str:
    """Return what a field of the form is called."""
    own = {
        "role": _("role"),
        "department": _("department"),
        "company": _("company"),
        "companies": _("more companies"),
        "owner": _("owner"),
        "street": _("street"),
        "city": _("city"),
        "region": _("region"),
        "postal_code": _("postal code"),
        "country": _("country"),
    }
    return own.get(name) or _(CONTACT_FIELD_LABELS.get(name, name))


def _line(
    name: str, hint: str = "", *, heading: str = "", complete: Complete | None = None, check: Check | None = None
) -> FormField:
    return FormField(name, label(name), hint=hint, heading=heading, complete=complete, check=check)


def _choice(name: str, words: Mapping[str, str], *, hint: str = "", heading: str = "", empty: bool = True) -> FormField:
    choices = (*((("", "—"),) if empty else ()), *((key, _(word)) for key, word in words.items()))
    return FormField(name, label(name), FieldKind.CHOICE, hint, heading, choices)


def _yes_or_no(name: str, hint: str = "") -> FormField:
    return FormField(name, label(name), FieldKind.CHOICE, hint, choices=(("", _("no")), (YES, _("yes"))))


def _who(desk: Desk) -> Iterator[FormField]:
    heading = pgettext("heading of a part of a form", "WHO")
    if desk.card is None:
        yield _choice("kind", KIND_LABELS, heading=heading, empty=False, hint=_("← and → choose"))
        heading = ""
    yield _line("name", _("the whole name; left empty it is made of the e-mail or the phone"), heading=heading)
    if desk.card is None or desk.card.row.kind == Kind.PERSON:
        hint = _("the company they belong to, by name or id; made where there is none")
        yield _line("company", hint, complete=_one(desk, "company"))
        yield _line("role", _("what they are there"))
        yield _line("department", _("where in the company they are"))


def _reach(desk: Desk) -> Iterator[FormField]:
    several = _("several with commas between; a label goes before “=”: {example}")
    heading = pgettext("heading of a part of a form", "REACH")
    phones = several.format(example="138 0013 8000, home=010 6552 9988")
    yield _line("phones", phones, heading=heading, check=lambda text: _phones(text, desk.region))
    yield _line("emails", several.format(example="li@acme.example, home=li@home.example"), check=_emails)
    yield _line("handles", _("accounts elsewhere: wechat=lm88, qq=12345"), check=_accounts)
    yield _line("channel", _("how they like to be reached"), complete=_one(desk, "channel"))
    yield _choice("consent", CONSENT_LABELS, hint=_("whether they agreed to be written to"))
    yield _yes_or_no("do_not_contact", _("leave them alone"))


def _standing(desk: Desk) -> Iterator[FormField]:
    shared = _("that of {company}, and of everybody there").format(company=desk.shares) if desk.shares else ""
    hint = shared or _("who looks after them: a login, or me")
    heading = pgettext("heading of a part of a form", "STANDING")
    yield _line(
        "owner",
        hint,
        heading=heading,
        complete=_one(desk, "owner"),
        check=check_owner(desk.logins, desk.crm.actor.login),
    )
    yield _choice("level", {level: level for level in desk.levels}, hint=shared)
    yield _choice("stage", STAGE_LABELS, hint=shared, empty=False)
    yield _yes_or_no("stage_pinned", shared or _("keep rules from moving the stage"))
    yield _line("source", _("where they came from"), complete=_one(desk, "source"))
    hint = _("in how many days to be in touch again; empty: as level and tags say")
    yield _line("cadence", hint, check=_days)
    yield _line("tags", _("several with commas between"), complete=_several(desk, "tag"))


def _days(text: str) -> str:
    days_in(text)
    return ""


def _words() -> Iterator[FormField]:
    heading = pgettext("heading of a part of a form", "NOTE")
    yield FormField("needs", label("needs"), FieldKind.LINES, _("what they need"), heading, lines=2)
    yield FormField("note", label("note"), FieldKind.LINES, _("anything else"), lines=4)


def _more(desk: Desk) -> Iterator[FormField]:
    yield _line("nickname", _("how they are called"), heading=pgettext("heading of a part of a form", "MORE"))
    if desk.card is None or desk.card.row.kind == Kind.PERSON:
        yield _line("family_name")
        yield _line("given_name")
        yield _choice("gender", GENDER_LABELS)
        hint = _("for example 1990-03-05, --03-05 without the year, 3月5日 or 农历八月十五")
        yield _line("birthday", hint, check=lambda text: _birthday(text, desk))
        hint = _("further ones, a role before “=”: advisor=Acme GmbH")
        yield _line("companies", hint, complete=_several(desk, "company"))
    yield _line("industry", complete=_one(desk, "industry"))
    yield _line("website", _("for example {example}").format(example="https://acme.example"))


def _place(desk: Desk) -> Iterator[FormField]:
    yield _line("street", _("street and number"), heading=pgettext("heading of a part of a form", "ADDRESS"))
    yield _line("postal_code")
    yield _line("city", complete=_one(desk, "city"))
    yield _line("region", _("province or state"))
    yield _line("country")


def _own(desk: Desk) -> Iterator[FormField]:
    heading = pgettext("heading of a part of a form", "FIELDS OF YOUR OWN")
    for field in desk.custom:
        key, title = f"x.{field.name}", field.label or field.name
        if field.type in {FieldType.BOOL, FieldType.CHOICE}:
            known = [(choice.strip(), choice.strip()) for choice in field.choices.split(",")]
            words = [(YES, _("yes")), ("no", _("no"))] if field.type == FieldType.BOOL else known
            yield FormField(key, title, FieldKind.CHOICE, heading=heading, choices=(("", "—"), *words))
        else:
            complete = _one(desk, key) if field.type == FieldType.TEXT else None
            yield FormField(key, title, heading=heading, complete=complete, check=_typed(field))
        heading = ""


def _one(desk: Desk, field: str) -> Complete:
    """Return what completes a field of one value."""

    def complete(text: str, cursor: int) -> Sequence[str]:
        return _suggested(desk.crm, field, text) if text.strip() and cursor == len(text) else ()

    return complete


def _several(desk: Desk, field: str) -> Complete:
    """Return what completes the last value of a field of several."""

    def complete(text: str, cursor: int) -> Sequence[str]:
        before = text[:cursor]
        begun = before[max(before.rfind(sign) for sign in SEPARATORS) + 1 :].rpartition("=")[2].lstrip()
        if not begun or cursor != len(text):
            return ()
        return [before[: len(before) - len(begun)] + line_of([found]) for found in _suggested(desk.crm, field, begun)]

    return complete


def _suggested(crm: "Crm", field: str, begun: str) -> Sequence[str]:
    try:
        return crm.contacts.suggestions(field, begun)
    except CrmError:  # of a file that is busy or gone: one can type all the same
        return ()


def _phones(text: str, region: str) -> str:
    """Say how phones are understood: in international form, where that is another."""
    found = [parse_phone(with_label(part)[0], region) for part in parts(text)]
    understood = [phone.e164 for phone in found if phone.e164 and phone.e164 != phone.number]
    return " ".join(understood)


def _emails(text: str) -> str:
    for part in parts(text):
        check_email(with_label(part)[0])
    return ""


def _accounts(text: str) -> str:
    accounts(text)
    return ""


def _birthday(text: str, desk: Desk) -> str:
    birthday, today = parse_birthday(text), desk.crm.clock.today()
    try:
        coming = long_date(birthday.next_after(today), today)
    except ValueError:  # behind the lunar years that are known
        coming = ""
    return " · ".join(filter(None, (in_words(birthday), coming)))


def _typed(field: "DeclaredField") -> Check:
    def check(text: str) -> str:
        understood = canonical(text, field.type, field.choices, field.name)
        return understood if understood != text.strip() else ""

    return check
