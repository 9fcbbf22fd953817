"""Settings that belong to the team: kept in the file, changed by operations."""

import pytest

from tests.conftest import OpenCrm
from tui_crm.call_words import USUAL
from tui_crm.errors import UsageError
from tui_crm.services.crm import Crm
from tui_crm.settings import Origin


def test_a_setting_has_its_default_until_somebody_says_otherwise(li: Crm, open_crm: OpenCrm) -> None:
    assert (li.settings.value("levels").value, li.settings.value("levels").origin) == ("A,B,C,VIP", Origin.DEFAULT)
    assert li.settings.set("levels", " Gold， Silver ").what == "Set levels to Gold,Silver"
    value = open_crm("wang").settings.value("levels")
    assert (value.value, value.origin, value.where) == ("Gold,Silver", Origin.DATABASE, str(li.database.path))
    assert li.settings.set("levels", "Gold,Silver").what == "Nothing changed"
    assert li.settings.set("levels", None).what == "Set levels to A,B,C,VIP"
    assert li.settings.set("levels", None).what == "Nothing changed"
    assert li.settings.value("levels").origin is Origin.DEFAULT


def test_a_currency_and_a_zone_are_kept_and_taken_back_like_anything(li: Crm) -> None:
    assert li.settings.set("home_currency", " eur ").what == "Set home_currency to EUR"
    assert li.settings.set("calendar_zone", "Europe/Berlin").what == "Set calendar_zone to Europe/Berlin"
    assert (li.settings.get("home_currency"), li.settings.get("calendar_zone")) == ("EUR", "Europe/Berlin")
    li.history.undo()
    li.history.undo()
    assert {value.origin for value in li.settings.all()} == {Origin.DEFAULT}


def test_every_setting_of_the_team_is_listed(li: Crm) -> None:
    li.settings.set("phone_region", "de")
    assert {value.setting.name: value.value for value in li.settings.all()} == {
        "calendar_zone": "Asia/Shanghai", "calendar_country": "CN",
        "calendar_hours": "mon-fri 09:00-12:00 13:00-18:00", "phone_region": "DE", "home_currency": "CNY", "levels": "A,B,C,VIP",
        "low_csat": "2", "low_nps": "6", "hard_ces": "6", "survey_rest_days": "90", "survey_reminders": "2",
        **USUAL, "ticket_causes": "", "ticket_receipt": "", "wip_limits": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("nonsense", "x", "there is no setting “nonsense”"),
        ("theme", "dusk", "theme is a setting of yours, not of the team"),
        ("phone_region", "China", "“China” does not do for setting phone_region"),
        ("home_currency", "EURO", "“EURO” does not do for setting home_currency: a currency is three letters"),
        ("home_currency", "XTS", "“XTS” does not do for setting home_currency"),
        ("calendar_zone", "Shanghai", "“Shanghai” does not do for setting calendar_zone: no such time zone"),
        ("levels", "A,A", "“A,A” does not do for setting levels"),
    ],
)
def test_what_will_not_do_is_told(li: Crm, name: str, value: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence) as raised:
        li.settings.set(name, value)
    assert raised.value.exit_code == 2
    assert li.history.newest() == 0


def test_the_region_decides_what_a_local_phone_is(li: Crm) -> None:
    key = li.contacts.add({"name": "Ann", "phones": ["(030) 123456"]}).ids[0]
    li.settings.set("phone_region", "DE")
    assert li.contacts.meant("+49 30 123456") == key
    li.history.undo()
    assert li.settings.get("phone_region") == "CN"
    other = li.contacts.add({"name": "Bob", "phones": ["+49 30 123456"]}).ids[0]
    assert li.contacts.meant("+49 30 123456") == other
