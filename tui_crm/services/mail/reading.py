"""A mail as it lies in a file, read: whatever is wrong with it, it is read or refused in one sentence.

The standard library takes it apart by its older rules (``compat32``): those of ``policy.default`` parse every header by a
grammar that fails, or takes hours, where somebody wants it to. What is kept of the headers is decoded here.
"""

import hashlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email import utils
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import Policy, compat32
from typing import Final, TypeAlias

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.mail import Mail, ids_in
from tui_crm.models.text import clean, clean_line
from tui_crm.services.mail.automatic import is_automatic, reported
from tui_crm.services.mail.decoding import decoded, header
from tui_crm.services.mail.flowed import unflowed
from tui_crm.services.mail.headers import BROKEN, people, said
from tui_crm.services.mail.html_text import plain_text

MOST_OCTETS: Final = 32 * 1024 * 1024
"""A larger mail is refused."""

MOST_TEXT: Final = 100_000
"""So many characters of a text are kept; a dash marks a cut."""

_SUBJECT: Final = 500
_PARTS: Final = 500  # of a mail are looked at
_PIECE: Final = 1 << 16  # octets that are taken apart at a time
_RECIPIENTS: Final = ("To", "Cc", "Bcc", "Resent-To", "Resent-Cc")
_FIRST_YEAR: Final = 1970  # what is older is a clock that was never set
_ENCODED: Final = ("quoted-printable", "base64")
_Part: TypeAlias = tuple[Message, Message]
"""A part, and the whole of which one is chosen, where it is the same said otherwise; else itself."""


def read_mail(content: bytes) -> Mail:
    """Return what is kept of a mail. Raises BadInput where it is too large, nested without end, or no mail at all."""
    if len(content) > MOST_OCTETS:
        raise BadInput(_("it is larger than {count} MB").format(count=MOST_OCTETS // 1024 // 1024))
    try:
        content, charset = _without_mark(content)
        message = _taken_apart(content)
        parts = [*_parts(message)]
    except (RecursionError, *BROKEN) as error:
        raise BadInput(_("it is built in a way that cannot be read")) from error
    name, sender = next(people(message, "From", "Sender"), ("", ""))
    recipients = tuple(dict.fromkeys(address for _name, address in people(message, *_RECIPIENTS)))
    if not sender and not recipients:
        raise BadInput(_("it is no mail: it says neither from whom it is nor to whom"))
    subject = clean_line(said(message, "Subject"))[:_SUBJECT]
    at, text = _date(message), _text(parts, charset)
    number = next(iter(ids_in(said(message, "Message-ID"))), "")
    whole = "\n".join((at.isoformat() if at else "", sender, *recipients, subject, text))
    automatic = is_automatic(message, sender, subject)
    return Mail(
        message_id=clean_line(number) or f"sha256-{hashlib.sha256(whole.encode()).hexdigest()}",
        answers=_answers(message, reported(part for part, _whole in parts) if automatic else ()),
        at=at,
        sender=sender,
        recipients=recipients,
        subject=subject,
        text=text,
        sender_name=name,
        automatic=automatic,
    )


def _without_mark(content: bytes) -> tuple[bytes, str]:
    """Return a mail without the mark that an editor put before it, and which charset it is in then, whatever it says.

    One that was saved in UTF-16 is no mail any more until it is in UTF-8.
    """
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        with suppress(UnicodeError):
            return content.decode("utf-16").encode(), "utf-8"
    return content.removeprefix(BOM_UTF8), ""


class _Enough(Exception):
    """No more parts are wanted."""


def _taken_apart(content: bytes) -> Message:
    """Return a mail with its parts; no more of them are made than are looked at."""
    made: list[Message] = []

    def make(policy: Policy = compat32) -> Message:
        if len(made) > _PARTS:
            raise _Enough
        made.append(Message(policy))
        return made[-1]

    parser = BytesFeedParser(make, policy=compat32)
    made.clear()  # it has tried whether it can make one
    with suppress(_Enough):
        for at in range(0, len(content), _PIECE):
            parser.feed(content[at : at + _PIECE])
        parser.close()
    return made[0]


def _parts(message: Message) -> Iterator[_Part]:
    """Yield the parts that hold something, but not those of a mail that is attached to it."""
    waiting: list[tuple[Message, Message | None]] = [(message, None)]
    for _count in range(_PARTS):
        if not waiting:
            return
        part, choice = waiting.pop(0)
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            if choice is None and part.get_content_subtype() == "alternative":
                choice = part
            waiting[:0] = [(one, choice) for one in inside if isinstance(one, Message)]
        else:
            yield part, choice or part


def _answers(message: Message, reported_on: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the mails it answers, the oldest first; what a report is on is the last of them."""
    before = (*ids_in(said(message, "References")), *ids_in(said(message, "In-Reply-To"))[:1], *reported_on)
    return tuple(clean_line(one) for one in dict.fromkeys(before) if clean_line(one))


def _date(message: Message) -> datetime | None:
    """Return when it was sent, or else when it came in."""
    for written in (said(message, "Date"), said(message, "Received").rpartition(";")[2]):
        try:
            found = utils.parsedate_to_datetime(written.strip())
            at = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
        except (*BROKEN, OverflowError):
            continue
        if at.year >= _FIRST_YEAR:
            return at
    return None


def _text(parts: list[_Part], charset: str) -> str:
    """Return the texts that are no attachments, with the names of the attachments below.

    Where the same is written twice, the plain one counts rather than that in HTML. ``charset`` is that of what stands
    there as it is, where that is known.
    """
    bodies: dict[int, dict[str, list[str]]] = {}
    names: list[str] = []
    for part, choice in parts:
        name, kind = _name(part), part.get_content_type()
        if name or _is_attached(part) or kind not in {"text/plain", "text/html"}:
            names += [name] if name else []
        elif (text := _content(part, charset)).strip():
            words = text if kind == "text/plain" else plain_text(text)
            bodies.setdefault(id(choice), {}).setdefault(kind, []).append(words.strip())
    texts = (words for body in bodies.values() for words in body.get("text/plain") or body["text/html"])
    text = clean("\n\n".join(texts)).strip()
    cut = text if len(text) <= MOST_TEXT else text[:MOST_TEXT].rstrip() + " …"
    return "\n\n".join(filter(None, (cut, "\n".join(f"[{name}]" for name in names))))


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment")


def _name(part: Message) -> str:
    """Return the name of an attachment, of a mail without one its subject; empty where it has none."""
    try:
        name = clean_line(header(str(part.get_filename("") or "")))[:_SUBJECT]
    except BROKEN:
        name = ""
    inside = part.get_payload() if not name and part.get_content_type() == "message/rfc822" else None
    if isinstance(inside, list) and inside and isinstance(inside[0], Message):
        return clean_line(said(inside[0], "Subject"))[:_SUBJECT]
    return name


def _content(part: Message, charset: str) -> str:
    try:
        content, declared = part.get_payload(decode=True), str(part.get_content_charset(""))
        is_plain = str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in _ENCODED
        flow, space = (str(part.get_param(name, "")).lower() for name in ("format", "delsp"))
    except BROKEN:
        return ""
    if not isinstance(content, bytes):
        return ""
    text = decoded(content, charset if charset and is_plain else declared)
    is_flowed = flow == "flowed" and part.get_content_type() == "text/plain"
    return unflowed(text, without_space=space == "yes") if is_flowed else text
