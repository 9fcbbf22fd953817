"""Who does something, from where and when: what every write is recorded with."""

from dataclasses import dataclass
from enum import StrEnum

from tui_crm.clock import Clock


class Source(StrEnum):
    """Where an operation came from."""

    CLI = "cli"
    SCREEN = "screen"
    IMPORT = "import"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """A user (by login), the door the change came through, and the clock it is dated by."""

    login: str
    source: Source
    clock: Clock
