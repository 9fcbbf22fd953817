"""How other people's files become records: read → map → plan → apply."""
