"""Chance that can be repeated: the same for a seed and a number on every platform and in every version of Python."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

_BYTES = 32
_SPENT = 2**64
"""Below this what is left of a pool would favour low throws."""


class Dice:
    """A row of throws that depends on ``seed`` and ``number`` alone."""

    __slots__ = ("_name", "_pool")

    def __init__(self, seed: int, number: int) -> None:
        self._name = b"%d/%d" % (seed, number)
        self._pool = 0

    def below(self, sides: int) -> int:
        """Return a number from 0 to ``sides`` − 1."""
        if self._pool < _SPENT:
            self._name = blake2b(self._name, digest_size=_BYTES).digest()
            self._pool = int.from_bytes(self._name, "big")
        self._pool, thrown = divmod(self._pool, sides)
        return thrown

    def between(self, low: int, high: int) -> int:
        """Return a number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of ``choices``."""
        return choices[self.below(len(choices))]

    def happens(self, percent: int) -> bool:
        """Tell whether something happens that happens in ``percent`` of 100 cases."""
        return self.below(100) < percent


_PRIME = 2_147_483_647


def scattered(number: int, within: int) -> int:
    """Return ``number`` at another place below ``within``: different numbers below it stay different.

    ``within`` must be no multiple of the prime 2³¹ − 1.
    """
    return (number * _PRIME + _PRIME // 7) % within
