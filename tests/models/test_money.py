from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.errors import BadInput
from tui_crm.models.money import EXPONENTS, MixedCurrencies, Money, exponent, parse_money

CURRENCIES = st.sampled_from(["CNY", "EUR", "CHF", *EXPONENTS])
AMOUNTS = st.builds(Money, st.integers(-(2**63) + 1, 2**63 - 1), CURRENCIES)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1234.5", "CNY", 123450),
        ("¥1,234.50", "CNY", 123450),
        ("￥１，２３４．５０", "CNY", 123450),
        ("¥1,234", "JPY", 1234),
        ("1 234 567.89", "EUR", 123456789),
        ("1\u202f234,50".replace(",", "."), "EUR", 123450),
        ("1'234.50", "CHF", 123450),
        ("-5", "CNY", -500),
        ("-¥5", "CNY", -500),
        ("¥-5", "CNY", -500),
        ("\u22125.00", "CNY", -500),
        ("+5", "CNY", 500),
        ("EUR 12", "EUR", 1200),
        ("12 eur", "EUR", 1200),
        ("12 CHF", "CHF", 1200),
        ("HK$ 8", "HKD", 800),
        ("8港元", "HKD", 800),
        ("人民币 1000 元", "CNY", 100000),
        ("12k", "USD", 1200000),
        ("1.2万", "CNY", 1200000),
        ("1.2萬元", "CNY", 1200000),
        ("3千万", "CNY", 3000000000),
        ("1.23456亿", "CNY", 12345600000),
        ("1.234567万", "CNY", 1234567),
        ("5w", "CNY", 5000000),
        ("1.234", "KWD", 1234),
        ("1.2345", "CLF", 12345),
        ("0", "CNY", 0),
        ("92233720368547758.07", "CNY", 2**63 - 1),
    ],
)
def test_amounts_as_people_type_them(text: str, currency: str, minor: int) -> None:
    assert parse_money(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "¥",
        "abc",
        "1.234,50",
        "12,34",
        "1,23,456",
        "1,234 567",
        "1e5",
        "nan",
        "inf",
        "٣",
        "--5",
        "5.",
        ".5",
        "1 2",
    ],
)
def test_what_is_no_amount_is_refused_by_field(text: str) -> None:
    with pytest.raises(BadInput, match="no amount of money") as caught:
        parse_money(text, "CNY", field="value")
    assert caught.value.field == "value"


@pytest.mark.parametrize(
    ("text", "currency"), [("1.234", "CNY"), ("1.000", "CNY"), ("1.0", "JPY"), ("1.00001万", "JPY")]
)
def test_more_digits_than_the_currency_has_are_refused(text: str, currency: str) -> None:
    with pytest.raises(BadInput, match="more digits"):
        parse_money(text, currency)


@pytest.mark.parametrize("text", ["$5", "€5", "5 美元", "US$ 5", "5 USD"])
def test_another_currency_is_never_taken_for_ours(text: str) -> None:
    with pytest.raises(BadInput):
        parse_money(text, "CNY")


def test_more_than_the_database_keeps_is_refused() -> None:
    with pytest.raises(BadInput, match="more money"):
        parse_money("92233720368547758.08", "CNY")


@given(AMOUNTS)
def test_the_amount_reads_back(money: Money) -> None:
    assert parse_money(str(money), money.currency) == money
    assert Decimal(money.amount) == Decimal(money.minor).scaleb(-exponent(money.currency))


@given(st.text(max_size=40), CURRENCIES)
def test_any_text_is_money_or_bad_input(text: str, currency: str) -> None:
    try:
        assert parse_money(text, currency).currency == currency
    except BadInput as error:
        assert error.field == "amount"  # noqa: PT017 - either outcome is right


@given(st.integers(), st.integers(), st.integers(-1000, 1000))
def test_arithmetic_is_that_of_integers(one: int, other: int, times: int) -> None:
    left, right = Money(one, "CNY"), Money(other, "CNY")
    assert left + right == Money(one + other, "CNY")
    assert left - right == left + -right
    assert left * times == Money(one * times, "CNY")
    assert (left < right) == (one < other)


def test_currencies_are_never_mixed() -> None:
    yuan, yen = Money(100, "CNY"), Money(100, "JPY")
    for mix in (lambda: yuan + yen, lambda: yuan - yen, lambda: yuan < yen):
        with pytest.raises(MixedCurrencies, match="CNY and JPY"):
            mix()
    assert yuan != yen


@pytest.mark.parametrize("currency", ["", "cny", "RMBX", "元"])
def test_a_currency_is_three_capitals(currency: str) -> None:
    with pytest.raises(ValueError, match=f"^{currency}$"):
        Money(1, currency)
