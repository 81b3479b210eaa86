/** One place: its name, how many it holds, what is there, and where it is online. */
import { html } from "htm/preact";
import { t, tn } from "../core/words.js";
import { Dialog } from "./dialog.js";
import { Field, FormFoot, onSubmit, useForm } from "./form.js";
import { Press } from "./press.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Place } from "../core/shapes.js"
 */

/** @param {string} text @returns {string[]} */
const listed = (text) => text.split(",").map((one) => one.trim()).filter(Boolean);

/** @param {{ room: Room, place: Place | null, onClose: () => void }} props */
export function PlaceDialog({ room, place, onClose }) {
  const form = useForm(room, place ? { ...place, features: place.features.join(", ") } : { name: "", capacity: "", features: "", address: "" });
  const here = room.all.value?.sessions.filter((one) => one.place === place?.id && one.state !== "cancelled").length ?? 0;
  const why = !form.value("name").trim() && t("A place needs a name.");
  const send = async () => {
    const { features } = form.changed;
    const extra = { ...(place && { place: place.id }), ...(features !== undefined && { features: listed(features) }) };
    if ((await form.send("agenda.save_place", extra)).ok) onClose();
  };
  const remove = () => (onClose(), void room.wish("agenda.remove_place", { place: place?.id }));
  return html`<${Dialog} title=${place ? place.name : t("Add a place")} onClose=${onClose}>
    <form onSubmit=${onSubmit(() => !why && send())}>
      <${Field} form=${form} name="name" label=${t("Name")} maxlength="60" />
      <${Field} form=${form} name="capacity" label=${t("Seats")} type="number" hint=${t("May be empty.")} />
      <${Field} form=${form} name="features" label=${t("What is there")} hint=${t("Between commas: projector, step-free")} />
      <${Field} form=${form} name="address" label=${t("Online address")} type="url" hint=${t("Begins with https://")} />
      <${FormFoot} form=${form} yes=${place ? t("Save") : t("Add")} onClose=${onClose} why=${why}>
        ${place && html`<${Press} kind="danger" onPress=${remove} why=${here > 0 && tn("{n} session is here: move it first.", "{n} sessions are here: move them first.", here)}>${t("Remove")}</${Press}>`}
      </${FormFoot}>
    </form>
  </${Dialog}>`;
}
