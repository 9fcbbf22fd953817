"""What a typed number means, in which country, and that it is kept as it was typed."""

import random
import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.errors import BadInput
from tui_crm.models import phones
from tui_crm.models.phones import Phone, parse_phone

PREFIXES = [str(prefix) for prefix in range(30, 100) if prefix != 79]
SEPARATORS = ("", " ", "-", ".", " - ", "/")


@pytest.mark.parametrize(
    ("text", "e164", "digits"),
    [
        ("13800138000", "+8613800138000", "13800138000"),
        ("138 0013 8000", "+8613800138000", "13800138000"),
        ("138-0013-8000", "+8613800138000", "13800138000"),
        ("+86 138 0013 8000", "+8613800138000", "13800138000"),
        ("(+86)13800138000", "+8613800138000", "13800138000"),
        ("0086-13800138000", "+8613800138000", "13800138000"),
        ("8613800138000", "+8613800138000", "13800138000"),
        ("013800138000", "+8613800138000", "13800138000"),
        ("１３８００１３８０００", "+8613800138000", "13800138000"),
        ("＋８６ １３８－００１３－８０００", "+8613800138000", "13800138000"),
        ("13800138000.0", "+8613800138000", "13800138000"),
        ("010-62345678", "+861062345678", "1062345678"),
        ("(0755) 8376 5566", "+8675583765566", "75583765566"),
        ("+86 (0)21 6234 5678", "+862162345678", "2162345678"),
        ("0571-8765432", "+865718765432", "5718765432"),
        ("400-820-8888", "+864008208888", "4008208888"),
        ("021-62345678转123", "+862162345678", "2162345678"),
        ("021-62345678 轉 123", "+862162345678", "2162345678"),
        ("021-62345678 分机123", "+862162345678", "2162345678"),
        ("021-62345678 ext. 123", "+862162345678", "2162345678"),
        ("021-62345678x123", "+862162345678", "2162345678"),
        ("021-62345678#123", "+862162345678", "2162345678"),
        ("+1 (202) 555-0143 Ext 9", "+12025550143", "2025550143"),
        ("+49 30 1234567", "+49301234567", "301234567"),
        ("+44 (0)20 7946 0958", "+442079460958", "2079460958"),
        ("0044 20 7946 0958", "+442079460958", "2079460958"),
        ("+39 06 1234 5678", "+390612345678", "0612345678"),
        ("tel:+86-138-0013-8000", "+8613800138000", "13800138000"),
        ("+852 2345 6789", "+85223456789", "23456789"),
        ("+61 2 5550 1234", "+61255501234", "255501234"),
        ("62345678", None, "62345678"),
        ("95588", None, "95588"),
        ("17951001380", None, "17951001380"),
        ("8001 转 2", None, "8001"),
        ("+999 12345678", None, "99912345678"),
        ("+86 12", None, "8612"),
        ("call the office", None, ""),
        ("13800138000 / 13900139000", None, "1380013800013900139000"),
        ("", None, ""),
        ("1" * 300, None, "1" * 300),
    ],
)
def test_a_number_is_kept_as_typed_and_understood(text: str, e164: str | None, digits: str) -> None:
    kept = text.removesuffix(".0")
    assert parse_phone(text, "CN") == Phone(kept, e164, digits)


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("(202) 555-0143", "US", "+12025550143"),
        ("1-202-555-0143", "CA", "+12025550143"),
        ("202 155 0143", "US", None),
        ("555-0143", "US", None),
        ("030 1234567", "DE", "+49301234567"),
        ("13800138000", "", None),
        ("+8613800138000", "", "+8613800138000"),
        ("+8613800138000", "DE", "+8613800138000"),
    ],
)
def test_a_number_without_a_country_code_belongs_to_the_region(text: str, region: str, e164: str | None) -> None:
    assert parse_phone(text, region).e164 == e164


def test_the_text_is_kept_as_one_line() -> None:
    assert parse_phone(" 138\u00a00013\t8000\n", "CN") == Phone("138 0013 8000", "+8613800138000", "13800138000")


