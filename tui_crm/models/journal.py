"""What was done: operations with their changes, stage transitions and imports; and what lists show, kept beside."""

from sqlmodel import Column, Field, ForeignKey, Index, Integer, SQLModel

from tui_crm.models.record import INSTANT, Record


class Operation(SQLModel, table=True):
    """One thing somebody did. ``label`` is a message of the catalogue, ``arguments`` JSON that fills it.

    ``reverts_id`` names the operation that this one takes back (an undo, or a redo: the undo of an undo);
    ``reverted_by_id`` the one that took this one back.
    """

    __table_args__ = (
        Index("operation_by_login", "login", "id"),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    at: str = Field(max_length=INSTANT)
    login: str
    source: str
    label: str
    arguments: str
    reverts_id: int | None = Field(default=None, sa_column=Column(Integer, ForeignKey("operation.id"), index=True))
    reverted_by_id: int | None = Field(default=None, sa_column=Column(Integer, ForeignKey("operation.id"), index=True))
    records: int = 0


class Change(SQLModel, table=True):
    """What an operation did to one record: ``create`` without values, ``update`` old → new, ``remove`` keeps it all."""

    __table_args__ = (
        Index("change_of_record", "record_id", "thing", "operation_id"),
        {"sqlite_with_rowid": False},
    )
    operation_id: int = Field(
        sa_column=Column(Integer, ForeignKey("operation.id"), primary_key=True, autoincrement=False)
    )
    thing: str = Field(primary_key=True)
    record_id: int = Field(primary_key=True)
    action: str
    version: int
    fields: str | None = None


class StageTransition(Record, table=True):
    """A customer's step from one lifecycle stage to another: when it took effect, when it was recorded, and why."""

    __tablename__ = "stage_transition"
    __table_args__ = (
        Index("stage_transition_by_customer", "contact_id", "effective_at"),
        {"sqlite_autoincrement": True},
    )
    contact_id: int = Field(sa_column=Column(Integer, ForeignKey("contact.id"), nullable=False))
    from_stage: str | None = None
    to_stage: str
    effective_at: str = Field(max_length=INSTANT)
    recorded_at: str = Field(max_length=INSTANT)
    why: str
    operation_id: int


class ImportRun(SQLModel, table=True):
    """One import: its file, its operation and the counts of the file's rows. Part of the log."""

    __tablename__ = "import_run"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: int | None = Field(default=None, primary_key=True)
    operation_id: int | None = Field(default=None, sa_column=Column(Integer, ForeignKey("operation.id"), index=True))
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
    also_created: int
    seconds: float


class ContactSummary(SQLModel, table=True):
    """What lists show of a contact, recomputed inside the write path and never logged.

    ``customer_id`` is the contact itself or, for a person in a company, their primary company; ``last_at`` the newest
    activity with the contact (for a company: with it or its people); ``next_key`` the ``due_key`` of the next open
    reminder, ``next_id`` its id.
    """

    __tablename__ = "contact_summary"
    __table_args__ = (
        Index("contact_summary_by_last", "last_at", "contact_id"),
        Index("contact_summary_by_next", "next_key", "contact_id"),
    )
    contact_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    customer_id: int = Field(index=True)
    last_id: int | None = None
    last_at: str | None = Field(default=None, max_length=INSTANT)
    next_id: int | None = None
    next_key: str | None = None


class SearchEntry(SQLModel, table=True):
    """The folded words of a record, which the search index points into; ``id`` is record id × 8 + kind of thing."""

    __tablename__ = "search_document"
    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    name: str
    body: str
