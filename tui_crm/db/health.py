"""What can be wrong with a file, each check with its mending. A check returns its name, what is wrong, and whether it
was mended.
"""

from contextlib import suppress
from itertools import islice
from typing import TypeAlias

from sqlalchemy import Connection

from tui_crm.db import operations, sql, ticket_clocks, tickets
from tui_crm.db import summaries as summary
from tui_crm.db.damage import damaged
from tui_crm.db.database import Database
from tui_crm.db.references import into_trash
from tui_crm.db.sqlite import search as index
from tui_crm.errors import BadFile
from tui_crm.file_modes import file_mode, is_shared
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.folding import label_key
from tui_crm.models.ids import shown

Verdict: TypeAlias = tuple[str, str, bool]

_ALWAYS_THERE = ("team", "user")
"""What is never in the trash while something names it; a tag or field there is taken off everything, and may be."""

_NAMED = 5  # damaged values that are told one by one


def permissions(database: Database, *, repair: bool) -> Verdict:
    """Check that only its owner can read the file or, in a folder that a group shares, that the group can write it.

    What may not be written stays so; what belongs to somebody else, or lies on a read-only medium, is not mended.
    """
    name = N_("permissions")
    wanted = file_mode(database.path.parent) & (0o444 if database.read_only else 0o777)
    mode = database.path.stat().st_mode & 0o777
    if mode == wanted or (mode & ~wanted == 0 and not is_shared(database.path.parent)):
        return name, "", False
    wrong = _("the file was {found}, should be {wanted}").format(found=f"{mode:o}", wanted=f"{wanted:o}")
    mended = False
    if repair:
        with suppress(OSError):
            database.path.chmod(wanted)
            mended = True
    return name, wrong, mended


def integrity(database: Database, *, repair: bool) -> Verdict:  # noqa: ARG001 - damage has no mending but a backup
    """Run SQLite's own check over the whole file."""
    try:
        with database.read() as connection:
            verdict = str(sql.scalar(connection, "PRAGMA integrity_check"))
    except BadFile as error:  # damage that keeps even the check from going on
        verdict = error.message
    return N_("integrity"), "" if verdict == "ok" else verdict, False


def foreign_keys(database: Database, *, repair: bool) -> Verdict:  # noqa: ARG001 - as above
    """Check that every reference points to something, and none to a user or team in the trash: nobody would find those."""
    with database.read() as connection:
        broken = len(sql.rows(connection, "PRAGMA foreign_key_check"))
        lost = into_trash(connection, _ALWAYS_THERE)
        wrong = [_lost(connection, thing, record_id, count) for thing, record_id, count in lost]
    if broken:
        text = ngettext("{count} reference points to nothing", "{count} references point to nothing", broken)
        wrong.insert(0, text.format(count=broken))
    return N_("references"), _("; ").join(wrong), False


def _lost(connection: Connection, thing: str, record_id: int, count: int) -> str:
    text = ngettext(
        "{count} record names {id}, which is in the trash: take back what put it there with crm undo {operation}",
        "{count} records name {id}, which is in the trash: take back what put it there with crm undo {operation}",
        count,
    )
    operation = shown("operation", operations.newest_on(connection, thing, record_id) or 0)
    return text.format(count=count, id=shown(thing, record_id), operation=operation)


def values(database: Database, *, repair: bool) -> Verdict:  # noqa: ARG001 - nobody knows what belongs there
    """Look for days, times and numbers that nobody can read: another hand wrote them."""
    with database.read() as connection:
        found = list(islice(damaged(connection), _NAMED + 1))
    told = [each.told for each in found[:_NAMED]]
    return N_("values"), _("; ").join([*told, *(["…"] if len(found) > _NAMED else [])]), False


def numbers(database: Database, *, repair: bool) -> Verdict:  # noqa: ARG001 - nobody knows which ticket is to be another
    """Look for ticket numbers that several tickets have: earlier versions let undo bring one back that was given anew."""
    with database.read() as connection:
        found = tickets.doubled(connection)
    form = _("{ids} are all {number}, which means {first} now: name the others by their ids")
    shared = [(named, [shown("ticket", key) for key in keys]) for named, keys in found[:_NAMED]]
    told = [form.format(ids=_(", ").join(ids), number=named, first=ids[0]) for named, ids in shared]
    return N_("ticket numbers"), _("; ").join([*told, *(["…"] if len(found) > _NAMED else [])]), False


def summaries(database: Database, *, repair: bool) -> Verdict:
    """Compare what lists show with what it is computed from."""
    with database.read() as connection:
        stale = summary.stale(connection)
    if stale and repair:
        with database.maintain() as connection:
            summary.mend(connection, stale)
    text = ngettext("{count} contact showed stale figures", "{count} contacts showed stale figures", len(stale))
    return N_("summaries"), text.format(count=len(stale)) if stale else "", bool(stale) and repair


def clocks(database: Database, *, repair: bool) -> Verdict:
    """Compare the clocks of tickets with what they are worked out from: holidays may be known by now that were not."""
    try:
        with database.read() as connection:
            stale = ticket_clocks.stale(connection)
    except BadFile as error:  # what nobody can read is told where it stands, too
        return N_("clocks"), error.message, False
    if stale and repair:
        with database.maintain() as connection:
            ticket_clocks.refresh(connection, stale)
    text = ngettext(
        "the clocks of {count} ticket were not right", "the clocks of {count} tickets were not right", len(stale)
    )
    return N_("clocks"), text.format(count=len(stale)) if stale else "", bool(stale) and repair


def tags(database: Database, *, repair: bool) -> Verdict:
    """Compare what tags are told apart by with their names: earlier versions told them apart less finely."""
    with database.read() as connection:
        kept = sql.rows(connection, "SELECT id, name, name_key FROM tag")
    stale = [(key, number) for number, name, stored in kept if (key := label_key(str(name))) != stored]
    if stale and repair:
        with database.maintain() as connection:
            sql.many(connection, "UPDATE tag SET name_key = ? WHERE id = ?", stale)
    text = ngettext("{count} tag was not found by its name", "{count} tags were not found by their names", len(stale))
    return N_("tags"), text.format(count=len(stale)) if stale else "", bool(stale) and repair


def search(database: Database, *, repair: bool) -> Verdict:
    """Compare the search index with the records; FTS5's own check is a write to SQLite, and left out of a read-only file."""
    with database.read() as connection:
        stale = index.stale(connection)
    whole = database.read_only or _agrees(database)
    if repair and (stale or not whole):
        with database.maintain() as connection:
            if not whole:
                index.rebuild(connection)
            else:
                for kind, ids in stale.items():
                    index.refresh(connection, ids, kind)
    if not whole:
        return N_("search index"), _("the index does not agree with its words"), repair
    count = sum(map(len, stale.values()))
    text = ngettext("{count} record was not indexed right", "{count} records were not indexed right", count)
    return N_("search index"), text.format(count=count) if count else "", bool(count) and repair


def _agrees(database: Database) -> bool:
    """Let FTS5 check itself, with nothing to commit in the end: that would wait for every reader of a rollback journal."""
    with database.maintain() as connection:
        whole = index.consistent(connection)
        connection.rollback()
    return whole
