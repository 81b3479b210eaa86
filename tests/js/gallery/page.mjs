/** Draws the phone with a sample room, as the address asks: ?set=typical&language=nl#/agenda. */
import { html, render } from "htm/preact";
import { setWords } from "../../../static/js/core/words.js";
import { Phone } from "../../../static/js/phone/shell.js";
import { sampleRoom } from "../sample.mjs";
import { SETS } from "./sets.mjs";

const asked = new URLSearchParams(location.search);
const language = asked.get("language") ?? "en";
const set = SETS[asked.get("set") ?? "typical"];
if (language !== "en") setWords(await (await fetch(`words-${language}.json`)).json(), language);
document.documentElement.lang = language;
// For tests, which look at what was wished for.
window.room = sampleRoom({ ...set, language });
render(html`<${Phone} room=${window.room} />`, document.getElementById("screen"));
