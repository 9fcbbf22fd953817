"""What an amount of money is: whole minor units of one currency, read from what people type, never a float."""

import re
from dataclasses import dataclass
from typing import Final, Self

from tui_crm.errors import BadInput, CrmError
from tui_crm.i18n import _
from tui_crm.models.typed_text import plain

_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
EXPONENTS: Final = {currency: digits for digits, currencies in _DIGITS.items() for currency in currencies.split()}
"""How many digits a currency has after the point, where it is not two (ISO 4217, list one)."""

_MOST = 2**63 - 1  # what the database can keep
_CODE = re.compile(r"[A-Z]{3}")

_SIGNS = {
    "us$": {"USD"},
    "hk$": {"HKD"},
    "nt$": {"TWD"},
    "rmb": {"CNY"},
    "人民币": {"CNY"},
    "美元": {"USD"},
    "美金": {"USD"},
    "欧元": {"EUR"},
    "港币": {"HKD"},
    "港元": {"HKD"},
    "日元": {"JPY"},
    "英镑": {"GBP"},
    "元": {"CNY", "HKD", "TWD", "MOP", "SGD"},
    "块": {"CNY", "HKD", "TWD", "MOP"},
    "圆": {"CNY", "HKD", "TWD", "JPY"},
    "円": {"JPY"},
    "¥": {"CNY", "JPY"},
    "$": {"USD", "AUD", "CAD", "HKD", "MOP", "MXN", "NZD", "SGD", "TWD"},
    "€": {"EUR"},
    "£": {"GBP"},
    "₩": {"KRW"},
    "₹": {"INR"},
}
_SCALES = {"k": 3, "千": 3, "w": 4, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_GROUPED = r"\d{1,3}(?P<separator>[,' _])\d{3}(?:(?P=separator)\d{3})*|\d{1,19}"
_AMOUNT = rf"(?P<minus>-)?\+?(?P<whole>{_GROUPED})(?:\.(?P<fraction>\d{{1,12}}))? ?(?P<scale>{'|'.join(_SCALES)})?"


class MixedCurrencies(CrmError):
    """Two currencies were put into one sum: a defect of ours, for sums are one line a currency."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(_("{one} and {other} cannot be put into one sum").format(one=one, other=other))


@dataclass(frozen=True, slots=True)
class Money:
    """``minor`` units (cents, fen, whole yen) of the ISO 4217 ``currency``; adds up within its currency only."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse a currency that is not three capitals."""
        if not _CODE.fullmatch(self.currency):
            raise ValueError(self.currency)

    @property
    def amount(self) -> str:
        """The amount with all the digits of the currency and no separators, for example ``1234.50``."""
        digits = exponent(self.currency)
        whole, fraction = divmod(abs(self.minor), 10**digits)
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{whole}.{fraction:0{digits}}" if digits else f"{sign}{whole}"

    def __str__(self) -> str:
        """Return the amount, without the currency."""
        return self.amount

    def __add__(self, other: Self) -> Self:
        """Add money of the same currency; raises MixedCurrencies."""
        return type(self)(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: Self) -> Self:
        """Take away money of the same currency; raises MixedCurrencies."""
        return type(self)(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> Self:
        """Return the opposite amount."""
        return type(self)(-self.minor, self.currency)

    def __mul__(self, times: int) -> Self:
        """Return the amount a whole number of times."""
        return type(self)(self.minor * times, self.currency)

    def __lt__(self, other: Self) -> bool:
        """Compare with money of the same currency; raises MixedCurrencies."""
        return self.minor < self._same(other).minor

    def _same(self, other: Self) -> Self:
        if other.currency != self.currency:
            raise MixedCurrencies(self.currency, other.currency)
        return other


def exponent(currency: str) -> int:
    """Return how many digits ``currency`` has after the point."""
    return EXPONENTS.get(currency, 2)


def parse_money(text: str, currency: str, *, field: str = "amount") -> Money:
    """Read an amount of ``currency`` such as ``1234.5``, ``¥1,234.50``, ``-5 CNY``, ``12k``, ``1.2万``.

    The point parts the fraction; commas, spaces and apostrophes part thousands and must stand right. Raises BadInput
    naming ``field``: no amount, another currency's sign, more digits than the currency has, too large to keep.
    """
    bare = _without_sign(plain(text).text, text, currency, field)
    amount = re.fullmatch(_AMOUNT, bare, re.ASCII)
    if not amount:
        raise BadInput(
            _("“{text}” is no amount of money").format(text=text),
            hint=_("write it with a point before the fraction: 1234.50 or 1,234.50"),
            field=field,
        )
    places = len(amount["fraction"] or "") - _SCALES.get(amount["scale"] or "", 0)
    digits = int("".join(filter(str.isdigit, amount["whole"])) + (amount["fraction"] or ""))
    if places > exponent(currency):
        raise BadInput(
            _("“{text}” has more digits after the point than {currency} has").format(text=text, currency=currency),
            hint=_("{currency} has {digits} of them").format(currency=currency, digits=exponent(currency)),
            field=field,
        )
    minor = digits * 10 ** (exponent(currency) - places)
    if minor > _MOST:
        raise BadInput(_("“{text}” is more money than can be kept").format(text=text), field=field)
    return Money(-minor if amount["minus"] else minor, currency)


def _without_sign(words: str, text: str, currency: str, field: str) -> str:
    """Take the currency's sign or code off both ends; raises BadInput for the sign of another currency."""
    minus, rest = ("-", words[1:].strip()) if words.startswith("-") else ("", words)
    for cut in (str.removeprefix, str.removesuffix):
        for sign, meant in {**_SIGNS, currency.casefold(): {currency}}.items():
            bare = cut(rest, sign)
            if bare == rest:
                continue
            if currency not in meant:
                message = _("“{text}” is not an amount of {currency}").format(text=text, currency=currency)
                raise BadInput(message, field=field)
            rest = bare.strip()
            break
    return minus + rest
