"""A customer's journey as one page for a browser: nothing is loaded from elsewhere, it prints, and fits a phone.

Everything of user origin is escaped, and made harmless as for a terminal: a page is read by people.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from tui_crm import call_words
from tui_crm.i18n import _, ngettext, pgettext
from tui_crm.models.codes import STAGE_LABELS, WEEKDAYS, Stage
from tui_crm.models.journey import CHANGE, JOURNEY_LABELS, REMINDER, STAGE, Head, JourneyEntry, Outline
from tui_crm.models.journey_words import rhythm_of, silence_line
from tui_crm.models.repeat import stored_in_words
from tui_crm.services.html_pages import bottom, top
from tui_crm.services.html_pages import text as _text

if TYPE_CHECKING:
    from tui_crm.clock import Clock

_STYLE: Final = Path(__file__).with_suffix(".css")


def write_page(stream: TextIO, outline: Outline, entries: Iterable[JourneyEntry], clock: "Clock") -> None:
    """Write the page of a journey, whose ``entries`` may be fewer than its ``outline`` has, piece by piece."""
    stream.writelines(_Page(outline, clock).pieces(entries))


class _Page:
    """The pieces of a page, as seen from the clock's zone and now."""

    def __init__(self, outline: Outline, clock: "Clock") -> None:
        self._outline = outline
        self._clock = clock
        self._positions = {key: position for position, key in enumerate(outline.keys)}
        self._silences = {position: silence_line(silence.days) for position, silence in outline.silences()}

    def pieces(self, entries: Iterable[JourneyEntry]) -> Iterator[str]:
        """Yield the page."""
        head = self._outline.head
        yield from self._top(head)
        yield '<div class="journey">\n'
        band: str | None = None
        told_now = False
        for entry in entries:
            position = self._positions[entry.key]
            if position >= self._outline.ahead and not told_now:
                yield from _closed(band)
                yield from self._now()
                band, told_now = None, True
            stage = self._outline.stage(position)
            if stage != band:
                yield from _closed(band)
                yield _opened(stage)
                band = stage
            if position in self._silences:
                yield f'<li class="silence">{_text(self._silences[position])}</li>\n'
            yield self._entry(entry)
        yield from _closed(band)
        if not told_now:
            yield from self._now()
        yield "</div>\n"
        yield bottom()

    def _top(self, head: Head) -> Iterator[str]:
        title = _("The journey of {name}").format(name=head.name)
        yield f"{top(title, _STYLE)}<h1>{_text(head.name)}</h1>\n"
        if said := " · ".join(filter(None, (head.role, head.company))):
            yield f"<p>{_text(said)}</p>\n"
        yield '<ol class="way">\n'
        for step in head.stages:
            since = self._day(datetime.fromtimestamp(step.since, UTC)) if step.since is not None else ""
            yield f'<li class="{_code(step.stage)}">{_stage(step.stage)} {since}</li>\n'
        yield "</ol>\n"
        if rhythm := rhythm_of(head):
            yield f"<p>{_text(rhythm)}</p>\n"
        yield "</header>\n"

    def _now(self) -> Iterator[str]:
        word = pgettext("the line between future and past", "now")
        yield f'<p class="now">{_text(word)} {self._moment(self._clock.now())}</p>\n'
        if not len(self._outline):
            nothing = _("Nothing has happened yet.")
            yield f"<p>{_text(nothing)}</p>\n"

    def _day(self, at: datetime) -> str:
        day = at.astimezone(self._clock.zone).date().isoformat()
        return f'<time datetime="{day}">{day}</time>'

    def _moment(self, at: datetime | date) -> str:
        if isinstance(at, datetime):
            wall = at.astimezone(self._clock.zone)
            day, clock_time = wall.date(), f" {wall:%H:%M}"
        else:
            day, clock_time = at, ""
        said = _("{weekday} {day}").format(weekday=_(WEEKDAYS[day.weekday()]), day=day.isoformat())
        return f'<time datetime="{day.isoformat()}{clock_time.replace(" ", "T")}">{said}{clock_time}</time>'

    def _when(self, entry: JourneyEntry) -> str:
        """Return when it was, or of a reminder when it is due."""
        if entry.due_on is None or entry.done:
            return self._moment(entry.at)
        due = self._moment(entry.due_on)
        return due.replace("</time>", f" {_text(entry.due_time)}</time>") if entry.due_time else due

    def _entry(self, entry: JourneyEntry) -> str:
        classes = [_code(entry.kind)]
        if entry.kind == REMINDER and entry.overdue:
            classes.append("late")
        kind = f'<span class="kind">{_text(_(JOURNEY_LABELS[entry.kind]))}</span>'
        said = " ".join(filter(None, self._said(entry)))
        return f'<li class="entry {" ".join(classes)}">{self._when(entry)}{kind}<div class="said">{said}</div></li>\n'

    def _said(self, entry: JourneyEntry) -> Iterator[str]:
        if entry.contact and entry.contact_id not in self._outline.head.people:
            yield f'<span class="whose">{_text(entry.contact)} ·</span>'
        if entry.kind == STAGE:
            yield f'<b class="{_code(entry.outcome)}">{_stage(entry.outcome)}</b> {_text(entry.why)}'
        elif entry.kind == CHANGE:
            yield _text(entry.subject)
            for card in entry.changes:
                whose = f"{_text(card.name)} · " if card.record_id != self._outline.head.contact_id else ""
                for field in card.fields:
                    yield f"<br>{whose}{_text(field.title)} <del>{_text(field.old)}</del> → <ins>{_text(field.new)}</ins>"
        elif entry.step is not None or entry.answer is not None:
            yield _text(" · ".join(filter(None, (entry.note, entry.why))))
        else:
            if entry.ticket:
                yield f'<span class="whose">{_text(entry.ticket)} ·</span>'
            yield from _spoken(entry)
        if entry.by:
            yield f'<span class="by">{_text(entry.by)}</span>'


