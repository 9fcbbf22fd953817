"""The house: contacts, activities, reminders, the team, the log, summaries and the search index."""

from importlib.resources import files

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and index of the first schema."""
    script = files("tui_crm.db.migrations.versions").joinpath("0001_house.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
