// Instants as people read them, in the gathering's time zone and the person's language.

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** Making a format is slow and a grid has hundreds of times, so each is made once.
 * @param {string} language @param {string} timezone @param {Intl.DateTimeFormatOptions} options */
function format(language, timezone, options) {
  const key = `${language} ${timezone} ${Object.keys(options).join()}`;
  let found = formats.get(key);
  if (!found) {
    found = made(language, timezone, options);
    formats.set(key, found);
  }
  return found;
}

/** @param {string} language @param {string} timezone @param {Intl.DateTimeFormatOptions} options */
function made(language, timezone, options) {
  try {
    return new Intl.DateTimeFormat(language, { ...options, timeZone: timezone });
  } catch {
    // A browser with old zone data throws; UTC, said as such, is better than an empty screen.
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC", timeZoneName: "short" });
  }
}

/** Milliseconds since 1970 of an instant. @param {string} instant */
export const ms = (instant) => Date.parse(instant);

/** "09:30". @param {string} instant @param {string} timezone @param {string} language */
export function clockTime(instant, timezone, language) {
  return format(language, timezone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms(instant));
}

/** "Sunday 22 November". @param {string} instant @param {string} timezone @param {string} language */
export function day(instant, timezone, language) {
  // "en" alone is American and would put the month first.
  const habit = language === "en" ? "en-GB" : language;
  return format(habit, timezone, { weekday: "long", day: "numeric", month: "long" }).format(ms(instant));
}

/** "2026-11-22": the day as a key to group by. @param {string} instant @param {string} timezone */
export function dayKey(instant, timezone) {
  return format("en-CA", timezone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(ms(instant));
}

/** "09:30–10:30". @param {string} starts @param {string} ends @param {string} timezone @param {string} language */
export function span(starts, ends, timezone, language) {
  return `${clockTime(starts, timezone, language)}–${clockTime(ends, timezone, language)}`;
}

/** What is left, "4:59" or "1:02:03"; never below zero. @param {number} left milliseconds */
export function remaining(left) {
  // Rounded up: a countdown shows 0:00 only when nothing is left.
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Whether a change is young enough for its mark (15 minutes). @param {string} changed @param {number} now */
export function fresh(changed, now) {
  return now - ms(changed) < 15 * 60_000;
}