def _spoken(entry: JourneyEntry) -> Iterator[str]:
    minutes = ngettext("{count} min", "{count} min", entry.minutes or 0).format(count=entry.minutes)
    done = _("done") if entry.done else ""
    outcome = call_words.outcome_in_words(entry.outcome)
    length = minutes if entry.minutes else ""
    repeat = stored_in_words(entry.repeat)
    facts = (done, outcome, length, entry.place, repeat, entry.channel, ", ".join(entry.people))
    yield _text(" · ".join(filter(None, facts)))
    if entry.subject:
        yield f"<b>{_text(entry.subject)}</b>"
    if entry.text or entry.note:
        yield f"<p>{_lines(entry.text if entry.subject or entry.text else entry.note)}</p>"
    if entry.objection:
        told = _("objection: {text}").format(text=call_words.objection_in_words(entry.objection))
        yield f'<span class="objection">{_text(told)}</span>'
    if entry.feeling is not None:
        tone = "good" if entry.feeling > 0 else "bad" if entry.feeling < 0 else "whose"
        yield f'<span class="{tone}">{_text(_feeling(entry.feeling))}</span>'


def _feeling(feeling: int) -> str:
    return _("feeling {feeling}").format(feeling=f"{feeling:+d}" if feeling else "0")


def _opened(stage: str) -> str:
    if not stage:
        ahead = pgettext("heading of what lies ahead", "ahead")
        return f'<section class="band ahead"><h2>{_text(ahead)}</h2>\n<ol>\n'
    return f'<section class="band {_code(stage)}"><h2>{_stage(stage)}</h2>\n<ol>\n'


def _closed(band: str | None) -> Iterator[str]:
    if band is not None:
        yield "</ol>\n</section>\n"


def _stage(stage: str) -> str:
    return _text(_(STAGE_LABELS.get(stage, stage)))


def _code(code: str) -> str:
    """Return a code of ours for a class attribute; any other text has none."""
    return code if code in JOURNEY_LABELS or code in set(Stage) else "other"


def _lines(text: str) -> str:
    return "\n".join(map(_text, text.split("\n")))
