"""What an import will do with each row, decided against the contacts that are there and the rows before it.

A row is matched by the strongest key it has; a weaker one is tried only where the stronger is blank on either side. Rows
that share no key with anything are created and never looked at here: matching found the others set-based. Companies' own
rows come first, so that it is known which companies people's rows mean.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.db.sqlite import plan_customers, plan_decisions, plan_matches, plan_names
from tui_crm.db.sqlite.connection import location
from tui_crm.db.sqlite.plan_decisions import Decision
from tui_crm.db.sqlite.plan_matches import HAS_NAME, RANKS
from tui_crm.db.sqlite.plan_tables import forget_plan
from tui_crm.db.sqlite.staging import Batch, Staging
from tui_crm.i18n import _
from tui_crm.models.ids import shown
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.collisions import Collisions, collisions
from tui_crm.services.importing.columns.fields import Values
from tui_crm.services.importing.columns.meanings import CUSTOM_PREFIX
from tui_crm.services.importing.contacts.known import KnownContacts, as_stored
from tui_crm.services.importing.contacts.merging import SCALARS, changes, keys, merged, settled, without
from tui_crm.services.importing.contacts.preparing import Setting, put, role_line, without_line
from tui_crm.services.importing.contacts.telling import with_field_names
from tui_crm.services.importing.report import ImportOptions

if TYPE_CHECKING:
    from tui_crm.db.database import Database

_CHUNK = 400
_PLAIN = Collisions()
_SAID = frozenset(
    {*SCALARS, "note", "role", "department", "emails", "phones", "handles", "addresses", "tags", "custom", "dues"}
)


class Planner:
    """Plans a staged import as its ``options`` say; ``fields`` are the keys of values by the names of their fields."""

    def __init__(
        self,
        staging: Staging,
        database: "Database",
        setting: Setting,
        options: ImportOptions,
        fields: Mapping[str, str],
    ) -> None:
        self._staging = staging
        self._database = database
        self._setting = setting
        self._ranks = [RANKS[name] for name in dict.fromkeys(options.keys)]
        self._mode = mode = options.on_match
        self._options = options
        self._custom = {f"{CUSTOM_PREFIX}{name}": number for name, number in setting.fields.items()}
        self._wins = collisions(options).of_contacts({**fields, **self._custom})
        self._wins_of_rows = self._wins.of_rows()
        self._blanks: dict[int, list[str]] = {}
        self.held = plan_customers.Held()
        self._last = staging.last()
        self._known = KnownContacts(staging, database)
        self._bearers: dict[str, set[int]] = {}
        self._records: dict[int, Values] = {}
        if mode is not OnMatch.CREATE:
            plan_matches.find_shared(staging, self._ranks)

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return self._last

    def plan(self) -> None:
        """Decide on every row; what nothing was decided on is created as it stands."""
        staging = self._staging
        staging.attach(location(self._database.path, to_write=not self._database.read_only))
        try:
            self._reject_unclear_owners(plan_names.find_users(staging))
            plan_names.find_tags(staging)
            if self._mode is not OnMatch.CREATE:
                plan_matches.find_hits(staging, self._ranks)
                plan_matches.find_concerned(staging)
                plan_matches.lead_by_hits(staging)
            self._decide(cards=True)
            plan_customers.find_bearers(staging)
            self._decide(cards=False)
            self._settle()
        finally:
            staging.detach()

    def _reject_unclear_owners(self, unclear: plan_names.Unclear) -> None:
        if unclear.several:
            several = _("several users are called like the owner that it names")
            plan_decisions.reject(self._staging, plan_names.OF_SEVERAL_USERS, several)
        for number, login in unclear.left.items():
            left = _("its owner {login} has left: name who looks after them now, or leave the column out with --map")
            plan_decisions.reject(self._staging, plan_names.OF_USER.format(id=number), left.format(login=login))

    def plan_again(self) -> None:
        """Forget what was decided and decide again."""
        forget_plan(self._staging, self._last)
        self.plan()

    def _decide(self, *, cards: bool) -> None:
        for rows in plan_matches.concerned(self._staging, _CHUNK, cards=cards):
            leading = plan_matches.leading(self._staging, rows, _CHUNK)
            self._records = records = self._staging.records([*rows, *(-number for number in leading if number < 0)])
            hits = plan_matches.hits(self._staging, rows)
            shared = plan_matches.shared_keys(self._staging, rows)
            if self._options.blanks_erase:
                self._blanks = self._staging.blanks(rows)
            self._bearers = {}
            self._find_companies(records.values())
            self._known.load({number for found in hits.values() for ids in found.values() for number in ids} | leading)
            self._staging.connection.execute("BEGIN")
            decisions = [
                decision for n in rows if (decision := self._decision(records[n], hits.get(n, {}), shared.get(n, [])))
            ]
            plan_decisions.decide(self._staging, decisions)
            self._known.settle()
            self._staging.connection.execute("COMMIT")

    def _decision(
        self, record: Values, hits: Mapping[int, Sequence[int]], shared: Sequence[tuple[int, str, str]]
    ) -> Decision | None:
        """Decide on a row; None for one that is created as it stands."""
        n, has = int(str(record["n"])), int(str(record["has"]))
        found = self._targets(hits, shared, has)
        if len(found) > 1:
            names = _(", ").join(self._shown(target) for target in sorted(found, key=_in_order))
            return Decision(n, "rejected", reason=_("fits several contacts: {ids}").format(ids=names))
        if not found:
            plan_matches.lead(self._staging, shared, -n, has)
            return None
        target = found.pop()
        decision = Decision(n, "skipped", target) if self._mode is OnMatch.SKIP else self._joined(n, target, record)
        if decision.outcome != "rejected":
            plan_matches.lead(self._staging, shared, target, keys(self._known[target].now))
        return decision

    def _targets(self, hits: Mapping[int, Sequence[int]], shared: Sequence[tuple[int, str, str]], has: int) -> set[int]:
        """Return the contacts that a row meets by the strongest of its keys that meets any."""
        stronger = 0
        for place, rank in enumerate(self._ranks):
            lacking = has & stronger
            found = set(hits.get(place, ()))
            for key in shared:
                if key[0] == place:
                    found |= plan_matches.led_to(self._staging, key, lacking)
            self._load(found)
            met = {number for number in found if number in self._known and not keys(self._known[number].now) & lacking}
            if met:
                return met
            stronger |= rank.bit
        return set()

    def _load(self, numbers: set[int]) -> None:
        """Bring contacts to mind, those too that rows will create."""
        self._known.load(numbers)
        rows = [-number for number in numbers if number < 0 and number not in self._known]
        if missing := [n for n in rows if n not in self._records]:
            fresh = self._staging.records(missing)
            self._records |= fresh
            self._find_companies(fresh.values())
        for n in rows:
            record = self._records[n]
            said = self._said(record)
            self._find_home(said, None, _PLAIN)
            whole: Values = {name: record[name] for name in ("name", "kind", "created_at") if name in record}
            self._known.add(-n, merged(whole, said, _PLAIN, self._setting.region))

    def _find_companies(self, records: Iterable[Values]) -> None:
        keys_named = {str(record["company_key"]) for record in records if "company_key" in record}
        self._bearers |= plan_customers.bearers(self._staging, sorted(keys_named - self._bearers.keys()))

    def _said(self, record: Values) -> Values:
        """Return what a row says; a name that it has only for want of a better one says nothing."""
        said = {name: value for name, value in record.items() if name in _SAID}
        if not int(str(record["has"])) & HAS_NAME:
            del said["name"]
        if "company_key" in record:
            said["home"], said["company"] = record["company_key"], record["company"]
        elif line := role_line(record):
            note = without_line(said.pop("note", None), line)
            said |= {"note": note} if note else {}
        return said

    def _joined(self, n: int, target: int, record: Values) -> Decision:
        """Join a row to the contact that it is about."""
        known = self._known[target]
        said = self._said(record)
        wins = self._wins if target > 0 else self._wins_of_rows
        if not self._find_home(said, known.now.get("home"), wins):
            return Decision(n, "rejected", reason=_several_companies())
        if self._setting.source and known.now.get("source") and said.get("source") == self._setting.source:
            del said["source"]
        after = merged(known.now, said, wins, self._setting.region)
        if n in self._blanks:
            after = without(after, [self._custom.get(name, name) for name in self._blanks[n]], wins)
        differing = changes(settled(known.now), settled(after))
        if not differing:
            return Decision(n, "unchanged", target)
        if keys(after) != keys(known.now):
            plan_matches.gain(self._staging, target, keys(after))
        known.now, known.changed = after, True
        return Decision(n, "updated", target, changes=with_field_names(differing, self._setting.fields))

    def _find_home(self, said: Values, home: object, wins: Collisions) -> bool:
        """Say which company a row means of a contact in ``home``; tells whether that is clear, or makes no difference."""
        if "home" not in said:
            return True
        bearers = self._bearers[str(said["home"])]
        if home in bearers:
            said["home"] = home
        elif len(bearers) == 1:
            said["home"] = next(iter(bearers))
        return len(bearers) <= 1 or home in bearers or not wins.takes("home", home)

    def _shown(self, number: int) -> str:
        if number > 0:
            return shown("contact", number)
        return _("row of line {line}").format(line=plan_decisions.line_of(self._staging, -number))

    def _settle(self) -> None:
        """Make the whole of the single decisions: joined rows, customers, and what comes along."""
        staging, last = self._staging, self._last
        plan_decisions.drop_unchanged(staging)
        self._put_joined()
        if plan_customers.are_several(staging):
            plan_decisions.reject(staging, plan_customers.in_several_companies(last), _several_companies())
        changes = self._mode in {OnMatch.UPDATE, OnMatch.FILL}
        rules = {name: str(self._wins.rule(name)) for name in plan_customers.SAID}
        if not changes:
            rules = dict.fromkeys(rules, "fill")  # of several rows that create a customer the first one's word counts
        plan_customers.collect(staging, last, rules)
        if changes:
            self.held = plan_customers.find_changes(staging, rules, stage_back=self._options.stage_back)
            self._credit()
        plan_customers.find_companies_to_make(staging, last)
        plan_names.find_used(staging, last)

    def _put_joined(self) -> None:
        """Stage what several rows create together as a row of its own."""
        number, after = self._last, 0
        while page := plan_decisions.joined(self._staging, after, _CHUNK):
            batch, decisions = Batch(), []
            for root, line, values in page:
                number += 1
                put(batch, number, line, as_stored(values), self._setting)
                decisions.append(Decision(root, "created", source=number))
            self._staging.connection.execute("BEGIN")
            self._staging.put(batch)
            plan_decisions.decide(self._staging, decisions)
            self._staging.connection.execute("COMMIT")
            after = page[-1][0]

    def _credit(self) -> None:
        """Let the rows whose word changes a customer count as updates, with the change."""
        after = 0
        while page := plan_customers.tellers(self._staging, after, _CHUNK):
            former = plan_customers.former(self._staging, [row[1] for row in page])
            decisions = []
            for n, customer, target, differing, *words in page:
                told = json.loads(differing or "{}")
                for name, old, new in zip(plan_customers.SAID, former[customer], words, strict=True):
                    if new is not None:
                        told[name] = (old, new or None)
                decisions.append(Decision(n, "updated", target, changes=told))
            plan_decisions.decide(self._staging, decisions)
            after = page[-1][0]


def _in_order(number: int) -> tuple[bool, int]:
    """Return where a contact stands among several: by id, then those that rows create by their row."""
    return number < 0, abs(number)


def _several_companies() -> str:
    return _("there are several companies of that name")
