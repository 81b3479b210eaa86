"""The committer: one durable transaction for all wishes that wait, each in its own savepoint."""

import json
import logging
import secrets
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.orm import Session

from openspace.core import clock
from openspace.core.actor import Actor
from openspace.core.changes import person_ids
from openspace.core.commands import Command
from openspace.core.database import upsert
from openspace.core.disk import refused_by_disk
from openspace.core.errors import Refused
from openspace.core.forms import validated
from openspace.core.models import KeptChange, Line, Receipt, Stream
from openspace.core.offers import ROOM_RETURNS, Offer, remember, seen, translated, wanted
from openspace.core.receipts import last_answered, outbox_key
from openspace.core.system import Names, System
from openspace.core.words import _, speaking
from openspace.core.work import Work

log = logging.getLogger(__name__)

CHECK = "check"  # our own wish: writes what is there already, to see whether the disk takes it

Answer = dict[str, Any]
_Key = tuple[int, str]  # gathering and stream


@dataclass(slots=True)
class Wish:
    """What a door hands in. Either a device asks (its actor is looked up inside the transaction) or a trusted
    actor does (command line, importer, a form of a stranger). `client` and `n` make it repeatable."""

    name: str
    fields: Mapping[str, object] = field(default_factory=dict)
    device: int | None = None
    actor: Actor | None = None
    client: str | None = None
    n: int | None = None
    next: int = 1
    base: Mapping[str, int] = field(default_factory=dict)
    steers: bool = False  # what the door knew last of the actor; only lets the desk go first
    offer: Offer | None = None  # it was answered before, or was made, on a line of the database that is lost


@dataclass(slots=True)
class Told:
    """What one stream has to be told after the commit."""

    gathering: int
    stream: str
    changes: list[dict[str, Any]]
    people: Names


@dataclass(slots=True)
class Committed:
    """The answers, in the order of the wishes, and what to publish."""

    answers: list[Answer]
    told: list[Told]


@dataclass(slots=True)
class _Entry:
    """A change that waits for its number, and the answers that will tell it."""

    key: _Key
    body: dict[str, Any]
    askers: list[Answer]


class _Unsettled(Exception):
    """An answer that is no receipt: a gap, or an error of ours."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer["code"])
        self.answer = answer


class Committer:
    """Gives a total order without lock errors, and one fsync for everything that waits."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._begun = monotonic()

    def commit(self, wishes: Sequence[Wish]) -> Committed:
        """Do all wishes in one transaction. An answer exists only once its effects are on the disk."""
        with self.system.database.writing() as sql:
            batch = _Batch(self.system, sql, wishes)
            batch.room_returns = monotonic() < self._begun + ROOM_RETURNS
            answers = [batch.answer(wish) for wish in wishes]
            batch.count_totals()
            told = batch.keep()
        if batch.erases:
            self._erase_traces()
        return Committed(answers, told)

    def _erase_traces(self) -> None:
        try:
            self.system.database.erase_traces()
        except sqlite3.Error:  # what was wished is done and must be told; the next time writes the file anew as well
            log.exception("traces not erased")

    def one(self, wish: Wish) -> tuple[Answer, list[Told]]:
        """Do one wish; for the command line and tests."""
        committed = self.commit([wish])
        return committed.answers[0], committed.told


