"""Which column of a file fills which field: by what the headers mean, and by what a person says with ``--map``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import NamedTuple

from tui_crm.display import cut
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.services.importing.columns.fields import Claim, Kind
from tui_crm.services.importing.columns.meanings import Meanings
from tui_crm.services.importing.columns.own_columns import is_own
from tui_crm.services.importing.columns.shapes import TeamField
from tui_crm.services.importing.files.header import normal
from tui_crm.services.importing.files.reading import RowSource

_SAMPLED_ROWS = 200
_SAMPLES = 3
_WIDEST = 40  # cells of a header that is told
_MOST = 30  # headers that are told


class Unclaimed(NamedTuple):
    """A column that fills no field, with the first different values in it; none where its first 200 cells are blank."""

    header: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class ColumnMapping:
    """How the columns of a file fill the fields of ``kind``; ``ignored`` are the headers a person set aside."""

    kind: Kind
    claims: tuple[Claim, ...]
    unmapped: tuple[Unclaimed, ...] = ()
    ignored: tuple[str, ...] = ()


class Mappable(NamedTuple):
    """A field that columns can be mapped to: its name, what it is (translated), the headers that mean it by themselves."""

    name: str
    help: str
    headers: tuple[str, ...]


def fields(kind: Kind, team_fields: Iterable[TeamField] = ()) -> list[Mappable]:
    """Return what columns can be mapped to for ``kind``, the team's own fields included."""
    return [
        Mappable(field.name, _(field.help), tuple(dict.fromkeys(synonym.header for synonym in field.synonyms)))
        for field in Meanings(kind, team_fields).fields
    ]


def map_columns(
    source: RowSource, kind: Kind, *, overrides: Iterable[str] = (), team_fields: Iterable[TeamField] = ()
) -> ColumnMapping:
    """Say which column of ``source`` fills which field of ``kind``.

    ``overrides`` are ``Header=field``, or ``Header=`` for a column to ignore. Raises UsageError for an unknown header or
    field, BadInput where no column says whom a row is about.
    """
    meanings = Meanings(kind, team_fields)
    said = dict(_said(source, meanings, overrides))
    understood = {index: meanings.claim(header, index) for index, header in enumerate(source.header)}
    claims = _strongest(_fitting(source, [claim for claim in {**understood, **said}.values() if claim]))
    if kind.essential.isdisjoint(claim.field.name for claim in claims):
        raise BadInput(
            _(kind.unclear).format(file=source.name, headers=_listed(source.header)),
            hint=_('say what they are with --map "Header=field"; see: crm import fields {kind}').format(kind=kind.name),
        )
    ignored = tuple(source.header[index] for index, claim in said.items() if claim is None)
    claimed = {claim.header for claim in claims}
    left = [header not in {*claimed, *ignored} for header in source.header]
    unmapped = (column for column in _unclaimed(source, left) if not is_own(kind, *column))
    return ColumnMapping(kind, claims, tuple(unmapped), ignored)


def _fitting(source: RowSource, claims: Sequence[Claim]) -> list[Claim]:
    """Leave out the claims by headers that can mean something else, too, where a value of the first rows shows they do."""
    doubtful = {claim.index: claim.only for claim in claims if claim.only}
    wrong: set[int] = set()
    if doubtful:
        for _line, cells in islice(source, _SAMPLED_ROWS):
            wrong |= {index for index, fits in doubtful.items() if cells[index].strip() and not fits(cells[index])}
    return [claim for claim in claims if claim.index not in wrong]


def _strongest(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Leave each field that takes one column (a part of it, one) to the strongest claim, the first of equals."""
    best: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        place = claim.field.name, claim.part
        if claim.rank < best.setdefault(place, claim).rank:
            best[place] = claim
    return tuple(claim for claim in claims if claim.field.many or best[claim.field.name, claim.part] is claim)


def _listed(headers: Sequence[str]) -> str:
    """Return headers as they are told: of a file without any, a record would stand there at length."""
    told = [cut(header, _WIDEST) for header in headers[:_MOST]]
    return _(", ").join([*told, "…"] if len(headers) > _MOST else told)


def _said(source: RowSource, meanings: Meanings, overrides: Iterable[str]) -> Iterator[tuple[int, Claim | None]]:
    header = source.header
    for override in overrides:
        column, sign, target = override.rpartition("=")
        if not sign:
            raise UsageError(
                _("“{text}” is no mapping").format(text=override),
                hint=_("for example: {example}").format(example="Mobile=phone"),
            )
        index = _column_called(source, column)
        yield index, meanings.named(target, header[index], index) if target.strip() else None


def _column_called(source: RowSource, name: str) -> int:
    """Return the index of the column a person means: its header as it stands, or as headers are compared."""
    wanted, header = name.strip(), source.header
    if wanted in header:
        return header.index(wanted)
    places: Mapping[str, int] = {normal(each): index for index, each in reversed(list(enumerate(header)))}
    if normal(wanted) in places and normal(wanted):
        return places[normal(wanted)]
    near = get_close_matches(wanted, header, n=3, cutoff=0.4) or header
    raise UsageError(
        _("{file} has no column “{name}”").format(file=source.name, name=wanted),
        hint=_("perhaps: {names}").format(names=_listed(near)),
    )


def _unclaimed(source: RowSource, left: Sequence[bool]) -> Iterator[Unclaimed]:
    """Yield the columns that are left with samples; one without a header and without a value is no column."""
    samples: list[dict[str, None]] = [{} for _ in source.header]
    for _line, cells in islice(source, _SAMPLED_ROWS):
        for found, cell in zip(samples, cells, strict=False):
            if cell and len(found) < _SAMPLES:
                found[cell] = None
    for name, is_left, found in zip(source.header, left, samples, strict=True):
        if is_left and (found or not name.startswith("#")):
            yield Unclaimed(name, tuple(found))
