"""How the changes of a planned row are written."""

from zoneinfo import ZoneInfo

from tui_crm.cli.shown.imports import Changes

CHANGES: dict[str, tuple[object, object]] = {
    "city": ("上海", "Berlin"),
    "note": (None, "x"),
    "do_not_contact": (False, True),
    "tags": (("vip",), ()),
    "emails": ((), (("a@x.de", "work"), ("b@x.de", None))),
    "addresses": ((), ((None, None, "上海", None),)),
    "custom": ((("budget", 5),), (("budget", 7),)),
}


def test_each_field_has_its_old_and_its_new_value() -> None:
    assert Changes().json(CHANGES) == {
        "city": ["上海", "Berlin"],
        "note": [None, "x"],
        "do_not_contact": [False, True],
        "tags": [["vip"], []],
        "emails": [[], [["a@x.de", "work"], ["b@x.de", None]]],
        "addresses": [[], [[None, None, "上海", None]]],
        "custom": [[["budget", 5]], [["budget", 7]]],
    }


def test_it_fits_into_a_cell() -> None:
    (cell,) = Changes().cells(CHANGES)
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
    shown = Changes().shown({"emails": ((), (("a@x.de", None),)), "x.size": ("M", "L")}, ZoneInfo("UTC"))
    assert shown == "e-mail: — → a@x.de; x.size: M → L"
