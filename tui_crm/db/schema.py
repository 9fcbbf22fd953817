"""Which schema this program writes: its revisions, in order. Alembic is imported only to move a file between them."""

REVISIONS = (
    "0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013", "0014",
    "0015",
)  # fmt: skip
"""Every revision, oldest first; ``migrations/versions`` has one module each."""

NEWEST = REVISIONS[-1]
