/** What a wish was, in words, and the text a person typed into it. */
import { t } from "../core/words.js";

/** @type {Record<string, () => string>} */
const NAMES = {
  "marketplace.post_topic": () => t("Post a topic"),
  "marketplace.edit_topic": () => t("Edit a topic"),
  "marketplace.withdraw_topic": () => t("Withdraw a topic"),
  "marketplace.restore_topic": () => t("Bring a topic back"),
  "marketplace.mark_interest": () => t("Mark interest"),
  "marketplace.post_idea": () => t("Post an idea"),
  "agenda.place_topic": () => t("Place a topic"),
  "agenda.move_session": () => t("Move a session"),
  "agenda.repeat_topic": () => t("Repeat a topic"),
  "agenda.unplace_topic": () => t("Free a place"),
  "agenda.unplace_session": () => t("Free a place"),
  "agenda.end_session": () => t("Say how a session stands"),
  "agenda.check_in": () => t("I'm here"),
  "agenda.check_out": () => t("Leave a session"),
  "notes.save_report": () => t("Save the report"),
  "notes.publish_report": () => t("Publish the report"),
  "notes.save_outcome": () => t("Save an outcome"),
  "notes.remove_outcome": () => t("Remove an outcome"),
  "boards.open_board": () => t("Open a board"),
  "boards.write_card": () => t("Write a card"),
  "boards.edit_card": () => t("Edit a card"),
  "boards.move_card": () => t("Move a card"),
  "boards.remove_card": () => t("Remove a card"),
  "boards.reveal_board": () => t("Reveal the board"),
  "people.rename": () => t("Change my name"),
  "people.choose_party": () => t("Choose my party"),
  "people.choose_language": () => t("Choose my language"),
  "people.set_consent": () => t("My name in the book"),
  "people.make_link": () => t("To another device"),
  "people.forget_person": () => t("Forget me"),
};

/** @param {{name: string}} waiting */
export const wishName = (waiting) => NAMES[waiting.name]?.() ?? t("A change");

/** Fields that hold what somebody typed; the rest are ids and answers. */
const TYPED = ["title", "line", "text", "discussed", "conclusions", "requests", "resources", "open_questions", "name"];

/** @param {{fields: Record<string, any>}} waiting */
export const typedText = ({ fields }) =>
  TYPED.map((field) => fields[field])
    .filter((value) => typeof value === "string" && value.trim())
    .join("\n\n");

/** The title of the topic a wish is about, or what was typed. @param {import("../core/room.js").Room} room @param {{fields: Record<string, any>}} waiting */
export function wishAbout(room, waiting) {
  const all = room.all.value;
  const { topic, session } = waiting.fields;
  const id = topic ?? all?.sessions.find((one) => one.id === session)?.topic;
  return typedText(waiting) || all?.topics.find((one) => one.id === id)?.title || "";
}
