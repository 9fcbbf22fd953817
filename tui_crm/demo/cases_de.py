"""The cases of the demo's German customers."""

from tui_crm.demo.cases import Case, Casebook
from tui_crm.models.ticket import TicketKind

GERMAN_CASES = Casebook(
    cases=(
        Case(
            TicketKind.QUESTION, "Pflege: {item}", "Womit ölt man die {item} nach? Das Holz wird am Rand hell.",
            "Ich frage in der Werkstatt nach.", "Hartwachsöl, zweimal im Jahr, Anleitung liegt bei. Eine Dose ist unterwegs.",
        ),
        Case(
            TicketKind.QUESTION, "Rechnung doppelt?", "Wir haben zwei Rechnungen mit demselben Betrag. Welche gilt?",
            "Ich sehe nach.", "Die zweite war ein Versehen, Storno liegt im Postfach.",
            ask="Schicken Sie mir bitte beide Rechnungsnummern?", back="Sind die 1182 und die 1191.",
        ),
        Case(
            TicketKind.REQUEST, "Noch mehr {item}", "Gibt es die {item} noch im selben Ton? Wir bauen einen Raum mehr aus.",
            "Ja, aus derselben Charge ist noch Holz da.", "Ist unterwegs, kommt Donnerstag.",
            note="Rest der Charge, bitte nicht anderweitig zusagen",
        ),
        Case(
            TicketKind.REQUEST, "Aufbau vereinbaren", "Die {item} stehen in Kartons im Hof. Wann kann jemand aufbauen?",
            "Unser Monteur ist diese Woche in der Nähe.", "Steht alles, Verpackung mitgenommen.",
            ask="Passt Ihnen Donnerstag früh?", back="Ab acht ist jemand da.",
        ),
        Case(
            TicketKind.INCIDENT, "Barhocker wackeln", "Drei der neuen Barhocker wackeln, einer hat sich gelöst.",
            "Bitte nicht mehr benutzen, wir kommen.", "Alle nachgezogen und verstärkt, einzeln geprüft.",
            note="Serie 7, schon wieder", cause="Zapfen der Serie 7 zu dünn", remedy="vor Ort verstärkt", wobbles=True,
        ),
        Case(
            TicketKind.INCIDENT, "Licht fällt aus", "Bei zwei {item} geht das Licht nach einer Stunde aus.",
            "Klingt nach dem Netzteil.", "Neue Netzteile eingebaut, läuft seit gestern durch.",
            ask="Steht auf dem Netzteil 12 oder 24 Volt?", back="24.", cause="Netzteil überhitzt", remedy="Netzteile getauscht",
        ),
        Case(
            TicketKind.COMPLAINT, "Lieferung zwei Tage zu spät", "Zugesagt war Mittwoch. Wir standen mit sechs Leuten da.",
            "Das tut uns leid, ich kläre das sofort.", "Die Anfahrt zahlen wir, und das nächste Mal rufen wir vorher an.",
            note="erst anrufen, dann schreiben", cause="Spedition hat umgeladen", remedy="Anfahrt erstattet",
        ),
        Case(
            TicketKind.COMPLAINT, "Falsche Farbe: {item}", "Bestellt war Nussbaum, gekommen ist Eiche.",
            "Das ist unser Fehler, Entschuldigung.", "Richtige Ware ist da, die andere haben wir mitgenommen.",
            cause="Etikett vertauscht", remedy="getauscht, zweite Prüfung beim Packen",
        ),
        Case(
            TicketKind.SUGGESTION, "{item} stapelbar", "Schön wären die {item} in stapelbar, wir räumen jeden Abend um.",
            "Gute Idee, liegt bei der Gestaltung.", "Kommt im Frühjahrskatalog.",
        ),
    ),
    comments=(
        ("schnelle Antwort", "sehr freundlich", "kompetent und pünktlich", ""),
        ("am Ende gut, hat aber gedauert", ""),
        ("dreimal nachgefragt", "Termin nicht gehalten"),
    ),
    burning=Case(
        TicketKind.COMPLAINT, "Gast vom Hocker gestürzt", "Gestern Abend ist ein Gast gestürzt. Ich erwarte heute jemanden hier.",
        "Es tut uns sehr leid. Bitte sperren Sie alle, ein Monteur ist unterwegs.", "",
        note="Chef ist am Telefon, heute muss jemand hin",
    ),
    pressing=Case(TicketKind.INCIDENT, "Theke lässt sich nicht öffnen", "Das Schloss der Theke klemmt, um sechs machen wir auf.", "", ""),
    again=Case(TicketKind.INCIDENT, "Noch ein Hocker locker", "Zu gestern: jetzt wackelt noch einer.", "", ""),
    recommends={10: ("jederzeit wieder", ""), 9: ("gute Ware", ""), 8: ("",), 7: ("Preise ziehen an",), 6: ("",), 3: ("zu lange gewartet",)},
)  # fmt: skip
