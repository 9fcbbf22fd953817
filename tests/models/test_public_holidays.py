"""Which days of a country are off or worked, what they are called, and for which years nobody knows."""

from datetime import date

from tui_crm import i18n
from tui_crm.models.public_holidays import Holiday, Unknown, festivals, special_days, unknown_years
from tui_crm.models.working_time import DayKind

YEAR = date(2026, 1, 1), date(2026, 12, 31)


def days(kind: DayKind, place: str = "CN", year: int = 2026) -> list[str]:
    return [f"{day:%m-%d}" for day, special in sorted(special_days(place, year).items()) if special.kind is kind]


def test_china_works_on_the_weekends_that_the_state_council_names() -> None:
    assert days(DayKind.MAKE_UP) == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
    assert set(days(DayKind.HOLIDAY)) >= {"10-01", "10-02", "10-03", "10-05", "10-06", "10-07", "02-23", "01-02"}
    assert days(DayKind.MAKE_UP, year=2006)[-2:] == ["12-30", "12-31"]  # worked for days off of the January after


def test_a_part_of_a_country_has_days_of_its_own() -> None:
    assert set(days(DayKind.HOLIDAY, "DE-BY")) - set(days(DayKind.HOLIDAY, "DE-BE")) == {"01-06", "06-04", "11-01"}
    assert days(DayKind.HOLIDAY, "none") == days(DayKind.HOLIDAY, "DE", 2999) == []


def test_festivals_are_named_once_and_moved_days_are_none() -> None:
    assert Holiday(date(2026, 10, 1), 3, "National Day") in festivals("CN", *YEAR)
    assert len(festivals("CN", *YEAR)) == 8
    i18n.set_language("zh_CN")
    assert [holiday.name for holiday in festivals("CN", date(2026, 2, 16), date(2026, 2, 19))] == ["农历除夕", "春节"]
    assert (
        festivals("DE", date(2026, 12, 26), date(2027, 1, 1))[0].name == "Second Day of Christmas"
    )  # knows no Chinese
    assert festivals("none", *YEAR) == []


def test_what_is_known_by_rule_is_known_and_what_is_decreed_up_to_what_was_published() -> None:
    for place in ("CN", "HU", "RU", "DE-BY", "none"):
        assert unknown_years(place, date(2025, 1, 1), date(2026, 12, 31)) == []
    assert unknown_years("DE", date(2090, 1, 1), date(2090, 12, 31)) == []


def test_years_are_told_with_four_digits() -> None:
    (early,) = unknown_years("CN", date.min, date(1, 1, 31))
    assert early.told == early.in_short == "no holidays of CN are known for 0001"
    assert Unknown("CN", 2027, 2028).in_short == "CN 2027–2028: days off still to be published"


def test_years_nobody_knows_are_told() -> None:
    assert unknown_years("CN", date(2089, 12, 31), date(2090, 1, 1)) == [Unknown("CN", 2089, 2090)]
    assert "of CN for 2089–2090 are still to be published" in Unknown("CN", 2089, 2090).told
    assert Unknown("CN", 2090, 2090).told.startswith("the days off and make-up days of CN for 2090 ")
    assert unknown_years("DE", date(2099, 1, 1), date(2200, 1, 1)) == [Unknown("DE", 2101, 2200, outside=True)]
    assert Unknown("DE", 1800, 1800, outside=True).told == "no holidays of DE are known for 1800"
    assert [unknown.outside for unknown in unknown_years("CN", date(1900, 1, 1), date(2200, 1, 1))] == [
        True,
        False,
        True,
    ]
