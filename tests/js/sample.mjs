/** A room that needs no server: the room API of static/js/core/room.js over plain signals, filled with invented data. */
import { computed, signal } from "@preact/signals";
import { DAY, MINUTE, iso, samplePeople, sampleSessions, sampleSlots, sampleTopics } from "./sample-day.mjs";
import { sampleBoard, sampleSession } from "./sample-session.mjs";
import { PARTIES, PLACES } from "./sample-words.mjs";

const PHASES = ["preparing", "opening", "marketplace", "sessions", "convergence", "closing", "published"];

/** How far the day is when the sample begins in this phase. */
function sampleNow(phase) {
  const minutes = { preparing: -90, opening: 10, marketplace: 24, sessions: 122, convergence: 400, closing: 420, published: 480 };
  return DAY + minutes[phase] * MINUTE;
}

function sampleMe(role, language, topics) {
  const interest = {};
  for (const topic of topics.slice(0, 40)) {
    if (topic.id % 3 === 1) interest[topic.id] = "come";
    else if (topic.id % 5 === 2) interest[topic.id] = "maybe";
    else if (topic.id % 11 === 3) interest[topic.id] = "skip";
  }
  const me = { person: 1, name: "Anna", role, party: 1, language, consent: "room" };
  return { me, interest, session: null, cards: [] };
}

/**
 * @param {{topics?: number, places?: number, slots?: number, people?: number, language?: string, phase?: string,
 *   role?: string, me?: object, line?: object, waiting?: object[], gathering?: object, answers?: Record<string, object>, minutes?: number}} wanted
 *   `minutes` since the day began, where the phase's own moment will not do;
 *   `answers` are what wishes of that name come back with; every other wish is granted.
 */
