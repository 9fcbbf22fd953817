"""What every screen is to the app: a place with commands, which is given the services once they are there."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui_crm.commands import Where

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


class CrmScreen(Screen[None]):
    """A screen that paints itself before the services are loaded."""

    @abstractmethod
    def open(self, crm: "Crm") -> None:
        """Show what is in ``crm`` from now on."""

    @property
    @abstractmethod
    def places(self) -> tuple[Where, ...]:
        """Where the person is, as far as commands are concerned; the nearest place first."""

    @abstractmethod
    def show_work(self, label: str) -> None:
        """Say what is being written, which lasts; an empty label says that it is done."""
