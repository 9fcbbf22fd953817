"""Imports keep where their rows came from."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody was asked before."""
    op.execute("ALTER TABLE import_run ADD COLUMN source VARCHAR")
