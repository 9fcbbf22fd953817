"""Who is on file already that looks like what is being typed of a contact: the same name, e-mail or phone; and whether the
company and the tags that are named are there or would be made.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tui_crm.db import contacts, rows, team
from tui_crm.errors import BadInput
from tui_crm.models.cards import ContactRow
from tui_crm.models.codes import Kind
from tui_crm.models.ids import number_of
from tui_crm.models.phones import parse_phone
from tui_crm.models.text import clean_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.contact_input import Said
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class Lookalikes:
    """What is on file: contacts of the same name, e-mail, phone; ``companies`` are those that the company's name fits
    (None: no company is said), ``new_tags`` those of the tags that nobody has made yet.
    """

    names: tuple[ContactRow, ...] = ()
    emails: tuple[ContactRow, ...] = ()
    phones: tuple[ContactRow, ...] = ()
    companies: tuple[ContactRow, ...] | None = None
    new_tags: tuple[str, ...] = ()


def found(crm: "Crm", said: "Said", but: int | None) -> Lookalikes:
    """Return what looks like ``said``; of that it reads kind, name, emails, phones, company and tags."""
    with crm.database.read() as connection:
        region = rows.team_region(connection)

        def lines(ids: Iterable[int]) -> tuple[ContactRow, ...]:
            others = [key for key in dict.fromkeys(ids) if key != but]
            return tuple(contacts.rows_for(connection, others[: contacts.MOST_MEANT]))

        name = clean_line(str(said.get("name") or ""))
        kind = str(said.get("kind") or Kind.PERSON)
        company = clean_line(str(said.get("company") or ""))
        return Lookalikes(
            names=lines(contacts.ids_called(connection, name, [kind]) if name else ()),
            emails=lines(_each(said, "emails", lambda text: contacts.ids_with_email(connection, text))),
            phones=lines(_each(said, "phones", lambda text: _with_phone(connection, text, region))),
            companies=lines(_companies(connection, company)) if company else None,
            new_tags=tuple(_new_tags(connection, [clean_line(text) for text in _texts(said, "tags")])),
        )


def _texts(said: "Said", name: str) -> list[str]:
    given = cast("Iterable[str | Sequence[str]]", said.get(name) or ())
    return [each if isinstance(each, str) else each[0] for each in given]


def _each(said: "Said", name: str, ids: Callable[[str], Sequence[int]]) -> list[int]:
    return [key for text in _texts(said, name) if text.strip() for key in ids(text)]


def _with_phone(connection: "Connection", text: str, region: str) -> Sequence[int]:
    try:
        phone = parse_phone(text, region)
    except BadInput:
        return ()
    return contacts.ids_with_phone(connection, phone.e164) if phone.e164 else ()


def _companies(connection: "Connection", text: str) -> Sequence[int]:
    number = number_of("contact", text)
    return [number] if number is not None else contacts.companies_called(connection, text)


def _new_tags(connection: "Connection", names: Sequence[str]) -> Iterable[str]:
    known = team.tag_ids(connection, names)
    return dict.fromkeys(name for name in names if name and name not in known)
