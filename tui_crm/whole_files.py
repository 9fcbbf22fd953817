"""How a file is written whole or not at all: privately beside its place, synced to disk, then put there in one step.

A database, what belongs to one, and what lies among backups is never replaced so.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO
from uuid import uuid4

from tui_crm.database_files import refuse_database
from tui_crm.errors import OutputFailed
from tui_crm.file_modes import discard, make_folder, make_private, sync_folder
from tui_crm.i18n import _

DRAFT = ".part"
"""How the name of a draft ends."""


@contextmanager
def draft_beside(target: Path, *, new_folder: bool = False) -> Iterator[Path]:
    """Make a private empty file beside ``target``, to be filled and given its name; it is gone when the block ends.

    ``new_folder`` says that a missing folder is made. What fails on the way is told as OutputFailed.
    """
    draft = target.with_name(f"{target.name}.{uuid4().hex[:8]}{DRAFT}")
    try:
        if new_folder:
            make_folder(target.parent)
        make_private(draft)
        yield draft
    except OSError as error:
        raise _failure(target, error) from error
    finally:
        discard(draft)


def _failure(target: Path, error: OSError) -> OutputFailed:
    return OutputFailed(_("cannot write {path}: {reason}").format(path=target, reason=error.strerror or error))


def settle(draft: Path, target: Path) -> None:
    """Give the finished ``draft`` the name of ``target``, so that a power cut does not undo it. Raises OSError."""
    draft.replace(target)
    sync_folder(target.parent)


@contextmanager
def synced_text(draft: Path, codec: str = "utf-8") -> Iterator[TextIO]:
    """Give a stream that writes a draft anew; its text is on disk when the block ends. Raises OSError."""
    with draft.open("w", encoding=codec, newline="") as stream:
        yield stream
        _sync(stream)


def _sync(stream: IO[Any]) -> None:
    """Have what was written on disk; a device, a pipe or a terminal has none."""
    stream.flush()
    if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        os.fsync(stream.fileno())


def is_device(place: Path) -> bool:
    """Tell whether ``place`` is there and no file that another could take the place of: a device, a pipe, a folder."""
    return os.path.exists(place) and not os.path.isfile(place)  # noqa: PTH110, PTH113 - Path raises of a long name


@contextmanager
def whole_text(target: Path, codec: str = "utf-8", *, new_folder: bool = False) -> Iterator[TextIO]:
    """Give a stream whose text takes the place of ``target`` when the block ends well; a device is written to as it is.

    A link stays one: what it points to is replaced. Raises UsageError for what belongs to a database, before anything is
    written, and OutputFailed.
    """
    with _whole(target, new_folder=new_folder) as place, synced_text(place, codec) as stream:
        yield stream


@contextmanager
def whole_bytes(target: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes take the place of ``target`` as those of :func:`whole_text` do."""
    with _whole(target) as place, place.open("wb") as stream:
        yield stream
        _sync(stream)


@contextmanager
def _whole(target: Path, *, new_folder: bool = False) -> Iterator[Path]:
    """Give the place to write to: a draft that gets the name of ``target`` when the block ends well, or the device itself."""
    refuse_database(target)
    place = Path(os.path.realpath(target))
    if is_device(target):  # a pipe has no real path: /dev/stdout, /dev/fd/63
        try:
            yield target
        except OSError as error:
            raise _failure(target, error) from error
        return
    with draft_beside(place, new_folder=new_folder) as draft:
        yield draft
        settle(draft, place)
