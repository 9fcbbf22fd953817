"""What an import into no database leaves: a whole one, none, or the one that somebody else has made meanwhile."""

from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.services.importing.conftest import WriteFile
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.errors import Conflict
from tui_crm.services.crm import Crm
from tui_crm.services.importing.first_database import made_for
from tui_crm.services.importing.report import ImportOptions


def opened(draft: Path) -> Crm:
    return Crm.open(draft, login="li", source=Source.CLI, clock=FixedClock(NOW))


def test_it_is_there_where_something_came_in_and_told_then(tmp_path: Path, write_file: WriteFile) -> None:
    place, made = tmp_path / "new" / "crm.db", list[bool]()
    with made_for(place, opened, lambda: made.append(place.exists())):
        pass
    assert (made, place.exists()) == ([], False)
    with made_for(place, opened, lambda: made.append(place.exists())) as crm:
        crm.importing.run("contacts", write_file("Name\nAnn Bell\n"), ImportOptions())
        assert not place.exists()
    assert made == [True]
    assert [each.name for each in place.parent.iterdir()] == ["crm.db"]


def test_one_that_somebody_else_has_made_meanwhile_stays_and_is_not_told_as_ours(
    tmp_path: Path, write_file: WriteFile
) -> None:
    place, file = tmp_path / "new" / "crm.db", write_file("Name\nAnn Bell\n")

    def overtaken() -> None:
        with made_for(place, opened, pytest.fail) as crm:
            crm.importing.run("contacts", file, ImportOptions())
            place.write_bytes(b"theirs")

    with pytest.raises(Conflict, match="meanwhile"):
        overtaken()
    assert place.read_bytes() == b"theirs"
    assert [each.name for each in place.parent.iterdir()] == ["crm.db"]
