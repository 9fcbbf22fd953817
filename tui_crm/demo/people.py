"""Who is made up: contacts that are believable, the same for a seed on every platform, any one of them without the others.

Contacts come in tens: a company, six of its people, and three people who belong to none. Each ten lives in one of five
countries, so a fifth is Chinese. No two have an e-mail, a mobile or a landline in common, and nobody can be taken for
somebody else: two people of one name have two mobiles, or work in two companies.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tui_crm.demo.dice import Dice, scattered
from tui_crm.demo.lands import LANDLINES, LANDS, City, Land, Word
from tui_crm.i18n import N_
from tui_crm.models.codes import Gender, Kind, Stage

TEN = 10
"""How many contacts stand together."""

STAFF = 6
"""How many people of a company there are, behind the company itself."""

SOURCES = (N_("referral"), N_("trade fair"), N_("website"), N_("cold call"), N_("newsletter"), N_("partner"))
LEVELS = ("A", "B", "B", "C", "C", "C", "VIP", "", "", "")
STAGES = (*[Stage.LEAD] * 4, *[Stage.NEW] * 1, *[Stage.ACTIVE] * 3, Stage.DORMANT, Stage.CHURNED)
TAGS = (
    N_("newsletter"), N_("wholesale"), N_("retail"), N_("press"), N_("partner"), N_("supplier"), N_("key account"),
    N_("seasonal"),
)  # fmt: skip


class Address(NamedTuple):
    """Where a contact lives or works."""

    street: str
    city: str
    region: str
    postal_code: str
    country: str


class Standing(NamedTuple):
    """How a contact stands to the team: level and stage are those of its customer, ``days`` since it was added."""

    level: str
    stage: Stage
    source: str
    tags: tuple[str, ...]
    remark: str
    days: int


class Profile(NamedTuple):
    """A made-up contact, "" where nothing is known; ``birthday`` is an ISO date, ``company`` the name of one."""

    number: int
    kind: Kind
    name: str
    address: Address
    standing: Standing
    email: str
    landline: str
    mobile: str = ""
    family_name: str = ""
    given_name: str = ""
    gender: Gender | None = None
    company: str = ""
    role: str = ""
    department: str = ""
    wechat: str = ""
    website: str = ""
    industry: str = ""
    birthday: str = ""


class Firm(NamedTuple):
    """A made-up company, of which contacts are made; ``host`` is what its e-mails end in.

    ``first_name`` is where the given names of its ten begin, so that no two of them are called alike.
    """

    land: Land
    name: str
    city: City
    industry: str
    host: str
    level: str
    stage: Stage
    first_name: int


def contacts(count: int, seed: int = 1) -> Iterator[Profile]:
    """Yield the first ``count`` contacts."""
    return (contact(number, seed) for number in range(count))


def contact(number: int, seed: int = 1) -> Profile:
    """Return contact ``number``, counted from 0."""
    dice = Dice(seed, number)
    ten, place = divmod(number, TEN)
    firm = firm_of(ten, seed)
    if place == 0:
        return _company(number, firm, dice)
    return _person(number, firm, dice, employed=place <= STAFF)


@lru_cache(maxsize=64)
def firm_of(ten: int, seed: int) -> Firm:
    """Return the company of a ten; no two have the same name or the same host."""
    ordinal, at = divmod(ten, len(LANDS))
    land = LANDS[at]
    first, second = land.brands
    rest, one = divmod(ordinal + seed, len(first))
    rest, two = divmod(rest, len(second))
    again, three = divmod(rest, len(land.trades))  # when the names are used up, they come again in another city
    head, tail = first[one], second[(two + 7 * one) % len(second)]
    branch, industry = land.trades[(three + 5 * two + 3 * one) % len(land.trades)]
    city = land.cities[(one + two + three + again) % len(land.cities)]
    told = f"{head.text}{tail.text} {city.name}" if again and not land.is_chinese else head.text + tail.text
    dice = Dice(seed, -1 - ten)
    return Firm(
        land,
        land.company.format(city=city.name, brand=told, branch=branch.text),
        city,
        industry,
        f"{head.latin}{tail.latin}-{branch.latin}{again or ''}.{land.code.lower()}.example",
        dice.pick(LEVELS),
        dice.pick(STAGES),
        dice.below(len(land.given[0]) * len(land.given[1])),
    )


def _company(number: int, firm: Firm, dice: Dice) -> Profile:
    return Profile(
        number,
        Kind.COMPANY,
        firm.name,
        _address(firm.land, firm.city, dice),
        _standing(firm.level, firm.stage, firm.land, dice),
        email="" if dice.happens(20) else f"info@{firm.host}",
        landline=firm.land.landline(firm.city.area, scattered(number, LANDLINES)),
        website=f"www.{firm.host}",
        industry=firm.industry,
    )


def _person(number: int, near: Firm, dice: Dice, *, employed: bool) -> Profile:
    land, firm, man = near.land, near if employed else None, number % 2
    given = land.given[man][(near.first_name + number % TEN) % len(land.given[man])]
    family = dice.pick(land.families)
    city = firm.city if firm else dice.pick(land.cities)
    email = "" if dice.happens(10) else _email(number, given, family, firm.host if firm else "", dice.pick(land.hosts))
    level, stage = (firm.level, firm.stage) if firm else (dice.pick(LEVELS), dice.pick(STAGES))
    return Profile(
        number,
        Kind.PERSON,
        family.text + given.text if land.is_chinese else f"{given.text} {family.text}",
        _address(land, city, dice),
        _standing(level, stage, land, dice),
        email=email,
        landline=land.landline(city.area, scattered(number, LANDLINES)) if dice.happens(15) else "",
        mobile=land.mobile(scattered(number, land.mobiles)) if not (email and firm) or dice.happens(88) else "",
        family_name=family.text,
        given_name=given.text,
        gender=Gender.MALE if man else Gender.FEMALE,
        company=firm.name if firm else "",
        role=dice.pick(land.roles) if firm else "",
        department=dice.pick(land.departments) if firm and dice.happens(50) else "",
        wechat=f"{given.latin}_{number}" if land.is_chinese and dice.happens(60) else "",
        birthday=_birthday(dice) if dice.happens(25) else "",
    )


def _email(number: int, given: Word, family: Word, firm_host: str, private_host: str) -> str:
    if firm_host:
        return f"{given.latin}.{family.latin}@{firm_host}"
    return f"{given.latin}.{family.latin}{number}@{private_host}"


def _birthday(dice: Dice) -> str:
    return f"{dice.between(1955, 2004)}-{dice.between(1, 12):02}-{dice.between(1, 28):02}"


def _address(land: Land, city: City, dice: Dice) -> Address:
    street = land.street.format(road=dice.pick(land.road_names), number=dice.between(1, 240))
    postal = f"{city.postal}{dice.below(10**land.postal_digits):0{land.postal_digits}}"
    return Address(street, city.name, city.region, postal, land.country)


def _standing(level: str, stage: Stage, land: Land, dice: Dice) -> Standing:
    return Standing(
        level,
        stage,
        source=dice.pick(SOURCES) if dice.happens(70) else "",
        tags=tuple(sorted({dice.pick(TAGS) for _ in range(dice.below(3))})),
        remark=dice.pick(land.remarks) if dice.happens(30) else "",
        days=dice.below(1500),
    )
