"""The templates that a team can begin with: a few in each language, for every occasion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tui_crm.models.message_words import CHINESE, ENGLISH
from tui_crm.models.messaging import Occasion


@dataclass(frozen=True)
class Starter:
    """A template as it comes with the program; it does for any channel, its subject counts for e-mails."""

    name: str
    occasion: Occasion
    subject: str
    text: str


STARTERS: Final[Mapping[str, Sequence[Starter]]] = {
    ENGLISH: (
        Starter(
            "Birthday",
            Occasion.GREETING,
            "Happy birthday",
            "Dear $salutation,\n\nhappy birthday! I wish you a good year, and look forward to working with you in it.\n\n"
            "Kind regards\n$me",
        ),
        Starter(
            "Season’s greetings",
            Occasion.GREETING,
            "Season’s greetings",
            "Dear $salutation,\n\nthank you for the good work together. I wish you and your family happy holidays.\n\n"
            "Kind regards\n$me",
        ),
        Starter(
            "After our talk",
            Occasion.FOLLOW_UP,
            "Our talk on $last_touch",
            "Dear $salutation,\n\nthank you for the talk on $last_touch. Is there anything that you still need from me"
            " to go on?\n\nKind regards\n$me",
        ),
        Starter(
            "Thank you",
            Occasion.THANKS,
            "Thank you",
            "Dear $salutation,\n\nthank you for your trust. If anything is not as it should be, tell me, and I will see"
            " to it.\n\nKind regards\n$me",
        ),
        Starter(
            "Payment received",
            Occasion.RECEIPT,
            "Your payment has arrived",
            "Dear $salutation,\n\nyour payment has arrived on $today. Thank you.\n\nKind regards\n$me",
        ),
        Starter(
            "How did we do?",
            Occasion.SURVEY,
            "How did we do? ($number)",
            "Dear $salutation,\n\nyour request $number, “$subject”, is done. $question\n\nAnswer with a number, from"
            " $scale; a word on why helps us.\n\nKind regards\n$me",
        ),
        Starter(
            "A short question",
            Occasion.SURVEY,
            "A short question",
            "Dear $salutation,\n\n$question\n\nAnswer with a number, from $scale; a word on why helps us.\n\n"
            "Kind regards\n$me",
        ),
        Starter(
            "Ticket received",
            Occasion.RECEIPT,
            "$number: $subject",
            "Dear $salutation,\n\nthank you for your message. We see to it under the number $number and answer you by"
            " $promised.\n\nKind regards\n$me",
        ),
        Starter(
            "We need more",
            Occasion.ANSWER,
            "$number: $subject",
            "Dear $salutation,\n\nto go on with $number we need to know more: since when is it so, and what do you see"
            " on the screen?\n\nKind regards\n$me",
        ),
        Starter(
            "It is solved",
            Occasion.ANSWER,
            "$number: $subject",
            "Dear $salutation,\n\n$number, “$subject”, is solved as we see it. Is all well on your side?\n\n"
            "Kind regards\n$me",
        ),
    ),
    CHINESE: (
        Starter(
            "生日祝福",
            Occasion.GREETING,
            "生日快乐",
            "$salutation，您好！\n\n祝您生日快乐，身体健康，工作顺利！感谢您一直以来的支持。\n\n$me",
        ),
        Starter(
            "节日问候",
            Occasion.GREETING,
            "节日问候",
            "$salutation，您好！\n\n值此佳节，祝您和家人节日快乐，万事如意！\n\n$me",
        ),
        Starter(
            "沟通后跟进",
            Occasion.FOLLOW_UP,
            "关于${last_touch}的沟通",
            "$salutation，您好！\n\n感谢您${last_touch}抽时间沟通。接下来还需要我提供什么，请随时告诉我。\n\n$me",
        ),
        Starter(
            "感谢信任",
            Occasion.THANKS,
            "感谢您的信任",
            "$salutation，您好！\n\n感谢您的信任与支持。使用中有任何问题，请随时联系我，我来处理。\n\n$me",
        ),
        Starter(
            "收款确认",
            Occasion.RECEIPT,
            "款项已收到",
            "$salutation，您好！\n\n您的款项已于${today}收到，谢谢！\n\n$me",
        ),
        Starter(
            "服务评价",
            Occasion.SURVEY,
            "请评价我们的服务（$number）",
            "$salutation，您好！\n\n您的工单 $number“$subject”已经处理完毕。$question\n\n请回复一个数字：$scale。"
            "如能说说原因，会帮助我们改进。\n\n$me",
        ),
        Starter(
            "一个小问题",
            Occasion.SURVEY,
            "一个小问题",
            "$salutation，您好！\n\n$question\n\n请回复一个数字：$scale。如能说说原因，会帮助我们改进。\n\n$me",
        ),
        Starter(
            "工单受理回执",
            Occasion.RECEIPT,
            "$number：$subject",
            "$salutation，您好！\n\n您的反馈我们已收到，工单编号 $number，我们会在${promised}之前答复您。\n\n$me",
        ),
        Starter(
            "请补充信息",
            Occasion.ANSWER,
            "$number：$subject",
            "$salutation，您好！\n\n为了继续处理 $number，请补充两点：问题从什么时候开始？屏幕上显示什么？\n\n$me",
        ),
        Starter(
            "问题已解决",
            Occasion.ANSWER,
            "$number：$subject",
            "$salutation，您好！\n\n$number“$subject”我们这边已经解决，请您确认是否一切正常。\n\n$me",
        ),
    ),
}
"""The starters, by language."""


def starters(language: str) -> list[dict[str, object]]:
    """Return the records of the starters in a language."""
    return [
        {
            "name": each.name,
            "occasion": str(each.occasion),
            "language": language,
            "subject": each.subject,
            "text": each.text,
        }
        for each in STARTERS[language]
    ]
