"""One function as several commands: what is given for good, and options from a table."""

from inspect import Parameter, signature
from typing import Annotated

import typer

from tests.cli.conftest import AddNoun
from tests.conftest import RunCrm
from tui_crm.cli.binding import bound, gathering
from tui_crm.cli.commands import Context, Noun
from tui_crm.i18n import N_


def greet(ctx: Context, greeting: str, name: Annotated[str, typer.Argument(metavar="NAME", help=N_("whom"))]) -> None:
    """Greet somebody."""
    ctx.session.out.line(f"{greeting} {name}")


def tell(ctx: Context, name: Annotated[str, typer.Argument(help=N_("whom"))], said: dict[str, object]) -> None:
    """Tell what was said."""
    ctx.session.out.line(f"{name} {said}")


def option(name: str, annotation: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


OPTIONS = (
    option("city", Annotated[str | None, typer.Option("--city", help=N_("a city"))]),
    option("emails", Annotated[list[str] | None, typer.Option("--email", help=N_("an address"))]),
    option("pinned", Annotated[bool | None, typer.Option("--pin/--unpin", help=N_("keep it"))]),
)


def test_a_function_serves_two_commands(crm: RunCrm, add_noun: AddNoun) -> None:
    noun = Noun()
    noun.verb("hello")(bound(greet, greeting="Hello"))
    noun.verb("bye")(bound(greet, N_("Take leave."), greeting="Bye"))
    add_noun(noun)
    assert crm("sample", "hello", "Li").stdout == "Hello Li\n"
    assert crm("sample", "bye", "Li").stdout == "Bye Li\n"
    listed = crm("sample", "--help").stdout
    assert "hello  Greet somebody." in listed
    assert "bye    Take leave." in listed


def test_only_what_was_said_is_gathered(crm: RunCrm, add_noun: AddNoun) -> None:
    noun = Noun()
    noun.verb("tell")(gathering(tell, "said", OPTIONS))
    add_noun(noun)
    assert crm("sample", "tell", "Li").stdout == "Li {}\n"
    assert crm("sample", "tell", "Li", "--city", "").stdout == "Li {'city': ''}\n"
    assert crm("sample", "tell", "Li", "--unpin").stdout == "Li {'pinned': False}\n"
    assert crm("sample", "tell", "Li", "--email", "a", "--email", "").stdout == "Li {'emails': ['a', '']}\n"


def test_what_is_required_stands_before_the_options() -> None:
    assert list(signature(gathering(tell, "said", OPTIONS)).parameters) == ["ctx", "name", "city", "emails", "pinned"]
