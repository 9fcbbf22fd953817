"""Which language a customer of the demo speaks, and in which money they count."""

from tui_crm.demo.lands import CHINA, GERMANY
from tui_crm.demo.people import Profile
from tui_crm.demo.words import Tongue
from tui_crm.demo.words_de import GERMAN
from tui_crm.demo.words_en import ENGLISH
from tui_crm.demo.words_zh import CHINESE

_TONGUES = {CHINA.country: CHINESE, GERMANY.country: GERMAN}
_CURRENCIES = {CHINA.country: "{} 元", GERMANY.country: "{} €", "United States": "${}"}


def tongue_of(profile: Profile) -> Tongue:
    """Return the language that is spoken with somebody: English where it is neither Chinese nor German."""
    return _TONGUES.get(profile.address.country, ENGLISH)


def currency_of(profile: Profile) -> str:
    """Return how an amount of money is written for somebody, ``{}`` standing for the number."""
    return _CURRENCIES.get(profile.address.country, "€{}")
