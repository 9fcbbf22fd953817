"""How the changes of a planned row are written."""

from zoneinfo import ZoneInfo

from tui_crm import i18n
from tui_crm.cli.shown.imports import Changes
from tui_crm.services.importing.report import PlannedRow

CHANGES: dict[str, tuple[object, object]] = {
    "city": ("上海", "Berlin"),
    "note": (None, "x"),
    "do_not_contact": (False, True),
    "tags": (("vip",), ()),
    "emails": ((), (("a@x.de", "work"), ("b@x.de", None))),
    "addresses": ((), ((None, None, "上海", None),)),
    "custom": ((("budget", 5),), (("budget", 7),)),
}


def planned(changes: dict[str, tuple[object, object]], outcome: str = "updated") -> PlannedRow:
    return PlannedRow("a.csv", 2, outcome, "person", "Ann", None, changes, "")


def test_each_field_has_its_old_and_its_new_value() -> None:
    assert Changes().json(planned(CHANGES)) == {
        "city": ["上海", "Berlin"],
        "note": [None, "x"],
        "do_not_contact": [False, True],
        "tags": [["vip"], []],
        "emails": [[], [["a@x.de", "work"], ["b@x.de", None]]],
        "addresses": [[], [[None, None, "上海", None]]],
        "custom": [[["budget", 5]], [["budget", 7]]],
    }


def test_it_fits_into_a_cell() -> None:
    (cell,) = Changes().cells(planned(CHANGES))
    assert cell.split("; ") == [
        "city: 上海 → Berlin",
        "note: — → x",
        "do_not_contact: False → True",
        "tags: vip → —",
        "emails: — → a@x.de · work, b@x.de",
        "addresses: — → 上海",
        "custom: budget · 5 → budget · 7",
    ]


def test_people_read_the_names_of_fields() -> None:
    shown = Changes().shown(planned({"emails": ((), (("a@x.de", None),)), "x.size": ("M", "L")}), ZoneInfo("UTC"))
    assert shown == "e-mail: — → a@x.de; x.size: M → L"


def test_of_what_is_created_the_values_are_told() -> None:
    row = planned({"city": (None, "上海"), "tags": (None, ("vip", "new"))}, "created")
    assert Changes().cells(row) == ("city: 上海; tags: vip, new",)
    assert Changes().json(row) == {"city": [None, "上海"], "tags": [None, ["vip", "new"]]}


def test_the_words_between_are_translated() -> None:
    i18n.set_language("zh_CN")
    assert Changes().shown(planned({"x.a": (1, 2), "x.b": (3, 4)}), ZoneInfo("UTC")) == "x.a：1 → 2；x.b：3 → 4"
