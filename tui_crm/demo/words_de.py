"""What the demo's German customers say and are told."""

from tui_crm.demo.words import Tongue

GERMAN = Tongue(
    thousands=".",
    items=(
        "Nussbaumtische", "Barhocker", "Vitrinen", "Stahlregale", "Rattanleuchten", "Sitzbänke", "Konferenztische",
        "Eichenregale", "Stehlampen", "Klappstühle", "Theken", "Raumteiler", "Beistelltische", "Wandleuchten",
    ),
    days=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"),
    beats={
        "form": (
            "Formular auf der Website: sucht {order}, Umbau nächsten Monat",
            "Formular auf der Website: gibt es {item} auch in Schwarz?",
            "Katalog über die Website angefordert, angekreuzt: {item}",
        ),
        "fair": (
            "auf der Messe kennengelernt, lange vor den Mustern gestanden, Karte dagelassen",
            "zweimal am Stand, möchte {item} nach Maß",
            "Messegespräch: neue {item} stehen im Frühjahr an",
        ),
        "cold": (
            "Erstanruf, freundlich, bittet um Unterlagen",
            "kalt angerufen, im richtigen Moment: sie suchen gerade {item}",
            "durchgekommen; die jetzigen {item} sind zwei Jahre alt, keine Eile",
        ),
        "hint": (
            "Empfehlung :: hat bei Freunden unsere {item} gesehen und fragt nach dem Preis",
            "Anfrage :: kommt über einen Kunden, braucht {order} fürs Büro",
        ),
        "missed": ("",),
        "voicemail": ("auf Band gesprochen, wegen der {item}", "Empfang richtet den Rückruf aus"),
        "busy": (
            "in einer Besprechung, ab vier wieder erreichbar",
            "auf Reisen, am {day} zurück",
            "Laden voll, {day} vormittag ausgemacht",
        ),
        "wrong": ("Nummer gehört jetzt jemand anderem, neue erfragen",),
        "needs": (
            "gutes Gespräch: {order}, dunkel geölt, in {weeks} Wochen",
            "rund {less} Budget; haltbar soll es sein, {item} stapelbar",
            "erst eine Filiale; klappt es, bekommen die anderen auch neue {item}",
            "Bedarf ist klar: {item} in zwei Höhen, Vorschlag bis {day}",
        ),
        "catalogue": (
            "Katalog :: neuen Katalog geschickt, {item} auf Seite {weeks} markiert",
            "Wie besprochen :: Zeichnungen und Holzmuster, {item}",
            "Drei Beispiele :: Fotos von Läden, die unsere {item} haben",
        ),
        "showroom": (
            "mit Kollegin im Showroom, {item} durchprobiert, viele Fotos",
            "eine Stunde im Showroom, mit eigenem Zollstock gemessen",
            "das Holz gefällt, blieb noch auf einen Kaffee",
        ),
        "measure": (
            "Aufmaß vor Ort; {item} passen an die Fensterwand",
            "ausgemessen, der Aufzug ist schmal, {item} zerlegt liefern",
            "Rundgang; das Licht ist kalt, {item} vorgeschlagen",
        ),
        "quote": (
            "Angebot :: {order}, {price} inklusive Lieferung und Montage",
            "Ihr Angebot :: {order} für {price}, vier Wochen gültig",
            "Vorschlag :: zwei Varianten, die schlichte zu {price}",
        ),
        "quote_asked": (
            "AW: Angebot :: ist die Montage der {item} enthalten?",
            "AW: Angebot :: ginge es in zwei Lieferungen, die Hälfte sofort?",
            "Rechnungsadresse :: Rechnung bitte an die Filiale",
        ),
        "price": (
            "zu teuer: anderswo gibt es {item} {percent} % günstiger",
            "möchte {percent} % Nachlass, sonst geht es nicht durch",
            "muss unter {less} bleiben, sagt der Chef",
        ),
        "slow": (
            "{weeks} Wochen sind zu lang, die Eröffnung steht fest",
            "braucht die {item} bis {day}, das schaffen wir nicht",
        ),
        "supplier": (
            "kauft {item} seit Jahren woanders und sieht keinen Grund zu wechseln",
            "mit dem jetzigen Lieferanten zufrieden",
        ),
        "budget": ("Budget für dieses Jahr verplant, im ersten Quartal wieder melden", "Ausgabenstopp, {item} warten"),
        "terms": (
            "einig: ein Drittel Anzahlung, {weeks} Wochen, Montage frei",
            "in der Mitte getroffen, zwei Stück mehr, {price}",
            "30 Tage Ziel, damit sind sie dabei",
        ),
        "first_order": (
            "Bestellung :: die erste: {order}, ans Lager gegeben",
            "Auftrag :: {order}, Anzahlung ist heute eingegangen",
            "Unterschrieben :: Vertrag ist zurück, {price}",
        ),
        "dates": (
            "{item} sind in der Werkstatt, Versand am {day}",
            "Sendungsnummer geschickt, der Fahrer ruft am {day} an",
            "Abladen am {day} vor zehn, über den Hof",
        ),
        "arrived": (
            "schickt ein Foto: die {item} wirken besser als im Katalog",
            "alles da, die Monteure waren sorgfältig",
            "Gäste fragen schon, woher die {item} sind",
        ),
        "late": (
            "{item} kamen zwei Tage zu spät, möchte den Grund wissen",
            "Lieferung noch nicht da, Personal wartet, wo bleibt der Wagen?",
        ),
        "damage": (
            "an einem Stück ist die Ecke ab, möchte Ersatz",
            "zwei Verleimungen offen; verärgert, „so kann ich das niemandem empfehlen“",
            "eine Lampe bleibt dunkel, ausgerechnet zur Eröffnung",
        ),
        "repaired": (
            "Ersatz selbst gebracht und alles nachgezogen; Frieden",
            "Monteur kam am selben Tag, ich habe mich entschuldigt, es gab Kaffee",
            "getauscht, eine Dose Holzöl dazu",
        ),
        "rated": (
            "Umfrage nach Lieferung: 5 von 5, „schnell und solide“",
            "Umfrage nach Lieferung: 5 von 5, „jederzeit wieder“",
        ),
        "care": (
            "nachgefragt: {item} bewähren sich, gegen Jahresende vielleicht mehr",
            "gemeldet; zweite Filiale im Gespräch, Ort noch offen",
            "mit dem Holz zufrieden, fragt nach Pflegeöl",
            "gute Saison, die Reihe am Fenster ist beliebt",
        ),
        "photos": (
            "Fotos der neuen {item} geschickt, Daumen hoch",
            "Bilder eines anderen Ladens geschickt, gefällt",
            "kurzes Pflegevideo geschickt",
        ),
        "news": (
            "Neu im Frühjahr :: neue {item}, mit Stammkundenpreis",
            "Einladung :: zwei Karten für die Herbstmesse",
            "Neue Preise :: {item} werden {percent} % teurer, am besten jetzt bestellen",
        ),
        "reorder": (
            "{order} nachbestellt, gleiche Farbe",
            "bestellt {order}, diesmal für oben",
            "ruft an und bestellt nach: {order}, bis {day}",
        ),
        "visit": (
            "vorbeigeschaut; {item} gut gepflegt, Pläne fürs nächste Jahr gehört",
            "Holzmuster dabei, die Chefin nimmt das dunkle",
            "war ohnehin in der Straße: neu gestellt, zu wenige {item}",
        ),
        "plans": (
            "Mengen fürs nächste Jahr fest, {item} jedes Quartal",
            "Konditionen mit Einkauf und Buchhaltung durchgegangen, Zahlungsziel offen",
            "Durchsprache mit dem Architekten, Farbe der {item} entschieden",
        ),
        "internal": (
            "über Geld entscheidet ihr Mann",
            "nie vor zehn anrufen, da ist der Laden voll",
            "neue Rechnungsadresse, Buchhaltung sagen",
            "segelt, nach der Kieler Woche fragen",
            "Lager im Hinterhof, kein Lkw",
        ),
        "cool": (
            "ruhige Monate, kauft gerade nichts",
            "kurz angebunden: „wir melden uns“",
            "wechselt das Thema, wenn es um {item} geht",
        ),
        "unanswered": (
            "Wie geht es? :: nach den {item} gefragt, keine Antwort",
            "Neues :: Neuigkeiten geschickt, keine Reaktion",
        ),
        "gone": (
            "Leider :: kauft {item} jetzt woanders, {percent} % günstiger",
            "Geschäftsaufgabe :: der Laden schließt, alles ist bezahlt, danke für die Jahre",
        ),
    },
    reminders={
        "lead": (
            "wegen des Angebots nachfragen", "sind die Muster da?", "in den Showroom einladen", "Zeichnungen der {item} schicken",
            "ist das Budget freigegeben?", "noch einmal anrufen",
        ),
        "customer": (
            "Liefertermin der {item} bestätigen", "fragen, wie es gefällt", "offene Rechnung ansprechen", "Nachbestellung",
            "Holzmuster schicken", "neue Preisliste schicken", "Konditionen fürs nächste Jahr", "Wartung anbieten",
        ),
        "cold": ("noch ein Versuch", "Festtagsgrüße", "zum Mittagessen einladen"),
    },
    meetings=(
        ("Aufmaß", "{street}"),
        ("Muster ansehen", "Showroom, 2. OG"),
        ("Vorschlag durchgehen", "Videogespräch"),
        ("Besuch mit Holzmustern", "{street}"),
        ("Vertrag", ""),
    ),
    needs=("{order} bis Jahresende", "eine ganze Ausstattung {item} für die neue Filiale", "überall warmes Licht"),
)  # fmt: skip
