"""A reference reader of changes, written by the table of docs/PROTOCOL.md and nothing else. It shares no code with the
screens' store, so that each can prove the other."""

import copy
from collections.abc import Callable
from typing import Any

State = dict[str, Any]
Change = dict[str, Any]

# A whole new thing goes into its list by its id, or its id is taken out: kind -> (list, field of the change).
PUT = {
    "gatherings.announced": ("announcements", "announcement"),
    "gatherings.party_saved": ("parties", "party"),
    "marketplace.topic_posted": ("topics", "topic"),
    "marketplace.topic_edited": ("topics", "topic"),
    "marketplace.topic_withdrawn": ("topics", "topic"),
    "marketplace.idea_posted": ("ideas", "idea"),
    "agenda.place_saved": ("places", "place"),
    "agenda.slot_saved": ("slots", "slot"),
    "agenda.session_placed": ("sessions", "session"),
    "agenda.session_freed": ("sessions", "session"),
    "agenda.session_changed": ("sessions", "session"),
    "outcomes.outcome_saved": ("outcomes", "outcome"),
    "boards.card_saved": ("cards", "card"),
}
TAKE = {
    "gatherings.announcement_withdrawn": ("announcements", "announcement"),
    "gatherings.party_removed": ("parties", "party"),
    "marketplace.idea_removed": ("ideas", "idea"),
    "agenda.place_removed": ("places", "place"),
    "agenda.slot_removed": ("slots", "slot"),
    "outcomes.outcome_removed": ("outcomes", "outcome"),
    "boards.card_removed": ("cards", "card"),
}
# A field of the state has a new value.
SET = {
    "gatherings.set_up": "gathering",
    "gatherings.phase_moved": "gathering",
    "gatherings.timer_set": "timer",
    "gatherings.wall_turned": "wall",
    "people.links_changed": "links",
    "people.me_changed": "me",
    "agenda.checked_in": "session",
    "agenda.present_changed": "present",
    "notes.report_saved": "report",
    "boards.board_opened": "board",
}
# Facts that other features and doors listen to; what they do to a state is told by changes beside them.
SILENT = {
    "gatherings.counts_turned",
    "people.renamed",
    "people.role_taken",
    "people.link_revoked",
    "people.merged",
    "people.consent_set",
}
ORDER = {"places": ("position", "id"), "slots": ("starts", "id")}
MOST_ANNOUNCEMENTS = 20


def reduced(state: State, changes: list[Change]) -> State:
    """The state after these changes; `state` itself is left as it was."""
    state = copy.deepcopy(state)
    for change in changes:
        state = _step(state, copy.deepcopy(change))
    return state


def _step(state: State, change: Change) -> State:
    kind = change["kind"]
    if kind in PUT:
        name, field = PUT[kind]
        _put(state.setdefault(name, []), change[field], "id")
        _sort(state, name)
    elif kind in TAKE:
        name, field = TAKE[kind]
        state[name] = [thing for thing in state.get(name, []) if thing["id"] != change[field]]
    elif kind in SET:
        state[SET[kind]] = change[SET[kind]]
    elif kind not in SILENT:
        state = OTHERS[kind](state, change)
    state.update({"announcements": state["announcements"][-MOST_ANNOUNCEMENTS:]} if "announcements" in state else {})
    return state


def _put(things: list[Any], thing: Any, key: str) -> None:
    places = [place for place, old in enumerate(things) if old[key] == thing[key]]
    if places:
        things[places[0]] = thing
    else:
        things.append(thing)


def _sort(state: State, name: str) -> None:
    names = ORDER.get(name, ())
    if name == "cards" and "columns" in state:  # a board's stand in their order, a person's own as they were written
        names = ("position", "id")
    if names:
        state[name].sort(key=lambda thing: tuple(thing[each] for each in names))


def _emptied(state: State, _change: Change) -> State:
    return {**state, "topics": [], "ideas": [], "sessions": [], "announcements": [], "timer": None}


def _person(state: State, change: Change) -> State:
    _put(state["people"], change["person"], "person")
    return state


def _left(state: State, change: Change) -> State:
    return {**state, "people": [one for one in state["people"] if one["person"] != change["person"]]}


def _interest_counted(state: State, change: Change) -> State:
    for topic in state["topics"]:
        if str(topic["id"]) in change["topics"]:
            totals = change["topics"][str(topic["id"])]
            topic.pop("interest", None)
            topic.update({} if totals is None else {"interest": totals})
    return state


def _interest_marked(state: State, change: Change) -> State:
    state["interest"].pop(str(change["topic"]), None)
    if change["answer"] != "none":
        state["interest"][str(change["topic"])] = change["answer"]
    return state


def _here_counted(state: State, change: Change) -> State:
    for session in state["sessions"]:
        session["here"] = change["sessions"].get(str(session["id"]), session["here"])
    return state


def _checked_out(state: State, change: Change) -> State:
    return {**state, "session": None if state["session"] == change["session"] else state["session"]}


OTHERS: dict[str, Callable[[State, Change], State]] = {
    "gatherings.emptied": _emptied,
    "people.joined": _person,
    "people.changed": _person,
    "people.left": _left,
    "marketplace.interest_counted": _interest_counted,
    "marketplace.interest_marked": _interest_marked,
    "agenda.here_counted": _here_counted,
    "agenda.checked_out": _checked_out,
    "boards.board_changed": lambda state, change: {**state, **change["board"]},
    "boards.revealed": lambda state, change: change["board"],
}
