// Binds a native text area to a shared text: dictation, spelling and emoji keyboards keep working.
import * as Y from "yjs";

/** @param {HTMLTextAreaElement} area @param {Y.Text} text @param {boolean} editable @returns {() => void} unbinds */
export function bindTextArea(area, text, editable) {
  const here = Symbol("typed here");
  area.value = text.toString();
  area.readOnly = !editable;

  function typed() {
    const { at, removed, inserted } = difference(text.toString(), area.value);
    if (!removed && !inserted) return;
    text.doc?.transact(() => {
      if (removed) text.delete(at, removed);
      if (inserted) text.insert(at, inserted);
    }, here);
  }

  /** @param {Y.YTextEvent} event @param {Y.Transaction} transaction */
  function changed(event, transaction) {
    if (transaction.origin === here) return;
    // A change from elsewhere moves the cursor along with the words around it.
    let cursor = area.selectionStart;
    let end = area.selectionEnd;
    let at = 0;
    for (const { retain, insert, delete: removed } of event.delta) {
      if (retain) at += retain;
      if (typeof insert === "string") {
        if (at <= cursor) cursor += insert.length;
        if (at <= end) end += insert.length;
        at += insert.length;
      }
      if (removed) {
        cursor -= Math.min(removed, Math.max(0, cursor - at));
        end -= Math.min(removed, Math.max(0, end - at));
      }
    }
    area.value = text.toString();
    if (document.activeElement === area) area.setSelectionRange(cursor, end);
  }

  if (editable) area.addEventListener("input", typed);
  text.observe(changed);
  return () => {
    area.removeEventListener("input", typed);
    text.unobserve(changed);
  };
}

/** What one edit did: the one stretch in which two texts differ. Never cuts a pair of surrogates in two.
 * @param {string} before @param {string} after */
export function difference(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (start && isHigh(before.charCodeAt(start - 1))) start--;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (end && isLow(before.charCodeAt(before.length - end))) end--;
  return { at: start, removed: before.length - start - end, inserted: after.slice(start, after.length - end) };
}

/** @param {number} code */
const isHigh = (code) => code >= 0xd800 && code <= 0xdbff;
/** @param {number} code */
const isLow = (code) => code >= 0xdc00 && code <= 0xdfff;