@pytest.mark.parametrize("text", ["1.38E+10", "1.38001E+10", "1,38e+10", "1E+10", " １.38Ｅ+10 "])
def test_a_number_that_a_spreadsheet_rounded_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as failure:
        parse_phone(text, "CN")
    assert failure.value.field == "phone"
    assert "rounded" in failure.value.message
    assert text.strip() in failure.value.message


# ---- the fast path and Google's rules agree


def google(text: str, region: str) -> Phone:
    parsed = phonenumbers.parse(text, region)
    assert phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE
    national = phonenumbers.national_significant_number(parsed)
    return Phone(text, phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), national)


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def spread(rng: random.Random, number: str) -> str:
    """Return ``number`` with separators strewn in behind its first digit."""
    separator = rng.choice(SEPARATORS)
    cut = rng.randint(2, len(number) - 1)
    return (
        f"{number[:cut]}{separator}{number[cut:]}" if rng.random() < 0.5 else separator.join((number[:3], number[3:]))
    )


@pytest.mark.parametrize("code", phones._LENGTHS)
def test_numbers_with_a_country_code_are_read_as_google_reads_them(code: str) -> None:
    rng = random.Random(code)
    for _ in range(100):
        national = rng.choice("123456789") + digits(rng, rng.randint(*phones._LENGTHS[code]) - 1)
        text = spread(rng, f"+{code}{national}")
        assert phones._common(text, text, "CN") == google(text, "CN")


@pytest.mark.parametrize("seed", range(4))
def test_chinese_numbers_are_read_as_google_reads_them(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(400):
        mobile = rng.choice(("", "86", "0086", "0")) + f"1{rng.choice(PREFIXES)}{digits(rng, 8)}"
        landline = rng.choice(
            (f"010{digits(rng, 8)}", f"02{digits(rng, 9)}", f"0{rng.choice('3456789')}{digits(rng, 10)}")
        )
        for text in (spread(rng, mobile), spread(rng, landline)):
            assert phones._common(text, text, "CN") == google(text, "CN")


@pytest.mark.parametrize("region", ["US", "CA"])
def test_north_american_numbers_are_read_as_google_reads_them(region: str) -> None:
    rng = random.Random(region)
    for _ in range(400):
        area, exchange = (f"{rng.choice('23456789')}{digits(rng, 2)}" for _ in range(2))
        text = rng.choice(("({}) {}-{}", "{}-{}-{}", "1 {} {} {}", "{}{}{}")).format(area, exchange, digits(rng, 4))
        assert phones._common(text, text, region) == google(text, region)


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_each_countrys_numbers_are_understood_in_each_notation(region: str) -> None:
    for kind in (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE):
        example = phonenumbers.example_number_for_type(region, kind)
        if example is not None:
            e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
            for notation in (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.NATIONAL, 0):
                assert parse_phone(phonenumbers.format_number(example, notation), region).e164 == e164


@given(
    st.text(st.characters(exclude_categories=[]) | st.sampled_from("0123456789+-() ext转#E.")),
    st.sampled_from(("CN", "US", "DE", "")),
)
def test_any_text_is_kept_and_its_number_is_well_formed(text: str, region: str) -> None:
    try:
        phone = parse_phone(text, region)
    except BadInput:
        assert "E+" in text.upper() or not text.isascii()
        return
    assert phone.digits == "" or (phone.digits.isascii() and phone.digits.isdigit())
    if phone.e164:
        assert phone.e164.startswith("+")
        assert phone.e164.endswith(phone.digits)
        assert parse_phone(phone.e164, region) == Phone(phone.e164, phone.e164, phone.digits)


def test_common_numbers_do_not_load_googles_rules() -> None:
    code = (
        "import sys; from tui_crm.models.phones import parse_phone;"
        "parse_phone('138 0013 8000', 'CN'); parse_phone('+49 30 1234567', 'CN'); print('phonenumbers' in sys.modules);"
        "parse_phone('95588', 'CN'); print('phonenumbers' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert printed.split() == ["False", "True"]
