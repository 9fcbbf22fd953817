"""Does the list answer while one types? Keystrokes of real searches, beside LIKE; and whether everything is found."""

import csv
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks import databases, generate, tables
from benchmarks.bench import Bench
from benchmarks.budgets import Budget, Figures, Subject
from benchmarks.processes import Times, seconds_of
from tests.models.matching_oracle import scan_matches
from tui_crm.demo.dice import Dice
from tui_crm.demo.lands import latin
from tui_crm.demo.people import Profile, contact
from tui_crm.models.cards import ContactCard
from tui_crm.models.codes import Kind
from tui_crm.models.phones import parse_phone
from tui_crm.services.crm import Crm

KEYSTROKE = Budget("query of a keystroke, 99th percentile", 5, "ms")
COMPLETE = Budget("searches that find other contacts than a scan", 0, "searches")

_QUERIES = 570
_PEOPLE = 40
_LIKE_EVERY = 5
_SCANNED = 10_000
_SCANS = 60
_PAGE = 200
_SLOWEST = 5
_COLUMNS = ("Last Name", "First Name", "Email", "Mobile Phone Number", "Company Name")


def measure(bench: Bench) -> Figures:
    """Measure keystrokes at full size, and check their results."""
    texts = queries(bench.size)
    with databases.open_crm(databases.database_of(bench, bench.size)) as crm:
        ours = _timed(texts, lambda text: crm.contacts.first_page(crm.contacts.parse(text)))
        wrong = sum(not _is_complete(crm, text, sample) for sample in [_sample(crm)] for text in _some(texts, _SCANS))
    like = _like(bench, texts[::_LIKE_EVERY])
    tables.show(
        f"{len(texts)} keystrokes, {bench.size:,} contacts",
        ("", "median", "99 %", "longest"),
        [_line("crm", ours), _line("LIKE on five columns", like)],
    )
    slowest = sorted(zip(ours.rounds, texts, strict=True), reverse=True)[:_SLOWEST]
    print(f"  slowest: {', '.join(f'“{text}” {tables.ms(seconds)}' for seconds, text in slowest)}")
    print(f"  LIKE takes {like.percentile(99) / ours.percentile(99):,.1f} times as long, by the 99th percentile")
    return {KEYSTROKE: ours.percentile(99) * 1000, COMPLETE: wrong}


def queries(size: int) -> list[str]:
    """Return what people type, letter by letter, who look for some of the contacts."""
    everybody = generate.different(size)
    people = [contact(Dice(2, number).below(everybody)) for number in range(_PEOPLE)]
    typed = {text[:end] for person in people for text in _searches(person) for end in range(1, len(text) + 1)}
    plain = sorted(text for text in typed if text == text.strip())
    return _some(plain, _QUERIES)


def _searches(person: Profile) -> Iterator[str]:
    """Yield ways to look for somebody: the name, its pinyin and initials, company, e-mail, end of the phone, two words."""
    yield person.name.lower()
    yield latin(person.name)
    yield (person.company or person.name).lower()[:12]
    yield person.mobile[-4:] or "0000"
    yield person.email[:14]
    yield f"{latin(person.family_name or person.name)[:4]} {latin(person.given_name)[:3]}"
    yield f"{person.address.city.lower()} {latin(person.given_name or person.name)[:3]}"
    yield "zzqx"


def _some(texts: Sequence[str], count: int) -> list[str]:
    """Return at most ``count`` texts, evenly spread."""
    return [texts[at * len(texts) // count] for at in range(count)] if len(texts) > count else list(texts)


def _timed(texts: Sequence[str], search: Callable[[str], object], rounds: int = 3) -> Times:
    """Return the middle time of a few rounds of each search."""
    taken = [Times(tuple(seconds_of(partial(search, text)) for _round in range(rounds))).median for text in texts]
    return Times(tuple(taken))


def _line(name: str, times: Times) -> tuple[str, ...]:
    return name, tables.ms(times.median), tables.ms(times.percentile(99)), tables.ms(max(times.rounds))


def _like(bench: Bench, texts: Sequence[str]) -> Times:
    """Return how long the same takes a table of text columns."""
    conditions = " OR ".join(f'"{name}" LIKE ?' for name in _COLUMNS)
    query = f"SELECT rowid FROM contact WHERE {conditions} LIMIT {_PAGE}"
    with closing(sqlite3.connect(bench.folder / "like.db")) as connection:
        _load(connection, databases.export_of(bench, bench.size))
        return _timed(texts, lambda text: connection.execute(query, [f"%{text}%"] * len(_COLUMNS)).fetchall(), rounds=1)


def _load(connection: sqlite3.Connection, export: Path) -> None:
    names = ", ".join(f'"{name}"' for name in generate.HEADER)
    connection.execute(f"CREATE TABLE contact ({names})")
    with export.open(encoding="utf-8", newline="") as file:
        marks = ", ".join("?" * len(generate.HEADER))
        connection.executemany(f"INSERT INTO contact VALUES ({marks})", islice(csv.reader(file), 1, None))
    connection.commit()


def _sample(crm: Crm) -> dict[int, ContactCard]:
    """Return some thousand cards from all over the database, by id."""
    ids = crm.contacts.find(crm.contacts.parse("")).ids
    return {card.row.id: card for card in crm.contacts.cards(ids[:: max(1, len(ids) // _SCANNED)])}


def _is_complete(crm: Crm, text: str, sample: dict[int, ContactCard]) -> bool:
    """Tell whether a search finds just those of the sample that a scan of it finds, and its first page nobody else."""
    wanted = crm.contacts.parse(text)
    scanned = {number for number, card in sample.items() if _matches(text, card)}
    found = set(crm.contacts.find(wanted).ids)
    return found & sample.keys() == scanned and found.issuperset(crm.contacts.first_page(wanted).ids)


def _matches(text: str, card: ContactCard) -> bool:
    texts = [card.website, card.industry, card.needs, card.note, card.row.role, *card.row.tags]
    texts += [labelled.value for labelled in (*card.emails, *card.handles)]
    for place in card.addresses:
        texts += [place.street, place.city, place.region, place.postal_code, place.country]
    return scan_matches(
        text,
        [name for name in (card.row.name, card.nickname, card.row.company) if name],
        person=card.row.kind == Kind.PERSON,
        texts=[said for said in texts if said],
        phones=[parse_phone(phone.value, "CN") for phone in card.phones],
    )


SUBJECT = Subject("search", "Does the list answer while one types?", (KEYSTROKE, COMPLETE), measure)
