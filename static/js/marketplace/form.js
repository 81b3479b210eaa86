/** The form of a topic: for a new one, for an own one, and for one that was refused and may be sent again. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { lookup } from "../agenda/lookup.js";
import { t, tn } from "../core/words.js";
import { Act, OneOf } from "../phone/buttons.js";
import { ConsentChoice, unasked } from "../phone/consent.js";
import { Page } from "../phone/page.js";
import { PeoplePicker } from "../phone/people-picker.js";
import { isFacilitator, mayChange, myself, whyNot } from "../phone/rights.js";
import { go, href } from "../phone/router.js";
import { say } from "../phone/toast.js";
import { TopicPage } from "./topic.js";

/** About ten words: what fits on a card that is read from across the room. */
const TITLE_MOST = 80;
const LINE_MOST = 200;

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Id} Id */
/** @typedef {{title: string, line: string, language: string, conveners: number[]}} Draft */

/** @param {Room} room @param {Partial<Draft>} [from] @returns {Draft} */
function draftOf(room, from = {}) {
  const me = myself(room);
  return {
    title: from.title ?? "",
    line: from.line ?? "",
    language: from.language ?? room.start.language,
    conveners: from.conveners ?? (me === null ? [] : [me]),
  };
}

/** @param {{room: Room, draft: Draft, onChange: (draft: Draft) => void, problem: string}} props */
function Fields({ room, draft, onChange, problem }) {
  const title = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => void (problem && title.current?.focus()), [problem]);
  const languages = room.all.value?.gathering.languages ?? [];
  const names = new Intl.DisplayNames([room.start.language], { type: "language" });
  const left = TITLE_MOST - draft.title.length;
  const me = myself(room);
  const typed = (/** @type {"title" | "line"} */ field) => (/** @type {any} */ event) =>
    onChange({ ...draft, [field]: event.currentTarget.value });
  return html`
    <div class="field">
      <label for="topic-title">${t("Your topic")}</label>
      <p class="hint" id="topic-title-hint">${t("A question or a claim that people can come for.")}</p>
      <input id="topic-title" ref=${title} value=${draft.title} maxlength=${TITLE_MOST} required enterkeyhint="next"
        aria-describedby="topic-title-hint topic-title-left topic-title-error" aria-invalid=${problem ? "true" : null}
        onInput=${typed("title")} />
      <p class="counter nums" id="topic-title-left">${tn("{n} letter left", "{n} letters left", left)}</p>
      <p class=${problem ? "error" : ""} id="topic-title-error">${problem}</p>
    </div>
    <div class="field">
      <label for="topic-line">${t("One line more, if you like")}</label>
      <textarea id="topic-line" class="one-line" maxlength=${LINE_MOST} rows="2" value=${draft.line} onInput=${typed("line")}></textarea>
    </div>
    <${PeoplePicker} room=${room} label=${t("Who convenes")} hint=${t("Together with somebody? Add the name.")}
      chosen=${draft.conveners} fixed=${me !== null && !isFacilitator(room) ? [me] : []}
      onChange=${(/** @type {number[]} */ conveners) => onChange({ ...draft, conveners })} />
    ${languages.length > 1 &&
    html`<${OneOf} legend=${t("We will speak")} name="language" value=${draft.language}
      options=${languages.map((code) => ({ value: code, label: names.of(code) ?? code }))}
      onChange=${(/** @type {string} */ language) => onChange({ ...draft, language })} />`}`;
}

/** @param {{room: Room, from?: Partial<Draft>, onSend: (draft: Draft) => void, why: string | null, button: string, ask: boolean}} props */
function Form({ room, from, onSend, why, button, ask }) {
  const [draft, setDraft] = useState(() => draftOf(room, from));
  const [consent, setConsent] = useState("room");
  const [problem, setProblem] = useState("");
  const sent = useRef(false);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (why) return say(why); // Enter in a field passes the button by
    const title = draft.title.trim();
    if (!title) return setProblem(t("Give your topic a title first."));
    if (sent.current) return; // a second tap, on a phone too busy to have left this page
    sent.current = true;
    if (ask) room.wish("people.set_consent", { consent });
    onSend({ ...draft, title, line: draft.line.trim() });
  };
  return html`<form class="form" novalidate onSubmit=${submit}>
    <${Fields} room=${room} draft=${draft} onChange=${setDraft} problem=${problem} />
    ${ask && html`<${ConsentChoice} value=${consent} onChange=${setConsent} />`}
    <div class="form-foot" data-below=${ask ? "" : null}><${Act} kind="primary wide" why=${why} submit>${button}</${Act}></div>
  </form>`;
}

/** What is too long for a title still fits the line below it. @param {string | undefined} text @returns {Partial<Draft>} */
const fromIdea = (text = "") => (text.length <= TITLE_MOST ? { title: text } : { line: text });

/**
 * A new topic; `again` is the number of a refused wish whose text is taken over, `idea` the id of an idea.
 * @param {{room: Room, again?: string, idea?: string}} props
 */
export function NewTopic({ room, again, idea }) {
  const refused = room.waiting.value.find((wish) => wish.n === again && wish.refusal);
  // Asked once, when the form opens: it must not vanish under the thumb when the answer arrives.
  const [ask] = useState(() => unasked(room));
  const all = room.all.value;
  if (!all) return null;
  const from = refused?.fields ?? fromIdea(all.ideas.find((one) => String(one.id) === idea)?.text);
  const send = async (/** @type {Draft} */ draft) => {
    if (refused) room.dismiss(refused.n);
    go("topics");
    const answer = await room.wish("marketplace.post_topic", draft);
    if (answer.ok) say(t("Your topic is on the wall of topics. Everybody can see it now."));
  };
  return html`<${Page} title=${t("Post a topic")} up=${{ href: href("topics"), label: t("Topics") }}>
    <${Form} room=${room} from=${from} onSend=${send} why=${whyNot(room, "posting")} button=${t("Post this topic")} ask=${ask} />
  </${Page}>`;
}

/** Sends only what differs, so that a co-convener's change of another field is kept. @param {{room: Room, id: Id}} props */
export function EditTopic({ room, id }) {
  const all = room.all.value;
  const topic = all && lookup(all).topics.get(id);
  const [first] = useState(topic);
  // Asked once: what somebody types must not vanish with a right that is taken away meanwhile.
  const [may] = useState(() => mayChange(room, first ?? undefined));
  if (!topic || !first || !may) return html`<${TopicPage} room=${room} id=${id} notice=${t("Only its conveners and the desk can edit this topic.")} />`;
  const send = (/** @type {Draft} */ draft) => {
    const was = draftOf(room, first);
    const changed = Object.entries(draft).filter(([field, value]) => String(value) !== String(was[/** @type {keyof Draft} */ (field)]));
    go("topic", id);
    if (!changed.length) return;
    room.wish("marketplace.edit_topic", { topic: id, ...Object.fromEntries(changed) }, { [`topic:${id}`]: first.version });
  };
  return html`<${Page} title=${t("Edit this topic")} up=${{ href: href("topic", id), label: t("Topic") }}>
    <${Form} room=${room} from=${first} onSend=${send} why=${null} button=${t("Save")} ask=${false} />
  </${Page}>`;
}
