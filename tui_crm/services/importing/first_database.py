"""What an import into no database leaves: a whole one where something came in, none where nothing did."""

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tui_crm.db.inspecting import check_nothing_left_over
from tui_crm.db.making import put_new
from tui_crm.errors import Conflict, OutputFailed
from tui_crm.file_modes import file_mode, make_folder, sync_folder
from tui_crm.i18n import _
from tui_crm.services.importing.scratch import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_crm.services.crm import Crm


@contextmanager
def made_for(place: Path, opened: "Callable[[Path], Crm]", made: "Callable[[], None]") -> "Iterator[Crm]":
    """Give a new CRM, ``opened`` beside the ``place`` that it gets when the block ends, if anything was imported into it.

    What fails in the block does not undo the imports before it; ``made`` is called once it is there. Raises Conflict where another program was faster,
    OutputFailed, BadFile.
    """
    target = Path(os.path.realpath(place))  # pathlib fails on links in a circle
    check_nothing_left_over(target)
    try:
        make_folder(target.parent)
        with scratch_folder(target.parent) as scratch:
            draft = scratch / target.name
            try:
                yield from _filled(draft, opened)
            except OutputFailed as error:  # nobody knows the draft
                raise OutputFailed(error.message.replace(str(draft), str(target))) from error
            finally:
                if draft.exists():
                    _put(draft, target)
                    made()
    except OSError as error:
        text = _("cannot write {path}: {reason}")
        raise OutputFailed(text.format(path=target, reason=error.strerror or error)) from error


def _filled(draft: Path, opened: "Callable[[Path], Crm]") -> "Iterator[Crm]":
    """Give the CRM at ``draft``, which goes where nothing was imported into it."""
    imported = False
    try:
        with opened(draft) as crm:
            try:
                yield crm
            finally:
                imported = bool(crm.importing.list())
    finally:
        if not imported:
            draft.unlink(missing_ok=True)


def _put(draft: Path, target: Path) -> None:
    draft.chmod(file_mode(target.parent))
    if not put_new(draft, target):
        raise Conflict(
            _("another program made {path} meanwhile").format(path=target), hint=_("nothing was written; import again")
        )
    sync_folder(target.parent)
