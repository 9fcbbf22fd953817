"""Mail: by which id a logged mail is known again, and to which conversation it belongs."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns with their indexes."""
    for column in ("message_id", "thread"):
        op.execute(f"ALTER TABLE activity ADD COLUMN {column} VARCHAR")
        op.execute(f"CREATE INDEX activity_by_{column} ON activity ({column}) WHERE {column} IS NOT NULL")
