/** The rooms in which screens are looked at: from before the day to one with two thousand topics. */

const NOW = Date.parse("2026-11-24T10:02:00Z");

const taken = {
  n: "sample-3", name: "agenda.place_topic", fields: { topic: 21, place: 1, slot: 6 }, at: NOW - 1000,
  refusal: { code: "taken", message: "Somebody else has this place now.", fields: { nearest: [{ place: 2, slot: 6 }, { place: 4, slot: 8 }, { place: 6, slot: 8 }] } },
};

const waits = (n, name, fields) => ({ n: `sample-${n}`, name, fields, at: NOW - 40_000, refusal: null });

export const SETS = {
  typical: {},
  preparing: { phase: "preparing", topics: 0, places: 0, slots: 0, people: 4 },
  opening: { phase: "opening", topics: 0 },
  empty: { phase: "marketplace", topics: 0 },
  market: { phase: "marketplace", me: { me: { person: 1, name: "Anna", role: "participant", party: 1, language: "en", consent: "unasked" } } },
  here: { me: { session: 7 } },
  full: { topics: 120, places: 20, slots: 12, people: 1800 },
  crowd: { topics: 2000, places: 24, slots: 12, people: 2000 },
  closed: { gathering: { posting: false, placing: false, releasing: false, counts_hidden: true } },
  onlooker: { role: "onlooker" },
  taken: { waiting: [taken] },
  offline: {
    line: { state: "offline", since: NOW - 95_000, waiting: 3, late: true },
    waiting: [
      waits(4, "marketplace.post_topic", { title: "Who waters the trees in August?", line: "A small plea with a large map." }),
      waits(5, "marketplace.mark_interest", { topic: 2, answer: "come" }),
      waits(6, "notes.save_report", { session: 7, discussed: "The second call costs more than the first." }),
    ],
  },
  refused: {
    waiting: [{
      n: "sample-7", name: "marketplace.post_topic", fields: { title: "Trees on the square", line: "" }, at: NOW - 60_000,
      refusal: { code: "closed", message: "Posting is closed now. The facilitator opens it again.", fields: {} },
    }],
  },
  missing: { me: { me: { person: 4, name: "Joost", role: "participant", party: 5, language: "en", consent: "room" } } },
  break: { minutes: 172 },
  reports: { minutes: 400, phase: "convergence", people: 6 },
  lookingOnInBreak: { minutes: 172, role: "onlooker" },
  conflict: {
    answers: {
      "notes.save_report": {
        ok: false, code: "conflict", message: "Somebody changed this meanwhile.",
        fields: { conclusions: "One number, four teams behind it." },
      },
    },
  },
  closing: { phase: "closing" },
  published: { phase: "published" },
};
