"""Outputs to write to in tests: a pipe, and terminals of any width."""

from io import BytesIO, TextIOWrapper

from tui_crm.cli.terminal import Sink


def pipe(encoding: str = "utf-8") -> Sink:
    """Return a sink that is no terminal."""
    return Sink(TextIOWrapper(BytesIO(), encoding=encoding, errors="backslashreplace", newline=""))


def terminal(width: int = 80, *, coloured: bool = False) -> Sink:
    """Return a sink that is a terminal of ``width`` cells."""
    return Sink(pipe().stream, width, coloured)


def text_of(sink: Sink) -> str:
    """Return what was written to a sink that was made here."""
    stream = sink.stream
    assert isinstance(stream, TextIOWrapper)
    stream.flush()
    assert isinstance(stream.buffer, BytesIO)
    return stream.buffer.getvalue().decode(stream.encoding)
