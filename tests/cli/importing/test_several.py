"""Several files in one command: what is told of one of them names it."""

from pathlib import Path

import pytest

from tests.conftest import RunCrm

LEADS = "Name,E-mail,Shoe\nAnn,ann@x.example,38\n"
FAIR = "Name,E-mail,Hat,Birthday\nBo,bo@x.example,big,3/4/1990\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Return two files; in the second nobody knows whether the day or the month comes first."""
    for name, text in (("leads.csv", LEADS), ("fair.csv", FAIR)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "leads.csv"), str(tmp_path / "fair.csv")


def test_where_a_later_file_stops_it_what_went_in_is_told(crm: RunCrm, files: tuple[str, str]) -> None:
    stopped = crm("import", "contacts", *files)
    assert stopped.exit_code == 4
    assert f"what is in {files[0]} went in before\n" in stopped.stderr
    readings = "“3/4/1990” can be 1990-04-03 / 1990-03-04, and no other date of the file tells which"
    assert f"crm: {files[1]}: column “Birthday”: {readings}\n  say --date-order" in stopped.stderr
    assert crm("contact", "list", "-f", "ids").stdout == "c1\n"


def test_a_plan_of_several_names_the_file_of_each_remark(crm: RunCrm, files: tuple[str, str], tmp_path: Path) -> None:
    place = str(tmp_path / "plan.jsonl")
    refused = crm("import", "contacts", *files, "--plan", place)
    assert f"crm: {files[1]}: column “Birthday”" in refused.stderr
    told = crm("import", "contacts", *files, "--date-order", "dmy", "--plan", place).stderr
    assert f"{files[0]}: column “Shoe” is not used (38)" in told
    assert f"\n{files[1]}: column “Hat” is not used (big)" in told
