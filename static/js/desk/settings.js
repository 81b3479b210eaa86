/** What the gathering is called, asks and holds to; and the rehearsal's broom. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { EmptyDialog } from "./empty.js";
import { Field, FormFoot, Tick, onSubmit, useForm } from "./form.js";
import { languageName } from "./names.js";
import { Press } from "./press.js";
import { fromField, toField } from "./zone.js";

/** @import { Room } from "../core/room.js" */

const LANGUAGES = ["en", "nl"];

/** @param {string} text @returns {string[]} */
const lines = (text) => text.split("\n").map((one) => one.trim()).filter(Boolean);

/** @param {{ room: Room }} props */
export function Settings({ room }) {
  const gathering = /** @type {import("../core/shapes.js").Gathering} */ (room.all.value?.gathering);
  const [emptying, setEmptying] = useState(false);
  const form = useForm(room, { ...gathering, principles: gathering.principles.join("\n"), starts: toField(gathering.starts, gathering.timezone) });
  const touched = Object.keys(form.changed).length > 0;
  const send = () => {
    const { principles, starts, timezone = gathering.timezone } = form.changed;
    return form.send("gatherings.set_up", {
      ...(principles !== undefined && { principles: lines(principles) }),
      ...(starts !== undefined && { starts: fromField(starts, timezone) }),
    });
  };
  return html`<div class="panel"><form class="settings" onSubmit=${onSubmit(() => touched && send())}>
    <div class="columns">
      <div>
        <${Field} form=${form} name="title" label=${t("Title")} maxlength="80" />
        <${Field} form=${form} name="theme" label=${t("Theme question")} rows="2" max=${140} maxlength="140" hint=${t("Big on the wall all day: specific enough for direction, open enough for imagination.")} />
        <${Field} form=${form} name="principles" label=${t("Principles, one on each line")} rows="6" />
        <${Field} form=${form} name="law" label=${t("Law of two feet")} rows="2" maxlength="400" />
      </div>
      <div>
        <${Field} form=${form} name="starts" label=${t("Starts")} type="datetime-local" />
        <${Zone} form=${form} />
        <${Field} form=${form} name="people_expected" label=${t("People expected")} type="number" />
        <${Languages} form=${form} />
        <${Tick} form=${form} name="counts_hidden" label=${t("Hide how many want to come to each topic")} />
        <h2>${t("Rehearsal")}</h2>
        <p class="muted">${t("Empty the event after trying it out: topics, sessions and announcements go, the set-up stays.")}</p>
        <${Press} kind="danger" onPress=${() => setEmptying(true)} why=${room.role.value !== "host" && t("Only the host empties the event.")}>${t("Empty it…")}</${Press}>
        ${room.role.value === "host" && html`<p><a href="/new?copy=${room.start.code}">${t("Copy this event")}</a></p>`}
      </div>
    </div>
    <${FormFoot} form=${form} yes=${t("Save")} why=${!touched && t("Nothing has changed.")} />
  </form>
  ${emptying && html`<${EmptyDialog} room=${room} onClose=${() => setEmptying(false)} />`}</div>`;
}

/** @param {{ form: import("./form.js").Form }} props */
function Zone({ form }) {
  const known = "supportedValuesOf" in Intl ? Intl.supportedValuesOf("timeZone") : [];
  return html`<${Field} form=${form} name="timezone" label=${t("Time zone")} list="zones" />
    <datalist id="zones">${known.map((zone) => html`<option key=${zone} value=${zone}></option>`)}</datalist>`;
}

/** @param {{ form: import("./form.js").Form }} props */
function Languages({ form }) {
  const chosen = /** @type {string[]} */ (form.value("languages"));
  const turn = (/** @type {string} */ one, /** @type {boolean} */ on) =>
    form.set("languages", LANGUAGES.filter((language) => (language === one ? on : chosen.includes(language))));
  return html`<fieldset class="field"><legend>${t("Languages")}</legend><div class="choices">
      ${LANGUAGES.map((one) => html`<label key=${one} class="choice"><input type="checkbox" checked=${chosen.includes(one)}
        onChange=${(/** @type {any} */ event) => turn(one, event.currentTarget.checked)} />${languageName(one)}</label>`)}
    </div></fieldset>
    <${Field} form=${form} name="language" label=${t("First language")} options=${chosen.map((one) => ({ value: one, label: languageName(one) }))} />`;
}
