"""Cadence: in how many days one shall be in touch again, by contact, tag and level, and by when that is."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, the columns, and the index by which the list is sorted."""
    op.execute(
        "CREATE TABLE cadence ("
        " id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " version INTEGER NOT NULL,"
        " deleted_at VARCHAR(20),"
        " tag_id INTEGER REFERENCES tag (id),"
        " level VARCHAR,"
        " days INTEGER NOT NULL,"
        " subject_key VARCHAR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_cadence_tag_id ON cadence (tag_id)")
    op.execute("CREATE INDEX ix_cadence_subject_key ON cadence (subject_key)")
    op.execute("ALTER TABLE contact ADD COLUMN cadence INTEGER")
    op.execute("ALTER TABLE contact_summary ADD COLUMN cadence INTEGER")
    op.execute("ALTER TABLE contact_summary ADD COLUMN touch_by VARCHAR(20)")
    op.execute("CREATE INDEX contact_summary_by_touch ON contact_summary (touch_by, contact_id)")
