"""Whose a folder is, and how its files give way to new ones: all of them, or none."""

import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tui_crm.database_files import refuse_database
from tui_crm.db.everything import PARTS
from tui_crm.errors import BadInput, Busy, CrmError, OutputFailed, UsageError
from tui_crm.file_modes import make_folder, sync_folder
from tui_crm.i18n import _
from tui_crm.services.everything import manifest

_AT_WORK: Final = ".crm-export"
"""The folder within that holds new files until they are whole, and old ones until the new ones are in their places."""


@contextmanager
def taken(folder: Path, *, to_write: bool) -> Iterator[None]:
    """Keep exports out of a folder, and imports, too, where it is ``to_write``. Raises Busy where somebody works there."""
    if sys.platform == "win32":  # which opens no folder
        yield
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if to_write else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(
                _("another export or import is at work in {path}").format(path=folder), hint=_("try again")
            ) from error
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(handle)


def check_ours(folder: Path) -> None:
    """Raise UsageError for a folder that holds anything but an export of everything, files that begin with a dot aside."""
    others = sorted(each.name for each in folder.iterdir() if not each.name.startswith("."))
    if manifest.NAME not in others:
        first = {part.file for part in PARTS} if (folder / _AT_WORK).is_dir() else set()  # one that was killed
        if strange := [name for name in others if name not in first]:
            raise _not_ours(folder, strange[0])
        return
    try:
        known = manifest.read(folder)
    except BadInput as error:
        raise UsageError(error.message, hint=_("name a new or an empty folder")) from error
    check_nothing_else(folder, known, lambda name: _not_ours(folder, name))


def check_nothing_else(folder: Path, known: manifest.Manifest, refusal: Callable[[str], CrmError]) -> None:
    """Raise what ``refusal`` makes of the name of a file that the manifest does not name; a dot before it hides it."""
    for each in sorted(folder.iterdir()):
        is_file = each.is_file() or each.is_symlink()
        if not each.name.startswith(".") and not (is_file and each.name in {manifest.NAME, *known.files}):
            raise refusal(each.name)


def _not_ours(folder: Path, name: str) -> UsageError:
    return UsageError(
        _("{path} holds {name}, which is no part of an export of everything").format(path=folder, name=name),
        hint=_("name a new or an empty folder"),
    )


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give a place for the new files of a folder, manifest included, which take the place of its old ones when the block
    ends well; else everything stays as it was. Raises UsageError where the folder is not ours, Busy, OutputFailed.
    """
    refuse_database(folder / manifest.NAME)
    if os.path.lexists(folder) and not folder.is_dir():
        raise UsageError(_("{path} is not a folder").format(path=folder), hint=_("name a new or an empty folder"))
    is_new = not folder.exists()
    try:
        make_folder(folder)
        with taken(folder, to_write=True):
            check_ours(folder)
            with _at_work(folder) as place:
                yield place / "new"
                _exchange(folder, place / "new", place / "old")
    except OSError as error:
        text = _("cannot write {path}: {reason}")
        raise OutputFailed(text.format(path=folder, reason=error.strerror or error)) from error
    finally:
        if is_new:
            with suppress(OSError):  # it is full, as it should be
                folder.rmdir()


@contextmanager
def _at_work(folder: Path) -> Iterator[Path]:
    place = folder / _AT_WORK
    _remove(place)  # of an export that was killed
    try:
        for made in (place, place / "new", place / "old"):
            make_folder(made)
        (place / ".gitignore").write_text("*\n", encoding="ascii")
        yield place
    finally:
        _remove(place)


def _remove(place: Path) -> None:
    if place.is_symlink():
        place.unlink()
    elif place.exists():
        shutil.rmtree(place)


def _exchange(folder: Path, new: Path, old: Path) -> None:
    """Put the new files in the places of the old, the manifest last; whatever stops that, the old ones come back."""
    there = {each.name for each in folder.iterdir() if not each.name.startswith(".")}
    names = sorted(there | {each.name for each in new.iterdir()}, key=lambda name: (name == manifest.NAME, name))
    sync_folder(new)
    try:
        for name in names:
            if name == manifest.NAME and name in there:  # without it nobody would know whose the folder is
                shutil.copy(folder / name, old / name)
            elif name in there:
                (folder / name).rename(old / name)
            if (new / name).exists():
                (new / name).replace(folder / name)
        sync_folder(folder)
    except BaseException:
        _put_back(folder, old, fresh=set(names) - there)
        raise


def _put_back(folder: Path, old: Path, *, fresh: Collection[str]) -> None:
    for name in fresh:
        (folder / name).unlink(missing_ok=True)
    for kept in old.iterdir():
        kept.replace(folder / kept.name)
