"""Which mails no person wrote: answers of a machine, messages that a mail did not arrive, and what goes to everybody.

They open no ticket and reopen none, else two machines would write to each other for ever (RFC 3834). A mailing list alone
does not make a mail automatic: many a team's address is one.
"""

import re
from collections.abc import Iterable, Iterator
from email.message import Message
from typing import Final

from tui_crm.models.mail import ids_in
from tui_crm.services.mail.headers import said

_TO_EVERYBODY: Final = frozenset({"bulk", "junk", "auto_reply"})
_ANSWERING: Final = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")
_POSTMEN: Final = frozenset({"mailer-daemon", "postmaster"})
_AWAY: Final = re.compile(
    r"\W{0,5}(automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|abwesenheitsnotiz"
    r"|automatische antwort|réponse automatique|respuesta automática"
    r"|自动回复|自動回覆|自動回復|自動返信|系统退信|退信通知|undeliverable|undelivered mail)",
    re.IGNORECASE,
)
"""How the subjects begin of those that mark themselves in no other way."""

_REPORTED: Final = re.compile(r"^message-id:\s*(<[^<>\s]{1,500}>)", re.IGNORECASE | re.MULTILINE)
_EXCERPT: Final = 100_000  # characters of the headers that a report quotes


def is_automatic(message: Message, sender: str, subject: str) -> bool:
    """Tell whether a machine sent a mail by itself; ``sender`` is its address, ``subject`` as people read it."""
    submitted = said(message, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or said(message, "Precedence").strip().lower() in _TO_EVERYBODY
        or any(said(message, name).strip() for name in _ANSWERING)
        or said(message, "Return-Path").strip() == "<>"
        or message.get_content_type() == "multipart/report"
        or sender.partition("@")[0] in _POSTMEN
        or _AWAY.match(subject) is not None
    )


def reported(parts: Iterable[Message]) -> Iterator[str]:
    """Yield the ids of the mails that a report is about: it has them, or their headers, as parts."""
    for part in parts:
        inside = part.get_payload()
        if isinstance(inside, list):
            quoted = [said(one, "Message-ID") for one in inside[:1] if isinstance(one, Message)]
        else:
            is_quoted = part.get_content_type() == "text/rfc822-headers"
            quoted = _REPORTED.findall(str(inside)[:_EXCERPT])[:1] if is_quoted else []
        for text in quoted:
            yield from ids_in(text)[:1]
