"""What the demo's customers say and are told in English."""

from tui_crm.demo.words import Tongue

ENGLISH = Tongue(
    items=(
        "walnut tables", "bar stools", "display cases", "steel shelves", "rattan lamps", "booth seats", "meeting tables",
        "oak bookcases", "floor lamps", "folding chairs", "counters", "room dividers", "side tables", "wall lights",
    ),
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    beats={
        "form": (
            "form on the website: looking for {order}, refit next month",
            "form on the website: asks whether {item} come in black",
            "asked for the catalogue on the website, ticked “{item}”",
        ),
        "fair": (
            "met at the fair, stood by the {item} for ten minutes and left a card",
            "came to our stand twice, wants {item} in a custom size",
            "swapped cards at the fair; the {item} in the shop are due for replacement",
        ),
        "cold": (
            "first call, friendly, asked for something in writing",
            "cold call at the right moment: they were just looking for {item}",
            "got through; the {item} are two years old, no hurry",
        ),
        "hint": (
            "Recommended by a friend :: sat on our {item} at a friend's place and wants to know the price",
            "Enquiry :: found us through a client, needs {order} for the office",
        ),
        "missed": ("",),
        "voicemail": ("left word about the {item}, promised to try again", "reception took the number down"),
        "busy": (
            "in a meeting, asked to be called after four",
            "travelling, back on {day}",
            "shop was full, we fixed {day} morning",
        ),
        "wrong": ("the number belongs to somebody else now, ask for another",),
        "needs": (
            "twenty good minutes: {order}, dark finish, wanted within {weeks} weeks",
            "about {less} to spend; it must last, and the {item} must stack",
            "one branch first; if it goes well the others get new {item}, too",
            "now I know what they need: {item} in two heights, proposal by {day}",
        ),
        "catalogue": (
            "Catalogue :: sent the new catalogue, {item} marked on page {weeks}",
            "As promised :: drawings and wood samples of the {item}",
            "Three places like yours :: photos of shops that use our {item}",
        ),
        "showroom": (
            "came to the showroom with a colleague, tried all the {item}, took photos",
            "an hour in the showroom; measured the {item} with their own tape",
            "liked the feel of the wood, stayed for coffee",
        ),
        "measure": (
            "took measurements; the {item} fit the wall by the window",
            "measured on site, the lift is narrow, the {item} must come in parts",
            "walked through the rooms; the light is cold, suggested {item}",
        ),
        "quote": (
            "Quote :: {order}, {price} with delivery and fitting",
            "Your quote :: {order} for {price}, good for a month",
            "Proposal :: two versions, the plain one at {price}",
        ),
        "quote_asked": (
            "Re: quote :: is the fitting of the {item} included?",
            "Re: quote :: can it come in two lots, half now?",
            "Invoice address :: asks whether the branch can be billed",
        ),
        "price": (
            "too dear: somebody else has the same {item} {percent} % cheaper",
            "wants {percent} % off before it goes to the board",
            "must stay under {less}, otherwise no signature",
        ),
        "slow": ("cannot wait {weeks} weeks, the opening date stands", "wants the {item} by {day}, we cannot make that"),
        "supplier": (
            "has bought {item} elsewhere for years and sees no reason to change",
            "content with the present supplier unless we are clearly better",
        ),
        "budget": ("this year's money is spent, talk again in the first quarter", "head office froze spending, {item} wait"),
        "terms": (
            "settled: a third up front, {weeks} weeks, fitting free",
            "met half-way, two more pieces, closed at {price}",
            "thirty days to pay, and they are in",
        ),
        "first_order": (
            "Order :: the first one: {order}, passed on to the warehouse",
            "Go ahead :: {order}, deposit paid today",
            "Signed :: the contract came back, {price}",
        ),
        "dates": (
            "the {item} are in the workshop and leave on {day}",
            "sent the tracking number; the driver rings on {day}",
            "unloading on {day} before ten, through the yard",
        ),
        "arrived": (
            "sent a photo of the room: the {item} look better than in the catalogue",
            "all there, and the fitters were careful",
            "guests already ask where the {item} are from",
        ),
        "late": (
            "the {item} came two days late; wanted to know why, rather cool",
            "delivery not there yet, staff is waiting, asks where the lorry is",
        ),
        "damage": (
            "one of the {item} has a chipped corner, wants a new one",
            "two joints came apart; very cross, “cannot recommend that to anyone”",
            "one lamp stays dark, on the day of the opening",
        ),
        "repaired": (
            "brought the replacement myself and tightened the rest; peace again",
            "our man came the same day, I said sorry in person, we had tea",
            "exchanged, with a tin of wood oil on the house",
        ),
        "rated": (
            "survey after delivery: 5 of 5, “quick and solid”",
            "survey after delivery: 5 of 5, “would order again”",
        ),
        "care": (
            "just asked how it goes: the {item} hold up well, more towards the end of the year",
            "checked in; talk of a second branch, no place yet",
            "happy with the wood, asked how to oil it",
            "good season, guests like the row by the window",
        ),
        "photos": (
            "sent photos of the new {item}, got a thumbs-up",
            "sent pictures of another shop, asked whether they like it",
            "sent the short film about care",
        ),
        "news": (
            "New in spring :: the new {item}, with the price for regulars",
            "Come and see us :: two tickets for the autumn fair",
            "New prices :: {item} go up by {percent} % next month, better order now",
        ),
        "reorder": (
            "{order} more, same colour as last time",
            "ordered {order}, for upstairs this time",
            "rang up to reorder: {order}, needed by {day}",
        ),
        "visit": (
            "looked in; the {item} are well kept, heard about the plans for next year",
            "brought wood samples, the manager chose the dark one",
            "was in the street anyway: new layout, not enough {item}",
        ),
        "plans": (
            "fixed next year's quantities, {item} every quarter",
            "went through next year's terms with purchasing and accounts; payment still open",
            "review with the architect, colour of the {item} decided",
        ),
        "internal": (
            "her partner decides, talk money with him",
            "never ring before ten, the shop is full",
            "new invoice address, tell accounts",
            "runs marathons, ask about Boston",
            "warehouse is in the back street, no big lorries",
        ),
        "cool": (
            "slow months, buys nothing for the moment",
            "shorter than usual: “we will be in touch”",
            "changed the subject when I mentioned {item}",
        ),
        "unanswered": (
            "How are you? :: asked how the {item} do, no answer",
            "Something new :: sent the news, opened, not answered",
        ),
        "gone": (
            "Sorry :: buys {item} elsewhere now, {percent} % cheaper",
            "Closing :: the shop closes, everything is paid, thanks for the years",
        ),
    },
    reminders={
        "lead": (
            "ask about the quote", "did the samples arrive?", "invite to the showroom", "send drawings of the {item}",
            "has the budget been approved?", "try again by phone",
        ),
        "customer": (
            "confirm delivery of the {item}", "ask how they like it", "remind of the open invoice", "talk about a reorder",
            "send wood samples", "send the new price list", "terms for next year", "offer the yearly service",
        ),
        "cold": ("one more try", "send season's greetings", "invite for lunch"),
    },
    meetings=(
        ("measure", "{street}"),
        ("look at samples", "showroom, 2nd floor"),
        ("go through the proposal", "video call"),
        ("visit, bring wood samples", "{street}"),
        ("sign", ""),
    ),
    needs=("{order} before the end of the year", "a full set of {item} for the new branch", "warm light everywhere"),
)  # fmt: skip
