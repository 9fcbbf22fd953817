"""How the XML of a workbook is walked: as a stream, without any document type, so that no entity is ever expanded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from tui_crm.services.importing.files.sheets.refusing import Refused, Why

Attributes = dict[str, str]


def _nothing(*_arguments: object) -> None:
    return


@dataclass(frozen=True)
class Walk:
    """What is told of the elements, by their names without a prefix: where one starts, where it ends, the text between."""

    start: Callable[[str, Attributes], None] = _nothing
    end: Callable[[str], None] = _nothing
    text: Callable[[str], None] = _nothing


class Markup:
    """A stream of XML, fed piece by piece. Raises Refused where it is damaged or declares entities."""

    def __init__(self, walk: Walk) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = lambda name, attributes: walk.start(name.rpartition(":")[2], attributes)
        parser.EndElementHandler = lambda name: walk.end(name.rpartition(":")[2])
        parser.CharacterDataHandler = walk.text
        self._parser = parser

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Take the next piece; with ``last`` the document has to be complete."""
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise Refused(Why.DAMAGED) from error


def walk_all(chunks: Iterable[bytes], walk: Walk) -> None:
    """Walk through a whole document; one that is not there has no elements."""
    markup, is_there = Markup(walk), False
    for chunk in chunks:
        is_there = True
        markup.feed(chunk)
    if is_there:
        markup.feed(b"", last=True)


def local(attributes: Attributes, name: str) -> str:
    """Return the attribute ``name`` whatever its prefix, "" where there is none."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def _refuse(*_arguments: object) -> NoReturn:
    raise Refused(Why.ENTITIES)
