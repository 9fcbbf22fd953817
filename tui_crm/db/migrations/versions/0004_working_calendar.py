"""The working calendar: the days that the team has off, or works, unlike its country and its weekdays."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.execute(
        "CREATE TABLE calendar_day ("
        " id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " version INTEGER NOT NULL,"
        " deleted_at VARCHAR(20),"
        " day VARCHAR(10) NOT NULL,"
        " kind VARCHAR NOT NULL,"
        " name VARCHAR,"
        " hours VARCHAR)"
    )
    op.execute("CREATE INDEX ix_calendar_day_day ON calendar_day (day)")
