"""Alembic's entry: runs the revisions on the connection that ``db/migrating.py`` hands in, in its transaction."""

from alembic import context

from tui_crm.models.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
