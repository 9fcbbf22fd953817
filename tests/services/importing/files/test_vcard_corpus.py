"""The cards that phones and mail programs wrote say what a person reads in them; the answers here are written by hand."""

from pathlib import Path
from typing import NamedTuple

import pytest

from tui_crm.services.importing.files.reading import open_rows

CARDS = Path(__file__).parents[5] / "shared" / "corpora" / "vcard"
N = "Ñ"


class Said(NamedTuple):
    """What a card says: of phones and e-mails the value and what it is for."""

    name: str = ""
    family: str = ""
    given: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    emails: tuple[tuple[str, str], ...] = ()
    organizations: tuple[str, ...] = ()
    department: str = ""
    title: str = ""
    birthday: str = ""


def spaced(count: int) -> str:
    return " ".join([N] * count)


ANSWERS = {
    "John_Doe_ANDROID": [
        Said(emails=(("john.doe@company.com", ""),)),
        Said(emails=(("jane.doe@company.com", ""),)),
        Said(spaced(5), spaced(4), phones=(("123456789", "mobile"),)),
        Said(
            spaced(11),
            spaced(11),
            phones=(("123456", "mobile"), ("234567", "home"), ("3456789", "mobile"), ("45678901", "home")),
        ),
        Said(
            spaced(4),
            spaced(2),
            spaced(3),
            (("123456", "mobile"), ("123456", "work"), ("123456", "fax")),
            (("bob@company.com", "work"), (N * 14, "")),
            (N * 12, N * 12),
        ),
        Said(
            N * 4,
            N * 4,
            phones=(("55556666", "mobile"),),
            emails=(("henry@company.com", ""),),
            organizations=(N * 44, f"{N * 44}=80 ::: {N * 44}"),
        ),
    ],
    "John_Doe_GMAIL": [
        Said(
            "Mr. John Richter, James Doe Sr.",
            "Doe",
            "John",
            (("905-555-1234", "mobile"), ("905-666-1234", "home")),
            (("john.doe@ibm.com", "home"),),
            ("IBM",),
            title="Money Counter",
            birthday="1980-03-22",
        )
    ],
    "John_Doe_IPHONE": [
        Said(
            "Mr. John Richter James Doe Sr.",
            "Doe",
            "John",
            (
                ("905-555-1234", "mobile"),
                ("905-666-1234", "home"),
                ("905-777-1234", "work"),
                ("905-888-1234", "home fax"),
                ("905-999-1234", "fax"),
                ("905-111-1234", "pager"),
                ("905-222-1234", "AssistantPhone"),
            ),
            (("john.doe@ibm.com", ""),),
            ("IBM",),
            "Accounting",
            "Money Counter",
            "2012-06-06",
        )
    ],
    "John_Doe_MS_OUTLOOK": [
        Said(
            "Mr. John Richter James Doe Sr.",
            "Doe",
            "John",
            (("(905) 555-1234", "work"), ("(905) 666-1234", "home")),
            (("john.doe@ibm.cm", ""),),
            ("IBM",),
            "Accounting",
            "Money Counter",
            "1980-03-22",
        )
    ],
    "gmail-list": [
        Said("Arnold Smith", "Smith", "Arnold", emails=(("asmithk@gmail.com", ""),)),
        Said("Chris Beatle", "Beatle", "Chris", emails=(("chrisy55d@yahoo.com", ""),)),
        Said("Doug White", "White", "Doug", emails=(("dwhite@gmail.com", ""),)),
    ],
    "outlook-2003": [
        Said(
            "John Doe III",
            "Doe",
            "John",
            (("BusinessPhone", "work"), ("HomePhone", "home"), ("MobilePhone", "mobile"), ("BusinessFaxPhone", "fax")),
            (("jdoe@hotmail.com", ""),),
            ("Company, The",),
            "TheDepartment",
            "The Job Title",
            "1980-03-21",
        )
    ],
    "rfc6350-example": [
        Said(
            "Simon Perreault",
            "Perreault",
            "Simon",
            (("+1-418-656-9254 ext 102", "work"), ("+1-418-262-6501", "mobile")),
            (("simon.perreault@viagenie.ca", "work"),),
            ("Viagenie",),
            birthday="--02-03",
        )
    ],
    "thunderbird-MoreFunctionsForAddressBook-extension": [
        Said(
            "John Doe",
            "Doe",
            "John",
            (
                ("555-555-1111", "work"),
                ("555-555-2222", "home"),
                ("555-555-5555", "mobile"),
                ("555-555-3333", "fax"),
                ("555-555-4444", "pager"),
            ),
            (
                ("doe.john@hotmail.com", ""),
                ("additional-email@company.com", ""),
                ("additional-email1@company.com", ""),
                ("additional-email2@company.com", ""),
                ("additional-email3@company.com", ""),
            ),
            ("TheOrganization",),
            "TheDepartment",
            "TheTitle",
            "1970-09-21",
        )
    ],
}


def in_cells(cells: dict[str, str]) -> Said:
    def several(base: str) -> tuple[tuple[str, str], ...]:
        values = [(cells.get(f"{base} {n} - Value", ""), cells.get(f"{base} {n} - Type", "")) for n in range(1, 9)]
        return tuple(value for value in values if value[0])

    return Said(
        cells.get("Name", ""),
        cells.get("Family Name", ""),
        cells.get("Given Name", ""),
        several("Phone"),
        several("E-mail"),
        tuple(filter(None, (cells.get("Organization Name"), cells.get("Organization 2 - Name")))),
        cells.get("Organization Department", ""),
        cells.get("Organization Title", ""),
        cells.get("Birthday", ""),
    )


@pytest.mark.skipif(not CARDS.is_dir(), reason="the shared corpora are not here")
def test_there_is_an_answer_for_every_file() -> None:
    assert {file.stem for file in CARDS.glob("*.vcf")} == ANSWERS.keys()


@pytest.mark.skipif(not CARDS.is_dir(), reason="the shared corpora are not here")
@pytest.mark.parametrize("name", ANSWERS)
def test_every_card_reads_completely(name: str) -> None:
    with open_rows(CARDS / f"{name}.vcf") as source:
        found = [in_cells(dict(zip(source.header, cells, strict=True))) for _line, cells in source]
    assert found == ANSWERS[name]
