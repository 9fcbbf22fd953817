"""Repeats: since when a reminder comes back, whose turn it is, and which one it follows."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, and the index by which the next one is found."""
    op.execute("ALTER TABLE reminder ADD COLUMN repeat_from VARCHAR")
    op.execute("ALTER TABLE reminder ADD COLUMN repeat_on VARCHAR")
    op.execute("ALTER TABLE reminder ADD COLUMN repeat_of INTEGER REFERENCES reminder (id)")
    op.execute("CREATE INDEX ix_reminder_repeat_of ON reminder (repeat_of)")
