"""What the words of a language are that the demo's people speak: sentences for every beat of a story, with slots.

The business sells furniture and lamps to shops, cafés and offices. A sentence may have the slots ``{item}`` (a ware),
``{order}`` (a number of it), ``{price}``, ``{less}`` (what one would rather pay), ``{percent}``, ``{day}`` (of the week)
and ``{weeks}``; an e-mail is written ``subject :: text``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tui_crm.demo.dice import Dice


@dataclass(frozen=True)
class Tongue:
    """A language of the demo. ``count`` puts a number before a ware, whose measure word stands behind a bar."""

    items: tuple[str, ...]
    days: tuple[str, ...]
    beats: Mapping[str, tuple[str, ...]]
    reminders: Mapping[str, tuple[str, ...]]
    meetings: tuple[tuple[str, str], ...]
    """What one meets for, and where: ``{street}`` is the customer's."""
    needs: tuple[str, ...]
    count: str = "{number} {item}"
    thousands: str = ","

    def ware(self, dice: Dice) -> str:
        """Return one of the wares."""
        return dice.pick(self.items)

    def slots(self, dice: Dice, ware: str, currency: str) -> dict[str, object]:
        """Return what the slots of a sentence about a ware are filled with."""
        item, _bar, measure = ware.partition("|")
        number = dice.between(2, 24)
        price = number * dice.between(11, 48) * 20
        return {
            "item": item,
            "order": self.count.format(number=number, item=item, measure=measure),
            "price": currency.format(self._digits(price)),
            "less": currency.format(self._digits(price * 9 // 1000 * 100)),
            "percent": dice.between(3, 12),
            "day": dice.pick(self.days),
            "weeks": dice.between(2, 6),
        }

    def _digits(self, amount: int) -> str:
        return f"{amount:,}".replace(",", self.thousands)
