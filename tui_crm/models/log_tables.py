"""The tables beside the records: the log of what was done, what is worked out from the records, and the file's own."""

from sqlmodel import Column, Field, Index, Integer, SQLModel, text

from tui_crm.models.record import INSTANT
from tui_crm.models.table_columns import BY_KEY, NEVER_REUSED, names, part_of


class Operation(SQLModel, table=True):
    """One thing somebody did. ``label`` is a message of the catalogue, ``arguments`` JSON that fills it.

    ``reverts_id`` names the operation that this one takes back (an undo, or a redo: the undo of an undo);
    ``reverted_by_id`` the one that took this one back.
    """

    __table_args__ = (
        Index("operation_by_login", "login", "id"),
        NEVER_REUSED,
    )
    id: int | None = Field(default=None, primary_key=True)
    at: str = Field(max_length=INSTANT)
    login: str
    source: str
    label: str
    arguments: str
    reverts_id: int | None = Field(default=None, sa_column=names("operation", index=True))
    reverted_by_id: int | None = Field(default=None, sa_column=names("operation", index=True))
    records: int = 0


class Change(SQLModel, table=True):
    """What an operation did to one record: ``create`` without values, ``update`` old → new, ``remove`` keeps it all."""

    __table_args__ = (
        Index("change_of_record", "record_id", "thing", "operation_id"),
        BY_KEY,
    )
    operation_id: int = Field(sa_column=part_of("operation"))
    thing: str = Field(primary_key=True)
    record_id: int = Field(primary_key=True)
    action: str
    version: int
    fields: str | None = None


class ImportRun(SQLModel, table=True):
    """One import: its file, its operation and the counts of the file's rows. Part of the log.

    ``source`` is where the rows came from, where that was said. ``also_created`` is a JSON object: how many companies, tags and users came along, by kind.
    """

    __tablename__ = "import_run"
    __table_args__ = (NEVER_REUSED,)
    id: int | None = Field(default=None, primary_key=True)
    operation_id: int | None = Field(default=None, sa_column=names("operation", index=True))
    at: str = Field(max_length=INSTANT)
    login: str
    kind: str
    file: str
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    rejected: int
    also_created: str
    seconds: float
    source: str | None = None


class ContactSummary(SQLModel, table=True):
    """What lists show of a contact, recomputed inside the write path and never logged.

    ``customer_id`` is the contact itself or, for a person in a company, their primary company; ``last_at`` the newest
    activity with the contact (for a company: with it or its people); ``next_key`` the ``due_key`` of the next open
    reminder, ``next_id`` its id; ``no_next_since`` is the contact's. ``cadence`` are the days in which
    one shall be in touch again, ``touch_by`` the instant when they are over.
    """

    __tablename__ = "contact_summary"
    __table_args__ = (
        Index("contact_summary_by_last", "last_at", "contact_id"),
        Index("contact_summary_by_touch", "touch_by", "contact_id"),
        Index("contact_summary_by_next", "next_key", "contact_id"),
        Index(
            "contact_summary_silent",
            "last_at",
            "contact_id",
            sqlite_where=text("next_id IS NULL AND customer_id = contact_id AND no_next_since IS NULL"),
        ),
    )
    contact_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    customer_id: int = Field(index=True)
    last_id: int | None = None
    last_at: str | None = Field(default=None, max_length=INSTANT)
    next_id: int | None = None
    next_key: str | None = None
    no_next_since: str | None = Field(default=None, max_length=INSTANT)
    cadence: int | None = None
    touch_by: str | None = Field(default=None, max_length=INSTANT)


class SearchEntry(SQLModel, table=True):
    """The folded words of a record, which the search index points into; ``id`` is record id × 8 + kind of thing."""

    __tablename__ = "search_document"
    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    name: str
    body: str


class Origin(SQLModel, table=True):
    """The file's own id, one row: made with the file, and the same in every copy of it."""

    id: str = Field(primary_key=True)


METADATA = SQLModel.metadata
"""These tables, and whichever others are declared by then."""
