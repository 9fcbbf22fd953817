"""Import profiles: what is said of files of one kind, kept under a name to be said again."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, get_args, get_type_hints

from tui_crm.db import import_profiles
from tui_crm.errors import BadInput, NotFound, UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.folding import label_key
from tui_crm.models.ids import number_of
from tui_crm.models.nearest import nearest
from tui_crm.models.text import clean_line
from tui_crm.services.importing.collisions import joined
from tui_crm.services.importing.columns.mapping import columns_in
from tui_crm.services.importing.files.header import normal
from tui_crm.services.importing.kinds.registry import declared
from tui_crm.services.importing.report import ImportOptions
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

KEPT: Final = (
    "overrides", "keep_columns", "keys", "on_match", "create_contacts", "file_format", "encoding", "delimiter", "sheet",
    "header_row", "date_order", "decimal", "source", "rules", "blanks_erase", "stage_back",
)  # fmt: skip
"""What a profile keeps: the fields of ``ImportOptions`` that are said of every file of its kind, not of one import."""

_ALIKE = 0.8  # how many of the columns a profile was saved with a file has that it fits


@dataclass(frozen=True)
class ImportProfile:
    """A profile: ``said`` are fields of ``ImportOptions`` that are not as they are without it, ``headers`` the columns of
    the file it was saved with.
    """

    id: int
    name: str
    kind: str
    said: Mapping[str, Any]
    headers: tuple[str, ...]
    version: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The headers of the columns that it says something of."""
        return columns_in(self.said.get("overrides", ()))

    def fits(self, header: Iterable[str]) -> float:
        """Return how well it fits a file with these columns: 0 for not at all, at most 1."""
        there = set(map(normal, header))
        if not {normal(column) for column in self.columns} <= there:
            return 0
        own = set(map(normal, self.headers))
        share = len(own & there) / len(own) if own else 0
        return share if share >= _ALIKE else 0


class ImportProfiles:
    """The import profiles of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[ImportProfile]:
        """Return every profile, by name."""
        with self._crm.database.read() as connection:
            return [
                ImportProfile(
                    row.id, row.name, row.kind, json.loads(row.options), tuple(json.loads(row.headers)), row.version
                )
                for row in import_profiles.all_of(connection)
            ]

    def get(self, which: str) -> ImportProfile:
        """Return the profile that a name or an id means. Raises NotFound, which names the nearest one."""
        known, number, key = self.all(), number_of("import_profile", which), label_key(which)
        for profile in known:
            if key == label_key(profile.name) or number == profile.id:
                return profile
        near = nearest(which, [profile.name for profile in known])
        raise NotFound(
            _("there is no import profile “{name}”").format(name=which), hint=near or _("see: crm import profiles list")
        )

    def save(self, name: str, kind: str, options: ImportOptions, headers: Sequence[str]) -> Done:
        """Keep what ``options`` say of files of ``kind`` under a name; one that is there is replaced.

        ``headers`` are the columns of such a file. Raises BadInput for no name, or the name of a profile of another kind.
        """
        plain = clean_line(name)
        if not plain:
            raise BadInput(_("a profile needs a name"), field="name")
        usual = ImportOptions()
        said = {each: getattr(options, each) for each in KEPT if getattr(options, each) != getattr(usual, each)}
        values = {
            "kind": declared(kind).name,
            "options": json.dumps(said, ensure_ascii=False),
            "headers": json.dumps(list(headers), ensure_ascii=False),
        }
        there = next((each for each in self.all() if label_key(each.name) == label_key(plain)), None)
        if there is not None and there.kind != kind:
            raise BadInput(
                _("“{name}” is a profile for other files: {kind}").format(
                    name=there.name, kind=_(declared(there.kind).several)
                ),
                field="name",
            )
        ensure_user(self._crm)
        label, arguments = N_("Saved import profile {profile}"), {"profile": plain}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            if there is None:
                made = writing.create("import_profile", {"name": plain, **values})
            elif writing.update("import_profile", made := there.id, values):
                arguments["profile"] = there.name
            else:
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, writing.arguments), (made,))

    def delete(self, which: str) -> Done:
        """Delete a profile. Raises NotFound."""
        profile = self.get(which)
        ensure_user(self._crm)
        label, arguments = N_("Deleted import profile {profile}"), {"profile": profile.name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            writing.update("import_profile", profile.id, {"deleted_at": writing.at})
        return Done(writing.operation_id, told(label, arguments), (profile.id,))

    def applied(self, kind: str, options: ImportOptions, said: Collection[str] = ()) -> ImportOptions:
        """Return options with what their ``profile`` says; the fields ``said`` stay, and mappings and rules are put together.

        Raises NotFound, and UsageError for a profile of another kind.
        """
        if options.profile is None:
            return options
        profile = self.get(options.profile)
        if profile.kind != kind:
            raise UsageError(
                _("“{name}” is a profile for other files: {kind}").format(
                    name=profile.name, kind=_(declared(profile.kind).several)
                )
            )
        kept = {name: _typed(name, value) for name, value in profile.said.items() if name not in said}
        own = set(map(normal, columns_in(options.overrides)))
        before = (each for each in profile.said.get("overrides", ()) if normal(each.rpartition("=")[0]) not in own)
        kept["rules"] = joined(profile.said.get("rules", ()), options.rules)
        return replace(options, **{**kept, "overrides": (*before, *options.overrides), "profile": profile.name})

    def fitting(self, kind: str, header: Sequence[str]) -> str:
        """Return the name of the profile that fits files of ``kind`` with these columns best; empty for none."""
        best = max((each for each in self.all() if each.kind == kind), key=lambda each: each.fits(header), default=None)
        return best.name if best is not None and best.fits(header) else ""


def _typed(name: str, value: Any) -> Any:  # noqa: ANN401 - of any field
    """Return a value of JSON as the field of ``ImportOptions`` has it."""
    hint = get_type_hints(ImportOptions)[name]
    kinds = [each for each in (hint, *get_args(hint)) if isinstance(each, type) and issubclass(each, StrEnum)]
    if kinds:
        return kinds[0](value)
    return tuple(value) if isinstance(value, list) else value
