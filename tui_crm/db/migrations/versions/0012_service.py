"""Service: tickets with their clocks, policies and known problems; surveys and scores."""

from importlib.resources import files

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and indexes, and let activities and reminders name a ticket."""
    script = files("tui_crm.db.migrations.versions").joinpath("0012_service.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
