"""`crm history`, `crm undo`, `crm redo`."""

from pathlib import Path

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm.cli.fitting import fitted
from tui_crm.cli.nouns.history import COLUMNS


def test_what_was_done_newest_first(people: RunCrm) -> None:
    done = read(people("history", "--format", "json"))
    assert [(operation["id"], operation["by"], operation["what"], operation["state"]) for operation in done] == [
        ("op4", "li", "Added 张伟", "done"),
        ("op3", "li", "Added Wang Fang", "done"),
        ("op2", "li", "Added Li Ming", "done"),
        ("op1", "li", "New user li", "done"),
    ]
    assert (done[0]["at"], done[0]["source"], done[3]["source"]) == ("2026-11-21T09:30:00Z", "cli", "system")
    assert people("history", "--limit", "1", "-f", "ids").stdout == "op4\n"


def test_what_somebody_did(people: RunCrm) -> None:
    people("--as", "wang", "contact", "edit", "c2", "--city", "Berlin")
    assert people("history", "--by", "wang", "-f", "ids").stdout == "op6\nop5\n"
    assert people("--as", "wang", "history", "--by", "me", "-f", "ids").stdout == "op6\nop5\n"
    assert people("history", "--by", "u2", "-f", "ids").stdout == "op6\nop5\n"
    assert people("history", "--by", "nobody").exit_code == 3
    assert people("history", "--by", "").exit_code == 3


def test_the_newest_of_one_s_own_is_taken_back_and_done_again(people: RunCrm) -> None:
    people("--as", "wang", "contact", "edit", "c2", "--city", "Berlin")
    assert people("undo").stdout == "Undid: Added 张伟\n"
    assert people("contact", "show", "张伟").exit_code == 3
    assert people("redo").stdout == "Redid: Added 张伟\n"
    assert people("contact", "show", "张伟", "-f", "ids").stdout == "c5\n"
    assert [operation["state"] for operation in read(people("history", "-n", "2", "-f", "json"))] == ["redo", "undo"]


def test_a_named_one_is_taken_back_and_what_was_changed_since_is_kept_and_told(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--city", "Berlin", "--note", "x")
    people("contact", "edit", "c2", "--note", "y")
    undone = people("undo", "op5")
    assert undone.exit_code == 0
    assert undone.stdout == "Undid: Edited Li Ming\n"
    assert undone.stderr == "c2 note was changed since and stays as it is\n"
    card = read(people("contact", "show", "c2", "-f", "json"))
    assert (card["city"], card["note"]) == ("上海", "y")
    assert people("undo", "6").stdout == "Undid: Edited Li Ming\n"


def test_of_much_that_was_changed_since_the_first_is_told(people: RunCrm, tmp_path: Path) -> None:
    """A line for each of the thousands of an import would be all that is left on the screen."""
    many = tmp_path / "many.csv"
    many.write_text("Name\n" + "".join(f"No. {number} Smith\n" for number in range(25)), encoding="utf-8")
    more = tmp_path / "more.csv"
    more.write_text(many.read_text(encoding="utf-8").replace("Name\n", "Name,City\n").replace("th\n", "th,Bath\n"))
    people("import", "contacts", str(many))
    people("import", "contacts", str(more))
    told = people("import", "undo", "i1").stderr.splitlines()
    assert (len(told), told[-1]) == (21, "… and 5 more")


def test_there_may_be_nothing_to_take_back(desk: RunCrm) -> None:
    assert (desk("undo").exit_code, desk("redo").exit_code) == (3, 3)
    assert desk("undo", "op99").exit_code == 3
    assert desk("undo", "c2").exit_code == 2


def test_the_table(people: RunCrm) -> None:
    people("undo")
    assert people("history", "-n", "2").stdout == (
        "id   at                by  from          what               records  state\n"
        "op5  2026-11-21 09:30  li  command line  Undid: Added 张伟        3  an undo\n"
        "op4  2026-11-21 09:30  li  command line  Added 张伟               3  undone\n"
    )


def test_what_was_done_stays_readable_on_a_narrow_terminal() -> None:
    widths = (5, 16, 12, 12, 60, 7, 6)
    shown = {COLUMNS[place].key: width for place, width in fitted(COLUMNS, widths, 80).items()}
    assert shown["what"] >= 30
    assert {"id", "at", "by", "state"} <= shown.keys()
