"""Who the demo's customers are."""

from collections import Counter

from tui_crm.demo.customers import COMPANIES, PRIVATE, chat_of, customers, employees, said_of
from tui_crm.models.codes import Kind, Stage
from tui_crm.services.contact_input import checked


def test_three_hundred_companies_and_people() -> None:
    kinds = Counter(customer.profile.kind for customer in customers())
    assert kinds == {Kind.COMPANY: COMPANIES, Kind.PERSON: PRIVATE}
    assert COMPANIES + PRIVATE == 300


def test_four_in_ten_are_chinese() -> None:
    chinese = sum(customer.profile.address.country == "中国" for customer in customers())
    assert 0.35 < chinese / 300 < 0.5


def test_companies_have_their_own_people_and_people_have_none() -> None:
    for customer in customers():
        assert bool(customer.staff) == (customer.profile.kind is Kind.COMPANY)
        assert all(person.company == customer.profile.name for person in customer.staff)
        assert employees(customer) >= len(customer.staff)


def test_every_stage_has_somebody() -> None:
    stages = Counter(customer.stage for customer in customers())
    assert set(stages) == set(Stage)
    assert stages.most_common(1)[0][0] is Stage.ACTIVE


def test_always_the_same() -> None:
    assert [customer.profile for customer in customers()] == [customer.profile for customer in customers()]


def test_what_is_said_can_be_stored() -> None:
    for customer in customers():
        values = checked(said_of(customer.profile, customer.stage), complete=True)
        assert (values["name"], values["stage"]) == (customer.profile.name, customer.stage)


def test_level_and_stage_are_said_of_customers_only() -> None:
    company = next(customer for customer in customers() if customer.staff and customer.profile.standing.level)
    assert said_of(company.profile, Stage.ACTIVE)["level"] == company.profile.standing.level
    staff = said_of(company.staff[0], None)
    assert (staff["level"], staff["stage"]) == (None, Stage.LEAD)


def test_older_people_in_china_keep_the_lunar_birthday() -> None:
    cards = [(customer.profile, said_of(customer.profile, None)["birthday"]) for customer in customers()]
    lunar = [profile for profile, birthday in cards if str(birthday).startswith("lunar:")]
    assert lunar
    assert all(profile.address.country == "中国" and profile.birthday < "1980" for profile in lunar)


def test_messages_go_by_what_people_use() -> None:
    assert {(customer.profile.address.country == "中国", chat_of(customer.profile)) for customer in customers()} == {
        (True, "wechat"),
        (False, "whatsapp"),
    }