export function sampleRoom(wanted = {}) {
  const { topics: topicCount = 24, places: placeCount = 6, slots: rounds = 4, people: peopleCount = 60 } = wanted;
  const { language = "en", phase = "sessions", role = "participant", answers = {} } = wanted;
  if (!PHASES.includes(phase)) throw new Error(`no such phase: ${phase}`);
  const now = wanted.minutes === undefined ? sampleNow(phase) : DAY + wanted.minutes * MINUTE;
  const at = PHASES.indexOf(phase);
  const parties = PARTIES.map((name, index) => ({ id: index + 1, name, letter: "ABCDEF"[index], colour: index + 1 }));
  const people = samplePeople(peopleCount, parties);
  const slots = sampleSlots(rounds);
  const places = Array.from({ length: placeCount }, (_, index) => {
    const place = PLACES[index % PLACES.length];
    const again = Math.floor(index / PLACES.length);
    return { address: "", ...place, name: again ? `${place.name} ${again + 1}` : place.name, id: index + 1, position: index };
  });
  const hidden = Boolean(wanted.gathering?.counts_hidden);
  const topics = sampleTopics(topicCount, people, hidden);
  const all = signal({
    gathering: {
      code: "WTRDM24", title: "Waterdam open day", timezone: "Europe/Amsterdam", language, languages: ["en", "nl"],
      theme: "How do four town halls and their suppliers work as one service for everybody who lives here?",
      starts: iso(DAY), people_expected: peopleCount, phase,
      posting: at >= 2 && at <= 4, placing: at === 2 || at === 3, releasing: at === 6,
      principles: [
        "Whoever comes is the right people.",
        "Whatever happens is the only thing that could have.",
        "Whenever it starts is the right time.",
        "When it is over, it is over.",
        "Wherever it happens is the right place.",
      ],
      law: "If you are neither learning nor contributing, use your two feet and go where you can.",
      counts_hidden: false,
      ...wanted.gathering,
    },
    timer: topicCount ? { label: "Round B", ends: iso(now + 8 * MINUTE + 20_000), paused_ms: null } : null,
    announcements: topicCount
      ? [
          { id: 1, text: "Coats and bags: the room beside the entrance.", at: iso(now - 80 * MINUTE) },
          { id: 2, text: "Lunch is at 12:00 in the Kantine. Soup is vegan.", at: iso(now - 6 * MINUTE) },
        ]
      : [],
    wall: { page: "auto" },
    parties, places, slots, topics,
    ideas: topicCount
      ? [
          { id: 1, text: "Something about the winter service and salt" },
          { id: 2, text: "Iets met studenten van het mbo" },
          { id: 3, text: "Meeting less, deciding more" },
        ]
      : [],
    sessions: at >= 2 ? sampleSessions(topics, places, slots, now) : [],
  });
  const mine = signal(role === "onlooker" ? null : { ...sampleMe(role, language, topics), ...wanted.me });
  const desk = signal({
    people: Object.keys(people).map((id) => ({
      person: Number(id), party: people[id].party, role: id === "1" ? "host" : id === "2" ? "facilitator" : "participant",
      joined: iso(DAY - (Number(id) % 30) * MINUTE),
    })),
    links: [
      { id: 1, right: "wall", created: iso(DAY - 120 * MINUTE), taken: iso(DAY - 60 * MINUTE) },
      { id: 2, right: "onlooker", created: iso(DAY - 100 * MINUTE), taken: null },
    ],
    recovery: true,
  });
  const shared = { now, people, all: all.value };
  const followed = new Map();
  const follow = (key, make) => followed.get(key) ?? followed.set(key, signal(make())).get(key);
  const counted = {};
  for (const person of Object.values(people)) if (person.party) counted[person.party] = (counted[person.party] ?? 0) + 1;
  const namesOf = signal(people);
  return {
    start: {
      code: "WTRDM24", screen: "phone", person: role === "onlooker" ? null : 1, role, language, csrf: "sample", words: {},
      timezone: "Europe/Amsterdam", name: role === "onlooker" ? null : "Anna", bundles: {},
    },
    all,
    desk,
    me: mine,
    session: (id) => follow(`session:${id}`, () => sampleSession(id, shared)),
    board: (id) => follow(`board:${id}`, () => sampleBoard(id, shared)),
    real: (id) => id,
    key: (id) => id,
    role: computed(() => mine.value?.me.role ?? role),
    refused: signal({}),
    seek: async () => {},
    leave: (stream) => void followed.delete(stream),
    people: namesOf,
    name: (id) => {
      const person = namesOf.value[id];
      return person?.name ? [person.name, person.mark].filter(Boolean).join(" ") : "somebody";
    },
    line: signal({ state: "live", since: null, waiting: 0, late: false, kept: true, portal: false, full: false, ended: null, old: null, ...wanted.line }),
    notes: { unsent: signal(wanted.unsent ?? []), lasting: signal(true), load: async () => undefined, save: async () => {}, drop: async () => {} },
    waiting: signal(wanted.waiting ?? []),
    /** What was wished for, for tests to look at. */
    wished: [],
    wish(name, fields) {
      this.wished.push({ name, fields });
      const answer = answers[name];
      if (answer) return Promise.resolve(answer);
      return Promise.resolve({ ok: true, result: { topic: topicCount + 1, session: 1, board: 1, outcome: 99, card: 99, idea: 9 } });
    },
    dismiss(n) {
      this.waiting.value = this.waiting.value.filter((one) => one.n !== n);
    },
    resend(n, more = {}) {
      const { name, fields } = this.waiting.value.find((one) => one.n === n);
      this.dismiss(n);
      return this.wish(name, { ...fields, ...more });
    },
    joined: signal({ people: peopleCount, parties: counted }),
    outcomes: signal(at >= 3 ? { decision: 6, action: 13, question: 1 } : { decision: 0, action: 0, question: 0 }),
    here: computed(() => Math.ceil(peopleCount * 0.9)),
    now: () => now,
    tick: signal(now),
    note: () => null,
  };
}
