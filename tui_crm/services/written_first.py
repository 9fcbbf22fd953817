"""How does something go out once at most, whoever sends it too: it is written down first, and that is taken back where it
does not go.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui_crm.errors import CrmError, OutputFailed
from tui_crm.i18n import _
from tui_crm.models.ids import shown

if TYPE_CHECKING:
    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm


@contextmanager
def taken_back_unless_gone(crm: "Crm", done: "Done") -> Iterator[None]:
    """Let what is written down already go in the block; where that fails or is interrupted, what was written is undone.

    A program that is killed meanwhile leaves what it wrote: nobody hears of it twice. Raises what the block raises, and
    OutputFailed where it cannot be undone.
    """
    assert done.operation_id is not None
    try:
        yield
    except BaseException as error:
        try:
            crm.history.undo(done.operation_id)
        except CrmError as another:
            reason = error.message if isinstance(error, CrmError) else another.message
            raise OutputFailed(
                _("it did not go, and yet is written down ({what}): {reason}").format(what=done.what, reason=reason),
                hint=_("take it back with: crm undo {id}").format(id=shown("operation", done.operation_id)),
            ) from error
        raise
