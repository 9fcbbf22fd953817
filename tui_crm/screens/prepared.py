"""A form that has read what it begins with, off the event loop, and is ready to be made and shown on it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.drafts import Draft
    from tui_crm.screens.dialogs.form_dialog import FormDialog


@dataclass(frozen=True)
class Prepared:
    """Makes the dialog; ``draft`` is to be closed where nobody wants it any more."""

    make: "Callable[[], FormDialog]"
    draft: "Draft"
