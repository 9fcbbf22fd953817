"""A form over a screen: it stays until what was typed is saved, and what was typed is never lost."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.widgets import Static

from tui_crm.commands import COMMANDS, Where, bindings
from tui_crm.errors import BadInput, CrmError, OutputFailed
from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.toasts import toast
from tui_crm.widgets.form import Form
from tui_crm.widgets.form_field import FormField, Remark
from tui_crm.widgets.safe_text import safe_content

if TYPE_CHECKING:
    from tui_crm.drafts import Draft
    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm

Save = Callable[[Mapping[str, str]], RunWrite]

_WIDEST: Final = 128  # cells of the dialog, as in its style sheet
_BESIDE: Final = 1  # the scrollbar
_FIRST_VERSION: Final = 1  # what a draft of another version of the program is compared from: every change since
_PAINTED: Final = 0.02  # seconds after which a new layout is painted
_AROUND: Final = 3  # lines of the dialog that are not the form's: its title, its notice, its keys


class FormDialog(Dialog["Done"]):
    """Asks for ``fields``, which begin with ``values``; its answer is what was done.

    ``save`` makes of all values what is to be written. ``draft`` keeps what is typed; ``base`` are the versions that
    the values were read at, which the draft remembers. ``names`` says which field a service means where it calls it
    otherwise.
    """

    FIRST: ClassVar[str] = ""
    """The key of the field that one begins in, where it is not the first one."""
    ENTER_SAVES: ClassVar[bool] = False
    """Whether enter in the last field saves; it does where there is only one."""
    CSS_PATH = "dialogs.tcss"
    HORIZONTAL_BREAKPOINTS = []  # noqa: RUF012 - it looks the same at any width, and need not be styled twice
    AUTO_FOCUS = ""  # the form knows where one begins
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.FORM)
    KEYS = {  # noqa: RUF012 - as in Dialog
        "form.save": N_("save"),
        "form.complete": N_("complete, next"),
        "form.discard": N_("discard the draft"),
        "dialog.leave": N_("close"),
    }

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        values: Mapping[str, str],
        save: Save,
        *,
        draft: "Draft | None" = None,
        base: tuple[int, ...] = (),
        names: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.base = base
        self._title = title
        self._save = save
        self._draft = draft
        self._names = names or {}
        self.form = Form(fields, values, self._keep)
        self._values = dict(values)
        self._read_at = base
        self._box = Vertical(classes="box form")
        self._headline = Static(safe_content(title, "bold"), classes="title")
        self._notice = Static(classes="notice")
        self._aside: Mapping[str, str] | None = None
        self._instead: Mapping[str, str] = {}
        self._beyond: Mapping[str, str] = {}
        self._place: str | None = None
        self._unkept = ""
        self._is_saving = False
        self._done: Done | None = None
        self._is_closing = False

    def compose(self) -> ComposeResult:
        """Lay the form out."""
        self._fit(self.app.size)
        with self._box:
            yield self._headline
            yield self._notice
            yield self.form
            yield self.key_bar()

    def on_mount(self) -> None:
        """Begin with what was typed an earlier time, if that was kept."""
        self.form.begin(self.FIRST)
        if self._draft is not None and self._draft.found is not None:
            self._restore(self._draft.found.values, self._draft.found.begun, self._draft.found.base)
            self._tell_restored(self._draft)
        elif self._draft is not None and self._draft.problem:
            self._warn(self._draft.problem, "$warning")

    def on_unmount(self) -> None:
        """Let another terminal have the draft, unless it is being saved: nobody shall save it again."""
        if self._draft is not None and not self._is_saving:
            self._draft.close()

    def on_screen_resume(self) -> None:
        """Be painted in a step of its own, behind the layout; close, where it was saved behind a question."""
        self.app.delay_update(_PAINTED)
        if self._done is not None and self.is_current and not self._is_closing:
            self._is_closing = True  # Textual tells of a screen that comes back more than once
            self.dismiss(self._done)

    def on_resize(self) -> None:
        """Leave the rows what the rest does not need; be painted in a step of its own, as above."""
        self.app.delay_update(_PAINTED)
        self._fit(self.size)

    def _fit(self, size: Size) -> None:
        edge = self._box.styles.gutter
        self.form.fit(size.height - _AROUND - edge.height, min(size.width, _WIDEST) - _BESIDE - edge.width)

    def keys(self) -> Mapping[str, str]:
        """Return its commands; there is something to discard only where a draft was found."""
        return {name: word for name, word in self.KEYS.items() if name != "form.discard" or self._has_found}

    @property
    def _has_found(self) -> bool:
        return self._draft is not None and self._draft.found is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether there is something to save, or a draft to discard."""
        match action:
            case "save":
                return not self._is_saving and self._done is None
            case "discard":
                return self._has_found and not self._is_saving
            case _:
                return super().check_action(action, parameters)

    def also_kept(self, key: str) -> str:
        """Return what the draft keeps under ``key`` beside the fields, "" where that is nothing."""
        return self._beyond.get(key, "")

    def keep_also(self, key: str, text: str) -> None:
        """Keep a text in the draft under ``key``, which is no field's; an empty one no longer."""
        others = {name: kept for name, kept in self._beyond.items() if name != key}
        self._beyond = others | ({key: text} if text else {})
        self._keep()

    def headline(self, aside: str) -> None:
        """Show something behind the title."""
        title = safe_content(self._title, "bold")
        self._headline.update(title + safe_content(f"  {aside}", "$accent") if aside else title, layout=False)

    def begin_at(self, values: Mapping[str, str], base: tuple[int, ...]) -> None:
        """Begin anew with other values, read at other versions; nothing counts as typed."""
        self._values, self._read_at = dict(values), base
        self.base = base
        self.form.start(values)

    def _restore(self, values: Mapping[str, str], begun: Mapping[str, str], base: tuple[int, ...]) -> None:
        self.base = base if len(base) == len(self._read_at) else tuple(_FIRST_VERSION for _each in self._read_at)
        self._beyond = {key: text for key, text in values.items() if not self.form.has(key)}  # for another such form
        self.form.start({**self._values, **begun})
        self.form.fill(values)

    def _tell_restored(self, draft: "Draft") -> None:
        assert draft.found is not None
        told = _("what you typed {when} is back · {key} discards it")
        self._note(told.format(when=draft.when, key=COMMANDS["form.discard"].first_key), "$accent")

    def action_discard(self) -> None:
        """Begin anew without what was found; the same key brings it back, and again what was typed in its place."""
        assert self._draft is not None
        assert self._draft.found is not None
        if self._aside is None:
            self._aside, self._beyond = {**self._beyond, **self.form.changed}, {}
            self.base = self._read_at
            self.form.start(self._values)
            self.form.fill(self._instead)
            self._keep()
            told = _("the draft is discarded · {key} brings it back").format(key=COMMANDS["form.discard"].first_key)
            self._note(told, "$muted")
        else:
            aside, self._aside, self._instead = self._aside, None, self.form.changed
            self._restore(aside, self._draft.found.begun, self._draft.found.base)
            self._tell_restored(self._draft)

    def _note(self, text: str, style: str) -> None:
        self._notice.update(safe_content(text, style))

    def _warn(self, text: str, style: str) -> None:
        """Note what has a path in it, and say it in passing too, where there is room for the whole of it."""
        self._note(text, style)
        toast(self.app, text, severity="warning")

    def _keep(self) -> None:
        """Keep what is typed, this moment: the next one may be too late."""
        if self._draft is None:
            return
        changed = {**self._beyond, **self.form.changed}
        if not changed:
            self._draft.forget()
            return
        try:
            begun = {**(self._draft.found.begun if self._draft.found else {}), **self.form.begun}
            self._draft.keep(changed, {key: begun.get(key, "") for key in changed}, self.base)
            self._unkept = ""
        except OutputFailed as error:
            if not self._unkept:
                self._warn(_("what you type cannot be kept: {reason}").format(reason=error.message), "$error")
            self._unkept = error.message

    @on(Form.Ended)
    async def _save_at_end(self, event: Form.Ended) -> None:
        """Save with enter what is answered quickly."""
        event.stop()
        if self.ENTER_SAVES or len(self.form.values) == 1:
            await self.run_action("save")

    def action_save(self) -> None:
        """Have it saved, where nothing is wrong with it."""
        if wrong := self.form.wrong:
            self.form.go_to(wrong[0])
            self.app.bell()
            return
        self.save()

    def save(self) -> None:
        """Have what stands in the form saved."""
        self.write(self._save(self.form.values))

    def write(self, write: RunWrite) -> None:
        """Have something written, and stay until it is."""
        write.call, write.reply = partial(self._written, write.call), self._replied
        self.wait(write.label)
        self.post_message(write)

    def wait(self, label: str) -> None:
        """Take nothing more, and say what is being done."""
        if not self._is_saving:
            self._is_saving, self._place = True, self.form.here
        self.form.disabled = True
        self.form.say(Remark(label))

    def stop_waiting(self, error: CrmError) -> None:
        """Go on with the form, and say why what was being done could not be."""
        self._replied(error)

    def _written(self, call: "Callable[[Crm], Done]", crm: "Crm") -> "Done":
        """Write, in the thread that does; what is saved is no draft any more, even if the program ends before it hears."""
        done = call(crm)
        if self._draft is not None:
            self._draft.forget()
        return done

    def _replied(self, result: "Done | CrmError") -> bool:
        """Close where it is saved; else say why not."""
        self._is_saving = False
        if not self.is_attached:
            self.on_unmount()
            return False
        if not isinstance(result, CrmError):
            self._done = result
            self.on_screen_resume()
            return False
        self.form.disabled = False
        self.form.go_to(self._place or "")
        self.show_failure(result)
        return True

    def show_failure(self, error: CrmError) -> None:
        """Say why it could not be saved, at the field where one is to blame."""
        remark = Remark(error.message, error.hint, is_error=True)
        key = self.field_of(error)
        if key is None or not self.form.has(key):
            self.form.say(remark)
            return
        self.form.say(Remark())
        self.form.go_to(key)
        self.form.tell(key, remark)

    def field_of(self, error: CrmError) -> str | None:
        """Return the key of the field that is to blame for a failure, None where none is."""
        field = error.field if isinstance(error, BadInput) else ""
        return self._names.get(field, field) or None

    def action_leave(self) -> None:
        """Close the form; what was typed is kept, and said to be."""
        if self._unkept and self.form.changed:
            self._ask_to_leave()
            return
        if self._draft is not None and (self.form.changed or self._beyond) and not self._is_saving:
            toast(self.app, _("What you typed is kept, and comes back when you open this form again."))
        self.dismiss(None)

    def _ask_to_leave(self) -> None:
        from tui_crm.screens.dialogs.question import Question  # noqa: PLC0415 - a dialog is loaded when it opens

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
            if yes:
                self.dismiss(None)

        self.app.push_screen(Question(_("What you typed is not kept. Leave it all the same?")), answered)
