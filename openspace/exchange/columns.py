"""Which column is which: the names people give columns, in English, Dutch and a little German."""

import re

_NAMES = {
    "title": "title titel session sessie sitzung topic onderwerp thema subject talk activity activiteit "
    "programma programme what wat sessiontitle sessietitel gesprek issue",
    "line": "line toelichting description omschrijving beschrijving abstract summary samenvatting body "
    "details uitleg subtitle ondertitel beschreibung tagline",
    "conveners": "convener conveners coconvener coconveners initiatiefnemer initiatiefnemers host hosts "
    "facilitator facilitators cofacilitator cofacilitatortwo leader leaders speaker speakers spreker "
    "sprekers persons presenter author trekker begeleider begeleiders by door who wie referent",
    "name": "name naam fullname volledigenaam participant deelnemer person persoon displayname",
    "first": "firstname voornaam vorname givenname roepnaam",
    "middle": "middlename tussenvoegsel tussenvoegsels infix",
    "last": "lastname achternaam nachname surname familyname familienaam",
    "party": "party partij organisatie organisation organization company bedrijf org firma gemeente",
    "language": "language taal lang sprache",
    "place": "place plaats room ruimte zaal lokaal location locatie raum where waar",
    "day": "day dag date datum tag",
    "starts": "start starts begin begint starttime startsat starttijd begintijd van from time tijd tijdstip "
    "uhrzeit zeit when wanneer slot tijdslot",
    "ends": "end ends eind einde eindigt endtime endsat eindtijd tot until to ende",
    "length": "length duration duur lengte minutes minuten dauer",
    "note": "note notes notities notitie aantekeningen verslag notizen markdown",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}


def field_of(header: str) -> str | None:
    """The field a column holds, by its heading: "Start time *" is "starts"."""
    return _FIELDS.get(re.sub(r"[^a-zäöüßéè]", "", header.lower()))


def fields_of(header: list[str]) -> list[str]:
    """The fields a header names."""
    return [field for name in header if (field := field_of(name))]
