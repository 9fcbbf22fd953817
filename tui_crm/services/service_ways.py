"""How tickets of each kind go: where they start, whose they are, what closing asks for, and what comes after."""

from typing import TYPE_CHECKING

from tui_crm.db import service_ways
from tui_crm.models.service_ways import Way

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


class ServiceWays:
    """The service ways of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[Way]:
        """Return the way of every kind, the usual one where the team has said nothing of it."""
        with self._crm.database.read() as connection:
            return list(service_ways.ways(connection).values())

    def of(self, kind: str) -> Way:
        """Return the way of a kind."""
        with self._crm.database.read() as connection:
            return service_ways.ways(connection)[kind]
