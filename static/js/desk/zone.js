/** Times as fields show them: in the gathering's time zone, wherever the desk's laptop thinks it is. */

/** @param {number} at milliseconds @param {string} timezone */
function wall(at, timezone) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part["year"]}-${part["month"]}-${part["day"]}T${part["hour"]}:${part["minute"]}`;
}

/** "2026-11-22T09:30" of an instant. @param {string | null} instant @param {string} timezone */
export const toField = (instant, timezone) => (instant ? wall(Date.parse(instant), timezone) : "");

/** The instant of a field's text; "" where it is no time. @param {string} text @param {string} timezone */
export function fromField(text, timezone) {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return "";
  let at = asUtc;
  // Twice: the first guess may lie on the other side of a change to or from summer time.
  for (let round = 0; round < 2; round++) at -= Date.parse(`${wall(at, timezone)}Z`) - asUtc;
  return new Date(at).toISOString().replace(".000", "");
}
