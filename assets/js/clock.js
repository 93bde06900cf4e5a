// The server's time, and one beat a second for everything that ticks.
const stamp = document.querySelector('meta[name="server-now"]');
const [arrival] = performance.getEntriesByType('navigation');
const beats = new Set();
let offset = stamp ? Number(stamp.content) - performance.timeOrigin - (arrival?.responseStart ?? 0) : 0;
let running = false;

/** Milliseconds since 1970 by the server's clock. */
export const now = () => Date.now() + offset;

/** The server says it is `ms`; what the network's jitter explains is left alone. */
export function sync(ms) {
  if (Math.abs(ms - now()) > 400) {
    offset = ms - Date.now();
    for (const beat of beats) beat();
  }
}

/** `hh:mm` of this moment, for a line that says when something was saved or lost. */
export const hhmm = (ms = now()) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: document.documentElement.dataset.zone })
    .format(ms);

function tick() {
  for (const beat of beats) beat();
  setTimeout(tick, 1010 - (now() % 1000));
}

/** Call `beat` every second; call what is returned to stop. */
export function onTick(beat) {
  beats.add(beat);
  if (!running) { running = true; setTimeout(tick, 1010 - (now() % 1000)); }
  return () => beats.delete(beat);
}
