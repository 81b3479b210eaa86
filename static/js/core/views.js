// What is so, as this person sees it: the followed streams with own unanswered wishes drawn in.
import { computed, signal } from "@preact/signals";
import { draw } from "./draw.js";
import { isNew } from "./ids.js";
import { find } from "./lists.js";
import { reader } from "./proposed.js";

/** @typedef {import("./shapes.js").All} All */
/** @typedef {import("./shapes.js").Board} Board */
/** @typedef {import("./shapes.js").Card} Card */
/** @typedef {import("./shapes.js").Desk} Desk */
/** @typedef {import("./shapes.js").Id} Id */
/** @typedef {import("./shapes.js").Mine} Mine */
/** @typedef {import("./shapes.js").SessionPage} SessionPage */
/** @typedef {import("./shapes.js").SessionTold} SessionTold */
/** `mine`: the person's own cards that are not revealed yet. @typedef {Board & {mine: Card[]}} BoardPage */
/** @template T @typedef {import("@preact/signals").ReadonlySignal<T>} Readable */

/** @param {{store: import("./store.js").Store, boxes: import("./boxes.js").Boxes, sync: import("./sync.js").Sync,
 *   names: ReturnType<typeof import("./names.js").createNames>, person: number|null}} parts */
export function createViews({ store, boxes, sync, names, person }) {
  /** The wishes that are drawn into a stream: those without an answer, and those whose change is not here yet.
   * @param {string} stream */
  function drawn(stream) {
    void boxes.version.value;
    const number = store.stream(stream).value.number ?? Infinity;
    return boxes.items()
      .filter(({ row, over, numbers }) => !over && !row.skip && (!numbers || (numbers[stream] ?? 0) > number))
      .map(({ row }) => row);
  }

  /** A stream with own wishes drawn in. @param {string} name */
  const seen = (name) => computed(() => draw(name, store.stream(name).value.state, drawn(name), person));

  const read = reader();
  /** @type {Readable<All|null>} */
  const told = seen("all");
  const all = computed(() => told.value && read(told.value));
  /** @type {Readable<Desk|null>} */
  const desk = seen("desk");
  /** @type {Readable<Mine|null>} */
  const mine = person === null ? signal(null) : seen(`person:${person}`);
  const myName = computed(() => mine.value?.me.name ?? names.people.value[person ?? 0]?.name ?? "");
  /** @type {Readable<Mine|null>} */
  const me = computed(() => mine.value && { ...mine.value, me: { ...mine.value.me, name: myName.value } });

  // A new name of one's own is seen everywhere at once.
  const people = computed(() => {
    const own = mine.value?.me;
    const known = names.people.value;
    if (person === null || !own?.pending) return known;
    return { ...known, [person]: { party: own.party, mark: known[person]?.mark ?? "", name: myName.value } };
  });

  /** @type {Map<string, Readable<any>>} */
  const pages = new Map();
  const nothing = signal(null);

  /** A stream that is followed from now on, and only as long as a screen looks.
   * @param {string} kind @param {Id} id @param {(state: any) => any} complete */
  function page(kind, id, complete) {
    const made = real(id);
    if (isNew(made)) return nothing;
    const name = `${kind}:${made}`;
    sync.follow(name);
    const known = pages.get(name);
    if (known) return known;
    const raw = seen(name);
    const whole = computed(() => raw.value && complete(raw.value));
    pages.set(name, whole);
    return whole;
  }

  /** @param {Id} id @returns {Readable<SessionPage|null>} */
  const session = (id) => page("session", id, (/** @type {SessionTold} */ state) => {
    const found = find(all.value?.sessions ?? [], state.session);
    return found ? { ...state, session: found } : null;
  });

  /** @param {Id} id @returns {Readable<BoardPage|null>} */
  const board = (id) => page("board", id, (/** @type {Board} */ state) => {
    const own = (me.value?.cards ?? []).filter((card) => card.board === state.id);
    return { ...state, mine: state.revealed ? [] : own };
  });

  /** The server's id of something that was a wish when the page first spoke of it. @param {Id} id @returns {Id} */
  function real(id) {
    void boxes.version.value;
    return boxes.made.get(String(id)) ?? id;
  }

  const ours = computed(() => {
    void boxes.version.value;
    return new Map([...boxes.made].map(([first, id]) => [/** @type {Id} */ (id), first]));
  });

  /** The name by which this page first drew something, as the key of its node: so that the node, the focus on it and
   * what is open in it outlive the answer. @param {Id} id @returns {Id} */
  const key = (id) => ours.value.get(id) ?? id;

  return { all, desk, me, people, session, board, real, key };
}
