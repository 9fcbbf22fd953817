"""How the three hundred everyday customers of the demo are cast: their cards, their owners, and their stories."""

from tui_crm.clock import Clock
from tui_crm.demo.cast import Cast, Member
from tui_crm.demo.customers import Customer, customers, employees, said_of
from tui_crm.demo.dice import Dice
from tui_crm.demo.people import Profile
from tui_crm.demo.story import story
from tui_crm.demo.tongues import currency_of, tongue_of
from tui_crm.models.codes import Stage

TEAM = ("me", "li", "anna", "wang")
"""Who owns the customers."""

_UNOWNED_LEADS = 15
_TERMS = ("0", "30", "30", "60")


def casts_of_everyday(clock: Clock) -> list[Cast]:
    """Return the customers whose stories are thrown by dice."""
    return [_cast(customer, clock) for customer in customers()]


def _cast(customer: Customer, clock: Clock) -> Cast:
    told, dice = story(customer, clock), customer.dice
    unowned = customer.stage is Stage.LEAD and dice.happens(_UNOWNED_LEADS)
    owner = "" if unowned else dice.pick(TEAM)
    staff = tuple(_member(person, None) for person in customer.staff)
    return Cast(_member(customer.profile, customer.stage), staff, customer.stage, owner, told, _custom(customer))


def _member(profile: Profile, stage: Stage | None) -> Member:
    dice = Dice(3, profile.number)
    said = dict(said_of(profile, stage))
    if stage not in (None, Stage.LEAD) and dice.happens(20):
        tongue = tongue_of(profile)
        said["needs"] = dice.pick(tongue.needs).format(**tongue.slots(dice, tongue.ware(dice), currency_of(profile)))
    return Member(said, profile.standing.tags, profile.role, profile.department)


def _custom(customer: Customer) -> dict[str, str]:
    """Return what the team's own fields say of a company."""
    if not customer.staff:
        return {}
    values = {"employees": str(employees(customer))}
    if customer.stage is not Stage.LEAD:
        values["terms"] = customer.dice.pick(_TERMS)
    if customer.dice.happens(30):
        values["showroom"] = customer.dice.pick(("yes", "yes", "no"))
    return values
