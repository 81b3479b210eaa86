/** A wish whose refusal is shown where it was asked, so it need not stand in the bar of refusals too. */

/** @import { Room } from "../core/room.js" */

/** @param {Room} room @param {string} name @param {Record<string, any>} fields @param {Record<string, number>} [base] */
export async function ask(room, name, fields, base) {
  const answer = await room.wish(name, fields, base);
  if (!answer.ok) {
    const asked = JSON.stringify(fields);
    const shown = room.waiting.value.filter((one) => one.refusal && one.name === name && JSON.stringify(one.fields) === asked);
    for (const one of shown) room.dismiss(one.n);
  }
  return answer;
}
