/** The sample day itself, as `all` holds it: people, slots, topics and sessions, the same on every run. */
import { ANGLES, NAMES, TOPICS } from "./sample-words.mjs";

export const MINUTE = 60_000;
/** The sample day begins at nine in the morning in Waterdam. */
export const DAY = Date.parse("2026-11-24T08:00:00Z");
const STEPS = { fixed: 30, session: 60, break: 15, lunch: 60 };

export const iso = (ms) => new Date(ms).toISOString().replace(".000", "");

/** The same sequence on every run, so that two screenshots can be compared. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function samplePeople(count, parties) {
  const people = {};
  for (let id = 1; id <= count; id++) {
    const round = Math.floor((id - 1) / NAMES.length);
    people[id] = {
      name: NAMES[(id - 1) % NAMES.length],
      party: id % 7 === 0 || !parties.length ? null : parties[id % parties.length].id,
      mark: round ? String(round + 1) : "",
    };
  }
  return people;
}

/** Opening, rounds of sessions with pauses and lunch between, closing; at most five rounds a day. */
export function sampleSlots(rounds) {
  const slots = [];
  let id = 1;
  const add = (at, title, kind, minutes) => {
    slots.push({ id: id++, title, starts: iso(at), ends: iso(at + minutes * MINUTE), kind, places: [] });
    return at + minutes * MINUTE;
  };
  for (let first = 0, day = 0; first < rounds; first += 5, day++) {
    let at = add(DAY + day * 24 * 60 * MINUTE, day ? "Morning news" : "Opening and marketplace", "fixed", STEPS.fixed);
    const today = Math.min(5, rounds - first);
    for (let round = 0; round < today; round++) {
      at = add(at, String.fromCharCode(65 + ((first + round) % 26)), "session", STEPS.session);
      if (round === today - 1) continue;
      at = round === 1 ? add(at, "Lunch", "break", STEPS.lunch) : add(at, "Coffee", "break", STEPS.break);
    }
    add(at, "Closing circle", "fixed", STEPS.fixed);
  }
  return slots;
}

export function sampleTopics(count, people, hidden) {
  const pick = dice(7);
  const ids = Object.keys(people).map(Number);
  return Array.from({ length: count }, (_, index) => {
    const [language, title, line] = TOPICS[index % TOPICS.length];
    const angle = ANGLES[Math.floor(index / TOPICS.length) % ANGLES.length];
    const conveners = index === 12 ? [1] : [ids[(index * 3) % ids.length]];
    if (index % 4 === 1 && ids.length > 3) conveners.push(ids[(index * 3 + 2) % ids.length]);
    const posted = iso(DAY + 5 * MINUTE + index * 20_000);
    return {
      id: index + 1,
      title: angle ? `${title.replace(/[?]$/, "")}, ${angle}` : title,
      line, language, conveners, state: "open", version: 1, posted, changed: posted,
      ...(hidden ? {} : { interest: { come: pick(28), maybe: pick(14) } }),
    };
  });
}

/** Seven of eight cells taken while topics last; a fifth of the topics is still without a place. */
export function sampleSessions(topics, places, slots, now) {
  const sessions = [];
  const rounds = slots.filter((slot) => slot.kind === "session");
  const cells = rounds.flatMap((slot) => places.map((place) => ({ slot, place })));
  const placed = topics.slice(0, Math.ceil(topics.length * 0.8));
  for (const [index, { slot, place }] of cells.entries()) {
    if (index % 8 === 5 || !placed.length) continue;
    const topic = placed.shift();
    const over = Date.parse(slot.ends) <= now;
    const running = !over && Date.parse(slot.starts) <= now;
    sessions.push({
      id: sessions.length + 1, topic: topic.id, place: place.id, slot: slot.id, starts: null, ends: null,
      state: over ? "held" : running ? "running" : "placed",
      here: over ? 0 : running ? (index * 5) % 17 : 0,
      report: over ? ["published", "draft", "none"][index % 3] : "none",
      version: index % 9 === 2 ? 2 : 1,
      changed: index % 9 === 2 ? iso(now - 4 * MINUTE) : topic.changed,
    });
  }
  return sessions;
}
