"""The tales of the demo's Western customers, in English and in German."""

from tui_crm.demo.tale import (
    Birthday,
    Next,
    Person,
    Tale,
    call,
    event,
    meeting,
    message,
    note,
    rang,
    received,
    sent,
    survey,
    visit,
)  # fmt: skip
from tui_crm.models.codes import Direction, Priority, Stage

_NORDLICHT = Tale(
    "complaint",
    "anna",
    Stage.ACTIVE,
    company={
        "name": "Nordlicht GmbH",
        "industry": "Gastronomie",
        "city": "Hamburg",
        "street": "Große Elbstraße 45",
        "website": "www.nordlicht.example",
        "phones": [("040 66969 120", "work")],
    },
    people=(
        Person(
            {
                "name": "Anna Schmidt",
                "gender": "female",
                "emails": [("anna@nordlicht.example", "work")],
                "phones": [("0171 3920 041", "mobile")],
            },
            "Einkauf",
            Birthday(-1, 1984),
        ),
        Person(
            {"name": "Jonas Petersen", "gender": "male", "emails": [("jonas@nordlicht.example", "work")]},
            "Geschäftsführer",
        ),
    ),
    tags=("key account", "newsletter"),
    source="trade fair",
    level="A",
    custom={
        "employees": "45",
        "terms": "30",
        "renewal": "+25",
        "showroom": "yes",
        "delivery": "Rampe im Hof, bis 11 Uhr",
    },
    entries=(
        note("324 14:10", "Messe: drei Restaurants am Hafen, neue Bestuhlung im Frühjahr", campaign="autumn fair"),
        call("316 10:20", "40 Barhocker und 12 Tische, Nussbaum, Muster bitte", 1, minutes=17),
        visit(
            "305 11:00",
            "mit Mustern am Hafen; Herr Petersen setzt sich auf jeden Hocker",
            1,
            minutes=80,
            all_staff=True,
        ),
        sent("303 16:30", "Angebot :: 24.600 € mit Montage"),
        received("297 09:10", "Auftrag :: Anzahlung ist unterwegs", stage=Stage.NEW),
        message("268 18:20", "Foto aus dem Lokal, alles steht", "whatsapp"),
        call(
            "214 09:35", "zweites Lokal, 16 Stehlampen dazu", 2, minutes=9, stage=Stage.ACTIVE, direction=Direction.IN
        ),
        call("165 10:40", "nachgefragt: alles gut, die Gäste mögen das Licht", 1, minutes=6),
        call(
            "121 08:15",
            "fünf Hocker wackeln, am Samstagabend ist ein Gast beinahe gestürzt. Sehr verärgert",
            -2,
            minutes=14,
            direction=Direction.IN,
        ),
        note("121 09:00", "@anna das hat Vorrang, ich halte dir den Monteur frei", by="{me}"),
        visit(
            "120 07:30",
            "mit Monteur vor dem Frühstück dort, alle 40 Hocker nachgeleimt, Kosten bei uns",
            0,
            minutes=150,
        ),
        sent("118 12:00", "Entschuldigung :: was war, was wir in der Werkstatt geändert haben, fünf Jahre Garantie"),
        call("101 15:30", "alles fest; „so ruhig hat sich noch niemand entschuldigt“", 1, minutes=11),
        survey("93 10:00", "5 von 5: „Fehler passieren. Es zählt, was danach kommt.“", 2),
        received("34 11:44", "Drittes Lokal :: möchte im Januar die Terrasse planen"),
        meeting("8 14:00", "Terrasse durchgesprochen, Teak oder Eiche noch offen", 1, all_staff=True),
    ),
    nexts=(
        Next(1, "Holzmuster Teak und Eiche schicken", "", Priority.HIGH),
        Next(5, "Angebot Terrasse", "11:00", minutes=45),
    ),
)

_HARBOR = Tale(
    "champion",
    "me",
    Stage.ACTIVE,
    company={
        "name": "Harbor & Finch Books",
        "industry": "Bookshops",
        "city": "Boston",
        "street": "18 Charles Street",
        "website": "www.harborfinch.example",
        "phones": [("+1 617 555 0142", "work")],
    },
    people=(
        Person(
            {
                "name": "Grace Miller",
                "gender": "female",
                "emails": [("grace@harborfinch.example", "work")],
                "phones": [("+1 617 555 0171", "mobile")],
                "channel": "email",
            },
            "owner",
            Birthday(5, 1977),
        ),
    ),
    tags=("retail", "newsletter"),
    level="VIP",
    note="Tells everybody about us. Never send her anything that is late.",
    custom={"employees": "14", "terms": "0", "showroom": "no"},
    entries=(
        event("342 21:30", "form on the website: “do your shelves survive atlases?”"),
        call("340 15:05", "forty minutes about books, five about shelves; will try two", 1, minutes=45),
        received("333 10:12", "Two to begin with :: oak bookcases, dark", stage=Stage.NEW),
        received("305 17:20", "They survive :: photo with the Times Atlas on the top shelf"),
        received("271 09:55", "Eighteen more :: the whole ground floor, before Easter", stage=Stage.ACTIVE),
        call("240 14:40", "fitters were early and swept up; she baked for them", 2, minutes=12),
        survey("232 10:00", "5 of 5: “I have told the whole street.”", 2),
        received("150 16:30", "You should meet Daniel :: her neighbour opens a café with a bicycle workshop"),
        sent("149 09:20", "Thank you, Grace :: a reading lamp for the shop, on the house"),
        visit("64 11:00", "in Boston for the fair: the shop is a postcard; she wants wall lights", 2, minutes=70),
        received("12 18:02", "Wall lights :: twelve, warm white, no hurry"),
    ),
    nexts=(Next(0, "confirm the date for the wall lights", "16:00"), Next(5, "birthday card, handwritten")),
)

