"""What a phone number is that somebody typed: the text as typed, its E.164 form, and its national digits.

The common shapes are recognised here in a few microseconds; everything else is left to Google's rules (phonenumberslite),
which take ten times as long. Both give the same answer: a number is one when its length is possible in its country.
"""

import re
import unicodedata
from dataclasses import dataclass

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.text import clean_line


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number.

    ``number`` is the text as typed; ``e164`` is ``+`` and at most 15 digits without the extension, None where the text
    is no number we understand; ``digits`` are the national digits without a trunk 0, all that were typed where e164 is None.
    """

    number: str
    e164: str | None
    digits: str


_SEPARATORS = str.maketrans("", "", " -./()")
_EXTENSION = re.compile(r"\s*(?:转|轉|分机|分機|ext(?:ension)?\.?|x|#)\s*:?\s*\d{1,8}", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"\D+", re.ASCII)

# 13800138000 as a spreadsheet shows it when it takes it for a quantity, and as some programs write it then.
_ROUNDED = re.compile(r"\d[.,]\d+E\+\d{1,2}", re.IGNORECASE)
_DECIMAL = re.compile(r"\+?\d{7,15}\.0")

# National digits by country calling code, where they are what stands behind it. 1795x would be a carrier's prefix.
_CHINESE = r"(?:1(?:[3-689]\d|7[0-8])\d{8}|10\d{8}|2\d{9}|[3-9]\d{9,10})"
_INTERNATIONAL = {
    "1": re.compile(r"[2-9]\d{9}", re.ASCII),
    "86": re.compile(_CHINESE, re.ASCII),
}
_DOMESTIC = {
    "CN": ("86", re.compile(rf"(?:(?:00)?86(?=1)|0(?!1[3-9])|(?=1[3-9]))({_CHINESE})", re.ASCII)),
    "US": ("1", re.compile(r"1?([2-9]\d{9})", re.ASCII)),
    "CA": ("1", re.compile(r"1?([2-9]\d{9})", re.ASCII)),
}


def parse_phone(text: str, region: str) -> Phone:
    """Return the phone number in ``text``; one without a country code is of ``region`` (ISO 3166, "" for none).

    BadInput where a spreadsheet rounded the number (``1.38E+10``): its digits are lost.
    """
    number = clean_line(text)
    plain = number if number.isascii() else unicodedata.normalize("NFKC", number)
    return _common(number, plain, region) or _uncommon(number, plain, region)


def _common(number: str, plain: str, region: str) -> Phone | None:
    bare = plain.translate(_SEPARATORS)
    if bare.startswith("+"):
        return _international(number, bare)
    code, shape = _DOMESTIC.get(region, ("", None))
    match = shape.fullmatch(bare) if shape else None
    return Phone(number, f"+{code}{match[1]}", match[1]) if match else None


def _international(number: str, bare: str) -> Phone | None:
    for end in (2, 3, 4):
        shape = _INTERNATIONAL.get(bare[1:end])
        if shape:
            return Phone(number, bare, bare[end:]) if shape.fullmatch(bare, end) else None
    return None


def _uncommon(number: str, plain: str, region: str) -> Phone:
    if _ROUNDED.fullmatch(plain):
        message = _(
            "“{text}” is a phone number that a spreadsheet rounded; format its column as text and export again."
        )
        raise BadInput(message.format(text=number), field="phone")
    if _DECIMAL.fullmatch(plain):
        return parse_phone(plain.removesuffix(".0"), region)
    extension = _EXTENSION.search(plain)
    main = plain[: extension.start()] if extension and extension.end() == len(plain) else plain
    return _common(number, main, region) or _by_google(number, main, region)


def _by_google(number: str, plain: str, region: str) -> Phone:
    import phonenumbers  # noqa: PLC0415 - the common shapes do without these 60 ms

    try:
        parsed = phonenumbers.parse(plain, region or None)
    except phonenumbers.NumberParseException:
        return Phone(number, None, _NOT_DIGITS.sub("", plain))
    if phonenumbers.is_possible_number_with_reason(parsed) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return Phone(number, None, _NOT_DIGITS.sub("", plain))
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return Phone(number, e164, phonenumbers.national_significant_number(parsed))
