"""What a row of contacts is called, and whether it is a person or a company.

A name is, in this order: the name as it stands; family and given name put together, either of which may hold the whole
name; a salutation column that holds one; the nickname; the e-mail; the phone. A row that names a company and no person
is the company's own card in a file that is about companies: one with a column such as 客户名称, or such as 联系人 for the
person to ask there. In an address book, whose rows are people, it is that only without an e-mail, which is somebody's.
"""

from collections.abc import Callable, Sequence

from tui_crm.i18n import _
from tui_crm.models.codes import Kind
from tui_crm.models.hanzi import pinyin
from tui_crm.models.message_words import is_whole_name
from tui_crm.models.names import full_name
from tui_crm.services.importing.columns.fields import Claim, Values

Complete = Callable[[Values], str | None]

PERSON_NAMES = ("name", "family_name", "given_name", "nickname")
"""Fields that name a person."""


def complete_contact(claims: Sequence[Claim]) -> Complete:
    """Return what makes the values of a row of contacts whole, or says why they are no contact."""
    named = {claim.field.name for claim in claims}
    about_companies = any(claim.label == "card" for claim in claims)
    of_companies = about_companies and named.isdisjoint(PERSON_NAMES)

    def complete(values: Values) -> str | None:
        _join_name(values)
        if values.get("kind") == Kind.COMPANY or of_companies:
            values["kind"] = str(Kind.COMPANY)
            values.setdefault("name", values.get("company", ""))
        elif _names_company_alone(values) and (about_companies or "emails" not in values):
            values["kind"] = str(Kind.COMPANY)
            values["name"] = values["company"]
        if values.get("kind") == Kind.COMPANY and values.get("company") == values.get("name"):
            values.pop("company", None)
        return _named(values)

    return complete


def _names_company_alone(values: Values) -> bool:
    return "company" in values and "name" not in values and values.get("kind") != Kind.PERSON


def complete_company(_claims: Sequence[Claim]) -> Complete:
    """Return what makes the values of a row of companies whole."""

    def complete(values: Values) -> str | None:
        values["kind"] = str(Kind.COMPANY)
        return _named(values)

    return complete


def _join_name(values: Values) -> None:
    family, given = str(values.get("family_name", "")), str(values.get("given_name", ""))
    middle, salutation = str(values.pop("middle_name", "")), str(values.pop("salutation", ""))
    if middle:
        given = values["given_name"] = f"{given} {middle}".strip()
    whole = str(values.get("name", ""))
    if family and whole and not given and full_name(family, whole) != whole:
        given = values["given_name"] = str(values.pop("name"))  # beside a family name, "name" is the given one
    joined = full_name(family, given)
    if salutation and (not joined or joined in salutation):
        joined = salutation
    if joined:
        values.setdefault("name", joined)
    if given and joined == given and _is_chinese(given):
        _part_chinese(values, family, given)
    elif family and joined == family and is_whole_name(family):
        values.pop("family_name")
    if "name" not in values and "nickname" in values:
        values["name"] = values["nickname"]


def _is_chinese(text: str) -> bool:
    return not text.isascii() and len(pinyin(text)) == len(text)


def _part_chinese(values: Values, family: str, given: str) -> None:
    """Keep of a given name that holds the whole name what is the given name."""
    if not family:
        values.pop("given_name")
    elif given.startswith(family) and given != family:
        values["given_name"] = given.removeprefix(family)


def _named(values: Values) -> str | None:
    for key in ("name", "emails", "phones"):
        found = values.get(key)
        if found:
            values["name"] = found[0][0] if isinstance(found, tuple) else found
            return None
    return _("no name, company, e-mail or phone")
