"""What was said on a ticket that comes in with its thread: each word once, with its own author, time and whose it was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tui_crm.db import activities
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import _
from tui_crm.models.codes import Direction
from tui_crm.models.ticket import SPOKEN
from tui_crm.services.activities import checked
from tui_crm.services.importing.records.colleagues import Colleague, Colleagues
from tui_crm.services.importing.records.whom import Person, Whom

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction

_FIELDS: Final = ("direction", "channel", "minutes", "subject", "text")


@dataclass(frozen=True)
class Reply:
    """Something said on a ticket: ``said`` are columns, ``there`` the bare first answer that it is, ``person`` who else than the asker."""

    said: Mapping[str, object]
    author: Colleague | None
    person: Person | None = None
    there: int | None = None

    @property
    def is_answer(self) -> bool:
        """Whether it is a word to the customer."""
        return self.said["kind"] in set(SPOKEN) and self.said.get("direction") == Direction.OUT


class Replies:
    """Reads and writes what was said on tickets, for those whom the words name."""

    def __init__(self, whom: Whom, colleagues: Colleagues, now: str) -> None:
        self._whom = whom
        self._colleagues = colleagues
        self._now = now

    def fresh(
        self, connection: "Connection", values: Mapping[str, Any], there: int | None, person: Person | None
    ) -> tuple[Reply, ...]:
        """Return what a row has of words that are not on the ticket yet, where it is ``there``. Raises BadInput."""
        return tuple(self._fresh(connection, values, there, person))

    def _fresh(
        self, connection: "Connection", values: Mapping[str, Any], there: int | None, asker: Person | None
    ) -> Iterator[Reply]:
        for word in values.get("replies", ()):
            given = {name: word[name] for name in _FIELDS if word.get(name) not in (None, "")}
            said = checked(given, kind=word["kind"], contact_id=0, at=word["at"])
            del said["contact_id"]
            if str(word["at"]) > self._now:
                raise BadInput(_("something was said at {at}, which is still to come").format(at=word["at"]))
            if there is not None and activities.word_there(connection, there, said):
                continue
            author = self._colleagues.find(word, "author")
            reply = Reply(said, author, self._other(connection, values, word, asker))
            if there is not None and reply.is_answer:
                bare = activities.bare_answer(connection, there, str(said["at"]))
                reply = Reply({"subject": None, **said}, author, reply.person, bare)
            yield reply

    def _other(
        self, connection: "Connection", values: Mapping[str, Any], word: Mapping[str, object], asker: Person | None
    ) -> Person | None:
        """Return who of the customer's it was with, where that is known to be somebody else than who asked."""
        if not word.get("contact") or word["contact"] == (asker.name if asker else values.get("contact")):
            return None
        named = {name: word[name] for name in ("contact", "contact_id") if word.get(name)}
        try:
            found = self._whom.find(connection, {**named, **_company(values)})
        except (BadInput, NotFound):
            return None
        is_theirs = found is not None and (asker is None or found.customer_id in {0, asker.customer_id})
        return found if is_theirs else None

    def write(self, writing: "Transaction", ticket_id: int, replies: tuple[Reply, ...]) -> None:
        """Write what was said on a ticket, which is where its states say already."""
        ticket = writing.record("ticket", ticket_id)
        for reply in replies:
            author = self._colleagues.user(writing, reply.author)
            if reply.there is not None:
                writing.update("activity", reply.there, {**reply.said, "author_id": author})
                continue
            contact = self._whom.settled(writing, reply.person).id if reply.person else ticket["contact_id"]
            tied = {"contact_id": contact, "customer_id": ticket["customer_id"], "ticket_id": ticket_id}
            writing.create("activity", {**reply.said, **tied, "author_id": author})


def _company(values: Mapping[str, Any]) -> dict[str, object]:
    return {"company": values["company"]} if "company" in values else {}
