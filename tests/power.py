"""What a disk may hold after a power cut: of whatever was not synced, any part, in any order, or nothing.

Modelled after SQLite's own crash tests (https://www.sqlite.org/testing.html#crash_testing): what was written to a file
since its last sync may be there whole, in some of its sectors, or not at all; a removal whose folder was not synced may
not have happened.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.vfs import Event

SECTOR = 512


@dataclass
class File:
    """A file as it is on the disk for sure, and what was done to it since its last sync."""

    durable: bytes = b""
    pending: list[Event] = field(default_factory=list)

    def sync(self) -> None:
        """Let everything reach the disk."""
        self.durable = self.after(self.pending)
        self.pending = []

    def after(self, events: list[Event]) -> bytes:
        """Return the content after some of what was done."""
        content = bytearray(self.durable)
        for event in events:
            if event.what == "truncate":
                del content[event.at :]
                continue
            content.extend(bytes(max(0, event.at - len(content))))
            content[event.at : event.at + len(event.content)] = event.content
        return bytes(content)

    def cut(self, random: Random) -> bytes:
        """Return what may be there after the power was cut."""
        some: list[Event] = []
        for event in self.pending:
            match random.randrange(3):
                case 0:
                    some.append(event)
                case 1 if event.what == "write":
                    some += torn(event, random)
        if random.randrange(2):
            random.shuffle(some)
        return self.after(some)


def torn(event: Event, random: Random) -> list[Event]:
    """Return a write of which only some sectors reached the disk."""
    pieces = range(0, len(event.content), SECTOR)
    return [
        Event("write", event.path, event.at + begin, event.content[begin : begin + SECTOR])
        for begin in pieces
        if random.randrange(2)
    ]


class Disk:
    """Files as the system sees them, and as they are on the disk."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = {path: File(content) for path, content in files.items()}
        self._leaving: dict[str, File] = {}
        self.acknowledged = 0

    def happen(self, event: Event) -> None:
        """Let something happen to a file."""
        if event.what == "acknowledged":
            self.acknowledged += 1
        elif event.what == "delete":
            file = self._files.pop(event.path, None)
            if event.synced:
                self._leaving.clear()
            elif file is not None:
                self._leaving[event.path] = file
        elif event.what == "sync":
            self._files.setdefault(event.path, File()).sync()
            self._leaving.pop(event.path, None)
        else:
            self._files.setdefault(event.path, File()).pending.append(event)

    def cut_into(self, folder: Path, random: Random) -> None:
        """Cut the power, and write what is left into ``folder``."""
        back = {path: file for path, file in self._leaving.items() if random.randrange(2)}
        for path, file in {**self._files, **back}.items():
            (folder / Path(path).name).write_bytes(file.cut(random))
