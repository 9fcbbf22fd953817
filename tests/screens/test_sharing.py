"""Under which name a journey is offered to be written."""

from dataclasses import replace

import pytest

from tests.models.test_journey import HEAD
from tests.payloads import PAYLOADS
from tui_crm.screens.sharing import file_name


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Anna Schmidt", "Anna Schmidt c1.html"),
        ("上海云帆贸易有限公司", "上海云帆贸易有限公司 c1.html"),
        ("../../etc/passwd", "etcpasswd c1.html"),
        ('a/b\\c:d*e?f"g<h>i|j', "abcdefghij c1.html"),
        ("  ", "c1.html"),
        ("x" * 500, "x" * 60 + " c1.html"),
    ],
)
def test_a_name_that_every_system_takes(name: str, file: str) -> None:
    assert file_name(replace(HEAD, name=name)) == file


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_payload_leaves_the_folder(name: str) -> None:
    file = file_name(replace(HEAD, name=PAYLOADS[name]))
    assert "/" not in file
    assert file.isprintable()
    assert file.endswith("c1.html")
