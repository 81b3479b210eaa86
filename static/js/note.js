// The bundle of the shared note, fetched when the first note is opened: Yjs is too heavy for every phone's first load.
export { attach, deliver } from "./notes/attach.js";
