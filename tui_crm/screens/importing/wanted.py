"""What a person has said of the file to import so far: it outlives every step back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm
    from tui_crm.services.importing.report import ImportOptions

_OPTIONS: Final = {"keys": "--key"}
OF_THE_FILE: Final = ("encoding", "delimiter", "sheet", "header_row", "date_order", "decimal", "file_format")
"""What is said of one file, and not of the next."""


@dataclass(frozen=True)
class Wanted:
    """What to import as which ``kind``: ``targets`` are what columns fill, by their headers and as ``--map`` names it,
    ``said`` other fields of ``ImportOptions``; ``profile`` is the name of the one that is used, empty for none.
    """

    kind: str = "contacts"
    path: Path | None = None
    targets: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    profile: str = ""

    def options(self, crm: "Crm") -> "ImportOptions":
        """Return it as an import takes it: the good rows go in. Raises NotFound where the profile has gone."""
        from tui_crm.services.importing.report import ImportOptions  # noqa: PLC0415 - few people come by here

        overrides = tuple(f"{header}={target}" for header, target in self.targets.items())
        options = ImportOptions(keep_good=True, overrides=overrides, profile=self.profile or None, **self.said)
        return crm.import_profiles.applied(self.kind, options, self.said)

    def words(self) -> list[str]:
        """Return the words of the command line that does the same."""
        words = ["import", self.kind, str(self.path), "--keep-good"]
        words += ["--profile", self.profile] if self.profile else []
        for header, target in self.targets.items():
            words += ["--map", f"{header}={target}"]
        for name, value in self.said.items():
            words.append(_OPTIONS.get(name, f"--{name.replace('_', '-')}"))
            if value is not True:
                words.append(",".join(value) if isinstance(value, tuple) else str(value))
        return words

    def of_file(self, path: Path) -> "Wanted":
        """Return it for a file; of another one nothing is said yet but how its records go in."""
        if path == self.path:
            return self
        kept = {name: value for name, value in self.said.items() if name not in OF_THE_FILE}
        return replace(self, path=path, targets={}, said=kept, profile="")

    def of_kind(self, kind: str) -> "Wanted":
        """Return it for records of another kind, whose fields are others."""
        if kind == self.kind:
            return self
        kept = {name: value for name, value in self.said.items() if name in (*OF_THE_FILE, "source")}
        return replace(self, kind=kind, targets={}, said=kept, profile="")

    def mapped(self, header: str, target: str) -> "Wanted":
        """Return it with a column that fills ``target``, nothing where that is empty."""
        return replace(self, targets={**self.targets, header: target})

    def saying(self, name: str, value: object) -> "Wanted":
        """Return it with an option said; None takes back what was said of it."""
        said = {key: each for key, each in self.said.items() if key != name}
        return replace(self, said=said if value is None else {**said, name: value})
