"""What a phone number is that somebody typed: the text as typed, its E.164 form, and its national digits.

With its country code it is a number if its length is possible in that country. Without, it belongs to the file's region
and must be valid there: a local number without its area code would be the same as another town's. The common shapes are
recognised here in a microsecond or two; the rest is left to Google's rules (phonenumberslite), ten times slower.
"""

import re
import unicodedata
from typing import NamedTuple

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.text import clean_line


class Phone(NamedTuple):
    """A phone number.

    ``number`` is the text as typed; ``e164`` is ``+`` and up to 15 digits without the extension, None where the text is
    no number we understand; ``digits`` are the national ones without a trunk 0, or all that were typed if e164 is None.
    """

    number: str
    e164: str | None
    digits: str


_SEPARATORS = str.maketrans("", "", " -./()")
_EXTENSION = re.compile(r"\s*(?:转|轉|分机|分機|ext(?:ension)?\.?|x|#)\s*:?\s*\d{1,8}$", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"\D+", re.ASCII)

# 13800138000 as a spreadsheet shows it when it takes it for a quantity, and as programs write it that read it as one.
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,2}", re.IGNORECASE)
_DECIMAL = re.compile(r"\+?\d{7,15}\.0")

# Fewest and most national digits behind a country calling code (ITU E.164), where none of them is a trunk prefix
# unless it is 0. Countries that are missing have rules of their own.
_LENGTHS = {
    "1": (10, 10), "7": (10, 10), "20": (9, 10), "27": (9, 9), "30": (10, 10), "31": (9, 9), "32": (8, 9),
    "33": (9, 9), "34": (9, 9), "36": (8, 9), "39": (9, 11), "40": (9, 9), "41": (9, 9), "43": (6, 12),
    "44": (9, 10), "45": (8, 8), "46": (7, 9), "47": (8, 8), "48": (9, 9), "49": (6, 12), "51": (8, 9),
    "52": (10, 10), "56": (9, 9), "60": (8, 10), "62": (9, 12), "63": (10, 10), "64": (8, 10),
    "65": (8, 8), "66": (8, 9), "81": (9, 10), "82": (9, 10), "84": (9, 10), "86": (10, 11), "90": (10, 10),
    "91": (10, 10), "92": (9, 10), "94": (9, 9), "212": (9, 9), "234": (10, 10), "254": (9, 9), "351": (9, 9),
    "353": (7, 9), "358": (6, 10), "370": (8, 8), "371": (8, 8), "380": (9, 9), "420": (9, 9), "421": (9, 9),
    "852": (8, 8), "853": (8, 8), "880": (8, 10), "886": (8, 9), "966": (9, 9), "971": (8, 9), "972": (8, 9),
}  # fmt: skip

# Mobiles (179 is a carrier's prefix) and numbers with their trunk 0 and area code; North America has neither.
_CHINESE = re.compile(
    r"(?:(?:00)?86|0)?(1(?:[3-689]\d|7[0-8])\d{8})|0(10\d{8}|2\d{9}|[3-9]\d{9,10})",
    re.ASCII,
)
_AMERICAN = re.compile(r"1?([2-9]\d{2}[2-9]\d{6})", re.ASCII)
_DOMESTIC = {"CN": ("+86", _CHINESE), "US": ("+1", _AMERICAN), "CA": ("+1", _AMERICAN)}


def parse_phone(text: str, region: str) -> Phone:
    """Return the phone number in ``text``; one without a country code is of ``region`` (ISO 3166, "" for none).

    BadInput where a spreadsheet rounded the number (``1.38E+10``): its digits are lost.
    """
    number = clean_line(text)
    plain = number if number.isascii() else unicodedata.normalize("NFKC", number)
    return _common(number, plain, region) or _uncommon(number, plain, region)


def _common(number: str, plain: str, region: str) -> Phone | None:
    bare = plain.translate(_SEPARATORS)
    if bare[:1] == "+":
        return _international(number, bare)
    if region in _DOMESTIC:
        code, shape = _DOMESTIC[region]
        if match := shape.fullmatch(bare):
            national = match[match.lastindex or 0]
            return Phone(number, code + national, national)
    return None


def _international(number: str, bare: str) -> Phone | None:
    digits = bare[1:]
    if not (digits.isascii() and digits.isdigit()):
        return None
    for code in (digits[:2], digits[:3], digits[:1]):
        if code in _LENGTHS:
            national = digits[len(code) :]
            fewest, most = _LENGTHS[code]
            return Phone(number, bare, national) if fewest <= len(national) <= most and national[0] != "0" else None
    return None


def _uncommon(number: str, plain: str, region: str) -> Phone:
    if _ROUNDED.fullmatch(plain):
        message = _("“{text}” is a phone number that a spreadsheet rounded; format its column as text and export again")
        raise BadInput(message.format(text=number), field="phone")
    if _DECIMAL.fullmatch(plain):
        return parse_phone(plain.removesuffix(".0"), region)
    main = _EXTENSION.sub("", plain)
    return _common(number, main, region) or _by_google(number, main, region)


def _by_google(number: str, plain: str, region: str) -> Phone:
    import phonenumbers as google  # noqa: PLC0415 - the common shapes do without it

    try:
        parsed = google.parse(plain, region or None, keep_raw_input=True)
    except google.NumberParseException:
        return Phone(number, None, _NOT_DIGITS.sub("", plain))
    stated = parsed.country_code_source in {
        google.CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN,
        google.CountryCodeSource.FROM_NUMBER_WITH_IDD,
    }
    possible = google.is_possible_number_with_reason(parsed) == google.ValidationResult.IS_POSSIBLE
    if not (possible if stated else google.is_valid_number(parsed)):
        return Phone(number, None, _NOT_DIGITS.sub("", plain))
    e164 = google.format_number(parsed, google.PhoneNumberFormat.E164)
    return Phone(number, e164, google.national_significant_number(parsed))
