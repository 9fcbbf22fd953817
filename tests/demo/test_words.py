"""The languages of the demo."""

from string import Formatter

import pytest

from tui_crm.demo.beats import BEATS
from tui_crm.demo.customers import customers
from tui_crm.demo.dice import Dice
from tui_crm.demo.tongues import currency_of, tongue_of
from tui_crm.demo.words import Tongue
from tui_crm.demo.words_de import GERMAN
from tui_crm.demo.words_en import ENGLISH
from tui_crm.demo.words_zh import CHINESE
from tui_crm.models.codes import ActivityKind

EACH = pytest.mark.parametrize("tongue", [CHINESE, ENGLISH, GERMAN], ids=["zh", "en", "de"])


@EACH
def test_there_are_words_for_every_beat(tongue: Tongue) -> None:
    assert set(tongue.beats) == set(BEATS)
    for name, texts in tongue.beats.items():
        assert texts
        assert len(set(texts)) == len(texts)
        if BEATS[name].kind is ActivityKind.EMAIL:
            assert all(text.count(" :: ") == 1 for text in texts), name


@EACH
def test_every_slot_is_filled(tongue: Tongue) -> None:
    slots = tongue.slots(Dice(1, 1), tongue.items[0], "€{}")
    said = [*(text for texts in tongue.beats.values() for text in texts), *tongue.needs]
    said += [text for text, _place in tongue.meetings]
    said += [text for texts in tongue.reminders.values() for text in texts]
    for text in said:
        assert {name for _text, name, _spec, _conversion in Formatter().parse(text) if name} <= set(slots)
        assert "{" not in text.format(**slots)


@EACH
def test_meetings_have_a_place(tongue: Tongue) -> None:
    places = [place.format(street="Am Markt 3") for _text, place in tongue.meetings]
    assert "Am Markt 3" in places
    assert len(set(filter(None, places))) > 2
    assert not any("{" in place for place in places)


@EACH
def test_one_would_rather_pay_less(tongue: Tongue) -> None:
    def number(text: object) -> int:
        return int("".join(each for each in str(text) if each.isdigit()))

    for throw in range(50):
        slots = tongue.slots(Dice(1, throw), tongue.items[1], "{}")
        assert number(slots["less"]) < number(slots["price"])
        assert str(slots["item"]) in str(slots["order"])
        assert "|" not in f"{slots['item']}{slots['order']}"


def test_people_are_spoken_with_in_their_language_and_money() -> None:
    spoken = {
        customer.profile.address.country: (tongue_of(customer.profile), currency_of(customer.profile))
        for customer in customers()
    }
    assert spoken["中国"] == (CHINESE, "{} 元")
    assert spoken["Deutschland"] == (GERMAN, "{} €")
    assert spoken["United States"] == (ENGLISH, "${}")
    assert spoken["France"] == spoken["Polska"] == (ENGLISH, "€{}")
