"""What kind of thing stands in a column of the agenda that is no session: lunch, opening, "session slot"."""

import re

_BREAKS = (
    "lunch|break|pause|pauze|coffee|koffie|kaffee|tea|thee|dinner|diner|supper|breakfast|ontbijt|"
    "frühstück|mittag|mittagessen|abendessen|bbq|barbecue|barbeque|drinks|borrel|snacks|eten"
)
_ITEMS = (
    "opening|open|opened|closing|close|closed|closure|marketplace|market|marktplaats|marktplatz|"
    "agenda|news|nieuws|review|retro|retrospective|doors|door|welcome|welkom|registration|"
    "check-in|arrival|inloop|aankomst|circle|slotkring|kring|plenary|plenair|"
    "afsluiting|abschluss|begrüßung|party|feest|activities|wrap-up"
)
_LITTLE = (
    "the|of|and|&|\\+|-|/|en|und|de|het|der|die|das|van|a|in|at|with|"
    "space|day|dag|tag|evening|morning|afternoon|avond|ochtend|middag|abend|morgen|short|long|big|time"
)
_FIXED = re.compile(rf"(?:(?:{_BREAKS}|{_ITEMS}|{_LITTLE})[\s,.!:]*)+", re.I)
_NAMED = re.compile(rf"\b(?:{_BREAKS}|{_ITEMS})\b", re.I)
_BREAK = re.compile(rf"\b(?:{_BREAKS})\b", re.I)
_SLOT = re.compile(
    r"(?:(?:open space |breakout |parallel )?(?:sessions?|sessies?|slots?|rond(?:e|es)|rounds?|gesprekken|blok|time)"
    r"[\s#:.-]*)+(?:\d{1,2}|[a-z])?",
    re.I,
)


def kind_of(text: str) -> str:
    """What the column beside the times says of a row: "session", "break" or "fixed"."""
    if not text or _SLOT.fullmatch(text):
        return "session"
    return "break" if _BREAK.search(text) else "fixed"


def is_fixed(text: str) -> bool:
    """Whether a cell of one place holds nothing but such an item: "LUNCH", "CLOSING THE SPACE"."""
    return len(text) <= 80 and bool(_FIXED.fullmatch(text) and _NAMED.search(text))
