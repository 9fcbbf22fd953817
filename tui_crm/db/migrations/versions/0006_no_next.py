"""No next step on purpose: when that was said of a customer, and the index of Today without these."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, and make the index anew."""
    op.execute("ALTER TABLE contact ADD COLUMN no_next_since VARCHAR(20)")
    op.execute("ALTER TABLE contact_summary ADD COLUMN no_next_since VARCHAR(20)")
    op.execute("DROP INDEX contact_summary_silent")
    op.execute(
        "CREATE INDEX contact_summary_silent ON contact_summary (last_at, contact_id)"
        " WHERE next_id IS NULL AND customer_id = contact_id AND no_next_since IS NULL"
    )
