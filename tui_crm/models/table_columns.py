"""What the tables have in common: the columns of every record, and how a column names a row of another table."""

from sqlmodel import Column, Field, ForeignKey, Integer, SQLModel

from tui_crm.models.record import INSTANT


class Record(SQLModel):
    """The columns of every thing that is written through the one write path."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    deleted_at: str | None = Field(default=None, max_length=INSTANT)


def names(table: str, *, index: bool = False, needed: bool = False) -> Column[int]:
    """Return a column that holds the id of a row of ``table``."""
    return Column(Integer, ForeignKey(f"{table}.id"), index=index, nullable=not needed)


def part_of(table: str, *, index: bool = False) -> Column[int]:
    """Return a column of the primary key that holds the id of a row of ``table``."""
    return Column(Integer, ForeignKey(f"{table}.id"), primary_key=True, autoincrement=False, index=index)


NEVER_REUSED = {"sqlite_autoincrement": True}
"""Of a table whose ids are given once."""

BY_KEY = {"sqlite_with_rowid": False}
"""Of a table that is found by its primary key alone."""
