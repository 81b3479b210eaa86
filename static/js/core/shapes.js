// The shapes of what the server tells a screen, by the names of docs/PROTOCOL.md; types only.

/** An instant in ISO 8601, UTC: "2026-11-22T09:30:00Z". @typedef {string} Instant */
/** An id of the server, or "new-..." for what exists only as an own wish so far. @typedef {number|string} Id */

/** @typedef {{code: string, screen: "phone"|"wall"|"desk", person: number|null, role: string, language: string,
 *   csrf: string, words: Record<string, string|string[]>, timezone: string, name: string, join?: string,
 *   bundles?: {note?: string}, proposed?: Record<string, string>,
 *   offline?: boolean, turn?: boolean, shell?: boolean}} Start `offline`: what is known may be kept on this device;
 *   `turn`: it is shared, and this is somebody's minute on it; `shell`: the page came from this device and knows nobody */

/** @typedef {{name: string|null, party: number|null, mark: string}} Name */
/** @typedef {Record<string, Name>} Names */

/** @typedef {{code: string, title: string, theme: string, timezone: string, language: string, languages: string[],
 *   starts: Instant|null, people_expected: number, phase: string, posting: boolean, placing: boolean,
 *   releasing: boolean, principles: string[], law: string, counts_hidden: boolean}} Gathering */
/** @typedef {{label: string, ends: Instant|null, paused_ms: number|null}} Timer */
/** @typedef {{id: Id, text: string, at: Instant}} Announcement */
/** @typedef {{id: Id, name: string, letter: string, colour: number}} Party */
/** @typedef {{id: Id, name: string, capacity: number|null, features: string[], address: string, position: number}} Place */
/** @typedef {{id: Id, title: string, starts: Instant, ends: Instant, kind: "session"|"break"|"fixed", places: Id[]}} Slot */
/** @typedef {{id: Id, title: string, line: string, language: string, conveners: number[], state: "open"|"withdrawn",
 *   interest?: {come: number, maybe: number}, version: number, posted: Instant, changed: Instant,
 *   pending?: string}} Topic */
/** @typedef {{id: Id, text: string, pending?: string}} Idea */
/** @typedef {"posted"|"placed"|"running"|"held"|"held_alone"|"cancelled"} SessionState */
/** @typedef {{id: Id, topic: Id, place: Id|null, slot: Id|null, starts: Instant|null, ends: Instant|null,
 *   state: SessionState, here: number, report: "none"|"draft"|"published"|"amended", version: number,
 *   changed: Instant, pending?: string}} Session */

/** @typedef {{gathering: Gathering, timer: Timer|null, announcements: Announcement[], wall: {page: string},
 *   parties: Party[], places: Place[], slots: Slot[], topics: Topic[], ideas: Idea[], sessions: Session[]}} All */

/** @typedef {{person: number, party: number|null, role: string, joined: Instant}} Person */
/** @typedef {{people: Person[], links: any[], recovery: boolean}} Desk */

/** `name` is put in by the screen, from the names. @typedef {{person: number, name: string, role: string, party: number|null, language: string,
 *   consent: "unasked"|"none"|"room"|"public", pending?: string}} Me */
/** @typedef {"come"|"maybe"|"skip"} Interest */
/** @typedef {{me: Me, interest: Record<string, Interest>, session: Id|null, cards?: Card[]}} Mine */

/** @typedef {{session: Id, discussed: string, conclusions: string, requests: string, resources: string,
 *   open_questions: string, note_taker: number|null, state: "none"|"draft"|"published"|"amended", version: number,
 *   published: Instant|null, pending?: string}} Report */
/** @typedef {{id: Id, kind: "decision"|"action"|"question", text: string, owner: number|null, due: string|null,
 *   party: number|null, state: "open"|"doing"|"done"|"dropped", session: Id, version: number,
 *   pending?: string}} Outcome */
/** A session's own stream as it is told, and as `room.session` shows it: with the newest from the agenda in it. */
/** @typedef {{session: Id, present: number[], report: Report, outcomes: Outcome[], board: Id|null}} SessionTold */
/** @typedef {Omit<SessionTold, "session"> & {session: Session}} SessionPage */

/** @typedef {{id: Id, board?: Id, column: Id, text: string, position: number, late: boolean, author: number|null,
 *   version: number, pending?: string}} Card */
/** @typedef {{id: Id, session: Id, format: string, title: string, columns: {id: Id, title: string}[],
 *   step: "write"|"talk", revealed: boolean, written: {cards: number, people: number}, cards: Card[]}} Board */

/** A numbered fact of one stream; what else it carries depends on its kind. @typedef {{number: number, kind: string, [field: string]: any}} Change */
/** Changes from..to of one stream, every number listed. @typedef {{stream: string, from: number, to: number, changes: Change[], people?: Names}} Changes */

/** @typedef {{ok: true, n?: number, at?: Record<string, number>, result?: Record<string, any>}} Done */
/** @typedef {{ok: false, n?: number, code: string, message?: string, fields?: Record<string, any>, final?: boolean,
 *   retry_ms?: number, want?: number, reference?: string}} Refusal */
/** @typedef {Done|Refusal} Answer */

export {};
