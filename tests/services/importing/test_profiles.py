"""What is said of files is kept under a name, and said again."""

from pathlib import Path

import pytest

from tui_crm.errors import BadInput, NotFound, UsageError
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import Decimal, FileFormat, OnMatch, Order
from tui_crm.services.importing.report import ImportOptions

SAID = ImportOptions(
    overrides=("Shoe=note", "Hat="),
    keys=("phone", "email"),
    on_match=OnMatch.FILL,
    keep_good=True,
    dry_run=True,
    encoding="gb18030",
    file_format=FileFormat.TSV,
    date_order=Order.DAY_FIRST,
    decimal=Decimal.COMMA,
    header_row=3,
)
HEADERS = ("Name", "Shoe", "Hat", "City", "Phone")


def test_what_was_said_of_files_is_said_again_and_no_more(li: Crm) -> None:
    li.import_profiles.save("Web shop", "contacts", SAID, HEADERS)
    options = li.import_profiles.applied("contacts", ImportOptions(profile="web SHOP"))
    assert options == ImportOptions(
        overrides=("Shoe=note", "Hat="),
        keys=("phone", "email"),
        on_match=OnMatch.FILL,
        encoding="gb18030",
        file_format=FileFormat.TSV,
        date_order=Order.DAY_FIRST,
        decimal=Decimal.COMMA,
        header_row=3,
        profile="Web shop",
    )
    assert li.import_profiles.applied("contacts", SAID) is SAID


def test_what_is_said_with_it_wins(li: Crm) -> None:
    li.import_profiles.save("Shop", "contacts", SAID, HEADERS)
    said = ImportOptions(profile="Shop", overrides=("shoe=tag", "City=note"), encoding="utf-8", keys=("name",))
    options = li.import_profiles.applied("contacts", said, {"overrides", "encoding", "keys", "profile"})
    assert (options.overrides, options.encoding, options.keys) == (
        ("Hat=", "shoe=tag", "City=note"),
        "utf-8",
        ("name",),
    )
    assert options.on_match is OnMatch.FILL


def test_saving_again_replaces_it(li: Crm) -> None:
    li.import_profiles.save("Shop", "contacts", SAID, HEADERS)
    assert li.import_profiles.save("shop", "contacts", SAID, HEADERS).operation_id is None
    li.import_profiles.save("shop", "contacts", ImportOptions(), ("Name",))
    [profile] = li.import_profiles.all()
    assert (profile.name, profile.said, profile.headers, profile.version) == ("Shop", {}, ("Name",), 2)


def test_what_cannot_be_is_refused(li: Crm) -> None:
    li.import_profiles.save("Shop", "contacts", SAID, HEADERS)
    with pytest.raises(BadInput, match="“Shop” is a profile for other files: contacts"):
        li.import_profiles.save("shop", "tickets", SAID, HEADERS)
    with pytest.raises(UsageError, match="“Shop” is a profile for other files: contacts"):
        li.import_profiles.applied("tickets", ImportOptions(profile="shop"))
    with pytest.raises(BadInput, match="a profile needs a name"):
        li.import_profiles.save(" ", "contacts", SAID, HEADERS)
    with pytest.raises(UsageError, match="“nothing” cannot be imported"):
        li.import_profiles.save("x", "nothing", SAID, HEADERS)
    with pytest.raises(NotFound, match="there is no import profile “Shpo”") as caught:
        li.import_profiles.get("Shpo")
    assert "Shop" in caught.value.hint


def test_a_file_that_lacks_its_columns_says_so(li: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,HAT\nAnna,x\n", encoding="utf-8")
    li.import_profiles.save("Shop", "contacts", ImportOptions(overrides=("Shoe=note", "Hat=", "Foo=tag")), HEADERS)
    options = li.import_profiles.applied("contacts", ImportOptions(profile="Shop"))
    with pytest.raises(UsageError, match="lacks columns that the profile “Shop” speaks of: Shoe, Foo"):
        li.importing.run("contacts", path, options)


@pytest.mark.parametrize(
    ("header", "fitting"),
    [
        ("Name,Shoe,Hat,City,Phone", "Shop"),
        ("name,SHOE,hat,Phone,More", "Shop"),
        ("Name,Shoe,Hat,X,Y", ""),
        ("Name,Hat,Foo,Phone", ""),
        ("Name,Hat,Street,Phone", "Plain"),
    ],
)
def test_a_preview_tells_which_one_fits(li: Crm, tmp_path: Path, header: str, fitting: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"{header}\n{','.join('a' * (header.count(',') + 1))}\n", encoding="utf-8")
    li.import_profiles.save("Shop", "contacts", SAID, HEADERS)
    li.import_profiles.save("Plain", "contacts", ImportOptions(), ("Name", "Street", "Phone"))
    li.import_profiles.save("Other", "tickets", ImportOptions(), ("Name", "Street", "Phone"))
    assert li.importing.preview("contacts", path, ImportOptions()).profile == fitting
