"""Lists know when three quarters of a promised time have passed."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; there are no tickets yet to work it out for."""
    op.execute("ALTER TABLE ticket_summary ADD COLUMN warn_at VARCHAR(20)")
