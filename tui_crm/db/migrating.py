"""How a file reaches the newest schema: Alembic's revisions, in one transaction."""

from pathlib import Path

from sqlalchemy import Connection

MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(connection: Connection) -> None:
    """Bring the schema of ``connection``'s file to the newest revision; the caller commits or rolls back."""
    from alembic import command  # noqa: PLC0415 - 0.6 s to import, needed only when a file is made or moved
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
