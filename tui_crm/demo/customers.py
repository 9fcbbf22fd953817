"""Who the demo's customers are: three hundred of the made-up contacts, companies with their people and people of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

from tui_crm.demo.dice import Dice
from tui_crm.demo.lands import CHINA, LANDS
from tui_crm.demo.people import STAFF, TEN, Profile, contact
from tui_crm.i18n import _
from tui_crm.models.codes import Consent, Stage

COMPANIES = 110
"""How many customers are companies."""

PRIVATE = 190
"""How many customers are people who belong to none."""

_SEED = 7
_STAGES = (*[Stage.LEAD] * 5, *[Stage.NEW] * 2, *[Stage.ACTIVE] * 9, *[Stage.DORMANT] * 3, *[Stage.CHURNED] * 2)
_MOST_STAFF = 4
_LUNAR_BEFORE = "1980"


@dataclass(frozen=True)
class Customer:
    """A customer: the card it stands for, its stage, the people of a company, and the luck that decides the rest."""

    profile: Profile
    stage: Stage
    staff: tuple[Profile, ...]
    dice: Dice


def customers() -> list[Customer]:
    """Return the demo's customers, always the same; four in ten are Chinese."""
    tens = [ten for ten in range(4 * COMPANIES) if ten % len(LANDS) == 0 or ten % 3 == 0][:COMPANIES]
    companies = [ten * TEN for ten in tens]
    private = [ten * TEN + STAFF + 1 + at for at in range(TEN - STAFF - 1) for ten in tens][:PRIVATE]
    return [_customer(number) for number in companies + private]


def _customer(number: int) -> Customer:
    dice = Dice(_SEED, number)
    profile = contact(number, _SEED)
    staff = range(number + 1, number + 1 + dice.between(1, _MOST_STAFF)) if number % TEN == 0 else ()
    return Customer(profile, dice.pick(_STAGES), tuple(contact(each, _SEED) for each in staff), dice)


def said_of(profile: Profile, stage: Stage | None) -> Mapping[str, object]:
    """Return what is said of a contact, in the words of ``services/contact_input``; its customer has the stage."""
    standing, address, dice = profile.standing, profile.address, Dice(_SEED, -profile.number)
    work = "work" if profile.company or not profile.family_name else "home"
    return {
        "kind": profile.kind,
        "name": profile.name,
        "family_name": profile.family_name,
        "given_name": profile.given_name,
        "gender": profile.gender,
        "stage": stage or Stage.LEAD,
        "level": standing.level if stage else None,
        "source": _(standing.source) if standing.source else None,
        "industry": profile.industry,
        "website": profile.website,
        "birthday": _birthday(profile),
        "note": standing.remark,
        "channel": dice.pick(("phone", "email", chat_of(profile))) if dice.happens(30) else None,
        "consent": dice.pick((Consent.GIVEN, Consent.GIVEN, Consent.WITHDRAWN)) if dice.happens(40) else None,
        "do_not_contact": dice.happens(2),
        "emails": [(profile.email, work)] if profile.email else [],
        "phones": [pair for pair in ((profile.mobile, "mobile"), (profile.landline, "work")) if pair[0]],
        "handles": [("wechat", profile.wechat)] if profile.wechat else [],
        "addresses": [(work, *address)],
    }


def chat_of(profile: Profile) -> str:
    """Return the service that messages to somebody go by."""
    return "wechat" if _is_chinese(profile) else "whatsapp"


def _birthday(profile: Profile) -> str:
    """Return a birthday as the card has it: older people in China keep the lunar one."""
    lunar = _is_chinese(profile) and "" < profile.birthday < _LUNAR_BEFORE
    return f"lunar:{profile.birthday}" if lunar else profile.birthday


def _is_chinese(profile: Profile) -> bool:
    return profile.address.country == CHINA.country


def employees(customer: Customer) -> int:
    """Return how many people work at a company, those that nobody knows included."""
    return len(customer.staff) * (3 + customer.profile.number // TEN % 20)
