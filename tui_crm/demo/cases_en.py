"""The cases of the demo's English-speaking customers."""

from tui_crm.demo.cases import Case, Casebook
from tui_crm.models.ticket import TicketKind

ENGLISH_CASES = Casebook(
    cases=(
        Case(
            TicketKind.QUESTION, "Caring for {item}", "What do we clean the {item} with? The edges look pale.",
            "Let me ask in the workshop.", "Hard wax oil twice a year, a tin is on its way with instructions.",
        ),
        Case(
            TicketKind.QUESTION, "Which invoice counts?", "We got two invoices for the same amount, which one is right?",
            "I'll look into it.", "The second one was a mistake, the credit note is in your mail.",
            ask="Could you send me both numbers?", back="1182 and 1191.",
        ),
        Case(
            TicketKind.REQUEST, "A few more {item}", "Can we have more {item} in the same tone? We open a second room.",
            "Yes, there is wood left of that batch.", "Shipped, arrives on Thursday.", note="last of the batch, promise it to nobody else",
        ),
        Case(
            TicketKind.REQUEST, "Assembly wanted", "The {item} stand in boxes in the yard. When can somebody come?",
            "Our fitter is around this week.", "All up, packaging taken away.",
            ask="Would Thursday morning suit you?", back="From eight on somebody is here.",
        ),
        Case(
            TicketKind.INCIDENT, "Bar stools wobble", "Three of the new bar stools wobble, one came loose.",
            "Please take them out of use, we are coming.", "All tightened and braced, each one tried.",
            note="batch 7 again", cause="dowels of batch 7 too thin", remedy="braced on site", wobbles=True,
        ),
        Case(
            TicketKind.INCIDENT, "Light goes out", "Two of the {item} go dark after an hour.",
            "Sounds like the power supply.", "New power supplies in, running since yesterday.",
            ask="Does the label say 12 or 24 volts?", back="24.", cause="power supply overheats", remedy="power supplies replaced",
        ),
        Case(
            TicketKind.COMPLAINT, "Delivery two days late", "Wednesday was promised. Six people stood waiting here.",
            "We are sorry, I'm on it right away.", "The trip is on us, and next time we call ahead.",
            note="call first, then write", cause="carrier reloaded", remedy="trip refunded",
        ),
        Case(
            TicketKind.COMPLAINT, "Wrong colour: {item}", "We ordered walnut and got oak.",
            "That is our mistake, apologies.", "The right ones are there, the others went back with us.",
            cause="labels swapped", remedy="exchanged, second check when packing",
        ),
        Case(
            TicketKind.SUGGESTION, "Stackable {item}", "We clear the room every night; stackable {item} would be great.",
            "Good idea, it is with design now.", "It comes with the spring catalogue.",
        ),
    ),
    comments=(
        ("fast answer", "very friendly", "knew what they were doing", ""),
        ("good in the end, but it took a while", ""),
        ("had to ask three times", "nobody came on the day"),
    ),
    burning=Case(
        TicketKind.COMPLAINT, "A guest fell off a stool", "A guest fell last night. I expect somebody here today.",
        "We are very sorry. Please close them all off, a fitter is on the way.", "", note="the owner called in person",
    ),
    pressing=Case(TicketKind.INCIDENT, "Counter will not open", "The lock of the counter is stuck and we open at six.", "", ""),
    again=Case(TicketKind.INCIDENT, "One more stool is loose", "About yesterday: another one wobbles now.", "", ""),
    recommends={10: ("any time again", ""), 9: ("good stuff", ""), 8: ("",), 7: ("prices go up",), 6: ("",), 3: ("waited too long",)},
)  # fmt: skip