_BROOKS = Tale(
    "friend",
    "me",
    Stage.NEW,
    company={
        "name": "Brooks Bicycle Café",
        "industry": "Cafés",
        "city": "Boston",
        "street": "22 Charles Street",
        "phones": [("+1 617 555 0118", "work")],
    },
    people=(
        Person(
            {
                "name": "Daniel Brooks",
                "gender": "male",
                "emails": [("daniel@brooksbicycle.example", "work")],
                "phones": [("+1 617 555 0187", "mobile")],
                "needs": "stools that forgive oily trousers",
            },
            "owner",
        ),
    ),
    tags=("retail",),
    source="referral",
    level="C",
    note="Referred by Grace Miller (Harbor & Finch Books).",
    custom={"employees": "7", "terms": "30"},
    entries=(
        received("147 10:40", "Grace sent me :: needs a bar, ten stools and a counter that can take a chain"),
        call("145 16:00", "opens in autumn; counter is the heart of it", 1, minutes=22),
        sent("139 11:15", "Drawings :: two counters, one with a vice built in"),
        received("137 08:30", "THE VICE :: that one, please"),
        sent("132 14:00", "Quote :: $11,900 with fitting"),
        call(
            "125 09:45",
            "bank wants a second opinion on everything, needs six weeks",
            0,
            minutes=13,
            objection="need",
        ),
        rang("98 17:10", "back from a bike race on Monday", "call back"),
        call("94 10:05", "loan approved, he whooped", 2, minutes=4),
        received("93 09:00", "Order :: counter with vice, ten stools, deposit paid", stage=Stage.NEW),
        message("31 12:30", "opening day photo, queue to the corner", "whatsapp"),
        call("14 15:20", "counter is perfect; two more stools when the winter pays", 2, minutes=7),
    ),
    nexts=(Next(10, "ask about the two stools"),),
)

_BERGMANN = Tale(
    "tender",
    "anna",
    Stage.LEAD,
    company={
        "name": "Bergmann Architekten PartG",
        "industry": "Architektur",
        "city": "Berlin",
        "street": "Torstraße 90",
        "website": "www.bergmann-architekten.example",
        "phones": [("030 23125 410", "work")],
    },
    people=(
        Person(
            {"name": "Lena Bergmann", "gender": "female", "emails": [("lena@bergmann-architekten.example", "work")]},
            "Partnerin",
        ),
        Person(
            {
                "name": "Tobias Frank",
                "gender": "male",
                "emails": [("tobias@bergmann-architekten.example", "work")],
                "phones": [("0171 3920 088", "mobile")],
            },
            "Bauleiter",
        ),
    ),
    tags=("partner", "press"),
    source="partner",
    level="A",
    custom={"employees": "28", "showroom": "yes"},
    entries=(
        received("57 10:30", "Bibliothek Pankow :: bittet um Unterlagen für 400 Regalmeter"),
        meeting(
            "49 13:00", "Büro besichtigt; Wettbewerb gewonnen, Ausschreibung im Winter", 1, minutes=90, all_staff=True
        ),
        sent("44 17:10", "Referenzen :: drei Bibliotheken, Brandschutzklassen, Traglasten"),
        rang("35 11:20", "auf der Baustelle, ruft zurück", "left message", person=1),
        call(
            "33 16:45",
            "Traglast ist entscheidend, Stahlkern in Eiche?",
            0,
            person=1,
            minutes=24,
            direction=Direction.IN,
        ),
        note("32 09:15", "@{me} kannst du mit der Werkstatt klären, ob wir 60 kg je Boden schaffen?"),
        visit(
            "18 10:00", "Musterregal aufgebaut, mit Büchern beladen, nichts biegt sich", 2, minutes=120, all_staff=True
        ),
        received("7 14:35", "Ausschreibung :: Entwurf des Leistungsverzeichnisses, vertraulich"),
    ),
    nexts=(
        Next(0, "Leistungsverzeichnis durchgehen", "13:30", Priority.HIGH, 60, "Videogespräch"),
        Next(19, "Abgabefrist Angebot", "12:00", Priority.URGENT),
    ),
)

