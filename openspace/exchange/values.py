"""Values of somebody else's JSON, of which nothing is sure, as texts, lists and objects."""


def text_of(value: object) -> str:
    """A value as a text: numbers as written, people and lists by their names, nothing as nothing."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, map(text_of, value)))
    if isinstance(value, dict):
        keys = ("public_name", "full_public_name", "display_name", "name", "title", "en", "nl", "de")
        return next((text for key in keys if (text := text_of(value.get(key)))), "")
    return ""


def objects_in(value: object) -> list[dict[str, object]]:
    """The objects of a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def object_in(value: object) -> dict[str, object]:
    """An object; empty where it is none."""
    return value if isinstance(value, dict) else {}


def number_in(value: object) -> int | None:
    """A whole number, also where it is written as a text."""
    text = text_of(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
