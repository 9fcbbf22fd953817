"""Text on its way to a terminal: harmless, on one line, and as wide as asked for."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.payloads import PAYLOADS
from tui_crm.display import cells, cut, measure, safe

ANY_TEXT = st.text(st.characters())
NASTY = st.text(st.sampled_from("a张👩\u200d\ufe0f❤\u0301\u0335\x1b\x9b\n\r\u202e\u200b\udc80🏽 "), max_size=40)


def is_harmless(text: str) -> bool:
    """Say by Unicode's own categories, not by our tables, whether ``text`` has no power over a terminal."""
    text.encode("utf-8")
    joined = text.replace("\u200d", "")
    bidi = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return not any(
        ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u2028\u2029" or char in bidi for char in joined
    )


@pytest.mark.parametrize("name", PAYLOADS)
def test_every_payload_becomes_harmless(name: str) -> None:
    assert is_harmless(safe(PAYLOADS[name]))


@given(ANY_TEXT | NASTY)
def test_any_text_becomes_harmless_and_stays_so(text: str) -> None:
    drawn = safe(text)
    assert is_harmless(drawn)
    assert safe(drawn) == drawn


@pytest.mark.parametrize(
    "text",
    [
        "张伟",
        "Björn Åkesson",
        "[Acme] Ltd",
        "bad [/foo]",
        "👨‍👩‍👧 family",
        "🏳️‍🌈",
        "🇨🇳",
        "שלום",
        "नमस्ते",
        "Tiếng Việt",
        "e\u0301",
        "全　角",
        "a\u00a0b",
        "100 €",
        "\ue0b0",
        "",
    ],
)
def test_ordinary_text_is_shown_verbatim(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", "a b"),
        ("a\r\nb", "a b"),
        ("a\tb", "a b"),
        ("a\u2028b\x85c", "a b c"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b\x07", "a␀b␇"),
        ("a\x7fb", "a␡b"),
        ("\x9b31m", "�31m"),
        ("a\udc80b\uffff", "a�b�"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("\u202a+86 138\u202c", "+86 138"),
        ("ad\u200bmin\ufeff\u00ad", "admin"),
        ("a\u200db", "ab"),
        ("👩\u200d", "👩"),
        ("\u200d👩", "👩"),
        ("hi\U000e0041", "hi"),
    ],
)
def test_what_could_harm_is_seen_or_gone(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_marks_do_not_climb_over_the_lines_above() -> None:
    assert safe("Z" + "\u0335" * 100 + "a") == "Z" + "\u0335" * 4 + "a"


@given(ANY_TEXT | NASTY, st.integers(0, 30), st.sampled_from(["left", "right"]))
def test_cells_are_exactly_as_wide_as_asked(text: str, width: int, align: str) -> None:
    assert cell_len(cells(text, width, "left" if align == "left" else "right")) == width


@given(ANY_TEXT | NASTY, st.integers(0, 30))
def test_a_cut_is_the_beginning_of_the_text(text: str, width: int) -> None:
    shown = cut(text, width)
    whole = safe(text)
    assert shown == whole or (cell_len(whole) > width and (not shown or whole.startswith(shown[:-1])))


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("上海云帆贸易", 12, "上海云帆贸易"),
        ("上海云帆贸易", 11, "上海云帆贸…"),
        ("上海云帆贸易", 10, "上海云帆… "),
        ("Nordlicht", 5, "Nord…"),
        ("Nordlicht", 1, "…"),
        ("Nordlicht", 0, ""),
        ("a👨\u200d👩\u200d👧b", 3, "a… "),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_a_cut_never_splits_a_character(text: str, width: int, shown: str) -> None:
    assert cells(text, width) == shown


def test_numbers_stand_at_the_right() -> None:
    assert cells("82,000", 8, "right") == "  82,000"
    assert cells("李", 4, "right") == "  李"


def test_another_ellipsis_counts_with_its_own_width() -> None:
    assert cells("Nordlicht", 6, ellipsis="...") == "Nor..."
    assert cells("Nordlicht", 2, ellipsis="...") == "  "


def test_a_megabyte_is_cut_before_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def counting(text: str, real: "object" = safe) -> str:
        seen.append(len(text))
        assert callable(real)
        return str(real(text))

    monkeypatch.setattr("tui_crm.display.safe", counting)
    assert cut("很长" * 500_000, 10) == "很长很长…"
    assert seen == [16 * 10 + 64 + 1]


def test_measure_counts_cells_not_characters() -> None:
    assert [measure(text) for text in ("abc", "张伟", "e\u0301", "")] == [3, 4, 1, 0]


def test_ascii_needs_no_table_of_widths() -> None:
    code = "import sys; from tui_crm.display import cells; cells('Nordlicht', 20); print('rich' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