_DUBOIS = Tale(
    "returned",
    "anna",
    Stage.ACTIVE,
    company={
        "name": "Maison Dubois SARL",
        "industry": "Hôtellerie",
        "city": "Lyon",
        "street": "12 rue Mercière",
        "phones": [("+33 4 65 71 02 14", "work")],
    },
    people=(
        Person(
            {
                "name": "Claire Dubois",
                "gender": "female",
                "emails": [("claire@maison-dubois.example", "work")],
                "phones": [("+33 6 39 98 04 27", "mobile")],
            },
            "directrice",
        ),
    ),
    tags=("seasonal",),
    level="B",
    custom={"employees": "22", "terms": "30"},
    entries=(
        received("362 09:40", "Chambres :: 14 rooms, side tables and wall lights", stage=Stage.NEW),
        call("344 11:15", "delighted with the first rooms, orders the second floor", 2, minutes=9, stage=Stage.ACTIVE),
        call(
            "310 10:30",
            "asks for 15 % less next time, a factory outlet offers more",
            -1,
            minutes=8,
            objection="price",
        ),
        received("296 16:00", "Pour info :: bought the third floor elsewhere", feeling=-1),
        sent("60 10:20", "No offer, just a question :: how do the lights of 2025 do?"),
        received("58 21:15", "Re: just a question :: yours, well. The others, not. Can you come?"),
        visit("45 14:30", "six of the outlet's lights are dead; we replaced them from stock", 1, minutes=100),
        received("41 09:25", "Troisième étage :: orders the third floor again, from us", stage=Stage.ACTIVE),
        message("13 19:40", "all lit, thank you for not saying “I told you so”", "whatsapp"),
    ),
    nexts=(Next(2, "terms for next season", "10:30", minutes=30),),
)

_GRANT = Tale(
    "patience",
    "wang",
    Stage.LEAD,
    people=(
        Person(
            {
                "name": "Oliver Grant",
                "gender": "male",
                "city": "London",
                "emails": [("oliver.grant@post.example", "home")],
                "phones": [("+44 20 7946 0321", "home"), ("+44 7700 900 417", "mobile")],
            },
            birthday=Birthday(7, 1969),
        ),
    ),
    source="newsletter",
    tags=("newsletter",),
    level="C",
    entries=(
        event("26 23:50", "form on the website: wants one floor lamp, “the one from page 3”"),
        rang("25 10:10"),
        rang("23 16:30", "a child promised to pass it on", "left message"),
        rang("19 11:45", "the number belongs to a bakery in Leeds now", "wrong number"),
        sent("19 11:55", "Your lamp :: asked which finish, and for a better number"),
        received("15 22:10", "Re: your lamp :: brass. And sorry, I work nights"),
        call(
            "3 21:05",
            "reached him at last; wonders whether brass is not too much",
            0,
            minutes=19,
            objection="price",
        ),
    ),
    nexts=(Next(-4, "send a photo of the lamp in steel", "", Priority.LOW),),
)

_KIEL = Tale(
    "framework",
    "anna",
    Stage.ACTIVE,
    company={
        "name": "Stadtbücherei Kiel",
        "industry": "Öffentliche Hand",
        "city": "Kiel",
        "street": "Andreas-Gayk-Straße 31",
        "phones": [("040 66969 188", "work")],
    },
    people=(
        Person(
            {"name": "Ute Carstens", "gender": "female", "emails": [("carstens@buecherei-kiel.example", "work")]},
            "Verwaltung",
            Birthday(4, 1964),
        ),
    ),
    tags=("key account",),
    source="cold call",
    level="A",
    custom={"employees": "52", "terms": "60", "renewal": "+95"},
    entries=(
        call("358 09:15", "kalt angerufen; Ausschreibung erst nach dem Haushalt", 0, minutes=7),
        call("301 09:30", "Haushalt verschoben", 0, minutes=4, objection="need"),
        call("244 10:00", "Haushalt beschlossen, Unterlagen kommen per Post", 1, minutes=6),
        sent("225 15:55", "Angebot Rahmenvertrag :: zwölf Standorte, vier Jahre"),
        received("190 12:00", "Zuschlag :: wir haben ihn", stage=Stage.NEW),
        meeting("171 10:00", "Auftakt mit allen zwölf Leitungen", 1, minutes=120),
        received("130 08:30", "Abruf 1 :: 30 Eichenregale", stage=Stage.ACTIVE),
        visit("88 11:00", "erste drei Standorte fertig, Kinder bauen Höhlen zwischen den Regalen", 2, minutes=60),
        received("22 13:20", "Abruf 2 :: 24 Eichenregale, vor Weihnachten"),
    ),
    nexts=(
        Next(-3, "Liefertermin Abruf 2 bestätigen", "", Priority.HIGH),
        Next(7, "Montage Abruf 2 abstimmen", "09:00"),
    ),
)

WESTERN_TALES = (_NORDLICHT, _HARBOR, _BROOKS, _BERGMANN, _DUBOIS, _GRANT, _KIEL)
"""Seven customers whose stories are told in English or German."""
