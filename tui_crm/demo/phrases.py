"""What the demo's people say and do, marked for the catalogue: notes of calls and visits, subjects, reminders, reasons."""

from tui_crm.i18n import N_

CALLS = {
    "reached": (
        (2, N_("ordered again, same quantities as last time")),
        (2, N_("very happy with the last delivery, will recommend us")),
        (1, N_("agreed to a visit next month")),
        (1, N_("wants to double the order if the sample is good")),
        (1, N_("asks for the new price list")),
        (0, N_("decides after the holidays")),
        (0, N_("has to ask the boss first")),
        (0, N_("new contact person from next month")),
        (-1, N_("asks for a better price, a competitor is 5 % cheaper")),
        (-1, N_("delivery was two days late, asked for an explanation")),
        (-2, N_("complained about the quality of the last batch")),
    ),
    "no answer": ((None, ""),),
    "left message": ((None, N_("asked to be called back")), (None, "")),
    "call back": (
        (None, N_("in a meeting, try again in the afternoon")),
        (None, N_("on a business trip until Friday")),
    ),
    "wrong number": ((None, N_("number belongs to somebody else now")),),
}
"""What a call came to, by its outcome: the feeling that it left (None where nobody spoke) and the note."""

VISITS = (
    (2, N_("showed us the new production line, big plans for next year")),
    (1, N_("walked through the shop, our products stand at the front")),
    (1, N_("presented the new collection, three items shortlisted")),
    (1, N_("lunch with the owner, good talk about the coming season")),
    (0, N_("checked the stock together, nothing needed before next quarter")),
    (-1, N_("waited half an hour, the meeting was cut short")),
)

MEETINGS = (
    (2, N_("signed the framework agreement for the year")),
    (1, N_("agreed on quantities and delivery dates")),
    (1, N_("went through the samples, two of four accepted")),
    (0, N_("talked about terms of payment, no decision yet")),
    (-1, N_("budget was cut, order postponed")),
)

EMAILS_OUT = (
    (N_("Quote"), N_("sent the quote as discussed")),
    (N_("Price list"), N_("sent the current price list")),
    (N_("Samples"), N_("samples left today, arrive on Thursday")),
    (N_("Delivery date"), N_("confirmed the delivery date")),
    (N_("Invoice"), N_("sent the invoice and thanked for the order")),
    (N_("Our new catalogue"), ""),
)

EMAILS_IN = (
    (N_("Question about the quote"), N_("wants to know whether freight is included")),
    (N_("Order"), N_("ordered by e-mail, forwarded to the warehouse")),
    (N_("Delivery"), N_("asks where the goods are")),
    (N_("Thank you"), N_("everything arrived in good order")),
)

MESSAGES = (
    N_("sent photos of the new items"),
    N_("asked whether Thursday suits"),
    N_("wished a happy holiday"),
    N_("sent the tracking number"),
    N_("answered a question about sizes"),
)

NOTES = (
    N_("moves to a new office in spring"),
    N_("their biggest competitor buys from us, too"),
    N_("decides together with the partner"),
    N_("prefers calls before ten"),
    N_("seen at the trade fair, looked at our stand twice"),
)

OBJECTIONS = (
    N_("too expensive"),
    N_("delivery takes too long"),
    N_("has a supplier already"),
    N_("no budget this year"),
)

CAMPAIGNS = (N_("spring catalogue"), N_("autumn fair"))

REMINDERS = (
    N_("send the quote"),
    N_("ask how the samples were received"),
    N_("call about the reorder"),
    N_("confirm the delivery date"),
    N_("send the new price list"),
    N_("check whether the invoice was paid"),
    N_("invite to the autumn fair"),
    N_("agree on a date for a visit"),
)

MEETING_REMINDERS = (N_("visit on site"), N_("video call about the order"), N_("meeting about next year's terms"))

WHY = {
    "new": N_("first order"),
    "active": N_("second order"),
    "dormant": N_("silent for 90 days"),
    "churned": N_("silent for 180 days"),
}
"""Why a customer reached a stage."""

SOURCES = {
    "referral": N_("referral"),
    "trade fair": N_("trade fair"),
    "website": N_("website"),
    "cold call": N_("cold call"),
    "newsletter": N_("newsletter"),
    "partner": N_("partner"),
}
"""Where a contact came from: the words of ``people.SOURCES``."""

TAGS = {
    "newsletter": N_("newsletter"),
    "wholesale": N_("wholesale"),
    "retail": N_("retail"),
    "press": N_("press"),
    "partner": N_("partner"),
    "supplier": N_("supplier"),
    "key account": N_("key account"),
    "seasonal": N_("seasonal"),
}
"""Labels on contacts: the words of ``people.TAGS``."""

NEEDS = N_("the same goods again before the end of the year")
