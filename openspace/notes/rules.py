"""What a note and a report may be."""

REPORT_TEXTS = ("discussed", "conclusions", "requests", "resources", "open_questions")
LONGEST_REPORT_FIELD = 4000
LONGEST_NOTE = 20_000  # characters; told before it bites
LARGEST_UPDATE = 48 * 1024  # bytes of one Yjs update, below the socket's 64 KiB


def publishable(texts: dict[str, str]) -> bool:
    """A report needs one sentence in what was discussed or concluded (methods.md 3.9)."""
    return bool(texts.get("discussed") or texts.get("conclusions"))


def next_report_state(state: str) -> str:
    """What a change makes of a report: a published one becomes amended."""
    return {"none": "draft", "draft": "draft", "published": "amended", "amended": "amended"}[state]
