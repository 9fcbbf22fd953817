"""Made-up contacts."""

from collections import Counter
from itertools import islice

from tui_crm.demo.people import Profile, contact, contacts
from tui_crm.models.codes import Kind
from tui_crm.models.emails import check_email

MANY = 20_000


def test_the_same_people_on_every_machine() -> None:
    person = contact(1)
    assert (person.name, person.company) == ("周浩", "上海海通食品有限公司")
    assert (person.email, person.mobile) == ("hao.zhou@haitong-shipin.cn.example", "154 5426 7025")
    assert contact(11).email == "joseph.thompson@clearway-tools.us.example"
    assert contact(11, seed=2).email == "james.moore@northbrook-furniture.us.example"


def test_any_one_without_the_others() -> None:
    assert list(islice(contacts(100), 40, 60)) == [contact(number) for number in range(40, 60)]


def test_as_many_as_asked_for() -> None:
    assert [profile.number for profile in contacts(37)] == list(range(37))


def test_a_fifth_is_chinese() -> None:
    lands = Counter(profile.address.country for profile in contacts(1000))
    assert lands == dict.fromkeys(("中国", "United States", "Deutschland", "France", "Polska"), 200)


def test_a_tenth_are_companies_and_most_people_work_in_one() -> None:
    profiles = list(contacts(1000))
    companies = {profile.name for profile in profiles if profile.kind is Kind.COMPANY}
    staff = [profile for profile in profiles if profile.company]
    assert (len(companies), len(staff)) == (100, 600)
    assert {profile.company for profile in staff} == companies


def _shared(profiles: list[Profile], name: str) -> list[str]:
    counts = Counter(getattr(profile, name) for profile in profiles)
    del counts[""]
    return [value for value, count in counts.items() if count > 1]


def test_nobody_can_be_taken_for_somebody_else() -> None:
    profiles = list(contacts(MANY))
    assert [_shared(profiles, name) for name in ("email", "mobile", "landline", "website", "wechat")] == [[]] * 5
    employed = Counter((profile.name, profile.company) for profile in profiles if profile.company)
    assert employed.most_common(1)[0][1] == 1
    alone = [profile for profile in profiles if profile.kind is Kind.PERSON and not profile.company]
    assert all(profile.mobile for profile in alone)


def test_everybody_can_be_reached_at_an_address_that_belongs_to_nobody() -> None:
    for profile in contacts(2000):
        assert profile.email or profile.mobile or profile.landline
        if profile.email:
            assert check_email(profile.email) == profile.email
            assert profile.email.endswith(".example")


def test_people_of_a_company_share_its_level_and_stage() -> None:
    tens = [list(islice(contacts(1000), start, start + 7)) for start in range(0, 1000, 10)]
    assert all(len({(each.standing.level, each.standing.stage) for each in ten}) == 1 for ten in tens)
