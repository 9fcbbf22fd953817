"""Origin: an id of the file, by which calendars know a reminder again, whatever other files tell them."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the id up."""
    op.execute("CREATE TABLE origin (id VARCHAR NOT NULL, PRIMARY KEY (id))")
    op.execute("INSERT INTO origin (id) VALUES (lower(hex(randomblob(16))))")
