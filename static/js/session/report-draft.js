/** What somebody types into one field of the report: when it is sent, on what ground, and what another wrote meanwhile. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useWish } from "../phone/wishing.js";

/** Long enough for a pause between two words, short enough for a phone that is put away. */
const QUIET_MS = 900;

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Report} Report */
/** @typedef {"discussed" | "conclusions" | "requests" | "resources" | "open_questions"} FieldName */

/** Sends what is left when the page is put away or the field goes. @param {{current: () => void}} send */
function useFlush(send) {
  useEffect(() => {
    const hidden = () => document.hidden && send.current();
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      send.current();
    };
  }, [send]);
}

/** @param {Room} room @param {Report} report @param {FieldName} name */
export function useReportDraft(room, report, name) {
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  const [theirs, setTheirs] = useState(/** @type {string | null} */ (null));
  const [progress, wish] = useWish(room);
  const latest = useRef(report);
  latest.current = report;
  // `unsent` waits for a pause; `sent` is what I last said; `ground` is the version the typing began on.
  const typing = useRef({ unsent: /** @type {string | null} */ (null), sent: /** @type {string | null} */ (null), ground: 0 });
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));

  const send = useRef(() => {});
  send.current = async () => {
    clearTimeout(timer.current);
    const { unsent, sent, ground } = typing.current;
    if (unsent === null) return;
    typing.current = { unsent: null, sent: unsent, ground };
    const id = latest.current.session;
    // While my own last words stand there, nobody is overwritten; else the server compares with the ground.
    const base = latest.current[name] === sent ? undefined : { [`report:${id}`]: ground };
    const answer = await wish("notes.save_report", { session: id, [name]: unsent }, base);
    if (answer.ok) setDraft((now) => (now === unsent ? null : now));
    else if (answer.code === "conflict") setTheirs(String(answer.fields?.[name] ?? latest.current[name]));
  };
  useFlush(send);

  const type = (/** @type {string} */ text) => {
    if (draft === null) typing.current.ground = latest.current.version;
    typing.current.unsent = text;
    setDraft(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send.current(), QUIET_MS);
  };
  const keepMine = () => {
    typing.current = { unsent: draft, sent: latest.current[name], ground: latest.current.version };
    setTheirs(null);
    send.current();
  };
  const takeTheirs = () => {
    setTheirs(null);
    setDraft(null);
  };
  return { text: draft ?? report[name], theirs, progress, type, leave: () => send.current(), keepMine, takeTheirs };
}
