"""The list of currencies: in order, each once, as ISO writes them."""

from tui_crm.currencies import CURRENCIES


def test_codes_are_three_letters_each_once_in_order() -> None:
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in CURRENCIES)
    assert list(CURRENCIES) == sorted(set(CURRENCIES))
    assert {"CNY", "EUR", "USD", "JPY", "HKD", "TWD"} <= set(CURRENCIES)
    assert not {"XAU", "XTS", "XXX", "DEM", "RMB"} & set(CURRENCIES), "metals, tests, what is gone, what is no code"
