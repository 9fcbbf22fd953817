"""What screens and the app say to each other: what shall be written, and what was."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from textual.message import Message

from tui_crm.errors import CrmError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.models.cards import Done
    from tui_crm.screens.call_list import CallList
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes


OPENING: Final = "opening"
"""The group of the workers that make a dialog ready: what is typed meanwhile is meant for it."""


@dataclass
class RunWrite(Message):
    """A screen asks the app to write: ``call`` runs in the app's one write worker, ``label`` says so while it lasts.

    ``back`` is the id of the command that takes it back; where it ``is_told`` by the screen, the app does not say it too. ``reply`` is told, on the event loop, what was done or why it
    could not be; it returns whether it has shown a failure itself.
    """

    label: str
    call: "Callable[[Crm], Done]"
    back: str = "app.undo"
    reply: "Callable[[Done | CrmError], bool] | None" = None
    is_told: bool = False


@dataclass
class GoBack(Message):
    """A screen asks the app to show the mode that one came from, by its name."""

    mode: str


@dataclass
class DataChanged(Message, bubble=False):
    """Somebody, perhaps oneself, has written; the app tells every screen."""

    changes: "Changes"


@dataclass
class ShowPage(Message):
    """A screen asks the app to open the page of a contact over the screen of ``mode``."""

    contact_id: int
    mode: str


@dataclass
class ShowTicket(Message):
    """A screen asks the app to open the page of a ticket over the screen of ``mode``."""

    ticket_id: int
    mode: str


@dataclass
class ShowCalls(Message):
    """A screen asks the app to open call mode over the screen of ``mode``."""

    calls: "CallList"
    mode: str


class ShowImport(Message):
    """Somebody asks the app to import a file, over the screen that is shown."""


@dataclass
class Begin(Message):
    """At the very first start the person chose what to begin with: ``demo``, ``import`` or ``empty``."""

    beginning: str


@dataclass
class ShowThere(Message):
    """A screen asks the app to show the screen of a mode, and then to let that do something."""

    mode: str
    then: "Callable[[Any], None]"


class ShowJourney(ShowThere):
    """A screen asks the app to show the journey of a contact."""

    def __init__(self, contact_id: int) -> None:
        super().__init__("journey", lambda screen: screen.look_at(contact_id))
        self.contact_id = contact_id


class OpenDemo(Message):
    """A screen asks the app to go on in the made-up business."""


@dataclass
class PersonalChanged(Message):
    """A screen tells the app that the person's own settings or keys say something else now.

    ``then`` is called once the app does as they say.
    """

    then: "Callable[[], None] | None" = None


class StartAgain(Message):
    """A screen asks the app to open the screens again, since settings have changed that count from then on."""


@dataclass
class ReadFailed(Message):
    """Something could not be read; the app tells the person."""

    error: CrmError
