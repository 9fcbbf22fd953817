"""Other records from a file: each row decided on its own, and written batch by batch."""
