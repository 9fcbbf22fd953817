"""A cadence may be that of a segment."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.execute("ALTER TABLE cadence ADD COLUMN segment_id INTEGER REFERENCES segment (id)")
    op.execute("CREATE INDEX ix_cadence_segment_id ON cadence (segment_id)")
