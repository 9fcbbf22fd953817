"""The screen of a running app as an SVG that looks the same everywhere: the same screen gives the same bytes.

GitHub shows pictures without their fonts, so each word says how wide it is, Chinese is spread over its cells, and symbols
stand alone: whatever font a reader has, columns stand where they stand in the terminal.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App

CELL: Final = 8.4
LINE: Final = 19.0
SIZE: Final = 14
WIDE_SIZE: Final = 15
_MARGIN: Final = 12.0
_BARS: Final = {"█": 1.0, "▌": 0.5, "▍": 0.375, "▎": 0.25, "▏": 0.125}  # how much of a cell is filled, from the left
_DIM: Final = 0.5
_FONTS: Final = (
    "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono','Noto Sans Mono CJK SC',"
    "'Sarasa Mono SC','PingFang SC','Microsoft YaHei',monospace"
)
_TEXT = re.compile(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>')


@dataclass(frozen=True)
class Ink:
    """How a piece of text looks."""

    colour: str
    ground: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


@dataclass(frozen=True)
class Piece:
    """A piece of one line: where it begins and how wide it is, in cells."""

    text: str
    ink: Ink
    at: int
    width: int


def picture(app: App[Any]) -> str:
    """Return what is on the screen of ``app``, with what lies under a dialog, as SVG."""
    width, height = app.size
    lines = [list(_pieces(line)) for line in _lines(app)]
    theme = app.theme_variables
    ground = theme["background"].lower()
    body = [*_grounds(lines, ground), *_texts(lines)]
    wide, high = round(width * CELL + 2 * _MARGIN, 1), round(height * LINE + 2 * _MARGIN, 1)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}"'
        f' font-family="{_FONTS}" font-size="{SIZE}">\n'
        f"<style>text{{white-space:pre}}.b{{font-weight:bold}}.i{{font-style:italic}}.u{{text-decoration:underline}}</style>\n"
        f'<rect width="{wide:g}" height="{high:g}" rx="8" fill="{ground}"/>\n'
    )
    return head + "\n".join(body) + "\n</svg>\n"


def text_of(svg: str) -> list[str]:
    """Return the text of a picture, line by line, with single blanks."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for x, y, text in _TEXT.findall(svg):
        rows.setdefault(float(y), []).append((float(x), text))
    return [" ".join(" ".join(text for _x, text in sorted(row)).split()) for _y, row in sorted(rows.items())]


def _lines(app: App[Any]) -> Iterator[list[Segment]]:
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, color_system="truecolor", record=True,
        legacy_windows=False, safe_box=False,
    )  # fmt: skip
    console.print(app.screen._compositor.render_update(full=True, screen_stack=app._background_screens))
    yield from Segment.split_and_crop_lines(
        Segment.filter_control(console._record_buffer), width, include_new_lines=False
    )


def _pieces(line: Iterable[Segment]) -> Iterator[Piece]:
    at = 0
    for text, style, _control in line:
        ink = _ink(style or Style.null())
        for _kind, group in groupby(text, _kind_of):
            piece = "".join(group)
            width = cell_len(piece)
            yield Piece(piece, ink, at, width)
            at += width


def _kind_of(character: str) -> str:
    """Return what may stand in one piece: fonts agree on the width of Latin text, and on that of Chinese."""
    if character == " ":
        return "blank"
    if cell_len(character) > 1:
        return "wide"
    return "narrow" if character.isascii() or character.isalpha() else character


def _ink(style: Style) -> Ink:
    colour, ground = _hex(style.color, "#c8cdd8"), _hex(style.bgcolor, "#16181f")
    if style.reverse:
        colour, ground = ground, colour
    if style.dim:
        colour = _mixed(colour, ground)
    return Ink(colour, ground, bool(style.bold), bool(style.italic), bool(style.underline))


def _hex(colour: Any, default: str) -> str:
    if colour is None or colour.is_default:
        return default
    return str(colour.downgrade(ColorSystem.TRUECOLOR).get_truecolor().hex)


def _mixed(colour: str, ground: str) -> str:
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + bytes(round(over * _DIM + under * (1 - _DIM)) for over, under in pairs).hex()


def _grounds(lines: list[list[Piece]], ground: str) -> Iterator[str]:
    """Yield the surfaces, as few as there can be."""
    for row, pieces in enumerate(lines):
        for colour, group in groupby(pieces, lambda piece: piece.ink.ground):
            run = list(group)
            if colour != ground:
                width = sum(piece.width for piece in run) * CELL
                yield (
                    f'<rect x="{_MARGIN + run[0].at * CELL:.1f}" y="{_MARGIN + row * LINE:.1f}" width="{width:.1f}"'
                    f' height="{LINE + 0.5:.1f}" fill="{colour}"/>'
                )


def _texts(lines: list[list[Piece]]) -> Iterator[str]:
    for row, pieces in enumerate(lines):
        for piece in pieces:
            if piece.text[0] in _BARS:
                yield _bar(piece, _MARGIN + row * LINE)
            elif piece.text.strip():
                yield _text(piece, _MARGIN + row * LINE + LINE * 0.74)


def _bar(piece: Piece, top: float) -> str:
    """Return a bar from one line to the next, which the glyph of most fonts does not reach."""
    width = piece.width * CELL if piece.text[0] == "█" else _BARS[piece.text[0]] * CELL
    return (
        f'<rect x="{_MARGIN + piece.at * CELL:.1f}" y="{top:.1f}" width="{width:.1f}" height="{LINE + 0.5:.1f}"'
        f' fill="{piece.ink.colour}"/>'
    )


def _text(piece: Piece, y: float) -> str:
    ink = piece.ink
    names = " ".join(name for name, on in (("b", ink.bold), ("i", ink.italic), ("u", ink.underline)) if on)
    attributes = f' class="{names}"' if names else ""
    left = _MARGIN + piece.at * CELL
    if piece.width == 2 * len(piece.text):  # fonts keep Chinese in squares, narrower than two cells
        begin, apart = left + CELL - WIDE_SIZE / 2, 2 * CELL - WIDE_SIZE
        spread = f' letter-spacing="{apart:.1f}" font-size="{WIDE_SIZE}"'
        return f'<text x="{begin:.1f}" y="{y:.1f}" fill="{ink.colour}"{attributes}{spread}>{escape(piece.text)}</text>'
    width = f' textLength="{piece.width * CELL:.1f}"'
    return f'<text x="{left:.1f}" y="{y:.1f}" fill="{ink.colour}"{attributes}{width}>{escape(piece.text)}</text>'
