/** What a sample session and its board hold: a half-written report, outcomes, cards before the reveal. */

/** @param {number} id @param {{now: number, people: object, all: any}} room */
export function sampleSession(id, { now, people, all }) {
  const session = all.sessions.find((one) => one.id === Number(id)) ?? null;
  const written = session?.report !== "none";
  const present = Object.keys(people).map(Number).slice(0, session?.here ?? 0);
  const outcome = (number, kind, text, more) => ({
    id: number, kind, text, owner: null, due: null, party: null, state: "open", session: session?.id, version: 1, ...more,
  });
  return {
    session,
    present,
    report: {
      session: session?.id ?? null,
      discussed: written ? "Why residents call twice, and what the second call costs all of us." : "",
      conclusions: written ? "One number, four teams behind it. Start with parking permits." : "",
      requests: "", resources: "", open_questions: "",
      note_taker: written ? 3 : null,
      state: session?.report ?? "none",
      version: 2,
      published: session?.report === "published" ? new Date(now).toISOString() : null,
    },
    outcomes: [
      outcome(1, "decision", "We try one shared queue for six weeks, starting in January."),
      outcome(2, "action", "Collect the ten most asked questions per town hall", { owner: 1, due: "2026-12-10" }),
      outcome(3, "question", "Who pays for the calls that belong to somebody else?"),
    ],
    board: session && session.id % 3 === 1 ? session.id : null,
  };
}

export function sampleBoard(id, { people }) {
  const authors = Object.keys(people).map(Number);
  const revealed = Number(id) % 2 === 0;
  const card = (number, column, text) => ({
    id: number, column, text, position: number, late: false, author: authors[number % authors.length] ?? null, version: 1,
  });
  return {
    id: Number(id), session: Number(id), format: "plain", title: "What helps, what hinders",
    columns: [{ id: 1, title: "Helps" }, { id: 2, title: "Hinders" }],
    step: revealed ? "talk" : "write", revealed,
    written: { cards: 9, people: 5 },
    mine: revealed ? [] : [{ ...card(5, 1, "We already share a canteen"), author: 1, board: Number(id) }],
    cards: revealed
      ? [
          card(1, 1, "People know each other by first name"),
          card(2, 1, "Een gedeelde agenda"),
          card(3, 2, "Four systems, four passwords"),
          card(4, 2, "Niemand durft het oude proces te stoppen"),
        ]
      : [],
  };
}
