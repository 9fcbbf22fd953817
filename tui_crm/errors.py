"""What can go wrong, and with which exit code the command line says so.

A failure is raised as the class that fits; the class owns the exit code, the raiser one translated sentence that says
what is wrong and where, and a hint that says what to do. The two boundaries (the command line's runner and the app's
write worker) print them; nobody else catches :class:`CrmError` to print it.
"""

from collections.abc import Sequence
from typing import ClassVar


class CrmError(Exception):
    """A failure that the person at the keyboard is told about in one sentence.

    ``message`` is translated and complete; ``hint`` says what to do next, or is empty.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Attention(CrmError):
    """A check found something, or some rows were rejected."""

    exit_code = 1


class UsageError(CrmError):
    """The command line, a setting, a filter or a date in words is wrong.

    ``text`` and ``at`` (an offset into it, in characters) let a front end point at the word.
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "", text: str = "", at: int = -1) -> None:
        super().__init__(message, hint=hint)
        self.text = text
        self.at = at


class NotFound(CrmError):
    """What was named is not there."""

    exit_code = 3


class Ambiguous(CrmError):
    """What was named fits several records; ``candidates`` are (id as shown, name)."""

    exit_code = 3

    def __init__(self, message: str, *, candidates: Sequence[tuple[str, str]], hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.candidates = tuple(candidates)


class BadInput(CrmError):
    """The input is bad; nothing was written. ``field`` names the field at fault, if it is one."""

    exit_code = 4

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message, hint=hint)
        self.field = field


class Conflict(CrmError):
    """Somebody else changed the same fields meanwhile; ``fields`` maps each to (original, mine, theirs)."""

    exit_code = 5

    def __init__(
        self, message: str, *, fields: dict[str, tuple[object, object, object]] | None = None, hint: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.fields = fields or {}


class Busy(CrmError):
    """Another program holds the database for longer than we wait."""

    exit_code = 6


class BadFile(CrmError):
    """The database file is damaged, encrypted, foreign or from a newer version."""

    exit_code = 7


class OutputFailed(CrmError):
    """The disk or the output failed; nothing half-written is left."""

    exit_code = 74
