"""JSON that is a list of sessions, or an object with sessions, rooms and slots: read as rows."""

from openspace.core.words import _
from openspace.exchange.building import Building
from openspace.exchange.plan import Plan, Unreadable
from openspace.exchange.rows import read_rows, row_of
from openspace.exchange.times import Setting, day_in, is_zone, span_in
from openspace.exchange.values import object_in, objects_in, text_of


def read(value: object, name: str, setting: Setting) -> Plan:
    """The plan in a decoded file, or `Unreadable` if there are no sessions in it."""
    whole = object_in(value)
    about = object_in(whole.get("metadata")) or whole
    sessions = whole.get("sessions") or whole.get("talks") or whole.get("topics") or value
    items = objects_in(sessions)
    if not items:
        raise Unreadable(_("{file} is JSON, but neither a schedule nor a list of sessions", file=name))
    zone = text_of(about.get("timezone"))
    building = Building(setting._replace(timezone=zone) if zone and is_zone(zone) else setting)
    building.plan.title = text_of(about.get("meeting") or about.get("title") or about.get("name"))
    for room in _list_in(whole.get("rooms")):
        building.place(text_of(room))
    for slot in _list_in(whole.get("slots")):
        _read_slot(building, text_of(slot), name)
    rows = []
    for number, item in enumerate(items, start=1):
        line = _("{file}, item {number}", file=name, number=number)
        rows.append(row_of(line, list(item), list(map(text_of, item.values()))))
    read_rows(building, rows)
    return building.finish()


def _list_in(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _read_slot(building: Building, text: str, name: str) -> None:
    setting = building.setting
    day, span = day_in(text, setting.starts), span_in(text)
    if not day or not span or span.ends is None:
        building.leave_out(name, _("the slot '{slot}' cannot be read", slot=text))
        return
    building.slot(setting.instant(day, span.starts), setting.instant(day, span.ends))
