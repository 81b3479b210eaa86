/** One person at the desk: the role, the place given back, two persons made one, removing and forgetting. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { PeoplePicker } from "../phone/people-picker.js";
import { ask } from "./ask.js";
import { Dialog } from "./dialog.js";
import { Link } from "./link.js";
import { roleName } from "./names.js";
import { Press } from "./press.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Person } from "../core/shapes.js"
 * @typedef {{ room: Room, person: Person, onClose: () => void }} Props
 */

/** @param {Props} props */
export function PersonDialog({ room, person, onClose }) {
  const [step, setStep] = useState("");
  const [link, setLink] = useState(/** @type {{ url: string, qr: string } | null} */ (null));
  const [refusal, setRefusal] = useState("");
  const name = room.name(person.person);
  const host = room.role.value === "host";
  const aboutHost = person.role === "host" && !host && t("Only a host can do this to a host.");
  /** @param {string} wish @param {object} [fields] */
  const go = async (wish, fields = { person: person.person }) => {
    const answer = await ask(room, wish, fields);
    setRefusal(answer.ok ? "" : (answer.message ?? t("That was not possible.")));
    return answer;
  };
  const role = async (/** @type {string} */ wanted) => void (await go("people.set_role", { person: person.person, role: wanted }));
  const giveBack = async () => setLink(/** @type {any} */ ((await go("people.give_place_back")).result) ?? null);
  const end = async (/** @type {string} */ wish) => (await go(wish)).ok && onClose();
  return html`<${Dialog} title=${name} onClose=${onClose}>
    ${refusal && html`<p class="notice bad" role="alert">${refusal}</p>`}
    <h3>${t("Role: {role}", { role: roleName(person.role) })}</h3>
    <div class="buttons">
      ${person.role === "participant"
        ? html`<${Press} onPress=${() => role("facilitator")}>${t("Hand over: make facilitator")}</${Press}>`
        : html`<${Press} onPress=${() => role("participant")} why=${aboutHost}>${t("Take the role back")}</${Press}>`}
      ${person.role !== "host" && html`<${Press} onPress=${() => role("host")} why=${!host && t("Only a host makes another host.")}>${t("Make host")}</${Press}>`}
    </div>
    <h3>${t("Lost phone, other phone")}</h3>
    ${link
      ? html`<${Link} url=${link.url} qr=${link.qr} hint=${t("Let {name} scan this: it opens once.", { name })} />`
      : html`<div class="buttons">
          <${Press} onPress=${giveBack} why=${aboutHost}>${t("Give the place back")}</${Press}>
          <${Press} onPress=${() => setStep(step === "join" ? "" : "join")}>${t("Is the same person as…")}</${Press}>
        </div>`}
    ${step === "join" && html`<${Same} room=${room} person=${person} go=${go} onClose=${onClose} />`}
    <h3>${t("Leaving")}</h3>
    <div class="buttons">
      <${Press} kind="danger" onPress=${() => setStep("remove")} why=${aboutHost}>${t("Remove")}</${Press}>
      <${Press} kind="danger" onPress=${() => setStep("forget")} why=${aboutHost}>${t("Forget")}</${Press}>
    </div>
    ${step === "remove" && html`<${Sure} text=${t("{name} can no longer take part. What {name} made stays, with the name.", { name })} yes=${t("Remove {name}", { name })} onYes=${() => end("people.remove_person")} />`}
    ${step === "forget" && html`<${Sure} text=${t("The name goes everywhere, also from the book. What was written stays, by “somebody”. This cannot be undone.")} yes=${t("Forget {name}", { name })} onYes=${() => end("people.forget_person")} />`}
  </${Dialog}>`;
}

/** @param {{ text: string, yes: string, onYes: () => void }} props */
function Sure({ text, yes, onYes }) {
  return html`<div class="notice bad" role="alert"><p>${text}</p><div><button type="button" class="button danger" onClick=${onYes}>${yes}</button></div></div>`;
}

/** @param {Props & { go: (wish: string, fields: object) => Promise<{ ok: boolean }> }} props */
function Same({ room, person, go, onClose }) {
  const [other, setOther] = useState(/** @type {number[]} */ ([]));
  const drop = other[0];
  const join = async () => (await go("people.join_persons", { keep: person.person, drop })).ok && onClose();
  return html`<${PeoplePicker} room=${room} label=${t("Who else is {name}?", { name: room.name(person.person) })} most=${1} chosen=${other} onChange=${setOther} />
    ${drop !== undefined && html`<${Sure} onYes=${join} yes=${t("Make them one")}
      text=${t("What {drop} made becomes {keep}'s, and the phone of {drop} too. This cannot be undone.", { drop: room.name(drop), keep: room.name(person.person) })} />`}`;
}
