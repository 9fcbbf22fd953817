"""The file of keys: good lines work, bad ones are told with their number and left out."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.errors import OutputFailed
from tui_crm.keymap import Keymap, edited, parse_keymap, read_keymap, store_keymap
from tui_crm.toml_files import stored_text

FILE = Path("/home/li/keys.toml")


@dataclass(frozen=True)
class Each:
    """A command, as far as its keys are concerned."""

    id: str
    keys: str
    where: str = "list"


COMMANDS = {
    each.id: each
    for each in (
        Each("list.new", "n"),
        Each("list.edit", "e"),
        Each("list.find", "/"),
        Each("app.undo", "u", "everywhere"),
        Each("app.palette", "ctrl+p", "everywhere"),
        Each("dialog.leave", "escape", "dialog"),
        Each("dialog.new", "n", "dialog"),
    )
}
TOGETHER = (("list", "everywhere"), ("dialog",))


def read(text: str) -> Keymap:
    return parse_keymap(text, FILE, COMMANDS, TOGETHER)


def told(text: str) -> list[str]:
    return [problem.told for problem in read(text).problems]


def test_lines_choose_keys_and_know_where_they_stand() -> None:
    found = read('# mine\n\n"list.new" = "ctrl+n, insert"  # as elsewhere\r\nlist.edit = \'f2\'\n"app.undo" = ""\n')
    assert found.keys == {"list.new": ("ctrl+n", "insert"), "list.edit": ("f2",), "app.undo": ()}
    assert found.lines == {"list.new": 3, "list.edit": 4, "app.undo": 5}
    assert found.problems == ()
    assert [found.keys_of(COMMANDS[name]) for name in ("list.new", "app.undo", "list.find")] == [
        "ctrl+n,insert",
        "",
        "/",
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('"list.nwe" = "x"', "there is no command “list.nwe”; did you mean “list.new”?"),
        ('"nothing like it" = "x"', "there is no command “nothing like it”"),
        ('"" = "x"', "there is no command “”"),
        ('"list.new" = "strg+n"', "there is no key “strg+n”"),
        ('"list.new" = "x, escpe"', "there is no key “escpe”; did you mean “escape”?"),
        ('"list.new" = "ctrl+i"', "terminals send “ctrl+i” as tab"),
        ('"list.new" = "e"', "e is the key of “list.edit” already"),
        ('"list.new" = "ctrl+p"', "ctrl+p is the key of “app.palette” already"),
        ('"list.new" = 3', 'keys are text in quotes: "app.undo" = "u,ctrl+z"'),
        ('"list.new" = ["x"]', 'keys are text in quotes: "app.undo" = "u,ctrl+z"'),
        ("list.new = {}", 'keys are text in quotes: "app.undo" = "u,ctrl+z"'),
        ("list = {new = 'x', edit = 'y'}", "there is no command “list”"),
        ("[list]", 'there are no sections: a line says "app.undo" = "u,ctrl+z"'),
        ('"list.new" = "x', "cannot be read: Illegal character '\\n'"),
        ('"list.new" "x"', "cannot be read: Expected '=' after a key in a key/value pair"),
        ("a = " + "[" * 20_000, "cannot be read: "),
        ('"app.palette" = ""', "“app.palette” needs a key"),
        ('"dialog.leave" = " , "', "“dialog.leave” needs a key"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_work(line: str, sentence: str) -> None:
    found = read(f'"list.find" = "ctrl+f"\n\n{line}\n"app.undo" = "ctrl+z"\n')
    assert found.keys == {"list.find": ("ctrl+f",), "app.undo": ("ctrl+z",)}
    (problem,) = found.problems
    assert problem.line == 3
    assert problem.told.startswith(f"keys.toml:3: {sentence}") or "Illegal" in sentence


def test_a_command_said_twice_keeps_the_first_line() -> None:
    assert read('"list.new" = "x"\n"list.new" = "y"').keys == {"list.new": ("x",)}
    assert told('"list.new" = "x"\n"list.new" = "y"') == ["keys.toml:2: line 1 says already what “list.new” has"]


def test_commands_may_change_keys_with_each_other() -> None:
    found = read('"list.new" = "e"\n"list.edit" = "n"')
    assert (found.keys, found.problems) == ({"list.new": ("e",), "list.edit": ("n",)}, ())


def test_a_key_may_do_two_things_at_places_that_are_never_together() -> None:
    assert read('"dialog.new" = "u"').problems == ()


def test_of_two_that_want_a_key_the_later_line_gives_way_and_so_does_who_relied_on_it() -> None:
    assert told('"list.new" = "x"\n"list.edit" = "x"') == ["keys.toml:2: x is the key of “list.new” already"]
    chain = '"list.new" = "e"\n"list.edit" = "ctrl+p"'
    assert told(chain) == [
        "keys.toml:1: e is the key of “list.edit” already",
        "keys.toml:2: ctrl+p is the key of “app.palette” already",
    ]
    assert read(chain).keys == {}


def test_no_file_is_no_choice(tmp_path: Path) -> None:
    assert read_keymap(tmp_path / "keys.toml", COMMANDS, TOGETHER) == Keymap()


def test_a_file_that_cannot_be_read_is_told_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    file.write_bytes(b'"list.new" = "\xff"')
    (problem,) = read_keymap(file, COMMANDS, TOGETHER).problems
    assert problem.told == "keys.toml: cannot be read: it is not valid UTF-8 text"
    file.unlink()
    os.mkfifo(file)
    (problem,) = read_keymap(file, COMMANDS, TOGETHER).problems
    assert problem.told == "keys.toml: cannot be read: it is not a file"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    file.write_bytes(b'\xef\xbb\xbf"list.new" = "x"\r\n')
    assert read_keymap(file, COMMANDS, TOGETHER).keys == {"list.new": ("x",)}


def test_editing_touches_one_line() -> None:
    text = '# mine\n"list.new"  = "x"  # best\n"nonsense" = 1\n[bad'
    assert edited(text, "list.new", "ctrl+n") == text.replace('"x"', '"ctrl+n"')
    assert edited(text, "list.new", None) == '# mine\n"nonsense" = 1\n[bad'
    assert edited(text, "list.edit", "f2") == text + '\n"list.edit" = "f2"\n'
    assert edited(text, "list.edit", None) == text
    assert edited("", "list.edit", "") == '"list.edit" = ""\n'
    assert edited('list.new = "\\u0078"\n', "list.new", "y") == 'list.new = "y"\n'


@given(
    st.lists(st.sampled_from(['"list.new" = "x"', "list.new = 3", "# list.new", "", '"list.edit" = "\\"', "[x]"])),
    st.sampled_from(sorted(COMMANDS)),
)
def test_what_was_written_is_read_back(lines: list[str], command: str) -> None:
    again = read(edited("\n".join(lines), command, "f9"))
    assert again.keys[command] == ("f9",)
    assert command not in read(edited("\n".join(lines), command, None)).keys


def test_the_file_is_written_whole_and_privately(tmp_path: Path) -> None:
    file = tmp_path / "config" / "keys.toml"
    store_keymap(file, '"list.new" = "x"\n')
    assert stored_text(file) == '"list.new" = "x"\n'
    assert file.stat().st_mode & 0o777 == 0o600
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputFailed):
        store_keymap(tmp_path / "file" / "keys.toml", "")
