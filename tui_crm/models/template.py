"""Templates: texts for the occasions on which one writes to customers, with placeholders for what differs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel

from tui_crm.models.field_texts import Line, Name, Text
from tui_crm.models.messaging import Channel, Occasion


def _not_blank(text: str) -> str:
    if not text.strip():
        message = "blank"
        raise ValueError(message)
    return text.strip("\n")


Body = Annotated[Text, AfterValidator(_not_blank)]


class TemplateFields(BaseModel):
    """What is said of a template; without ``channel`` it does for any, without ``language`` too."""

    name: Name
    occasion: Occasion
    channel: Channel | None = None
    language: Literal["en", "zh_CN"] | None = None
    subject: Line | None = None
    text: Body


@dataclass(frozen=True)
class TemplateEntry:
    """A template; ``channel``, ``language`` and ``subject`` are empty where nothing is said."""

    id: int
    name: str
    occasion: str
    channel: str
    language: str
    subject: str
    text: str
    version: int


def fitting_first(
    templates: Iterable[TemplateEntry], occasion: str, language: str, channel: str
) -> list[TemplateEntry]:
    """Return ``templates``, those that fit first: by occasion, then by language, then by channel, else in their order.

    An empty ``occasion`` or ``channel`` puts none before the others.
    """
    return sorted(
        templates,
        key=lambda each: (
            bool(occasion) and each.occasion != occasion,
            each.language not in {"", language},
            bool(channel) and each.channel not in {"", channel},
        ),
    )
