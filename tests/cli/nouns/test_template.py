"""`crm template`: the texts of messages, made by hand or the usual ones."""

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm.models.placeholders import PLACEHOLDERS


def names(desk: RunCrm) -> list[str]:
    return [each["name"] for each in read(desk("template", "list", "-f", "json"))]


def test_templates_are_made_shown_changed_and_deleted(desk: RunCrm) -> None:
    made = desk("template", "add", "Hello", "-o", "greeting", "--text", "-", stdin="Dear $name,\r\n\r\n祝好\r\n")
    assert (made.stdout, made.stderr) == ("m1\n", "Added template Hello\n")
    assert read(desk("template", "show", "hello", "-f", "json")) == {
        "id": "m1", "name": "Hello", "occasion": "greeting", "channel": None, "language": None, "subject": None,
        "text": "Dear $name,\n\n祝好", "version": 1,
    }  # fmt: skip
    changes = ("--name", "Hallo", "--channel", "email", "--language", "zh_CN", "--subject", "$name")
    assert desk("template", "edit", "m1", *changes).stderr == "Edited template Hello\n"
    assert desk("template", "list").stdout == (
        "template  occasion  channel  language  subject\nHallo     greeting  mail     简体中文  $name\n"
    )
    desk("template", "edit", "hallo", "--channel", "any", "--language", "any", "--subject", "")
    entry = read(desk("template", "show", "Hallo", "-f", "json"))
    assert (entry["channel"], entry["language"], entry["subject"]) == (None, None, None)
    refused = desk("template", "delete", "hallo")
    assert (refused.exit_code, names(desk)) == (2, ["Hallo"])
    assert desk("template", "delete", "hallo", "--yes").stderr == "Deleted template Hallo\n"
    assert names(desk) == []
    desk("undo")
    assert names(desk) == ["Hallo"]


def test_the_usual_ones_come_in_ones_language_or_in_another(desk: RunCrm) -> None:
    assert desk("template", "add", "--starter").stderr == "Added templates to begin with\n"
    assert len(names(desk)) == 10
    assert desk("template", "add", "--starter").stderr == "Nothing changed\n"
    assert desk("template", "add", "--starter", "--language", "zh_CN").stdout.splitlines() == [
        f"m{number}" for number in range(11, 21)
    ]
    assert desk("--lang", "zh_CN", "template", "add", "--starter").stdout == ""
    assert len(names(desk)) == 20


def test_what_cannot_be(desk: RunCrm) -> None:
    desk("template", "add", "Hello", "-o", "greeting", "--text", "x")
    for words, code, told in (
        (["add"], 2, "NAME is missing"),
        (["add", "x", "--text", "y"], 2, "--occasion is missing"),
        (["add", "x", "-o", "thanks"], 2, "--text is missing"),
        (["add", "x", "--starter"], 2, "--starter makes templates that are written already"),
        (["add", "--starter", "--subject", "x"], 2, "--starter makes"),
        (["add", "hello", "-o", "thanks", "--text", "y"], 4, "there is a template “hello” already"),
        (["add", "x", "-o", "thanks", "--text", "$nam"], 4, "there is no placeholder “$nam”"),
        (
            ["add", "x", "-o", "thanks", "--text", "y", "--channel", "message", "--subject", "z"],
            4,
            "only an e-mail has",
        ),
        (["edit", "hello"], 2, "nothing is said that should change"),
        (["edit", "hello", "--text", "y", "--base", "7"], 5, "has had no version 7 yet"),
        (["show", "nothing"], 3, "there is no template “nothing”"),
        (["delete", "nothing", "--yes"], 3, "there is no template “nothing”"),
    ):
        refused = desk("template", *words)
        assert (refused.exit_code, told in refused.stderr) == (code, True), refused.stderr
    piped = desk("template", "add", "x", "-o", "thanks", "--text", "-", stdin=b"\xff\xfe\x00")
    assert (piped.exit_code, "not valid UTF-8" in piped.stderr) == (4, True)
    assert names(desk) == ["Hello"]


def test_the_placeholders_are_listed(desk: RunCrm) -> None:
    listed = read(desk("template", "placeholders", "-f", "json"))
    assert [each["placeholder"] for each in listed] == [f"${name}" for name in PLACEHOLDERS]
    assert all(each["meaning"] for each in listed)
