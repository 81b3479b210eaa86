// Opens one Socket.IO connection; when to open it and what to do when it breaks is the link's business.
import { io } from "socket.io-client";

/** The part of a socket that the link uses, so that a test can play it.
 * @typedef {{on: (event: string, listener: (...args: any[]) => void) => unknown,
 *   emit: (event: string, ...args: any[]) => unknown, disconnect: () => unknown}} Line */
/** @typedef {(failures: number) => Line} Dial */

const HANDSHAKE = 8_000;

/** @param {string} csrf @returns {Dial} */
export function dialer(csrf) {
  return (failures) => io({
    // Two lines of one page must never share a connection, and its own reconnecting knows nothing of our rules.
    forceNew: true,
    reconnection: false,
    timeout: HANDSHAKE,
    // A network that swallows WebSockets without refusing them is met by beginning with polling every other time.
    transports: failures % 2 ? ["polling", "websocket"] : ["websocket", "polling"],
    tryAllTransports: true,
    auth: { csrf },
  });
}
