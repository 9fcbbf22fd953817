"""What stands in the headers of a mail, as people read it; what cannot be read is not there."""

from collections.abc import Iterator
from email import utils
from email.message import Message
from typing import Final

from tui_crm.models.emails import email_key
from tui_crm.models.text import clean_line
from tui_crm.services.mail.decoding import header

BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError)
"""What the standard library raises, beside RecursionError, on what it was not made for."""

_LONGEST: Final = 100_000  # characters of a header
_ADDRESSES: Final = 500
_NAME: Final = 200


def said(message: Message, name: str) -> str:
    """Return the first header of that name as text, empty where there is none that can be read."""
    try:
        return header("".join(str(_raw(message, name)).splitlines())[:_LONGEST])
    except BROKEN:
        return ""


def _raw(message: Message, name: str) -> str:
    return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def people(message: Message, *names: str) -> Iterator[tuple[str, str]]:
    """Yield who stands in headers of these names: what they call themselves, and the address, lower-cased.

    What encoded words say is a name, and never an address.
    """
    wanted = {name.lower() for name in names}
    raw = [str(value)[:_LONGEST] for key, value in message.raw_items() if key.lower() in wanted]
    try:
        found = utils.getaddresses(["".join(value.splitlines()) for value in raw])
    except (RecursionError, *BROKEN):
        return
    for name, typed in found[:_ADDRESSES]:
        address = email_key(header(typed))
        if "@" in address.strip("@") and address.isprintable():
            yield _name(name), address


def _name(raw: str) -> str:
    try:
        return clean_line(header(raw))[:_NAME].strip()
    except BROKEN:
        return ""
