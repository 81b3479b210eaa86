/** Where the phone is: the address's hash as a signal, so that "#/topic/8/edit" is ["topic", "8", "edit"]. */
import { signal } from "@preact/signals";

const parts = () => location.hash.replace(/^#\/?/, "").split("/").filter(Boolean);

/** How far down each page was left, so that "back" returns to the same card. */
const left = new Map();
let here = location.hash;
let forward = false;

export const route = signal(parts());

/** @param {...(string | number)} path */
export const href = (...path) => "#/" + path.join("/");

/** @param {...(string | number)} path */
export function go(...path) {
  forward = true;
  location.hash = href(...path);
}

/** @param {MouseEvent} event */
function remember(event) {
  if (event.target instanceof Element && event.target.closest('a[href^="#/"]')) forward = true;
}

function turn() {
  // The skip link and other marks inside a page are no pages.
  if (location.hash && !location.hash.startsWith("#/")) return;
  left.set(here, scrollY);
  // Another tab of the same session changes only what is below the tabs: the eye and the focus stay there.
  const tabTurned = route.value[0] === "session" && parts().slice(0, 2).join() === route.value.slice(0, 2).join();
  const top = forward ? 0 : (left.get(location.hash) ?? 0);
  here = location.hash;
  forward = false;
  route.value = parts();
  if (tabTurned) return;
  requestAnimationFrame(() => {
    scrollTo(0, top);
    document.querySelector("h1")?.focus({ preventScroll: true });
  });
}

/** Begins to follow the address; answers a function that stops it. */
export function followAddress() {
  history.scrollRestoration = "manual";
  addEventListener("click", remember, true);
  addEventListener("hashchange", turn);
  return () => {
    removeEventListener("click", remember, true);
    removeEventListener("hashchange", turn);
  };
}
