"""Today: the indexes by which it is known at once what waits for somebody, and which customers have no next step."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two indexes."""
    op.execute(
        "CREATE INDEX reminder_waiting ON reminder (owner_id, due_key) WHERE done_at IS NULL AND deleted_at IS NULL"
    )
    op.execute(
        "CREATE INDEX contact_summary_silent ON contact_summary (last_at, contact_id)"
        " WHERE next_id IS NULL AND customer_id = contact_id"
    )
