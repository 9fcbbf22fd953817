"""When is a reminder over, and when overdue, in SQL? What ``models/due.py`` says of one, for many."""


def over(alias: str) -> str:
    """Return the instant, as stored, at which a reminder with a time is over."""
    return (
        f"CASE WHEN {alias}.minutes > 0"
        f" THEN strftime('%Y-%m-%dT%H:%M:%SZ', {alias}.due_at, '+' || {alias}.minutes || ' minutes')"
        f" ELSE {alias}.due_at END"
    )


def is_overdue(alias: str, now: str, today: str) -> str:
    """Return the condition that one is overdue; ``now``, as stored, and ``today`` are binds."""
    return f"CASE WHEN {alias}.due_at IS NULL THEN {alias}.due_on < {today} ELSE {over(alias)} < {now} END"