class _Batch:
    """What is known and still unwritten while one transaction runs. Whatever can be asked or written for all wishes at
    once is: a room that votes must cost statements by the tick, not by the vote."""

    def __init__(self, system: System, sql: Connection, wishes: Sequence[Wish]) -> None:
        self.system = system
        self.sql = sql
        self.now = clock.now()
        self.actors = system.find_actors(sql, {wish.device for wish in wishes if wish.device is not None})
        self.last = last_answered(sql, {key for wish in wishes if (key := self._outbox(wish)) is not None})
        self.receipts: dict[tuple[str, int], Answer] = {}
        self.instead: dict[tuple[str, int], Answer] = {}  # what is kept of an answer that is told once only
        self.entries: list[_Entry] = []
        self.erases = False
        self.room_returns = False
        self.totals: dict[tuple[_Key, str], tuple[set[int], list[Answer]]] = {}

    def answer(self, wish: Wish) -> Answer:
        """One wish: its receipt when it was answered before, else done or refused."""
        actor = self._actor(wish)
        if actor is None:
            return _refusal(wish, Refused("no_person", _("This device is not known here any more. Please join again.")))
        with speaking(actor.language):
            outbox = self._outbox(wish)
            try:
                known = None if outbox is None else self._receipt(outbox, wish)
                if known is not None:
                    return known
                answer = self._do(wish, actor)
            except _Unsettled as unsettled:
                return unsettled.answer
            except Refused as refusal:
                if refusal.code == "gone" and self.room_returns and self._offer(wish) is not None:
                    return _not_yet(wish)
                answer = _refusal(wish, refusal)
            if outbox is not None and wish.n is not None and answer.get("final", True):
                self.receipts[outbox, wish.n] = answer
                if answer["ok"] and self.system.commands[wish.name].secret:
                    self.instead[outbox, wish.n] = _told_once(wish)
                self.last[outbox] = wish.n
            return answer

    def _actor(self, wish: Wish) -> Actor | None:
        if wish.actor is not None or wish.device is None:
            return wish.actor
        if wish.device not in self.actors:
            self.actors |= self.system.find_actors(self.sql, {wish.device})
        return self.actors.get(wish.device)

    def _offer(self, wish: Wish) -> Offer | None:
        """What a wish of this very line says of lines matters nothing."""
        return None if wish.offer is None or wish.offer.line == self.system.epoch else wish.offer

    def _outbox(self, wish: Wish) -> str | None:
        actor = self._actor(wish)
        return None if actor is None or wish.client is None else outbox_key(actor, wish.client)

    def _receipt(self, outbox: str, wish: Wish) -> Answer | None:
        assert wish.n is not None
        last = self.last.get(outbox, 0)
        if wish.n <= last:
            return self.receipts.get((outbox, wish.n)) or self._kept(outbox, wish)
        want = max(last + 1, wish.next)
        if wish.n != want:
            raise _Unsettled({"ok": False, "n": wish.n, "code": "gap", "want": want, "final": False})
        return None

    def _kept(self, outbox: str, wish: Wish) -> Answer:
        text = self.sql.execute(select(Receipt.answer).where(Receipt.outbox == outbox, Receipt.n == wish.n)).scalar()
        if text is None:  # older than receipts are kept
            return _refusal(wish, Refused("skipped", _("This was answered too long ago.")))
        answer: Answer = json.loads(text)
        return answer

    def _do(self, wish: Wish, actor: Actor) -> Answer:
        if wish.name == "skip":
            raise Refused("skipped", _("You gave this up."))
        if wish.name == CHECK and wish.actor is not None:
            self.sql.execute(update(Line).values(epoch=Line.epoch))
            return {"ok": True, "n": None, "at": {}, "result": {}}
        command = self.system.commands.get(wish.name)
        if command is None or (command.inside and wish.actor is None):
            raise Refused("unknown_command", _("This version does not know that."))
        if actor.role not in command.roles:
            raise Refused("forbidden", _("Your role at this gathering does not include that."))
        offer = self._offer(wish)
        if offer is not None and (command.momentary or command.secret):
            raise Refused("skipped", _("This was meant for its moment, and is not done again."))
        if offer is not None and not wanted(self.sql):
            raise Refused("skipped", _("The server went back to an earlier copy, and is to stay there."))
        told = wish.fields if offer is None else translated(self.sql, actor.gathering, offer, wish.fields)
        try:
            fields = validated(command.form, told)
        except Refused:
            raise
        except Exception as error:  # a bug of a form must not fail all that was wished with it
            raise _Unsettled(_our_fault(wish)) from error
        base = wish.base if offer is None else seen(self.sql, wish.base)
        work = Work(self.sql, actor, self.now, self.system.settings, base)
        result = command.run(work, **fields) if command.lean else self._inside_savepoint(command, work, wish, fields)
        if offer is not None and result:
            remember(self.sql, actor.gathering, offer, result, self.now)
        answer: Answer = {"ok": True, "n": wish.n, "at": {}, "result": result or {}}
        for stream, change in work.announced:
            self.entries.append(_Entry((work.gathering, stream), change.body(), [answer]))
        for stream, kind, key in work.touched:
            keys, askers = self.totals.setdefault(((work.gathering, stream), kind), (set(), []))
            keys.add(key)
            askers.append(answer)
        return answer

    def _inside_savepoint(
        self, command: Command, work: Work, wish: Wish, fields: dict[str, Any]
    ) -> dict[str, Any] | None:
        savepoint = self.sql.begin_nested()
        try:
            result = command.run(work, **fields)
            for _stream, change in work.announced:  # grows while reactions announce
                for reaction in self.system.reactions(change.KIND):
                    reaction(work, change)
            work.finish()
            savepoint.commit()
        except Exception as error:
            if refused_by_disk(error):  # which ended the whole transaction, and says nothing about this wish
                raise
            savepoint.rollback()
            work.drop()
            if isinstance(error, Refused):
                raise
            raise _Unsettled(_our_fault(wish)) from error
        self.actors.clear()  # it may have changed anybody's rights
        self.erases |= work.erases
        return result

    def count_totals(self) -> None:
        """One change for all new totals of one kind; the wishes that asked for it get its number."""
        if not self.totals:
            return
        with Session(self.sql, join_transaction_mode="rollback_only") as db:
            for (key, kind), (keys, askers) in self.totals.items():
                change = self.system.counts[kind](db, key[0], sorted(keys))
                if change is not None:
                    self.entries.append(_Entry(key, change.body(), askers))

    def keep(self) -> list[Told]:
        """Number the changes; write them, the heads and the receipts; gather what each stream is to be told."""
        told = self._numbered()
        if told:
            self.sql.execute(_KEEP, [self._row(key, body) for key, bodies in told.items() for body in bodies])
            heads = [
                {"gathering_id": key[0], "name": key[1], "number": bodies[-1]["number"]} for key, bodies in told.items()
            ]
            upsert(self.sql, Stream, ("gathering_id", "name"), *heads)
        if self.receipts:
            self.sql.execute(
                insert(Receipt),
                [
                    {"outbox": key[0], "n": key[1], "answer": _json(self.instead.get(key, answer)), "at": self.now}
                    for key, answer in self.receipts.items()
                ],
            )
        return [self._told(key, bodies) for key, bodies in told.items()]

    def _numbered(self) -> dict[_Key, list[dict[str, Any]]]:
        heads = _heads(self.sql, {entry.key for entry in self.entries})
        numbered: dict[_Key, list[dict[str, Any]]] = {}
        for entry in self.entries:
            number = heads[entry.key] = heads.get(entry.key, 0) + 1
            numbered.setdefault(entry.key, []).append({"number": number, **entry.body})
            for answer in entry.askers:
                answer["at"][entry.key[1]] = number
        return numbered

    def _row(self, key: _Key, body: dict[str, Any]) -> dict[str, Any]:
        return {
            "gathering_id": key[0],
            "stream": key[1],
            "number": body["number"],
            "body": _json(body),
            "at": self.now,
        }

    def _told(self, key: _Key, changes: list[dict[str, Any]]) -> Told:
        ids = person_ids(changes)
        people = self.system.name_people(self.sql, key[0], ids) if ids else {}
        return Told(key[0], key[1], changes, people)


