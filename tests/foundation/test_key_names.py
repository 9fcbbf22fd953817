"""The names of keys: as people write them, as Textual hears them, and what nobody can press."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import Keys

from tui_crm.key_names import canonical, shown

INTERNAL = {"<any>", "<scroll-up>", "<scroll-down>", "<ignore>", "ctrl-at", "return"}
SENT_AS_OTHERS = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+@"}


@pytest.mark.parametrize(
    ("said", "key", "people"),
    [
        ("ctrl+f", "ctrl+f", "ctrl+f"),
        ("Ctrl + F", "ctrl+f", "ctrl+f"),
        ("shift+g", "G", "G"),
        ("G", "G", "G"),
        ("/", "slash", "/"),
        ("slash", "slash", "/"),
        ("?", "question_mark", "?"),
        ("question_mark", "question_mark", "?"),
        ("+", "plus", "+"),
        ("ctrl++", "ctrl+plus", "ctrl++"),
        ("comma", "comma", ","),
        ("*", "asterisk", "*"),
        ("esc", "escape", "esc"),
        ("Del", "delete", "del"),
        ("PgDn", "pagedown", "pgdn"),
        ("↑", "up", "↑"),
        ("shift+control+Left", "ctrl+shift+left", "ctrl+shift+←"),
        ("alt+X", "alt+shift+x", "alt+shift+x"),
        ("alt+x", "alt+x", "alt+x"),
        ("ctrl+\\", "ctrl+backslash", "ctrl+\\"),
        ("F5", "f5", "f5"),
        ("7", "7", "7"),
        ("é", "é", "é"),
    ],
)
def test_a_key_is_written_as_people_call_it(said: str, key: str, people: str) -> None:
    assert canonical(said) == key
    assert shown(key) == people
    assert canonical(people) == key


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("ctrl+entre", "there is no key “ctrl+entre”"),
        ("escpe", "there is no key “escpe”; did you mean “escape”?"),
        ("strg+f", "there is no key “strg+f”"),
        ("", "there is no key “”"),
        ("ctrl+", "there is no key “ctrl+”"),
        ("ctrl", "there is no key “ctrl”"),
        ("f25", "there is no key “f25”"),
        ("ab", "there is no key “ab”"),
        ("。", "there is no key “。”"),
        ("\x1b", "there is no key"),
        ("shift+/", "“shift+/” is written as the character itself"),
        ("ctrl+i", "terminals send “ctrl+i” as tab"),
        ("ctrl+M", "terminals send “ctrl+M” as enter"),
        ("ctrl+[", "terminals send “ctrl+[” as escape"),
        ("ctrl+h", "terminals send “ctrl+h” as backspace"),
    ],
)
def test_what_nobody_can_press_is_told(said: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"key|written|terminals") as refused:
        canonical(said)
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize("key", sorted({key.value for key in Keys} - INTERNAL - SENT_AS_OTHERS))
def test_every_key_that_textual_knows_is_known(key: str) -> None:
    assert canonical(key) == key


@given(st.text(max_size=12))
def test_any_text_is_a_key_or_refused(text: str) -> None:
    try:
        key = canonical(text)
    except ValueError:
        return
    assert canonical(key) == key
    assert canonical(shown(key)) == key
