/** What this person may say about themselves: name, party, language, the name in the book. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { ConsentChoice } from "./consent.js";
import { Mark, useWish } from "./wishing.js";

const NAME_MOST = 60;

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Me} Me */

/** @param {any} event */
const valueOf = (event) => event.currentTarget.value;

/** @param {{room: Room, me: Me}} props */
function Name({ room, me }) {
  const [name, setName] = useState(me.name);
  const [progress, wish] = useWish(room);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted && wanted !== me.name) wish("people.rename", { name: wanted });
  };
  return html`<form class="inline-form" onSubmit=${submit}>
    <div class="field">
      <div class="label-row"><label for="my-name">${t("My name")}</label> <${Mark} progress=${progress} /></div>
      <input id="my-name" value=${name} maxlength=${NAME_MOST} autocomplete="name" onInput=${(/** @type {any} */ event) => setName(valueOf(event))} />
    </div>
    <button type="submit" class="button">${t("Change")}</button>
  </form>`;
}

/** @param {{id: string, label: string, value: string, options: {value: string, label: string}[], progress: import("./wishing.js").Progress, onChange: (value: string) => void}} props */
function Choice({ id, label, value, options, progress, onChange }) {
  return html`<div class="field">
    <div class="label-row"><label for=${id}>${label}</label> <${Mark} progress=${progress} /></div>
    <select id=${id} value=${value} onChange=${(/** @type {any} */ event) => onChange(valueOf(event))}>
      ${options.map((option) => html`<option key=${option.value} value=${option.value}>${option.label}</option>`)}
    </select>
  </div>`;
}

/** @param {{room: Room, all: All, me: Me}} props */
export function MyCard({ room, all, me }) {
  const [party, wishParty] = useWish(room);
  const [language, wishLanguage] = useWish(room);
  const [consent, wishConsent] = useWish(room);
  const parties = [{ value: "", label: t("none") }, ...all.parties.map((one) => ({ value: String(one.id), label: `${one.letter} · ${one.name}` }))];
  const speak = async (/** @type {string} */ code) => {
    const answer = await wishLanguage("people.choose_language", { language: code });
    // The words of another language come with the page.
    if (answer.ok) location.reload();
  };
  const languages = all.gathering.languages.map((code) => ({ value: code, label: new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code }));
  return html`<section class="part form">
    <h2>${t("About me")}</h2>
    <${Name} room=${room} me=${me} />
    ${all.parties.length > 0 &&
    html`<${Choice} id="my-party" label=${t("My party")} value=${String(me.party ?? "")} options=${parties} progress=${party}
      onChange=${(/** @type {string} */ value) => wishParty("people.choose_party", { party: value ? Number(value) : null })} />`}
    <${Choice} id="my-language" label=${t("My language")} value=${me.language} options=${languages} progress=${language} onChange=${speak} />
    <div>
      <${ConsentChoice} value=${me.consent === "unasked" ? "room" : me.consent}
        onChange=${(/** @type {string} */ value) => wishConsent("people.set_consent", { consent: value })} />
      <p class="hint">${t("“For the room”: those who were here read it. “For everybody”: also in a book that is published.")} <${Mark} progress=${consent} /></p>
    </div>
  </section>`;
}
