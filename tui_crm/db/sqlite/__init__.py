"""What only SQLite does: driver, connection, search index, backup, change feed."""
