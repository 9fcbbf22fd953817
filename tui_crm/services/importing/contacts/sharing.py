"""How a file is staged: by this process, and a big one by a second process at the same time.

Both read the file and stage the pieces that they come to first, each into a staging file of its own; what the second has
staged is taken over at the end. Where it fails, this process stages its pieces too, and says what is wrong with them.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from tui_crm.db.sqlite.driver import best, standard
from tui_crm.db.sqlite.staging import Staging
from tui_crm.errors import UsageError
from tui_crm.i18n import _, set_language
from tui_crm.services.importing.columns.mapping import ColumnMapping, columns_in
from tui_crm.services.importing.columns.rows import RowMapper
from tui_crm.services.importing.columns.shapes import TeamField
from tui_crm.services.importing.contacts.preparing import Setting
from tui_crm.services.importing.contacts.stager import Stager
from tui_crm.services.importing.files.header import normal
from tui_crm.services.importing.files.input_file import FileState, InputFile
from tui_crm.services.importing.files.reading import RowSource, open_rows
from tui_crm.services.importing.files.tables import ReadOptions
from tui_crm.services.importing.kinds.registry import kind_called
from tui_crm.services.importing.mapped import mapper_of, mapping_of
from tui_crm.services.importing.report import ImportOptions

WORTH_HELP = 4 << 20
"""From how many bytes on a file is staged by two processes: the second takes a second to start."""


_HELPER = (
    "import sys; sys.path[:] = sys.argv[2:]; from tui_crm.services.importing.contacts.sharing import help_stage;"
    " help_stage(sys.argv[1])"
)


@dataclass(frozen=True)
class Task:
    """What decides how the rows of a file are staged, the same for both processes.

    ``folder`` is a temporary one, ``driver`` the name of the SQLite library, ``language`` that of the reasons.
    """

    kind: str
    options: ImportOptions
    team_fields: tuple[TeamField, ...]
    setting: Setting
    today: date
    folder: Path
    driver: str
    language: str

    def mapping(self, source: RowSource) -> ColumnMapping:
        """Say which columns fill which fields."""
        return mapping_of(source, kind_called(self.kind).columns, self.options, self.team_fields)

    def mapper(self, source: RowSource, mapping: ColumnMapping) -> RowMapper:
        """Return what makes records of rows of the file."""
        return mapper_of(source, mapping, self.options, zone=ZoneInfo(self.setting.zone), today=self.today)

    def stager(self, source: RowSource, mapping: ColumnMapping, staging: Staging) -> Stager[list[str]]:
        """Return what stages rows of the file."""
        return Stager(self.mapper(source, mapping), staging, self.setting)


def opened(path: str | Path | InputFile, options: ImportOptions) -> RowSource:
    """Open a file as the options say."""
    said = ReadOptions(options.encoding, options.delimiter, options.file_format, options.sheet, options.header_row)
    source = open_rows(path, said)
    try:
        _check_profile(source, options)
    except UsageError:
        source.close()
        raise
    return source


def _check_profile(source: RowSource, options: ImportOptions) -> None:
    """Raise UsageError where a file lacks columns that the profile in use speaks of."""
    there = {*source.header, *map(normal, source.header)}
    missing = (
        []
        if options.profile is None
        else [column for column in columns_in(options.overrides) if column not in there and normal(column) not in there]
    )
    if missing:
        raise UsageError(
            _("{file} lacks columns that the profile “{profile}” speaks of: {headers}").format(
                file=source.name, profile=options.profile, headers=_(", ").join(missing)
            ),
            hint=_("import it without the profile, or save the profile anew"),
        )


class Claims:
    """Which pieces this process stages: those that no other claimed before it, by a file in a folder for each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.own: set[int] = set()
        folder.mkdir(exist_ok=True)

    def claim(self, piece: int) -> bool:
        """Tell whether the piece is this process's own from now on."""
        try:
            (self._folder / str(piece)).touch(exist_ok=False)
        except FileExistsError:
            return False
        self.own.add(piece)
        return True


def stage(task: Task, source: RowSource, mapping: ColumnMapping, staging: Staging) -> Iterator[int]:
    """Stage all rows, yielding how many were read so far. Raises BadInput."""
    state = source.state
    if state is None or state.size < WORTH_HELP or _processors() == 1:
        yield from task.stager(source, mapping, staging).stage(source, lambda _piece: True)
        return
    claims, shard = Claims(task.folder / "pieces"), task.folder / "shard.db"
    with _helper(task, source.name, state, shard) as helper:
        yield from task.stager(source, mapping, staging).stage(source, claims.claim)
        failed = helper is None or helper.wait()
    if not failed:
        staging.take_over(shard)
    else:
        yield from task.stager(source, mapping, staging).stage(source, lambda piece: piece not in claims.own)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _helper(task: Task, name: str, state: FileState, shard: Path) -> "Iterator[subprocess.Popen[bytes] | None]":
    """Start the second process, which is silent and sees no Ctrl-C, and end it with the block; None where it does not start."""
    told = task.folder / "task"
    told.write_bytes(pickle.dumps((task, name, state, shard)))
    try:
        helper = subprocess.Popen(  # noqa: S603 - this interpreter, with this program's own words
            [sys.executable, "-P", "-c", _HELPER, str(told), *sys.path],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:  # no interpreter is known, or no process is left
        yield None
        return
    try:
        yield helper
    finally:
        helper.kill()
        helper.wait()


def help_stage(told: str) -> None:
    """Stage pieces of a file, in a process of its own; it ends with 0 where all that it claimed are staged."""
    task, name, state, shard = pickle.loads(Path(told).read_bytes())  # noqa: S301 - from our own temporary folder
    set_language(task.language)
    parent = os.getppid()
    staging = Staging(shard, standard() if task.driver == standard().name else best())
    with opened(name, task.options) as source:
        if source.state != state:
            sys.exit(1)
        claims = Claims(task.folder / "pieces")
        for _read in task.stager(source, task.mapping(source), staging).stage(source, claims.claim):
            if os.getppid() != parent:
                sys.exit(1)
    staging.close()
