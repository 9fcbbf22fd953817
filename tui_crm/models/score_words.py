"""What a customer is asked, and what can be answered, in the language of the message, whatever the program speaks."""

from collections.abc import Mapping
from typing import Final

from tui_crm.models.message_words import CHINESE, ENGLISH
from tui_crm.models.score import ScoreKind

_QUESTIONS: Final[Mapping[tuple[str, str], str]] = {
    (ScoreKind.CSAT, ENGLISH): "How satisfied are you with our service?",
    (ScoreKind.NPS, ENGLISH): "How likely are you to recommend us to a friend or colleague?",
    (ScoreKind.CES, ENGLISH): "How much effort did it take you to get what you needed from us?",
    (ScoreKind.CSAT, CHINESE): "您对我们的服务满意吗？",
    (ScoreKind.NPS, CHINESE): "您有多大可能把我们推荐给朋友或同事？",
    (ScoreKind.CES, CHINESE): "为了解决问题，您觉得费力吗？",
}
_SCALES: Final[Mapping[tuple[str, str], str]] = {
    (ScoreKind.CSAT, ENGLISH): "1 (very dissatisfied) to 5 (very satisfied)",
    (ScoreKind.NPS, ENGLISH): "0 (not at all likely) to 10 (extremely likely)",
    (ScoreKind.CES, ENGLISH): "1 (hardly any) to 7 (very much)",
    (ScoreKind.CSAT, CHINESE): "1（非常不满意）到 5（非常满意）",
    (ScoreKind.NPS, CHINESE): "0（绝不会）到 10（一定会）",
    (ScoreKind.CES, CHINESE): "1（毫不费力）到 7（非常费力）",
}


def question(kind: str, language: str) -> str:
    """Return what is asked for a kind of score."""
    return _QUESTIONS[kind, CHINESE if language == CHINESE else ENGLISH]


def scale(kind: str, language: str) -> str:
    """Return from what to what one answers, in words."""
    return _SCALES[kind, CHINESE if language == CHINESE else ENGLISH]
