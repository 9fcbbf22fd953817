"""Mails into the story of those they are with, each once: one mail, or a whole mailbox."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui_crm.db.mail import Owner
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.ids import shown
from tui_crm.models.mail import Mail
from tui_crm.models.when import When
from tui_crm.services.activities import NextSaid, what_comes_next
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.kept_rows import KeptRows
from tui_crm.services.importing.planned import Planned, carried_out
from tui_crm.services.importing.report import ImportOptions, ImportReport, Listing, Progress
from tui_crm.services.importing.scratch import scratch_folder
from tui_crm.services.labels import told
from tui_crm.services.mail.importing import MailImport
from tui_crm.services.mail.matching import Match, Matching
from tui_crm.services.mail.reading import read_mail
from tui_crm.services.mail.to_tickets import NewTickets, TicketMails, take_all
from tui_crm.services.mail.writing import write
from tui_crm.services.people import ensure_user, live_lines

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

_LABEL = N_("Logged an e-mail with {name}")


class MailService:
    """The mails of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def log(
        self,
        content: bytes,
        *,
        at: datetime | None = None,
        others: Sequence[int] = (),
        next_step: When | None = None,
        next_note: str = "",
        without_next: bool = False,
        note: str = "",
        **said: object,
    ) -> Done:
        """Log a mail, given as it lies in a file, with those on file whom it is from or to.

        What is ``said`` counts more than what stands in the mail; ``note`` goes before its text, ``others`` took part,
        too; the next step and ``ids`` are as for any activity; where it was logged before, the operation is None and
        ``ids`` has that activity. Raises BadInput for what cannot be read, and NotFound where nobody of it is on file, or
        it was deleted.
        """
        mail = self._read(content, at)
        author = ensure_user(self._crm)
        words = {name: value for name, value in said.items() if value is not None}
        if note:
            words["text"] = "\n\n".join(filter(None, (note, mail.text)))
        with self._crm.database.write(self._crm.actor, _LABEL) as writing:
            match = self._with(writing, mail, others)
            if match.logged is not None:
                return _again(match)
            writing.arguments["name"] = match.people[0].name
            made = write(writing, [match], me=author, clock=self._crm.clock, said=words)
            first = match.people[0]
            on = match.ticket if match.ticket and match.ticket.customer_id == first.customer_id else None
            step = NextSaid(next_step, next_note, ticket_id=on.id if on else None, without_next=without_next)
            after, also = what_comes_next(writing, first, author, step)
            if match.ticket is not None:
                also = (_("it is on {number}").format(number=match.ticket.number), *also)
        ids = (*made, *after)
        return Done(writing.operation_id, told(writing.label, writing.arguments), ids, also=also)

    def to_tickets(
        self, contents: Iterable[tuple[int, bytes]], *, owner: str | None = None, creates: bool = True, **said: object
    ) -> TicketMails:
        """Take mails, each with the line it begins in, to the tickets they go on with, or open new ones, in one operation.

        ``owner`` and what is ``said`` (fields of ``TicketFields``) hold for new ones; where it ``creates``, a sender who is
        not on file becomes a contact. Raises NotFound, BadInput.
        """
        words = {name: value for name, value in said.items() if value is not None}
        return take_all(self._crm, contents, NewTickets(words, owner, creates=creates), ensure_user(self._crm))

    @contextmanager
    def planned(
        self, file: str | Path | InputFile | KeptRows, options: ImportOptions, progress: Progress | None = None
    ) -> Iterator[Planned]:
        """Give what importing a mailbox (``-``: standard input) would do: see ``Importing.planned``.

        Rows are mails: created where they were logged, unchanged where they had been, skipped where nobody of them is on
        file. Raises BadInput.
        """
        with ExitStack() as held, scratch_folder() as folder:
            source = file if isinstance(file, KeptRows) else held.enter_context(InputFile.of(file))
            yield MailImport(self._crm, source, options, folder, progress)

    def run(
        self,
        file: str | Path,
        options: ImportOptions,
        *,
        listing: Listing | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Import a mailbox, as :meth:`tui_crm.services.importing.service.Importing.run` does. Raises BadInput, Busy."""
        with self.planned(file, options, progress) as plan:
            return carried_out(plan, listing)

    def _read(self, content: bytes, at: datetime | None) -> Mail:
        try:
            mail = read_mail(content)
        except BadInput as error:
            raise BadInput(_("the mail cannot be logged: {reason}").format(reason=error.message)) from error
        if at is not None and at > self._crm.clock.now():
            raise BadInput(_("what is logged must have happened already"), field="at")
        return mail if at is None else replace(mail, at=at)

    def _with(self, writing: "Transaction", mail: Mail, others: Sequence[int]) -> Match:
        (match,) = Matching.begin(writing.connection).match(writing.connection, [mail])
        lines = live_lines(writing.connection, others)
        people = (*match.people, *(Owner(line.id, line.name, line.customer_id) for line in lines))
        if not people:
            raise NotFound(
                _("nobody of this mail is on file: {addresses}").format(addresses=_(", ").join(match.strangers)),
                hint=_("add them with: crm contact add --name NAME --email ADDRESS"),
            )
        return replace(match, people=tuple(dict.fromkeys(people)))


def _again(match: Match) -> Done:
    """Return what is said of a mail that was logged before. Raises NotFound where that is in the trash."""
    name = shown("activity", match.logged or 0)
    if match.in_trash:
        text = _("this mail was logged before, as {id}, which is in the trash")
        raise NotFound(text.format(id=name), hint=_("see when it was deleted with crm history; crm undo takes it out"))
    return Done(None, _("this mail was logged before, as {id}").format(id=name), (match.logged or 0,))
