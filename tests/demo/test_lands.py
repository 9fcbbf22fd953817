"""The words that made-up people are made of."""

import pytest

from tui_crm.demo.lands import CHINA, LANDLINES, LANDS, POLAND, Land, latin
from tui_crm.models.phones import parse_phone

EACH = pytest.mark.parametrize("land", LANDS, ids=lambda land: land.code)


def test_names_in_the_letters_of_an_email() -> None:
    assert [latin(name) for name in ("张伟", "Łuczak", "Groß", "O'Brien")] == ["zhangwei", "luczak", "gross", "obrien"]


@EACH
def test_given_names_differ_in_latin_letters_too(land: Land) -> None:
    women, men = land.given
    assert len({name.latin for name in women + men}) == len(women) + len(men) > 40


@EACH
def test_brands_and_branches_differ_in_latin_letters_too(land: Land) -> None:
    first, second = land.brands
    brands = {head.latin + tail.latin for head in first for tail in second}
    assert len(brands) == len(first) * len(second)
    assert len({trade.latin for trade, _industry in land.trades}) == len(land.trades)


@EACH
@pytest.mark.parametrize("share", [0, 0.37, 0.9999999])
def test_numbers_are_numbers_of_the_country(land: Land, share: float) -> None:
    code = {"CN": "+86", "US": "+1", "DE": "+49", "FR": "+33", "PL": "+48"}[land.code]
    landlines = [land.landline(city.area, int(LANDLINES * share)) for city in land.cities]
    for number in (land.mobile(int(land.mobiles * share)), *landlines):
        assert (parse_phone(number, "CN").e164 or "").startswith(code), number


@EACH
def test_neighbouring_mobiles_differ(land: Land) -> None:
    indices = [*range(300), *range(land.mobiles - 300, land.mobiles)]
    assert len({land.mobile(index) for index in indices}) == 600


def test_a_company_and_a_street_as_they_are_written() -> None:
    assert CHINA.company.format(city="上海", brand="云帆", branch="贸易") == "上海云帆贸易有限公司"
    assert POLAND.street.format(road="Polna", number=7) == "ul. Polna 7"
