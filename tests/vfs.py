"""SQLite's file system seen from below: every write, sync, truncation and removal of a library's, as it happens.

The functions of the library's default VFS (https://www.sqlite.org/c3ref/vfs.html) are replaced in its own tables, in this
process; there is no way back, so use it in a process of its own (``tests/peers.py``).
"""

import ctypes
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeAlias

from tui_crm.db.sqlite.driver import Driver

OK = 0
FULL = 13

_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)  # SQLite keeps the pointer to the name
_Delete = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
_IO_METHODS = 18
"""How many functions ``sqlite3_io_methods`` has, in version 3, behind its version number."""


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _Open),
        ("delete", _Delete),
    )


class _Methods(Structure):
    """``xClose, xRead, xWrite, xTruncate, xSync`` and the rest."""

    _fields_ = (("version", c_int), ("functions", c_void_p * _IO_METHODS))


_AT_WRITE, _AT_TRUNCATE, _AT_SYNC = 2, 3, 4


@dataclass(frozen=True)
class Event:
    """What SQLite is about to do to a file: ``what`` is write, truncate, sync or delete.

    ``at`` is the offset of a write, the size of a truncation; ``synced`` tells of a removal that its folder is synced too.
    """

    what: str
    path: str
    at: int = 0
    content: bytes = b""
    synced: bool = False


Listener: TypeAlias = Callable[[Event], int]
"""Is told of each event before it happens, and returns OK, or the code with which it fails instead."""


_FOR_EVER: list[object] = []
"""What SQLite calls from now on must not be collected."""


class Watch:
    """Tells ``listener`` of everything that a SQLite library does to files, for as long as the process lives."""

    def __init__(self, driver: Driver, listener: Listener) -> None:
        package = "sqlcipher3._sqlite3" if driver.name == "sqlcipher3" else "_sqlite3"
        library = ctypes.CDLL(str(import_module(package).__file__))
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        _FOR_EVER.append(self)
        self._listener = listener
        self._paths: dict[int, str] = {}
        self._methods: dict[int, _Methods] = {}
        self._kept: list[Any] = []
        vfs = library.sqlite3_vfs_find(None).contents
        self._open, self._delete = _Open(_address(vfs.open)), _Delete(_address(vfs.delete))
        vfs.open, vfs.delete = self._keep(_Open(self._on_open)), self._keep(_Delete(self._on_delete))

    def _keep(self, function: Any) -> Any:
        self._kept.append(function)
        return function

    def _on_open(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        code = int(self._open(vfs, name, file, flags, out))
        place = ctypes.cast(file, POINTER(c_void_p))
        if code == OK and name and place[0]:
            self._paths[file] = ctypes.string_at(name).decode()
            place[0] = ctypes.addressof(self._watched(place[0]))
        return code

    def _on_delete(self, vfs: int, name: bytes, sync_folder: int) -> int:
        code = self._listener(Event("delete", name.decode(), synced=bool(sync_folder)))
        return code or int(self._delete(vfs, name, sync_folder))

    def _watched(self, original: int) -> _Methods:
        """Return a copy of a file's table of functions with ours in it."""
        if original not in self._methods:
            methods = _Methods.from_buffer_copy((ctypes.c_char * ctypes.sizeof(_Methods)).from_address(original))
            write = _Write(methods.functions[_AT_WRITE])
            truncate = _Truncate(methods.functions[_AT_TRUNCATE])
            sync = _Sync(methods.functions[_AT_SYNC])

            def on_write(file: int, content: int, length: int, at: int) -> int:
                event = Event("write", self._paths[file], at, ctypes.string_at(content, length))
                return self._listener(event) or int(write(file, content, length, at))

            def on_truncate(file: int, size: int) -> int:
                return self._listener(Event("truncate", self._paths[file], size)) or int(truncate(file, size))

            def on_sync(file: int, flags: int) -> int:
                return self._listener(Event("sync", self._paths[file])) or int(sync(file, flags))

            ours = {_AT_WRITE: _Write(on_write), _AT_TRUNCATE: _Truncate(on_truncate), _AT_SYNC: _Sync(on_sync)}
            for place, function in ours.items():
                methods.functions[place] = _address(self._keep(function))
            self._methods[original] = methods
        return self._methods[original]


def _address(function: Any) -> int:
    return int(ctypes.cast(function, c_void_p).value or 0)