_KEEP = insert(KeptChange)
_STREAM_HEADS = (
    select(Stream.gathering_id, Stream.name, Stream.number)
    .where(Stream.gathering_id.in_(bindparam("gatherings", expanding=True)))
    .where(Stream.name.in_(bindparam("names", expanding=True)))
    .order_by(Stream.gathering_id, Stream.name)  # always locked in one order, so that two servers never wait in a ring
    .with_for_update()
)


def _heads(sql: Connection, keys: Collection[_Key]) -> dict[_Key, int]:
    if not keys:
        return {}
    wanted = {"gatherings": list({key[0] for key in keys}), "names": list({key[1] for key in keys})}
    rows = sql.execute(_STREAM_HEADS, wanted)
    return {(gathering, name): number for gathering, name, number in rows}


def _our_fault(wish: Wish) -> Answer:
    reference = secrets.token_hex(4)
    log.exception("wish failed: %s", wish.name, extra={"reference": reference})
    message = _("Something went wrong on our side (reference {reference}). Nothing was changed.", reference=reference)
    return {
        "ok": False,
        "n": wish.n,
        "code": "error",
        "message": message,
        "reference": reference,
        "final": False,
        "retry_ms": 2000,
    }


def _not_yet(wish: Wish) -> Answer:
    message = _("What this belongs to is not back yet. Your phone keeps this and sends it again.")
    return _refusal(wish, Refused("busy", message, retry_ms=3000))


def _told_once(wish: Wish) -> Answer:
    message = _("The link was made, but its address is shown only once. Make another one.")
    return _refusal(wish, Refused("gone", message))


def _refusal(wish: Wish, refusal: Refused) -> Answer:
    return {
        "ok": False,
        "n": wish.n,
        "code": refusal.code,
        "message": refusal.message,
        "fields": refusal.fields,
        "final": refusal.final,
        "retry_ms": refusal.retry_ms,
    }


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
