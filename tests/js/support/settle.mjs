// Lets everything that waits for nothing but its turn happen, under mocked timers too.

export async function settle() {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
}

/** Moves mocked time on in steps, so that what a timer starts can finish before the next one.
 * @param {{timers: {tick: (ms: number) => void}}} mock @param {number} ms @param {number} [step] */
export async function pass(mock, ms, step = 100) {
  for (let left = ms; left > 0; left -= step) {
    mock.timers.tick(Math.min(step, left));
    await settle();
  }
}
